"""Whether a store holds what its loads stored, asked whenever it is opened."""

from pathlib import Path
from typing import Any

from hotspots.engine import checksums
from hotspots.engine.faults import of_store
from hotspots.engine.schema import migrate
from hotspots.engine.session import Session
from hotspots.errors import StoreProblem
from hotspots.language import message

# The step of the schema since which the rows of loads can be counted as store/row_counts does.
COUNTED_STEP = 21


def verify(con: Any, path: Path) -> None:
    """Verify a store by its checksums: where those hold, so does what its loads say of their rows.

    Raises ``StoreProblem`` where rows are lost, added or changed.
    """
    store = Session(con)
    with of_store(path):
        compared = checksums.at_opening(store)
        if not compared.is_of_hashes:
            _verify_counts(store, path)
        _refuse(store, path, compared)


def bring_up(con: Any, path: Path, taken: frozenset[int]) -> None:
    """Read a store whole and verify it, take the steps that it lacks, and seal it anew if need be.

    A store of before checksums is verified by its counts alone, and sealed by the steps.
    """
    store, is_sealed = Session(con), checksums.FIRST_STEP in taken
    compared = checksums.throughout(store, checksums.sealed_by(taken)) if is_sealed else None
    if compared is not None:
        _refuse(store, path, compared, are_counted=COUNTED_STEP in taken)
    migrate(con, taken)
    _verify_counts(store, path)
    if compared is not None and not compared.is_of_hashes:
        checksums.seal_anew(con)


def _refuse(
    store: Session, path: Path, compared: checksums.Comparison, *, are_counted: bool = True
) -> None:
    """Refuse a store in which rows differ; the load says it best whose rows are not all there."""
    if compared.differences:
        if are_counted:
            _verify_counts(store, path)
        raise StoreProblem(checksums.sentence(store, path, compared.differences[0]))


def _verify_counts(store: Session, path: Path) -> None:
    missing = store.rows("store/row_counts")
    if missing:
        load = missing[0]
        raise StoreProblem(
            message(
                "{path}: the store is damaged: load {load_id} ({file_name}) stored "
                "{rows_stored} rows and rejected {rows_rejected}, but {rows_found} and "
                "{rejects_found} are there. Restore the file from a copy, or load its "
                "extracts into a new store.",
                path=path,
                load_id=load["load_id"],
                file_name=load["file_name"],
                rows_stored=load["rows_stored"],
                rows_rejected=load["rows_rejected"],
                rows_found=load["rows_found"],
                rejects_found=load["rejects_found"],
            )
        )
