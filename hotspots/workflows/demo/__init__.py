"""The demo: made-up extracts, the commands that answer from them, and a page to begin at."""
