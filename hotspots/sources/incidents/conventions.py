"""How an extract writes coordinates and dates: what its cells, taken together, allow."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow.compute as pc

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import message
from hotspots.model.loads import DateOrder, Mark, Reading
from hotspots.sources.values.decimals import decided, untold
from hotspots.sources.values.short_dates import ShortDate, short_order

TIME_FIELDS = ("occurred", "earliest", "latest", "reported")
_SAMPLE_ROWS = 5000
_MOST_DEGREES = 180
_MONTHS = 12
_NUMERIC_DATE = re.compile(r"(\d{1,2}) ?([-./]) ?(\d{1,2}) ?[-./] ?(\d{4}|\d\d)(?!\d)")
_SIX_DIGITS = re.compile(r"(\d\d)()(\d\d)(\d\d)")
_SHORT_YEAR = 2
_LONGEST_DATE = 14
_LONGEST_MOMENT = 40
# A clock of twelve hours behind strokes is written where months stand first, and elsewhere.
_TWELVE_HOURS = re.compile(r".*\d ?[ap]\.? ?m\b", re.IGNORECASE)
_MONTH_FIRST = (
    (r"^(\d{1,2}) ?[-./] ?(\d{1,2}) ?[-./] ?(\d{4}|\d{2})", r"\2-\1-\3"),
    (r"^(\d{2})(\d{2})(\d{2})( |$)", r"\2-\1-\3\4"),
)


@dataclass(frozen=True)
class ExtractSource:
    """Where rows come from: the file's name, its headings by field, and what it speaks for.

    ``hint`` is the mark before decimals that the kind of file has, None where it may have both.
    """

    where: str
    headings: Mapping[str, str]
    in_degrees: bool
    hint: Mark | None = None

    def heading(self, name: str) -> str:
        """Return the file's own word for a field; of an axis, of either pair."""
        other = {"x": "lon", "y": "lat"}.get(name, name)
        return self.headings.get(name) or self.headings.get(other, name)


@dataclass(frozen=True)
class Conventions:
    """The mark before decimals of coordinates, and the order of dates of numbers alone.

    ``shown_by`` is a cell that shows that the day does not stand first, where nobody said so.
    """

    decimal: Mark
    dates: DateOrder
    shown_by: str | None = None


def settled(
    batches: Iterator[Any], source: ExtractSource, reading: Reading
) -> tuple[Iterator[Any], Conventions]:
    """Return the batches again, and how their coordinates and dates are written.

    It is what was asked for, else what the first batch tells. Raises ``InputProblem`` where the
    cells contradict each other, or where they can be read in two ways.
    """
    first = next(batches, None)
    if first is None:
        return iter(()), Conventions(reading.decimal or source.hint or ",", "day-first")
    dates, shown_by = _dates(first, source, reading)
    conventions = Conventions(_mark(first, source, reading), dates, shown_by)
    return itertools.chain([first], batches), conventions


def _mark(batch: Any, source: ExtractSource, reading: Reading) -> Mark:
    if reading.column_marks:
        raise UsageProblem(
            message(
                "{where}: both coordinates have one mark before decimals: say --decimal , or "
                "--decimal . without a column.",
                where=source.where,
            )
        )
    if reading.decimal:
        return reading.decimal
    cells = {name: _texts(batch[name].slice(0, _SAMPLE_ROWS)) for name in ("x", "y")}
    decision = decided(
        itertools.chain(*cells.values()), most=_MOST_DEGREES if source.in_degrees else float("inf")
    )
    if decision.reason is None or (decision.reason == "undecided" and source.hint):
        return decision.mark or source.hint or ","
    heading = next(source.heading(name) for name in cells if decision.examples[0] in cells[name])
    raise untold(source.where, heading, decision)


def _texts(column: Any) -> list[str]:
    return [cell for cell in pc.unique(column).to_pylist() if cell is not None]


