"""What a database refuses, or that it is gone: one sentence each, by the server's own codes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hotspots.arrow import pa
from hotspots.errors import HotspotsError, InputProblem
from hotspots.language import marked, message

# Classes of codes: of connections, of resources that ran out, of an operator, of the system.
_GONE = ("08", "53", "57", "58")
# How the driver begins what it says of rows on their way, and libpq what the server says.
_DRIVER = "[libpq] "
_SEVERITY = re.compile(r"\b(?P<word>\w+):  (?P<reason>.+)")
_FATAL = frozenset({"FATAL", "PANIC"})
_LOST = marked(
    "{query}: the connection to the database was lost ({reason}); nothing of the query is stored. "
    "See that the server runs, and load again."
)
_IMPOSSIBLE = marked(
    "{query}: the database cannot carry out the query ({reason}). Correct it, and try it in psql "
    "first."
)
_WRITES = marked(
    "{query}: the query writes to the database, which refused it, as rows are only read "
    "({reason}). Leave nothing in it but a SELECT."
)
_ENDED = marked(
    "{query}: the database ended the query ({reason}); nothing of it is stored. Ask for fewer "
    "rows at once, or have its limit of time widened."
)
_NOT_ALLOWED = marked(
    "{query}: the user may not read this ({reason}). Ask whoever looks after the database to "
    "grant SELECT on it."
)
_SEVERAL = marked(
    "{query}: there are several statements in it ({reason}). Leave the one SELECT that gives the "
    "rows."
)
# By the server's codes, of a query that is not begun.
_BY_CODE = {
    "25006": _WRITES,
    "42501": _NOT_ALLOWED,
    "57014": _ENDED,
    "42601": marked(
        "{query}: the database cannot read the query ({reason}). It must be one SELECT; try it in "
        "psql first."
    ),
    "42P01": marked(
        "{query}: the database knows no such table ({reason}). Check its name, and write its "
        "schema before it, as in public.incidents."
    ),
}
# By words, of a server that speaks English; of others the general sentence holds.
_BY_WORDS = {
    "multiple commands": _SEVERAL,
    "read-only transaction": _WRITES,
    "canceling statement": _ENDED,
    "permission denied": _NOT_ALLOWED,
}
# What is no fault of the query.
_OF_THE_SERVER = frozenset({_LOST, _ENDED})


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
        reason = str(problem).partition("Failed to connect: ")[2] or str(problem)
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
    is_lost = code.startswith(_GONE) if code else str(problem).startswith("IO:")
    sentence = _BY_CODE.get(code, _LOST if is_lost else _IMPOSSIBLE)
    return _problem(_by_words(reason, sentence), query, reason)


def _refused_midway(query: Path, text: str) -> HotspotsError:
    """Return what is said where rows were coming: then there are words, and no code."""
    severity = _SEVERITY.search(text)
    reason = " ".join((severity["reason"] if severity else text).split())
    is_lost = severity is None or severity["word"] in _FATAL
    return _problem(_LOST if is_lost else _by_words(reason, _IMPOSSIBLE), query, reason)


def _by_words(reason: str, general: str) -> str:
    """Return the sentence that belongs to the server's words, or else the general one."""
    return next((said for words, said in _BY_WORDS.items() if words in reason), general)


def _problem(sentence: str, query: Path, reason: str) -> HotspotsError:
    kind = HotspotsError if sentence in _OF_THE_SERVER else InputProblem
    return kind(message(sentence, query=query, reason=reason))


def _reason(problem: Any) -> str:
    """Return the server's own words, in one line."""
    primary = dict(problem.details or []).get(b"PG_DIAG_MESSAGE_PRIMARY")
    if primary:
        return " ".join(primary.decode("utf-8", "replace").split())
    return " ".join(str(problem).partition("[libpq] ")[2].split()) or type(problem).__name__
