"""The store that releases are made from: cleared counts, and nothing that is about anybody.

It is an ordinary store, so that the ordinary workflows run on it, without an incident, answer,
place, reject, user, name or hash of a file, or day of a load. The table of cleared counts is no
numbered step of ordinary stores: they never have one, and that it is there tells the two apart.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from hotspots.analysis.areas.nesting import Area, areas_within
from hotspots.arrow import pa
from hotspots.engine.faults import first_line, is_full
from hotspots.engine.store import Store, writing
from hotspots.errors import ReleaseRefused, StoreProblem
from hotspots.language import message
from hotspots.model.disclosure import Cell, Member, PublishedClasses
from hotspots.model.release import Policy
from hotspots.model.rows import ReleasesLoadsRow
from hotspots.workflows.indicators.carrying import replaced_since
from hotspots.workflows.loads.clear_stores import K_SETTING, is_asked
from hotspots.workflows.loads.stored_sets import working_crs
from hotspots.workflows.release.case_counts import set_areas
from hotspots.workflows.release.compared_groups import Pair, correlation_table
from hotspots.workflows.release.survey_figures import passing_figures
from hotspots.workflows.release.universe import TOTAL, row_words

_KINDS_OF_COUNTS = {"incidents", "counts"}
# their loads may be of anything, and are told for their own rows alone
_ALIASES = "area_alias"
# tables in the order of copying; the rows of each belong to a load, but those of the first
_COPIED = (
    "indicator", "indicator_definition", "area_set", "area", "population", "estimate",
    "break_point", "category_scale", "crosswalk", "designation", "goal", _ALIASES,
)  # fmt: skip
# rows that no load counts among its own: see the query store/row_counts
_UNCOUNTED = {"indicator", "area_set"}
CLEAR_STORE = "store.duckdb"


@dataclass(frozen=True)
class ClearedCounts:
    """The classes of a release, which of its cells may be printed, and the time it is made."""

    published: PublishedClasses
    printed: frozenset[Cell]
    k: int
    made_at_utc: datetime


def make_clear_store(
    store: Store, room: Path, policy: Policy, cleared: ClearedCounts, pairs: Collection[Pair] = ()
) -> Path:
    """Write the store of a release into the private room and return its path.

    ``store`` is open for reading; ``pairs`` are the groups of people that are compared.
    """
    path = room / CLEAR_STORE
    tables = _tables(store, policy)
    with _unreleased(), writing(path) as clear:
        crs = working_crs(store)
        with clear.transaction():
            if crs is not None:
                clear.run("store/insert_setting", name="working_crs", value=crs)
            clear.run("store/insert_setting", name=K_SETTING, value=str(cleared.k))
            for name, table in tables.items():
                with clear.relation(f"new_{name}", table):
                    clear.run(f"releases/insert_{name}")
            _insert_loads(clear, store, tables, cleared)
            _insert_counts(clear, cleared)
            _insert_correlations(clear, store, tables, pairs)
        _refuse_unpublished_counts(clear, cleared.published)
    return path


@contextmanager
def _unreleased() -> Iterator[None]:
    """Say of the release, and not of the store of an hour, what could not be written."""
    try:
        yield
    except StoreProblem as problem:
        reason = first_line(problem.__cause__ or problem)
        if not is_full(reason):
            raise
        raise StoreProblem(
            message(
                "What the release is made from could not be written ({reason}). Nothing was "
                "released, and the store is as it was before. Make room on the disk and try "
                "again.",
                reason=reason,
            )
        ) from problem


def _tables(store: Store, policy: Policy) -> dict[str, Any]:
    tables = {name: store.arrow(f"releases/kept_{name}") for name in _COPIED}
    indicators = tables["indicator"].to_pylist()
    shares = {row["indicator"] for row in indicators if is_asked(row)}
    figures = tables["estimate"].to_pylist()
    within = nested_areas(store, {row["set_name"] for row in figures})
    kept = passing_figures(figures, shares, policy.answers, policy.side, within)
    tables["estimate"] = pa.Table.from_pylist(kept, schema=tables["estimate"].schema)
    tables["crosswalk"] = _fresh(store, tables["crosswalk"])
    return tables


def _fresh(store: Store, crosswalk: Any) -> Any:
    """Return the pieces of crosswalks whose areas still are those that they were built from."""
    rows = crosswalk.to_pylist()
    stale = {number for number in {row["load_id"] for row in rows}
             if replaced_since(store, number)}  # fmt: skip
    fresh = [row for row in rows if row["load_id"] not in stale]
    return pa.Table.from_pylist(fresh, schema=crosswalk.schema)


def nested_areas(store: Store, set_names: Collection[str]) -> dict[Area, list[Area]]:
    """Return which areas of these sets lie in which others, of whatever set."""
    active = {row["set_name"] for row in store.rows("areas/active_sets")}
    return areas_within([set_areas(store, name) for name in sorted(active & {*set_names})])


def _insert_loads(
    clear: Store, store: Store, tables: dict[str, Any], cleared: ClearedCounts
) -> None:
    """Record where the rows came from, without files, users and days; and the cleared counts."""
    n_rows = _rows_of_loads(tables)
    loads = store.rows("releases/loads")
    for row in loads:
        if row["kind"] in _KINDS_OF_COUNTS or row["load_id"] not in n_rows:
            continue
        stored = n_rows[row["load_id"]] if row["kind"] != "survey" else 0
        undated: ReleasesLoadsRow = {**row, "loaded_at_utc": cleared.made_at_utc}
        _insert_load(clear, **undated, n_rows=stored)
    number = max(n_rows, default=0) + 1
    synthetic = any(row["synthetic"] for row in loads if row["kind"] in _KINDS_OF_COUNTS)
    _insert_load(clear, load_id=number, kind="cleared", target=None, source=None, licence=None,
                 loaded_at_utc=cleared.made_at_utc, synthetic=synthetic, place=number,
                 n_rows=0)  # fmt: skip


def _rows_of_loads(tables: dict[str, Any]) -> dict[int, int]:
    """Return how many rows of each load there are; 0 where they are none that a load counts."""
    n_rows: dict[int, int] = {}
    for name, table in tables.items():
        tells = "load_id" in table.column_names and name != _ALIASES
        for row in table.to_pylist() if tells else ():
            counts = name not in _UNCOUNTED and not row.get("summed")
            n_rows[row["load_id"]] = n_rows.get(row["load_id"], 0) + counts
    return n_rows


def _insert_load(clear: Store, *, n_rows: int, kind: str, **values: Any) -> None:
    clear.run(
        "store/insert_load",
        **values,
        kind=kind,
        loaded_by="",
        file_name=kind,
        sha256="",
        timezone=None,
        settings="{}",
        rows_in=n_rows,
        rows_stored=n_rows,
        rows_rejected=0,
        supersedes=None,
        columns=None,
        rows_are=None,
    )


def _insert_counts(clear: Store, cleared: ClearedCounts) -> None:
    clear.run("releases/create_cleared_count")
    rows = [_count_row(cell, cleared) for cell in sorted(cleared.published.cells)]
    with clear.relation("new_cleared_count", pa.Table.from_pylist(rows, schema=_schema())):
        clear.run("releases/insert_cleared_count")


def _insert_correlations(
    clear: Store, store: Store, tables: dict[str, Any], pairs: Collection[Pair]
) -> None:
    table = correlation_table(store, tables["estimate"].to_pylist(), pairs)
    clear.run("releases/create_cleared_correlation")
    with clear.relation("new_cleared_correlation", table):
        clear.run("releases/insert_cleared_correlation")


def _refuse_unpublished_counts(clear: Store, published: PublishedClasses) -> None:
    """Raise where the store holds another count than is published, before anything is made."""
    tables = {(area.level, _code(category), _code(group))
              for area, category, group, _ in published.cells}  # fmt: skip
    stored = {
        (*table, row["area_code"], row["period"]): (row["n_low"], row["n_high"], row["figure"])
        for table in tables
        for row in clear.rows("releases/cleared_counts", set_name=table[0], category=table[1],
                              group_key=table[2])
    }  # fmt: skip
    for cell, count in published.cells.items():
        area, category, group, period = cell
        key = area.level, _code(category), _code(group), area.code, period.code
        if stored.pop(key, None) != (count.low, count.high, count.figure):
            raise _unpublished_count(row_words(cell))
    if stored:
        raise _unpublished_count(", ".join(next(iter(stored))))


def _unpublished_count(row: str) -> ReleaseRefused:
    return ReleaseRefused(
        message(
            "The store that the files are made from has another count of {row} than is "
            "published. Nothing was made; this is a defect of the program.",
            row=row,
        )
    )


def _code(member: Member) -> str:
    """Return how the table of cleared counts names a category or a group."""
    return "" if member == TOTAL else member.code


def _count_row(cell: Cell, cleared: ClearedCounts) -> dict[str, Any]:
    area, category, group, period = cell
    count_class = cleared.published.cells[cell]
    return {
        "set_name": area.level,
        "area_code": area.code,
        "category": _code(category),
        "group_key": _code(group),
        "period": period.code,
        "n_low": count_class.low,
        "n_high": count_class.high,
        "figure": count_class.figure,
        "printed": cell in cleared.printed,
    }


def _schema() -> Any:
    texts = [(name, pa.string()) for name in
             ("set_name", "area_code", "category", "group_key", "period")]  # fmt: skip
    numbers = [(name, pa.int64()) for name in ("n_low", "n_high", "figure")]
    return pa.schema([*texts, *numbers, ("printed", pa.bool_())])
