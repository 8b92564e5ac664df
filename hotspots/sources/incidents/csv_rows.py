"""Incident extracts as text tables: their header, their lines, and those that do not fit."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from hotspots.arrow import pa
from hotspots.engine.csv_stream import BadLine, CsvStream, csv_stream
from hotspots.errors import InputProblem
from hotspots.language import Say, marked, message, translated
from hotspots.model.loads import Mark, Reading
from hotspots.sources.files import text_rows
from hotspots.sources.files.encoding import utf8
from hotspots.sources.files.header_row import find_header
from hotspots.sources.files.headings import Binding
from hotspots.sources.files.quoting import Straight, no_cells, straightened, text_of_formula
from hotspots.sources.files.text_rows import delimiter_of
from hotspots.sources.incidents.stream import (
    SEARCHED_LINES,
    IncidentStream,
    check_fields,
    fields_of,
    missing_beside,
    stream_of,
)
from hotspots.sources.values import bounds
from hotspots.sources.values.person_refusals import Watch

_BROKEN = marked("has a quotation mark that is not closed, or text beside a quotation")
# A heading of every column that may be there, and the first rows, find room in it.
_HEAD_BYTES = 1 << 22
# A heading may be broken over so many lines.
_BROKEN_LINES = 6


@contextmanager
def csv_incidents(
    path: Path, original: Path, reading: Reading, say: Say
) -> Iterator[IncidentStream]:
    """Open a text table; ``original`` is the file it was unpacked from."""
    with utf8(path, reading.encoding) as plain:
        text_rows.say_encoding(original, plain.encoding, say)
        lines = _first_lines(plain.path)
        delimiter = delimiter_of(str(original), reading, lines)
        widest = max((line.count(delimiter) + 1 for line in lines), default=0)
        bounds.check(original, widest, bounds.COLUMNS)
        header_row, binding = _header(str(original), lines, delimiter, reading)
        check_fields(str(original), binding, reading)
        names = _column_names(binding)
        with (
            straightened(plain.path, delimiter, header_row + 1, len(names)) as straight,
            csv_stream(straight.path, names, delimiter, straight.skip) as rows,
        ):
            batches = (pa.Table.from_batches([batch]) for batch in rows.batches())
            hint: Mark | None = "." if delimiter == "," else None

            def bad_lines() -> list[BadLine]:
                return _bad_lines(rows, straight)

            def left_out_before(row_number: int) -> int:
                """Return how many lines were left out before a row, once all are read."""
                for _ in batches:
                    pass
                return _left_out_before(row_number, bad_lines(), straight.skip)

            stream = stream_of(batches, binding, reading, str(original), hint, left_out_before)
            yield replace(
                stream,
                bad_lines=lambda: _without_persons(bad_lines(), stream.watch, straight, delimiter),
                first_line=straight.skip + 1,
            )


def _left_out_before(row_number: int, lines: Sequence[BadLine], skipped: int) -> int:
    n = 0
    for line in sorted(line.line - skipped for line in lines):
        n += line <= row_number + n
    return n


def _without_persons(
    lines: list[BadLine], watch: Watch, straight: Straight, delimiter: str
) -> list[BadLine]:
    """Return lines that do not fit the header without their texts.

    Raises ``PersonNumbers`` where one of them may hold the number of a person.
    """
    for line in lines:
        cells = [cell.strip().strip('"') for cell in line.text.split(delimiter)]
        watch.refuse_line(line.line - straight.skip, cells)
    return [replace(line, text="") for line in lines]


def _bad_lines(rows: CsvStream, straight: Straight) -> list[BadLine]:
    return [
        BadLine(bad_line.line, translated(_BROKEN), straight.broken[bad_line.line])
        if bad_line.line in straight.broken
        else bad_line
        for bad_line in rows.bad_lines()
    ]


def _first_lines(path: Path) -> list[str]:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(_HEAD_BYTES).split("\n")[:SEARCHED_LINES]


def _header(
    where: str, lines: Sequence[str], delimiter: str, reading: Reading
) -> tuple[int, Binding]:
    ends, rows = _rows_of(where, lines, delimiter)
    header_row, binding = find_header(
        where, rows, fields_of(reading), reading, beside=partial(missing_beside, reading=reading)
    )
    if not any(cell.strip() for row in rows[header_row + 1 :] for cell in row):
        raise InputProblem(
            message("{where}: a header but no rows below it. Ask for the data again.", where=where)
        )
    return ends[header_row] - 1, binding


def _rows_of(
    where: str, lines: Sequence[str], delimiter: str
) -> tuple[list[int], list[list[str]]]:
    """Return the first rows and the line on which each ends, counted from 1.

    A quotation goes on over a few lines, where a heading is broken; one that does not end is none.
    """
    ends: list[int] = []
    rows: list[list[str]] = []
    start = 0
    while start < len(lines):
        lengths = range(1, _BROKEN_LINES + 1)
        texts = [
            "\n".join(line.rstrip("\r") for line in lines[start : start + n]) for n in lengths
        ]
        n, text = next(((n, text) for n, text in zip(lengths, texts, strict=True)
                        if text.count('"') % 2 == 0), (1, texts[0]))  # fmt: skip
        rows.append(_cells(where, start + 1, text, delimiter))
        start += n
        ends.append(start)
    return ends, rows


def _cells(where: str, number: int, text: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), [])
    except csv.Error as problem:
        raise no_cells(where, number) from problem
    return [text_of_formula(cell) for cell in cells]


def _column_names(binding: Binding) -> list[str]:
    by_position = {position: name for name, position in binding.position.items()}
    return [by_position.get(at, f"column {at}") for at in range(len(binding.headings))]
