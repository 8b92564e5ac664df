"""What is said of an indicator: levels, change, breaks, categories and priority."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict, get_args

from hotspots.language import Lang, in_language
from hotspots.model.areas import CITY
from hotspots.model.groups import WHOLE_GROUP
from hotspots.model.incidents import ClearedIncidentRow
from hotspots.model.periods import ComparedPeriods, Period

Method = Literal["pretty", "quantile", "equal", "jenks"]
METHODS: tuple[Method, ...] = get_args(Method)
MOST_CLASSES = 5

CATEGORIES = ("markant", "intensiveret", "ordinær", "reduceret", "minimal")
Light = Literal["green", "yellow", "red", "grey"]
Measure = Literal["share", "per_1000", "points"]
Verdict = Literal[
    "better", "worse", "not_distinguishable", "undecided_rounding", "not_testable",
    "no_baseline", "no_figure", "break", "suppressed", "reversed", "too_few_years",
]  # fmt: skip
LIGHTS: dict[str, Light] = {"better": "green", "worse": "red", "not_distinguishable": "yellow"}
LevelKind = Literal[
    "certain", "unreliable", "no_base", "too_few", "withheld", "missing", "broken", "estimated",
]  # fmt: skip
COLOURED: frozenset[LevelKind] = frozenset({"certain", "unreliable", "no_base", "estimated"})
Doubt = Literal["few", "edge"]
Estimate = Literal["direct", "shared"]
ESTIMATES: tuple[Estimate, ...] = get_args(Estimate)
BreakKind = Literal["definition", "method", "context"]


class CarriedPiece(TypedDict):
    """What one from-area gave to a figure that was carried over, and the row it is from."""

    from_area: str
    weight: float
    mass: float
    part: float
    percent: float
    n: float | None
    n_eff: float | None
    load_id: int
    row_number: int | None


class Figure(TypedDict):
    """A figure of an area and year: as ``estimates/figures`` or ``trace/figures`` give it.

    One that was carried over has besides what ``half_step`` and all below it say.
    """

    area_code: str
    indicator: str
    year: int
    edition: int | None
    supplier: str | None
    survey_period: str | None
    percent: float | None
    decimals: int | None
    n: float | None
    n_eff: float | None
    counted: float | None
    category: str | None
    withheld: str | None
    published_light: str | None
    published_against: int | None
    load_id: int
    row_number: int | None
    part: NotRequired[str]
    measure: NotRequired[Measure]
    police_period: NotRequired[str | None]
    se_pp: NotRequired[float | None]
    half_step: NotRequired[float]
    carried: NotRequired[bool]
    assumed_deff: NotRequired[float | None]
    assumed_n: NotRequired[bool | None]
    basis: NotRequired[str | None]
    mass: NotRequired[str | None]
    pieces: NotRequired[list[CarriedPiece]]
    missing: NotRequired[list[str]]
    reason: NotRequired[str | None]
    load_ids: NotRequired[list[int]]


class AreaCategory(TypedDict):
    """An area's action category of a year; ``load_ids`` are the figure's and the scale's."""

    area_code: str
    year: int
    category: str
    computed: bool
    load_id: int
    load_ids: list[int]


@dataclass(frozen=True)
class Break:
    """One break of a series. Years are data years.

    A ``definition`` or ``method`` break lies before its year. A ``context`` lasts from its year
    to ``last_year``. ``area_code`` is None where every area is meant.
    """

    year: int
    kind: BreakKind
    text_da: str
    text_en: str
    source: str
    last_year: int | None = None
    area_code: str | None = None
    source_en: str | None = None

    def text(self, lang: Lang) -> str:
        """Return what happened, in a language."""
        return self.text_da if lang == "da" else self.text_en

    def source_in(self, lang: Lang) -> str:
        """Return where it is written, in a language if it is known in it."""
        return in_language(self.source, self.source_en, lang) or ""

    def is_crossed(self, earlier: int, later: int) -> bool:
        """Tell whether it stands between two years; a context, whether it holds one of them."""
        if self.kind == "context":
            last = self.last_year or self.year
            return any(self.year <= one <= last for one in (earlier, later))
        return earlier < self.year <= later

    def concerns(self, area_code: str) -> bool:
        """Tell whether it is about an area; the city is ``*``."""
        return self.area_code is None or self.area_code == area_code


@dataclass(frozen=True)
class MeasuredStep:
    """The step of a series where its supplier changed, measured where both had figures.

    ``value`` is the later supplier's figure less the earlier's in points, ``variance`` that of
    this mean over ``n_areas`` areas and ``between`` that of the areas' own steps about it, in
    points squared, with t on ``df`` degrees of freedom. ``years`` are those that both have.
    """

    earlier: str
    later: str
    years: tuple[int, ...]
    n_areas: int
    value: float
    variance: float
    between: float
    df: int

    @property
    def limits(self) -> tuple[float, float]:
        """Return the 95 % interval of the mean step."""
        from scipy.special import stdtrit

        half = -float(stdtrit(self.df, 0.025)) * math.sqrt(self.variance)
        return self.value - half, self.value + half

    def variance_in(self, area_code: str) -> float:
        """Return how unsure it is in an area, which has a step of its own; the city has none."""
        return self.variance + (0.0 if area_code == CITY else self.between)


