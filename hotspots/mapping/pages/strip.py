"""A strip of ratios as a drawing in the page: dots, the effort's own line, and its words."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hotspots.language import Lang
from hotspots.mapping import strip_layout
from hotspots.mapping.palettes import DARK_INK, LINES, QUIET_INK
from hotspots.model.efforts import PlaceboStrip
from hotspots.sentences.texts import number

# CSS pixels on a telephone; a wider window draws it half as large again at most
WIDE, TALL = 356.0, 118.0
_BASE = 96.0
_TOP = 22.0
_DOT = 6.0
_NUMBERS_APART = 30.0
_PER_LETTER = 6.4
_EDGE = 6.0


@dataclass(frozen=True)
class StripDot:
    """A ratio without the effort; one after a bad year is filled, the others are rings."""

    x: float
    y: float
    is_bad_year: bool


@dataclass(frozen=True)
class DrawnStrip:
    """The strip in the units of its view box, which is ``wide`` by ``tall``.

    ``words_end`` says whether the words end or begin at ``words_x``; ``alt`` says it all.
    """

    title: str
    words: str
    alt: str
    dots: Sequence[StripDot]
    radius: float
    effort_x: float
    words_x: float
    words_end: Literal["start", "end"]
    numbers: Sequence[tuple[float, str]]
    wide: float = WIDE
    tall: float = TALL
    base: float = _BASE
    top: float = _TOP
    middle: float = WIDE / 2
    ink: str = DARK_INK
    quiet: str = QUIET_INK
    bad_year: str = LINES[0]
    effort: str = LINES[1]


def drawn_strip(strip: PlaceboStrip, lang: Lang) -> DrawnStrip:
    """Return where everything lies; dots that would be too high are pressed together."""
    half = strip_layout.reach(strip)
    per_unit = (WIDE / 2 - _EDGE) / half
    columns = strip_layout.columns(strip, _DOT / per_unit)
    high = min(_DOT, (_BASE - _TOP) / max([1, *Counter(columns).values()]))
    dots = [
        StripDot(round(WIDE / 2 + column * _DOT, 1), round(_BASE - (row + 0.5) * high, 1), is_bad)
        for column, row, is_bad in strip_layout.stacked(columns, strip.is_bad_year)
    ]
    effort_x = WIDE / 2 + math.log(strip.effort) * per_unit
    words_x, words_end = _words(effort_x, _PER_LETTER * len(strip.words))
    numbers = [
        (round(WIDE / 2 + math.log(ratio) * per_unit, 1),
         number(lang, ratio, strip_layout.decimals(ratio)))
        for ratio in strip_layout.ticks(half, WIDE - 2 * _EDGE, _NUMBERS_APART)
    ]  # fmt: skip
    return DrawnStrip(
        strip.title, strip.words, f"{strip.title}. {strip.words}.", dots,
        round(0.42 * high, 2), round(effort_x, 1), round(words_x, 1), words_end, numbers,
    )  # fmt: skip


def _words(effort_x: float, long: float) -> tuple[float, Literal["start", "end"]]:
    """Return where the words stand: to the right of the line, else left, else at an edge."""
    if effort_x + _EDGE + long <= WIDE:
        return effort_x + _EDGE, "start"
    if effort_x - _EDGE - long >= 0:
        return effort_x - _EDGE, "end"
    return (WIDE, "end") if effort_x > WIDE / 2 else (0.0, "start")
