"""Releases as folders that prove themselves."""