@dataclass(frozen=True)
class AnswerRow:
    """One person's answer about one indicator in one period; ``group_key`` holds all groups."""

    row_number: int
    area_code: str
    indicator: str
    year: int
    edition: int | None
    supplier: str | None
    survey_period: str | None
    yes: bool
    weight: float
    stratum: str | None
    cluster: str | None
    stratum_size: float | None
    part: str = ""
    group_key: str = WHOLE_GROUP


@dataclass(frozen=True)
class ScaleStep:
    """The smallest score of one category in one edition of the index."""

    row_number: int
    edition: int
    category: str
    lowest: float

    @property
    def place(self) -> int:
        """Return the category's place; 1 is the greatest need."""
        return CATEGORIES.index(self.category) + 1


@dataclass(frozen=True)
class SharedLevel:
    """An estimate that shares strength, in per cent, with its 95 % interval.

    ``direct_weight`` is the share (0 to 1) of the area's figure of the year in it,
    ``years_weight`` that of the area's other years; the rest is the city's level of the year.
    ``scaled`` and ``error`` are
    its centre and standard error on the arcsine scale, on which intervals are symmetric.
    """

    value: float
    low: float
    high: float
    direct_weight: float
    years_weight: float
    scaled: float
    error: float

    @property
    def common(self) -> float:
        """Return the share of the city's level in it."""
        return 1 - self.direct_weight - self.years_weight


@dataclass(frozen=True)
class Level:
    """One figure in its own unit (a percentage is 0 to 100).

    ``value`` is None where there is none or it is not to be shown; ``low`` and ``high`` are its
    95 % interval. ``n`` is the number of answers, of reports for a rate. A ``broken`` figure is
    of another definition than the area's newer ones. ``disputed`` says that another edition
    prints it otherwise. Where ``shared`` is there, ``value`` is that estimate and ``direct`` the
    area's own figure; an ``estimated`` one has none that can be shown.
    """

    area: str
    name: str
    year: int
    kind: LevelKind
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: float | None = None
    edition: int | None = None
    decimals: int | None = None
    carried: bool = False
    disputed: bool = False
    shared: SharedLevel | None = None
    direct: "Level | None" = None


@dataclass(frozen=True)
class Levels:
    """The levels of a set of areas in the years of one definition, oldest first.

    ``by_year`` has a level for the city, ``*``, and for every area, by code.
    ``left_out_years`` have figures of areas that are of another definition.
    """

    indicator: str
    years: Sequence[int]
    by_year: Mapping[int, Mapping[str, Level]]
    left_out_years: Sequence[int] = ()


def light_of(verdict: str) -> Light:
    """Return the light of a verdict; grey where nothing was tested."""
    return LIGHTS.get(verdict, "grey")


@dataclass(frozen=True)
class Printed:
    """How a row's figures are written: as printed, and in which unit. Not public."""

    baseline_decimals: int | None = None
    decimals: int | None = None
    measure: Measure = "share"


@dataclass(frozen=True)
class Tested:
    """What was added to chance in a row's test, as ``ExtraSpread`` has it. Not public."""

    rounding: float = 0.0
    factor: float = 1.0
    df: float = math.inf


