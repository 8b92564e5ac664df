"""Checksums of what each load stored: kept with the load, and compared when a store is opened.

A checksum is the exclusive or of the hashes of all rows of a table and load, so that neither
their order nor how DuckDB lays them out matters. DuckDB promises no hash from one version to the
next: the hash of a fixed text is kept beside them, and where it is another, only numbers of rows
are compared until the next load makes the checksums anew.
"""

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from hotspots.engine.session import Session
from hotspots.language import message

if TYPE_CHECKING:
    from hotspots.model.rows import StoreChecksumsByLoadRow

# The step of the schema since which stores have checksums.
FIRST_STEP = 20
TABLES = (
    "load", "reject", "setting", "area_set", "area", "area_alias", "indicator",
    "indicator_definition", "estimate", "answer", "population", "incident_count", "break_point",
    "category_scale", "crosswalk", "intervention", "designation", "goal", "place", "incident",
    "incident_area", "release", "erasure", "point_use",
)  # fmt: skip
# Those that the store of before this step lacks, or kept without a checksum.
LATER_STEP = 22
LATER_TABLES = frozenset({"erasure", "point_use"})
# The ledger of releases has a chain of hashes of its own, which its readers verify.
OPENING_TABLES = frozenset(TABLES) - {"release"}
_OF_NO_LOAD = frozenset({"indicator", "release"})
SLICED = frozenset({"incident", "incident_area"})
# Up to how many rows a table is read whole at every opening; together they take under 0.1 s.
MOST_ROWS = 100_000
MOST_PLACEMENTS = 500_000
_SLICE_BITS = 15
_LAST_SLICE = 1 << 31
_ALL_KEYS = (-(2**62), 2**62)


class Comparison(NamedTuple):
    """What is not as it was stored; where hashes cannot be compared, rows were only counted."""

    differences: "list[RowDifference]"
    is_of_hashes: bool = True


class Part(NamedTuple):
    """What a checksum is of: a table, a load (0: of none) and a slice of its incidents."""

    table: str
    load_id: int
    slice: int


_FIXED_TEXT = Part("", 0, 0)


class Content(NamedTuple):
    """How many rows there are, and the exclusive or of their hashes."""

    n_rows: int
    checksum: int


class RowDifference(NamedTuple):
    """A table in which not the rows are that a load stored; ``load_id`` is None of all loads."""

    table: str
    load_id: int | None
    n_stored: int
    n_present: int


Contents = dict[Part, Content]


def sealed_by(steps: Collection[int]) -> frozenset[str]:
    """Return the tables that a store of these steps keeps checksums of, and compares."""
    return OPENING_TABLES - (frozenset() if LATER_STEP in steps else LATER_TABLES)


def seal(session: Session, tables: Collection[str] = TABLES, first_key: int | None = None) -> None:
    """Keep the checksums of tables as they are now, in the transaction that changed them.

    With a ``first_key`` no incident with a lower key was changed, nor its place. A store of steps
    before the first that knows checksums has no place for them.
    """
    from hotspots.arrow import pa

    changed = [name for name in TABLES if name in tables]
    appended = [] if first_key is None else [name for name in changed if name in SLICED]
    first_slice = (first_key or 0) >> _SLICE_BITS
    slices = dict.fromkeys(appended, range(first_slice, _LAST_SLICE))
    contents = {**present(session, changed, slices), _FIXED_TEXT: _fixed_hash(session)}
    rows = [
        {
            "table_name": part.table,
            "load_id": part.load_id,
            "slice": part.slice,
            **content._asdict(),
        }
        for part, content in contents.items()
    ]
    types = [("table_name", pa.string()), ("load_id", pa.int32()), ("slice", pa.int32()),
             ("n_rows", pa.int64()), ("checksum", pa.uint64())]  # fmt: skip
    session.run("store/delete_checksums", tables=[_FIXED_TEXT.table, *changed],
                appended=appended, first_slice=first_slice)  # fmt: skip
    with session.relation("new_checksums", pa.Table.from_pylist(rows, schema=pa.schema(types))):
        session.run("store/insert_checksums")


