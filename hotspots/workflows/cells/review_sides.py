"""The two periods of a review: their days, their incidents, and their hot cells on one grid."""

from dataclasses import dataclass

from hotspots.analysis.cells.hot_cells import HotCells, hot_cells
from hotspots.analysis.cells.review_periods import Period, year_before
from hotspots.analysis.space.grid import Grid
from hotspots.analysis.space.points import Points
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.workflows.asking.periods import incident_period
from hotspots.workflows.cells import review_tables
from hotspots.workflows.cells.occupied import LaidGrid, chosen_band_m, lay_grid
from hotspots.workflows.incidents.points import (
    CellQuestion,
    IncidentQuestion,
    PointsQuestion,
    incident_points,
)


@dataclass(frozen=True)
class ReviewQuestion(IncidentQuestion, CellQuestion):
    """What a review was asked with; None where the program is to choose.

    Days are included; without ``before`` it is the same days of the year before ``after``.
    ``side_m`` and ``band_m`` are metres; ``hours`` is half-open, ``weekdays`` count from Monday
    as 0. ``relative`` compares a hotspot's part of the city's incidents, not its count a day.
    """

    after: Period
    before: Period | None = None
    relative: bool = False


@dataclass(frozen=True)
class Sides:
    """What was found in each of the two periods, on one grid."""

    periods: tuple[Period, Period]
    points: tuple[Points, Points]
    cells: tuple[HotCells, HotCells]
    band_m: float


def sides_of(
    store: Store, question: ReviewQuestion, area_set: AreasActiveSetsRow, say: Say
) -> tuple[Sides, LaidGrid]:
    """Return the hot cells of both periods, on the grid they share; what is chosen is said."""
    periods = _periods(question, say)
    before, after = (_points(store, question, area_set, one) for one in periods)
    laid = lay_grid(store, area_set, question.side_m, say)
    band_m = chosen_band_m(laid.grid.side_m, question.band_m, say)
    cells = _hot(laid.grid, before, band_m, question), _hot(laid.grid, after, band_m, question)
    return Sides(periods, (before, after), cells, band_m), laid


def _periods(question: ReviewQuestion, say: Say) -> tuple[Period, Period]:
    before = question.before
    if before is None:
        try:
            before = year_before(question.after)
        except ValueError as problem:
            raise UsageProblem(
                message(
                    "--after begins on {after}: no year before it can be named. Check the "
                    "year, or say what it is compared with by --before.",
                    after=question.after[0],
                )
            ) from problem
        say(
            message(
                "Compared with {before} to {before_2}, the same days of an earlier year. "
                "Change it with --before.",
                before=before[0],
                before_2=before[1],
            )
        )
    if before[1] >= question.after[0]:
        raise UsageProblem(
            message(
                "--before ends on {before}, and --after begins on {after}: the earlier "
                "period must end before the later one begins.",
                before=before[1],
                after=question.after[0],
            )
        )
    return before, question.after


def _points(
    store: Store, question: ReviewQuestion, area_set: AreasActiveSetsRow, period: Period
) -> Points:
    incidents = incident_points(
        store,
        PointsQuestion(
            area_set["load_id"],
            *period,
            question.category,
            question.hours,
            tuple(question.weekdays),
        ),
    )
    points = review_tables.whole(incidents)
    if len(points) == 0:
        days = incident_period(store, question.category)
        raise HotspotsError(
            message(
                "No incidents to count in {set_name!r} from {period} to {period_2}. They "
                "are loaded from {first_day} to {last_day}: choose other days, or widen "
                "the question.",
                set_name=area_set["set_name"],
                period=period[0],
                period_2=period[1],
                first_day=days["first_day"],
                last_day=days["last_day"],
            )
        )
    return points


def _hot(grid: Grid, points: Points, band_m: float, question: ReviewQuestion) -> HotCells:
    return hot_cells(grid, grid.count(points.x_m, points.y_m), band_m, question.adjust)
