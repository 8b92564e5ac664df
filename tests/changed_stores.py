"""Stores changed behind the program's back, so that they hold what no load would let in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from hotspots.engine import checksums
from hotspots.engine.session import Session


@contextmanager
def changing(store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a store to change rows, and keep checksums of them as if a load had stored them."""
    with duckdb.connect(str(store)) as con:
        yield con
        tables = con.execute("select 1 from duckdb_tables() where table_name = 'checksum'")
        if tables.fetchall():
            checksums.seal(Session(con))
