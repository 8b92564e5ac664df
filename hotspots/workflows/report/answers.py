"""The answers that a report tells of beside figures: incidents, hotspots, review and targets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hotspots.analysis.cells.review_periods import Period as Days
from hotspots.analysis.cells.review_periods import year_before
from hotspots.engine.store import Store, reading
from hotspots.errors import UsageProblem
from hotspots.language import Say, message
from hotspots.model.answer import Answer
from hotspots.model.incidents import Use
from hotspots.model.pictures import MapContent
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.workflows.asking.periods import incident_period
from hotspots.workflows.cells.review import review
from hotspots.workflows.cells.review_sides import ReviewQuestion
from hotspots.workflows.cells.scoring import DetectQuestion
from hotspots.workflows.goals.judgements import goals
from hotspots.workflows.incidents.counts import covered_window
from hotspots.workflows.incidents.points import KnownByArea, PointsQuestion, incident_points
from hotspots.workflows.incidents.question import IncidentsQuestion
from hotspots.workflows.incidents.rates import incidents
from hotspots.workflows.incidents.table_counts import usual_use
from hotspots.workflows.maps.hotspots import find_hotspots, hotspot_map_of
from hotspots.workflows.report.asked import Frame, ReportQuestion
from hotspots.workflows.report.spot_areas import SpotAreas, areas_of_hotspots


@dataclass(frozen=True)
class StoreContents:
    """What the store can be asked about."""

    has_crime: bool
    use: Use
    has_goals: bool
    period: Days | None
    has_points: bool
    has_review: bool


@dataclass(frozen=True)
class Answers:
    """The answers on crime, hotspots, what their map shows, their areas, review and goals.

    None where the store has nothing to answer with. ``spot_areas`` goes by the hotspot's number.
    """

    crime: Answer | None
    hotspots: Answer | None
    hotspot_map: MapContent | None
    review: Answer | None
    goals: Answer | None
    spot_areas: Mapping[int, SpotAreas] = field(default_factory=dict)


def say_days(report_question: ReportQuestion, contents: StoreContents, say: Say) -> None:
    """Say which days the hotspots are of, where that was left to the program."""
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


def store_contents(store: Store, report_question: ReportQuestion, frame: Frame) -> StoreContents:
    """Return what there is to tell of a period in a set of areas."""
    has_goals = bool(store.rows("goals/goals")) and bool(store.rows("goals/sets_with_figures"))
    year, area_load = frame.period.year, frame.area_set["load_id"]
    use = usual_use(store, frame.area_set, year, frame.part)
    if not store.rows("incidents/period", category=None)[0]["categories"]:
        return StoreContents(has_crime=use == "counts", use=use, has_goals=has_goals, period=None,
                              has_points=False, has_review=False)  # fmt: skip
    window = covered_window(store, (year,), frame.part)
    days = _days(report_question, window.days_of(year) if year in window.covered else None)
    points = days is not None and _has_points(store, area_load, days)
    return StoreContents(
        has_crime=use == "counts" or year in window.covered,
        use=use,
        has_goals=has_goals,
        period=days,
        has_points=points,
        has_review=points and days is not None and _has_before(store, frame.area_set, days),
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
    covered = covered_window(store, (before[0].year, before[1].year)).covered
    is_covered = {before[0].year, before[1].year} <= covered and days["first_day"] <= before[0]
    return is_covered and _has_points(store, area_set["load_id"], before)


def answers(
    store_path: Path,
    report_question: ReportQuestion,
    frame: Frame,
    contents: StoreContents,
) -> Answers:
    """Return what the store answers on incidents, hotspots and goals."""
    question, set_name = report_question.question, frame.set_name
    lang, year = question.lang, frame.period.year
    crime = spots = spot_map = reviewed = targets = None
    spot_areas: dict[int, SpotAreas] = {}
    if contents.has_crime:
        of_year = IncidentsQuestion(
            set_name, None, frame.baseline.year, year, adjust=question.adjust, use=contents.use,
            lang=lang, part=frame.part,
        )  # fmt: skip
        crime = incidents(store_path, of_year, _nothing)
    if contents.period is not None and contents.has_points:
        first, last = contents.period
        detect = DetectQuestion(set_name=set_name, first_day=first, last_day=last, lang=lang)
        with reading(store_path) as store:
            result = find_hotspots(store, detect, _nothing)
            spot_areas = areas_of_hotspots(store, result.detected)
        spots, spot_map = result.answer, hotspot_map_of(result, report_question.made_on)
    if contents.period is not None and contents.has_review:
        review_question = ReviewQuestion(contents.period, set_name=set_name, lang=lang)
        reviewed = review(store_path, review_question, _nothing)
    if contents.has_goals:
        targets = goals(store_path, report_question.targets(year), _nothing)
    return Answers(crime, spots, spot_map, reviewed, targets, spot_areas)


def _nothing(_: str) -> None:
    """Say nothing: the choices have been said."""
