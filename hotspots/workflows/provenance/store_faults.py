"""What is wrong with what a store holds: numbers of rows, checksums, orphans, and its tables."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hotspots.engine import checksums
from hotspots.engine.checksums import RowDifference
from hotspots.engine.examining import damage_named, empty_store
from hotspots.engine.outcomes import has_log, lost_log
from hotspots.engine.session import Session
from hotspots.engine.store import all_steps, examining
from hotspots.engine.verification import COUNTED_STEP
from hotspots.engine.writes import MARK
from hotspots.errors import HotspotsError
from hotspots.language import marked, message, translated
from hotspots.model.provenance import Ailment, DoctorCheck

if TYPE_CHECKING:
    from hotspots.model.rows import StoreOrphansRow

_ORPHANS = {
    "no_load": marked("{n_rows:,} {n_rows:row|rows} of load {example}, which is not there"),
    "no_set": marked("{n_rows:,} {n_rows:area|areas} of the set {example}, which load {load_id} "
                     "did not bring"),
    "no_area": marked("{n_rows:,} {n_rows:row|rows} of load {load_id} in areas that are in no "
                      "set, such as {example}"),
    "no_incident": marked("{n_rows:,} {n_rows:place|places} of incidents that are not there, such "
                          "as key {example}"),
}  # fmt: skip
_Check = Callable[[Session, Path], Iterator[Ailment]]
# Tables that a store has which releases are made from, and no other.
_OF_RELEASES = frozenset({"cleared_count", "cleared_correlation"})


def store_faults(path: Path) -> list[Ailment]:
    """Return what is wrong with a store's rows and tables; that it cannot be read is a fault."""
    try:
        with damage_named(path), examining(path) as (store, lacking):
            faults = [_older(path, lacking)] if lacking else []
            if checksums.FIRST_STEP in lacking:
                return faults
            checks = _checks(lacking)
            return faults + [fault for check in checks for fault in _tried(check, store, path)]
    except HotspotsError as problem:
        return [_unreadable(path, problem)]


def _checks(lacking: Collection[int]) -> list[_Check]:
    """Return what is looked at in a store that lacks some steps of the schema."""
    tables = checksums.sealed_by(all_steps() - {*lacking}) | {"release"}
    checks: list[_Check] = [_lost_log, partial(_differences, tables=tables)]
    if COUNTED_STEP not in lacking:
        checks.insert(1, _row_counts)
    if checksums.LATER_STEP not in lacking:
        checks.append(_orphans)
    return checks if lacking else [*checks, _schema]


def _tried(check: _Check, store: Session, path: Path) -> list[Ailment]:
    try:
        with damage_named(path):
            return list(check(store, path))
    except HotspotsError as problem:
        return [_unreadable(path, problem)]


def _unreadable(path: Path, problem: HotspotsError) -> Ailment:
    return Ailment("store", path.name, str(problem), _restore())


def _restore() -> str:
    return message("Restore the file from a copy, or load its extracts into a new store.")


def _older(path: Path, lacking: Sequence[int]) -> Ailment:
    return Ailment(
        "schema",
        path.name,
        message(
            "an older hotspots made it: it lacks the steps {steps}",
            steps=", ".join(map(str, lacking)),
        ),
        message("Run `hotspots status`, which brings it up to date, and then doctor again."),
        "advice",
    )


def _lost_log(store: Session, path: Path) -> Iterator[Ailment]:
    """Yield that a change was under way, and that its log was taken away."""
    if store.rows("store/setting", name=MARK) and not has_log(path):
        yield Ailment("store", path.name, lost_log(path), _restore())


def _row_counts(store: Session, path: Path) -> Iterator[Ailment]:
    """Yield the loads whose record does not fit to what they stored and turned away."""
    for load in store.rows("store/row_counts"):
        what = message(
            "its record says {rows_stored:,} rows stored and {rows_rejected:,} rejected, and "
            "{rows_found:,} and {rejects_found:,} are there",
            rows_stored=load["rows_stored"],
            rows_rejected=load["rows_rejected"],
            rows_found=load["rows_found"],
            rejects_found=load["rejects_found"],
        )
        where = message(
            "{file}, load {load_id} ({file_name})",
            file=path.name,
            load_id=load["load_id"],
            file_name=load["file_name"],
        )
        yield Ailment("counts", where, what, _restore())


def _differences(store: Session, path: Path, *, tables: Collection[str]) -> Iterator[Ailment]:
    """Yield the tables and loads whose rows are not those that were stored."""
    compared = checksums.throughout(store, tables)
    for difference in compared.differences:
        what = checksums.what_differs(store, difference)
        where = f"{path.name}, {difference.table}"
        yield Ailment(_check_of(difference), where, what, _restore())
    if not compared.is_of_hashes:
        yield Ailment(
            "checksums",
            path.name,
            message(
                "another version of DuckDB made the checksums, so that only rows were counted"
            ),
            message("The next load makes them anew."),
            "advice",
        )


def _check_of(difference: RowDifference) -> DoctorCheck:
    if difference.table == "incident_area":
        return "placements"
    return "checksums" if difference.n_stored == difference.n_present else "counts"


def _orphans(store: Session, path: Path) -> Iterator[Ailment]:
    for row in store.rows("store/orphans"):
        yield Ailment("orphans", f"{path.name}, {row['table_name']}", _orphaned(row), _restore())


def _orphaned(row: "StoreOrphansRow") -> str:
    sentence = _ORPHANS[row["fault"]]
    return message(
        sentence,
        n_rows=row["n_rows"],
        load_id=row["load_id"],
        example=row["example"],
    )


def _schema(store: Session, path: Path) -> Iterator[Ailment]:
    """Yield what a store's tables and views lack, and what was added to them."""
    with empty_store() as made:
        expected = _parts(made)
    actual = _parts(store)
    for relation, kind, part in sorted(expected - actual):
        what = message("{kind} is missing: {part}", kind=translated(_KINDS[kind]), part=part)
        yield Ailment("schema", f"{path.name}, {relation}", what, _restore())
    for relation, kind, part in sorted(actual - expected):
        if relation not in _OF_RELEASES:
            what = message(
                "{kind} is none of ours: {part}", kind=translated(_KINDS[kind]), part=part
            )
            yield Ailment("schema", f"{path.name}, {relation}", what, _restore())


_KINDS = {
    "column": marked("a column"),
    "view": marked("a view"),
    "constraint": marked("a constraint"),
}


def _parts(session: Session) -> set[tuple[str, str, str]]:
    return {
        (row["relation"], row["kind"], row["part"]) for row in session.rows("store/schema_parts")
    }