@dataclass
class _DatesSeen:
    """One date of numbers of each kind; ``short`` are those that have two digits for the year."""

    day_first: str | None = None
    month_first: str | None = None
    with_strokes: str | None = None
    twelve_hours: str | None = None
    plain: str | None = None
    short: list[ShortDate] = field(default_factory=list)

    def take(self, cell: str) -> None:
        """Sort a cell in, if it is the first of its kind."""
        match = _NUMERIC_DATE.match(cell) or _SIX_DIGITS.fullmatch(cell)
        if match and len(match[4]) == _SHORT_YEAR:
            self.short.append(ShortDate.of(match, match[0]))
        elif match:
            kind = _kind_of(int(match[1]), int(match[3]), with_strokes=match[2] == "/")
            if kind == "with_strokes" and _TWELVE_HOURS.match(cell):
                kind = "twelve_hours"
            if getattr(self, kind) is None:
                setattr(self, kind, cell if kind == "twelve_hours" else match[0])


def _kind_of(first: int, second: int, *, with_strokes: bool) -> str:
    if first > _MONTHS:
        return "day_first"
    if second > _MONTHS:
        return "month_first"
    return "with_strokes" if with_strokes else "plain"


def _dates(batch: Any, source: ExtractSource, reading: Reading) -> tuple[DateOrder, str | None]:
    """Return the order of dates, and a cell that shows that the day does not stand first."""
    if reading.dates:
        return reading.dates, None
    seen = _DatesSeen()
    for name in TIME_FIELDS:
        for cell in _texts(_dates_of(batch[name])):
            seen.take(cell.strip())
    if seen.month_first and seen.day_first:
        raise _two_orders(source, seen.day_first, seen.month_first)
    if seen.month_first:
        return "month-first", seen.month_first
    strokes = seen.twelve_hours or (seen.with_strokes if source.hint == "." else None)
    if strokes and not (seen.day_first or seen.plain):
        raise _order_untold(source, strokes)
    if seen.day_first or seen.plain or seen.with_strokes:
        return "day-first", None
    return _of_short(seen.short, source)


def _dates_of(times: Any) -> Any:
    """Return the dates of times, each with its clock only where that is one of twelve hours."""
    shortened = pc.utf8_slice_codeunits(times, 0, _LONGEST_DATE)
    halves = pc.match_substring_regex(times, r"(?i)^\d{1,2}/.*\d ?[ap]\.? ?m\b")
    return pc.if_else(halves, pc.utf8_slice_codeunits(times, 0, _LONGEST_MOMENT), shortened)


def _of_short(dates: Sequence[ShortDate], source: ExtractSource) -> tuple[DateOrder, str | None]:
    """Return the order of dates that have two digits for the year, by all of them together."""
    order = short_order(dates, by_stroke=source.hint == ".")
    if order is None:
        raise _order_untold(source, dates[0].text)
    return order, dates[0].text if order != "day-first" else None


def _two_orders(source: ExtractSource, day_first: str, month_first: str) -> InputProblem:
    return InputProblem(
        message(
            "{where}: {day_first!r} begins with the day and {month_first!r} with the month. Say "
            "--dates day-first or --dates month-first, and the others are rejected.",
            where=source.where,
            day_first=day_first,
            month_first=month_first,
        )
    )


def _order_untold(source: ExtractSource, cell: str) -> InputProblem:
    return InputProblem(
        message(
            "{where}: nothing tells the order of day, month and year in {cell!r}. Say --dates "
            "day-first, month-first or iso.",
            where=source.where,
            cell=cell,
        )
    )


def with_day_first(batch: Any) -> Any:
    """Return a batch whose dates of numbers begin with the month, turned to begin with the day."""
    for name in TIME_FIELDS:
        turned = batch[name]
        for written, day_first in _MONTH_FIRST:
            turned = pc.replace_substring_regex(turned, written, day_first)
        batch = batch.set_column(batch.column_names.index(name), name, turned)
    return batch
