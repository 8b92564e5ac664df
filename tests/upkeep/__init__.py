"""Copies of the store, the whole of it as files and back, and what it forgets."""
