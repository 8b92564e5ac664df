"""The store: one DuckDB file, opened here and nowhere else."""

import contextlib
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from hotspots import safe, stopping
from hotspots.engine import checksums, sql
from hotspots.engine.connection import connect_store
from hotspots.engine.memory import AnswerMemory
from hotspots.engine.outcomes import has_log, log_of
from hotspots.engine.schema import checked_steps, migrate, pending
from hotspots.engine.session import Session
from hotspots.engine.writes import Writing, fold_in, refuse_lost_log, take_as_it_is
from hotspots.errors import ReleaseRefused, StoreProblem
from hotspots.language import message
from hotspots.model.release import is_below
from hotspots.private import UnnamedFiles, unnamed_files

WAIT_S = 10.0
_ROWS_KEPT = 2_000_000


class Store(Session):
    """An open store."""

    def __init__(self, con: Any, path: Path) -> None:
        super().__init__(con)
        self.path = path
        self._changed: set[str] = set()

    def run(self, query: str, /, **values: Any) -> int:
        """Run a changing statement, keep which tables it changes, and return how many rows."""
        self._changed |= sql.changed_tables(query)
        return super().run(query, **values)

    def tried(self, path: Path) -> "TriedStore":
        """Return the same store, called by a path, in which nothing stays."""
        return TriedStore(self._con, path)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes inside it at once, or none; then write them through to the file.

        Raises ``StoreProblem`` or ``Stopped`` where that fails; what is stored then was asked of
        the store itself, and the store is closed.
        """
        write = Writing(self._con, self.path)
        self._changed = set()
        try:
            write.begin()
            yield
            checksums.seal(self, frozenset(self._changed))
            write.keep()
        except BaseException:
            write.undo()
            raise


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
def trying(path: Path, *, wait_s: float = WAIT_S) -> Iterator[TriedStore]:
    """Open a store for a load that is only tried: nothing is stored, and none is created.

    Where there is none, or an older hotspots made it, the load is tried in a private copy.
    """
    with unnamed_files() as files:
        is_current = path.exists() and _is_current(path, wait_s)
        with writing(path if is_current else _copied(path, files), wait_s=wait_s) as store:
            yield store.tried(path)


def _is_current(path: Path, wait_s: float) -> bool:
    with contextlib.closing(_open(path, read_only=True, wait_s=wait_s)) as con:
        return not pending(checked_steps(con, path))


def _copied(path: Path, files: UnnamedFiles) -> Path:
    for file in (path, log_of(path)):
        if file.exists():
            shutil.copyfile(file, files.file(file.name))
    return files.folder / path.name


@contextlib.contextmanager
def reading(path: Path, *, wait_s: float = WAIT_S) -> Iterator[Store]:
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
        _verify(con, path)
        yield Store(con, path)


@contextlib.contextmanager
def examining(path: Path, *, wait_s: float = WAIT_S) -> Iterator[tuple[Store, list[int]]]:
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
        _keep_incidents(store)
        store.memory = AnswerMemory()
        token = _kept_open.set(store)
        try:
            yield store
        finally:
            _kept_open.reset(token)


def _keep_incidents(store: Store) -> None:
    """Resolve once which incidents count, where their rows fit into memory without trouble."""
    if is_below(safe.permit().audience):
        return
    if store.rows("store/incident_count")[0]["n"] <= _ROWS_KEPT:
        store.run("store/keep_incidents")
        store.run("store/keep_active_incidents")


@contextlib.contextmanager
def writing(path: Path, *, wait_s: float = WAIT_S) -> Iterator[Store]:
    """Open a store for a load, creating it first where there is none.

    A store that this call created is removed again when nothing was stored in it.
    """
    if is_below(safe.permit().audience):
        raise _uncleared(path)
    existed = path.exists()
    try:
        with _private(), contextlib.closing(_made(path, wait_s)) as con:
            _bring_up(con, path, checked_steps(con, path))
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
            is_empty = not _is_lock(problem)
        if is_empty:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
                log_of(path).unlink(missing_ok=True)


def _has_loads(con: Any) -> bool:
    return bool(checked_steps(con, Path())) and bool(sql.rows(con, "store/stored_writes"))


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


def _made(path: Path, wait_s: float) -> Any:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _unreadable(path, problem) from problem
    return _open(path, read_only=False, wait_s=wait_s)


def _open(path: Path, *, read_only: bool, wait_s: float) -> Any:
    deadline = time.monotonic() + wait_s
    while True:
        try:
            return connect_store(path, read_only=read_only)
        except Exception as problem:
            if not _is_lock(problem):
                raise _unreadable(path, problem) from problem
            if time.monotonic() >= deadline:
                raise _held(path, str(problem), wait_s) from problem
        time.sleep(0.1)


def _is_lock(problem: Exception) -> bool:
    return "could not set lock" in str(problem).lower()


@contextlib.contextmanager
def _private() -> Iterator[None]:
    """Let the store, its write-ahead log and spilled rows be read by their owner only."""
    earlier = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(earlier)


def _held(path: Path, problem: str, wait_s: float) -> StoreProblem:
    holder = re.search(r"PID (\d+)", problem)
    who = message("process {holder}", holder=holder[1]) if holder else message("another process")
    return StoreProblem(
        message(
            "{path}: {who} is using the store; waited {wait_s:.0f} s. Let it finish, "
            "or end it, and try again.",
            path=path,
            who=who,
            wait_s=wait_s,
        )
    )


def _unreadable(path: Path, problem: Exception) -> StoreProblem:
    if isinstance(problem, OSError):
        return StoreProblem(f"{path}: {problem}")
    first_line = str(problem).splitlines()[0]
    if "Permission denied" in first_line or "Read-only" in first_line:
        return StoreProblem(
            message(
                "{path}: you may not read and write this store. Ask whoever owns it, or "
                "name another with --store.",
                path=path,
            )
        )
    return StoreProblem(
        message(
            "{path}: this is not a store that can be opened ({first_line}). Name "
            "another with --store, or restore it from a copy.",
            path=path,
            first_line=first_line,
        )
    )


def _up_to_date(path: Path, wait_s: float) -> Any:
    """Open a store for questions; one that an older hotspots made is brought up to date first."""
    if has_log(path):
        fold_in(path)
    con = _open(path, read_only=True, wait_s=wait_s)
    try:
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


def _bring_up(con: Any, path: Path, taken: frozenset[int]) -> None:
    """Verify a store before its rows are sealed anew, where it has checksums."""
    if checksums.FIRST_STEP in taken:
        _verify(con, path)
        migrate(con, taken)
        checksums.seal_anew(con)
    else:
        migrate(con, taken)
        _verify(con, path)


def _verify(con: Any, path: Path) -> None:
    session = Session(con)
    missing = session.rows("store/row_counts")
    if missing:
        load = missing[0]
        raise StoreProblem(
            message(
                "{path}: the store is damaged: load {load_id} ({file_name}) stored "
                "{rows_stored} rows and rejected {rows_rejected}, but {rows_found} and "
                "{rejects_found} are there. Restore the file from a copy, or load its "
                "extracts into a new store.",
                path=path,
                load_id=load["load_id"],
                file_name=load["file_name"],
                rows_stored=load["rows_stored"],
                rows_rejected=load["rows_rejected"],
                rows_found=load["rows_found"],
                rejects_found=load["rejects_found"],
            )
        )
    differences = checksums.opening_differences(session)
    if differences:
        raise StoreProblem(checksums.sentence(session, path, differences[0]))
