"""Reads a written workbook back by the public names of its columns."""

from pathlib import Path
from typing import Any

_EXPLANATION = {"Forklaring", "Explanation"}


def named_columns(book: Any, table: str | None = None) -> dict[str, list[Any]]:
    """Return the cells of a table by the public name of each column, as its explanation has them.

    A table of many columns is read from the sheet that has them all.
    """
    explanation = next(sheet for sheet in book if sheet.title in _EXPLANATION)
    told = [[cell.value for cell in row] for row in explanation.iter_rows(min_row=2)]
    table = table or told[0][0]
    names = {row[1]: row[2] for row in told if row[0] == table and ": " not in row[2]}
    cells = [list(column) for column in book[table].columns]
    rows = zip(*cells, strict=True)
    top = next(at for at, row in enumerate(rows) if all(cell.value in names for cell in row))
    return {names[column[top].value]: column[top + 1 :] for column in cells}


def named_rows(path: Path, table: str | None = None) -> list[dict[str, Any]]:
    """Return the rows of a workbook's table by the public names of its columns."""
    import openpyxl

    columns = named_columns(openpyxl.load_workbook(path), table)
    values = zip(*([cell.value for cell in column] for column in columns.values()), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in values]
