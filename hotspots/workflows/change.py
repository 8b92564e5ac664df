"""Per-area safety change against the baseline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hotspots.analysis.change import Question, change_rows
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError
from hotspots.model.answer import Answer, AreaShapes
from hotspots.model.change import CHANGE_COLUMNS, CITY, ChangeRow
from hotspots.model.load import Say
from hotspots.model.page import Lang
from hotspots.sentences.change import change_sentence
from hotspots.sentences.texts import text
from hotspots.workflows import asking
from hotspots.workflows.asking import Asked, Scope


@dataclass(frozen=True)
class Found:
    """The change of every area, and what it was computed from."""

    scope: Scope
    rows: Sequence[ChangeRow]
    shapes: AreaShapes
    sources: Sequence[Mapping[str, Any]]
    notes: Sequence[str]

    def settings(self) -> dict[str, Any]:
        """Return the choices in force."""
        return {
            "set": self.scope.set_name,
            "indicator": self.scope.indicator["indicator"],
            "better": self.scope.indicator["better"],
            "baseline": self.scope.baseline,
            "year": self.scope.year,
            "interval": "Newcombe 95 % on effective n",
            "test": "score test, Holm over the areas that can be tested",
            "n_tests": sum(row.p is not None and row.area != CITY for row in self.rows),
        }


def change(store_path: Path, asked: Asked, say: Say) -> Answer:
    """Return the change of one indicator in every area of a set, the city first."""
    with reading(store_path) as store:
        found = find_change(store, asked, say)
    return Answer(
        command="change",
        columns=CHANGE_COLUMNS,
        rows=[row.as_row() for row in found.rows],
        settings=found.settings(),
        sources=found.sources,
        notes=found.notes,
        shapes=found.shapes,
    )


def find_change(store: Store, asked: Asked, say: Say) -> Found:
    """Compute the change in an open store."""
    scope = asking.scope(store, asked, say)
    areas, shapes = asking.areas_of(store, scope.set_name)
    years = {"year_1": scope.baseline, "year_2": scope.year}
    figures = store.rows(
        "estimates/figures",
        set_name=scope.set_name,
        indicator=scope.indicator["indicator"],
        edition=asked.edition,
        **years,
    )
    if not any(one["year"] == scope.year for one in figures):
        raise HotspotsError(
            f"Edition {asked.edition} has no figures for {scope.year}. Leave --edition out to "
            "have the newest that has both years."
        )
    question = Question(
        scope.indicator["indicator"], scope.indicator["better"], scope.baseline, scope.year
    )
    rows = change_rows(areas, figures, question)
    categories = store.rows(
        "estimates/categories",
        set_name=scope.set_name,
        indicator=scope.indicator["indicator"],
        edition=asked.edition,
        **years,
    )
    rows = [_finished(row, categories, asked.lang) for row in rows]
    loads = [one["load_id"] for one in (*figures, *categories, scope.area_set)]
    sources = asking.sources_of(store, loads)
    notes = _notes(scope, rows, figures, asked.lang)
    notes += asking.standing_notes(sources, scope.area_set, asked.lang)
    return Found(scope, rows, shapes, sources, notes)


def _finished(row: ChangeRow, categories: Sequence[Mapping[str, Any]], lang: Lang) -> ChangeRow:
    by_year = {one["year"]: one["category"] for one in categories if one["area_code"] == row.area}
    name = text(lang, "change.city") if row.area == CITY else row.name
    row = replace(
        row,
        name=name,
        baseline_category=by_year.get(row.baseline_year),
        category=by_year.get(row.year),
    )
    return replace(row, sentence=change_sentence(row, lang))


def _notes(
    scope: Scope, rows: Sequence[ChangeRow], figures: Sequence[Mapping[str, Any]], lang: Lang
) -> list[str]:
    notes = []
    for year in (scope.baseline, scope.year):
        if not any(one["year"] == year for one in figures):
            years = ", ".join(map(str, scope.years))
            name = scope.indicator["indicator"]
            notes.append(text(lang, "note.years", indicator=name, year=year, years=years))
    n_tests = sum(row.p is not None and row.area != CITY for row in rows)
    if n_tests:
        notes.append(text(lang, "note.multiplicity", n_tests=n_tests))
    return notes
