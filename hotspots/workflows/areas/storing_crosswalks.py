"""A crosswalk on its way into the store, from a file or built from stored areas."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from hotspots.arrow import pa
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError
from hotspots.language import message
from hotspots.model.areas import CrosswalkRow
from hotspots.workflows.loads.loading import OpenLoad

_COLUMNS = {
    "row_number": pa.int64(), "from_set": pa.string(), "from_area": pa.string(),
    "to_set": pa.string(), "to_area": pa.string(), "weight": pa.float64(),
    "amount": pa.float64(), "basis": pa.string(),
}  # fmt: skip


def target_of(pairs: Sequence[tuple[str, str]]) -> str:
    """Return how a load names the pairs of sets that its crosswalk joins."""
    return ", ".join(f"{one}→{other}" for one, other in sorted(set(pairs)))


def store_pieces(load: OpenLoad, rows: Sequence[CrosswalkRow]) -> None:
    """Store the rows of a crosswalk; refuse a second one of the same sets on the same basis."""
    _refuse_second(load.store, rows)
    with load.store.relation("new_pieces", _arrow(rows)):
        load.store.run("crosswalk/insert_pieces", load_id=load.load_id)


def _refuse_second(store: Store, rows: Sequence[CrosswalkRow]) -> None:
    kinds = {(row.from_set, row.to_set, row.basis) for row in rows}
    for crosswalk in store.rows("crosswalk/available", from_set=None, to_set=None):
        if (crosswalk["from_set"], crosswalk["to_set"], crosswalk["basis"]) in kinds:
            raise HotspotsError(
                message(
                    "There is a crosswalk from {from_set!r} to {to_set!r} by {basis} already "
                    "(load {load_id}). Say --replace {load_id} to put this one in its place.",
                    from_set=crosswalk["from_set"],
                    to_set=crosswalk["to_set"],
                    basis=crosswalk["basis"],
                    load_id=crosswalk["load_id"],
                )
            )


def _arrow(rows: Sequence[CrosswalkRow]) -> Any:
    plain = [asdict(row) for row in rows]
    return pa.table(
        {name: pa.array([row[name] for row in plain], kind) for name, kind in _COLUMNS.items()}
    )
