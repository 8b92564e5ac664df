"""Columns of times of day: put behind the days they belong to, as one text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hotspots.model.fields import CLOCK_OF
from hotspots.sources.files.headings import Binding

# A date before a time of day; and the days on which spreadsheets put times without a date.
_DATED = r"^(\d{4}[-./]\d{2}[-./]\d{2}|\d{2}[-./]\d{2}[-./]\d{4})[ T]+"
_EPOCH = r"^(1899-12-3[01]|1900-01-0[01]|3[01]-12-1899|0[01]-01-1900)"
_MIDNIGHT = r"[ T]00:00(:00(\.0+)?)?$"
# How OpenDocument writes a time of day.
_DURATION = (r"^PT(\d{1,2})H(\d{2})M(\d{2})(?:[.,]\d+)?S$", r"\1:\2:\3")
_DIGITS, _HHMM = r"^\d{1,4}$", r"^\d{1,2}[0-5]\d$"
_NO_CLOCK = r"(?i)^(ukendt|uoplyst|ikke oplyst|unknown|not known|[-?]+)$"
_CLOCK_ALONE = r"^(?:[Kk]l(?:okken)?\.? ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?$"


def times_without_clock(binding: Binding, names: tuple[str, ...]) -> list[str]:
    """Return those of some fields of times that have no column of clocks beside them."""
    return [name for name in names if CLOCK_OF.get(name) not in binding.position]


@dataclass
class Clocks:
    """The columns of clocks of an extract; ``are_numbers`` says which hold 805 for 08:05.

    ``shares_day`` tells that one column of days stands beside clocks of both ends.
    """

    are_numbers: dict[str, bool] = field(default_factory=dict)
    shares_day: bool = False

    def joined(self, columns: Mapping[str, Any]) -> dict[str, Any]:
        """Return columns whose days have the clocks behind them, which stay as they are.

        A day that prints midnight beside a column of clocks is a day. A clock of the end without
        a day stands alone.
        """
        columns = _with_ends(columns) if self.shares_day else columns
        joined = dict(columns)
        for name, clock_name in CLOCK_OF.items():
            clock = columns.get(clock_name)
            if clock is None or clock.null_count == len(clock):
                continue
            days = pc.replace_substring_regex(columns[name], _MIDNIGHT, "")
            plain = self._written_out(clock_name, _without_day(clock, days))
            joined[name] = pc.coalesce(pc.binary_join_element_wise(days, plain, " "), days)
            if name == "latest":
                joined[name] = pc.coalesce(joined[name], _alone(plain))
        return joined

    def _written_out(self, name: str, clock: Any) -> Any:
        """Return clocks with a mark between hours and minutes: 24:00:00 for PT24H00M00S.

        In a column of numbers such as 2330 and 805, also 00:05 for 5.
        """
        clock = pc.replace_substring_regex(clock, *_DURATION)
        digits = pc.match_substring_regex(clock, _DIGITS)
        if name not in self.are_numbers:
            self.are_numbers[name] = _are_numbers(clock, digits)
        if not self.are_numbers[name]:
            return clock
        padded = pc.utf8_lpad(clock, 4, "0")
        marked = pc.replace_substring_regex(padded, r"^(\d{2})(\d{2})$", r"\1:\2")
        return pc.if_else(digits, marked, clock)


def ends_share_day(binding: Binding) -> bool:
    """Tell whether the clocks of both ends stand beside one column of days."""
    ends = {CLOCK_OF["earliest"], CLOCK_OF["latest"]} & {*binding.position}
    return bool(ends) and "occurred" in binding.position and "earliest" not in binding.position


def _with_ends(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns in which the day is that of the earliest time where clocks are known.

    Where that of the end is alone, the day is the latest time's.
    """
    nothing = pa.nulls(len(columns["occurred"]), pa.string())
    first, last = (columns.get(CLOCK_OF[name], nothing) for name in ("earliest", "latest"))
    first = pc.coalesce(_stated(first), _stated(columns.get("clock", nothing)))
    last = _stated(last)
    begins, ends = pc.is_valid(first), pc.and_not(pc.is_valid(last), pc.is_valid(first))
    days = columns["occurred"]
    return {
        **columns,
        "earliest": pc.if_else(begins, days, None),
        CLOCK_OF["earliest"]: first,
        "latest": pc.coalesce(columns["latest"], pc.if_else(ends, days, None)),
        CLOCK_OF["latest"]: last,
        "occurred": pc.if_else(pc.or_(begins, ends), None, days),
        "clock": nothing,
    }


def _stated(clock: Any) -> Any:
    """Return clocks with null for those that are said to be unknown."""
    return pc.if_else(pc.match_substring_regex(clock, _NO_CLOCK), None, clock)


def _alone(clock: Any) -> Any:
    """Return clocks that have no day, marked as such where they could be a number or a word."""
    is_marked = pc.match_substring_regex(clock, _CLOCK_ALONE)
    marked = pc.binary_join_element_wise("kl. ", clock, "")
    return _stated(
        pc.if_else(is_marked, clock, pc.if_else(pc.is_valid(_stated(clock)), marked, None))
    )


def _are_numbers(clock: Any, digits: Any) -> bool:
    """Tell whether all clocks are numbers, and those of three or four digits end on minutes."""
    no_clock = pc.match_substring_regex(clock, _NO_CLOCK)
    if not pc.all(pc.or_(digits, no_clock)).as_py():
        return False
    long = clock.filter(pc.and_(digits, pc.greater(pc.utf8_length(clock), 2)))
    return len(long) > 0 and bool(pc.all(pc.match_substring_regex(long, _HHMM)).as_py())


def _without_day(clock: Any, days: Any) -> Any:
    """Return times of day where the column holds moments, of the same day or of the epoch."""
    dated = pc.match_substring_regex(clock, _DATED)
    if not pc.any(dated).as_py():
        return clock
    same_day = pc.equal(
        pc.utf8_slice_codeunits(clock, 0, 10), pc.utf8_slice_codeunits(days, 0, 10)
    )
    fits = pc.or_kleene(same_day, pc.match_substring_regex(clock, _EPOCH))
    return pc.if_else(
        pc.and_kleene(dated, fits), pc.replace_substring_regex(clock, _DATED, ""), clock
    )
