"""How classes that only layers have are drawn: cells by their Gi*, change and history."""

from collections.abc import Mapping
from typing import Final

from hotspots.mapping.palettes import HOTSPOTS, LIGHTS, NEUTRAL, REVIEW
from hotspots.model.pages import Pattern

Look = tuple[str, Pattern]

# PuOr of ColorBrewer (Brewer 2003), so that the pages' purple is the 95 % class. On black-and-
# white paper cold is told from hot by its dots.
CELLS: Final[Mapping[str, Look]] = {
    "hot_99": ("#2d004b", "none"),
    "hot_95": HOTSPOTS["hotspot"],
    "hot_90": HOTSPOTS["hot_90"],
    "not_significant": HOTSPOTS["none"],
    "cold_90": ("#fee0b6", "dots"),
    "cold_95": HOTSPOTS["cold"],
    "cold_99": ("#b35806", "dots"),
}
CELL_CHANGE: Final[Mapping[str, Look]] = {
    "worse": REVIEW["new"],
    "better": REVIEW["gone"],
    "not_distinguishable": REVIEW["persistent"],
    "not_testable": LIGHTS["grey"],
}
_DARK: Final[Mapping[str, Pattern]] = {
    "new": "dots", "consecutive": "lines", "intensifying": "cross", "persistent": "none",
}  # fmt: skip
_PALE: Final[Mapping[str, Pattern]] = {
    "diminishing": "lines", "sporadic": "dots", "oscillating": "cross", "historical": "none",
}  # fmt: skip
# Sixteen kinds in four fills: purple is hot and orange cold, dark is steady or rising and pale
# falling or on and off; the four of a fill are told apart by their patterns.
EMERGING: Final[Mapping[str, Look]] = {
    **{f"{kind}_hot": ("#5e3c99", pattern) for kind, pattern in _DARK.items()},
    **{f"{kind}_hot": ("#b2abd2", pattern) for kind, pattern in _PALE.items()},
    **{f"{kind}_cold": ("#e66101", pattern) for kind, pattern in _DARK.items()},
    **{f"{kind}_cold": ("#fdb863", pattern) for kind, pattern in _PALE.items()},
    "none": HOTSPOTS["none"],
}
PLAIN: Final[Look] = NEUTRAL
