"""SQL lives in ``queries/``; values are bound by name, nothing is formatted in."""

import re
from functools import cache
from typing import Any

from hotspots import safe, shipped
from hotspots.errors import ReleaseRefused
from hotspots.language import message
from hotspots.model.release import Audience, is_below, serves

_CHANGES = re.compile(r"^-- changes: (.*)$", re.MULTILINE)
_AUDIENCE = re.compile(r"^-- audience: (partner|public)$", re.MULTILINE)


def statement(name: str) -> str:
    """Return the one statement of ``queries/<name>.sql``.

    ``ReleaseRefused`` where the permit in force is below internal and the query's header does
    not name its audience, or a wider one.
    """
    text = shipped.text(f"queries/{name}.sql")
    audience = safe.permit().audience
    if is_below(audience) and not serves(widest_audience(text), audience):
        raise ReleaseRefused(
            message(
                "The query {name} is not for {audience!r}: what it reads was not cleared. This "
                "command cannot be part of a release as it was asked for.",
                name=name,
                audience=audience,
            )
        )
    return text


def widest_audience(text: str) -> Audience:
    """Return the widest audience that a query's header names; internal where it names none."""
    named = _AUDIENCE.search(text)
    return "internal" if named is None else "public" if named[1] == "public" else "partner"


@cache
def changed_tables(name: str) -> frozenset[str]:
    """Return the tables that a query's header says it changes."""
    changes = _CHANGES.search(shipped.text(f"queries/{name}.sql"))
    plain = re.sub(r"\([^)]*\)", "", changes[1]) if changes else ""
    return frozenset(table.strip() for table in plain.split(",") if table)


def rows(con: Any, query: str, /, **values: Any) -> list[Any]:
    """Run a query and return its rows as dictionaries, in the order the query gives."""
    cursor = con.execute(statement(query), _bound(values))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def run(con: Any, query: str, /, **values: Any) -> int:
    """Run a statement that changes rows and return how many it changed."""
    answer = con.execute(statement(query), _bound(values)).fetchone()
    return int(answer[0]) if answer and isinstance(answer[0], int) else 0


def arrow(con: Any, query: str, /, **values: Any) -> Any:
    """Run a query and return its rows as an Arrow table."""
    return con.sql(statement(query), params=_bound(values)).to_arrow_table()


def _bound(values: dict[str, Any]) -> dict[str, Any] | None:
    """Return values that can be bound; a file name may hold bytes that are no UTF-8."""
    return {name: _whole(value) for name, value in values.items()} or None


def _whole(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
