"""A row of counted incidents: how many, how often per person, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

HOUR_COLUMNS = ("weekday", "weekday_name", "hour", "n", "share")

DateUsed = Literal["occurred", "reported"]
# Incidents come one by one in extracts, or counted by area in tables; they are never added.
Use = Literal["extracts", "counts"]
# A store that releases are made from has neither, but cleared counts.
CountsFrom = Literal[Use, "cleared"]
# What a row of an extract is, and what is counted: cases, or rows of one kind or of any.
RowsAre = Literal["incidents", "victims", "offences"]
CountOf = Literal["cases", "rows", "offences", "victims"]
RateVerdict = Literal[
    "better", "worse", "not_distinguishable", "undecided_classes", "not_testable", "no_baseline",
]  # fmt: skip


@dataclass(frozen=True)
class IncidentRow:
    """One row of ``incidents``; rates are per 1,000 residents of the same year.

    ``period`` is the year, or a part of one as options write it (``2024-Q4``). ``n`` is None where
    a table of counts withholds it, or does not state it. ``city_ratio`` is the area's rate ratio
    divided by the city's.
    """

    area: str
    name: str
    category: str
    period: int | str
    n: int | None
    population: float | None
    rate_per_1000: float | None
    ci_low: float | None
    ci_high: float | None
    baseline_n: int | None
    rate_ratio: float | None
    rr_low: float | None
    rr_high: float | None
    p: float | None
    p_adjusted: float | None
    verdict: RateVerdict
    flags: tuple[str, ...]
    city_ratio: float | None = None
    city_ratio_low: float | None = None
    city_ratio_high: float | None = None
    eb_rate_per_1000: float | None = None

    def as_row(self) -> dict[str, Any]:
        """Return the row by its public column names."""
        return {**vars(self), "flags": list(self.flags)}


INCIDENT_COLUMNS = tuple(IncidentRow.__dataclass_fields__)


@dataclass(frozen=True, kw_only=True)
class ClearedIncidentRow(IncidentRow):
    """A row of ``incidents`` from cleared counts, which are classes of counts.

    ``n`` and ``baseline_n`` are the figures of the classes, None under k; ``n_low`` to ``n_high``
    and ``baseline_low`` to ``baseline_high`` the counts in them. ``rate_below_per_1000`` stands
    in the place of a rate where there is no figure. Interval and p are those that hold whatever
    the counts in the classes are.
    """

    n_low: int
    n_high: int
    rate_below_per_1000: float | None = None
    baseline_low: int | None = None
    baseline_high: int | None = None
    sentence: str = ""


CLEARED_INCIDENT_COLUMNS = tuple(ClearedIncidentRow.__dataclass_fields__)


class _RowOfDays:
    """A row that has a first and a last day; as JSON and tables have it, these are texts."""

    def as_row(self) -> dict[str, Any]:
        """Return the row by its public column names."""
        values = vars(self)
        days = {name: values[name].isoformat() for name in ("first_day", "last_day")}
        return {**values, **days, "flags": list(values["flags"])}


@dataclass(frozen=True)
class PeriodRow(_RowOfDays):
    """One row of ``incidents`` by weeks, months, quarters, half-years or a span of days.

    ``usual_mean`` is the mean of the same days of ``usual_years`` earlier years; the rate is per
    1,000 residents and as many days as the period has without a leap day. ``ratio`` is of rates
    by the day: per resident where every year has residents, else of counts.
    """

    area: str
    name: str
    category: str
    period: str
    first_day: date
    last_day: date
    n: int
    usual_mean: float | None
    usual_years: int
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    verdict: RateVerdict
    p: float | None
    p_adjusted: float | None
    population: float | None
    rate_per_1000: float | None
    ci_low: float | None
    ci_high: float | None
    flags: tuple[str, ...]
    sentence: str = ""


INCIDENT_PERIOD_COLUMNS = tuple(PeriodRow.__dataclass_fields__)


@dataclass(frozen=True)
class CountedHours:
    """What stands behind a table of hours: the question, and the incidents used and left out.

    ``n_used``, ``n_day_only``, ``n_coarse``, ``n_open`` and ``n_long`` add up to ``n``.
    ``n_moments`` of those used have one time alone, ``n_midnight`` of these at 00:00.
    ``n_elsewhere`` are not among ``n``: they lie outside the areas. Nor are ``n_uncovered``: they
    are from before the years that the extracts cover, and no day was asked for.
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
    n_coarse: int = 0
    n_uncovered: int = 0

    @property
    def n_left_out(self) -> int:
        """Return how many incidents of the question are in no hour."""
        return self.n - self.n_used


@dataclass(frozen=True)
class WeekRow(_RowOfDays):
    """One row of ``week``: the cases of a place and a kind in some ISO weeks.

    ``usual_mean`` is the mean of the same weeks of earlier years, and from ``usual_low`` to
    ``usual_high`` are the counts that chance and the usual swing explain. ``new_n`` are new
    whenever they occurred, ``late_n`` of them occurred before the weeks;
    None where nothing has a day of report.
    """

    area: str
    name: str
    category: str
    first_day: date
    last_day: date
    n: int
    before_n: int | None
    usual_mean: float | None
    usual_low: int | None
    usual_high: int | None
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    p: float | None
    p_adjusted: float | None
    verdict: RateVerdict
    new_n: int | None
    late_n: int | None
    flags: tuple[str, ...]
    sentence: str = ""


WEEK_COLUMNS = tuple(WeekRow.__dataclass_fields__)


@dataclass(frozen=True)
class WeekCase:
    """One case of the weeks; metres of the working CRS, None where it has no coordinates.

    ``exactness`` is how exactly its place is known: ``point``, ``area`` or ``none``.
    """

    number: int
    key: int
    occurred_on: date
    occurred_from: datetime | None
    occurred_to: datetime | None
    precision: str
    reported_on: date | None
    category: str
    x_m: float | None
    y_m: float | None
    exactness: str
    where: str


@dataclass(frozen=True)
class HitAgain:
    """A place with a case in the weeks that was hit before; ``n`` is all cases there."""

    x_m: float
    y_m: float
    where: str
    n: int
    first_on: date
    categories: Sequence[str]


@dataclass(frozen=True)
class WeekWindow:
    """A window of near repeat that a case of the weeks has opened, until a day (included)."""

    x_m: float
    y_m: float
    where: str
    category: str
    until: date
    reach_m: float


@dataclass(frozen=True)
class TouchedHotspot:
    """A hotspot of the year before with cases in the weeks; ``weekly`` is how many a week it had.

    Both are of the part that lies in the place, as is ``wkb``, its outline in the working CRS.
    """

    number: int
    name: str
    n: int
    weekly: float
    wkb: bytes


@dataclass(frozen=True)
class RunningEffort:
    """An effort that ran in the place in the weeks; ``wkb`` is None where it has no outline."""

    name: str
    place: str
    starts_on: date | None
    wkb: bytes | None


@dataclass(frozen=True)
class WeekFinds:
    """All of it. ``has_pattern`` tells whether any category has near repeat to open windows."""

    cases: Sequence[WeekCase]
    again: Sequence[HitAgain]
    windows: Sequence[WeekWindow]
    hotspots: Sequence[TouchedHotspot]
    n_hotspots: int
    efforts: Sequence[RunningEffort]
    has_pattern: bool
