"""Errors of DuckDB on a store, as what they mean for whoever has that store."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from hotspots import stopping
from hotspots.errors import HotspotsError, StoreProblem
from hotspots.language import message

_DUCKDB = frozenset({"duckdb", "_duckdb"})
# What a tampered or broken file leads to; other kinds are errors of the question.
_OF_A_BROKEN_FILE = frozenset({
    "BinderException", "CatalogException", "DataError", "DatabaseError", "Error",
    "FatalException", "IOException", "InternalException", "InternalError", "OperationalError",
    "SerializationException",
})  # fmt: skip
_FULL = ("no space left", "quota exceeded", "file too large")


@contextlib.contextmanager
def of_store(path: Path) -> Iterator[None]:
    """Let errors of DuckDB say what became of a store, and an interrupted query be ``Stopped``."""
    try:
        yield
    except HotspotsError:
        raise
    except Exception as problem:
        meant = _meant(path, problem)
        if meant is None:
            raise
        raise meant from problem


def _meant(path: Path, problem: Exception) -> BaseException | None:
    stop = stopping.stopped_by(problem)
    kind = type(problem)
    if stop is not None or kind.__module__ not in _DUCKDB:
        return stop
    reason = first_line(problem)
    if is_full(reason):
        return full(path, reason)
    return damaged(path, reason) if kind.__name__ in _OF_A_BROKEN_FILE else None


def first_line(problem: BaseException) -> str:
    """Return what an error says in its first line, or what it is called."""
    return next(iter(str(problem).splitlines()), "") or type(problem).__name__


def damaged(path: Path, reason: str) -> StoreProblem:
    """Return that a store is damaged, whenever that is found out, and what to do."""
    return StoreProblem(
        message(
            "{path}: the store is damaged ({reason}). Restore it from a copy, or load its "
            "extracts into a new store. It takes no loads as it is.",
            path=path,
            reason=reason,
        )
    )


def is_full(reason: str) -> bool:
    """Say whether an error is that of a disk that takes no more."""
    return any(words in reason.lower() for words in _FULL)


def full(path: Path, reason: str) -> StoreProblem:
    """Return that the disk of a store is full."""
    return StoreProblem(
        message(
            "{path}: the disk is full ({reason}). Nothing was stored; make room and try again.",
            path=path,
            reason=reason,
        )
    )


def unreadable(path: Path, problem: Exception) -> StoreProblem:
    """Return why a store cannot be opened, and what to do."""
    if isinstance(problem, OSError):
        return StoreProblem(f"{path}: {problem}")
    reason = first_line(problem)
    if is_full(reason):
        return full(path, reason)
    if "Permission denied" in reason or "Read-only" in reason:
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
            first_line=reason,
        )
    )
