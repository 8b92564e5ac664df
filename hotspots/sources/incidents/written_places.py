"""Coordinates as they are written: points in one cell, and blanks between thousands."""

from typing import Any

import pyarrow.compute as pc

# A point as databases of places write it; one in another system than these two stays a text.
_POINT = (
    r"^(?i:(?:SRID=(?:25832|4326); *)?POINT *Z?M? *)\( *(?P<x>-?[0-9.]+) +(?P<y>-?[0-9.]+)"
    r"(?: +-?[0-9.]+)* *\)$"
)
# Thousands with blanks between, some of which do not break: 6 170 049,15.
_SPACED = r"^[-+]?\d{1,3}([ \x{a0}\x{2009}\x{202f}]\d{3})+([.,]\d+)?$"
_BLANKS = r"[ \x{a0}\x{2009}\x{202f}]"


def of_points(x: Any, y: Any) -> tuple[Any, Any]:
    """Return x and y of cells such as ``POINT (724050.2 6175050.1)``, all others as they are."""
    is_point = pc.match_substring_regex(x, _POINT)
    if not pc.any(is_point).as_py():
        return x, y
    parts = pc.extract_regex(x, _POINT)
    axes = (pc.struct_field(parts, name) for name in ("x", "y"))
    x_texts, y_texts = (pc.if_else(is_point, axis, column)
                   for axis, column in zip(axes, (x, y), strict=True))  # fmt: skip
    return x_texts, y_texts


def without_blanks(numbers: Any) -> Any:
    """Return numbers without the blanks between their thousands; other texts as they are."""
    spaced = pc.match_substring_regex(numbers, _SPACED)
    return pc.if_else(spaced, pc.replace_substring_regex(numbers, _BLANKS, ""), numbers)
