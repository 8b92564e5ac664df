"""The one colour language of pages, pictures and layers, for every sight and on paper.

A level is one hue, light to dark: the more, the darker. A verdict has a light. Worse is purple
and better is orange where a size or a kind of change is drawn. Grey says that something cannot
be judged, and nothing else. What is laid over a map is drawn in ink.
"""

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

# What has no figure cannot be judged. It is told by its pattern too, which no class of a figure
# has; what is there and must not be shown or compared is white.
NO_DATA: Final = LIGHTS["grey"]
# Ground below something else, what does not stand out, what is not designated.
NEUTRAL: Final[tuple[str, Pattern]] = ("#ffffff", "none")
WITHHELD: Final[tuple[str, Pattern]] = ("#ffffff", "cross")
BROKEN: Final[tuple[str, Pattern]] = ("#ffffff", "dots")
UNRELIABLE: Final[Pattern] = "lines"  # over the fill of the figure's own class
ESTIMATED: Final[Pattern] = "dots"  # the same, where there is an estimate only

# Hotspots stand out by dark purple and, on paper, without a pattern; PuOr's other end is pale.
HOTSPOTS: Final[Mapping[str, tuple[str, Pattern]]] = {
    "hotspot": ("#5e3c99", "none"),
    "hot_90": ("#b2abd2", "lines"),
    "cold": ("#fdb863", "dots"),
    "none": NEUTRAL,
}

# What became of a hotspot: eight kinds, in no order of size, in four fills. Each fill has two
# patterns, so no kind is told from another by a shade alone. Worse is purple, better orange.
REVIEW: Final[Mapping[str, tuple[str, Pattern]]] = {
    "new": ("#5e3c99", "none"),
    "grown": ("#5e3c99", "lines"),
    "moved": ("#b2abd2", "cross"),
    "persistent": ("#b2abd2", "none"),
    "unsettled": ("#ffffff", "dots"),
    "shrunk": ("#e66101", "lines"),
    "gone": ("#e66101", "none"),
    "none": NEUTRAL,
}
EVALUATION: Final[Mapping[str, tuple[str, Pattern]]] = {
    "treated": ("#5e3c99", "none"),
    "buffer": ("#b2abd2", "lines"),
    "comparison": ("#e66101", "none"),
    "comparison_buffer": ("#fdb863", "dots"),
    "none": NEUTRAL,
}

DARK_INK: Final = "#1f2933"
LIGHT_INK: Final = "#ffffff"
QUIET_INK: Final = "#4a5563"

# What is laid over a map of areas. Hotspots are ink without a fill, so that no colour of theirs
# is taken for a light or a level; a white seam shows them on the darkest fill.
EFFORT: Final[tuple[str, Pattern]] = ("#fdb863", "cross")
HOTSPOT_OVER: Final[tuple[str, Pattern]] = (DARK_INK, "hatch")

# Water below a map has no border. Its waves tell it from the lightest step of a level, which
# some see in the same blue.
WATER: Final[tuple[str, Pattern]] = ("#cfeaf7", "waves")
WAVES_INK: Final = "#93bdd9"
STATION: Final[tuple[str, Pattern]] = (DARK_INK, "none")

# Five even steps of one hue, the least figure lightest: 17 apart in lightness. The two closest
# are 12.2 apart (CIEDE2000) for the worst of the sights.
LEVEL5: Final = ("#dfd2f3", "#b39fd8", "#866eba", "#593f99", "#2b1a62")
# The fifths of a list, the first darkest; lines over the last one that an undecided place is in.
FIFTHS_OF_LIST: Final[Mapping[str, tuple[str, Pattern]]] = {
    **{f"fifth_{at}": (colour, "none") for at, colour in enumerate(LEVEL5[::-1], start=1)},
    **{f"undecided_{at}": (colour, UNRELIABLE) for at, colour in enumerate(LEVEL5[::-1], start=1)},
    "none": NO_DATA,
}

# PuOr of ColorBrewer (Brewer 2003) from much better to much worse, zero in the middle: turned
# round where a rise is better. The purple is one step darker than the orange opposite, so that
# the two sides stay 14 apart in lightness where paper is black and white.
DIVERGING5: Final = ("#b35806", "#fdb863", "#ffffff", "#998ec3", "#542788")

# Kinds of incidents as marks, the most frequent first; the rest share the last. Each has a shape
# of its own, which its words in the legend carry, and tells it on paper and without colour.
MARKS: Final = (
    ("#0072b2", "▲"), ("#d55e00", "●"), ("#117733", "■"), ("#56b4e9", "◆"), ("#332288", "▼"),
    ("#cc79a7", "★"), ("#ffffff", "○"),
)  # fmt: skip
# What a week says of an area, pale below the marks: more, fewer, or nothing.
WEEK: Final[Mapping[str, tuple[str, Pattern]]] = {
    "worse": ("#cfc3e6", "lines"),
    "better": ("#fde3c0", "dots"),
    "none": NEUTRAL,
}
WEEK_HOTSPOT: Final[tuple[str, Pattern]] = ("#ffffff", "lines")
WEEK_WINDOW: Final[tuple[str, Pattern]] = ("#ffffff", "dots")
HIT_AGAIN: Final[tuple[str, Pattern]] = ("#1f2933", "none")

# Lines, in the order in which they are used (Okabe and Ito 2008). Each is at least 3 to 1
# against white; a line's dashes and the shape of its dots tell it where colour does not.
LINES: Final = ("#0072b2", "#d55e00", "#009e73")

# How much is left of a colour around the areas that a map is framed on: so little that the darkest
# step of a level is paler than any class, and is not the grey of what cannot be judged.
PALE: Final = 0.2

_NEARLY_BLACK = 0.04045  # below it the sRGB curve is a straight line
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def checked(colour: str) -> str:
    """Return a colour of the form ``#rrggbb``, or raise: nothing else may enter a style."""
    if not _COLOUR.fullmatch(colour):
        raise UsageProblem(
            message("{colour!r} is not a colour of the form #rrggbb.", colour=colour)
        )
    return colour.lower()


def paler(colour: str) -> str:
    """Return a colour as it is around the areas that a map is framed on: most of it white."""
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(255 - PALE * (255 - part)):02x}" for part in parts)


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