@dataclass(frozen=True)
class JudgedYears:
    """The years that a line or pooled ends rest on, and where they cross a break. Not public.

    ``breaks`` are the years of breaks in method, and those from which the supplier is another.
    """

    years: tuple[int, ...] = ()
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True)
class ChangeRow(ComparedPeriods):
    """One row of ``change``; percent and points are 0 to 100, later minus earlier.

    For an indicator per 1,000 residents ``percent`` and ``_pp`` are per 1,000, and ``n`` counts
    reports. ``city_diff_pp`` is the change less the city's; ``trend_per_year`` the slope of the
    line through ``trend_years`` years; ``category_steps`` the steps of need, below 0 where
    there is less. ``published_light`` is the city's own verdict against ``published_against``.
    ``ends_change_pp`` is what the last years pooled are above the first ones, where that was asked
    for in the place of the line; ``trend_p`` and the verdict are then of it. ``break_step_pp`` is
    the step between two methods that was taken out of the change.
    The last six fields are for telling of the row, and are not public.
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
    trend_low: float | None = None
    trend_high: float | None = None
    trend_p_adjusted: float | None = None
    trend_light: Light = "grey"
    trend_verdict: Verdict = "too_few_years"
    trend_sentence: str = ""
    assumed_deff: float | None = None
    ends_change_pp: float | None = None
    ends_low_pp: float | None = None
    ends_high_pp: float | None = None
    ends_first_years: str | None = None
    ends_last_years: str | None = None
    break_step_pp: float | None = None
    printed: Printed = Printed()
    tested: Tested = Tested()
    judged: JudgedYears = JudgedYears()
    doubts: tuple[tuple[Period, Doubt], ...] = ()
    baseline_part: str = ""
    part: str = ""

    @property
    def is_in_family(self) -> bool:
        """Tell whether it is one of the tests made at once: not of the city, nor of 0 and 0."""
        return self.p is not None and self.is_tested_with_others

    @property
    def is_tested_with_others(self) -> bool:
        """Tell whether a test of it, if there is one, is made with those of the other areas."""
        alike = self.baseline_percent == self.percent and self.percent in {0.0, 100.0}
        return self.area != CITY and not alike

    def as_row(self) -> dict[str, Any]:
        """Return the row by its public column names."""
        row = {**vars(self), "flags": list(self.flags)}
        return {name: row[name] for name in CHANGE_COLUMNS}


@dataclass(frozen=True)
class GapRow:
    """One row of ``gap``; percent and points are 0 to 100, a gap is the first less the second.

    ``baseline_year`` and ``year`` may be parts of years, such as ``2011-H1``. The last field is
    for showing figures as they were printed, and is not public.
    """

    area: str
    name: str
    indicator: str
    first_group: str
    second_group: str
    baseline_year: int | str | None
    year: int | str
    baseline_first_percent: float | None
    baseline_second_percent: float | None
    first_percent: float | None
    second_percent: float | None
    baseline_gap_pp: float | None
    gap_pp: float | None
    gap_low_pp: float | None
    gap_high_pp: float | None
    change_pp: float | None
    ci_low_pp: float | None
    ci_high_pp: float | None
    p: float | None
    p_adjusted: float | None
    light: Light
    verdict: Verdict
    sentence: str
    flags: tuple[str, ...]
    decimals: tuple[int | None, int | None] = (None, None)

    def as_row(self) -> dict[str, Any]:
        """Return the row by its public column names."""
        row = {**vars(self), "flags": list(self.flags)}
        return {name: row[name] for name in GAP_COLUMNS}


GAP_COLUMNS = tuple(name for name in GapRow.__dataclass_fields__ if name != "decimals")
CHANGE_COLUMNS = tuple(ChangeRow.__dataclass_fields__)[:-6]


@dataclass(frozen=True)
class RankQuestion:
    """How places by level are found: by which level, drawn from which seed, how intervals hold.

    A ``joint`` interval holds for all areas at once, any other for each area alone. Without
    ``with_rates`` reported crime is no part of the order.
    """

    seed: int = 2010
    estimate: Estimate = "direct"
    joint: bool = False
    with_rates: bool = True


@dataclass(frozen=True)
class PriorityRow(ComparedPeriods):
    """One row of ``priority``; level_rank is the place by level alone, 1 the worst.

    ``interventions`` ran in the area on any day of the year, ``designations`` are those of the
    year; neither moves an area in the order.

    ``estimate`` shares strength, in per cent; ``direct_share`` and ``years_share`` (0 to 1) are
    the shares of the area's figure and of its other years in it. The last fields are for telling
    of the row, and are no columns; places of ``joint`` rows hold for all at once. ``rank_low`` to
    ``rank_high`` are the places that an area may have: one, but where rates of cleared counts,
    which are in ``reported``, do not decide. Then it has no ``rank``.
    """

    rank: int | None
    area: str
    name: str
    indicator: str
    baseline_year: int
    year: int
    category: str | None
    light: Light
    verdict: Verdict
    percent: float | None
    ci_low: float | None
    ci_high: float | None
    n: float | None
    change_pp: float | None
    rate_per_1000: float | None
    level_rank: int | None
    level_rank_low: int | None
    level_rank_high: int | None
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    interventions: tuple[str, ...] = ()
    designations: tuple[str, ...] = ()
    estimate: float | None = None
    estimate_low: float | None = None
    estimate_high: float | None = None
    direct_share: float | None = None
    years_share: float | None = None
    joint: bool = False
    decimals: int | None = None
    baseline_part: str = ""
    part: str = ""
    rank_low: int | None = None
    rank_high: int | None = None
    reported: ClearedIncidentRow | None = None

    def as_row(self) -> dict[str, Any]:
        """Return the row by its public column names."""
        lists = ("reasons", "flags", "interventions", "designations")
        row = {**vars(self), **{name: list(getattr(self, name)) for name in lists}}
        return {name: row[name] for name in PRIORITY_COLUMNS}

    def as_cleared_row(self) -> dict[str, Any]:
        """Return the row with its possible places and what its cleared count says."""
        reported = {
            column: None if self.reported is None else getattr(self.reported, name)
            for column, name in _OF_REPORTED.items()
        }
        places = {"rank_low": self.rank_low, "rank_high": self.rank_high}
        return {**self.as_row(), **places, **reported}


PRIORITY_COLUMNS = tuple(PriorityRow.__dataclass_fields__)[:-7]
# columns of a row from cleared counts, and what they are called in ``incidents``
_OF_REPORTED: Mapping[str, str] = {
    "incidents_n": "n",
    "incidents_low": "n_low",
    "incidents_high": "n_high",
    "rate_below_per_1000": "rate_below_per_1000",
    "rate_ci_low": "ci_low",
    "rate_ci_high": "ci_high",
}
CLEARED_PRIORITY_COLUMNS = (*PRIORITY_COLUMNS, "rank_low", "rank_high", *_OF_REPORTED)
