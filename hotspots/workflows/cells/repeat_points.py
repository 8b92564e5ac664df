"""What the tables of ``repeat`` share: the question, the incidents, and what to call a spot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

import numpy as np

from hotspots.analysis.cells.bands import Bands, bands
from hotspots.analysis.cells.near_repeat import Knox, Metric, knox
from hotspots.analysis.methods.multiplicity import Method
from hotspots.analysis.space.nearest import nearest_places
from hotspots.analysis.space.points import Points
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Lang, Progress, Say, marked, message
from hotspots.model.answer import Source
from hotspots.model.rows import AreasActiveSetsRow, AreasAreasOfSetRow, PlacesPlacesRow
from hotspots.sentences.cells.repeat import snapped_notes, used_notes
from hotspots.sentences.incidents.heaps import heap_notes
from hotspots.sentences.texts import text
from hotspots.workflows.asking import every_output
from hotspots.workflows.asking.area_sets import incident_set
from hotspots.workflows.asking.periods import incident_period
from hotspots.workflows.incidents.points import (
    PeriodQuestion,
    PointsQuestion,
    heaps,
    incident_points,
    snapped,
)
from hotspots.workflows.loads.extracts import incident_loads
from hotspots.workflows.loads.stored_sets import working_crs

SPACE_M = (100.0, 200.0, 300.0, 400.0)
TIME_DAYS = (8.0, 15.0, 22.0)
PERMUTATIONS = 999
MOST_PERMUTATIONS = 99_999
SEED = 1
_NAMED_WITHIN_M = 500.0
_INSIDE_M = 0.001
_ROUNDING = 1e-9


@dataclass(frozen=True, kw_only=True)
class RepeatQuestion(PeriodQuestion):
    """What ``repeat`` was asked with; None where the program is to choose.

    ``space`` and ``time`` are the edges of the bands, in metres and in days. ``as_of``,
    ``metres`` and ``days`` belong to the follow-up list, ``same_place_m`` and ``at_least`` to
    the places. ``hours`` is half-open, ``weekdays`` count from Monday as 0.
    """

    space: Sequence[float] = SPACE_M
    time: Sequence[float] = TIME_DAYS
    metric: Metric = "euclidean"
    permutations: int = PERMUTATIONS
    seed: int = SEED
    adjust: Method = "bh"
    same_place_m: float = 0.0
    at_least: int = 2
    as_of: date | None = None
    metres: float | None = None
    days: float | None = None


@dataclass(frozen=True)
class Gathered:
    """The incidents that take part, and what must be said of them in every table."""

    area_set: AreasActiveSetsRow
    points: Points
    sources: Sequence[Source]
    settings: Mapping[str, Any]
    warnings: Sequence[str] = field(default=())

    def notes(self, lang: Lang) -> list[str]:
        """Return the notes that stand on every table, after its own."""
        return [
            *used_notes(self.points, str(self.area_set["set_name"]), lang),
            *self.warnings,
            *every_output.standing_notes(self.sources, self.area_set, lang),
        ]


def gather(store: Store, question: RepeatQuestion, say: Say, *, named: bool = True) -> Gathered:
    """Fetch the incidents asked for; none at all is an error that says what to widen.

    With ``named`` the loads of named places are among the sources.
    """
    area_set = incident_set(store, question.set_name, question.last_day, say)
    if question.first_day and question.last_day and question.first_day > question.last_day:
        raise UsageProblem(
            message(
                "The period from {first_day} to {last_day} has no days. Turn them round.",
                first_day=question.first_day,
                last_day=question.last_day,
            )
        )
    last_day = min((one for one in (question.last_day, question.as_of) if one), default=None)
    incidents = incident_points(
        store,
        PointsQuestion(
            area_set["load_id"],
            question.first_day,
            last_day,
            question.category,
            question.hours,
            question.weekdays,
            known_to="day",
        ),
    )
    points = _surely_inside(incidents)
    if not len(points):
        raise _nothing(store, question, points)
    names = [row["load_id"] for row in store.rows("places/sets")] if named else []
    sources = every_output.sources_of(store, [area_set["load_id"], *incident_loads(store), *names])
    settings = _settings(store, question, area_set, points)
    return Gathered(
        area_set,
        points,
        sources,
        settings,
        [
            *snapped_notes(snapped(store), question.lang),
            *heap_notes(heaps(store, "dates", "places"), question.lang),
        ],
    )


def _surely_inside(points: Points) -> Points:
    """Return the incidents that lie in the hours asked for with the whole of their span.

    A pair is a pair or not: half an incident makes none. The others are of unknown time.
    """
    whole = points.weight > 1 - _ROUNDING
    n_partly = int(np.count_nonzero(~whole))
    left = points.left_out
    return replace(
        points.where(whole), left_out=replace(left, time_unknown=left.time_unknown + n_partly)
    )


def _nothing(store: Store, question: RepeatQuestion, points: Points) -> HotspotsError:
    if n := points.left_out.date_unknown:
        return HotspotsError(
            message(
                "No incident can be used: {n:,} {n:is|are} known to the month, week or year only,"
                " and repeats are counted in days.",
                n=n,
            )
        )
    days = incident_period(store, question.category)
    return HotspotsError(
        message(
            "No incident with a place in the area set fits the question. Incidents "
            "run from {first_day} to {last_day}: ask for more days, hours or "
            "categories, or for another set.",
            first_day=days["first_day"],
            last_day=days["last_day"],
        )
    )


def _settings(
    store: Store, question: RepeatQuestion, area_set: AreasActiveSetsRow, points: Points
) -> dict[str, Any]:
    left = points.left_out
    dates = points.occurred_on.astype("datetime64[D]")
    return {
        "set": area_set["set_name"],
        "category": question.category,
        "from": question.first_day,
        "to": question.last_day,
        "first_day": dates.min().item(),
        "last_day": dates.max().item(),
        "hours": list(question.hours) if question.hours else None,
        "weekdays": list(question.weekdays),
        "date_used": "occurred",
        "crs": working_crs(store),
        "n_incidents": len(points),
        "without_place": left.without_place,
        "by_area": left.by_area,
        "outside": left.outside,
        "time_unknown": left.time_unknown,
        "other_time": left.other_time,
        "date_unknown": left.date_unknown,
    }


def question_bands(question: RepeatQuestion) -> tuple[Bands, Bands]:
    """Return the bands of metres and of days that were asked for."""
    return bands(question.space, "--space"), bands(question.time, "--time")


def table(
    points: Points, question: RepeatQuestion, space: Bands, time: Bands, progress: Progress
) -> Knox:
    """Return the Knox table of the incidents, by the bands, distance and seed asked for."""
    if not 0 <= question.permutations <= MOST_PERMUTATIONS:
        raise UsageProblem(
            message(
                "--permutations {permutations}: write 0 to {most_permutations:,}; "
                "{permutations_2} is usual.",
                permutations=question.permutations,
                most_permutations=MOST_PERMUTATIONS,
                permutations_2=PERMUTATIONS,
            )
        )
    return knox(
        np.column_stack([points.x_m, points.y_m]),
        points.occurred_on.astype("datetime64[D]").astype(np.int64),
        space,
        time,
        metric=question.metric,
        permutations=question.permutations,
        rng=np.random.default_rng(question.seed),
        after_each=partial(progress, marked("permutations")),
    )


def pattern_settings(question: RepeatQuestion, knox_table: Knox) -> dict[str, Any]:
    """Return how the table was made, so that it can be made again."""
    return {
        "space_m": list(knox_table.space.upper),
        "time_days": list(knox_table.time.upper),
        "bands": "half-open: the lower edge belongs to the band, the upper does not",
        "metric": question.metric,
        "n_pairs": int(knox_table.pairs.sum()),
        "n_same_place_pairs": knox_table.n_same_place,
        "expected": "row total times column total divided by all pairs",
        "permutations": question.permutations,
        "seed": question.seed,
        "p": "one-sided: (1 + permutations with at least as many pairs) / (1 + permutations)",
        "adjust": question.adjust,
    }


@dataclass(frozen=True)
class Spot:
    """What a point is called in words, and how far off it is from the named place, if any."""

    words: str
    distance_m: float | None = None


def spots(
    store: Store, xy_m: Sequence[tuple[float, float]], set_name: str, lang: Lang
) -> list[Spot]:
    """Name points: by the nearest place within 500 m, else by their area, the lowest code first.

    Without a loaded layer of places only areas name points.
    """
    import shapely

    points = shapely.points(np.array(xy_m, dtype=float).reshape(-1, 2))
    near_places = _nearest(store.rows("places/places"), "name", points, _NAMED_WITHIN_M)
    inside = _nearest(store.rows("areas/areas_of_set", set_name=set_name), "area_name", points,
                      _INSIDE_M)  # fmt: skip
    return [
        Spot(text(lang, "spot.near", name=near[0]), near[1])
        if near
        else Spot(text(lang, "spot.inside", name=area[0]))
        if area
        else Spot(text(lang, "spot.at", name=f"{x:.0f}, {y:.0f}"))
        for near, area, (x, y) in zip(near_places, inside, xy_m, strict=True)
    ]


def _nearest(
    rows: Sequence[PlacesPlacesRow] | Sequence[AreasAreasOfSetRow],
    column: str,
    points: Any,
    within_m: float,
) -> list[tuple[str, float] | None]:
    import shapely

    shapes = shapely.from_wkb(np.array([bytes(row["geometry"]) for row in rows], dtype=object))
    positions, away_m = nearest_places(points, shapes, within_m)
    return [
        (str(dict(rows[position])[column]), float(far)) if position >= 0 else None
        for position, far in zip(positions.tolist(), away_m.tolist(), strict=True)
    ]
