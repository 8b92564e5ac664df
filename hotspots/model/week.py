"""What stands beside the counts of some weeks: cases, places hit again, windows, hotspots."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class WeekCase:
    """One case of the weeks; metres of the working CRS, None where it has no coordinates.

    ``place_known`` is how exactly its place is known: ``point``, ``area`` or ``none``.
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
    place_known: str
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
