"""How wide words are in the pictures' font, and where their lines end."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

FONT, GENERIC = "DejaVu Sans", "sans-serif"
CM_PER_INCH = 2.54
POINTS_PER_CM = 72 / CM_PER_INCH
LINE_SPACING = 1.35
_BREAK = re.compile(" (?!%)")
_MOST_MEASURED = 8192  # texts whose width is remembered


@cache
def font(size_pt: float, *, bold: bool = False) -> "FontProperties":
    """Return the pictures' font in a size."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(
        family=[FONT, GENERIC], size=size_pt, weight="bold" if bold else "normal"
    )


@lru_cache(maxsize=_MOST_MEASURED)
def width_cm(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is in print."""
    from matplotlib.textpath import text_to_path

    style = font(size_pt, bold=bold)
    width_pt, _, _ = text_to_path.get_text_width_height_descent(text, style, ismath=False)
    return float(width_pt) / POINTS_PER_CM


def line_cm(size_pt: float) -> float:
    """Return how much height a line of text takes."""
    return size_pt * LINE_SPACING / POINTS_PER_CM


def wrapped(text: str, room_cm: float, size_pt: float, *, bold: bool = False) -> list[str]:
    """Return a text in lines no wider than the room; % stays by its number, a long word is cut."""
    lines: list[str] = []
    for word in _BREAK.split(text):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_cm(joined, size_pt, bold=bold) <= room_cm:
            lines[-1] = joined
        else:
            lines += _cut(word, room_cm, size_pt, bold=bold)
    return lines


def _cut(word: str, room_cm: float, size_pt: float, *, bold: bool) -> list[str]:
    parts, left = [], word
    while left:
        n = _fitting(left, room_cm, size_pt, bold=bold)
        parts.append(left[:n])
        left = left[n:]
    return parts or [""]


def _fitting(word: str, room_cm: float, size_pt: float, *, bold: bool) -> int:
    """Return how many signs of a word fit, at least one; few measurements, however long it is."""
    fits, tried = 1, 2
    while tried <= len(word) and width_cm(word[:tried], size_pt, bold=bold) <= room_cm:
        fits, tried = tried, tried * 2
    over = min(tried, len(word) + 1)
    while over - fits > 1:
        middle = (fits + over) // 2
        if width_cm(word[:middle], size_pt, bold=bold) <= room_cm:
            fits = middle
        else:
            over = middle
    return fits
