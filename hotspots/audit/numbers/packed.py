"""The words and rows of files that are packed: workbooks, GeoPackages and Parquet."""

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from html import unescape
from typing import Any

from hotspots.audit.numbers.part import FigureRow, Passage, TextPart, walked

# the cells of each line of a sheet, by the letters of their columns
Lines = list[dict[str, Any]]
_STRING = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_LINE = re.compile(r"<row\b[^>]*>(.*?)</row>", re.DOTALL)
_CELL = re.compile(r'<c r="([A-Z]+)\d+"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_VALUE = re.compile(r"<(?:v|t)\b[^>]*>(.*?)</(?:v|t)>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# parts of a workbook that hold cells, words beside them, or the look alone
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_PROPERTIES = ("docProps/core.xml", "docProps/custom.xml")
_LOOK = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/.*|xl/worksheets/_rels/.*|xl/theme/.*|"
    r"xl/styles\.xml|xl/sharedStrings\.xml|xl/workbook\.xml|docProps/app\.xml|xl/metadata\.xml"
)
_NOTES_SHEETS = 2
# tables of a GeoPackage that say where and in which coordinates, and nothing else
_PLACES = re.compile(
    r"gpkg_(?:spatial_ref_sys|ogr_contents|geometry_columns|tile_matrix|tile_matrix_set|"
    r"extensions|metadata_reference)|rtree_.*|sqlite_sequence"
)
# what the program calls a layer, and its styles
_TABLE = re.compile(r"[A-Za-z_]+")
_LABEL = re.compile(r'\b(?:label|title)="([^"]*)"')
_ITEM = re.compile(r'<MDI key="([^"]*)">(.*?)</MDI>', re.DOTALL)


def workbook_parts(data: bytes) -> Iterator[TextPart]:
    """Yield the rows of a workbook's tables, and the texts of its explanation and notes."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = book.namelist()
        texts = {name: book.read(name).decode() for name in names}
    strings = [_words(each) for each in _STRING.findall(texts.get("xl/sharedStrings.xml", ""))]
    sheets = sorted((name for name in names if _SHEET.fullmatch(name)), key=_number)
    lines = [[_cells(line, strings) for line in _LINE.findall(texts[name])] for name in sheets]
    tables, notes = lines[:-_NOTES_SHEETS], lines[-_NOTES_SHEETS:]
    yield from _tables_parts(tables, _named_heads(notes[0]))
    yield from (entry for sheet in notes for entry in _entries(sheet))
    for name in names:
        if name in _PROPERTIES:
            yield from (Passage(words) for words in re.findall(r">([^<]+)<", texts[name]))
        elif not (_LOOK.fullmatch(name) or name in sheets):
            yield Passage(_words(texts[name]))


def _number(name: str) -> int:
    return int(re.sub(r"\D", "", name))


def _words(markup: str) -> str:
    return unescape(_TAG.sub("", markup))


def _named_heads(explanation: Lines) -> dict[str, str]:
    """Return the public names of columns by their headings, as the workbook explains them."""
    entries = ([str(value) for value in line.values()] for line in explanation[1:])
    return {entry[1]: entry[2] for entry in entries if ": " not in entry[2]}


def _tables_parts(tables: list[Lines], names: Mapping[str, str]) -> Iterator[TextPart]:
    """Yield the rows of tables by the public names of columns, and the lines above them.

    The rows of a first sheet that are parts of those of the second say nothing more.
    """
    parts = [_table_parts(lines, names) for lines in tables]
    for number, (above, rows) in enumerate(parts):
        yield from map(Passage, above)
        following = parts[number + 1][1] if number + 1 < len(parts) else []
        if not _is_part_of(rows, following):
            yield from map(FigureRow, rows)


def _table_parts(lines: Lines, names: Mapping[str, str]) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the texts down to a table's headings, and its rows."""
    top = next((at for at, line in enumerate(lines) if _is_heading(line, names)), len(lines))
    above = [str(value) for line in lines[: top + 1] for value in line.values()]
    heads = lines[top] if top < len(lines) else {}
    rows = [{names[heads[column]]: value for column, value in line.items()}
            for line in lines[top + 1 :]]  # fmt: skip
    return above, rows


