"""A store written anew, table by table: compared with the old one, and put in a place at once."""

import contextlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from hotspots import safe
from hotspots.engine import store as stores
from hotspots.engine.faults import first_line
from hotspots.engine.outcomes import log_of, placing
from hotspots.engine.store import Store
from hotspots.errors import StoreProblem
from hotspots.language import message

Columns = Mapping[str, tuple[str, ...]]
# What a store makes for itself: which steps were taken, and sums over what stands in the others.
_DERIVED = frozenset({"schema_version", "checksum"})


class TableDigest(NamedTuple):
    """How many rows a table has, and a sum over all that stands in them."""

    n_rows: int
    digest: str


def steps_of(store: Store) -> tuple[int, ...]:
    """Return the numbers of the steps of the schema that a store has taken."""
    return tuple(row["version"] for row in store.rows("store/steps"))


def columns_of(store: Store) -> Columns:
    """Return the tables of a store that hold rows of its own, each with its columns in order."""
    columns: dict[str, tuple[str, ...]] = {}
    for row in store.rows("store/columns"):
        table = row["table_name"]
        if table not in _DERIVED:
            columns[table] = (*columns.get(table, ()), row["column_name"])
    return columns


def digests(store: Store) -> dict[str, TableDigest]:
    """Read every row of every table; ``StoreProblem`` where one cannot be read."""
    with engine_errors(store.path):
        return {table: _digest(store, table) for table in columns_of(store)}


def _digest(store: Store, table: str) -> TableDigest:
    row = store.rows("store/table_digest", table=table)[0]
    return TableDigest(row["n_rows"], row["digest"])


@contextlib.contextmanager
def engine_errors(path: Path) -> Iterator[None]:
    """Say in a sentence what DuckDB finds out about a store's file while it reads it."""
    from duckdb import Error

    try:
        yield
    except Error as problem:
        raise StoreProblem(
            message(
                "{path}: the store is damaged, or cannot be read to its end ({first_line}). "
                "Restore it from a copy.",
                path=path,
                first_line=first_line(problem),
            )
        ) from problem


@contextlib.contextmanager
def empty_store(path: Path, steps: Sequence[int]) -> Iterator[Store]:
    """Create a store by some steps, empty in every table, to be filled in one transaction."""
    with stores.making(path, steps) as store, store.filling(steps):
        for query in ("store/delete_indicators", "store/delete_break_points"):
            store.run(query)
        yield store


def copy_store(source: Store, draft: Path, place: Path) -> dict[str, TableDigest]:
    """Write all that stands in a store into a new file, and compare; return what each table has.

    ``place`` is what the draft is called in errors. The new file holds nothing of what was erased
    in the old one: no free block, and no log.
    """
    expected = digests(source)
    with writing_errors(place):
        with empty_store(draft, steps_of(source)) as target:
            columns = columns_of(target)
            _refuse_foreign_tables(source, columns)
            for table, names in columns.items():
                target.fill(table, source.batches(table, names))
        with stores.looking(draft) as written:
            refuse_differing_rows(written, expected, place)
    return expected


@contextlib.contextmanager
def writing_errors(place: Path) -> Iterator[None]:
    """Say in a sentence why a new file could not be written; what is there stays as it is."""
    from duckdb import Error

    try:
        yield
    except (Error, OSError) as problem:
        raise Unwritten(place, first_line(problem)) from problem
    except StoreProblem as problem:
        if isinstance(problem.__cause__, Error):
            raise Unwritten(place, first_line(problem.__cause__)) from problem
        raise


class Unwritten(StoreProblem):
    """A new file could not be written, for a reason; what was there is as it was before."""

    def __init__(self, place: Path, reason: str) -> None:
        super().__init__(
            message(
                "{place}: could not be written ({first_line}). Nothing was changed: what was "
                "there is as it was before. Make room on the disk and try again.",
                place=place,
                first_line=reason,
            )
        )
        self.reason = reason


