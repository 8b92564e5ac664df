"""Rows of a review: what became of a hotspot, of a cell, and of a cell's steps."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

HotspotClass = Literal[
    "new", "grown", "moved", "persistent", "unsettled", "shrunk", "gone"
]  # fmt: skip
BY_ATTENTION: tuple[HotspotClass, ...] = (
    "new", "grown", "moved", "persistent", "unsettled", "shrunk", "gone",
)  # fmt: skip
ReviewVerdict = Literal["worse", "better", "moved", "not_distinguishable"]
ReviewTable = Literal["hotspots", "cells", "transitions", "emerging"]
Steps = Literal["month", "quarter"]
_EVEN = 0.02


@dataclass(frozen=True)
class ReviewRow:
    """One row of ``review``: a hotspot of either period, with the counts of all its cells.

    ``rate_ratio`` is later over earlier with exposures of the periods; ``p`` is of the class
    that the row claims.
    """

    rank: int
    hotspot: int
    name: str
    class_: HotspotClass
    before_n: int
    after_n: int
    change_percent: float | None
    rate_ratio: float | None
    rr_low: float | None
    rr_high: float | None
    p: float
    p_adjusted: float | None
    verdict: ReviewVerdict
    x_m: float
    y_m: float
    area_km2: float
    cells_before: int
    cells_after: int
    moved_m: float | None
    sentence: str
    flags: tuple[str, ...] = ()

    def as_row(self) -> dict[str, Any]:
        """Return the row by its public column names."""
        row = {**asdict(self), "flags": list(self.flags)}
        return {name.rstrip("_"): value for name, value in row.items()}


@dataclass(frozen=True)
class ReviewFacts:
    """What a review compared: the periods, their lengths in days, and how they are weighed.

    ``exposures`` are the days, or with ``relative`` the city's incidents, before and after;
    ``n_places`` how many places were hot in the earlier years. ``by_week`` are ISO weeks of one
    number.
    """

    before: tuple[date, date]
    after: tuple[date, date]
    days: tuple[int, int]
    exposures: tuple[float, float]
    same_months: bool
    relative: bool
    adjust: str
    level: str
    reach_m: float
    side_m: int
    n_cells: int
    n_tests: int
    n_tests_within: int
    n_earlier_tests: int
    n_cells_tested: int
    kappa: float | None
    n_places: int = 0
    by_week: bool = False

    @property
    def is_even(self) -> bool:
        """Tell whether plain counts can be compared: no period outweighs the other by 2 %."""
        earlier, later = self.exposures
        return not self.relative and abs(later - earlier) < _EVEN * earlier


REVIEW_COLUMNS = tuple(name.rstrip("_") for name in ReviewRow.__dataclass_fields__)
CELL_COLUMNS = (
    "cell", "x_m", "y_m", "before_n", "after_n", "gi_z_before", "gi_z_after", "class_before",
    "class_after", "change_percent", "rate_ratio", "p", "p_adjusted", "verdict", "hotspot",
)  # fmt: skip
TRANSITION_COLUMNS = ("class_before", "class_after", "n_cells", "percent")
EMERGING_COLUMNS = (
    "cell", "x_m", "y_m", "n", "class", "history", "steps_hot", "steps_cold", "trend_z", "trend_p",
    "gi_z",
)  # fmt: skip
# The newest and strongest first; what is over last.
EMERGING_ORDER = (
    "new_hot", "consecutive_hot", "intensifying_hot", "oscillating_hot", "sporadic_hot",
    "persistent_hot", "diminishing_hot", "historical_hot", "none",
    "historical_cold", "diminishing_cold", "sporadic_cold", "oscillating_cold",
    "persistent_cold", "intensifying_cold", "consecutive_cold", "new_cold",
)  # fmt: skip
