"""Incident extracts as workbooks: the sheet that holds them, or all sheets alike, row by row."""

import itertools
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from hotspots.arrow import pa
from hotspots.engine.csv_stream import BATCH_ROWS
from hotspots.language import Say, message
from hotspots.model.loads import Reading, SheetRows
from hotspots.sources.files.header_row import find_header
from hotspots.sources.files.headings import Binding, cell_of
from hotspots.sources.files.workbooks import shown
from hotspots.sources.files.workbooks.book import Workbook, opened
from hotspots.sources.files.workbooks.letters import say_needless_encoding
from hotspots.sources.files.workbooks.sheets import NoRows, SheetTable, chosen_sheets
from hotspots.sources.incidents.clocks import times_without_clock
from hotspots.sources.incidents.conventions import TIME_FIELDS
from hotspots.sources.incidents.stream import (
    SEARCHED_LINES,
    IncidentStream,
    check_fields,
    fields_of,
    missing_beside,
    stream_of,
    unread_names,
)

_SERIAL = re.compile(r"(\d{5})((?:[.,]\d+)?)")
_DAYS_TO_1904 = 1462


@dataclass(frozen=True)
class SheetIncidents:
    """A sheet's binding and its rows below the header, blank ones left out."""

    binding: Binding
    rows: Iterator[list[str]]


@contextmanager
def workbook_incidents(
    path: Path, kind: str, reading: Reading, say: Say
) -> Iterator[IncidentStream]:
    """Open a workbook of a kind such as ``xlsx``."""
    with opened(path, kind, say) as book:
        say_needless_encoding(path, reading.encoding, say)
        if book.knows_formats:
            shown.check_needless(str(path), reading.display)

        def read(name: str) -> tuple[Sequence[str], SheetIncidents]:
            sheet = _read_sheet(book, name, reading)
            return sheet.binding.headings, sheet

        chosen = chosen_sheets(book, reading.sheet, read, say)
        binding = chosen[0].content.binding
        sheets: list[SheetRows] = []
        batches = _batches(_rows(chosen, sheets), binding)
        where = str(path) if len(chosen) > 1 else book.place(chosen[0].name)
        stream = stream_of(batches, binding, reading, where, reading.decimal or ",")
        names = [sheet.name for sheet in chosen]
        yield replace(stream, sheets=sheets if len(chosen) > 1 else (), sheet_names=names)


def _read_sheet(book: Workbook, name: str, reading: Reading) -> SheetIncidents:
    where = book.place(name)
    rows = book.rows(name, reading.decimal or ",")
    head = [*itertools.islice(rows, SEARCHED_LINES)]
    header_row, binding = find_header(
        where, head, fields_of(reading), reading, in_sheet=True,
        beside=partial(missing_beside, reading=reading),
    )  # fmt: skip
    check_fields(where, binding, reading)
    filled = (row for row in itertools.chain(head[header_row + 1 :], rows) if any(row))
    first = next(filled, None)
    if first is None:
        raise NoRows(
            message("{where}: a header but no rows below it. Ask for the data again.", where=where)
        )
    data: Iterator[list[str]] = itertools.chain([first], filled)
    if book.counts_from_1904:
        times = [binding.position[name] for name in TIME_FIELDS if name in binding.position]
        data = (_from_1900(row, times) for row in data)
    if book.knows_formats:
        return SheetIncidents(binding, data)
    columns = _time_columns(binding)
    for column in columns:
        values = book.moments(name, column, header_row + 1)
        shown.check_midnights(where, binding.headings[column], values, reading.display)
    if reading.display == "time":
        return SheetIncidents(binding, (_with_clocks(row, columns) for row in data))
    return SheetIncidents(binding, data)


def _from_1900(row: list[str], columns: Sequence[int]) -> list[str]:
    """Return a row whose numbers of days in some columns, counted from 1904, count from 1900."""
    for column in columns:
        if column < len(row) and (match := _SERIAL.fullmatch(row[column])):
            row[column] = f"{int(match[1]) + _DAYS_TO_1904}{match[2]}"
    return row


def _time_columns(binding: Binding) -> list[int]:
    """Return the columns of moments; beside a column of clocks they are days."""
    names = times_without_clock(binding, TIME_FIELDS)
    return [binding.position[name] for name in names if name in binding.position]


def _with_clocks(row: list[str], columns: Sequence[int]) -> list[str]:
    for column in columns:
        row[column] = shown.with_clock(row[column])
    return row


def _rows(
    chosen: Sequence[SheetTable[SheetIncidents]], sheets: list[SheetRows]
) -> Iterator[list[str]]:
    """Yield the rows of all sheets, and note in ``sheets`` where each begins."""
    n_rows = 0
    for sheet in chosen:
        sheets.append(SheetRows(sheet.name, n_rows))
        for row in sheet.content.rows:
            n_rows += 1
            yield row


def _batches(rows: Iterator[list[str]], binding: Binding) -> Iterator[Any]:
    while batch := [*itertools.islice(rows, BATCH_ROWS)]:
        width = max(map(len, batch))
        yield pa.table(
            {
                name: pa.array([binding.cell(row, name) for row in batch], pa.string())
                for name in binding.position
            }
            | {
                name: pa.array([cell_of(row, column) for row in batch], pa.string())
                for name, column in unread_names(binding, width).items()
            }
        )
