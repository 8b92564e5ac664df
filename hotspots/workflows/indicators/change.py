"""Per-area safety change against the baseline."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hotspots.analysis.indicators.change import ChangeQuestion, change_rows
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
    MeasuredStep,
    Tested,
)
from hotspots.sentences.indicators.change import change_sentence, trend_sentence
from hotspots.sentences.texts import text
from hotspots.workflows.asking import every_output, questions
from hotspots.workflows.asking.questions import Question, Scope
from hotspots.workflows.indicators import change_notes, figures
from hotspots.workflows.indicators.method_break import step_between, step_setting

TESTS = {
    "share": ("Newcombe 95 % on effective n", "score test"),
    "per_1000": ("exact Poisson limits joined (MOVER), 95 %", "score test of two rates"),
    "points": ("none", "none"),
}


@dataclass(frozen=True)
class ChangeResult:
    """The change of every area, and what it was computed from."""

    scope: Scope
    question: Question
    rows: Sequence[ChangeRow]
    shapes: AreaShapes
    sources: Sequence[Source]
    notes: Sequence[str]
    basis: str | None = None
    figures: Sequence[Figure] = ()
    step: MeasuredStep | None = None

    @property
    def all_years_notes(self) -> list[str]:
        """Return the notes on what all years say, which is not told everywhere."""
        return change_notes.all_years_notes(self.question, self.rows)

    @property
    def notes_of_two_years(self) -> list[str]:
        """Return the notes without those on all years."""
        return [note for note in self.notes if note not in self.all_years_notes]

    @property
    def breaks(self) -> list[Break]:
        """Return the breaks between the two years."""
        return [series_break for series_break in self.scope.breaks
                if series_break.is_crossed(self.scope.baseline, self.scope.year)]  # fmt: skip

    def slice_columns(self) -> dict[str, str]:
        """Return what is alike in all rows and is told where it is not everybody's whole year."""
        scope = self.scope
        columns = {"group": scope.group} if scope.group else {}
        if scope.part:
            columns["period"] = str(scope.period)
            columns["baseline_period"] = str(scope.baseline_period)
        return columns

    def settings(self) -> dict[str, Any]:
        """Return the choices in force."""
        interval, test = TESTS[self.scope.indicator["measure"]]
        return {
            "set": self.scope.set_name,
            "indicator": self.scope.indicator["indicator"],
            "definition": self.scope.indicator["definition_da"]
            if self.question.lang == "da"
            else self.scope.indicator["definition_en"],
            "better": self.scope.indicator["better"],
            "measure": self.scope.indicator["measure"],
            "baseline": self.scope.baseline,
            "year": self.scope.year,
            "edition": self.question.edition,
            **self.slice_columns(),
            "interval": interval,
            "test": test,
            "adjust": self.question.adjust,
            "family": "areas of the set that can be tested, without the city",
            "n_tests": n_tests(self.rows),
            **swings_settings(self.rows),
            **_all_years_settings(self.rows, self.question.window),
            "not_shown_below_n_eff": self.question.min_n,
            "unreliable_below_n_eff": self.question.unsure_n,
            "unreliable_above_relative_width": self.question.unsure_width,
            **self.question.assumed.settings(),
            "across_breaks": self.question.across_breaks,
            "adjust_break": step_setting(self.step),
            "breaks": [told_break(one, self.question.lang) for one in self.breaks],
            "carried_from": self.scope.from_set,
            "carried_by": self.basis,
        }


def told_break(one: Break, lang: Lang) -> dict[str, Any]:
    """Return a break as settings name it."""
    return {"year": one.year, "kind": one.kind, "area": one.area_code, "text": one.text(lang),
            "source": one.source_in(lang)}  # fmt: skip


def n_tests(rows: Sequence[ChangeRow]) -> int:
    """Return how many areas were tested at once."""
    return sum(row.is_in_family for row in rows)


def swings_settings(rows: Sequence[ChangeRow]) -> dict[str, Any]:
    """Return how far years swing: those of the areas, and the city's by its own line."""
    tested = [row for row in rows if row.p is not None]
    return {
        **_swings([row.tested for row in tested if row.area != CITY], "swings"),
        **_swings([row.tested for row in tested if row.area == CITY], "city_swings"),
    }


def _swings(tested: Sequence[Tested], name: str) -> dict[str, Any]:
    swinging = [one for one in tested if math.isfinite(one.df)]
    factors = [one.factor for one in swinging]
    is_same = len({(one.factor, one.df) for one in swinging}) == 1
    settings: dict[str, Any] = {
        f"{name}_factor": factors[0] if is_same else None,
        f"{name}_df": swinging[0].df if is_same else None,
    }
    if factors and not is_same:
        settings |= {f"{name}_factor_least": min(factors), f"{name}_factor_most": max(factors)}
    return settings


def _all_years_settings(rows: Sequence[ChangeRow], window: int | None) -> dict[str, Any]:
    """Return how all years are judged, and over how many areas."""
    line = "weighted line through all comparable years, at least five"
    ends = "last comparable years pooled, less the first ones pooled, weighted by effective n"
    return {
        "trend": line if window is None else ends,
        "window": window,
        "n_trend_tests": sum(row.trend_p is not None and row.area != CITY for row in rows),
    }


