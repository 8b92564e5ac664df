"""Plausibility and comparability over the whole store: what is odd, where, and what to do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hotspots.analysis.provenance import (
    coverage,
    figures,
    heaps,
    limits,
    loads,
    people,
    points,
    spelling,
)
from hotspots.engine.store import Store, reading
from hotspots.errors import UsageProblem
from hotspots.language import Lang, message, told
from hotspots.model.answer import Answer
from hotspots.model.provenance import CHECK_COLUMNS, CHECKS, SURENESS, Finding
from hotspots.sentences.provenance import check as words
from hotspots.workflows.asking import questions
from hotspots.workflows.loads.rejects import DUPLICATE
from hotspots.workflows.loads.stored_sets import known_set

Rows = Callable[..., list[dict[str, Any]]]
Checks = Mapping[str, Callable[[], list[Finding]]]
_OF_THE_WHOLE_STORE = frozenset({
    "duplicate_incidents", "snapped_incidents", "half_loaded_year", "double_load", "default_time",
    "default_date", "default_place",
})  # fmt: skip


@dataclass(frozen=True)
class AskedCheck:
    """What is to be checked: one area set or the whole store, some checks or all of them."""

    set_name: str | None = None
    kinds: Sequence[str] = ()
    lang: Lang = "en"


def check(store_path: Path, asked: AskedCheck) -> Answer:
    """Return the findings: the surest first, then by check and place."""
    with reading(store_path) as store:
        if asked.set_name:
            known_set(store, asked.set_name)
        chosen = _chosen(asked)
        available = _checks(cache(store.rows), asked.set_name)
        findings = [one for name in chosen for one in available[name]()]
        return _answer(store, asked, chosen, findings)


def is_grave(answer: Answer) -> int:
    """Return how many findings are certain or likely; those ``--strict`` does not let pass."""
    return sum(row["how_sure"] != "possible" for row in answer.rows)


def _chosen(asked: AskedCheck) -> list[str]:
    """Return the checks to run; those on incidents as such belong to no set."""
    chosen = [name for name in CHECKS if not asked.kinds or name in asked.kinds]
    if asked.set_name is None:
        return chosen
    beyond = _OF_THE_WHOLE_STORE.intersection(asked.kinds)
    if beyond:
        raise UsageProblem(
            message(
                "{beyond}: incidents as such belong to no area set. Leave out --set.",
                beyond=", ".join(sorted(beyond)),
            )
        )
    return [name for name in chosen if name not in _OF_THE_WHOLE_STORE]


def _checks(rows: Rows, set_name: str | None) -> Checks:
    """Return every check by its name, on one set or the whole store; a query runs once."""
    within = {"set_name": set_name}

    def of(run: Callable[[Sequence[Any]], list[Finding]], query: str, **values: Any) -> Any:
        return lambda: run(rows(query, **values))

    return {
        "rate_count_population": of(people.rate_count_population, "check/rates", **within),
        "population_jump": of(people.population_jump, "check/population_steps", **within),
        "share_over_100": of(figures.share_over_100, "check/shares_over_100", **within),
        "safe_and_unsafe_over_100": of(
            figures.safe_and_unsafe_over_100, "check/safe_and_unsafe", **within
        ),
        "area_missing": of(figures.area_missing, "check/areas_with_figures", **within),
        "few_areas": of(figures.few_areas, "check/areas_with_figures", **within),
        "duplicate_figure": of(figures.duplicate_figure, "check/same_figures", **within),
        "edition_conflict": of(figures.edition_conflict, "store/conflicts", **within),
        "definition_break": of(figures.definition_break, "check/definition_breaks", **within),
        "designation_criteria": of(figures.designation_criteria, "check/criteria", **within),
        "duplicate_incidents": of(points.duplicate_incidents, "check/repeated_incidents"),
        "snapped_incidents": of(points.snapped_incidents, "check/points"),
        "coverage_changed": lambda: _coverage_changed(rows, set_name),
        "half_loaded_year": lambda: _half_loaded(rows),
        "spelling": lambda: _spelling(rows, set_name),
        "rejected_rows": of(_rejected_rows, "check/rejected_rows", repeat=DUPLICATE, **within),
        "default_time": of(heaps.default_times, "check/heaps"),
        "default_date": of(heaps.default_dates, "check/heaps"),
        "default_place": of(heaps.default_places, "check/heaps"),
        "double_load": of(loads.double_loads, "check/double_loads"),
    }


def _rejected_rows(found: Sequence[Mapping[str, Any]]) -> list[Finding]:
    return loads.rejected_rows(
        [{**row, "reason": told(row["reason"], row["kept"])} for row in found]
    )


def _covered(rows: Rows) -> dict[str, coverage.Covered]:
    return coverage.covered(rows("check/months"))


def _half_loaded(rows: Rows) -> list[Finding]:
    return coverage.half_loaded_year(_covered(rows))


def _coverage_changed(rows: Rows, set_name: str | None) -> list[Finding]:
    categories = [] if set_name else rows("check/by_category")
    areas = rows("check/by_area", set_name=set_name)
    return coverage.coverage_changed(categories, areas, _covered(rows))


def _spelling(rows: Rows, set_name: str | None) -> list[Finding]:
    of_areas = spelling.spelling_of_areas(rows("check/area_texts", set_name=set_name))
    categories = [] if set_name else rows("check/by_category")
    return of_areas + spelling.spelling_of_categories(categories)


def _answer(
    store: Store, asked: AskedCheck, chosen: Sequence[str], findings: Sequence[Finding]
) -> Answer:
    names = _names(store, asked.lang)
    ordered = sorted(findings, key=_order)
    amounts = store.rows("check/amounts", set_name=asked.set_name)[0]
    sources = _sources(store, asked.set_name)
    notes = words.summary(ordered, amounts, chosen, asked.lang)
    area_set = _set_of_notes(store, asked.set_name)
    return Answer(
        command="check",
        columns=CHECK_COLUMNS,
        rows=[words.row(one, names, asked.lang) for one in ordered],
        settings={
            "store": store.path.name,
            "set": asked.set_name or "all",
            "checks": list(chosen),
            **amounts,
            **limits.as_settings(),
        },
        sources=sources,
        notes=notes + questions.standing_notes(sources, area_set, asked.lang),
    )


def _order(finding: Finding) -> tuple[Any, ...]:
    sure, kind = SURENESS.index(finding.how_sure), CHECKS.index(finding.check)
    return sure, kind, finding.place.order, finding.text, sorted(map(str, finding.figures.items()))


def _names(store: Store, lang: Lang) -> words.Names:
    return words.Names(
        areas={
            (row["set_name"], row["code"]): row["area_name"] for row in store.rows("check/names")
        },
        indicators={
            row["indicator"]: row[f"name_{lang}"] for row in store.rows("estimates/indicators")
        },
        files={row["load"]: row["file"] for row in store.rows("store/loads")},
    )


def _sources(store: Store, set_name: str | None) -> list[dict[str, Any]]:
    """Return the loads that count, of one set and the incidents that lie in it, or of all."""
    wanted = [
        row["load"]
        for row in store.rows("store/loads")
        if row["superseded_by"] is None
        and (set_name is None or row["set"] == set_name or row["kind"] == "incidents")
    ]
    return questions.sources_of(store, wanted)


def _set_of_notes(store: Store, set_name: str | None) -> Mapping[str, Any] | None:
    """Return the set asked for, else one that is drawn schematically, if there is any."""
    sets = store.rows("areas/active_sets")
    if set_name:
        return next(row for row in sets if row["set_name"] == set_name)
    return next((row for row in sets if row["schematic"]), None)
