"""The two kinds of DuckDB connection, each locked before anything of a user's reaches it."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "allow_persistent_secrets": "false",
}


def connect_store(path: Path, *, read_only: bool) -> Any:
    """Open a store file: no other file, no extension, no setting can be reached from it."""
    import duckdb

    con = duckdb.connect(
        str(path), read_only=read_only, config={**_LOCKED, "enable_external_access": "false"}
    )
    con.execute("set global TimeZone = 'UTC'")
    con.execute("set enable_progress_bar = false")
    con.execute("set lock_configuration = true")
    return con


def connect_scratch() -> Any:
    """Open a database in memory that can reach no file at all."""
    import duckdb

    con = duckdb.connect(":memory:", config={**_LOCKED, "enable_external_access": "false"})
    con.execute("set global TimeZone = 'UTC'")
    con.execute("set lock_configuration = true")
    return con


def pattern(path: Path) -> str:
    """Return the pattern that this file alone fits, for DuckDB takes names for patterns."""
    return re.sub(r"([\[*?])", r"[\1]", str(path))


@contextlib.contextmanager
def reader(path: Path) -> Iterator[Any]:
    """Open a connection in memory that can read one file, by its ``pattern``, and no other."""
    import duckdb

    con = duckdb.connect(":memory:", config=_LOCKED)
    try:
        con.execute("set global TimeZone = 'UTC'")
        con.execute("set enable_progress_bar = false")
        con.execute("set allowed_paths = $paths", {"paths": [str(path), pattern(path)]})
        con.execute("set enable_external_access = false")
        con.execute("set lock_configuration = true")
        yield con
    finally:
        con.close()
