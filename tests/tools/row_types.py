"""Write ``hotspots/model/rows.py``, a type for the rows of each query.

``python -m tests.tools.row_types`` writes it. The columns' types are DuckDB's own; which of
them may be null is said by a question mark in the query's header.
"""

import re
import tempfile
from pathlib import Path

from tests.tools.query_headers import (
    NAMES,
    declared_parameters,
    empty_store,
    hand_in,
    header,
    nullable_of,
    run,
)

ROWS = Path(__file__).resolve().parents[2] / "hotspots" / "model" / "rows.py"
_PYTHON = {
    "ubigint": "int", "utinyint": "int", "uinteger": "int", "usmallint": "int",
    "bigint": "int", "blob": "bytes", "boolean": "bool", "date": "date", "double": "float",
    "hugeint": "int", "integer": "int", "timestamp": "datetime", "varchar": "str",
}  # fmt: skip
# Columns of which a table's check names all values, with the table.
_CHOSEN = {
    "asked_by": "indicator", "basis": "crosswalk", "better": "indicator", "comparison": "goal",
    "measure": "indicator", "role": "intervention", "scope": "goal",
    ("estimates/breaks", "kind"): "break_point",
}  # fmt: skip
_CHECKS = """
select constraint_text
from duckdb_constraints()
where table_name = $table and constraint_type = 'CHECK' and constraint_column_names = [$column]
"""
# The one query whose columns are those of the file it reads.
_UNNAMED = "csv/text_rows"
_LONGEST = 99
_HEAD = '''"""What a row of each query has in it: the columns of its header, with their types.

Written by ``python -m tests.tools.row_types`` from the headers in ``queries/`` and the types that
DuckDB gives; do not edit it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any, Literal, Protocol, TypedDict, overload

'''
_ASKED = '''    class AskRows(Protocol):
        """Asking for a query's rows by its name."""
'''
_TAIL = '''
else:

    def __getattr__(name: str) -> type:
        """Give what a row is at run time: to make all these types would slow every start."""
        if name.endswith("Row"):
            return dict
        raise AttributeError(name)
'''


def row_types():
    """Return the module's text."""
    with tempfile.TemporaryDirectory() as folder, empty_store(Path(folder)) as con:
        columns = {name: _columns(con, name) for name in asked()}
    classes = [_class(name, own) for name, own in columns.items()]
    overloads = _ASKED + "".join(map(_overload, columns))
    return _HEAD + "\n".join([*classes, overloads]) + _TAIL


def class_of(name):
    """Return what the rows of a query are called: ``areas/sets`` gives ``AreasSetsRow``."""
    return "".join(part.capitalize() for part in name.replace("/", "_").split("_")) + "Row"


def asked():
    """Return the queries that give rows of columns that are known."""
    return [name for name in NAMES if "gives" in header(name)[1] and name != _UNNAMED]


def _columns(con, name):
    """Return the Python types of a query's columns, by their names."""
    _, parts = header(name)
    con.execute("begin transaction")
    hand_in(con, parts)
    described = run(con, name).description
    con.execute("rollback")
    nullable = nullable_of(parts["gives"])
    return {
        column[0]: (_choices(con, name, column[0]) or _python(column[1]))
        + " | None" * (column[0] in nullable)
        for column in described
    }


def _choices(con, name, column):
    """Return the values that the table allows a column to have, where it allows but some."""
    table = _CHOSEN.get((name, column)) or _CHOSEN.get(column)
    if table is None:
        return None
    checks = con.execute(_CHECKS, {"table": table, "column": column}).fetchone()
    values = ", ".join(f'"{one}"' for one in re.findall(r"'(\w+)'", checks[0]))
    return f"Literal[{values}]"


def _python(kind):
    if kind.id == "list":
        return f"list[{_python(kind.children[0][1])}]"
    return _PYTHON[kind.id]


def _column_line(column, kind):
    """Return a column with its type; the values of a long choice stand on a line by themselves."""
    line = f"        {column}: {kind}\n"
    if len(line) <= _LONGEST + 1:
        return line
    values, _, after = kind.removeprefix("Literal[").partition("]")
    return f"        {column}: Literal[\n            {values}\n        ]{after}\n"


def _class(name, columns):
    fields = "".join(_column_line(column, kind) for column, kind in columns.items())
    return f'    class {class_of(name)}(TypedDict):\n        """A row of {name}."""\n\n{fields}'


def _overload(name):
    values = [f"{one}: Any" for one in declared_parameters(header(name)[1])]
    given = ["self", f'query: Literal["{name}"]', "/", *(["*", *values] if values else [])]
    end = f") -> list[{class_of(name)}]: ..."
    line = f"        def __call__({', '.join(given)}{end}"
    if len(line) > _LONGEST:
        line = "\n".join([
            "        def __call__(", *(f"            {one}," for one in given), f"        {end}",
        ])  # fmt: skip
        short = f"            {', '.join(given)}"
        if len(short) <= _LONGEST:
            line = f"        def __call__(\n{short}\n        {end}"
    return f"\n        @overload\n{line}\n"


if __name__ == "__main__":
    ROWS.write_text(row_types(), encoding="utf-8")
