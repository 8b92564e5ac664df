"""Incidents whose retention has ended are erased, and their bytes with them."""

from collections.abc import Collection
from pathlib import Path

from hotspots.audit.written import read_classes
from hotspots.engine import copies
from hotspots.engine.store import Store, reading
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.disclosure import Cell
from hotspots.model.release import STEPS
from hotspots.model.upkeep.erasures import ErasedLoad, Erasure, Retention
from hotspots.workflows.release.ledger import read_ledger


def expired(store_path: Path, retention: Retention) -> Erasure:
    """Return what would be erased; nothing is changed."""
    _refuse_future(retention)
    with reading(store_path) as store:
        return _chosen(store, retention)


def forget(store_path: Path, retention: Retention) -> Erasure:
    """Erase what has expired, and return what it was; the store's file is written anew.

    The store is the old one until the new file, in which nothing of it ever stood, takes its
    place: a kill at any moment leaves the one or the other.
    """
    _refuse_future(retention)
    _refuse_second_name(store_path)
    with copies.engine_errors(store_path), copies.writing_anew(store_path) as (store, draft):
        tried = store.tried(store_path)
        with tried.transaction():
            erasure = _chosen(tried, retention)
            _erase(tried, retention, erasure)
            copies.copy_store(tried, draft, store_path)
    return erasure


def _refuse_future(retention: Retention) -> None:
    if retention.before > retention.now_utc.date():
        raise UsageProblem(
            message("--before {day}: that day is yet to come.", day=retention.before)
        )


def _refuse_second_name(store_path: Path) -> None:
    """Refuse a file that has a second name, by which the erased rows would still be there."""
    if store_path.exists() and store_path.stat().st_nlink > 1:
        raise UsageProblem(
            message(
                "{path}: this file has another name besides, under which what is erased would "
                "stay. Remove the other name first.",
                path=store_path,
            )
        )


def _chosen(store: Store, retention: Retention) -> Erasure:
    """Return what has expired, and keep its keys in temporary tables of the connection."""
    store.run("incidents/create_expired", before=retention.before, source=retention.source)
    store.run("incidents/create_expired_cells", source=retention.source)
    loads = [ErasedLoad(**row) for row in store.rows("incidents/expired_cells")]
    years = {row["year"]: row["n"] for row in store.rows("incidents/expired_years")}
    return Erasure(loads, years, _releases(store, years.keys()) if years else [])


def _erase(store: Store, retention: Retention, erasure: Erasure) -> None:
    store.run("incidents/empty_expired_cells")
    store.run("incidents/delete_expired_places")
    store.run("incidents/delete_expired")
    store.run("incidents/mark_current")
    load_ids = [load.load_id for load in erasure.loads]
    store.run("incidents/delete_point_use", load_ids=load_ids)
    store.run("incidents/insert_point_use", load_ids=load_ids)
    for load in erasure.loads:
        store.run(
            "store/insert_erasure",
            load_id=load.load_id,
            before=retention.before,
            source=retention.source,
            erased_at_utc=retention.now_utc.replace(tzinfo=None),
            erased_by=retention.erased_by,
            rows_erased=load.n_rows,
            cells_erased=load.n_cells,
        )


def _releases(store: Store, years: Collection[int]) -> list[str]:
    """Return the releases that counted incidents of a year in which some are erased."""
    wanted = {str(year) for year in years}
    return [
        row.entry.release
        for row in read_ledger(store)
        if row.state == "prepared"
        and any(_year(cell) in wanted for cell in read_classes(row.entry.classes).cells)
    ]


def _year(cell: Cell) -> str | None:
    return next((member.code[:4] for member in cell if member.level in STEPS), None)
