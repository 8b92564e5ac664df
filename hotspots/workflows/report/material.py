"""What a report is made of: the answers of the commands that it tells of, or that there is none.

Every figure is taken from the answer that the command of its own gives, so that they agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from hotspots.analysis.cells.review_periods import Period, year_before
from hotspots.engine.store import Store, reading
from hotspots.errors import UsageProblem
from hotspots.language import Say, message
from hotspots.model.answer import Answer
from hotspots.model.pictures import MapContent
from hotspots.workflows.areas.designations import designated
from hotspots.workflows.asking import questions
from hotspots.workflows.asking.periods import known_period
from hotspots.workflows.asking.questions import Asked
from hotspots.workflows.cells.detecting import AskedDetect
from hotspots.workflows.cells.review import review
from hotspots.workflows.cells.review_sides import AskedReview
from hotspots.workflows.efforts.interventions import running
from hotspots.workflows.goals.judgements import GoalsAsked, goals
from hotspots.workflows.incidents.counts import covered_window
from hotspots.workflows.incidents.points import AskedPoints, incident_points
from hotspots.workflows.incidents.rates import AskedIncidents, incidents
from hotspots.workflows.indicators import figures
from hotspots.workflows.indicators.change import Found, find_change
from hotspots.workflows.maps.change import priority_shown
from hotspots.workflows.maps.hotspots import find_hotspots, hotspots_shown
from hotspots.workflows.priority import DEFAULT_SEED, FoundPriority, find_priority
from hotspots.workflows.provenance.check import AskedCheck, check
from hotspots.workflows.provenance.status import status
from hotspots.workflows.report.choice import Profiled, chosen_profiles


@dataclass(frozen=True)
class AskedReport:
    """What a report was asked with; without days, hotspots are those of its year.

    ``profiles`` are the areas to have one, by name or code, or one word: all, priority, none.
    """

    asked: Asked
    made_on: date
    first_day: date | None = None
    last_day: date | None = None
    seed: int = DEFAULT_SEED
    profiles: Sequence[str] = ()


@dataclass(frozen=True)
class Material:
    """The answers; None where the store has nothing to answer with.

    ``known`` is the whole series. ``efforts`` and ``named`` are what was done in an area in
    the year, and what it was designated, by its code. ``period`` is that of the hotspots;
    ``asked_period`` is the same, and is there where nothing can be found in it too.
    ``priority_map`` and ``hotspot_map`` are what the maps of the same answers show.
    """

    change: Found
    profiled: Profiled
    known: figures.Known
    priority: FoundPriority | None
    priority_map: MapContent | None
    crime: Answer | None
    hotspots: Answer | None
    hotspot_map: MapContent | None
    review: Answer | None
    goals: Answer | None
    checks: Answer
    loads: Answer
    period: Period | None
    asked_period: Period | None
    efforts: Mapping[str, Sequence[str]]
    named: Mapping[str, Sequence[str]]

    def has(self, kind: str) -> bool:
        """Tell whether a load of a kind counts, such as ``interventions``."""
        return any(row["kind"] == kind and row["superseded_by"] is None
                   for row in self.loads.rows)  # fmt: skip

    @property
    def answers(self) -> list[Answer]:
        """Return the answers that there are."""
        every = (self.crime, self.hotspots, self.review, self.goals)
        return [one for one in every if one is not None]


@dataclass(frozen=True)
class _There:
    """What the store can be asked about."""

    has_crime: bool
    has_goals: bool
    period: Period | None
    has_points: bool
    has_review: bool


def material(store_path: Path, question: AskedReport, say: Say) -> Material:
    """Ask everything that a report tells; what the store has nothing about is left out."""
    asked = question.asked
    with reading(store_path) as store:
        change, priority = _figures(store, question, say)
        profiled = chosen_profiles(question.profiles, change, priority, say)
        drawn = priority_shown(store, priority, question.made_on, _nothing) if priority else None
        settled = replace(asked, year=change.scope.year)
        known = figures.series(store, change.scope, settled)
        year, set_name = change.scope.year, change.scope.set_name
        there = _there(store, question, change)
        efforts, named = running(store, set_name, year), designated(store, set_name, year)
    _say_days(question, there, say)
    found = _answers(store_path, question, change, there)
    return Material(
        change, profiled, known, priority, drawn, *found,
        check(store_path, AskedCheck(set_name, lang=asked.lang)), status(store_path),
        there.period if there.has_points else None,
        there.period, efforts, named,
    )  # fmt: skip


def _figures(store: Store, question: AskedReport, say: Say) -> tuple[Found, FoundPriority | None]:
    """Return the change of every area, and their order where the indicator is a share."""
    asked = question.asked
    scope = questions.scope(store, asked, _nothing)
    if scope.indicator["measure"] != "share":
        return find_change(store, asked, say), None
    found = find_priority(store, asked, say, seed=question.seed)
    return found.change, found


def _nothing(_: str) -> None:
    """Say nothing: the choices have been said."""


def _say_days(question: AskedReport, there: _There, say: Say) -> None:
    if there.period and there.has_points and not (question.first_day and question.last_day):
        first, last = there.period
        say(
            message(
                "Hotspots are those of {first} to {last}. Change it with --from and --to.",
                first=first,
                last=last,
            )
        )


def _there(store: Store, question: AskedReport, change: Found) -> _There:
    has_crime = bool(store.rows("incidents/period", category=None)[0]["categories"])
    goals_there = bool(store.rows("goals/goals"))
    if not has_crime:
        return _There(has_crime=False, has_goals=goals_there, period=None, has_points=False,
                      has_review=False)  # fmt: skip
    year, area_load = change.scope.year, change.scope.area_set["load_id"]
    window = covered_window(store, change.scope.area_set, (year,))
    period = _period(question, window.days_of(year) if year in window.covered else None)
    points = period is not None and _has_points(store, area_load, period)
    return _There(
        has_crime=year in window.covered,
        has_goals=goals_there,
        period=period,
        has_points=points,
        has_review=points
        and period is not None
        and _has_before(store, change.scope.area_set, period),
    )


def _period(question: AskedReport, of_year: Period | None) -> Period | None:
    first = question.first_day or (of_year[0] if of_year else None)
    last = question.last_day or (of_year[1] if of_year else None)
    if first is None or last is None:
        return None
    if first > last:
        raise UsageProblem(
            message(
                "The period from {first} to {last} has no days. Turn them round.",
                first=first,
                last=last,
            )
        )
    return first, last


def _has_points(store: Store, area_load: int, period: Period) -> bool:
    return len(incident_points(store, AskedPoints(area_load, *period))) > 0


def _has_before(store: Store, area_set: Mapping[str, Any], period: Period) -> bool:
    """Tell whether incidents of the same days of the year before are there from end to end."""
    before = year_before(period)
    known = known_period(store, None)
    covered = covered_window(store, area_set, (before[0].year, before[1].year)).covered
    there = {before[0].year, before[1].year} <= covered and known["first_day"] <= before[0]
    return there and _has_points(store, area_set["load_id"], before)


def _answers(
    store_path: Path, question: AskedReport, change: Found, there: _There
) -> tuple[Answer | None, Answer | None, MapContent | None, Answer | None, Answer | None]:
    """Return the answers on crime, hotspots, what their map shows, their review and goals."""
    asked, lang, set_name = question.asked, question.asked.lang, change.scope.set_name
    year, baseline = change.scope.year, change.scope.baseline
    crime = spots = spot_map = reviewed = targets = None
    if there.has_crime:
        of_year = AskedIncidents(set_name, None, baseline, year, adjust=asked.adjust, lang=lang)
        crime = incidents(store_path, of_year, _nothing)
    if there.period is not None and there.has_points:
        first, last = there.period
        detect = AskedDetect(set_name=set_name, first_day=first, last_day=last, lang=lang)
        with reading(store_path) as store:
            found = find_hotspots(store, detect, _nothing)
        spots, spot_map = found.answer, hotspots_shown(found, question.made_on)
    if there.period is not None and there.has_review:
        asked_review = AskedReview(there.period, set_name=set_name, lang=lang)
        reviewed = review(store_path, asked_review, _nothing)
    if there.has_goals:
        targets = goals(store_path, GoalsAsked(question.made_on, lang=lang), _nothing)
    return crime, spots, spot_map, reviewed, targets


def sources(found: Material) -> list[Mapping[str, Any]]:
    """Return the loads that the report rests on, by their number."""
    every = [*found.change.sources, *(found.priority.sources if found.priority else ()),
             *(one for answer in found.answers for one in answer.sources)]  # fmt: skip
    by_load = {one["load"]: one for one in every}
    return [by_load[load] for load in sorted(by_load)]