def seal_anew(con: Any) -> None:
    """Make all checksums anew, for this DuckDB hashes otherwise than the one that made them."""
    con.execute("begin transaction")
    seal(Session(con))
    con.execute("commit")


def _fixed_hash(session: Session) -> Content:
    return Content(0, session.rows("store/hash_of_text")[0]["checksum"])


def at_opening(session: Session) -> Comparison:
    """Compare small tables whole; of great ones the number of rows, and one slice of incidents."""
    kept = stored(session)
    if kept.pop(_FIXED_TEXT, None) != _fixed_hash(session):
        return Comparison(_size_differences(session, kept, OPENING_TABLES), is_of_hashes=False)
    sizes = _sizes(kept)
    great = {table for table in OPENING_TABLES if sizes[table] > _most_rows(table)}
    compared = (OPENING_TABLES - great) | SLICED
    slices = _drawn_slices(kept, great & SLICED)
    missing = _size_differences(session, kept, great) if great else []
    return Comparison(missing + _compared(session, kept, compared, slices))


def throughout(session: Session, tables: Collection[str] = TABLES) -> Comparison:
    """Read every row of tables, and compare; numbers of rows where hashes cannot be."""
    kept = stored(session)
    if kept.pop(_FIXED_TEXT, None) != _fixed_hash(session):
        return Comparison(_size_differences(session, kept, tables), is_of_hashes=False)
    return Comparison(_compared(session, kept, tables))


def _compared(
    session: Session,
    kept: Contents,
    tables: Collection[str],
    slices: Mapping[str, range] = MappingProxyType({}),
) -> list[RowDifference]:
    """Compare whole tables with what was stored, and what differs load by load."""
    expected = {part: content for part, content in kept.items()
                if part.table in tables
                and part.slice in slices.get(part.table, [part.slice])}  # fmt: skip
    sums = _table_sums(expected)
    now = _whole_tables(session, tables, slices)
    differing = [table for table in TABLES if table in tables and sums[table] != now[table]]
    of_differing = {part: content for part, content in expected.items()
                    if part.table in differing}  # fmt: skip
    return _differences(of_differing, present(session, differing, slices)) if differing else []


def _table_sums(contents: Contents) -> dict[str, Content]:
    sums = dict.fromkeys(TABLES, Content(0, 0))
    for part, content in contents.items():
        n_rows, checksum = sums.get(part.table, Content(0, 0))
        sums[part.table] = Content(n_rows + content.n_rows, checksum ^ content.checksum)
    return sums


def _whole_tables(
    session: Session, tables: Collection[str], slices: Mapping[str, range]
) -> dict[str, Content]:
    """Read tables whole; of incidents and their places these slices only."""
    first_incident, last_incident = _keys(slices.get("incident"))
    first_placed, last_placed = _keys(slices.get("incident_area"))
    later = [*LATER_TABLES.intersection(tables)]
    rows = [*session.rows("store/checksums_of_later_tables", tables=later)] if later else []
    rows += session.rows(
        "store/checksums_of_tables",
        tables=list(tables),
        first_incident=first_incident,
        last_incident=last_incident,
        first_placed=first_placed,
        last_placed=last_placed,
    )
    return {row["table_name"]: Content(row["n_rows"], row["checksum"] or 0) for row in rows}


def present(
    session: Session, tables: Collection[str], slices: Mapping[str, range] = MappingProxyType({})
) -> Contents:
    """Return what each load has in tables now; of incidents and their places in these slices."""
    return {
        Part(table, row["load_id"], row["slice"]): Content(row["n_rows"], row["checksum"])
        for table in tables
        for row in _rows_by_load(session, table, slices.get(table))
    }


def _rows_by_load(
    session: Session, table: str, slices: range | None
) -> "Sequence[StoreChecksumsByLoadRow]":
    first, last = _keys(slices)
    if table == "incident":
        return session.rows("store/checksums_of_incidents", first=first, last=last)
    if table == "incident_area":
        return session.rows("store/checksums_of_placements", first=first, last=last)
    if table == "setting":
        return session.rows("store/checksum_of_settings")
    if table in _OF_NO_LOAD:
        return session.rows("store/checksum_of_table", table=table)
    return session.rows("store/checksums_by_load", table=table)


