"""A picture of a change in every area: a dot and its interval, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hotspots.language import Lang

DotKind = Literal["better", "worse", "same", "undecided", "none"]
SortBy = Literal["change", "level", "name"]


@dataclass(frozen=True)
class Cell:
    """Two lines of figures, or of the words that head them; the second is the smaller."""

    main: str
    small: str


@dataclass(frozen=True)
class DotRow:
    """One area's row: ``low`` and ``high`` are the 95 % interval of ``value``.

    A ratio without a finite upper end has ``high`` None. Where ``kind`` is none there is no
    dot, and ``words`` say why. ``cells`` are the figures at the right, one for each heading;
    ``told`` are the same in one line, for a sheet too narrow for columns.
    """

    name: str
    kind: DotKind
    cells: tuple[Cell, ...]
    told: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    words: str = ""
    is_unreliable: bool = False


@dataclass(frozen=True)
class IntervalsPicture:
    """Everything the picture shows. All texts are plain text, none of it is markup.

    The city, if there is one, stands apart above ``rows``. The axis is in percentage points or
    per 1,000 around 0, or, where ``is_ratio``, a ratio on a log scale around 1. ``left`` and
    ``right`` say which way is which, ``legend`` what each kind of dot means, and ``unreliable``
    and ``interval`` what the lines mean. ``heading`` heads the figures told in one line.
    ``elsewhere`` are the rows of further pictures, which are drawn on the same axis.
    """

    lang: Lang
    title: str
    subtitle: str
    banner: str
    axis: str
    left: str
    right: str
    is_ratio: bool
    headings: tuple[Cell, ...]
    heading: str
    city: DotRow | None
    rows: Sequence[DotRow]
    legend: Sequence[tuple[DotKind, str]]
    interval: str
    unreliable: str
    standing: Sequence[str]
    notes: Sequence[str]
    source: str
    alt: str
    elsewhere: Sequence[DotRow] = ()
    internal: str = ""

    @property
    def every(self) -> list[DotRow]:
        """Return all rows, the city's first."""
        return [*([self.city] if self.city else []), *self.rows]

    @property
    def measured(self) -> list[DotRow]:
        """Return all rows that axis and columns must have room for."""
        return [*self.every, *self.elsewhere]
