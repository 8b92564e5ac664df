"""Charts as plain content: series, intervals, hours of the week, months of an effort."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

from hotspots.model.efforts import PlaceboStrip
from hotspots.model.indicators import BreakKind
from hotspots.model.pictures import PictureText

DotKind = Literal["certain", "unreliable", "no_base", "too_few", "withheld"]
HIDDEN: frozenset[DotKind] = frozenset({"too_few", "withheld"})
RowKind = Literal["better", "worse", "same", "undecided", "none"]
SortBy = Literal["change", "level", "name"]


@dataclass(frozen=True)
class HourClass:
    """A class of hours: its place from 0 (fewest) to 4 (most), and its words in the legend."""

    rank: int
    words: str


@dataclass(frozen=True, kw_only=True)
class HoursPicture(PictureText):
    """Everything a picture of the week shows.

    ``table`` has seven rows of 24 numbers of incidents, Monday first, ``ranks`` the class of
    each. ``decimals`` are those of the numbers in the fields.
    """

    table: Sequence[Sequence[float]]
    ranks: Sequence[Sequence[int]]
    decimals: int
    weekdays: Sequence[str]
    legend_title: str
    classes: Sequence[HourClass]
    words_day: str
    words_hour: str
    words_clock: str


@dataclass(frozen=True)
class Stretch:
    """Months that are compared: places on the axis from first to last, and their mean."""

    first: int
    last: int
    mean: float
    words: str


@dataclass(frozen=True)
class MonthPanel:
    """One area's part of the picture; ``counts`` has a number or None for every month drawn."""

    title: str
    counts: tuple[int | None, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class DayMark:
    """A day on the axis, in months since the first one drawn, and what happened then."""

    position: float
    text: str


@dataclass(frozen=True, kw_only=True)
class EvaluationPicture(PictureText):
    """Everything the picture shows.

    ``years`` are the places of each January on the axis with its year.
    """

    n_months: int
    years: Sequence[tuple[int, str]]
    panels: Sequence[MonthPanel]
    marks: Sequence[DayMark]
    strip: PlaceboStrip | None = None


@dataclass(frozen=True)
class FigureCell:
    """Two lines of figures, or of the words that head them; the second is the smaller."""

    main: str
    small: str


@dataclass(frozen=True)
class DotRow:
    """One area's row: ``low`` and ``high`` are the 95 % interval of ``value``.

    A ratio without a finite upper end has ``high`` None. Where ``kind`` is none there is no
    dot, and ``words`` say why. ``cells`` are the figures at the right, one for each heading;
    ``figures_line`` has them in one line, for a sheet too narrow for columns.
    """

    name: str
    kind: RowKind
    cells: tuple[FigureCell, ...]
    figures_line: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    words: str = ""
    is_unreliable: bool = False

    @property
    def lean(self) -> Self:
        """Return the row without the second lines of its figures."""
        return replace(self, cells=_first_lines(self.cells))


def _first_lines(cells: Sequence[FigureCell]) -> tuple[FigureCell, ...]:
    return tuple(FigureCell(cell.main, "") for cell in cells)


@dataclass(frozen=True, kw_only=True)
class IntervalsPicture(PictureText):
    """Everything the picture shows.

    The city, if there is one, stands apart above ``rows``. The axis is in percentage points or
    per 1,000 around 0, or, where ``is_ratio``, a ratio on a log scale around 1. ``left`` and
    ``right`` say which way is which, ``legend`` what each kind of dot means, and ``unreliable``
    and ``interval`` what the lines mean. ``heading`` heads the figures told in one line.
    ``no_axis`` stands in the place of an axis on which there would be nothing.
    ``elsewhere`` are the rows of further pictures, which are drawn on the same axis.
    """

    axis: str
    left: str
    right: str
    is_ratio: bool
    headings: tuple[FigureCell, ...]
    heading: str
    city: DotRow | None
    rows: Sequence[DotRow]
    legend: Sequence[tuple[RowKind, str]]
    interval: str
    unreliable: str
    no_axis: str
    elsewhere: Sequence[DotRow] = ()

    @property
    def every(self) -> list[DotRow]:
        """Return all rows, the city's first."""
        return [*([self.city] if self.city else []), *self.rows]

    @property
    def has_axis(self) -> bool:
        """Tell whether anything lies on the axis."""
        return any(row.kind != "none" for row in self.measured)

    @property
    def from_fullest(self) -> Sequence[Self]:
        """Return the picture, then the same without the second lines of its figures."""
        lean = replace(
            self,
            headings=_first_lines(self.headings),
            city=self.city and self.city.lean,
            rows=[row.lean for row in self.rows],
            elsewhere=[row.lean for row in self.elsewhere],
        )
        return [self, lean]

    @property
    def measured(self) -> list[DotRow]:
        """Return all rows that axis and columns must have room for."""
        return [*self.every, *self.elsewhere]


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
class BreakMark:
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
    marks: tuple[BreakMark, ...]


@dataclass(frozen=True, kw_only=True)
class SeriesPicture(PictureText):
    """Everything a picture of a series shows.

    ``names`` are the names of the lines' indicators. ``city`` is the city's lines, drawn pale
    behind the other panels. ``words`` are the short words inside the picture and its legend.
    ``unit`` stands after the numbers of the upright axis.
    """

    unit: str
    first: int
    last: int
    panels: tuple[Panel, ...]
    city: tuple[Line, ...]
    names: Mapping[str, str]
    words: Mapping[str, str]
