"""Per-area change of each group of people of one dimension, side by side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hotspots.analysis.indicators.change import change_rows_by_group
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.model.answer import Answer, AreaShapes
from hotspots.model.groups import parts_of
from hotspots.model.indicators import CHANGE_COLUMNS, ChangeRow, Figure
from hotspots.sentences.slices import group_words
from hotspots.workflows.asking import every_output, questions
from hotspots.workflows.asking.questions import Question, Scope
from hotspots.workflows.indicators import change_notes, figures
from hotspots.workflows.indicators.change import (
    ChangeResult,
    change_question,
    finished,
    refuse_broken,
)
from hotspots.workflows.indicators.figures import FigureSeries

_FAMILY = "areas of the set and groups that can be tested, without the city"


@dataclass(frozen=True)
class GroupRow:
    """The change of one group in one area."""

    group: str
    row: ChangeRow


def change_by_group(store_path: Path, question: Question, dimension: str, say: Say) -> Answer:
    """Return the change of one indicator in every area and group, the city first.

    Raises ``HotspotsError`` where the store has no figures by the dimension.
    """
    with reading(store_path) as store:
        groups = _groups(store, question, dimension)
        scope = _scope(store, question, groups, say)
        refuse_broken(scope, question)
        of_groups = _of_groups(store, scope, question, groups)
        areas, shapes = questions.areas_of(store, scope.set_name)
        rows = _rows(areas, scope, question, of_groups)
        result = _result(store, scope, question, rows, of_groups, shapes)
    slices = result.slice_columns()
    periods = [column for column in slices if column != "group"]
    area, name, *others = CHANGE_COLUMNS
    return Answer(
        command="change",
        columns=(area, name, "group", *others, *periods),
        rows=[{**one.row.as_row(), **slices, "group": one.group} for one in rows],
        settings={**result.settings(), "by_group": dimension, "groups": [*of_groups],
                  "family": _FAMILY},
        sources=result.sources,
        notes=result.notes,
        shapes=shapes,
    )  # fmt: skip


def _groups(store: Store, question: Question, dimension: str) -> list[str]:
    """Return the groups of a dimension within the group asked about, numbers in their order."""
    within = parts_of(question.group)
    if dimension in within:
        raise UsageProblem(
            message("--group and --by-group both name {dimension}.", dimension=dimension)
        )
    slices = store.rows("estimates/slices")
    known = {row["group_key"] for row in slices if row["part"] == question.part}
    wanted = [group for group in known
              if {**parts_of(group)}.items() >= within.items()
              and {*parts_of(group)} == {*within, dimension}]  # fmt: skip
    if not wanted:
        by = {" × ".join(parts_of(row["group_key"])) for row in slices if row["group_key"]}
        raise HotspotsError(
            message(
                "There are no figures by {dimension}. There are by: {names}. Of several "
                "dimensions all but one are said with --group.",
                dimension=" × ".join([*within, dimension]),
                names=", ".join(sorted(by)) or message("no group at all"),
            )
        )
    return sorted(wanted, key=_natural)


def _natural(group: str) -> list[tuple[int, str]]:
    """Return a key by which 5-9 goes before 15-24."""
    return [(int(part), "") if part.isdigit() else (0, part)
            for part in re.split(r"(\d+)", group)]  # fmt: skip


def _scope(store: Store, question: Question, groups: Sequence[str], say: Say) -> Scope:
    """Settle set, indicator and years by the group with the newest figures."""
    scopes: list[Scope] = []
    problem: HotspotsError | None = None
    for group in groups:
        try:
            scopes.append(questions.scope(store, replace(question, group=group), _nothing))
        except HotspotsError as refused:
            problem = problem or refused
    if not scopes and problem:
        raise problem
    newest = max(scopes, key=lambda scope: scope.year)
    scope = questions.scope(store, replace(question, group=newest.group), say)
    return replace(scope, group=question.group)


def _nothing(_: str) -> None:
    """Say nothing."""


def _of_groups(
    store: Store, scope: Scope, question: Question, groups: Sequence[str]
) -> dict[str, FigureSeries]:
    """Return the figures of each group that has any in this set."""
    of_groups = {
        group: figures.series(store, replace(scope, group=group), replace(question, group=group))
        for group in groups
    }
    return {group: series for group, series in of_groups.items()
            if series.rows or series.baseline_rows}  # fmt: skip


def _compared(series: FigureSeries) -> list[Figure]:
    return [*series.baseline_rows, *series.rows]


def _rows(
    areas: Sequence[tuple[str, str]],
    scope: Scope,
    question: Question,
    of_groups: dict[str, FigureSeries],
) -> list[GroupRow]:
    """Return a row for each group in the city and in each area, area by area."""
    blocks = change_rows_by_group(
        areas, [_compared(series) for series in of_groups.values()],
        change_question(scope, question),
    )  # fmt: skip
    return [
        GroupRow(group, finished(row, {}, scope.breaks, question.lang, group_words(group)))
        for of_area in zip(*blocks, strict=True)
        for group, row in zip(of_groups, of_area, strict=True)
    ]


def _result(
    store: Store,
    scope: Scope,
    question: Question,
    rows: Sequence[GroupRow],
    of_groups: dict[str, FigureSeries],
    shapes: AreaShapes,
) -> ChangeResult:
    """Return the rows of all groups with their sources and notes."""
    series = FigureSeries(
        [one for series in of_groups.values() for one in series.rows],
        next((series.basis for series in of_groups.values() if series.basis), None),
        [load for series in of_groups.values() for load in series.loads],
        sum(series.n_incomplete for series in of_groups.values()),
        [one for series in of_groups.values() for one in series.baseline_rows],
    )
    used = [one["load_id"] for one in _compared(series)
            if one["year"] in (scope.baseline, scope.year)]  # fmt: skip
    loads = [*used, *series.loads, scope.area_set["load_id"]]
    sources = every_output.sources_of(store, loads)
    plain = [one.row for one in rows]
    notes = change_notes.notes(scope, question, plain, series, of_groups=True)
    notes += every_output.standing_notes(sources, scope.area_set, question.lang)
    return ChangeResult(scope, question, plain, shapes, sources, notes, series.basis, series.rows)
