"""What would do where incidents are too few for a hotspot to be told from chance."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from hotspots.analysis.cells.enough import scale_of
from hotspots.analysis.cells.hot_cells import HotCells
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError
from hotspots.model.cells import WEEKDAYS, Remedy, Shortage
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.workflows.asking.periods import chosen_period
from hotspots.workflows.cells.scoring import (
    DetectQuestion,
    Period,
    Scored,
    counted_incidents,
    scored,
)

_SIDES_M = (250, 500, 1000, 2000)
_FEWEST_CELLS = 20
_USUAL = DetectQuestion().adjust


@dataclass(frozen=True)
class _RemedyQuestion:
    """A question whose answer has too few incidents, with the days it was asked for."""

    store: Store
    question: DetectQuestion
    area_set: AreasActiveSetsRow
    period: Period

    def would_do(self, wider: DetectQuestion, period: Period) -> bool:
        """Tell whether another question has incidents enough; the cells are really laid."""
        try:
            points = counted_incidents(self.store, wider, self.area_set, period).points
            cells = scored(self.store, wider, self.area_set, points, period[1], _unsaid).cells
        except HotspotsError:
            return False
        return len(cells.n) >= _FEWEST_CELLS and _is_enough(cells, wider)

    def longer(self) -> Iterator[tuple[DetectQuestion, Period]]:
        """Yield the question for more and more of the days that are loaded, by whole years."""
        loaded = chosen_period(self.store, self.question.category, None, None, None)
        first, last = self.period
        starts = [date(year, 1, 1) for year in range(first.year, loaded[0].year, -1)]
        periods = [(start, last) for start in starts if start < first]
        for period in dict.fromkeys([*periods, (min(loaded[0], first), last),
                                     (min(loaded[0], first), max(loaded[1], last))]):  # fmt: skip
            if period != self.period:
                yield replace(self.question, first_day=period[0], last_day=period[1]), period


def _unsaid(_: str) -> None:
    """Say nothing of what is chosen for a question that nobody has asked."""


def _is_enough(cells: HotCells, question: DetectQuestion) -> bool:
    scale = scale_of(cells, question.adjust, question.level)
    return scale.is_enough(float(cells.n.sum()))


def shortage_of(
    store: Store,
    question: DetectQuestion,
    area_set: AreasActiveSetsRow,
    period: Period,
    result: Scored,
) -> Shortage | None:
    """Return what is lacking and which longer period or larger cells would do; None if nothing."""
    if _is_enough(result.cells, question):
        return None
    # what is advised allows for all cells: without that, chance alone would do
    sound = replace(question, adjust=_USUAL) if question.adjust == "none" else question
    search = _RemedyQuestion(store, sound, area_set, period)
    scale = scale_of(result.cells, question.adjust, question.level)
    return Shortage(
        n=float(np.sum(result.cells.n)),
        needed=scale.needed(),
        period=_longer(search),
        cell=_larger(search, result.laid.grid.side_m),
    )


def _longer(search: _RemedyQuestion) -> Remedy | None:
    for wider, period in search.longer():
        if search.would_do(wider, period):
            return Remedy(command_of(wider), first_day=period[0], last_day=period[1])
    return None


def _larger(search: _RemedyQuestion, side_m: int) -> Remedy | None:
    for side in (one for one in _SIDES_M if one > side_m):
        wider = replace(search.question, side_m=side, band_m=None)
        if search.would_do(wider, search.period):
            return Remedy(command_of(wider), side_m=side)
    return None


def command_of(question: DetectQuestion) -> str:
    """Write a question as a command that can be pasted."""
    usual = DetectQuestion()
    hours = "{:02d}-{:02d}".format(*question.hours) if question.hours else None
    words = ["hotspots", "detect", "--table", "hotspots"]
    for option, value in (
        ("--set", question.set_name),
        ("--cell", question.side_m),
        ("--band", None if question.band_m is None else f"{question.band_m:g}"),
        ("--category", question.category),
        ("--from", question.first_day),
        ("--to", question.last_day),
        ("--hours", hours),
        *(("--weekday", WEEKDAYS[one]) for one in sorted(question.weekdays)),
        ("--adjust", _unless(question.adjust, usual.adjust)),
        ("--level", _unless(question.level, usual.level)),
        ("--series", _unless(question.series, usual.series)),
        ("--min-incidents", _unless(question.min_incidents, usual.min_incidents)),
        ("--population", question.people_set),
        ("--population-year", question.people_year),
        ("--floor", _unless(question.floor_per_km2, usual.floor_per_km2)),
    ):
        words += [] if value is None else [option, str(value)]
    return shlex.join(words)


def _unless(value: object, usual: object) -> object | None:
    return None if value == usual else value
