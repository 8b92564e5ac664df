"""A policy target, and what can be said about it at a day: what it rests on, what is missing."""

import math
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from hotspots.language import Lang, in_language
from hotspots.model.groups import WHOLE_GROUP
from hotspots.model.indicators import CATEGORIES, Break, Figure
from hotspots.model.periods import Period

GoalAnswer = Literal["met", "not_met", "on_course", "cannot_be_said"]
Certainty = Literal["certain", "uncertain", "unknown"]
Standing = Literal["fulfilled", "not", "undecided", "missing"]
GapKind = Literal[
    "figures", "too_few", "categories", "rounding", "break", "unplaced", "nobody", "not_yet",
    "no_margin", "no_interval", "beyond_margin",
]  # fmt: skip
GOAL_COLUMNS = (
    "goal", "programme", "rule", "scope", "set", "indicator", "group", "against_group",
    "comparison", "value",
    "baseline_year", "baseline", "deadline", "year", "figure", "low", "high",
    "needed_per_year", "needed_low", "needed_high", "pace_per_year", "pace_low", "pace_high",
    "n_areas", "n_fulfilled", "n_not", "n_undecided", "answer", "certainty", "missing", "areas",
    "sentence", "flags", "note", "origin",
)  # fmt: skip
GOAL_AREA_COLUMNS = (
    "goal", "set", "area", "name", "indicator", "group", "against_group", "comparison", "value",
    "baseline_year", "baseline", "baseline_category", "year", "figure", "low", "high",
    "needed_per_year", "needed_low", "needed_high", "pace_per_year", "pace_low", "pace_high",
    "category", "standing", "certainty", "missing",
)  # fmt: skip
Scope = Literal["city", "each_area", "count_of_areas", "chosen_areas"]
Comparison = Literal["at_most", "at_least", "must_improve", "falls_by_percent", "no_difference"]
SCOPES: tuple[Scope, ...] = ("city", "each_area", "count_of_areas", "chosen_areas")
COMPARISONS: tuple[Comparison, ...] = (
    "at_most", "at_least", "must_improve", "falls_by_percent", "no_difference",
)  # fmt: skip


@dataclass(frozen=True)
class AreaRule:
    """How the areas of a goal were fixed in its baseline year: by category or by a threshold."""

    categories: tuple[str, ...] = ()
    below: float | None = None
    above: float | None = None

    @classmethod
    def of(cls, text: str) -> "AreaRule":
        """Read ``category=markant,intensiveret``, ``below=85`` or ``above=10``.

        Raises ``ValueError`` for anything else.
        """
        kind, _, value = (part.strip().casefold() for part in text.partition("="))
        if kind == "category":
            named = tuple(part.strip() for part in value.split(","))
            if all(one in CATEGORIES for one in named):
                return cls(categories=named)
        elif kind in {"below", "above"} and math.isfinite(float(value)):
            limit = float(value)
            return cls(below=limit) if kind == "below" else cls(above=limit)
        raise ValueError(text)


@dataclass(frozen=True)
class Goal:
    """One goal. ``value`` is a share in per cent, a rate per 1,000, or a fall in per cent.

    ``group`` is whom it is about, '' everybody. With ``against_group`` it is about the gap of
    the two, and ``value`` is the margin in points within which the gap counts as none.

    ``chosen_areas`` are names as the policy published them. ``note`` says what is unclear.
    """

    goal: str
    programme: str
    rule_da: str
    rule_en: str
    scope: Scope
    indicator: str
    comparison: Comparison
    value: float | None
    baseline_year: int | None
    chosen_by: str | None
    chosen_areas: tuple[str, ...]
    first_year: int | None
    deadline: date
    note: str | None
    origin: str
    note_en: str | None = None
    group: str = WHOLE_GROUP
    against_group: str | None = None
    row_number: int = 0
    load_id: int | None = None

    def note_in(self, lang: Lang) -> str | None:
        """Return what is unclear, in a language if it is known in it."""
        return in_language(self.note, self.note_en, lang)

    @property
    def chosen(self) -> AreaRule | None:
        """Return how the areas were fixed, where it was by a rule."""
        return None if self.chosen_by is None else AreaRule.of(self.chosen_by)

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the group that it is about, or the two whose gap it is about."""
        return (self.group,) if self.against_group is None else (self.group, self.against_group)

    @property
    def earlier_year(self) -> int | None:
        """Return the year that a figure is held against, for breaks of the series."""
        return self.baseline_year if self.baseline_year is not None else self.first_year


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: of which year and for which areas, by name (``*`` the city).

    ``whole`` says that it is missing for every area of the set. ``last_year`` is the end of
    the years in which a figure was looked for in vain. ``group`` is whom it is missing of.
    """

    kind: GapKind
    year: int
    areas: tuple[str, ...] = ()
    whole: bool = False
    last_year: int | None = None
    crossed: Break | None = None
    group: str = WHOLE_GROUP


@dataclass(frozen=True)
class Estimated:
    """A value with its 95 % interval, in the indicator's unit or points."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Pace:
    """What a figure must change by each year to keep to a rule by the deadline, and what it did.

    ``first_year``, ``last_year`` and ``n_years`` are of the series that the pace was taken from.
    """

    needed: Estimated
    past: Estimated
    first_year: int
    last_year: int
    n_years: int


@dataclass(frozen=True)
class AreaVerdict:
    """One area held against a rule; ``why`` is what is missing where it is not decided.

    ``second`` is the later figure of the second group, and ``difference`` the gap in points,
    where the rule is about a gap. ``p`` is that of the rule's limit, by this area alone.
    """

    area: str
    name: str
    standing: Standing
    certainty: Certainty = "unknown"
    earlier: Figure | None = None
    later: Figure | None = None
    earlier_category: str | None = None
    category: str | None = None
    why: GapKind | None = None
    why_year: int | None = None
    crossed: Break | None = None
    second: Figure | None = None
    difference: Estimated | None = None
    pace: Pace | None = None
    p: float | None = None


@dataclass(frozen=True)
class Judgement:
    """A goal judged in one area set at a day.

    ``year`` is the data year used. ``baseline`` and ``figure`` are numbers of areas where
    areas are counted. ``target`` is how many may be left then. ``newest`` is the newest
    figure of the city, and its year, where the year asked about has none, and ``newest_part``
    the newest one of a part of a year, which is not judged by. ``part`` is the part of the
    years that figures are of.
    """

    goal: Goal
    set_name: str
    is_final: bool
    year: int | None
    answer: GoalAnswer
    certainty: Certainty
    areas: tuple[AreaVerdict, ...]
    gaps: tuple[Gap, ...]
    baseline: float | None = None
    figure: float | None = None
    target: float | None = None
    flags: tuple[str, ...] = ()
    crossed: tuple[Break, ...] = ()
    newest_year: int | None = None
    newest: Figure | None = None
    newest_second: Figure | None = None
    newest_part: tuple[Period, Figure] | None = None
    is_complete: bool = True
    part: str = ""
    load_ids: frozenset[int] = field(default_factory=frozenset)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return the figures that areas are judged by."""
        return tuple(one for area in self.areas for one in (area.earlier, area.later, area.second)
                     if one)  # fmt: skip

    def period(self, year: int | None) -> Period | None:
        """Return a year, or the part of it that figures are of; None without one."""
        return None if year is None else Period(year, self.part)

    def count(self, standing: Standing) -> int:
        """Return how many areas stand so; missing ones are among the undecided too."""
        return sum(one.standing == standing for one in self.areas)
