"""How an extract writes coordinates and dates: what its cells, taken together, allow."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.loads import DateOrder, Mark, Reading
from hotspots.sources.values.decimals import Decision, decided

TIME_FIELDS = ("occurred", "earliest", "latest", "reported")
_SAMPLE_ROWS = 5000
_MOST_DEGREES = 180
_MONTHS = 12
_NUMERIC_DATE = re.compile(r"(\d{1,2}) ?([-./]) ?(\d{1,2}) ?[-./] ?\d{2,4}")
_SIX_DIGITS = re.compile(r"\d{6}")
_LONGEST_DATE = 14
_MONTH_FIRST = (r"^(\d{1,2}) ?[-./] ?(\d{1,2}) ?[-./] ?(\d{4}|\d{2})", r"\2-\1-\3")


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

    ``shown_by`` is the cell that shows months before days, where they stand so unasked.
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
    if reading.decimal:
        return reading.decimal
    cells = {name: _texts(batch[name].slice(0, _SAMPLE_ROWS)) for name in ("x", "y")}
    decision = decided(
        itertools.chain(*cells.values()), most=_MOST_DEGREES if source.in_degrees else float("inf")
    )
    if decision.reason is None or (decision.reason == "undecided" and source.hint):
        return decision.mark or source.hint or ","
    heading = next(source.heading(name) for name in cells if decision.examples[0] in cells[name])
    raise _untold(source.where, heading, decision)


def _untold(where: str, heading: str, decision: Decision) -> InputProblem:
    if decision.reason == "undecided":
        return InputProblem(
            message(
                "{where}, column {heading!r}: nothing tells whether {examples} has thousands or "
                "decimals. Say what stands before decimals: --decimal , or --decimal .",
                where=where,
                heading=heading,
                examples=", ".join(map(repr, decision.examples)),
            )
        )
    return InputProblem(
        message(
            "{where}, column {heading!r}: {first!r} and {second!r} cannot both be read. Say "
            "what stands before decimals with --decimal , or --decimal . and the other cells "
            "are rejected, or correct the file.",
            where=where,
            heading=heading,
            first=decision.examples[0],
            second=decision.examples[1],
        )
    )


def _texts(column: Any) -> list[str]:
    return [cell for cell in pc.unique(column).to_pylist() if cell is not None]


@dataclass
class _DatesSeen:
    """One cell of each kind of date of numbers alone; None where there is none."""

    day_first: str | None = None
    month_first: str | None = None
    with_strokes: str | None = None
    plain: str | None = None
    six_digits: str | None = None

    def take(self, cell: str) -> None:
        """Sort a cell in, if it is the first of its kind."""
        match = _NUMERIC_DATE.match(cell)
        if match is None:
            kind = "six_digits" if _SIX_DIGITS.fullmatch(cell) else None
        elif int(match[1]) > _MONTHS:
            kind = "day_first"
        elif int(match[3]) > _MONTHS:
            kind = "month_first"
        else:
            kind = "with_strokes" if match[2] == "/" else "plain"
        if kind and getattr(self, kind) is None:
            setattr(self, kind, cell.strip())


def _dates(batch: Any, source: ExtractSource, reading: Reading) -> tuple[DateOrder, str | None]:
    """Return the order of dates, and the cell that shows that months stand first."""
    if reading.dates:
        return reading.dates, None
    seen = _DatesSeen()
    for name in TIME_FIELDS:
        for cell in _texts(pc.utf8_slice_codeunits(batch[name], 0, _LONGEST_DATE)):
            seen.take(cell)
    if seen.month_first:
        if seen.day_first:
            raise _two_orders(source, seen.day_first, seen.month_first)
        return "month-first", seen.month_first
    undecided = (seen.with_strokes if source.hint == "." else None) or seen.six_digits
    if undecided and not (seen.day_first or seen.plain):
        raise _order_untold(source, undecided)
    return "day-first", None


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
        turned = pc.replace_substring_regex(batch[name], *_MONTH_FIRST)
        batch = batch.set_column(batch.column_names.index(name), name, turned)
    return batch
