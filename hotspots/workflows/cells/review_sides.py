"""The two periods of a review: their days, their incidents, and their hot cells on one grid."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hotspots.analysis.cells.earlier_years import EarlierYears, lasting_places
from hotspots.analysis.cells.hot_cells import HotCells, hot_cells
from hotspots.analysis.cells.review import NO_YEARS
from hotspots.analysis.cells.review_periods import Period, n_days, year_before
from hotspots.analysis.space.grid import Grid
from hotspots.analysis.space.points import Points
from hotspots.analysis.time import months
from hotspots.analysis.time.weeks import same_weeks
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.model.incidents import DateUsed
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.workflows.asking.periods import incident_period
from hotspots.workflows.cells import review_tables
from hotspots.workflows.cells.occupied import LaidGrid, chosen_band_m, lay_grid
from hotspots.workflows.cells.series_once import Counted, Counting, counted_points
from hotspots.workflows.incidents.points import (
    CellQuestion,
    IncidentQuestion,
    PointsQuestion,
    incident_points,
)

_MOST_EARLIER = 9


@dataclass(frozen=True)
class ReviewQuestion(IncidentQuestion, CellQuestion):
    """What a review was asked with; None where the program is to choose.

    Days are included; without ``before`` it is the same days of the year before ``after``.
    ``side_m`` and ``band_m`` are metres; ``hours`` is half-open, ``weekdays`` count from Monday
    as 0. ``relative`` compares a hotspot's part of the city's incidents, not its count a day.
    ``series`` says whether every incident counts, or of near repeats the first of each series.
    With ``by_week`` the periods are ISO weeks, beside the weeks of the same number. ``areas`` are
    those whose hotspots and cells are listed, all where it is empty.
    """

    after: Period
    before: Period | None = None
    relative: bool = False
    series: Counting = "every"
    by_week: bool = False
    date_used: DateUsed = "occurred"
    areas: Sequence[str] = ()

    @property
    def by_reported(self) -> bool:
        """Tell whether the day of the report is what counts."""
        return self.date_used == "reported"

    def earlier(self, period: Period) -> Period:
        """Return the same days, or the week of the same number, of an earlier year."""
        return same_weeks(period, 1) if self.by_week else year_before(period)


@dataclass(frozen=True)
class Sides:
    """What was found in each of the two periods, on one grid.

    ``n_in_series`` incidents of both are not counted, as they follow another of their series.
    """

    periods: tuple[Period, Period]
    points: tuple[Points, Points]
    cells: tuple[HotCells, HotCells]
    band_m: float
    earlier: EarlierYears = NO_YEARS
    n_in_series: int = 0


def sides_of(
    store: Store, question: ReviewQuestion, area_set: AreasActiveSetsRow, say: Say
) -> tuple[Sides, LaidGrid]:
    """Return the hot cells of both periods, on the grid they share; what is chosen is said."""
    periods = _periods(question, say)
    counted = [_points(store, question, area_set, one) for one in periods]
    before, after = (one.points for one in counted)
    laid = lay_grid(store, area_set, question.side_m, say)
    band_m = chosen_band_m(laid.grid.side_m, question.band_m, say)
    cells = _hot(laid.grid, before, band_m, question), _hot(laid.grid, after, band_m, question)
    earlier = _earlier_years(store, question, area_set, periods[0], (laid.grid, band_m))
    n_in_series = sum(one.n_in_series for one in counted)
    return Sides(periods, (before, after), cells, band_m, earlier, n_in_series), laid


def _earlier_years(
    store: Store,
    question: ReviewQuestion,
    area_set: AreasActiveSetsRow,
    before: Period,
    laid: tuple[Grid, float],
) -> EarlierYears:
    """Return the same days of the years before, as far back as the extracts cover them all."""
    grid, band_m = laid
    covered = review_tables.covered(store, by_reported=question.by_reported)
    periods = _periods_before(question, before, covered)
    all_points = [_counted(store, question, area_set, one).points for one in periods]
    kept = [(period, points) for period, points in zip(periods, all_points, strict=True)
            if len(points)]  # fmt: skip
    if not kept:
        return NO_YEARS
    cells = [_hot(grid, points, band_m, question) for _, points in kept]
    hot = np.zeros((len(cells), grid.inside.size), dtype=bool)
    for row, hot_cells_then in zip(hot, cells, strict=True):
        row[grid.cells[hot_cells_then.at_least(question.level)]] = True
    exposures = [len(points) if question.relative else n_days(period, question.weekdays)
                 for period, points in kept]  # fmt: skip
    return EarlierYears(
        years=[period[1 if question.by_week else 0].year for period, _ in kept],
        counts=np.array([grid.count(points.x_m, points.y_m).ravel() for _, points in kept]),
        exposures=[float(one) for one in exposures],
        places=lasting_places(hot, (grid.inside.shape[0], grid.inside.shape[1])),
    )


def _periods_before(
    question: ReviewQuestion, before: Period, covered: frozenset[int]
) -> list[Period]:
    """Return up to nine periods, oldest first, without a gap between them and what is covered."""
    periods: list[Period] = []
    period = before
    while len(periods) < _MOST_EARLIER:
        period = question.earlier(period)
        span = months.Span(months.month_of(period[0]), months.month_of(period[1]))
        if not covered.issuperset(span.months):
            break
        periods.insert(0, period)
    return periods


def _periods(question: ReviewQuestion, say: Say) -> tuple[Period, Period]:
    before = question.before
    if before is None:
        try:
            before = question.earlier(question.after)
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
) -> Counted:
    counted = _counted(store, question, area_set, period)
    if len(counted.points) == 0:
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
    return counted


def _counted(
    store: Store, question: ReviewQuestion, area_set: AreasActiveSetsRow, period: Period
) -> Counted:
    weekdays = tuple(question.weekdays)
    points_question = PointsQuestion(
        area_set["load_id"], *period, question.category, question.hours, weekdays,
        known_to="day" if question.series == "once" else None, by_reported=question.by_reported,
    )  # fmt: skip
    points = review_tables.whole(incident_points(store, points_question))
    return counted_points(points, question.series)


def _hot(grid: Grid, points: Points, band_m: float, question: ReviewQuestion) -> HotCells:
    return hot_cells(grid, grid.count(points.x_m, points.y_m), band_m, question.adjust)
