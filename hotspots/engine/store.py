"""The store: one DuckDB file, opened here and nowhere else."""

import contextlib
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from hotspots import safe, stopping
from hotspots.engine import checksums, sql
from hotspots.engine.connection import connect_store
from hotspots.engine.faults import of_store, unreadable
from hotspots.engine.memory import AnswerMemory
from hotspots.engine.outcomes import has_log, log_of
from hotspots.engine.schema import checked_steps, migrate, pending
from hotspots.engine.session import Session
from hotspots.engine.verification import bring_up, verify
from hotspots.engine.waiting import StoreHeld, admitted, is_lock, patience_s
from hotspots.engine.writes import StoreWrite, fold_in, refuse_lost_log, take_as_it_is
from hotspots.errors import ReleaseRefused, StoreProblem
from hotspots.language import message
from hotspots.model.release import is_below
from hotspots.private import UnnamedFiles, unnamed_files


class Store(Session):
    """An open store."""

    def __init__(self, con: Any, path: Path) -> None:
        super().__init__(con)
        self.path = path
        self._changed: set[str] = set()
        self._first_key: int | None = None

    def run(self, query: str, /, **values: Any) -> int:
        """Run a changing statement, keep which tables it changes, and return how many rows."""
        self._changed |= sql.changed_tables(query)
        return super().run(query, **values)

    def spare_before(self, first_key: int) -> None:
        """Promise that this transaction changes no incident, nor its place, of a lower key."""
        self._first_key = first_key

    def fill(self, table: str, batches: Any) -> None:
        """Add Arrow batches to a table, and keep that it was changed."""
        self._changed.add(table)
        super().fill(table, batches)

    def _asked(self, ask: Callable[..., Any], query: str, /, **values: Any) -> Any:
        with of_store(self.path):
            return super()._asked(ask, query, **values)

    def tried(self, path: Path) -> "TriedStore":
        """Return the same store, called by a path, in which nothing stays."""
        return TriedStore(self._con, path)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes inside it at once, or none; then write them through to the file.

        Raises ``StoreProblem`` or ``Stopped`` where that fails; what is stored then was asked of
        the store itself, and the store is closed.
        """
        write = StoreWrite(self._con, self.path)
        self._changed, self._first_key = set(), None
        try:
            write.begin()
            yield
            checksums.seal(self, frozenset(self._changed), self._first_key)
            write.keep()
        except BaseException:
            write.undo()
            raise

    @contextlib.contextmanager
    def filling(self, steps: Collection[int]) -> Iterator[None]:
        """Fill a draft at once, made by these steps of the schema.

        Nobody opens it before it is whole, so no mark lies in it.
        """
        self._con.execute("begin transaction")
        self._changed = set()
        yield
        if checksums.FIRST_STEP in steps:
            checksums.seal(self, frozenset(self._changed))
        self._con.execute("commit")
        self._con.execute("checkpoint")


_kept_open: ContextVar[Store | None] = ContextVar("kept_open", default=None)


class TriedStore(Store):
    """An open store whose transactions are undone when they end, whatever became of them."""

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """See all changes made inside it, and lose them at its end."""
        self._con.execute("begin transaction")
        try:
            yield
        finally:
            self._con.execute("rollback")


@contextlib.contextmanager
def trying(path: Path, *, wait_s: float | None = None) -> Iterator[TriedStore]:
    """Open a store for a load that is only tried: nothing is stored, and none is created.

    Where there is none, or an older hotspots made it, the load is tried in a private copy.
    """
    with unnamed_files() as files:
        is_current = path.exists() and _is_current(path, wait_s)
        with writing(path if is_current else _copied(path, files), wait_s=wait_s) as store:
            yield store.tried(path)


def _is_current(path: Path, wait_s: float | None) -> bool:
    with contextlib.closing(_open(path, read_only=True, wait_s=wait_s)) as con:
        return not pending(checked_steps(con, path))


def _copied(path: Path, files: UnnamedFiles) -> Path:
    for file in (path, log_of(path)):
        if file.exists():
            shutil.copyfile(file, files.file(file.name))
    return files.folder / path.name


@contextlib.contextmanager
def reading(path: Path, *, wait_s: float | None = None) -> Iterator[Store]:
    """Open an existing store for questions only: below internal one in the private room alone.

    Inside ``kept_open`` of the same store that connection answers.
    """
    _refuse_uncleared(path)
    kept = _kept_open.get()
    if kept is not None and kept.path == path:
        yield kept
        return
    if not path.exists():
        raise StoreProblem(
            message(
                "{path}: there is no store here yet. The first `hotspots load` creates "
                "one; name another with --store.",
                path=path,
            )
        )
    with contextlib.closing(_up_to_date(path, wait_s)) as con:
        safe.protect_as(path)
        verify(con, path)
        store = Store(con, path)
        store.memory = AnswerMemory(["rows"])
        yield store


@contextlib.contextmanager
def examining(path: Path, *, wait_s: float | None = None) -> Iterator[tuple[Store, list[int]]]:
    """Open a store as it is, unverified, with the numbers of the steps that it lacks."""
    _refuse_uncleared(path)
    with contextlib.closing(_open(path, read_only=True, wait_s=wait_s)) as con:
        yield Store(con, path), [number for number, _ in pending(checked_steps(con, path))]


@contextlib.contextmanager
def kept_open(path: Path) -> Iterator[Store]:
    """Open a store for several answers: each question is asked once and its rows remembered.

    Whoever opens the same store for reading inside it gets this connection, so that all answers
    are of one moment. Nobody can load while it is open.
    """
    with reading(path) as store:
        store.memory = AnswerMemory()
        token = _kept_open.set(store)
        try:
            yield store
        finally:
            _kept_open.reset(token)


@contextlib.contextmanager
def writing(path: Path, *, wait_s: float | None = None) -> Iterator[Store]:
    """Open a store for a load, creating it first where there is none.

    A store that this call created is removed again when nothing was stored in it.
    """
    if is_below(safe.permit().audience):
        raise _uncleared(path)
    existed = path.exists()
    try:
        with _private(), contextlib.closing(_made(path, wait_s)) as con:
            safe.protect_as(path)
            with of_store(path):
                bring_up(con, path, checked_steps(con, path))
                take_as_it_is(con, path)
            yield Store(con, path)
    except BaseException:
        if not existed:
            _remove_empty(path)
        raise


def _remove_empty(path: Path) -> None:
    """Remove a store in which nothing was stored; another process may have filled it meanwhile."""
    with contextlib.suppress(stopping.Stopped), stopping.held_back():
        try:
            with contextlib.closing(connect_store(path, read_only=True)) as con:
                is_empty = not _has_loads(con)
        except Exception as problem:  # noqa: BLE001 - what cannot be opened holds nothing
            is_empty = not is_lock(problem)
        if is_empty:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
                log_of(path).unlink(missing_ok=True)


def _has_loads(con: Any) -> bool:
    return bool(checked_steps(con, Path())) and bool(sql.rows(con, "store/stored_writes"))


@contextlib.contextmanager
def looking(path: Path, *, wait_s: float | None = None) -> Iterator[Store]:
    """Open a store as it is: an older one is not brought up to date, nor are its rows counted."""
    _refuse_uncleared(path)
    with contextlib.closing(_open(path, read_only=True, wait_s=wait_s)) as con:
        is_old = bool(pending(checked_steps(con, path)))
        if not is_old:
            verify(con, path)
        yield Store(con, path)


@contextlib.contextmanager
def making(path: Path, steps: Collection[int]) -> Iterator[Store]:
    """Create a store where none is, by some steps of the schema alone, as an earlier program did.

    With all steps it is one of today. Only its owner may read it.
    """
    _refuse_uncleared(path)
    others = all_steps() - {*steps}
    with _private(), contextlib.closing(_open(path, read_only=False, wait_s=0)) as con:
        migrate(con, frozenset(), others)
        yield Store(con, path)


@contextlib.contextmanager
def held(path: Path, *, wait_s: float | None = None) -> Iterator[None]:
    """Keep everybody else out of a store, its log folded in; nobody is in one that does not open.

    Where there is none there is nothing to hold.
    """
    with contextlib.ExitStack() as stack:
        if path.exists():
            try:
                con = stack.enter_context(
                    contextlib.closing(_open(path, read_only=False, wait_s=wait_s))
                )
            except StoreHeld:
                raise
            except StoreProblem:
                pass  # what does not open is held by nobody
            else:
                _fold_log_in(con)
        yield


def _fold_log_in(con: Any) -> None:
    from duckdb import Error

    with contextlib.suppress(Error):
        con.execute("checkpoint")


def all_steps() -> frozenset[int]:
    """Return the numbers of all steps of the schema that this program knows."""
    return frozenset(number for number, _ in pending(frozenset()))


def steps_in(path: Path, *, wait_s: float | None = None) -> frozenset[int]:
    """Return the steps that a store has taken, none of an empty file; refuse a newer store."""
    with contextlib.closing(_open(path, read_only=True, wait_s=wait_s)) as con:
        return checked_steps(con, path)


def _refuse_uncleared(path: Path) -> None:
    room = safe.permit().room
    is_inside = room is not None and path.resolve().is_relative_to(room.resolve())
    if is_below(safe.permit().audience) and not is_inside:
        raise _uncleared(path)


def _uncleared(path: Path) -> ReleaseRefused:
    return ReleaseRefused(
        message(
            "{path}: what is made for {audience!r} is made from cleared figures, and never from "
            "this store.",
            path=path,
            audience=safe.permit().audience,
        )
    )


def _made(path: Path, wait_s: float | None) -> Any:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise unreadable(path, problem) from problem
    return _open(path, read_only=False, wait_s=wait_s)


def _open(path: Path, *, read_only: bool, wait_s: float | None) -> Any:
    try:
        return admitted(
            path,
            lambda: connect_store(path, read_only=read_only),
            patience_s() if wait_s is None else wait_s,
        )
    except StoreProblem:
        raise
    except Exception as problem:
        raise (stopping.stopped_by(problem) or unreadable(path, problem)) from problem


@contextlib.contextmanager
def _private() -> Iterator[None]:
    """Let the store, its write-ahead log and spilled rows be read by their owner only."""
    earlier = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(earlier)


def _up_to_date(path: Path, wait_s: float | None) -> Any:
    """Open a store for questions; one that an older hotspots made is brought up to date first."""
    if has_log(path):
        with _private():
            fold_in(path)
    con = _open(path, read_only=True, wait_s=wait_s)
    try:
        with of_store(path):
            taken = checked_steps(con, path)
            if taken:
                refuse_lost_log(con, path)
    except BaseException:
        con.close()
        raise
    if not pending(taken):
        return con
    con.close()
    with writing(path, wait_s=wait_s):
        pass
    return _open(path, read_only=True, wait_s=wait_s)