def change(store_path: Path, question: Question, say: Say) -> Answer:
    """Return the change of one indicator in every area of a set, the city first."""
    with reading(store_path) as store:
        result = find_change(store, question, say)
    return Answer(
        command="change",
        columns=(*CHANGE_COLUMNS, *result.slice_columns()),
        rows=[{**row.as_row(), **result.slice_columns()} for row in result.rows],
        settings=result.settings(),
        sources=result.sources,
        notes=result.notes,
        shapes=result.shapes,
    )


def find_change(store: Store, question: Question, say: Say) -> ChangeResult:
    """Compute the change in an open store."""
    scope = questions.scope(store, question, say)
    refuse_broken(scope, question)
    areas, shapes = questions.areas_of(store, scope.set_name)
    series = figures.series(store, scope, question)
    if not any(one["year"] == scope.year for one in series.rows):
        raise HotspotsError(
            message(
                "Edition {edition} has no figures for {year}. Leave --edition out to "
                "have the newest that has both years.",
                edition=question.edition,
                year=scope.year,
            )
        )
    compared = [*series.baseline_rows, *series.rows]
    step = step_between(scope, question, compared)
    rows = change_rows(areas, compared, change_question(scope, question, step))
    categories = figures.categories(store, scope, question)
    of_areas = by_area(categories)
    rows = [finished(row, of_areas.get(row.area, {}), scope.breaks, question.lang)
            for row in rows]  # fmt: skip
    years = {scope.baseline, scope.year, *(step.years if step else ())}
    used = [one["load_id"] for one in compared if one["year"] in years]
    loads = [*used, *series.loads, *(one["load_id"] for one in (*categories, scope.area_set))]
    sources = every_output.sources_of(store, loads)
    notes = change_notes.notes(scope, question, rows, series, step)
    notes += every_output.standing_notes(sources, scope.area_set, question.lang)
    return ChangeResult(
        scope, question, rows, shapes, sources, notes, series.basis, series.rows, step
    )


def change_question(
    scope: Scope, question: Question, step: MeasuredStep | None = None
) -> ChangeQuestion:
    """Return a question made definite, as the arithmetic takes it."""
    return ChangeQuestion(
        indicator=scope.indicator["indicator"],
        better=scope.indicator["better"],
        baseline_year=scope.baseline,
        year=scope.year,
        measure=scope.indicator["measure"],
        adjust=question.adjust,
        limits=question.limits,
        breaks=scope.breaks,
        baseline_part=scope.baseline_part,
        part=scope.part,
        window=question.window,
        step=step,
    )


def refuse_broken(scope: Scope, asked: Question) -> None:
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
            baseline=scope.baseline_period,
            year=scope.period,
            replace=reason.replace(". (", " ("),
            comparable=_comparable(scope),
        )
    )


def _comparable(scope: Scope) -> str:
    borders = [
        series_break.year
        for series_break in scope.breaks
        if series_break.kind == "definition" and series_break.area_code is None
    ]
    groups: dict[int, list[int]] = {}
    for year in scope.years:
        groups.setdefault(sum(border <= year for border in borders), []).append(year)
    return "; ".join(", ".join(map(str, years)) for years in groups.values() if len(years) > 1)


def by_area(categories: Sequence[AreaCategory]) -> dict[str, dict[int, AreaCategory]]:
    """Return the categories by area and year."""
    of_areas: dict[str, dict[int, AreaCategory]] = {}
    for category in categories:
        of_areas.setdefault(category["area_code"], {})[category["year"]] = category
    return of_areas


def finished(
    row: ChangeRow,
    by_year: Mapping[int, AreaCategory],
    breaks: Sequence[Break],
    lang: Lang,
    of: str = "",
) -> ChangeRow:
    """Return a row with its area's categories ``by_year``, and its sentence.

    The sentence names the group ``of`` people.
    """
    earlier, later = by_year.get(row.baseline_year), by_year.get(row.year)
    flags = row.flags
    if any(one and one.get("computed") for one in (earlier, later)):
        flags = (*flags, "category_computed")
    name = text(lang, "change.city") if row.area == CITY else row.name
    spoken_of = replace(
        row,
        name=f"{name} ({of})" if of else name,
        baseline_category=earlier["category"] if earlier else None,
        category=later["category"] if later else None,
        category_steps=_steps(earlier, later),
        flags=flags,
    )
    return replace(
        spoken_of,
        name=name,
        sentence=change_sentence(spoken_of, breaks, lang),
        trend_sentence=trend_sentence(spoken_of, lang),
    )


def _steps(earlier: AreaCategory | None, later: AreaCategory | None) -> int | None:
    """Return how many steps of need a category has moved; below 0 there is less need."""
    if earlier is None or later is None:
        return None
    return CATEGORIES.index(earlier["category"]) - CATEGORIES.index(later["category"])
