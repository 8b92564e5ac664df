"""Small tables (index, population, codes): the header found, the rows as text."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hotspots.errors import UsageProblem
from hotspots.language import Say, marked, message
from hotspots.model.fields import Field
from hotspots.model.loads import Mark, Reading, SheetRows
from hotspots.sources.files import headings
from hotspots.sources.files.checked import WORKBOOKS, Format, Taken
from hotspots.sources.files.header_row import find_header
from hotspots.sources.files.heading_meanings import ValueKinds, WideReading, with_categories
from hotspots.sources.files.headings import Binding, cell_of
from hotspots.sources.files.names import heading_key
from hotspots.sources.files.packed import unpacked_file
from hotspots.sources.files.pcaxis.read import read_px
from hotspots.sources.files.text_rows import say_encoding, text_rows
from hotspots.sources.files.turned import lying_rows
from hotspots.sources.files.values import NumberCell
from hotspots.sources.files.whole_rows import whole_rows
from hotspots.sources.files.wide import CellSource, left_out, long_rows, rows_by_month, split_below
from hotspots.sources.files.wide_headings import with_year_of_months, words_below
from hotspots.sources.files.wide_refusals import refuse_second_header, refuse_undated_months
from hotspots.sources.files.workbooks import shown
from hotspots.sources.files.workbooks.book import Workbook, opened
from hotspots.sources.files.workbooks.day_headings import with_periods_of_days
from hotspots.sources.files.workbooks.letters import say_needless_encoding
from hotspots.sources.files.workbooks.sheets import NoRows, SheetTable, chosen_sheets
from hotspots.sources.values.column_marks import NumberColumn, marks_of_columns
from hotspots.sources.values.multiples import (
    in_thousands,
    lines_of_thousands,
    refuse_rates,
    units_of_thousands,
)
from hotspots.sources.values.person_refusals import Watch, refuse_above, texts_of

TAKEN = Taken(marked("tables"), ("csv", *WORKBOOKS))
# A cube holds figures; lists of goals, codes or answers never come as one.
_TAKEN_OF_FIGURES = Taken(marked("tables"), ("csv", "px", *WORKBOOKS))
_SEARCHED_ROWS = 30


@dataclass(frozen=True)
class Wanted:
    """What a table is read for: its fields, how it is to be read, and whether by groups.

    ``of_persons`` says that a row is of a person, so that a single long number is suspicious.
    ``knows_formats`` tells that the file says how it shows its cells.
    """

    fields: Sequence[Field]
    reading: Reading
    grouped: bool = False
    kinds: ValueKinds | None = None
    of_persons: bool = False
    in_sheet: bool = False
    knows_formats: bool = True

    @property
    def has_shares(self) -> bool:
        """Tell whether it is of shares, which may be written as parts of one in any file."""
        return self.kinds is not None and self.kinds.value == "percent"

    @property
    def of_numbers(self) -> bool:
        """Tell whether its figures are numbers of things: residents or incidents."""
        return self.kinds is not None and self.kinds.value in {"population", "count"}

    @property
    def wide(self) -> WideReading | None:
        """Return what its headings are read for, where they may hold periods."""
        if self.kinds is None:
            return None
        return WideReading(self.fields, self.reading, self.kinds, self.grouped)

    def check_display(self, where: str) -> None:
        """Refuse to be told how cells are shown, unless it may be of headings."""
        shown.check_needless(where, self.reading.display, has_headings=self.kinds is not None)


@dataclass(frozen=True)
class Table:
    """A table's columns bound to fields, and its data rows, blank ones left out.

    ``sources`` says of each row of a wide table, which has become several, where it stands;
    ``sheets`` which sheet a row is of, where several were joined. ``marks`` is what stands before
    the decimals of each field of numbers, and ``day_first`` whether dates of numbers alone begin
    with the day. ``notes`` say how its rows were understood, where that is no matter of course.
    ``thousands`` are the whole numbers that are thousands, by heading or by ``unit_lines``.
    """

    binding: Binding
    rows: Sequence[Sequence[str]]
    where: str = ""
    sources: Sequence[CellSource] = ()
    marks: Mapping[str, Mark] = field(default_factory=dict)
    day_first: bool = True
    sheets: Sequence[SheetRows] = ()
    notes: Sequence[str] = ()
    thousands: Collection[str] = ()
    unit_lines: Sequence[str] = ()


def read_table(
    path: Path,
    fields: Sequence[Field],
    reading: Reading,
    say: Say,
    *,
    grouped: bool = False,
    kinds: ValueKinds | None = None,
    of_persons: bool = False,
) -> Table:
    """Read a CSV table or a workbook, also zipped; the header may stand below title rows.

    With ``grouped`` columns of known dimensions tell groups of people apart. With ``kinds`` the
    headings may hold periods and indicators, and the rows are made long.

    Raises ``InputProblem`` where no header holds the required fields, or no row follows it, and
    ``PersonNumbers`` where a cell may be a CPR number; ``of_persons`` makes it stricter.
    """
    wanted = Wanted(fields, reading, grouped, kinds, of_persons)
    if wanted.wide:
        wanted = replace(wanted, reading=with_categories(reading, wanted.wide))
    table = _read(path, wanted, say)
    for note in table.notes:
        say(note)
    return table


def _read(path: Path, wanted: Wanted, say: Say) -> Table:
    taken = TAKEN if wanted.kinds is None else _TAKEN_OF_FIGURES
    with unpacked_file(path, taken, say) as (plain, kind):
        if kind not in WORKBOOKS and not wanted.has_shares:
            wanted.check_display(str(path))
        table = _read_kind(plain, kind, wanted, say)
        return replace(table, where=table.where.replace(str(plain), _called(path, plain)))


def _called(path: Path, plain: Path) -> str:
    """Return what sentences call a table: its file, and in an archive its own name too."""
    return str(path) if plain.name in {path.name, path.stem} else f"{path}, {plain.name}"


def _read_kind(path: Path, kind: Format, wanted: Wanted, say: Say) -> Table:
    if kind in WORKBOOKS:
        with opened(path, kind, say, periods=wanted.kinds is not None) as book:
            wanted = replace(wanted, in_sheet=True, knows_formats=book.knows_formats)
            return _read_workbook(book, wanted, say)
    if kind == "px":
        return _read_px(path, wanted, say)
    rows, delimiter = text_rows(path, wanted.reading, say)
    return _table(str(path), rows, wanted, "." if delimiter == "," else None)


def _read_px(path: Path, wanted: Wanted, say: Say) -> Table:
    reading = wanted.reading
    named = [*reading.columns.values(), *reading.only, *reading.groups, *reading.ignore]
    table = read_px(path, reading.encoding, wanted.fields, named)
    say_encoding(path, table.encoding, say)
    refuse_above(str(path), table.texts)
    return _table(str(path), table.rows, wanted)


def _read_workbook(book: Workbook, wanted: Wanted, say: Say) -> Table:
    reading = wanted.reading
    say_needless_encoding(book.path, reading.encoding, say)
    if book.knows_formats and not wanted.has_shares:
        wanted.check_display(str(book.path))

    def read(name: str) -> tuple[Sequence[str], Table]:
        where = book.place(name)
        table = _shaped(where, book.filled_rows(name), wanted)
        return table.binding.headings, table

    table = _joined(chosen_sheets(book, reading.sheet, read, say))
    return _with_marks(table if book.knows_formats else _with_percentages(table, reading), wanted)


def _with_percentages(table: Table, reading: Reading) -> Table:
    rows = shown.rows_with_percentages(table.where, table.binding, table.rows, reading.display)
    return replace(table, rows=rows)


def _joined(tables: Sequence[SheetTable[Table]]) -> Table:
    """Return the tables of sheets with the same columns as one, which knows its rows' sheets."""
    first = tables[0].content
    if len(tables) == 1:
        return first
    rows: list[Sequence[str]] = []
    sources: list[CellSource] = []
    sheets: list[SheetRows] = []
    before = 0
    for sheet in tables:
        table = sheet.content
        sheets.append(SheetRows(sheet.name, before))
        rows += table.rows
        sources += [replace(source, row_number=source.row_number + before)
                    for source in table.sources]  # fmt: skip
        numbers = [number for number, _ in numbered(table)]
        before += max(numbers)
    unheaded = {column: number for sheet in tables
                for column, number in sheet.content.binding.unheaded.items()}  # fmt: skip
    binding = replace(first.binding, unheaded=unheaded)
    return replace(first, binding=binding, rows=rows, sources=sources, sheets=sheets)


