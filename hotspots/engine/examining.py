"""Opening a store to look for what is wrong with it, where every other way in would refuse."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from hotspots import shipped
from hotspots.engine.connection import connect_scratch
from hotspots.engine.session import Session
from hotspots.errors import StoreProblem


@contextlib.contextmanager
def empty_store() -> Iterator[Session]:
    """Open a store in memory as the steps of the schema make it."""
    with contextlib.closing(connect_scratch()) as con:
        con.execute("create table schema_version (version integer primary key)")
        for step in sorted(shipped.path("queries/schema").glob("*.sql")):
            con.execute(step.read_text(encoding="utf-8"))
        yield Session(con)


@contextlib.contextmanager
def damage_named(path: Path) -> Iterator[None]:
    """Turn what DuckDB says of a damaged file, or of tables that it lacks, into a sentence."""
    import duckdb

    try:
        yield
    except duckdb.Error as problem:
        raise StoreProblem(f"{path.name}: {str(problem).splitlines()[0]}") from problem