def _is_heading(line: dict[str, Any], names: Mapping[str, str]) -> bool:
    return bool(line) and all(value in names for value in line.values())


def _is_part_of(rows: list[dict[str, Any]], whole: list[dict[str, Any]]) -> bool:
    return (
        len(rows) == len(whole)
        and rows != whole
        and all(row.items() <= full.items() for row, full in zip(rows, whole, strict=True))
    )


def _entries(lines: Lines) -> Iterator[TextPart]:
    """Yield every text of a sheet of explanations or notes."""
    for line in lines:
        name, *values = [str(value) for value in line.values()]
        yield FigureRow(
            {"": name, **{f"{name}.{column}": value for column, value in enumerate(values)}}
        )


def _cells(line: str, strings: list[str]) -> dict[str, Any]:
    """Return the values of a line by the letters of their columns."""
    cells = {}
    for letters, attributes, content in _CELL.findall(line):
        value = _VALUE.search(content or "")
        if value is not None:
            kind = re.search(r'\bt="(\w+)"', attributes)
            cells[letters] = _value(kind[1] if kind else "n", unescape(value[1]), strings)
    return cells


def _value(kind: str, text: str, strings: list[str]) -> Any:
    if kind == "s":
        return strings[int(text)]
    if kind == "b":
        return text == "1"
    return float(text) if kind == "n" else text


def layer_parts(data: bytes) -> Iterator[TextPart]:
    """Yield the rows of a GeoPackage's layers, what is told of them, and the words of styles."""
    with closing(sqlite3.connect(":memory:")) as con:
        con.deserialize(data)
        con.row_factory = sqlite3.Row
        tables = [row[0] for row in con.execute(
            "select name from sqlite_master where type = 'table' order by name")]  # fmt: skip
        for table in tables:
            if _PLACES.fullmatch(table):
                continue
            if not _TABLE.fullmatch(table):
                raise ValueError(table)
            # a name cannot be bound as a value is, and this one is letters alone
            for row in con.execute(f'select * from "{table}"'):  # noqa: S608
                yield from _layer_row(table, dict(row))


def _layer_row(table: str, row: dict[str, Any]) -> Iterator[TextPart]:
    if table == "gpkg_contents":
        yield from (Passage(str(row[name])) for name in ("identifier", "description") if row[name])
    elif table == "gpkg_metadata":
        yield from _described(row["metadata"])
    elif table == "layer_styles":
        for style in (row["styleQML"], row["styleSLD"]):
            yield from (Passage(unescape(words)) for words in _LABEL.findall(style or ""))
            yield from (Passage(_words(words)) for words in re.findall(
                r"<(?:\w+:)?(?:Title|Abstract)>(.*?)</", style or ""))  # fmt: skip
    else:
        yield FigureRow({name: value for name, value in row.items()
                   if name != "fid" and not isinstance(value, bytes)})  # fmt: skip


def _described(metadata: str) -> Iterator[TextPart]:
    """Yield what a layer tells of itself, by name; settings and sources are JSON."""
    for name, markup in _ITEM.findall(metadata):
        text = unescape(markup)
        try:
            yield from walked(json.loads(text), name.lower())
        except ValueError:
            yield Passage(text)
    yield Passage(_words(_ITEM.sub("", metadata)))


def table_file_parts(data: bytes) -> Iterator[TextPart]:
    """Yield the rows of a Parquet file, and what its metadata say beside outlines."""
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(data))
    columns = [field.name for field in table.schema if not str(field.type).startswith("binary")]
    for row in table.select(columns).to_pylist():
        yield FigureRow(row)
    for name, value in (table.schema.metadata or {}).items():
        if name not in {b"geo", b"pandas", b"ARROW:schema"}:
            text = value.decode()
            try:
                yield from walked(json.loads(text), name.decode())
            except ValueError:
                yield Passage(text)
