"""The cells of a question about hotspots, scored: where they lie, what counts, who is hot."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from hotspots.analysis.cells.hot_cells import HotCells, RatesTested, hot_cells
from hotspots.analysis.space.grid import Floats, Grid
from hotspots.analysis.space.points import Points
from hotspots.engine.store import Store
from hotspots.language import Say, message
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.workflows.cells.occupied import LaidGrid, chosen_band_m, lay_grid
from hotspots.workflows.cells.rates import ResidentRates, against_residents
from hotspots.workflows.cells.residents import DEFAULT_FLOOR_PER_KM2, ResidentsQuestion
from hotspots.workflows.cells.series_once import Counted, Counting, counted_points
from hotspots.workflows.incidents.points import (
    CellQuestion,
    NothingToCount,
    PeriodQuestion,
    PointsQuestion,
    incident_points,
)

Period = tuple[date, date]


@dataclass(frozen=True, kw_only=True)
class DetectQuestion(PeriodQuestion, CellQuestion):
    """What a question about hot cells was asked with; None where the program is to choose.

    ``side_m`` and ``band_m`` are metres; days are included; ``hours`` is half-open and
    ``weekdays`` count from Monday as 0. ``people_set`` is the area set whose residents make the
    counts rates, in cells where at least ``floor_per_km2`` of them live. ``series`` says whether
    every incident counts, or of near repeats the first of each series. ``only_hot`` leaves out
    the rows of all other cells.
    """

    test_against: Period | None = None
    people_set: str | None = None
    people_year: int | None = None
    floor_per_km2: float = DEFAULT_FLOOR_PER_KM2
    series: Counting = "every"
    only_hot: bool = False


@dataclass(frozen=True)
class Scored:
    """The incidents of some days in the cells of a city, and what the cells are."""

    laid: LaidGrid
    band_m: float
    cells: HotCells
    against: ResidentRates | None


def counted_incidents(
    store: Store, question: DetectQuestion, area_set: AreasActiveSetsRow, period: Period
) -> Counted:
    """Return the incidents of some days that count; none at all is an error."""
    points = incident_points(
        store,
        PointsQuestion(
            area_set["load_id"],
            *period,
            question.category,
            question.hours,
            tuple(question.weekdays),
            known_to="day" if question.series == "once" else None,
        ),
    )
    if len(points) == 0:
        raise NothingToCount(
            message(
                "No incidents to count in {set_name!r} from {period} to {period_2} "
                "({left_out}). Widen the question.",
                set_name=area_set["set_name"],
                period=period[0],
                period_2=period[1],
                left_out=_left_out(points),
            )
        )
    return counted_points(points, question.series)


def _left_out(points: Points) -> str:
    reasons = ", ".join(f"{name.replace('_', ' ')} {n:,}"
                        for name, n in asdict(points.left_out).items() if n)  # fmt: skip
    return (
        message("left out: {reasons}", reasons=reasons) if reasons else message("there are none")
    )


def scored(
    store: Store,
    question: DetectQuestion,
    area_set: AreasActiveSetsRow,
    points: Points,
    last_day: date,
    say: Say,
) -> Scored:
    """Return the cells with their scores; every choice made for the user is said."""
    laid = lay_grid(store, area_set, question.side_m, say)
    band_m = chosen_band_m(laid.grid.side_m, question.band_m, say)
    counts = laid.grid.count(points.x_m, points.y_m, points.weight)
    against = _against(store, question, laid.grid, counts, last_day, say)
    if against is None:
        return Scored(laid, band_m, hot_cells(laid.grid, counts, band_m, question.adjust), None)
    tested = RatesTested(against.residents, against.deviates)
    cells = hot_cells(against.grid, counts, band_m, question.adjust, tested)
    return Scored(replace(laid, grid=against.grid), band_m, cells, against)


def _against(
    store: Store, question: DetectQuestion, grid: Grid, counts: Floats, last_day: date, say: Say
) -> ResidentRates | None:
    if question.people_set is None:
        return None
    people = ResidentsQuestion(
        question.people_set, question.people_year, last_day, question.floor_per_km2
    )
    return against_residents(store, people, grid, counts, say)