def _refuse_foreign_tables(store: Store, known: Columns) -> None:
    """Refuse a store with tables or columns that the steps it has taken do not make."""
    stored_columns = {
        (table, column) for table, names in columns_of(store).items() for column in names
    }
    expected = {(table, column) for table, names in known.items() for column in names}
    for table, column in sorted(stored_columns ^ expected):
        raise StoreProblem(
            message(
                "{path}: the tables are not those that hotspots makes; the first that differs is "
                "{table}, with the column {column}. Restore the store from a copy.",
                path=store.path,
                table=table,
                column=column,
            )
        )


def refuse_differing_rows(store: Store, expected: Mapping[str, TableDigest], place: Path) -> None:
    """Refuse a copy in which a table holds anything else than was expected."""
    written = digests(store)
    for table, digest in expected.items():
        if written.get(table) != digest:
            raise StoreProblem(
                message(
                    "{place}: was written, but holds other rows than the store in the table "
                    "{table}. Nothing of it was kept; try again on another disk.",
                    place=place,
                    table=table,
                )
            )


@contextlib.contextmanager
def replacing(
    path: Path, holding: contextlib.AbstractContextManager[Any], *, is_private: bool = False
) -> Iterator[Path]:
    """Yield a path for a draft that takes a store's place, while ``holding`` keeps others out.

    Those may read it who could read what stood there; if ``is_private`` its owner alone.

    Until then the store is as it was; a kill at any moment leaves the one or the other whole.
    Where files that are open cannot be replaced (Windows), ``holding`` ends just before.
    """
    place = path.resolve()
    with contextlib.ExitStack() as stack:
        if os.name == "posix":
            stack.enter_context(holding)
        whole = safe.whole_file(place, _mode_in(place, is_private=is_private))
        draft = stack.enter_context(placing(path, whole))
        if os.name != "posix":
            stack.enter_context(holding)
        yield draft
        _write_through(draft)
        _put_log_aside(place, draft)


def _mode_in(place: Path, /, *, is_private: bool) -> int:
    return 0o600 if is_private or not place.exists() else stat.S_IMODE(place.stat().st_mode)


def _write_through(draft: Path) -> None:
    with draft.open("r+b") as file:
        os.fsync(file.fileno())


def _put_log_aside(place: Path, draft: Path) -> None:
    """Take away a log that could not be folded in: a store does not open beside another's."""
    log = log_of(place)
    if log.exists():
        os.replace(log, log_of(draft))  # noqa: PTH105 - as in safe


def fits(store: Store, table: str, batches: Any) -> bool:
    """Add Arrow batches to a table; tell whether their types and values are such as it takes."""
    from duckdb import DataError, IntegrityError, NotSupportedError, ProgrammingError

    try:
        store.fill(table, batches)
    except (DataError, IntegrityError, NotSupportedError, ProgrammingError):
        return False
    return True


def compact(path: Path) -> None:
    """Write a store anew after a load, so that nothing of what it replaced is left in the file.

    Where that fails the load is stored all the same, which is what the error says.
    """
    try:
        with writing_anew(path) as (store, draft):
            copy_store(store, draft, path)
    except (StoreProblem, OSError) as problem:
        reason = problem.reason if isinstance(problem, Unwritten) else first_line(problem)
        raise StoreProblem(
            message(
                "{path}: what was loaded is stored. But the file could not be written anew "
                "({reason}), so that bytes of what was replaced may be left in it. When that is "
                "mended, give the same command again: it loads nothing twice, and writes the "
                "file anew.",
                path=path,
                reason=reason,
            )
        ) from problem


@contextlib.contextmanager
def writing_anew(path: Path) -> Iterator[tuple[Store, Path]]:
    """Yield a store that nobody else uses, and the draft that takes its place."""
    held = _Holding(path)
    with replacing(path, held) as draft:
        yield held.store, draft


class _Holding(contextlib.AbstractContextManager[None]):
    """Keeps a store open for writing, so that nobody else is in it."""

    def __init__(self, path: Path) -> None:
        self._stack = contextlib.ExitStack()
        self._path = path

    def __enter__(self) -> None:
        self.store = self._stack.enter_context(stores.writing(self._path))

    def __exit__(self, *_: object) -> None:
        self._stack.close()
