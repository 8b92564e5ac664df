"""Releases: what may leave, for whom, and the proof that it may."""