def _table(
    where: str, rows: Sequence[Sequence[str]], wanted: Wanted, hint: Mark | None = None
) -> Table:
    """Return the table; ``hint`` is the mark before decimals that the file speaks for."""
    return _with_marks(_shaped(where, rows, wanted), wanted, hint)


def _shaped(where: str, rows: Sequence[Sequence[str]], wanted: Wanted) -> Table:
    """Return the table with its columns bound; how its numbers are written is not told yet."""
    table = _wide_table(where, rows, wanted)
    if table is None:
        _refuse_heading_groups(where, wanted.reading, ())
        table = _long_table(where, rows, wanted)
    _refuse_person_numbers(where, rows, table, strict=wanted.of_persons)
    if not table.rows:
        raise NoRows(
            message("{where}: a header but no rows below it. Ask for the data again.", where=where)
        )
    if wanted.of_numbers:
        refuse_rates(where, rows)
        return replace(table, unit_lines=lines_of_thousands(rows))
    return table


def _with_marks(table: Table, wanted: Wanted, hint: Mark | None = None) -> Table:
    """Return the table with the marks before decimals and the order of its dates."""
    day_first = wanted.reading.dates in {None, "day-first"} and hint != "."
    table = _with_thousands(table, wanted)
    return replace(table, marks=marks_of(table, wanted, hint), day_first=day_first)


