"""What is known of an effort: its areas and periods, its counts, and what they tell."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from hotspots.model.incidents import RateVerdict
from hotspots.model.indicators import Verdict as ChangeVerdict

Group = Literal["treated", "buffer", "comparison", "comparison_buffer"]
GROUPS: tuple[Group, ...] = ("treated", "buffer", "comparison", "comparison_buffer")
Measure = Literal[
    "ratio_of_rate_ratios", "weighted_displacement_difference", "displacement_quotient",
    "change", "pre_trend", "placebo_rank", "survey_change",
]  # fmt: skip
DisplacementVerdict = Literal["displacement", "diffusion", "alike", "different", "cannot_be_said"]
RankVerdict = Literal["described"]
Verdict = RateVerdict | ChangeVerdict | DisplacementVerdict | RankVerdict
Table = Literal["measures", "counts", "monthly"]
Since = Literal["start", "end"]


@dataclass(frozen=True)
class EffortPlace:
    """A place of an effort as it was loaded, and its outline as WKB where it has one."""

    role: str
    name: str
    set_name: str | None
    area_code: str | None
    starts_on: date | None
    ends_on: date | None
    dates_as_stated: str | None
    load_id: int
    wkb: bytes | None


@dataclass(frozen=True)
class EvaluationArea:
    """One of the areas that are compared: WKB in the working CRS, and what it is made of."""

    group: Group
    names: tuple[str, ...]
    wkb: bytes
    area_m2: float


@dataclass(frozen=True)
class CountRow:
    """Incidents of one area before and after.

    ``change_percent`` compares months of the same length; ``areas`` are names of places.
    """

    group: Group
    areas: tuple[str, ...]
    area_km2: float
    before: int
    after: int
    change_percent: float | None
    months_before: int
    months_after: int

    def as_row(self) -> dict[str, Any]:
        """Return the row by its public column names."""
        return {**asdict(self), "areas": list(self.areas)}


@dataclass(frozen=True)
class MeasureRow:
    """One measure of the effort, in its own unit, with its 95 % interval and a sentence."""

    measure: Measure
    about: str
    value: float | None
    low: float | None
    high: float | None
    p: float | None
    verdict: Verdict
    sentence: str
    flags: tuple[str, ...] = ()

    def as_row(self) -> dict[str, Any]:
        """Return the row by its public column names."""
        return {**asdict(self), "flags": list(self.flags)}


COUNT_COLUMNS = tuple(CountRow.__dataclass_fields__)
MEASURE_COLUMNS = tuple(MeasureRow.__dataclass_fields__)
INTERVENTION_COLUMNS = (
    "place_id", "intervention", "role", "place", "set", "area", "area_name", "outlined",
    "starts_on", "ends_on", "dates_as_stated", "goal", "committee", "partners", "budget", "status",
    "documentation", "note", "origin", "load", "row",
)  # fmt: skip
MONTH_COLUMNS = ("month", "part", "group", "n")
COLUMNS: Mapping[Table, Sequence[str]] = {
    "measures": MEASURE_COLUMNS,
    "counts": COUNT_COLUMNS,
    "monthly": MONTH_COLUMNS,
}


@dataclass(frozen=True)
class PlaceboStrip:
    """The ratios of places without the effort, and its own.

    ``is_bad_year`` tells of each whether its year before stood out, where the effort's did too.
    """

    title: str
    ratios: tuple[float, ...]
    is_bad_year: tuple[bool, ...]
    effort: float
    words: str
