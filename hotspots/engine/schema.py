"""The tables of a store: which steps made it, and those that it still lacks."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from hotspots import shipped
from hotspots.engine import checksums
from hotspots.engine.session import Session
from hotspots.errors import StoreProblem
from hotspots.language import message


def _steps() -> list[tuple[int, str]]:
    files = sorted(shipped.path("queries/schema").glob("*.sql"))
    return [(int(file.name[:4]), file.read_text(encoding="utf-8")) for file in files]


def _steps_taken(con: Any) -> frozenset[int]:
    """Return the numbers of the steps that made a store what it is; none of an empty file."""
    from duckdb import CatalogException

    try:
        rows = con.execute("select version from schema_version").fetchall()
    except CatalogException:
        if con.execute("select table_name from duckdb_tables()").fetchall():
            raise
        return frozenset()
    return frozenset(int(number) for (number,) in rows)


def pending(taken: frozenset[int]) -> list[tuple[int, str]]:
    """Return the steps that a store lacks; one may be older than steps that were taken."""
    return [(number, text) for number, text in _steps() if number not in taken]


def checked_steps(con: Any, path: Path) -> frozenset[int]:
    """Return the steps that made a store; refuse a file that is none, or of a newer version."""
    try:
        taken = _steps_taken(con)
    except Exception as problem:
        if type(problem).__name__ not in {"BinderException", "CatalogException"}:
            raise
        raise StoreProblem(
            message(
                "{path}: this DuckDB file was not made by hotspots. Name another with --store.",
                path=path,
            )
        ) from problem
    version, newest = max(taken, default=0), _steps()[-1][0]
    if version > newest:
        raise StoreProblem(
            message(
                "{path}: made by a newer hotspots (schema {version}, this one knows "
                "{newest}). Install the newer one.",
                path=path,
                version=version,
                newest=newest,
            )
        )
    return taken


def migrate(con: Any, taken: frozenset[int], left_out: Collection[int] = ()) -> None:
    """Take the steps that a store lacks, but for some, each whole, and write them through."""
    missing = [(number, text) for number, text in pending(taken) if number not in left_out]
    steps = taken.union(number for number, _ in missing)
    for number, text in missing:
        con.execute("begin transaction")
        con.execute("create table if not exists schema_version (version integer primary key)")
        con.execute(text)
        con.execute("insert into schema_version values ($number)", {"number": number})
        if number == missing[-1][0] and checksums.FIRST_STEP in steps:
            checksums.seal(Session(con), checksums.sealed_by(steps) | {"release"})
        con.execute("commit")
    if missing:
        con.execute("checkpoint")
