"""Bring in a scale of the action categories."""

from collections.abc import Sequence
from pathlib import Path

from hotspots.analysis.indicators.scales import is_monotone
from hotspots.arrow import pa
from hotspots.errors import HotspotsError, InputProblem
from hotspots.language import Say, message
from hotspots.model import fields
from hotspots.model.indicators import CATEGORIES, ScaleStep
from hotspots.model.loads import Origin, Reading, Receipt, Reject
from hotspots.sources.files.tables import Table
from hotspots.sources.indicators.scale import read_scale
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.tables import TableLoad, load_table

_COLUMNS = {
    "row_number": pa.int64(), "edition": pa.int32(), "place": pa.int32(),
    "category": pa.string(), "lowest": pa.float64(),
}  # fmt: skip


def load_scale(store_path: Path, origin: Origin, reading: Reading, say: Say) -> Receipt:
    """Load from which score each category begins, for one or several editions.

    Raises ``InputProblem`` where an edition's cut points neither rise nor fall, or lack one.
    """

    def keep(load: OpenLoad, table: Table) -> Receipt:
        steps, rejects = read_scale(table)
        for edition in sorted({one.edition for one in steps}):
            _check(load, edition, [one for one in steps if one.edition == edition])
        return _store(load, steps, rejects)

    plan = TableLoad("scale", None, fields.SCALE, reading)
    return load_table(store_path, origin, plan, say, keep)


def _check(load: OpenLoad, edition: int, steps: Sequence[ScaleStep]) -> None:
    path, ordered = load.origin.path, sorted(steps, key=lambda step: step.place)
    lacking = set(CATEGORIES) - {one.category for one in steps}
    if lacking:
        named = ", ".join(sorted(lacking, key=CATEGORIES.index))
        raise InputProblem(
            message(
                "{path}: the scale of edition {edition} has no smallest score for "
                "{named}. Give all five categories, so that every score has its own.",
                path=path,
                edition=edition,
                named=named,
            )
        )
    if not is_monotone([one.lowest for one in ordered]):
        listed = ", ".join(f"{one.category} {one.lowest:g}" for one in ordered)
        raise InputProblem(
            message(
                "{path}: the cut points of edition {edition} neither rise nor fall all "
                "the way ({listed}). Correct the scale.",
                path=path,
                edition=edition,
                listed=listed,
            )
        )
    for stored in load.store.rows("scales/steps"):
        if stored["edition"] == edition:
            raise HotspotsError(
                message(
                    "Edition {edition} has a scale already (load {load_id}). Say --replace "
                    "{load_id} to correct it.",
                    edition=edition,
                    load_id=stored["load_id"],
                )
            )


def _store(load: OpenLoad, steps: Sequence[ScaleStep], rejects: Sequence[Reject]) -> Receipt:
    with load.store.relation("new_steps", loading.as_table(steps, _COLUMNS)):
        load.store.run("scales/insert_steps", load_id=load.load_id)
    return load.close(len(steps), rejects)
