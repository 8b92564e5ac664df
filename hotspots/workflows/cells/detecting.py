"""Which cells of a city are hot, and the hotspots they make up: found, not yet told."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from hotspots.analysis.cells.accuracy import Accuracy, accuracy_of
from hotspots.analysis.cells.areas import Hotspot, hotspots_of, outline
from hotspots.analysis.cells.hot_cells import HotCells, hot_cells
from hotspots.analysis.space.grid import Floats, Grid
from hotspots.analysis.space.points import Points
from hotspots.engine.store import Store
from hotspots.errors import UsageProblem
from hotspots.language import Say, message
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.workflows.areas.place_names import SpotName, spot_names
from hotspots.workflows.asking.area_sets import incident_set
from hotspots.workflows.asking.periods import chosen_period
from hotspots.workflows.cells.occupied import LaidGrid, chosen_band_m, lay_grid
from hotspots.workflows.cells.rates import ResidentRates, against_residents
from hotspots.workflows.cells.residents import DEFAULT_FLOOR_PER_KM2, ResidentsQuestion
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
    counts rates, in cells where at least ``floor_per_km2`` of them live. ``only_hot`` leaves out
    the rows of all other cells.
    """

    test_against: Period | None = None
    people_set: str | None = None
    people_year: int | None = None
    floor_per_km2: float = DEFAULT_FLOOR_PER_KM2
    only_hot: bool = False


@dataclass(frozen=True)
class Detected:
    """What was detected, before it becomes rows."""

    area_set: AreasActiveSetsRow
    laid: LaidGrid
    band_m: float
    period: Period
    points: Points
    cells: HotCells
    hotspots: Sequence[Hotspot]
    names: Sequence[SpotName]
    accuracy: Accuracy | None
    against: ResidentRates | None = None


def detected(store: Store, question: DetectQuestion, say: Say) -> Detected:
    """Find the hot cells and hotspots; every choice made for the user is said."""
    area_set = incident_set(store, question.set_name, question.last_day, say)
    period = chosen_period(store, question.category, question.first_day, question.last_day, say)
    _refuse_overlapping_test(period, question.test_against)
    points = _points(store, question, area_set, period)
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
    laid = lay_grid(store, area_set, question.side_m, say)
    band_m = chosen_band_m(laid.grid.side_m, question.band_m, say)
    counts = laid.grid.count(points.x_m, points.y_m, points.weight)
    against = _against(store, question, laid.grid, counts, period[1], say)
    if against is None:
        cells = hot_cells(laid.grid, counts, band_m, question.adjust)
    else:
        laid = replace(laid, grid=against.grid)
        cells = hot_cells(against.grid, counts, band_m, question.adjust, against.deviates)
    hotspots = hotspots_of(cells, question.level)
    shapes = [outline(one, cells) for one in hotspots]
    names = spot_names(store, shapes, area_set["set_name"], question.lang) if shapes else []
    return Detected(
        area_set, laid, band_m, period, points, cells, hotspots, names,
        _accuracy(store, question, area_set, cells), against,
    )  # fmt: skip


def _against(
    store: Store, question: DetectQuestion, grid: Grid, counts: Floats, last_day: date, say: Say
) -> ResidentRates | None:
    if question.people_set is None:
        return None
    people = ResidentsQuestion(
        question.people_set, question.people_year, last_day, question.floor_per_km2
    )
    return against_residents(store, people, grid, counts, say)


def _points(
    store: Store, question: DetectQuestion, area_set: AreasActiveSetsRow, period: Period
) -> Points:
    return incident_points(
        store,
        PointsQuestion(
            area_set["load_id"],
            *period,
            question.category,
            question.hours,
            tuple(question.weekdays),
        ),
    )


def _refuse_overlapping_test(period: Period, later: Period | None) -> None:
    if later is not None and later[0] <= period[1]:
        raise UsageProblem(
            message(
                "--test-against begins on {later}, and hotspots are detected on "
                "incidents until {period}: they would be tested on themselves. End the "
                "period earlier with --to.",
                later=later[0],
                period=period[1],
            )
        )


def _left_out(points: Points) -> str:
    reasons = ", ".join(f"{name.replace('_', ' ')} {n:,}"
                        for name, n in asdict(points.left_out).items() if n)  # fmt: skip
    return (
        message("left out: {reasons}", reasons=reasons) if reasons else message("there are none")
    )


def _accuracy(
    store: Store, question: DetectQuestion, area_set: AreasActiveSetsRow, cells: HotCells
) -> Accuracy | None:
    if question.test_against is None:
        return None
    later = _points(store, question, area_set, question.test_against)
    counts = cells.grid.count(later.x_m, later.y_m, later.weight)
    return accuracy_of(cells.at_least(question.level), cells.n, counts[cells.grid.inside])
