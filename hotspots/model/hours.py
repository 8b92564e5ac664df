"""Incidents over the hours of the week: a row, what was counted, and the picture of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hotspots.language import Lang

HOUR_COLUMNS = ("weekday", "weekday_name", "hour", "n", "share")


@dataclass(frozen=True)
class CountedHours:
    """What stands behind a table of hours: the question, and the incidents used and left out.

    ``n_used``, ``n_day_only``, ``n_open`` and ``n_long`` add up to ``n``. ``n_moments`` of those
    used have one time alone, ``n_midnight`` of these at 00:00. ``n_elsewhere`` are not among
    ``n``: they lie in no area of the set.
    """

    first_day: date
    last_day: date
    category: str | None
    set_name: str | None
    area_name: str | None
    longest_hours: float
    n: int
    n_used: int
    n_day_only: int
    n_open: int
    n_long: int
    n_moments: int
    n_midnight: int
    n_elsewhere: int

    @property
    def n_left_out(self) -> int:
        """Return how many incidents of the question are in no hour."""
        return self.n - self.n_used


@dataclass(frozen=True)
class HourClass:
    """A class of hours: its place from 0 (fewest) to 4 (most), and its words in the legend."""

    rank: int
    words: str


@dataclass(frozen=True)
class HoursPicture:
    """Everything a picture of the week shows. All texts are plain text, none of it is markup.

    ``table`` has seven rows of 24 numbers of incidents, Monday first, ``ranks`` the class of
    each. ``decimals`` are those of the numbers in the fields. ``standing`` are the notes that
    come first, in bold.
    """

    lang: Lang
    title: str
    subtitle: str
    table: Sequence[Sequence[float]]
    ranks: Sequence[Sequence[int]]
    decimals: int
    weekdays: Sequence[str]
    legend_title: str
    classes: Sequence[HourClass]
    words_day: str
    words_hour: str
    words_clock: str
    standing: Sequence[str]
    notes: Sequence[str]
    source: str
    alt: str
    banner: str = ""
    internal: str = ""