def _keys(slices: range | None) -> tuple[int, int]:
    """Return the first and the last key of neighbouring slices."""
    if slices is None:
        return _ALL_KEYS
    return slices.start << _SLICE_BITS, (slices.stop << _SLICE_BITS) - 1


def stored(session: Session) -> Contents:
    """Return what the loads stored, as they kept it."""
    return {
        Part(row["table_name"], row["load_id"], row["slice"]): Content(
            row["n_rows"], row["checksum"]
        )
        for row in session.rows("store/stored_checksums")
    }


def _most_rows(table: str) -> int:
    return MOST_PLACEMENTS if table == "incident_area" else MOST_ROWS


def _sizes(contents: Contents) -> Counter[str]:
    sizes: Counter[str] = Counter()
    for part, content in contents.items():
        sizes[part.table] += content.n_rows
    return sizes


def sentence(session: Session, path: Path, difference: RowDifference) -> str:
    """Return what is wrong with a table, and what to do."""
    return message(
        "{path}: the store is damaged: {what}. Restore the file from a copy, or load its extracts "
        "into a new store; `hotspots doctor` says all that is wrong.",
        path=path,
        what=what_differs(session, difference),
    )


def what_differs(session: Session, difference: RowDifference) -> str:
    """Return in words which rows are not as they were stored."""
    table, load_id, n_stored, n_present = difference
    of_load = _of_load(session, load_id)
    if n_stored == n_present:
        return message(
            "{n_stored:,} {n_stored:row|rows} of the table {table}{of_load} {n_stored:is|are} "
            "there, but not with the values that were stored",
            table=table,
            of_load=of_load,
            n_stored=n_stored,
        )
    return message(
        "the table {table} had {n_stored:,} {n_stored:row|rows}{of_load}, and {n_present:,} "
        "{n_present:is|are} there",
        table=table,
        of_load=of_load,
        n_stored=n_stored,
        n_present=n_present,
    )


def _of_load(session: Session, load_id: int | None) -> str:
    loads = session.rows("store/one_load", load_id=load_id) if load_id else []
    if loads:
        return message(
            " of load {load_id} ({file_name})", load_id=load_id, file_name=loads[0]["file_name"]
        )
    return message(" of load {load_id}", load_id=load_id) if load_id else ""


def _size_differences(
    session: Session, kept: Contents, tables: Collection[str]
) -> list[RowDifference]:
    sizes = _sizes(kept)
    now = {row["table_name"]: row["n_rows"] for row in session.rows("store/table_sizes")}
    counted = sorted(now.keys() & set(tables))
    return [RowDifference(table, None, sizes[table], now[table])
            for table in counted if now[table] != sizes[table]]  # fmt: skip


def _drawn_slices(kept: Contents, tables: Collection[str]) -> dict[str, range]:
    """Draw for each table the slice that is looked at this time."""
    drawn = {}
    for table in tables:
        slices = sorted({part.slice for part in kept if part.table == table})
        start = random.choice(slices)  # noqa: S311 - which slice is looked at keeps no secret
        drawn[table] = range(start, start + 1)
    return drawn


def _differences(kept: Contents, now: Contents) -> list[RowDifference]:
    """Return the tables and loads that are not as they were stored, with their rows in all."""
    changed = {(part.table, part.load_id) for part in kept.keys() | now.keys()
               if kept.get(part) != now.get(part)}  # fmt: skip
    n_kept, n_now = _rows_of_loads(kept), _rows_of_loads(now)
    return [RowDifference(*load, n_kept[load], n_now[load]) for load in sorted(changed)]


def _rows_of_loads(contents: Contents) -> Counter[tuple[str, int]]:
    n_rows: Counter[tuple[str, int]] = Counter()
    for part, content in contents.items():
        n_rows[part.table, part.load_id] += content.n_rows
    return n_rows
