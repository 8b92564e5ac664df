"""Columns of times of day: put behind the days they belong to, as one text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pyarrow.compute as pc

from hotspots.arrow import pa
from hotspots.model.fields import CLOCK_OF
from hotspots.sources.files.headings import Binding

# A date before a time of day; and the days on which spreadsheets put times without a date.
_DATED = r"^(\d{4}[-./]\d{2}[-./]\d{2}|\d{2}[-./]\d{2}[-./]\d{4})[ T]+"
_EPOCH = r"^(1899-12-3[01]|1900-01-0[01]|3[01]-12-1899|0[01]-01-1900)"
_MIDNIGHT = r"[ T]00:00(:00(\.0+)?)?$"
# How OpenDocument writes a time of day.
_DURATION = (r"^PT(\d{1,2})H(\d{2})M(\d{2})(?:[.,]\d+)?S$", r"\1:\2:\3")
_DIGITS, _HHMM = r"^\d{1,4}$", r"^(?:[01]?\d|2[0-3])[0-5]\d$|^2400$"
_SHORT, _NO_HOUR, _NOUGHT = r"^\d{1,2}$", r"^(?:2[5-9]|[345]\d)$", r"^0{1,2}$"
_MARKED = r"^(?:[Kk]l(?:okken)?\.? ?)?(?:[01]?\d|2[0-3])[:.][0-5]\d"
Short = Literal["minutes", "hours", "untold"]
_NO_CLOCK = r"(?i)^(ukendt|uoplyst|ikke oplyst|unknown|not known|[-?]+)$"
# What is put behind a number that may be an hour or minutes, so that it is rejected.
UNTOLD = " (?)"
_CLOCK_ALONE = r"^(?:[Kk]l(?:okken)?\.? ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?$"


def times_without_clock(binding: Binding, names: tuple[str, ...]) -> list[str]:
    """Return those of some fields of times that have no column of clocks beside them."""
    return [name for name in names if CLOCK_OF.get(name) not in binding.position]


@dataclass
class Clocks:
    """The columns of clocks of an extract; ``short`` says what 5 is in each, which may be untold.

    ``examples`` are cells of one or two digits that are read by what else is in their column.
    ``shares_day`` tells that one column of days stands beside clocks of both ends.
    """

    short: dict[str, Short] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
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

        Where 5 is five past midnight it is 00:05.
        """
        clock = pc.replace_substring_regex(clock, *_DURATION)
        if name not in self.short:
            self._decide(name, clock)
        long = pc.match_substring_regex(clock, _HHMM)
        marked = pc.replace_substring_regex(clock, r"^(\d{1,2})(\d{2})$", r"\1:\2")
        clock = pc.if_else(long, pc.utf8_lpad(marked, 5, "0"), clock)
        digits = pc.match_substring_regex(clock, _SHORT)
        if self.short[name] == "hours":
            return clock
        if self.short[name] == "untold":
            digits = pc.and_not(digits, pc.match_substring_regex(clock, _NOUGHT))
            return pc.if_else(digits, pc.binary_join_element_wise(clock, UNTOLD, ""), clock)
        minutes = pc.binary_join_element_wise("00:", pc.utf8_lpad(clock, 2, "0"), "")
        return pc.if_else(digits, minutes, clock)

    def _decide(self, name: str, clock: Any) -> None:
        """Settle what numbers of one or two digits are, by the clocks that can be read."""
        self.short[name] = _short(clock)
        numbers = clock.filter(pc.match_substring_regex(clock, _SHORT))
        numbers = numbers.filter(pc.invert(pc.match_substring_regex(numbers, _NOUGHT)))
        if len(numbers) and self.short[name] != "untold":
            self.examples[name] = numbers[0].as_py()


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


def _short(clock: Any) -> Short:
    """Tell what 5 is in a column: minutes beside numbers such as 2330, hours beside none.

    Beside both 2330 and 23:30 nothing tells, unless there are minutes that can be no hours.
    """
    has_long, has_marked, has_minutes = (
        _any(pc.match_substring_regex(clock, pattern)) for pattern in (_HHMM, _MARKED, _NO_HOUR)
    )
    if not has_long:
        return "hours"
    return "untold" if has_marked and not has_minutes else "minutes"


def _any(flags: Any) -> bool:
    return bool(pc.any(flags).as_py())


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
