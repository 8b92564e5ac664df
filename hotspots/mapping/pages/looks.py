"""How each class of the legends is drawn: a fill, and the pattern behind it where it has one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.mapping import palettes
from hotspots.mapping.pages.plain_text import tight
from hotspots.model.pages import LegendClass, MapPage, Pattern

# Each path fills a tile of 8 by 8 pixels and meets itself at the edges.
_MARKS: dict[Pattern, str] = {
    "none": "",
    "lines": "M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6",
    "dots": "M2,2 h0.01 M6,6 h0.01",
    "cross": "M0,0 L8,8 M8,0 L0,8",
    "hatch": "M0,0 L8,8 M8,0 L0,8",
    "waves": "M0,4 q2,-2 4,0 t4,0",
}

# how many letters of a word fit beside a swatch in one of two columns
_LONGEST_IN_COLUMN = 16


@dataclass(frozen=True)
class AreaLook:
    """One class as the page draws it; ``fill`` is a colour or a reference to its pattern.

    ``number`` is its place among all classes of the page. One without a ``ground`` lies over
    others: what is below shows through, and its marks have a white seam.
    """

    number: int
    label: str
    colour: str
    fill: str
    pattern_id: str
    marks: str
    ink: str
    stroke_px: float
    cap: str
    has_ground: bool


@dataclass(frozen=True)
class PageLegend:
    """One legend: of a layer, or of an overlay. ``looks`` are in its order, by class key."""

    title: str
    note: str
    looks: Mapping[str, AreaLook]

    @property
    def has_long_words(self) -> bool:
        """Tell whether a word would be broken in one of two columns beside the map."""
        words = (word for look in self.looks.values() for word in look.label.split())
        return any(len(word) > _LONGEST_IN_COLUMN for word in words)


@dataclass(frozen=True)
class Legends:
    """All legends of a page: one for each layer, the page's own first, and for each overlay."""

    layers: Sequence[PageLegend]
    overlays: Sequence[PageLegend]

    @property
    def looks(self) -> list[AreaLook]:
        """Return the looks of all legends by their numbers."""
        return [look for one in (*self.layers, *self.overlays) for look in one.looks.values()]


def legends(content: MapPage) -> Legends:
    """Return the legends of a page; no two of their patterns share a name."""
    parts = [
        (content.legend_title, content.note, content.legend),
        *((one.legend_title, one.note, one.legend) for one in content.layers),
        *((one.label, one.note, one.legend) for one in content.overlays),
    ]
    made, number = [], 0
    for title, note, classes in parts:
        looks = {one.key: _look(number + at, one) for at, one in enumerate(classes)}
        made.append(PageLegend(title, note, looks))
        number += len(looks)
    n_layers = 1 + len(content.layers)
    return Legends(made[:n_layers], made[n_layers:])


def water_look() -> AreaLook:
    """Return how water looks, which is no class of the page."""
    look = _look(0, LegendClass("", "", *palettes.WATER))
    return replace(
        look, fill="url(#water)", pattern_id="water", ink=palettes.WAVES_INK, stroke_px=0.9
    )


def look_of(looks: Mapping[str, AreaLook], class_key: str) -> AreaLook:
    """Return an area's look, or raise: an area without a legend must not be drawn."""
    if class_key not in looks:
        raise UsageProblem(
            message(
                "Class {class_key!r} is not in the legend; it has {known}.",
                class_key=class_key,
                known=", ".join(map(repr, looks)),
            )
        )
    return looks[class_key]


def _look(number: int, legend_class: LegendClass) -> AreaLook:
    colour = palettes.checked(legend_class.colour)
    pattern_id = f"pattern-{number}"
    dots, hatch = legend_class.pattern == "dots", legend_class.pattern == "hatch"
    return AreaLook(
        number=number,
        label=tight(legend_class.label),
        colour=colour,
        fill=colour if legend_class.pattern == "none" else f"url(#{pattern_id})",
        pattern_id=pattern_id,
        marks=_MARKS[legend_class.pattern],
        ink=colour if hatch else palettes.ink(colour),
        stroke_px=1.8 if dots else 1.3,
        cap="round" if dots else "butt",
        has_ground=not hatch,
    )
