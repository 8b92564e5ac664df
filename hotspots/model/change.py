"""A change of a share in one area: the figures, the verdict, and what must be said with it."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Light = Literal["green", "yellow", "red", "grey"]
Verdict = Literal[
    "better", "worse", "not_distinguishable", "undecided_rounding", "not_testable",
    "no_baseline", "no_figure", "break", "suppressed",
]  # fmt: skip

LIGHTS: dict[str, Light] = {"better": "green", "worse": "red", "not_distinguishable": "yellow"}
CITY = "*"
UNPLACED = "-"


def light_of(verdict: str) -> Light:
    """Return the light of a verdict; grey where nothing was tested."""
    return LIGHTS.get(verdict, "grey")


@dataclass(frozen=True)
class ChangeRow:
    """One row of ``change``; percent and points are 0 to 100, later minus earlier.

    The last two fields are for showing figures as they were printed, and are not public.
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
    baseline_decimals: int | None = None
    decimals: int | None = None

    def as_row(self) -> dict[str, Any]:
        """Return the row by its public column names."""
        row = {**asdict(self), "flags": list(self.flags)}
        return {name: row[name] for name in CHANGE_COLUMNS}


CHANGE_COLUMNS = tuple(ChangeRow.__dataclass_fields__)[:-2]