def _with_thousands(table: Table, wanted: Wanted) -> Table:
    """Return a table that knows which of its whole numbers are thousands, and says so."""
    binding = table.binding
    of_fields = {spec.name: binding.heading(spec.name) for spec in wanted.fields
                 if spec.number == "whole" and spec.name in binding.position}  # fmt: skip
    units = {
        binding.headings[at]: {cell_of(row, at) for row in table.rows} for at in binding.unread
    }
    lines = [*table.unit_lines, *units_of_thousands(units)]
    thousands, notes = in_thousands(table.where, of_fields, lines if wanted.of_numbers else ())
    return replace(table, thousands=thousands, notes=[*table.notes, *notes])


def _refuse_person_numbers(
    where: str, rows: Sequence[Sequence[str]], table: Table, *, strict: bool
) -> None:
    """Refuse a table in which any cell may be a CPR number, read or not."""
    binding = table.binding
    watch = Watch(where, binding.headings, binding.not_personal, strict=strict)
    width = max(map(len, table.rows), default=0)
    watch.look(
        {column: texts_of(table.rows, column) for column in range(width)},
        row_numbers=[source.row_number for source in table.sources],
    )
    within = {cell.strip() for row in table.rows for cell in row}
    head = (cell for row in rows[:_SEARCHED_ROWS] for cell in row)
    refuse_above(where, (cell for cell in head if cell.strip() not in within))


