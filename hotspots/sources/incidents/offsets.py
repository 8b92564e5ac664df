"""Signs behind a time of day: offsets from UTC, or the ends of ranges, told by their column."""

from dataclasses import dataclass, field
from typing import Any, Literal

import pyarrow.compute as pc

from hotspots.sources.incidents.conventions import TIME_FIELDS

Minus = Literal["offset", "range", "either", "unsettled"]

_SHORT = r"\d{1,2}[:.]\d{2}"
_SECONDS = r"\d{1,2}[:.]\d{2}[:.]\d{2}(?:[.,]\d+)?"
_CLOCK = rf"(?:{_SECONDS}|{_SHORT})"
_OFFSET = r"(?:0\d|1[0-4])(?::?(?:00|15|30|45))?"
_SIGNED = r"[:.]\d\d.*[+-]\d\d(?::?\d\d)?$"
# An offset stands behind seconds and a T.
_PLUS = ((rf"^(.*\d)[T ]+({_SHORT}) ?(\+{_OFFSET})$", r"\1T\2:00\3"),
         (rf"^(.*\d)[T ]+({_SECONDS}) ?(\+{_OFFSET})$", r"\1T\2\3"))  # fmt: skip
_MINUS = tuple((pattern.replace(r"(\+", "(-"), text) for pattern, text in _PLUS)
_MAY_BE_OFFSET = rf"^.*\d[T ]+{_CLOCK} ?-{_OFFSET}$"
_IS_OFFSET = (
    rf"(?i)^.*\d[T ]+{_CLOCK} ?(?:z|utc|gmt|\+{_OFFSET})$"
    rf"|^.*\d(?:T{_SECONDS}|[T ]+{_SHORT}[:.]\d{{2}}[.,]\d+ ?)-{_OFFSET}$"
)
_IS_RANGE = (
    rf"[T ]{_CLOCK}(?: ?-| ?[–—] ?| - | til | to )(?:kl\.? ?)?"
    r"\d{1,2}[:.]?\d{2}(?:[:.]\d{2})?$"
)
_AS_RANGE = (rf"^(.*\d[T ]+{_CLOCK}) ?-({_OFFSET})$", r"\1 - \2")
_DAY_FIRST = (rf"^(\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{4}}[T ]+{_CLOCK}) ?-({_OFFSET})$", r"\1 - \2")
_AS_EITHER = (rf"^(.*\d) +({_SHORT}) ?-({_OFFSET})$", r"\1T\2-\3")


@dataclass
class Signs:
    """What a minus behind a clock means in each column of times, by what else is in it.

    ``either`` says that the column has both offsets and ranges.
    """

    minus: dict[str, Minus] = field(default_factory=dict)

    def written_out(self, batch: Any) -> Any:
        """Return a batch whose offsets stand behind seconds and whose ranges have blanks."""
        for name in TIME_FIELDS:
            column = batch[name]
            if pc.any(pc.match_substring_regex(column, _SIGNED)).as_py():
                at = batch.column_names.index(name)
                batch = batch.set_column(at, name, self._column(name, column))
        return batch

    def _column(self, name: str, column: Any) -> Any:
        for written in _PLUS:
            column = pc.replace_substring_regex(column, *written)
        if name not in self.minus:
            self.minus[name] = _minus(column)
        rules = {"offset": _MINUS, "range": (_AS_RANGE,), "either": (_AS_EITHER,),
                 "unsettled": (_DAY_FIRST,)}  # fmt: skip
        for written in rules[self.minus[name]]:
            column = pc.replace_substring_regex(column, *written)
        return column


def _minus(column: Any) -> Minus:
    """Tell what a minus means where it may be either, by the cells in which it is one only."""
    offsets = pc.match_substring_regex(column, _IS_OFFSET)
    may_be = pc.match_substring_regex(column, _MAY_BE_OFFSET)
    ranges = pc.and_not(pc.match_substring_regex(column, _IS_RANGE), may_be)
    has_offsets, has_ranges = (bool(pc.any(kind).as_py()) for kind in (offsets, ranges))
    if has_offsets and has_ranges:
        return "either"
    if has_offsets or has_ranges:
        return "offset" if has_offsets else "range"
    return "unsettled"
