"""A load: what is asked for, what became of it, and why rows were turned away."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

Dialect = Literal["dk", "iso"]
# How a spreadsheet shows its shares and moments, where the file itself does not say it.
Display = Literal["percent", "number", "date", "time", "month", "year"]
# Asks for all sheets of a workbook that have the same columns, as one table.
EVERY_SHEET = "*"
# What stands before the decimals of a number.
Mark = Literal[",", "."]
DateOrder = Literal["day-first", "month-first", "iso"]

_DATABASE = re.compile(r"postgres(?:ql)?:/", re.IGNORECASE)
# Where incidents come from, for want of a name: two loads of nobody are of the same source.
NO_SOURCE = "unnamed"


def is_database(text: str) -> bool:
    """Tell whether a text is the address of a PostgreSQL database, also as a path writes it."""
    return _DATABASE.match(text) is not None


@dataclass(frozen=True)
class Reading:
    """How a file is to be read where the program should not find out by itself.

    ``groups`` are headings of columns that tell groups of people apart, ``heading_groups`` the
    dimension of each value that stands in headings, ``only`` the one value of a column whose rows
    are taken, ``ignore`` columns that are to mean nothing. With ``no_ids`` incidents get ids from
    all that stands in their row. ``aliases`` are other names of areas. ``decimal`` is the mark
    before decimals, ``column_marks`` that of single columns, ``dates`` the order of days, months
    and years. ``named_set`` is the area set of which incidents name an area. ``display`` says
    what cells of a workbook are whose number formats are not known. ``not_personal`` are columns
    that hold no CPR numbers, though it looks so.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    decimal: Mark | None = None
    column_marks: Mapping[str, Mark] = field(default_factory=dict)
    dates: DateOrder | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    layer: str | None = None
    crs: str | None = None
    groups: tuple[str, ...] = ()
    heading_groups: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    no_ids: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)
    named_set: str | None = None
    not_personal: tuple[str, ...] = ()
    display: Display | None = None


@dataclass(frozen=True)
class SheetRows:
    """A sheet whose rows follow those of other sheets: how many data rows stand before them."""

    name: str
    rows_before: int


@dataclass(frozen=True)
class BoundColumns:
    """Which heading became which field of a load, and what was not read.

    ``groups`` are the headings of groups by dimension.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Origin:
    """Who loads what from where, and what it takes the place of.

    With ``again`` a file counts once more beside the load that holds the same bytes. With
    ``dry_run`` the load is tried and shown, and nothing of it is stored. ``rows`` is the file that
    holds the rows, where ``path`` only asks for them.
    """

    path: Path
    loaded_by: str
    now_utc: datetime
    source: str | None = None
    licence: str | None = None
    replaces: int | None = None
    synthetic: bool = False
    again: bool = False
    dry_run: bool = False
    rows: Path | None = None


def same_part(settings: str, earlier: str) -> bool:
    """Tell whether two loads of one file read the same part of it, from their settings as JSON.

    Another sheet, layer or value of a column is another part, and so is a column of answers or
    figures that was read as another indicator.
    """
    return _part(json.loads(settings)) == _part(json.loads(earlier))


def _part(settings: Mapping[str, Any]) -> list[Any]:
    indicator = settings.get("fixed", {}).get("indicator")
    return [indicator, *(settings.get(name) for name in ("sheet", "layer", "only"))]


@dataclass(frozen=True)
class Reject:
    """A row that was turned away: its number among the data rows, counted from 1.

    ``value`` is the cell that was wrong, of a column that is loaded, and never a line. Of a line
    that cannot be divided into columns there is none.
    """

    row_number: int
    column: str | None
    value: str | None
    reason: str


def in_sheet(reject: Reject, sheets: Sequence[SheetRows]) -> Reject:
    """Return a reject that names its sheet, and its row within it, where there are several.

    The sheet stands before the column as spreadsheets write it: ``februar!Dato``.
    """
    sheet = _sheet_of(reject.row_number, sheets)
    if sheet is None:
        return reject
    column = f"{sheet.name}!{reject.column or '*'}"
    return replace(reject, row_number=reject.row_number - sheet.rows_before, column=column)


def _sheet_of(row_number: int, sheets: Sequence[SheetRows]) -> SheetRows | None:
    before = [sheet for sheet in sheets if sheet.rows_before < row_number]
    return before[-1] if before else None


@dataclass(frozen=True)
class RejectGroup:
    """Rows turned away for one reason: how many, and the first of them."""

    n_rows: int
    first: Reject


@dataclass(frozen=True)
class LoadPreview:
    """What a load that was only tried would store.

    ``facts`` say in the reader's words how the file was read; ``fixed`` are values given for all
    rows; ``rows`` are the first that would be stored, with all of ``names``; ``rejects`` are all
    reasons, the most frequent first.
    """

    facts: Sequence[tuple[str, str]]
    columns: BoundColumns
    fixed: Mapping[str, str]
    names: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    rejects: Sequence[RejectGroup]


@dataclass(frozen=True)
class Receipt:
    """What became of a load. Rows in are rows stored plus rows rejected, always.

    Of a load that was only tried ``preview`` has what it would have stored.
    """

    load: int
    kind: str
    file_name: str
    rows_in: int
    rows_stored: int
    rows_rejected: int
    rejects: Sequence[Reject] = ()
    already_stored: bool = False
    preview: LoadPreview | None = None
