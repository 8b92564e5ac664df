"""Incidents over the hours of the week, those with a span shared out over their hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.time.aoristic import LONGEST_HOURS, HourWeights, hour_weights
from hotspots.arrow import few_texts
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError
from hotspots.language import Lang, Say, message
from hotspots.model.answer import Answer, Source
from hotspots.model.areas import CITY
from hotspots.model.incidents import HOUR_COLUMNS, CountedHours
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.sentences.cells.hours import hours_notes, weekdays
from hotspots.sentences.incidents.heaps import heap_notes
from hotspots.workflows.asking import every_output, questions
from hotspots.workflows.asking.area_names import match_area
from hotspots.workflows.asking.area_sets import incident_set, title_of
from hotspots.workflows.asking.periods import chosen_period
from hotspots.workflows.incidents.points import heaps
from hotspots.workflows.loads.extracts import incident_loads
from hotspots.workflows.loads.stored_sets import names_of

AreaSet = AreasActiveSetsRow


@dataclass(frozen=True)
class HoursQuestion:
    """What a question about hours was asked with; None where nothing was said.

    Without ``set_name`` and ``area`` every incident counts, placed or not. Days are days of
    occurrence, both included.
    """

    set_name: str | None = None
    area: str | None = None
    category: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    longest_hours: float | None = None
    lang: Lang = "en"


@dataclass(frozen=True)
class HoursResult:
    """A table of hours, shape (7, 24), and what stands behind it."""

    table: NDArray[np.float64]
    counted: CountedHours
    area_set: AreaSet | None
    area: str | None
    sources: Sequence[Source]


def hours(store_path: Path, question: HoursQuestion, say: Say) -> Answer:
    """Return the incidents in each of the 168 hours of the week, Monday first."""
    with reading(store_path) as store:
        result = find_hours(store, question, say)
        heap = heap_notes(heaps(store, "times"), question.lang)
    standing = every_output.standing_notes(result.sources, result.area_set, question.lang)
    return Answer(
        command="hours",
        columns=HOUR_COLUMNS,
        rows=_rows(result, question.lang),
        settings=_settings(result, question),
        sources=result.sources,
        notes=hours_notes(result.counted, question.lang) + heap + standing,
    )


def find_hours(store: Store, question: HoursQuestion, say: Say) -> HoursResult:
    """Spread the incidents asked for over the week; raise where there are none to spread."""
    area_set = _set(store, question, say)
    code, name = _area(store, area_set, question)
    period = chosen_period(store, question.category, question.first_day, question.last_day, None)
    longest_hours = _longest_hours(question, say)
    times = _times(store, question, area_set, code, period)
    in_set = times["in_set"].to_numpy(zero_copy_only=False).astype(bool)
    weights = _weights(times.filter(times["in_area"]), longest_hours)
    n_elsewhere = int(np.count_nonzero(~in_set))
    set_name = None if area_set is None else title_of(area_set)
    counted = CountedHours(
        *period, question.category, set_name, name, longest_hours, len(weights.used),
        weights.n_used, weights.n_day_only, weights.n_open, weights.n_long, weights.n_moments,
        weights.n_midnight, n_elsewhere, weights.n_coarse,
        _n_uncovered(store, question, area_set, code, period[0]),
    )  # fmt: skip
    if not counted.n_used:
        raise HotspotsError(_nothing(counted))
    set_loads = [] if area_set is None else [area_set["load_id"]]
    sources = every_output.sources_of(store, [*set_loads, *incident_loads(store)])
    return HoursResult(weights.table, counted, area_set, code, sources)


def _times(
    store: Store,
    question: HoursQuestion,
    area_set: AreaSet | None,
    code: str | None,
    period: tuple[date | None, date],
) -> Any:
    return store.arrow(
        "incidents/times",
        area_load_id=None if area_set is None else area_set["load_id"],
        area_code=code,
        first_day=period[0],
        last_day=period[1],
        category=question.category,
    ).combine_chunks()


def _n_uncovered(
    store: Store, question: HoursQuestion, area_set: AreaSet | None, code: str | None, first: date
) -> int:
    """Count what happened before the years that the extracts cover; 0 where days were asked."""
    if question.first_day is not None:
        return 0
    before = _times(store, question, area_set, code, (None, first - timedelta(days=1)))
    return int(np.count_nonzero(before["in_area"].to_numpy(zero_copy_only=False)))


def _set(store: Store, question: HoursQuestion, say: Say) -> AreaSet | None:
    if question.set_name is None and question.area is None:
        return None
    return incident_set(store, question.set_name, question.last_day, say)


def _area(
    store: Store, area_set: AreaSet | None, question: HoursQuestion
) -> tuple[str | None, str | None]:
    """Return the code and name of the area asked for; None for all of them."""
    if area_set is None or question.area is None:
        return None, None
    areas, _ = questions.areas_of(store, area_set["set_name"])
    code = match_area(names_of(store, area_set["set_name"]), question.area)
    return (None, None) if code == CITY else (code, dict(areas)[code])


def _longest_hours(question: HoursQuestion, say: Say) -> float:
    if question.longest_hours is not None:
        return question.longest_hours
    say(
        message(
            "Incidents that may have happened over more than {longest_hours:g} hours "
            "are left out. Change it with --longest-hours.",
            longest_hours=LONGEST_HOURS,
        )
    )
    return LONGEST_HOURS


def _weights(times: Any, longest_hours: float) -> HourWeights:
    ends = [times[name].to_numpy().astype("datetime64[us]")
            for name in ("occurred_from", "occurred_to")]  # fmt: skip
    precision = few_texts(times["time_precision"])
    return hour_weights(ends[0], ends[1], precision, longest_hours)


def _nothing(counted: CountedHours) -> str:
    if not counted.n:
        return message(
            "No incidents fit the question from {first_day} to {last_day}. Widen it.",
            first_day=counted.first_day,
            last_day=counted.last_day,
        )
    return message(
        "None of the {n:,} incidents can be spread over the hours: "
        "{n_day_only:,} have no time of day, {n_coarse:,} no day, {n_open:,} lack one of two "
        "times, and {n_long:,} may have happened over more than {longest_hours:g} hours "
        "(--longest-hours).",
        n=counted.n,
        n_day_only=counted.n_day_only,
        n_coarse=counted.n_coarse,
        n_open=counted.n_open,
        n_long=counted.n_long,
        longest_hours=counted.longest_hours,
    )


def _rows(result: HoursResult, lang: Lang) -> list[dict[str, Any]]:
    names = weekdays(lang)
    return [
        {
            "weekday": weekday + 1,
            "weekday_name": names[weekday],
            "hour": hour,
            "n": float(n),
            "share": float(n) / result.counted.n_used,
        }
        for (weekday, hour), n in np.ndenumerate(result.table)
    ]


def _settings(result: HoursResult, question: HoursQuestion) -> dict[str, Any]:
    counted = result.counted
    return {
        "set": None if result.area_set is None else result.area_set["set_name"],
        "area": result.area,
        "category": question.category,
        "from": counted.first_day.isoformat(),
        "to": counted.last_day.isoformat(),
        "longest_hours": counted.longest_hours,
        "method": "aoristic weights (Ratcliffe 2000, 2002)",
        "times": "wall clock",
        "n_incidents": counted.n,
        "n_used": counted.n_used,
        "n_day_only": counted.n_day_only,
        "n_coarse": counted.n_coarse,
        "n_open": counted.n_open,
        "n_long": counted.n_long,
        "n_uncovered": counted.n_uncovered,
    }
