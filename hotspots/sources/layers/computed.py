"""Layers that are computed when they are read, or lie elsewhere: refused before GDAL opens them.

A GeoPackage is a database, whose views run for as long as their author likes; a MapInfo table
may be made of others.
"""

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from hotspots.errors import InputProblem
from hotspots.language import message

_TABLES = """
select name, type, (select sql from sqlite_schema where name = tables.name limit 1)
from pragma_table_list as tables
where schema = 'main' and type in ('view', 'virtual')
order by name
"""
_GENERATED = """
select distinct tables.name
from pragma_table_list as tables, pragma_table_xinfo(tables.name) as columns
where tables.schema = 'main' and tables.type = 'table' and columns.hidden in (2, 3)
order by tables.name
"""
_INDEX = re.compile(
    r'create virtual table ("([^"]|"")+"|\w+) using rtree ?\([\w", ]+\)', re.IGNORECASE
)
# As the standard writes them, and ArcGIS does: one pass over tables of systems.
_OF_STANDARD = re.compile(
    r'create view "?st_(spatial_ref_sys|geometry_columns)"? as select [\w", .|]+'
    r" from gpkg_(spatial_ref_sys|geometry_columns)"
    r"( as g join gpkg_spatial_ref_sys as s where g\.srs_id ?= ?s\.srs_id)?",
    re.IGNORECASE,
)
_ONCE_SELECTED = re.compile(r"\bselect\b", re.IGNORECASE)
_MOST_STEPS = 50_000_000
_COMPOSED = re.compile(rb'create\s+view|open\s+table|"\\?IsSeamless"\s*=\s*"TRUE"', re.IGNORECASE)


def refuse_computed(path: Path) -> None:
    """Refuse a GeoPackage with views, tables of other modules, or columns that are computed.

    Triggers are let in: a file that is only read runs none. Raises ``InputProblem`` also for a
    database that SQLite cannot read.
    """
    try:
        with closing(opened_database(path)) as database:
            tables = database.execute(_TABLES).fetchall()
            generated = [name for (name,) in database.execute(_GENERATED)]
    except sqlite3.Error as problem:
        raise InputProblem(
            message(
                "{path}: the layer cannot be read: it is damaged, or a file that belongs to it is "
                "missing. Export it again as GeoPackage.",
                path=path,
            )
        ) from problem
    computed = [name for name, kind, sql in tables if not _is_harmless(kind, sql or "")]
    if computed or generated:
        raise InputProblem(
            message(
                "{path}: {names} {n:is computed when it is read|are computed when they are read} "
                "(views, or columns with a formula), which is not run. In QGIS: Export > Save "
                "Features As > GeoPackage, for the layer that is wanted.",
                path=path,
                names=_named([*computed, *generated]),
                n=len(computed) + len(generated),
            )
        )


def _named(names: Sequence[str]) -> str:
    most = 5
    more = [f"… (+{len(names) - most})"] if len(names) > most else []
    return ", ".join([repr(name[:60]) for name in names[:most]] + more)


def opened_database(path: Path) -> sqlite3.Connection:
    """Open a database for reading alone; what it defines is trusted with nothing."""
    beside = any(path.with_name(path.name + mark).exists() for mark in ("-wal", "-journal"))
    address = f"{path.absolute().as_uri()}?mode=ro" + ("" if beside else "&immutable=1")
    database = sqlite3.connect(address, uri=True)
    steps = iter(range(_MOST_STEPS // 1_000_000))
    database.set_progress_handler(lambda: next(steps, None) is None, 1_000_000)
    database.execute("pragma trusted_schema = off")
    return database


def _is_harmless(kind: str, sql: str) -> bool:
    """Tell whether a definition is an index of places, or a view that the standard knows."""
    text = " ".join(sql.replace(";", " ").split())
    if kind == "virtual":
        return _INDEX.fullmatch(text) is not None
    return _OF_STANDARD.fullmatch(text) is not None and len(_ONCE_SELECTED.findall(text)) == 1


def refuse_composed(path: Path) -> None:
    """Refuse a MapInfo table (.tab) that joins others, or is a mosaic of them."""
    if _COMPOSED.search(path.read_bytes()):
        raise InputProblem(
            message(
                "{path}: this MapInfo table is made of other tables, which are not opened. Save "
                "it in MapInfo as a table of its own, or export it from QGIS as GeoPackage.",
                path=path,
            )
        )
