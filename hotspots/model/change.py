"""A change of a figure in one area: the figures, the verdict, and what must be said with it."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Light = Literal["green", "yellow", "red", "grey"]
Measure = Literal["share", "per_1000", "points"]
Verdict = Literal[
    "better", "worse", "not_distinguishable", "undecided_rounding", "not_testable",
    "no_baseline", "no_figure", "break", "suppressed",
]  # fmt: skip

LIGHTS: dict[str, Light] = {"better": "green", "worse": "red", "not_distinguishable": "yellow"}


def light_of(verdict: str) -> Light:
    """Return the light of a verdict; grey where nothing was tested."""
    return LIGHTS.get(verdict, "grey")


@dataclass(frozen=True)
class Shown:
    """How a row's figures are written: as printed, and in which unit. Not public."""

    baseline_decimals: int | None = None
    decimals: int | None = None
    measure: Measure = "share"


@dataclass(frozen=True)
class ChangeRow:
    """One row of ``change``; percent and points are 0 to 100, later minus earlier.

    For an indicator per 1,000 residents ``percent`` and ``_pp`` are per 1,000, and ``n`` counts
    reports. ``city_diff_pp`` is the change less the city's; ``trend_per_year`` the median slope
    over ``trend_years`` years; ``category_steps`` the steps of need, below 0 where there is
    less. ``published_light`` is the city's own verdict against ``published_against``.
    """

    area: str
    name: str
    indicator: str
    baseline_year: int
    year: int
    baseline_percent: float | None
    percent: float | None
    baseline_n: float | None
    n: float | None
    change_pp: float | None
    ci_low_pp: float | None
    ci_high_pp: float | None
    p: float | None
    p_adjusted: float | None
    light: Light
    verdict: Verdict
    sentence: str
    baseline_category: str | None
    category: str | None
    flags: tuple[str, ...]
    baseline_edition: int | None = None
    edition: int | None = None
    city_diff_pp: float | None = None
    city_low_pp: float | None = None
    city_high_pp: float | None = None
    trend_per_year: float | None = None
    trend_p: float | None = None
    trend_years: int | None = None
    category_steps: int | None = None
    published_light: Light | None = None
    published_against: int | None = None
    shown: Shown = Shown()

    def as_row(self) -> dict[str, Any]:
        """Return the row by its public column names."""
        row = {**asdict(self), "flags": list(self.flags)}
        return {name: row[name] for name in CHANGE_COLUMNS}


CHANGE_COLUMNS = tuple(name for name in ChangeRow.__dataclass_fields__ if name != "shown")
