"""A picture of a series over years: dots with their intervals, breaks, and the words around."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hotspots.language import Lang
from hotspots.model.breaks import BreakKind

DotKind = Literal["certain", "unreliable", "no_base", "too_few", "withheld"]
HIDDEN: frozenset[DotKind] = frozenset({"too_few", "withheld"})


@dataclass(frozen=True)
class Dot:
    """One year's figure in its own unit (a percentage is 0 to 100).

    ``value`` is None where it is not to be shown. ``low`` and ``high`` are its 95 % interval.
    ``half_step`` is how far rounding lets the true figure lie from the printed one, given where
    that is wider than the interval, or where there is no interval.
    """

    year: int
    kind: DotKind
    value: float | None = None
    low: float | None = None
    high: float | None = None
    half_step: float | None = None
    decimals: int | None = None
    carried: bool = False


@dataclass(frozen=True)
class Line:
    """The dots of one definition in the order of years; ``runs`` are those that are joined."""

    indicator: str
    dots: tuple[Dot, ...]
    runs: tuple[tuple[Dot, ...], ...]


@dataclass(frozen=True)
class Mark:
    """A break as it is marked: ``short`` its kind in a word, ``text`` what happened."""

    kind: BreakKind
    year: int
    last_year: int
    short: str
    text: str


@dataclass(frozen=True)
class Panel:
    """One area's part of the picture."""

    title: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class SeriesPicture:
    """Everything a picture of a series shows. All texts are plain text, none of it is markup.

    ``names`` are the names of the lines' indicators. ``city`` is the city's lines, drawn pale
    behind the other panels. ``words`` are the short words inside the picture and its legend.
    ``unit`` stands after the numbers of the upright axis; ``standing`` are the notes that come
    first, in bold; ``internal`` stands above the title of what must not be passed on.
    """

    lang: Lang
    title: str
    subtitle: str
    unit: str
    first: int
    last: int
    panels: tuple[Panel, ...]
    city: tuple[Line, ...]
    names: Mapping[str, str]
    words: Mapping[str, str]
    standing: Sequence[str]
    notes: Sequence[str]
    source: str
    alt: str
    banner: str = ""
    internal: str = ""
