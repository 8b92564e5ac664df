"""SQL lives in ``queries/``; values are bound by name, nothing is formatted in."""

from typing import Any

from hotspots import shipped


def statement(name: str) -> str:
    """Return the one statement of ``queries/<name>.sql``."""
    return shipped.text(f"queries/{name}.sql")


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
