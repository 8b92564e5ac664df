"""What keeps a store: copies of it, the whole of it as files and back, and what it forgets."""
