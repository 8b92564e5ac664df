"""Rows of a review: what became of a hotspot, of a cell, and of a cell's steps."""

from dataclasses import asdict, dataclass
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


@dataclass(frozen=True)
class ReviewRow:
    """One row of ``review``: a hotspot of either period, with the counts of all its cells.

    ``rate_ratio`` is later over earlier with exposures of the periods; ``p`` is of the class
    that the row claims.
    """

    rank: int
    hotspot: str
    name: str
    class_: HotspotClass
    before_n: int
    after_n: int
    change_percent: float | None
    rate_ratio: float | None
    rr_low: float | None
    rr_high: float | None
    p: float
    p_adjusted: float
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


REVIEW_COLUMNS = tuple(name.rstrip("_") for name in ReviewRow.__dataclass_fields__)
