"""Colours and patterns that can be told apart without colour vision and on paper."""

import re
from collections.abc import Mapping
from typing import Final

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.pages import Pattern

# The two closest (yellow and grey) are 20.7 apart (CIE76) for the worst of deutan, protan and
# tritan sight (Machado, Oliveira and Fernandes 2009, full strength). Green and red are alike on
# black-and-white paper, and grey is pale: their patterns tell them there.
LIGHTS: Final[Mapping[str, tuple[str, Pattern]]] = {
    "green": ("#14997f", "none"),
    "yellow": ("#ffe98a", "none"),
    "red": ("#c8442a", "lines"),
    "grey": ("#bfc3cc", "dots"),
}

# What has no figure is pale and is told by its pattern, which no class of a figure has.
NO_DATA: Final[tuple[str, Pattern]] = ("#e4e7ec", "dots")
WITHHELD: Final[tuple[str, Pattern]] = ("#ffffff", "cross")
BROKEN: Final[tuple[str, Pattern]] = ("#ffffff", "dots")
UNRELIABLE: Final[Pattern] = "lines"  # over the fill of the figure's own class
ESTIMATED: Final[Pattern] = "dots"  # the same, where there is an estimate only

# Hotspots stand out by dark purple and, on paper, without a pattern; PuOr's other end is pale.
HOTSPOTS: Final[Mapping[str, tuple[str, Pattern]]] = {
    "hotspot": ("#5e3c99", "none"),
    "hot_90": ("#b2abd2", "lines"),
    "cold": ("#fdb863", "dots"),
    "none": ("#f2f3f5", "none"),
}

# What became of a hotspot: eight kinds, in no order of size, in four fills. Each fill has two
# patterns, so no kind is told from another by a shade alone. Worse is purple, better orange.
REVIEW: Final[Mapping[str, tuple[str, Pattern]]] = {
    "new": ("#5e3c99", "none"),
    "grown": ("#5e3c99", "lines"),
    "moved": ("#b2abd2", "cross"),
    "persistent": ("#b2abd2", "none"),
    "unsettled": ("#f2f3f5", "dots"),
    "shrunk": ("#e66101", "lines"),
    "gone": ("#e66101", "none"),
    "none": ("#f2f3f5", "none"),
}
EVALUATION: Final[Mapping[str, tuple[str, Pattern]]] = {
    "treated": ("#5e3c99", "none"),
    "buffer": ("#b2abd2", "lines"),
    "comparison": ("#e66101", "none"),
    "comparison_buffer": ("#fdb863", "dots"),
    "none": ("#f2f3f5", "none"),
}

# What is laid over a map of areas: neither a light nor a step of cividis or of the diverging.
EFFORT: Final[tuple[str, Pattern]] = ("#fdb863", "cross")
HOTSPOT_OVER: Final[tuple[str, Pattern]] = (HOTSPOTS["hotspot"][0], "cross")

# Water below a map has no border and no pattern, and is like no class of a map nor the paper.
WATER: Final = "#c8dffb"

# Five even steps of cividis, low to high; the two closest are 17.9 apart on the same measure.
CIVIDIS5: Final = ("#00224e", "#434e6c", "#7d7c78", "#bcae6c", "#fee838")
# The fifths of a list, the first darkest; lines over the last one that an undecided place is in.
FIFTHS_OF_LIST: Final[Mapping[str, tuple[str, Pattern]]] = {
    **{f"fifth_{at}": (colour, "none") for at, colour in enumerate(CIVIDIS5, start=1)},
    **{f"undecided_{at}": (colour, UNRELIABLE) for at, colour in enumerate(CIVIDIS5, start=1)},
    "none": NO_DATA,
}

# PuOr of ColorBrewer (Brewer 2003) from much better to much worse, zero in the middle: turned
# round where a rise is better. The purple is one step darker than the orange opposite, so that
# the two sides stay 14 apart in lightness where paper is black and white.
DIVERGING5: Final = ("#b35806", "#fdb863", "#f7f7f7", "#998ec3", "#542788")

# Kinds of incidents as marks, the most frequent first; the rest share the last. Each has a shape
# of its own, which its words in the legend carry, and tells it on paper and without colour.
MARKS: Final = (
    ("#0072b2", "▲"), ("#d55e00", "●"), ("#117733", "■"), ("#ffe98a", "◆"), ("#332288", "▼"),
    ("#cc79a7", "★"), ("#ffffff", "○"),
)  # fmt: skip
# What a week says of an area, pale below the marks: more, fewer, or nothing.
WEEK: Final[Mapping[str, tuple[str, Pattern]]] = {
    "worse": ("#cfc3e6", "lines"),
    "better": ("#fde3c0", "dots"),
    "none": HOTSPOTS["none"],
}
WEEK_HOTSPOT: Final[tuple[str, Pattern]] = ("#ffffff", "lines")
WEEK_WINDOW: Final[tuple[str, Pattern]] = ("#ffffff", "dots")
HIT_AGAIN: Final[tuple[str, Pattern]] = ("#1f2933", "none")

# Lines, in the order in which they are used (Okabe and Ito 2008). Each is at least 3 to 1
# against white; a line's dashes and the shape of its dots tell it where colour does not.
LINES: Final = ("#0072b2", "#d55e00", "#009e73")

DARK_INK: Final = "#1f2933"
LIGHT_INK: Final = "#ffffff"
QUIET_INK: Final = "#4a5563"

_NEARLY_BLACK = 0.04045  # below it the sRGB curve is a straight line
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def checked(colour: str) -> str:
    """Return a colour of the form ``#rrggbb``, or raise: nothing else may enter a style."""
    if not _COLOUR.fullmatch(colour):
        raise UsageProblem(
            message("{colour!r} is not a colour of the form #rrggbb.", colour=colour)
        )
    return colour.lower()


def ink(colour: str) -> str:
    """Return the ink, dark or white, that shows best on a colour."""
    return max((DARK_INK, LIGHT_INK), key=lambda candidate: contrast(candidate, colour))


def contrast(colour: str, ground: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1, definition)."""
    low, high = sorted((_luminance(colour), _luminance(ground)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= _NEARLY_BLACK else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
