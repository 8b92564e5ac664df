"""Reported incidents per area: counts, rates and their change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from hotspots.analysis.incidents.rates import IncidentCounts, Spread, incident_rows, spread_of
from hotspots.analysis.methods.multiplicity import Method
from hotspots.analysis.methods.overdispersion import Dispersion
from hotspots.analysis.time.periods import WHOLE_YEAR, Part
from hotspots.engine.store import Store, reading
from hotspots.language import Lang, Say, message
from hotspots.model.answer import Answer
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.incidents import INCIDENT_COLUMNS, CountOf, DateUsed, IncidentRow
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.sentences.incidents.heaps import heap_notes
from hotspots.sentences.incidents.rates import (
    Registration,
    RowsOfCases,
    case_notes,
    coverage_notes,
    incident_notes,
)
from hotspots.sentences.texts import text
from hotspots.workflows.asking import questions
from hotspots.workflows.asking.area_sets import incident_set
from hotspots.workflows.asking.periods import IncidentPeriod, check_years, incident_period
from hotspots.workflows.incidents.counts import counted, loads_of_rates
from hotspots.workflows.incidents.points import heaps


@dataclass(frozen=True)
class IncidentsQuestion:
    """What a question about incidents was asked with; None where the program is to choose.

    ``part`` is the part of both years that is counted.
    """

    set_name: str | None = None
    category: str | None = None
    baseline: int | None = None
    year: int | None = None
    date_used: DateUsed = "occurred"
    count: CountOf = "cases"
    adjust: Method = "holm"
    lang: Lang = "en"
    part: Part = WHOLE_YEAR


def incidents(store_path: Path, question: IncidentsQuestion, say: Say) -> Answer:
    """Return the incidents of every area of a set in one year, against the baseline year."""
    with reading(store_path) as store:
        return _answer(store, question, say)


def _answer(store: Store, question: IncidentsQuestion, say: Say) -> Answer:
    period = incident_period(store, question.category)
    year = question.year or _newest_year(period, say)
    area_set = incident_set(store, question.set_name, date(year, 12, 31), say)
    baseline = _baseline(question, year)
    check_years(baseline, year)
    areas, shapes = questions.areas_of(store, area_set["set_name"])
    data = counted(
        store,
        area_set,
        baseline,
        year,
        question.category,
        date_used=question.date_used,
        count=question.count,
        part=question.part,
    )
    spread = spread_of(areas, data)
    results = incident_rows(areas, data, spread=spread, adjust=question.adjust)
    rows = [_named(row, question.lang) for row in results]
    loads = loads_of_rates(store, area_set, baseline, year, earlier=data.earlier)
    sources = questions.sources_of(store, loads)
    late = _registration(store, area_set, data, question)
    notes = incident_notes(rows, data, spread, late, date_used=question.date_used,
                           adjust=question.adjust, lang=question.lang)  # fmt: skip
    notes += case_notes(
        _rows_of_cases(store, area_set, data, question), question.count, year, question.lang
    )
    notes += heap_notes(heaps(store, "dates", "places"), question.lang)
    notes = [*_coverage_notes(store, area_set, data, question.lang), *notes]
    if area_set["overlapping"]:
        notes.append(text(question.lang, "note.several", set_name=area_set["set_name"]))
    return Answer(
        command="incidents",
        columns=INCIDENT_COLUMNS,
        rows=[row.as_row() for row in rows],
        settings={
            "set": area_set["set_name"],
            "category": question.category,
            "baseline": baseline,
            "year": year,
            "days": [one.isoformat() for one in data.window.days_of(year)],
            "date_used": question.date_used,
            "count": question.count,
            "interval": "exact Poisson 95 %",
            **_test_settings(rows, spread, question.adjust),
        },
        sources=sources,
        notes=notes + questions.standing_notes(sources, area_set, question.lang),
        shapes=shapes,
    )


def _test_settings(rows: Sequence[IncidentRow], spread: Spread, adjust: Method) -> dict[str, Any]:
    return {
        "test": _test(spread.areas),
        "test_of_city": _test(spread.city),
        "adjust": adjust,
        "family": "areas that can be compared",
        "family_size": sum(row.p is not None and row.area != CITY for row in rows),
        "dispersion": spread.areas.phi if spread.areas else None,
        "dispersion_df": spread.areas.df if spread.areas else None,
        "dispersion_of_city": spread.city.phi if spread.city else None,
        "dispersion_of_city_df": spread.city.df if spread.city else None,
        "dispersion_years": list(spread.areas.years) if spread.areas else [],
    }


def _test(spread: Dispersion | None) -> str:
    return "quasi-Poisson" if spread is not None and spread.is_over else "mid-p"


def _baseline(question: IncidentsQuestion, year: int) -> int:
    """Return the baseline year asked for, else 2010, else the year before."""
    if question.baseline is not None:
        return question.baseline
    return min(questions.DEFAULT_BASELINE, year - 1)


def _coverage_notes(
    store: Store, area_set: AreasActiveSetsRow, data: IncidentCounts, lang: Lang
) -> list[str]:
    row = store.rows("incidents/areas_without", area_load_id=area_set["load_id"])[0]
    return coverage_notes(data, row["n_areas"], row["n_without"], row["n_incidents"], lang)


def _newest_year(period: IncidentPeriod, say: Say) -> int:
    year = int(period["last_day"].year)
    say(
        message("Year set to {year}, the newest with incidents. Change it with --year.", year=year)
    )
    return year


def _named(row: IncidentRow, lang: Lang) -> IncidentRow:
    names = {
        CITY: text(lang, "change.city"),
        OUTSIDE: text(lang, "words.outside"),
        UNPLACED: text(lang, "words.unplaced"),
    }
    return replace(row, name=names.get(row.area, row.name))


def _rows_of_cases(
    store: Store, area_set: AreasActiveSetsRow, data: IncidentCounts, question: IncidentsQuestion
) -> list[RowsOfCases]:
    first, last = data.window.days_of(data.year)
    rows = store.rows(
        "incidents/rows_of_cases",
        area_load_id=area_set["load_id"],
        first_day=first,
        last_day=last,
        category=question.category,
        by_reported=question.date_used == "reported",
    )
    return [RowsOfCases(**cast("Any", row)) for row in rows]


def _registration(
    store: Store, area_set: AreasActiveSetsRow, data: IncidentCounts, question: IncidentsQuestion
) -> Registration:
    first, last = data.window.days_of(data.year)
    rows = store.rows(
        "incidents/registration",
        area_load_id=area_set["load_id"],
        first_day=first,
        last_day=last,
        category=question.category,
    )
    return Registration(**rows[0])
