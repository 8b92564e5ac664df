"""Which texts with placeholders are the program's own, each by its key and its fingerprint.

``frames.txt`` has a line for each key: the key, and the fingerprint of its text by language.
"""

import hashlib
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("frames.txt")


def frame_mark(frame: str) -> str:
    """Return the fingerprint of a text as it stands in the catalogue."""
    return hashlib.sha256(frame.encode()).hexdigest()[:16]


def is_frame(key: str, frame: str) -> bool:
    """Tell whether a text is the program's own, or has no placeholder to be filled."""
    return "{" not in frame or frame_mark(frame) in _marks().get(key, ())


@cache
def _marks() -> dict[str, list[str]]:
    lines = (line.split() for line in LIST.read_text(encoding="utf-8").splitlines())
    return {key: marks for key, *marks in lines}
