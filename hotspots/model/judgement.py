"""What can be said about a goal at a day: the answer, what it rests on, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from hotspots.model.breaks import Break
from hotspots.model.goal import Goal

GoalAnswer = Literal["met", "not_met", "on_course", "cannot_be_said"]
Certainty = Literal["certain", "uncertain", "unknown"]
Standing = Literal["fulfilled", "not", "undecided", "missing"]
GapKind = Literal[
    "figures", "too_few", "categories", "rounding", "break", "unplaced", "nobody", "not_yet",
]  # fmt: skip


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: of which year and for which areas, by name (``*`` the city).

    ``whole`` says that it is missing for every area of the set. ``last_year`` is the end of
    the years in which a figure was looked for in vain.
    """

    kind: GapKind
    year: int
    areas: tuple[str, ...] = ()
    whole: bool = False
    last_year: int | None = None
    crossed: Break | None = None


@dataclass(frozen=True)
class AreaVerdict:
    """One area held against a rule; ``why`` is what is missing where it is not decided."""

    area: str
    name: str
    standing: Standing
    certainty: Certainty = "unknown"
    earlier: Mapping[str, Any] | None = None
    later: Mapping[str, Any] | None = None
    earlier_category: str | None = None
    category: str | None = None
    why: GapKind | None = None
    why_year: int | None = None
    crossed: Break | None = None


@dataclass(frozen=True)
class Judgement:
    """A goal judged in one area set at a day.

    ``year`` is the data year used. ``baseline`` and ``figure`` are numbers of areas where
    areas are counted. ``target`` is how many may be left then. ``newest`` is the newest
    figure of the city, and its year, where the year asked about has none.
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
    newest: Mapping[str, Any] | None = None
    is_complete: bool = True
    load_ids: frozenset[int] = field(default_factory=frozenset)

    def count(self, standing: Standing) -> int:
        """Return how many areas stand so; missing ones are among the undecided too."""
        return sum(one.standing == standing for one in self.areas)


GOAL_COLUMNS = (
    "goal", "programme", "rule", "scope", "set", "indicator", "comparison", "value",
    "baseline_year", "baseline", "deadline", "year", "figure", "n_areas", "n_fulfilled", "n_not",
    "n_undecided", "answer", "certainty", "missing", "areas", "sentence", "flags", "note",
    "origin",
)  # fmt: skip
GOAL_AREA_COLUMNS = (
    "goal", "set", "area", "name", "indicator", "comparison", "value", "baseline_year",
    "baseline", "baseline_category", "year", "figure", "category", "standing", "certainty",
    "missing",
)  # fmt: skip
