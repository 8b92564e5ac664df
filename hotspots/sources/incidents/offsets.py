"""Signs behind a time of day: offsets from UTC, or the ends of ranges, told by their column."""

from dataclasses import dataclass, field
from typing import Any, Literal

import pyarrow.compute as pc

from hotspots.sources.incidents.conventions import TIME_FIELDS

Minus = Literal["offset", "behind_seconds", "range", "either", "unsettled"]

_SHORT = r"\d{1,2}[:.]\d{2}"
_SECONDS = r"\d{1,2}[:.]\d{2}[:.]\d{2}(?:[.,]\d+)?"
_CLOCK = rf"(?:{_SECONDS}|{_SHORT})"
# What clocks of the world show: up to 14 hours before UTC, 12 behind it; the quarters are before.
_AHEAD = r"(?:(?:0\d|1[0-3])(?::?(?:00|15|30|45))?|14(?::?00)?)"
_NEAR = r"0[0-2](?::?00)?"
_BEHIND = r"(?:(?:0\d|1[0-2])(?::?00)?|0[2349]:?30)"
# 08:05-0900 is a range.
_BEHIND_SHORT = r"(?:(?:0\d|1[0-2])(?::00)?|0[2349]:30)"
_SIGNED = r"[:.]\d\d.*[+-]\d\d(?::?\d\d)?$"
# An offset stands behind seconds and a T.
_BY_COLUMN = (rf"^(.*\d)[T ]+({_SHORT}) ?(\+{_AHEAD})$", r"\1T\2:00\3")
_PLUS = ((rf"^(.*\d) +({_SHORT}) ?(\+{_NEAR})$", r"\1T\2:00\3"),
         (rf"^(.*\d)T({_SHORT}) ?(\+{_AHEAD})$", r"\1T\2:00\3"),
         (rf"^(.*\d)[T ]+({_SECONDS}) ?(\+{_AHEAD})$", r"\1T\2\3"))  # fmt: skip
_MINUS_SECONDS = (rf"^(.*\d)[T ]+({_SECONDS}) ?(-{_BEHIND})$", r"\1T\2\3")
_MINUS_SHORT = (rf"^(.*\d)[T ]+({_SHORT}) ?(-{_BEHIND_SHORT})$", r"\1T\2:00\3")
_MAY_BE_OFFSET = (
    rf"^.*\d[T ]+{_SECONDS} ?-{_BEHIND}$|^.*\dT{_SHORT} ?-{_BEHIND}$"
    rf"|^.*\d +{_SHORT} ?-{_BEHIND_SHORT}$"
)
_ZONE_OR_NEAR = rf"(?:z|utc|gmt|\+{_NEAR})"
_IS_SHORT_OFFSET = (
    rf"(?i)^.*\d[T ]+{_SHORT} ?{_ZONE_OR_NEAR}$|^.*\dT{_SHORT} ?\+{_AHEAD}$"
    rf"|^.*\d[T ]+{_SHORT}[:.]\d{{2}}[.,]\d+ ?-{_BEHIND}$"
)
_IS_OFFSET = (
    rf"{_IS_SHORT_OFFSET}"
    rf"|^.*\d[T ]+{_SECONDS} ?(?:z|utc|gmt|\+{_AHEAD})$"
    rf"|^.*\dT{_SECONDS}-{_BEHIND}$"
)
_IS_RANGE = (
    rf"[T ]{_CLOCK}(?: ?-| ?[–—] ?| - | til | to )(?:kl\.? ?)?"
    r"\d{1,2}[:.]?\d{2}(?:[:.]\d{2})?$"
)
_AS_RANGE = (rf"^(.*\d[T ]+{_CLOCK}) ?-({_BEHIND})$", r"\1 - \2")
_DAY_FIRST = (rf"^(\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{4}}[T ]+{_CLOCK}) ?-({_BEHIND})$", r"\1 - \2")
_AS_EITHER = (rf"^(.*\d) +({_SHORT}) ?-({_BEHIND_SHORT})$", r"\1T\2-\3")


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
        if name not in self.minus:
            self.minus[name] = _minus(column)
        rules = {"offset": (_BY_COLUMN, _MINUS_SHORT, _MINUS_SECONDS),
                 "behind_seconds": (_MINUS_SECONDS, _AS_EITHER), "range": (_AS_RANGE,),
                 "either": (_AS_EITHER,), "unsettled": (_DAY_FIRST,)}  # fmt: skip
        for written in (*_PLUS, *rules[self.minus[name]]):
            column = pc.replace_substring_regex(column, *written)
        return column


def _minus(column: Any) -> Minus:
    """Tell what a minus means where it may be either, by the cells in which it is one only.

    Offsets behind seconds do not tell what a minus behind hours and minutes is.
    """
    may_be = pc.match_substring_regex(column, _MAY_BE_OFFSET)
    ranges = pc.and_not(pc.match_substring_regex(column, _IS_RANGE), may_be)
    if not _any(pc.match_substring_regex(column, _IS_OFFSET)):
        return "range" if _any(ranges) else "unsettled"
    if _any(ranges):
        return "either"
    is_short = _any(pc.match_substring_regex(column, _IS_SHORT_OFFSET))
    return "offset" if is_short else "behind_seconds"


def _any(flags: Any) -> bool:
    return bool(pc.any(flags).as_py())
