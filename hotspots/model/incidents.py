"""A row of counted incidents: how many, how often per person, and what became of it."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

DateUsed = Literal["occurred", "reported"]
RateVerdict = Literal["better", "worse", "not_distinguishable", "not_testable", "no_baseline"]


@dataclass(frozen=True)
class IncidentRow:
    """One row of ``incidents``; rates are per 1,000 residents of the same year.

    ``city_ratio`` is the area's rate ratio divided by the city's.
    """

    area: str
    name: str
    category: str
    period: int
    n: int
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
        return {**asdict(self), "flags": list(self.flags)}


INCIDENT_COLUMNS = tuple(IncidentRow.__dataclass_fields__)
