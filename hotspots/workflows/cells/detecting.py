"""Which cells of a city are hot, and the hotspots they make up: found, not yet told."""

from collections.abc import Sequence
from dataclasses import dataclass

from hotspots.analysis.cells.accuracy import Accuracy, accuracy_of
from hotspots.analysis.cells.areas import Hotspot, core_of, in_hotspots, only_with, outline
from hotspots.analysis.cells.areas import hotspots_of as clusters_of
from hotspots.analysis.cells.hot_cells import HotCells
from hotspots.analysis.space.points import Points
from hotspots.engine.store import Store
from hotspots.errors import UsageProblem
from hotspots.language import Say, message
from hotspots.model.cells import Shortage
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.workflows.areas.place_names import SpotName, SpotShape, spot_names
from hotspots.workflows.asking.area_sets import incident_set
from hotspots.workflows.asking.periods import chosen_period
from hotspots.workflows.cells.enough import shortage_of
from hotspots.workflows.cells.occupied import LaidGrid
from hotspots.workflows.cells.rates import ResidentRates
from hotspots.workflows.cells.scoring import (
    DetectQuestion,
    Period,
    counted_incidents,
    scored,
)
from hotspots.workflows.incidents.points import PointsQuestion, incident_points


@dataclass(frozen=True)
class Detected:
    """What was detected, before it becomes rows.

    ``n_in_series`` incidents are not counted, because they follow another of their series;
    ``n_small`` clusters of hot cells hold too few incidents for a hotspot.
    """

    area_set: AreasActiveSetsRow
    laid: LaidGrid
    band_m: float
    period: Period
    points: Points
    cells: HotCells
    hotspots: Sequence[Hotspot]
    names: Sequence[SpotName]
    accuracy: Accuracy | None
    against: ResidentRates | None
    n_in_series: int
    n_small: int
    shortage: Shortage | None


def detected(store: Store, question: DetectQuestion, say: Say) -> Detected:
    """Find the hot cells and hotspots; every choice made for the user is said."""
    area_set = incident_set(store, question.set_name, question.last_day, say)
    period = chosen_period(store, question.category, question.first_day, question.last_day, say)
    _refuse_overlapping_test(period, question.test_against)
    counted = counted_incidents(store, question, area_set, period)
    result = scored(store, question, area_set, counted.points, period[1], say)
    cells = result.cells
    clusters = clusters_of(cells, question.level)
    hotspots = only_with(clusters, question.min_incidents)
    spots = [
        SpotShape(outline(one.cells, cells), outline(core_of(one.cells, cells), cells))
        for one in hotspots
    ]
    return Detected(
        area_set, result.laid, result.band_m, period, counted.points, cells, hotspots,
        spot_names(store, spots, area_set["set_name"], question.lang) if spots else [],
        _accuracy(store, question, area_set, cells, hotspots),
        result.against, counted.n_in_series, len(clusters) - len(hotspots),
        shortage_of(store, question, area_set, period, result),
    )  # fmt: skip


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


def _accuracy(
    store: Store,
    question: DetectQuestion,
    area_set: AreasActiveSetsRow,
    cells: HotCells,
    hotspots: Sequence[Hotspot],
) -> Accuracy | None:
    if question.test_against is None:
        return None
    later = incident_points(
        store,
        PointsQuestion(
            area_set["load_id"],
            *question.test_against,
            question.category,
            question.hours,
            tuple(question.weekdays),
        ),
    )
    counts = cells.grid.count(later.x_m, later.y_m, later.weight)
    return accuracy_of(in_hotspots(hotspots, cells), cells.n, counts[cells.grid.inside])
