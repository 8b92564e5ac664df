"""Plausibility and comparability over the whole store: what is odd, where, and what to do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from hotspots.analysis.provenance import (
    coverage,
    figures,
    groups,
    heaps,
    limits,
    loads,
    people,
    points,
    spelling,
)
from hotspots.engine.store import Store, reading
from hotspots.errors import UsageProblem
from hotspots.language import Lang, in_reader_language, message
from hotspots.model.answer import Answer, Source
from hotspots.model.provenance import (
    CHECK_COLUMNS,
    CHECKS,
    SLICE_COLUMNS,
    SURENESS,
    Finding,
)
from hotspots.model.rows import AreasActiveSetsRow, CheckRejectedRowsRow
from hotspots.sentences.provenance import check as words
from hotspots.workflows.asking import every_output
from hotspots.workflows.loads.rejects import DUPLICATE
from hotspots.workflows.loads.stored_sets import area_set_named
from hotspots.workflows.provenance.person_numbers import person_numbers

if TYPE_CHECKING:
    from hotspots.model.rows import AskRows

Checks = Mapping[str, Callable[[], list[Finding]]]
_OF_THE_WHOLE_STORE = frozenset({
    "duplicate_incidents", "snapped_incidents", "half_loaded_year", "double_load", "default_time",
    "default_date", "default_place", "person_numbers",
})  # fmt: skip


@dataclass(frozen=True)
class CheckQuestion:
    """What is to be checked: one area set or the whole store, some checks or all of them."""

    set_name: str | None = None
    kinds: Sequence[str] = ()
    lang: Lang = "en"


def check(store_path: Path, question: CheckQuestion) -> Answer:
    """Return the findings: the surest first, then by check and place."""
    with reading(store_path) as store:
        if question.set_name:
            area_set_named(store, question.set_name)
        chosen = _chosen(question)
        available = _checks(cast("AskRows", cache(store.rows)), question.set_name)
        findings = [one for name in chosen for one in available[name]()]
        return _answer(store, question, chosen, findings)


def is_grave(answer: Answer) -> int:
    """Return how many findings are certain or likely; those ``--strict`` does not let pass."""
    return sum(row["how_sure"] != "possible" for row in answer.rows)


def _chosen(question: CheckQuestion) -> list[str]:
    """Return the checks to run; those on incidents as such belong to no set."""
    chosen = [name for name in CHECKS if not question.kinds or name in question.kinds]
    if question.set_name is None:
        return chosen
    beyond = _OF_THE_WHOLE_STORE.intersection(question.kinds)
    if beyond:
        raise UsageProblem(
            message(
                "{beyond}: incidents as such belong to no area set. Leave out --set.",
                beyond=", ".join(sorted(beyond)),
            )
        )
    return [name for name in chosen if name not in _OF_THE_WHOLE_STORE]


def _checks(rows: "AskRows", set_name: str | None) -> Checks:
    """Return every check by its name, on one set or the whole store; a query runs once."""
    return {
        "rate_count_population": lambda: people.rate_count_population(
            rows("check/rates", set_name=set_name)
        ),
        "population_jump": lambda: people.population_jump(
            rows("check/population_steps", set_name=set_name)
        ),
        "share_over_100": lambda: figures.share_over_100(
            rows("check/shares_over_100", set_name=set_name)
        ),
        "safe_and_unsafe_over_100": lambda: figures.safe_and_unsafe_over_100(
            rows("check/safe_and_unsafe", set_name=set_name)
        ),
        "groups_and_whole": lambda: groups.groups_and_whole(
            rows("check/group_figures", set_name=set_name),
            rows("check/group_people", set_name=set_name),
        ),
        "area_missing": lambda: figures.area_missing(
            rows("check/areas_with_figures", set_name=set_name)
        ),
        "few_areas": lambda: figures.few_areas(
            rows("check/areas_with_figures", set_name=set_name)
        ),
        "duplicate_figure": lambda: figures.duplicate_figure(
            rows("check/same_figures", set_name=set_name)
        ),
        "edition_conflict": lambda: figures.edition_conflict(
            rows("store/conflicts", set_name=set_name)
        ),
        "definition_break": lambda: figures.definition_break(
            rows("check/definition_breaks", set_name=set_name)
        ),
        "designation_criteria": lambda: figures.designation_criteria(
            rows("check/criteria", set_name=set_name)
        ),
        "duplicate_incidents": lambda: points.duplicate_incidents(
            rows("check/repeated_incidents")
        ),
        "snapped_incidents": lambda: points.snapped_incidents(rows("check/points")),
        "coverage_changed": lambda: _coverage_changed(rows, set_name),
        "half_loaded_year": lambda: _half_loaded(rows),
        "spelling": lambda: _spelling(rows, set_name),
        "rejected_rows": lambda: _rejected_rows(
            rows("check/rejected_rows", repeat=DUPLICATE, set_name=set_name)
        ),
        "default_time": lambda: heaps.default_times(rows("check/time_heaps")),
        "default_date": lambda: heaps.default_dates(rows("check/date_heaps")),
        "default_place": lambda: heaps.default_places(rows("check/place_heaps")),
        "double_load": lambda: loads.double_loads(rows("check/double_loads")),
        "person_numbers": lambda: person_numbers(rows),
    }


def _rejected_rows(rows: Sequence[CheckRejectedRowsRow]) -> list[Finding]:
    return loads.rejected_rows(
        [{**row, "reason": in_reader_language(row["reason"], row["kept"])} for row in rows]
    )


def _covered(rows: "AskRows") -> dict[str, coverage.Covered]:
    return coverage.covered(rows("check/months"))


def _half_loaded(rows: "AskRows") -> list[Finding]:
    return coverage.half_loaded_year(_covered(rows)) + coverage.uncovered(rows("check/days"))


def _coverage_changed(rows: "AskRows", set_name: str | None) -> list[Finding]:
    categories = [] if set_name else rows("check/by_category")
    areas = rows("check/by_area", set_name=set_name)
    return coverage.coverage_changed(categories, areas, _covered(rows))


def _spelling(rows: "AskRows", set_name: str | None) -> list[Finding]:
    of_areas = spelling.spelling_of_areas(rows("check/area_texts", set_name=set_name))
    categories = [] if set_name else rows("check/by_category")
    return of_areas + spelling.spelling_of_categories(categories)


def _answer(
    store: Store, question: CheckQuestion, chosen: Sequence[str], findings: Sequence[Finding]
) -> Answer:
    names = find_names(store, question.lang)
    ordered = in_order(findings, CHECKS)
    amounts = store.rows("check/amounts", set_name=question.set_name)[0]
    sources = _sources(store, question.set_name)
    notes = words.summary(ordered, cast("Mapping[str, int]", amounts), chosen, question.lang)
    area_set = _set_of_notes(store, question.set_name)
    sliced = any(one.place.group or one.place.part for one in ordered)
    return Answer(
        command="check",
        columns=(*CHECK_COLUMNS, *SLICE_COLUMNS) if sliced else CHECK_COLUMNS,
        rows=[words.row(one, names, question.lang) for one in ordered],
        settings={
            "store": store.path.name,
            "set": question.set_name or "all",
            "checks": list(chosen),
            **amounts,
            **limits.as_settings(),
        },
        sources=sources,
        notes=notes + every_output.standing_notes(sources, area_set, question.lang),
    )


def in_order(findings: Sequence[Finding], checks: Sequence[str]) -> list[Finding]:
    """Return the surest findings first, then by the order of checks and by place."""

    def order(finding: Finding) -> tuple[Any, ...]:
        sure, kind = SURENESS.index(finding.how_sure), checks.index(finding.check)
        figures = sorted(map(str, finding.figures.items()))
        return sure, kind, finding.place.order, finding.text, figures

    return sorted(findings, key=order)


def find_names(store: Store, lang: Lang) -> words.Names:
    """Return what the areas, indicators and files that findings are about are called."""
    return words.Names(
        areas={
            (row["set_name"], row["code"]): row["area_name"] for row in store.rows("check/names")
        },
        indicators={
            row["indicator"]: row["name_da"] if lang == "da" else row["name_en"]
            for row in store.rows("estimates/indicators")
        },
        files={row["load"]: row["file"] for row in store.rows("store/loads")},
    )


def _sources(store: Store, set_name: str | None) -> list[Source]:
    """Return the loads that count, of one set and the incidents that lie in it, or of all."""
    wanted = [
        row["load"]
        for row in store.rows("store/loads")
        if row["superseded_by"] is None
        and (set_name is None or row["set"] == set_name or row["kind"] == "incidents")
    ]
    return every_output.sources_of(store, wanted)


def _set_of_notes(store: Store, set_name: str | None) -> AreasActiveSetsRow | None:
    """Return the set asked for, else one that is drawn schematically, if there is any."""
    sets = store.rows("areas/active_sets")
    if set_name:
        return next(row for row in sets if row["set_name"] == set_name)
    return next((row for row in sets if row["schematic"]), None)
