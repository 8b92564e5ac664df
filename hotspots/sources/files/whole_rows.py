"""Rows of plain tables that lack something which stands in others: the area, or kinds of value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hotspots.language import message
from hotspots.model.groups import is_total
from hotspots.sources.files import headings
from hotspots.sources.files.heading_meanings import WideReading, kind_of
from hotspots.sources.files.headings import Binding, cell_of
from hotspots.sources.files.names import heading_key
from hotspots.sources.files.wide import CellSource

# How the part of a year is written beside it, by the heading of its column; the finest first.
_PARTS = {
    "uge": "{year}-W{n:02d}", "week": "{year}-W{n:02d}", "maaned": "{year}-{n:02d}",
    "month": "{year}-{n:02d}", "kvartal": "{year}-Q{n}", "quarter": "{year}-Q{n}",
    "halvaar": "{year}-H{n}", "half year": "{year}-H{n}",
}  # fmt: skip
_YEAR = re.compile(r"(\d{4})(?:[.,]0)?")
_NUMBER_OF_PART = re.compile(r"[a-z]?0?(\d{1,2})(?:[.,]0)?", re.IGNORECASE)
_WHOLE_YEARS = frozenset({"hele året", "helår", "året", "whole year", "year"})


@dataclass(frozen=True)
class WholeRows:
    """Rows with all that is said of each; ``sources`` where each stands, if several became one."""

    binding: Binding
    rows: Sequence[Sequence[str]]
    sources: Sequence[CellSource] = ()
    notes: Sequence[str] = ()


def whole_rows(
    where: str, binding: Binding, rows: Sequence[Sequence[str]], wanted: WideReading
) -> WholeRows:
    """Return the rows of a plain table, each with its area, period and all kinds of value."""
    binding, rows = _with_parts_of_years(binding, rows)
    filled = _filled_down(binding, rows)
    note = message("{where}: a row without an area is read as of the area above it.", where=where)
    notes = [note] if filled else []
    binding, rows, sources = _side_by_side(binding, filled or rows, wanted)
    return WholeRows(binding, rows, sources, notes)


def _with_parts_of_years(
    binding: Binding, rows: Sequence[Sequence[str]]
) -> tuple[Binding, Sequence[Sequence[str]]]:
    """Return rows whose years are months or quarters, where those have a column of their own."""
    year = binding.position.get("year")
    keys = {heading_key(binding.headings[column]): column for column in reversed(binding.unread)}
    heading = next((key for key in _PARTS if key in keys), None)
    if year is None or heading is None:
        return binding, rows
    if not all(_YEAR.fullmatch(cell_of(row, year)) for row in rows if cell_of(row, year)):
        return binding, rows
    part = keys[heading]
    dated = [_with_cell(row, year, _period(cell_of(row, year), cell_of(row, part), heading))
             if cell_of(row, year) else row for row in rows]  # fmt: skip
    return replace(binding, position={**binding.position, "part": part}), dated


def _period(year: str, part: str, heading: str) -> str:
    """Return a year and a part of it as one text; one that holds the year already stays."""
    plain = _YEAR.sub(r"\1", year)
    number = _NUMBER_OF_PART.fullmatch(part)
    if number:
        return _PARTS[heading].format(year=plain, n=int(number[1]))
    if not part or is_total(part) or part.casefold() in _WHOLE_YEARS:
        return plain
    return part if plain in part else f"{part} {plain}"


def _filled_down(binding: Binding, rows: Sequence[Sequence[str]]) -> list[Sequence[str]] | None:
    """Return the rows with the area in each, or None where empty cells may mean something else.

    They mean the area above where each area has the same rows below it, told apart by year,
    indicator and group.
    """
    area = binding.position.get("area")
    if area is None or "year" not in binding.position:
        return None
    blocks = _blocks(rows, area)
    tells = [binding.position[name] for name in ("year", "indicator") if name in binding.position]
    tells += binding.groups.values()
    keys = [[tuple(cell_of(row, at) for at in tells) for row in block] for block in blocks]
    are_alike = len(keys) > 1 and all(one == keys[0] for one in keys)
    if not are_alike or len(keys[0]) == 1 or len({*keys[0]}) < len(keys[0]):
        return None
    return [_with_cell(row, area, cell_of(block[0], area)) for block in blocks for row in block]


def _blocks(rows: Sequence[Sequence[str]], area: int) -> list[list[Sequence[str]]]:
    """Return the rows by the area above them; none where the first row names none."""
    blocks: list[list[Sequence[str]]] = []
    for row in rows:
        if cell_of(row, area):
            blocks.append([row])
        elif blocks:
            blocks[-1].append(row)
        else:
            return []
    return blocks


def _with_cell(row: Sequence[str], column: int, text: str) -> list[str]:
    return [*row[:column], text, *row[column + 1 :]]


def _side_by_side(
    binding: Binding, rows: Sequence[Sequence[str]], wanted: WideReading
) -> tuple[Binding, Sequence[Sequence[str]], Sequence[CellSource]]:
    """Return the rows with a column for each kind of value, where a column tells the kind.

    Such a column, *Type* for instance, holds nothing but headings of fields of numbers; *Procent*
    and *Antal svar* of one area and year become one row.
    """
    value = binding.position.get(wanted.kinds.value)
    if value is None:
        return binding, rows, ()
    for column in binding.unread:
        kinds = _kinds(rows, column, wanted)
        if len(kinds) > 1 and wanted.kinds.value in kinds.values():
            return _joined(binding, rows, (column, value), kinds, wanted)
    return binding, rows, ()


def _kinds(rows: Sequence[Sequence[str]], column: int, wanted: WideReading) -> dict[str, str]:
    """Return the field that each text of a column means; empty where one means none."""
    texts = {cell_of(row, column) for row in rows}
    kinds = {text: kind_of(text, wanted) if text else "" for text in sorted(texts)}
    unlike = len({*kinds.values()}) == len(kinds) and {*kinds.values()} <= wanted.numbers
    return kinds if unlike else {}


def _joined(
    binding: Binding,
    rows: Sequence[Sequence[str]],
    columns: tuple[int, int],
    kinds: dict[str, str],
    wanted: WideReading,
) -> tuple[Binding, Sequence[Sequence[str]], Sequence[CellSource]]:
    column, value = columns
    kept = [at for at in range(len(binding.headings)) if at not in columns]
    joined: dict[tuple[str, ...], dict[str, str]] = {}
    numbers: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows, start=1):
        key = tuple(cell_of(row, at) for at in kept)
        cells = joined.setdefault(key, {})
        if cell_of(row, column) in cells:
            return binding, rows, ()
        cells[cell_of(row, column)] = cell_of(row, value)
        numbers.setdefault(key, number)
    texts = [*(binding.headings[at] for at in kept), *kinds]
    bound = headings.bind(texts, wanted.fields, wanted.reading, grouped=wanted.grouped)
    written = [[*key, *(cells.get(text, "") for text in kinds)] for key, cells in joined.items()]
    return bound, written, [CellSource(number, texts) for number in numbers.values()]
