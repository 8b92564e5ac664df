"""Small tables (index, population, codes): the header found, the rows as text."""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import Say, marked, message
from hotspots.model.fields import Field
from hotspots.model.loads import Mark, Reading
from hotspots.sources.files import headings, workbook
from hotspots.sources.files.checked import Taken, format_of
from hotspots.sources.files.encoding import TWICE, utf8
from hotspots.sources.files.heading_meanings import ValueKinds, WideReading
from hotspots.sources.files.headings import Binding
from hotspots.sources.files.values import NumberCell
from hotspots.sources.files.wide import CellSource, long_rows
from hotspots.sources.values.decimals import Decision, decided

TAKEN = Taken(marked("tables"), ("csv", "xlsx"))
_SEARCHED_ROWS = 30
_DELIMITERS = (";", "\t", ",")


@dataclass(frozen=True)
class Wanted:
    """What a table is read for: its fields, how it is to be read, and whether by groups."""

    fields: Sequence[Field]
    reading: Reading
    grouped: bool = False
    kinds: ValueKinds | None = None


@dataclass(frozen=True)
class Table:
    """A table's columns bound to fields, and its data rows, blank ones left out.

    ``sources`` says of each row of a wide table, which has become several, where it stands.
    ``marks`` is what stands before the decimals of each field of numbers, and ``day_first``
    whether dates of numbers alone begin with the day.
    """

    binding: Binding
    rows: Sequence[Sequence[str]]
    where: str = ""
    sources: Sequence[CellSource] = ()
    marks: Mapping[str, Mark] = field(default_factory=dict)
    day_first: bool = True


def read_table(
    path: Path,
    fields: Sequence[Field],
    reading: Reading,
    say: Say,
    *,
    grouped: bool = False,
    kinds: ValueKinds | None = None,
) -> Table:
    """Read a CSV or xlsx table; the header may stand below title rows.

    With ``grouped`` columns of known dimensions tell groups of people apart. With ``kinds`` the
    headings may hold periods and indicators, and the rows are made long.

    Raises ``InputProblem`` where no header holds the required fields, or no row follows it.
    """
    kind = format_of(path, TAKEN)
    if kind == "csv":
        return _read_csv(path, Wanted(fields, reading, grouped, kinds), say)
    return _read_workbook(path, Wanted(fields, reading, grouped, kinds), say)


def _read_csv(path: Path, wanted: Wanted, say: Say) -> Table:
    reading = wanted.reading
    with utf8(path, reading.encoding) as plain:
        if plain.encoding not in {"utf-8", "utf-8-sig"}:
            say(
                message(
                    "{name}: read as {spelled_encoding}.",
                    name=path.name,
                    spelled_encoding=spelled_encoding(plain.encoding),
                )
            )
        lines = plain.path.read_text(encoding="utf-8")
    delimiter = delimiter_of(str(path), reading, lines.splitlines()[:_SEARCHED_ROWS])
    rows = _cells(path, lines, delimiter)
    return _table(str(path), rows, wanted, "." if delimiter == "," else None)