def _wide_table(where: str, rows: Sequence[Sequence[str]], wanted: Wanted) -> Table | None:
    wide = wanted.wide
    if wide is None:
        return None
    rows, notes = with_periods_of_days(where, rows, _SEARCHED_ROWS, wide,
                                       bare=not wanted.knows_formats)  # fmt: skip
    rows, reading = with_year_of_months(rows, _SEARCHED_ROWS, wide)
    dated = replace(wide, reading=reading)
    made_long = lying_rows(where, rows, _SEARCHED_ROWS, dated)
    made_long = made_long or long_rows(where, rows, _SEARCHED_ROWS, dated)
    made_long = made_long or rows_by_month(where, rows, _SEARCHED_ROWS, dated)
    if made_long is None:
        refuse_undated_months(where, rows, _SEARCHED_ROWS, wide)
        return None
    headings.check_columns(where, made_long.binding, made_long.reading)
    _refuse_heading_groups(where, wanted.reading, made_long.heading_groups)
    return Table(made_long.binding, made_long.rows, where, made_long.sources,
                 notes=[*notes, *made_long.notes])  # fmt: skip


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
        where,
        head,
        wanted.fields,
        wanted.reading,
        grouped=wanted.grouped,
        in_sheet=wanted.in_sheet,
    )
    data = [row for row in rows[header_row + 1 :] if any(cell.strip() for cell in row)]
    headings.check_columns(where, binding, wanted.reading)
    _refuse_second_header(where, binding, data, wanted)
    headings.check_twins(where, binding, wanted.reading)
    binding = headings.with_unheaded(binding, data)
    rows, below = split_below(data)
    if wanted.wide is None:
        return Table(binding, rows, where, notes=left_out(where, below))
    whole = whole_rows(where, binding, rows, wanted.wide)
    notes = [*left_out(where, below), *whole.notes]
    return Table(whole.binding, whole.rows, where, whole.sources, notes=notes)


def _refuse_second_header(
    where: str, binding: Binding, data: Sequence[Sequence[str]], wanted: Wanted
) -> None:
    """Refuse words without an area, below headings of figures and beside none."""
    wide = wanted.wide
    if wide is None:
        return
    columns = {column for name, column in binding.position.items() if name in wide.numbers}
    refuse_second_header(where, words_below(binding, columns, data), wide)


def numbered(table: Table) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each data row with its number among the file's data rows, counted from 1."""
    if not table.sources:
        return iter(enumerate(table.rows, start=1))
    numbers = (source.row_number for source in table.sources)
    return zip(numbers, table.rows, strict=True)


def marks_of(table: Table, wanted: Wanted, hint: Mark | None) -> dict[str, Mark]:
    """Return what stands before the decimals of each field of numbers.

    Raises ``InputProblem`` where neither ``--decimal`` nor the cells tell, and ``UsageProblem``
    where ``--decimal`` names a column that holds no numbers.
    """
    numbers = [one for one in wanted.fields if one.number and table.binding.has(one.name)]
    stated = _stated_marks(table, numbers, wanted.reading)
    columns = {
        one.name: NumberColumn(
            table.binding.heading(one.name),
            _texts(table, one),
            # thousands may have decimals
            whole=one.number == "whole" and one.name not in table.thousands,
            most=one.most,
            stated=stated.get(one.name, wanted.reading.decimal),
        )
        for one in numbers
    }
    return marks_of_columns(table.where, columns, hint)


def _stated_marks(table: Table, numbers: Sequence[Field], reading: Reading) -> dict[str, Mark]:
    """Return the marks that were asked for by column, or by field, of the fields of numbers."""
    names = {heading_key(one.name): one.name for one in numbers}
    names |= {heading_key(table.binding.heading(one.name)): one.name for one in numbers}
    for column in reading.column_marks:
        if heading_key(column) not in names:
            raise UsageProblem(
                message(
                    "{where}: --decimal {column}=…: no column {column!r} is read as numbers. "
                    "Those that are: {columns}.",
                    where=table.where,
                    column=column,
                    columns=", ".join(repr(table.binding.heading(one.name)) for one in numbers)
                    or message("none"),
                )
            )
    return {names[heading_key(column)]: mark for column, mark in reading.column_marks.items()}


def _texts(table: Table, one: Field) -> list[str]:
    """Return a field's cells that are text; a workbook's numbers need no mark."""
    column = table.binding.position.get(one.name)
    if column is None:
        return [table.binding.fixed.get(one.name, "")]
    cells = (row[column] for row in table.rows if column < len(row))
    return [cell for cell in cells if not isinstance(cell, NumberCell)]
