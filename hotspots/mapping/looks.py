"""How each class of the legend is drawn: a fill, and the pattern behind it where it has one."""

from dataclasses import dataclass

from hotspots.errors import UsageProblem
from hotspots.mapping import palettes
from hotspots.model.page import LegendClass, MapPage, Pattern

# Each path fills a tile of 8 by 8 pixels and meets itself at the edges.
_MARKS: dict[Pattern, str] = {
    "none": "",
    "lines": "M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6",
    "dots": "M2,2 h0.01 M6,6 h0.01",
    "cross": "M0,0 L8,8 M8,0 L0,8",
}


@dataclass(frozen=True)
class Look:
    """One class as the page draws it; ``fill`` is a colour or a reference to its pattern."""

    label: str
    colour: str
    fill: str
    pattern_id: str
    marks: str
    ink: str
    stroke_px: float
    cap: str


def looks(content: MapPage) -> dict[str, Look]:
    """Return the looks by class key, in the order of the legend."""
    return {one.key: _look(number, one) for number, one in enumerate(content.legend)}


def look_of(known: dict[str, Look], class_key: str) -> Look:
    """Return an area's look, or raise: an area without a legend must not be drawn."""
    if class_key not in known:
        raise UsageProblem(
            f"Class {class_key!r} is not in the legend; it has {', '.join(map(repr, known))}."
        )
    return known[class_key]


def _look(number: int, one: LegendClass) -> Look:
    colour = palettes.checked(one.colour)
    pattern_id = f"pattern-{number}"
    dots = one.pattern == "dots"
    return Look(
        label=one.label,
        colour=colour,
        fill=colour if one.pattern == "none" else f"url(#{pattern_id})",
        pattern_id=pattern_id,
        marks=_MARKS[one.pattern],
        ink=palettes.ink(colour),
        stroke_px=1.8 if dots else 1.3,
        cap="round" if dots else "butt",
    )