def _cells(path: Path, text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for row in reader:
            rows.append(row)
            start = reader.line_num + 1
    except csv.Error as problem:
        raise InputProblem(
            message(
                "{path}, line {start}: a quotation mark is not closed, or text stands "
                "beside a quotation. Correct the line, or export the table as .xlsx.",
                path=path,
                start=start,
            )
        ) from problem
    return rows


def delimiter_of(where: str, reading: Reading, lines: Iterable[str]) -> str:
    """Return the delimiter asked for, or else the one that is found."""
    delimiter = reading.delimiter
    if delimiter is None:
        return likely_delimiter(lines)
    delimiter = {"tab": "\t", "\\t": "\t"}.get(delimiter.casefold(), delimiter)
    if len(delimiter) != 1 or not delimiter.isascii() or delimiter in '"\r\n':
        raise UsageProblem(
            message(
                "{where}: --delimiter {asked!r} is not one character, or tab.",
                where=where,
                asked=delimiter,
            )
        )
    return delimiter


def spelled_encoding(name: str) -> str:
    """Return the name people know an encoding by."""
    return {
        "cp1252": "Windows-1252",
        "utf-16": "UTF-16",
        "cp865": "cp865 (DOS)",
        "mac_roman": "Mac Roman",
        TWICE: message("UTF-8 that was taken for Windows-1252 once"),
    }.get(name, name)


def likely_delimiter(lines: Iterable[str]) -> str:
    """Return the delimiter that the most of the first lines hold; a semicolon goes first."""
    seen = list(lines)
    counts = {mark: sum(line.count(mark) > 0 for line in seen) for mark in _DELIMITERS}
    best = max(counts.values(), default=0)
    return next((mark for mark in _DELIMITERS if best and counts[mark] == best), ";")


def _read_workbook(path: Path, wanted: Wanted, say: Say) -> Table:
    reading = wanted.reading
    names = workbook.sheet_names(path)
    if reading.sheet and reading.sheet not in names:
        raise UsageProblem(
            message(
                "{path}: no sheet {sheet!r}; it has {names}.",
                path=path,
                sheet=reading.sheet,
                names=", ".join(map(repr, names)),
            )
        )
    tables: dict[str, Table] = {}
    problems: dict[int, InputProblem] = {}
    for name in [reading.sheet] if reading.sheet else names:
        rows = workbook.sheet_rows(path, name)
        try:
            tables[name] = _table(f"{path}, sheet {name!r}", rows, wanted)
        except InputProblem as one:
            # the sheet with the widest rows is the likeliest to be meant
            problems.setdefault(max(map(_width, rows), default=0), one)
    return _single_table(path, tables, problems[max(problems)] if problems else None, say)


def _width(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _single_table(
    path: Path, tables: dict[str, Table], problem: InputProblem | None, say: Say
) -> Table:
    if not tables:
        raise problem or InputProblem(message("{path}: the workbook has no sheet.", path=path))
    if len(tables) > 1:
        raise InputProblem(
            message(
                "{path}: the sheets {found} all look like the table. Name one with --sheet.",
                path=path,
                found=", ".join(map(repr, tables)),
            )
        )
    name, table = next(iter(tables.items()))
    say(message("{name}: read sheet {name_2!r}.", name=path.name, name_2=name))
    return table


def _table(
    where: str, rows: Sequence[Sequence[str]], wanted: Wanted, hint: Mark | None = None
) -> Table:
    """Return the table; ``hint`` is the mark before decimals that the file itself speaks for."""
    table = _wide_table(where, rows, wanted)
    if table is None:
        _refuse_heading_groups(where, wanted.reading, ())
        table = _long_table(where, rows, wanted)
    if not table.rows:
        raise InputProblem(
            message("{where}: a header but no rows below it. Ask for the data again.", where=where)
        )
    day_first = wanted.reading.dates in {None, "day-first"} and hint != "."
    return replace(table, marks=marks_of(table, wanted, hint), day_first=day_first)


def _wide_table(where: str, rows: Sequence[Sequence[str]], wanted: Wanted) -> Table | None:
    if wanted.kinds is None:
        return None
    wide = WideReading(wanted.fields, wanted.reading, wanted.kinds, wanted.grouped)
    made_long = long_rows(where, rows, _SEARCHED_ROWS, wide)
    if made_long is None:
        return None
    headings.check_columns(where, made_long.binding, made_long.reading)
    _refuse_heading_groups(where, wanted.reading, made_long.heading_groups)
    return Table(made_long.binding, made_long.rows, where, made_long.sources)


def _refuse_heading_groups(
    where: str, reading: Reading, held: Collection[tuple[str, str]]
) -> None:
    """Refuse a group that is said to stand in the headings, but does not."""
    for value, dimension in reading.heading_groups.items():
        if (dimension, value) not in held:
            raise UsageProblem(
                message(
                    "{where}: --group {dimension}={value}: no heading begins or ends with "
                    "{value!r}.",
                    where=where,
                    dimension=dimension,
                    value=value,
                )
            )


def _long_table(where: str, rows: Sequence[Sequence[str]], wanted: Wanted) -> Table:
    head = rows[:_SEARCHED_ROWS]
    header_row, binding = find_header(
        where, head, wanted.fields, wanted.reading, grouped=wanted.grouped
    )
    data = [row for row in rows[header_row + 1 :] if any(cell.strip() for cell in row)]
    headings.check_columns(where, binding, wanted.reading)
    headings.check_twins(where, binding, wanted.reading)
    return Table(binding, data, where)


def find_header(
    where: str,
    rows: Sequence[Sequence[str]],
    fields: Sequence[Field],
    reading: Reading,
    *,
    grouped: bool = False,
    beside: Callable[[Binding], Sequence[str]] = lambda _: (),
) -> tuple[int, Binding]:
    """Return the number of the first row that holds all required fields, and its binding.

    ``beside`` tells which fields are missing beside the required ones, to be named with them.
    """
    best: Binding | None = None
    for row_index, row in enumerate(rows):
        binding = headings.bind(row, fields, reading, grouped=grouped)
        mapped = all(name in binding.position for name in reading.columns)
        if binding.position and mapped and not headings.missing(binding, fields):
            return row_index, binding
        if best is None or _named(binding) > _named(best):
            best = binding
    if best is None:
        raise InputProblem(
            message("{where}: no header and no rows. Ask for the file again.", where=where)
        )
    names = dict.fromkeys([*headings.missing(best, fields), *beside(best)])
    raise headings.complain(where, best, list(names), reading)


def _named(binding: Binding) -> tuple[int, int]:
    return len(binding.position), sum(1 for text in binding.headings if text.strip())


def numbered(table: Table) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each data row with its number among the file's data rows, counted from 1."""
    if not table.sources:
        return iter(enumerate(table.rows, start=1))
    numbers = (source.row_number for source in table.sources)
    return zip(numbers, table.rows, strict=True)


def marks_of(table: Table, wanted: Wanted, hint: Mark | None) -> dict[str, Mark]:
    """Return what stands before the decimals of each field of numbers.

    It is what ``--decimal`` says, else what the column's cells allow, else what other columns
    of the file have. Raises ``InputProblem`` where that does not tell.
    """
    numbers = [one for one in wanted.fields if one.number and table.binding.has(one.name)]
    if wanted.reading.decimal:
        return dict.fromkeys((one.name for one in numbers), wanted.reading.decimal)
    first = {one: decided(_texts(table, one), whole=one.number == "whole", most=one.most)
             for one in numbers}  # fmt: skip
    told = {decision.mark for one, decision in first.items()
            if decision.mark and one.number == "decimal"}  # fmt: skip
    hint = hint or (next(iter(told)) if len(told) == 1 else None)
    marks = {one.name: hint if decision.reason == "undecided" else decision.mark
             for one, decision in first.items()}  # fmt: skip
    for one, decision in first.items():
        if marks[one.name] is None and decision.reason:
            raise _untold(table, one, decision)
    return {name: mark or hint or "," for name, mark in marks.items()}


def _texts(table: Table, one: Field) -> list[str]:
    """Return a field's cells that are text; a workbook's numbers need no mark."""
    column = table.binding.position.get(one.name)
    if column is None:
        return [table.binding.fixed.get(one.name, "")]
    cells = (row[column] for row in table.rows if column < len(row))
    return [cell for cell in cells if not isinstance(cell, NumberCell)]


def _untold(table: Table, one: Field, decision: Decision) -> InputProblem:
    """Say by which cells the mark of a column cannot be told, and what to do."""
    heading = table.binding.heading(one.name)
    if decision.reason == "contradiction":
        return InputProblem(
            message(
                "{where}, column {heading!r}: {first!r} and {second!r} cannot both be read. Say "
                "what stands before decimals with --decimal , or --decimal . and the other cells "
                "are rejected, or correct the file.",
                where=table.where,
                heading=heading,
                first=decision.examples[0],
                second=decision.examples[1],
            )
        )
    return InputProblem(
        message(
            "{where}, column {heading!r}: nothing tells whether {examples} has thousands or "
            "decimals. Say what stands before decimals: --decimal , or --decimal .",
            where=table.where,
            heading=heading,
            examples=", ".join(map(repr, decision.examples)),
        )
    )
