"""Numbers of answers that are assumed by choice, where the figures state none."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hotspots.analysis.indicators.assumptions import Assumptions, PlannedAnswers, with_assumptions
from hotspots.engine.store import Store
from hotspots.errors import InputProblem
from hotspots.language import Lang, message
from hotspots.model.areas import CITY
from hotspots.model.fields import PLANNED_ANSWERS
from hotspots.model.indicators import Figure, Measure
from hotspots.model.loads import Reading
from hotspots.sentences.advice import advice
from hotspots.sources.files.names import AreaNames
from hotspots.workflows.asking.assumed import AssumedSample
from hotspots.workflows.asking.questions import areas_of

if TYPE_CHECKING:
    from hotspots.sources.indicators.planned_answers import PlannedRow


def assumed_figures(
    store: Store,
    set_name: str,
    measure: Measure,
    assumed: AssumedSample,
    figures: Sequence[Figure],
) -> list[Figure]:
    """Return the figures of a set with a design effect, and answers where they are assumed.

    Only shares rest on answers; other figures come back as they are.
    """
    if measure != "share":
        return list(figures)
    answers = _planned(store, assumed.n, set_name, figures)
    return with_assumptions(figures, Assumptions(assumed.deff, answers))


def unused_notes(assumed: AssumedSample, figures: Sequence[Figure], lang: Lang) -> list[str]:
    """Say of each assumption that was given and that no figure needs that it changes nothing."""
    keys = {"--assume-n": "unused_n", "--assume-deff": "unused_deff"}
    return [advice(lang, keys[option]) for option in assumed.unused_by(figures)]


def _planned(
    store: Store, assumed: int | Path | None, set_name: str, figures: Sequence[Figure]
) -> PlannedAnswers | None:
    if assumed is None:
        return None
    pairs, _ = areas_of(store, set_name)
    codes, years = [code for code, _ in pairs], {one["year"] for one in figures}
    if isinstance(assumed, int):
        planned = {(code, year): float(assumed) for code in codes for year in years}
    else:
        planned = _of_every_year(_read(assumed, AreaNames.of(set_name, pairs)), years)
    for year in years:
        of_areas = [planned[code, year] for code in codes if (code, year) in planned]
        if len(of_areas) == len(codes):
            planned.setdefault((CITY, year), sum(of_areas))
    return planned


def _of_every_year(rows: "Sequence[PlannedRow]", years: set[int]) -> dict[tuple[str, int], float]:
    """Return the answers by area and year; a row of one year goes before one of all."""
    of_all = {(row.area_code, year): row.n for row in rows for year in years if row.year is None}
    return of_all | {(row.area_code, row.year): row.n for row in rows if row.year is not None}


def _read(path: Path, names: AreaNames) -> "list[PlannedRow]":
    from hotspots.sources.files.tables import read_table
    from hotspots.sources.indicators.planned_answers import read_planned

    rows, rejects = read_planned(read_table(path, PLANNED_ANSWERS, Reading(), _nothing), names)
    if rejects:
        first = rejects[0]
        raise InputProblem(
            message(
                "{path}, row {row}: {column} {value!r} {reason}. Correct the file that "
                "--assume-n names.",
                path=path,
                row=first.row_number,
                column=first.column,
                value=first.value,
                reason=first.reason,
            )
        )
    return rows


def _nothing(_: str) -> None:
    """Say nothing: the columns of so small a file need no telling."""
