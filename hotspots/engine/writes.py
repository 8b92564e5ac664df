"""Changes of a store on their way into its file, and what became of them.

Commit and checkpoint are two things: the first puts a change into the write-ahead log beside
the store, the second from there into the store's own file. What became of a change that did not
go well is asked of the store itself. A mark lies in the store's file while a change is under way
and goes with the commit; where it is left and no log lies beside, the log was lost.
"""

import contextlib
import hashlib
from pathlib import Path
from typing import Any

from hotspots import stopping
from hotspots.engine import notices, sql
from hotspots.engine.connection import connect_store
from hotspots.engine.outcomes import Outcome, begun, broken_sentence, has_log, lost_log
from hotspots.errors import StoreProblem

MARK = "change_under_way"


class Writing:
    """One change of an open store, from its mark to its checkpoint."""

    def __init__(self, con: Any, path: Path) -> None:
        self._con = con
        self._change = begun(path)

    def begin(self) -> None:
        """Mark the store's file, give it a log of its own, and begin a transaction."""
        with stopping.held_back():
            try:
                self._mark()
                self._con.execute("begin transaction")
            except BaseException as problem:
                raise self._broken(problem) from problem

    def _mark(self) -> None:
        identity = _identity(self._change.path)
        sql.run(self._con, "store/delete_setting", name=MARK)
        sql.run(self._con, "store/insert_setting", name=MARK, value=identity)
        self._con.execute("force checkpoint")
        # from here on a log lies beside the file until the next checkpoint
        sql.run(self._con, "store/delete_setting", name=MARK)
        sql.run(self._con, "store/insert_setting", name=MARK, value=identity)

    def keep(self) -> None:
        """Commit, and write through to the file; a signal is heeded when that is done."""
        with stopping.held_back():
            try:
                sql.run(self._con, "store/delete_setting", name=MARK)
                self._con.execute("commit")
                self._con.execute("checkpoint")
            except BaseException as problem:
                raise self._broken(problem) from problem
            self._change.outcome = "stored"

    def undo(self) -> None:
        """Leave the store as it was before, unless it was decided already what became of it."""
        if self._change.outcome != "under way":
            return
        with contextlib.suppress(stopping.Stopped), stopping.held_back():
            self._change.outcome = "undone"
            with contextlib.suppress(Exception):
                self._con.execute("rollback")
            with contextlib.suppress(Exception):
                clear_mark(self._con)

    def _broken(self, problem: BaseException) -> BaseException:
        """Find out what became of the change, close the store, and return what to raise."""
        outcome = self._asked()
        with contextlib.suppress(Exception):
            if outcome == "undone":
                clear_mark(self._con)
        with contextlib.suppress(Exception):
            self._con.close()
        is_in_log = outcome == "stored" and has_log(self._change.path)
        self._change.outcome = "in log" if is_in_log else outcome
        stop = stopping.stopped_by(problem)
        return stop or StoreProblem(broken_sentence(self._change, problem))

    def _asked(self) -> Outcome:
        """Ask the store what became of the change: after some errors its file, opened anew."""
        with contextlib.suppress(Exception):
            self._con.execute("rollback")
        with contextlib.suppress(Exception):
            return self._answer()
        for is_read_only in (False, True):
            with contextlib.suppress(Exception):
                self._con.close()
            with contextlib.suppress(Exception):
                self._con = connect_store(self._change.path, read_only=is_read_only)
                return self._answer()
        return "unknown"

    def _answer(self) -> Outcome:
        return "undone" if has_mark(self._con) else "stored"


def _identity(path: Path) -> str:
    """Return by which a store's file is known from a copy of it."""
    status = path.stat()
    place = f"{status.st_dev}:{status.st_ino}:{path.resolve()}"
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def has_mark(con: Any) -> bool:
    """Say whether a change was under way when the store was last written."""
    return bool(sql.rows(con, "store/setting", name=MARK))


def clear_mark(con: Any) -> None:
    """Take the mark of a change that never came out of the store's file."""
    if has_mark(con):
        sql.run(con, "store/delete_setting", name=MARK)
        con.execute("checkpoint")


def refuse_lost_log(con: Any, path: Path) -> None:
    """Refuse a copy that was made without the log in which its last change lies.

    In the file itself, whose log somebody took away or that was killed at the one moment at
    which none is needed, that is said and no more.
    """
    if not _has_lost_log(con, path):
        return
    if _is_copy(con, path):
        raise StoreProblem(lost_log(path))
    notices.warn(lost_log(path))


def take_as_it_is(con: Any, path: Path) -> None:
    """Go on with a store in which a change was under way, and say so where it may be lost."""
    if _has_lost_log(con, path):
        notices.warn(lost_log(path))
    clear_mark(con)


def _has_lost_log(con: Any, path: Path) -> bool:
    return not has_log(path) and has_mark(con)


def _is_copy(con: Any, path: Path) -> bool:
    return bool(sql.rows(con, "store/setting", name=MARK)[0]["value"] != _identity(path))


def fold_in(path: Path) -> None:
    """Write a log that an earlier change left through to its store, if nobody holds it.

    Where that cannot be done, the log stays and is read as it is.
    """
    with (
        contextlib.suppress(Exception),
        stopping.held_back(),
        contextlib.closing(connect_store(path, read_only=False)) as con,
    ):
        clear_mark(con)
        con.execute("checkpoint")
