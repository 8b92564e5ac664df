"""How a file was read, in the reader's words, for those who ask whether it was understood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotspots.engine.store import Store
from hotspots.language import marked, message, translated
from hotspots.model.loads import BoundColumns, DateOrder, Mark, Reading
from hotspots.sources.files import archives, checked, text_rows
from hotspots.sources.files.encoding import utf8
from hotspots.sources.files.tables import Table
from hotspots.sources.files.text_rows import delimiter_of
from hotspots.sources.files.values import NumberCell
from hotspots.sources.incidents.conventions import Conventions
from hotspots.workflows.loads.stored_sets import working_crs

_SEARCHED_LINES = 30
_TEXTS = frozenset({"csv", "gzip"})
_MARKS: Mapping[Mark, str] = {
    ",": marked("comma, as in 7,5"),
    ".": marked("point, as in 7.5"),
}
_ORDERS: Mapping[DateOrder, str] = {
    "day-first": marked("day first, as in 31-12-2024"),
    "month-first": marked("month first, as in 12/31/2024"),
    "iso": marked("year first, as in 2024-12-31"),
}
_DELIMITERS = {";": marked("semicolon"), ",": marked("comma"), "\t": marked("tab")}
# Kinds whose target is an area set, whose places are points or outlines, whose rows have dates.
_OF_SET = frozenset({"index", "population", "survey", "counts", "interventions", "breaks"})
_PLACED = frozenset({"areas", "incidents", "places", "interventions"})
_DATED = frozenset({"incidents", "interventions", "goals"})


@dataclass
class FileReading:
    """How the file of a load was read, as far as its reader has said so yet."""

    table: Table | None = None
    columns: BoundColumns | None = None
    conventions: Conventions | None = None
    crs: str | None = None
    sheet_names: Sequence[str] = ()


@dataclass(frozen=True)
class ReadFile:
    """A load's file and what was asked about it: its kind, target and settings."""

    path: Path
    kind: str
    target: str | None
    settings: Mapping[str, Any]
    timezone: str | None = None


def file_facts(file: ReadFile, read: FileReading, store: Store) -> list[tuple[str, str]]:
    """Return what was found out about a file and what was taken for granted, each with a label."""
    return [
        *_of_file(file, read),
        *_of_numbers(file, read),
        *_of_set(file, store),
        *_of_places(file, read, store),
    ]


def _of_file(file: ReadFile, read: FileReading) -> Iterator[tuple[str, str]]:
    kind = checked.named_format(file.path)
    yield message("file"), f"{file.path.name} ({checked.called(kind)})" if kind else file.path.name
    within = _within(file, read)
    if within and within != str(file.path):
        yield message("read from"), within
    if database := file.settings.get("database"):
        yield message("read from"), f"{database} ({file.settings['host']})"
    if kind in _TEXTS:
        yield from _of_text(file)


def _within(file: ReadFile, read: FileReading) -> str:
    """Return what of a file was read: a sheet, several, or a file of an archive."""
    names = read.sheet_names or [sheet.name for sheet in (read.table.sheets if read.table else ())]
    if len(names) > 1:
        return message("the sheets {sheets}", sheets=", ".join(map(repr, names)))
    if names:
        return message("sheet {sheet!r}", sheet=names[0])
    return read.table.where.removeprefix(f"{file.path}, ") if read.table else ""


def _of_text(file: ReadFile) -> Iterator[tuple[str, str]]:
    """Find out once more how the text is written, as the load did."""
    reading = Reading(
        encoding=file.settings.get("encoding"), delimiter=file.settings.get("delimiter")
    )
    with archives.without_gzip(file.path) as plain:
        if checked.named_format(plain) != "csv":
            return
        with utf8(plain, reading.encoding) as text:
            yield message("encoding"), _spelled(text.encoding)
            with text.path.open(encoding="utf-8", errors="replace") as opened:
                lines = [line for line, _ in zip(opened, range(_SEARCHED_LINES), strict=False)]
    mark = delimiter_of(str(file.path), reading, lines)
    yield (
        message("between columns"),
        translated(_DELIMITERS[mark]) if mark in _DELIMITERS else mark,
    )


def _spelled(encoding: str) -> str:
    return "UTF-8" if encoding in {"utf-8", "utf-8-sig"} else text_rows.spelled_encoding(encoding)


def _of_numbers(file: ReadFile, read: FileReading) -> Iterator[tuple[str, str]]:
    marks = _marks(checked.named_format(file.path), read)
    if len({*marks.values()}) == 1:
        yield message("before decimals"), translated(_MARKS[next(iter(marks.values()))])
    elif marks:
        by_field = (f"{name}: {translated(_MARKS[mark])}" for name, mark in marks.items())
        yield message("before decimals"), "; ".join(by_field)
    if file.kind in _DATED and (order := _date_order(file, read)):
        yield message("dates"), translated(_ORDERS[order])
    if file.timezone:
        yield message("time zone"), file.timezone


def _marks(kind: str | None, read: FileReading) -> dict[str, Mark]:
    """Return the marks before decimals of the fields that have numbers written as text."""
    if read.conventions:
        return {"x": read.conventions.decimal} if kind in _TEXTS else {}
    if read.table is None:
        return {}
    position, rows = read.table.binding.position, read.table.rows
    return {
        name: mark
        for name, mark in read.table.marks.items()
        if name in position and any(_is_text(row, position[name]) for row in rows)
    }


def _is_text(row: Sequence[str], column: int) -> bool:
    """Tell whether a cell is a number as text; one of a workbook has no mark for decimals."""
    cell = row[column] if column < len(row) else ""
    return not isinstance(cell, NumberCell) and any(map(str.isdigit, cell))


def _date_order(file: ReadFile, read: FileReading) -> DateOrder | None:
    if read.conventions:
        return read.conventions.dates
    if read.table is None:
        return None
    order: DateOrder | None = file.settings.get("dates")
    return order or ("day-first" if read.table.day_first else "iso")


def _of_set(file: ReadFile, store: Store) -> Iterator[tuple[str, str]]:
    name = file.target if file.kind in _OF_SET else file.settings.get("set")
    if name:
        n_areas = len(store.rows("areas/names_of_set", set_name=name))
        yield message("area set"), message("{name} ({n} {n:area|areas})", name=name, n=n_areas)


def _of_places(file: ReadFile, read: FileReading, store: Store) -> Iterator[tuple[str, str]]:
    if file.kind not in _PLACED:
        return
    if crs := read.crs or file.settings.get("crs"):
        yield message("coordinates"), crs
    if working := working_crs(store):
        yield message("kept in"), working
