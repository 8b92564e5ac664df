"""The store: one DuckDB file, opened here and nowhere else."""

import contextlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from hotspots import safe, shipped
from hotspots.engine.connection import connect_store
from hotspots.engine.memory import AnswerMemory
from hotspots.engine.session import Session
from hotspots.errors import ReleaseRefused, StoreProblem
from hotspots.language import message
from hotspots.model.release import is_below

WAIT_S = 10.0
_ROWS_KEPT = 2_000_000


class Store(Session):
    """An open store."""

    def __init__(self, con: Any, path: Path) -> None:
        super().__init__(con)
        self.path = path

    def tried(self, path: Path) -> "TriedStore":
        """Return the same store, called by a path, in which nothing stays."""
        return TriedStore(self._con, path)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes inside it at once, or none; then write them through to the file."""
        self._con.execute("begin transaction")
        try:
            yield
        except BaseException:
            self._con.execute("rollback")
            raise
        try:
            self._con.execute("commit")
            self._con.execute("checkpoint")
        except Exception as problem:
            raise StoreProblem(
                message(
                    "{path}: what was loaded could not be written through ({splitlines}). "
                    "The store is as it was before; make room on the disk and try again.",
                    path=self.path,
                    splitlines=str(problem).splitlines()[0],
                )
            ) from problem


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
    with tempfile.TemporaryDirectory(prefix="hotspots-") as folder:
        is_current = path.exists() and _is_current(path, wait_s)
        with writing(path if is_current else _copied(path, Path(folder)), wait_s=wait_s) as store:
            yield store.tried(path)


def _is_current(path: Path, wait_s: float) -> bool:
    with contextlib.closing(_open(path, read_only=True, wait_s=wait_s)) as con:
        return not _pending(_checked_steps(con, path))


def _copied(path: Path, folder: Path) -> Path:
    for file in (path, path.with_name(path.name + ".wal")):
        if file.exists():
            shutil.copyfile(file, folder / file.name)
    return folder / path.name


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
    created = False
    try:
        with _private(), contextlib.closing(_made(path, wait_s)) as con:
            taken = _checked_steps(con, path)
            # another process may have made and filled it while this one waited
            created = not existed and not taken
            _migrate(con, taken)
            _verify(con, path)
            yield Store(con, path)
            created = False
    finally:
        if created:
            path.unlink(missing_ok=True)
            path.with_name(path.name + ".wal").unlink(missing_ok=True)


@contextlib.contextmanager
def looking(path: Path, *, wait_s: float = WAIT_S) -> Iterator[Store]:
    """Open a store as it is: an older one is not brought up to date, nor are its rows counted."""
    _refuse_uncleared(path)
    with contextlib.closing(_open(path, read_only=True, wait_s=wait_s)) as con:
        is_old = bool(_pending(_checked_steps(con, path)))
        if not is_old:
            _verify(con, path)
        yield Store(con, path)


@contextlib.contextmanager
def making(path: Path, steps: Collection[int]) -> Iterator[Store]:
    """Create a store where none is, by some steps of the schema alone, as an earlier program did.

    With all steps it is one of today. Only its owner may read it.
    """
    _refuse_uncleared(path)
    others = all_steps() - {*steps}
    with _private(), contextlib.closing(_open(path, read_only=False, wait_s=0)) as con:
        _migrate(con, others)
        yield Store(con, path)


@contextlib.contextmanager
def held(path: Path, *, wait_s: float = WAIT_S) -> Iterator[None]:
    """Keep everybody else out of a store, its log folded in; nobody is in one that does not open.

    Where there is none there is nothing to hold.
    """
    with contextlib.ExitStack() as stack:
        if path.exists():
            try:
                con = stack.enter_context(
                    contextlib.closing(_open(path, read_only=False, wait_s=wait_s))
                )
            except StoreProblem as problem:
                if "could not set lock" in str(problem.__cause__).lower():
                    raise
            else:
                _fold_log_in(con)
        yield


def _fold_log_in(con: Any) -> None:
    from duckdb import Error

    with contextlib.suppress(Error):
        con.execute("checkpoint")


def all_steps() -> frozenset[int]:
    """Return the numbers of all steps of the schema that this program knows."""
    return frozenset(number for number, _ in _migrations())


def steps_in(path: Path, *, wait_s: float = WAIT_S) -> frozenset[int]:
    """Return the steps that a store has taken, none of an empty file; refuse a newer store."""
    with contextlib.closing(_open(path, read_only=True, wait_s=wait_s)) as con:
        return _checked_steps(con, path)


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
            if "could not set lock" not in str(problem).lower():
                raise _unreadable(path, problem) from problem
            if time.monotonic() >= deadline:
                raise _held(path, str(problem), wait_s) from problem
        time.sleep(0.1)


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


def _migrations() -> list[tuple[int, str]]:
    files = sorted(shipped.path("queries/schema").glob("*.sql"))
    return [(int(file.name[:4]), file.read_text(encoding="utf-8")) for file in files]


def _steps_taken(con: Any) -> frozenset[int]:
    """Return the numbers of the steps that made a store what it is; none of an empty file."""
    tables = con.execute("select count(*) from duckdb_tables()").fetchone()
    if not tables or tables[0] == 0:
        return frozenset()
    rows = con.execute("select version from schema_version").fetchall()
    return frozenset(int(number) for (number,) in rows)


def _pending(taken: frozenset[int]) -> list[tuple[int, str]]:
    """Return the steps that a store lacks; one may be older than steps that were taken."""
    return [(number, text) for number, text in _migrations() if number not in taken]


def _up_to_date(path: Path, wait_s: float) -> Any:
    """Open a store for questions; one that an older hotspots made is brought up to date first."""
    con = _open(path, read_only=True, wait_s=wait_s)
    try:
        pending = _pending(_checked_steps(con, path))
    except BaseException:
        con.close()
        raise
    if not pending:
        return con
    con.close()
    with writing(path, wait_s=wait_s):
        pass
    return _open(path, read_only=True, wait_s=wait_s)


def _checked_steps(con: Any, path: Path) -> frozenset[int]:
    try:
        taken = _steps_taken(con)
    except Exception as problem:
        raise StoreProblem(
            message(
                "{path}: this DuckDB file was not made by hotspots. Name another with --store.",
                path=path,
            )
        ) from problem
    version, newest = max(taken, default=0), _migrations()[-1][0]
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


def _migrate(con: Any, taken: frozenset[int]) -> None:
    pending = _pending(taken)
    for number, text in pending:
        con.execute("begin transaction")
        con.execute("create table if not exists schema_version (version integer primary key)")
        con.execute(text)
        con.execute("insert into schema_version values ($number)", {"number": number})
        con.execute("commit")
    if pending:
        con.execute("checkpoint")


def _verify(con: Any, path: Path) -> None:
    missing = Session(con).rows("store/row_counts")
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
