"""What a report is made of: the answers of the commands that it tells of, or that there is none.

Every figure is taken from the answer that the command of its own gives, so that they agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hotspots.analysis.cells.review_periods import Period as Days
from hotspots.analysis.cells.review_periods import year_before
from hotspots.analysis.time.periods import WHOLE_YEAR, part_of_year
from hotspots.engine.store import Store, reading
from hotspots.errors import UsageProblem
from hotspots.language import Say, message
from hotspots.model.answer import Answer, Source
from hotspots.model.incidents import Use
from hotspots.model.periods import Period
from hotspots.model.pictures import MapContent
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.workflows.areas.designations import designated
from hotspots.workflows.asking import questions
from hotspots.workflows.asking.periods import incident_period
from hotspots.workflows.asking.questions import Question
from hotspots.workflows.cells.detecting import DetectQuestion
from hotspots.workflows.cells.review import review
from hotspots.workflows.cells.review_sides import ReviewQuestion
from hotspots.workflows.efforts.interventions import running
from hotspots.workflows.goals.judgements import GoalsQuestion, goals
from hotspots.workflows.incidents.counts import covered_window
from hotspots.workflows.incidents.points import KnownByArea, PointsQuestion, incident_points
from hotspots.workflows.incidents.rates import IncidentsQuestion, incidents
from hotspots.workflows.incidents.table_counts import usual_use
from hotspots.workflows.indicators import figures
from hotspots.workflows.indicators.change import ChangeResult, find_change
from hotspots.workflows.maps.change import priority_map_of
from hotspots.workflows.maps.hotspots import find_hotspots, hotspot_map_of
from hotspots.workflows.priority import DEFAULT_SEED, PriorityResult, find_priority
from hotspots.workflows.provenance.check import CheckQuestion, check
from hotspots.workflows.provenance.status import status
from hotspots.workflows.report.choice import Profiled, chosen_profiles
from hotspots.workflows.report.news import News, gather_news


@dataclass(frozen=True)
class ReportQuestion:
    """What a report was asked with; without days, hotspots are those of its year.

    ``profiles`` are the areas to have one, by name or code, or one word: all, priority, none.
    ``by_period`` makes it the status of a period: targets are judged at its end and by figures
    of such periods, and what is new since the one before is told.
    """

    question: Question
    made_on: date
    first_day: date | None = None
    last_day: date | None = None
    seed: int = DEFAULT_SEED
    profiles: Sequence[str] = ()
    by_period: bool = False

    def targets(self, year: int) -> GoalsQuestion:
        """Return what is asked about goals: at the period's end, else at the report's date."""
        question = self.question
        as_of = Period(year, question.part).days[-1] if self.by_period else self.made_on
        part = question.part if self.by_period else ""
        return GoalsQuestion(as_of, lang=question.lang, part=part)


@dataclass(frozen=True)
class Material:
    """The answers; None where the store has nothing to answer with.

    ``series`` holds all years. ``efforts`` and ``named`` are what was done in an area in
    the year, and what it was designated, by its code. ``period`` is that of the hotspots;
    ``question_period`` is the same, and is there where nothing can be found in it too.
    ``priority_map`` and ``hotspot_map`` are what the maps of the same answers show.
    """

    change: ChangeResult
    profiled: Profiled
    series: figures.FigureSeries
    priority: PriorityResult | None
    priority_map: MapContent | None
    crime: Answer | None
    hotspots: Answer | None
    hotspot_map: MapContent | None
    review: Answer | None
    goals: Answer | None
    checks: Answer
    loads: Answer
    period: Days | None
    question_period: Days | None
    efforts: Mapping[str, Sequence[str]]
    named: Mapping[str, Sequence[str]]
    news: News | None = None

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
class _StoreContents:
    """What the store can be asked about."""

    has_crime: bool
    use: Use
    has_goals: bool
    period: Days | None
    has_points: bool
    has_review: bool


def gather_material(store_path: Path, report_question: ReportQuestion, say: Say) -> Material:
    """Ask everything that a report tells; what the store has nothing about is left out."""
    question = report_question.question
    with reading(store_path) as store:
        change, priority = _figures(store, report_question, say)
        profiled = chosen_profiles(report_question.profiles, change, priority, say)
        drawn = (
            priority_map_of(store, priority, report_question.made_on, _nothing)
            if priority
            else None
        )
        settled = replace(question, year=change.scope.year)
        series = figures.series(store, change.scope, settled)
        year, set_name = change.scope.year, change.scope.set_name
        contents = _store_contents(store, report_question, change)
        efforts, named = running(store, set_name, year), designated(store, set_name, year)
    _say_days(report_question, contents, say)
    answers = _answers(store_path, report_question, change, contents)
    return Material(
        change, profiled, series, priority, drawn, *answers,
        check(store_path, CheckQuestion(set_name, lang=question.lang)), status(store_path),
        contents.period if contents.has_points else None,
        contents.period, efforts, named,
        gather_news(store_path, question, change, has_goals=contents.has_goals)
        if report_question.by_period else None,
    )  # fmt: skip


def _figures(
    store: Store, report_question: ReportQuestion, say: Say
) -> tuple[ChangeResult, PriorityResult | None]:
    """Return the change of every area, and their order where the indicator is a share."""
    question = report_question.question
    scope = questions.scope(store, question, _nothing)
    if scope.indicator["measure"] != "share":
        return find_change(store, question, say), None
    result = find_priority(store, question, say, seed=report_question.seed)
    return result.change, result


def _nothing(_: str) -> None:
    """Say nothing: the choices have been said."""


def _say_days(report_question: ReportQuestion, contents: _StoreContents, say: Say) -> None:
    if (
        contents.period
        and contents.has_points
        and not (report_question.first_day and report_question.last_day)
    ):
        first, last = contents.period
        say(
            message(
                "Hotspots are those of {first} to {last}. Change it with --from and --to.",
                first=first,
                last=last,
            )
        )


def _store_contents(
    store: Store, report_question: ReportQuestion, change: ChangeResult
) -> _StoreContents:
    has_goals = bool(store.rows("goals/goals"))
    year, area_load = change.scope.year, change.scope.area_set["load_id"]
    part = part_of_year(change.scope.part) or WHOLE_YEAR
    use = usual_use(store, change.scope.area_set, year, part)
    if not store.rows("incidents/period", category=None)[0]["categories"]:
        return _StoreContents(has_crime=use == "counts", use=use, has_goals=has_goals, period=None,
                              has_points=False, has_review=False)  # fmt: skip
    window = covered_window(store, change.scope.area_set, (year,), part)
    days = _days(report_question, window.days_of(year) if year in window.covered else None)
    points = days is not None and _has_points(store, area_load, days)
    return _StoreContents(
        has_crime=use == "counts" or year in window.covered,
        use=use,
        has_goals=has_goals,
        period=days,
        has_points=points,
        has_review=points and days is not None and _has_before(store, change.scope.area_set, days),
    )


def _days(report_question: ReportQuestion, of_year: Days | None) -> Days | None:
    first = report_question.first_day or (of_year[0] if of_year else None)
    last = report_question.last_day or (of_year[1] if of_year else None)
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


def _has_points(store: Store, area_load: int, period: Days) -> bool:
    try:
        return len(incident_points(store, PointsQuestion(area_load, *period))) > 0
    except KnownByArea:
        return False


def _has_before(store: Store, area_set: AreasActiveSetsRow, period: Days) -> bool:
    """Tell whether incidents of the same days of the year before are there from end to end."""
    before = year_before(period)
    days = incident_period(store, None)
    covered = covered_window(store, area_set, (before[0].year, before[1].year)).covered
    is_covered = {before[0].year, before[1].year} <= covered and days["first_day"] <= before[0]
    return is_covered and _has_points(store, area_set["load_id"], before)


def _answers(
    store_path: Path,
    report_question: ReportQuestion,
    change: ChangeResult,
    contents: _StoreContents,
) -> tuple[Answer | None, Answer | None, MapContent | None, Answer | None, Answer | None]:
    """Return the answers on crime, hotspots, what their map shows, their review and goals."""
    question, lang, set_name = (
        report_question.question,
        report_question.question.lang,
        change.scope.set_name,
    )
    year, baseline = change.scope.year, change.scope.baseline
    crime = spots = spot_map = reviewed = targets = None
    if contents.has_crime:
        of_year = IncidentsQuestion(
            set_name, None, baseline, year, adjust=question.adjust, use=contents.use, lang=lang,
            part=part_of_year(change.scope.part) or WHOLE_YEAR,
        )  # fmt: skip
        crime = incidents(store_path, of_year, _nothing)
    if contents.period is not None and contents.has_points:
        first, last = contents.period
        detect = DetectQuestion(set_name=set_name, first_day=first, last_day=last, lang=lang)
        with reading(store_path) as store:
            result = find_hotspots(store, detect, _nothing)
        spots, spot_map = result.answer, hotspot_map_of(result, report_question.made_on)
    if contents.period is not None and contents.has_review:
        review_question = ReviewQuestion(contents.period, set_name=set_name, lang=lang)
        reviewed = review(store_path, review_question, _nothing)
    if contents.has_goals:
        targets = goals(store_path, report_question.targets(year), _nothing)
    return crime, spots, spot_map, reviewed, targets


def sources(material: Material) -> list[Source]:
    """Return the loads that the report rests on, by their number."""
    every = [*material.change.sources, *(material.priority.sources if material.priority else ()),
             *(one for answer in material.answers for one in answer.sources)]  # fmt: skip
    by_load = {one["load"]: one for one in every}
    return [by_load[load] for load in sorted(by_load)]
