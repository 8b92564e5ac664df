"""Per-area safety change against the baseline."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hotspots.analysis.indicators.change import Question, change_rows
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError
from hotspots.language import Lang, Say, message
from hotspots.model.answer import Answer, AreaShapes, Source
from hotspots.model.areas import CITY
from hotspots.model.indicators import (
    CATEGORIES,
    CHANGE_COLUMNS,
    AreaCategory,
    Break,
    ChangeRow,
    Figure,
)
from hotspots.sentences.indicators.change import change_sentence
from hotspots.sentences.texts import text
from hotspots.workflows.asking import questions
from hotspots.workflows.asking.questions import Asked, Scope
from hotspots.workflows.indicators import change_notes, figures

TESTS = {
    "share": ("Newcombe 95 % on effective n", "score test"),
    "per_1000": ("exact Poisson limits joined (MOVER), 95 %", "score test of two rates"),
    "points": ("none", "none"),
}


@dataclass(frozen=True)
class Found:
    """The change of every area, and what it was computed from."""

    scope: Scope
    asked: Asked
    rows: Sequence[ChangeRow]
    shapes: AreaShapes
    sources: Sequence[Source]
    notes: Sequence[str]
    basis: str | None = None
    figures: Sequence[Figure] = ()

    @property
    def breaks(self) -> list[Break]:
        """Return the breaks between the two years."""
        return [one for one in self.scope.breaks
                if one.is_crossed(self.scope.baseline, self.scope.year)]  # fmt: skip

    def settings(self) -> dict[str, Any]:
        """Return the choices in force."""
        interval, test = TESTS[self.scope.indicator["measure"]]
        return {
            "set": self.scope.set_name,
            "indicator": self.scope.indicator["indicator"],
            "definition": self.scope.indicator["definition_da"]
            if self.asked.lang == "da"
            else self.scope.indicator["definition_en"],
            "better": self.scope.indicator["better"],
            "measure": self.scope.indicator["measure"],
            "baseline": self.scope.baseline,
            "year": self.scope.year,
            "edition": self.asked.edition,
            "interval": interval,
            "test": test,
            "adjust": self.asked.adjust,
            "family": "areas of the set that can be tested, without the city",
            "n_tests": n_tests(self.rows),
            "not_shown_below_n_eff": self.asked.min_n,
            "unreliable_below_n_eff": self.asked.unsure_n,
            "unreliable_above_cv": self.asked.unsure_cv,
            "across_breaks": self.asked.across_breaks,
            "breaks": [_told_break(one, self.asked.lang) for one in self.breaks],
            "carried_from": self.scope.from_set,
            "carried_by": self.basis,
        }


def _told_break(one: Break, lang: Lang) -> dict[str, Any]:
    return {"year": one.year, "kind": one.kind, "area": one.area_code, "text": one.text(lang),
            "source": one.source_in(lang)}  # fmt: skip


def n_tests(rows: Sequence[ChangeRow]) -> int:
    """Return how many areas were tested at once."""
    return sum(row.p is not None and row.area != CITY for row in rows)


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
    scope = questions.scope(store, asked, say)
    _refuse_broken(scope, asked)
    areas, shapes = questions.areas_of(store, scope.set_name)
    known = figures.series(store, scope, asked)
    if not any(one["year"] == scope.year for one in known.rows):
        raise HotspotsError(
            message(
                "Edition {edition} has no figures for {year}. Leave --edition out to "
                "have the newest that has both years.",
                edition=asked.edition,
                year=scope.year,
            )
        )
    rows = change_rows(areas, known.rows, _question(scope, asked))
    categories = figures.categories(store, scope, asked)
    rows = [_finished(row, categories, scope.breaks, asked.lang) for row in rows]
    used = [one["load_id"] for one in known.rows if one["year"] in (scope.baseline, scope.year)]
    loads = [*used, *known.loads, *(one["load_id"] for one in (*categories, scope.area_set))]
    sources = questions.sources_of(store, loads)
    notes = change_notes.notes(scope, asked, rows, known)
    notes += questions.standing_notes(sources, scope.area_set, asked.lang)
    return Found(scope, asked, rows, shapes, sources, notes, known.basis, known.rows)


def _question(scope: Scope, asked: Asked) -> Question:
    return Question(
        indicator=scope.indicator["indicator"],
        better=scope.indicator["better"],
        baseline_year=scope.baseline,
        year=scope.year,
        measure=scope.indicator["measure"],
        adjust=asked.adjust,
        limits=asked.limits,
        breaks=scope.breaks,
    )


def _refuse_broken(scope: Scope, asked: Asked) -> None:
    """Refuse to compare across a definition break, and say what can be compared."""
    if asked.across_breaks:
        return
    crossed = [one for one in scope.breaks
               if one.kind == "definition" and one.area_code is None
               and one.is_crossed(scope.baseline, scope.year)]  # fmt: skip
    if not crossed:
        return
    reason = " ".join(f"{one.text(asked.lang)} ({one.source_in(asked.lang)})." for one in crossed)
    raise HotspotsError(
        message(
            "{indicator} {baseline} and {year} are not the same thing: {replace} "
            "Comparable among themselves: {comparable}. To have it computed and "
            "marked all the same, say --across-breaks.",
            indicator=scope.indicator["indicator"],
            baseline=scope.baseline,
            year=scope.year,
            replace=reason.replace(". (", " ("),
            comparable=_comparable(scope),
        )
    )


def _comparable(scope: Scope) -> str:
    borders = [one.year for one in scope.breaks
               if one.kind == "definition" and one.area_code is None]  # fmt: skip
    groups: dict[int, list[int]] = {}
    for year in scope.years:
        groups.setdefault(sum(border <= year for border in borders), []).append(year)
    return "; ".join(", ".join(map(str, years)) for years in groups.values() if len(years) > 1)


def _finished(
    row: ChangeRow,
    categories: Sequence[AreaCategory],
    breaks: Sequence[Break],
    lang: Lang,
) -> ChangeRow:
    own = {one["year"]: one for one in categories if one["area_code"] == row.area}
    earlier, later = own.get(row.baseline_year), own.get(row.year)
    flags = row.flags
    if any(one and one.get("computed") for one in (earlier, later)):
        flags = (*flags, "category_computed")
    row = replace(
        row,
        name=text(lang, "change.city") if row.area == CITY else row.name,
        baseline_category=earlier["category"] if earlier else None,
        category=later["category"] if later else None,
        category_steps=_steps(earlier, later),
        flags=flags,
    )
    return replace(row, sentence=change_sentence(row, breaks, lang))


def _steps(earlier: AreaCategory | None, later: AreaCategory | None) -> int | None:
    """Return how many steps of need a category has moved; below 0 there is less need."""
    if earlier is None or later is None:
        return None
    return CATEGORIES.index(earlier["category"]) - CATEGORIES.index(later["category"])
