"""What a database refuses, or that it is gone: one sentence each, by the server's own codes."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hotspots.arrow import pa
from hotspots.errors import HotspotsError, InputProblem
from hotspots.language import message

_SYNTAX, _NO_TABLE, _NOT_ALLOWED = "42601", "42P01", "42501"
_WRITES, _CANCELLED = "25006", "57014"
# Classes of codes: of connections, of resources that ran out, of an operator, of the system.
_GONE = ("08", "53", "57", "58")
# How the driver begins what it says of rows on their way, and libpq what the server says.
_DRIVER = "[libpq] "
_SEVERITY = re.compile(r"\b(?P<word>\w+):  (?P<reason>.+)")
_FATAL = frozenset({"FATAL", "PANIC"})


def no_driver() -> HotspotsError:
    """Return what is said where the part of the program that speaks to databases is missing."""
    return HotspotsError(
        message(
            "Reading from a database needs a package that is not installed. In the folder of "
            "hotspots: python -m pip install --require-hashes -r requirements-postgis.txt."
        )
    )


@contextmanager
def of_connection(host: str) -> Iterator[None]:
    """Turn a connection that does not come about into a ``HotspotsError``."""
    from adbc_driver_manager import dbapi

    try:
        yield
    except dbapi.Error as problem:
        reason = _text(problem).partition("Failed to connect: ")[2] or _text(problem)
        raise _unconnected(host, reason.splitlines()[0]) from problem


def _unconnected(host: str, reason: str) -> HotspotsError:
    place = host or message("this machine")
    if "FATAL" in reason or "password" in reason:
        return HotspotsError(
            message(
                "{host}: the database refuses the login ({reason}). Check the names of user and "
                "database, and the password in PGPASSWORD, ~/.pgpass or the service file.",
                host=place,
                reason=reason,
            )
        )
    return HotspotsError(
        message(
            "{host}: there is no connection to the database ({reason}). Check the address or the "
            "service file, that the server runs, and that it can be reached from here.",
            host=place,
            reason=reason,
        )
    )


@contextmanager
def of_query(query: Path) -> Iterator[None]:
    """Turn what the server says of a query into ``InputProblem``, or that it is gone.

    Raises ``HotspotsError`` where the connection was lost.
    """
    from adbc_driver_manager import dbapi

    try:
        yield
    except dbapi.Error as problem:
        raise _refused(query, problem) from problem
    except (pa.ArrowException, OSError) as problem:
        if not str(problem).startswith(_DRIVER):
            raise
        raise _refused_midway(query, str(problem).removeprefix(_DRIVER)) from problem


def _refused(query: Path, problem: Any) -> HotspotsError:
    code, reason = problem.sqlstate or "", _reason(problem)
    if code in _SAID:
        return _SAID[code](query, reason)
    is_gone = code.startswith(_GONE) if code else _text(problem).startswith("IO:")
    return (_lost if is_gone else _impossible)(query, reason)


def _refused_midway(query: Path, text: str) -> HotspotsError:
    """Return what is said where rows were coming: then there are words, and no code."""
    severity = _SEVERITY.search(text)
    if severity is None or severity["word"] in _FATAL:
        return _lost(query, " ".join((severity["reason"] if severity else text).split()))
    for words, said in _WORDS.items():
        if words in severity["reason"]:
            return said(query, severity["reason"])
    return _impossible(query, severity["reason"])


def _text(problem: Any) -> str:
    return str(problem)


def _reason(problem: Any) -> str:
    """Return the server's own words, in one line."""
    said = dict(problem.details or [])
    primary = said.get("PG_DIAG_MESSAGE_PRIMARY", said.get(b"PG_DIAG_MESSAGE_PRIMARY"))
    if primary:
        words = primary.decode("utf-8", "replace") if isinstance(primary, bytes) else str(primary)
        return " ".join(words.split())
    return " ".join(_text(problem).partition("[libpq] ")[2].split()) or type(problem).__name__


def _unreadable(query: Path, reason: str) -> InputProblem:
    if "multiple commands" in reason:
        return InputProblem(
            message(
                "{query}: there are several statements in it. Leave the one SELECT that gives "
                "the rows.",
                query=query,
            )
        )
    return InputProblem(
        message(
            "{query}: the database cannot read the query ({reason}). It must be one SELECT; try "
            "it in psql first.",
            query=query,
            reason=reason,
        )
    )


def _no_table(query: Path, reason: str) -> InputProblem:
    return InputProblem(
        message(
            "{query}: the database knows no such table ({reason}). Check its name, and write its "
            "schema before it, as in public.incidents.",
            query=query,
            reason=reason,
        )
    )


def _not_allowed(query: Path, reason: str) -> InputProblem:
    return InputProblem(
        message(
            "{query}: the user may not read this ({reason}). Ask whoever looks after the "
            "database to grant SELECT on it.",
            query=query,
            reason=reason,
        )
    )


def _writes(query: Path, reason: str) -> InputProblem:
    return InputProblem(
        message(
            "{query}: the query writes to the database, which refused it, as rows are only read "
            "({reason}). Leave nothing in it but a SELECT.",
            query=query,
            reason=reason,
        )
    )


def _cancelled(query: Path, reason: str) -> HotspotsError:
    return HotspotsError(
        message(
            "{query}: the database ended the query ({reason}); nothing of it is stored. Ask for "
            "fewer rows at once, or have its limit of time widened.",
            query=query,
            reason=reason,
        )
    )


def _lost(query: Path, reason: str) -> HotspotsError:
    return HotspotsError(
        message(
            "{query}: the connection to the database was lost ({reason}); nothing of the query "
            "is stored. See that the server runs, and load again.",
            query=query,
            reason=reason,
        )
    )


def _impossible(query: Path, reason: str) -> InputProblem:
    return InputProblem(
        message(
            "{query}: the database cannot carry out the query ({reason}). Correct it, and try it "
            "in psql first.",
            query=query,
            reason=reason,
        )
    )


_SAID: dict[str, Callable[[Path, str], HotspotsError]] = {
    _SYNTAX: _unreadable,
    _NO_TABLE: _no_table,
    _NOT_ALLOWED: _not_allowed,
    _WRITES: _writes,
    _CANCELLED: _cancelled,
}
# The same in words, of a server that speaks English; of others the general sentence holds.
_WORDS: dict[str, Callable[[Path, str], HotspotsError]] = {
    "read-only transaction": _writes,
    "canceling statement": _cancelled,
    "permission denied": _not_allowed,
}
