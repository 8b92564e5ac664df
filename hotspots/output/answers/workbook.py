"""Answers as an Excel workbook: the rows, what the columns mean, where they come from.

The first sheet has at most twelve columns, headed by words; a table with more has all of them on
the second.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hotspots import __version__, safe
from hotspots.language import Lang
from hotspots.mapping.palettes import LIGHTS
from hotspots.model.answer import Answer, AnswerTable
from hotspots.output.answers.columns import explained, table_of, title_of
from hotspots.output.answers.headings import heading, is_light, word
from hotspots.output.answers.number_formats import as_moment, date_format, number_format
from hotspots.output.answers.sources import newest_load
from hotspots.output.answers.terminal import front_columns
from hotspots.output.plain import cell, plain
from hotspots.sentences import catalogue
from hotspots.sentences.sources import terms
from hotspots.sentences.texts import keys, text

_MOST_WIDTH = 60
_LEAST_WIDTH = 9
_WIDEST_PAGE = 220
_EXPLAINED_WIDTHS = (22, 26, 24, 30, 90)
_ABOUT_WIDTHS = (16, 28, 110)
_LINE_PT, _MOST_LINES = 15, 27
_MOST_MARKS = 32_767
_FRONT = 12
_STANDING = ("synthetic", "schematic", "internal", "cleared_partner", "cleared_public")
_DARK_FILL = "red"
_ROW_WIDTHS_SEEN = 2_000
_DATES = frozenset({
    "first_on", "last_on", "occurred_on", "opened_on", "until", "deadline", "valid_from",
    "valid_to", "loaded_at", "first_day", "last_day",
})  # fmt: skip


@dataclass(frozen=True)
class _Sheet:
    """A table as a sheet: its name in ``maps/columns``, its title, and its rows.

    ``above`` are the lines that stand over the headings of the first sheet.
    """

    name: str
    title: str
    command: str
    table: AnswerTable
    measure: str = ""
    above: tuple[str, ...] = ()

    @property
    def heading_row(self) -> int:
        """Return in which row the headings stand, counted from 0."""
        return len(self.above) + 1 if self.above else 0


def write_xlsx(answer: Answer, path: Path) -> None:
    """Write an answer as a workbook; text from data stays text, never a formula or a link.

    Each table has a sheet, then come the meaning of the columns, and the notes, settings and
    sources. The file states the time of the newest load, so that it is the same every time.
    """
    import xlsxwriter

    sheets = _sheets(answer)
    with safe.whole_file(path) as draft:
        # its sheets are drafts too, and lie where the file's own draft does
        options = {"strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False, "tmpdir": str(draft.parent)}  # fmt: skip
        with xlsxwriter.Workbook(str(draft), options) as book:
            _describe(book, answer, sheets[0].title)
            writer = _Writer(book, answer)
            for sheet in sheets:
                writer.table(sheet)
            writer.explanation(sheets)
            writer.about()


def _sheets(answer: Answer) -> list[_Sheet]:
    whole = _sheet(answer, AnswerTable(answer.columns, answer.rows))
    beside = [_sheet(answer, table) for table in answer.beside]
    if len(answer.columns) <= _FRONT:
        return [replace(whole, above=_above(answer, whole.title)), *beside]
    front = AnswerTable(front_columns(answer, _FRONT), answer.rows)
    first = replace(whole, table=front, above=_above(answer, whole.title))
    return [first, replace(whole, title=text(answer.lang, "workbook.all_columns")), *beside]


def _sheet(answer: Answer, table: AnswerTable) -> _Sheet:
    name = table_of(answer.command, table.columns, answer.lang)
    title = title_of(name, answer.lang)
    return _Sheet(name, title, answer.command, table, answer.settings.get("measure", ""))


def _above(answer: Answer, title: str) -> tuple[str, ...]:
    """Return the lines over the first sheet's table: its title, years and set, and its marks."""
    settings = answer.settings
    years = "–".join(str(settings[key]) for key in ("baseline", "year") if settings.get(key))
    texts = catalogue.outputs(answer.lang)  # as it stands: asking for a text says that it is used
    marks = {texts[f"note.{key}"] for key in _STANDING}
    first = " ".join(part for part in (title, years) if part)
    return first, *(note for note in answer.notes if note in marks)


def _describe(book: Any, answer: Answer, title: str) -> None:
    made = datetime.fromisoformat(newest_load(answer)).replace(tzinfo=None)
    book.set_properties({
        "title": f"{title} – hotspots {answer.command}",
        "subject": text(answer.lang, "workbook.subject"),
        "author": f"hotspots {__version__}",
        "comments": text(answer.lang, "workbook.contents"),
        "created": made,
    })  # fmt: skip
    book.set_custom_property("Language", {"da": "da-DK", "en": "en-GB"}[answer.lang])


class _Writer:
    """Writes the sheets of one workbook; formats are made once and shared."""

    def __init__(self, book: Any, answer: Answer) -> None:
        self._book, self._answer, self._lang = book, answer, answer.lang
        self._formats: dict[str, Any] = {}
        heading = {"bold": True, "bottom": 1, "bg_color": "#e8ecf2", "valign": "top"}
        self._heading = book.add_format({**heading, "align": "left", "indent": 1})
        self._over_numbers = book.add_format({**heading, "align": "right"})
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._mark = book.add_format({"italic": True})
        body = {"valign": "top", "align": "left", "indent": 1}
        self._lights = {
            light: book.add_format({**body, "bg_color": fill, "border": 1,
                                    "font_color": "#ffffff" if light == _DARK_FILL else "#000000"})
            for light, (fill, _) in LIGHTS.items()
        }  # fmt: skip
        self._text = book.add_format(body)
        self._wrapped = book.add_format({**body, "text_wrap": True})
        self._body = book.add_format({"valign": "top"})

    def table(self, sheet: _Sheet) -> None:
        """Write the rows of a table, with a heading that stays and can be filtered by."""
        columns, rows = list(sheet.table.columns), sheet.table.rows
        cells = [[self._value(sheet, name, row[name]) for name in columns] for row in rows]
        heads = [heading(self._answer, sheet.name, name) for name in columns]
        numeric = [
            _is_numeric(one[column_number] for one in cells)
            for column_number in range(len(columns))
        ]
        top = sheet.heading_row
        made = self._sheet(sheet.title, heads, numeric, top)
        for at, line in enumerate(sheet.above):
            made.write_string(at, 0, line, self._mark if at else self._title)
        widths = [_width(head, (one[column_number] for one in cells[:_ROW_WIDTHS_SEEN]))
                  for column_number, head in enumerate(heads)]  # fmt: skip
        _set_widths(made, widths)
        for down, (values, row) in enumerate(zip(cells, rows, strict=True), start=top + 1):
            of_row = replace(sheet, measure=sheet.measure or row.get("measure") or "")
            self._row(made, down, of_row, values, row)
            lines = _row_lines(values, widths)
            if lines > 1:
                made.set_row(down, min(lines, _MOST_LINES) * _LINE_PT)
        if columns:
            made.autofilter(top, 0, top + max(len(rows), 1), len(columns) - 1)
        if columns[:2] == ["area", "name"]:
            made.repeat_columns(0, 1)
        if sum(widths) <= _WIDEST_PAGE:
            made.fit_to_pages(1, 0)

    def _value(self, sheet: _Sheet, name: str, value: Any) -> Any:
        worded = value if isinstance(value, bool) else word(sheet.command, name, value, self._lang)
        return cell(worded)

    def explanation(self, sheets: Sequence[_Sheet]) -> None:
        """Write what each column means: sheet, heading, public name, unit, meaning."""
        heads = [text(self._lang, f"workbook.{key}") for key in
                 ("sheet", "column", "public_name", "unit", "meaning")]  # fmt: skip
        made = self._sheet(text(self._lang, "workbook.explanation"), heads)
        whole = [sheet for sheet in sheets if not _has_twin(sheet, sheets)]
        rows = [
            [sheet.title, heading(self._answer, sheet.name, column.name),
             *(part.replace("`", "") for part in (column.name, column.unit, column.meaning))]
            for sheet in whole
            for column in explained(sheet.name, sheet.table.columns, self._lang)
        ]  # fmt: skip
        rows += [[sheet.title, heading(self._answer, sheet.name, "flags"), f"flags: {flag}", "",
                  meaning]
                 for sheet in whole
                 for flag, meaning in _flags(sheet.table, self._lang)]  # fmt: skip
        self._texts(made, rows, _EXPLAINED_WIDTHS)

    def about(self) -> None:
        """Write the notes, the settings, and the sources with their terms."""
        keys = ("part", "name", "value")
        made = self._sheet(
            text(self._lang, "workbook.about"),
            [text(self._lang, f"workbook.{key}") for key in keys],
        )
        rows = [[text(self._lang, f"workbook.{part}"), name, value]
                for part, name, value in self._entries()]  # fmt: skip
        self._texts(made, rows, _ABOUT_WIDTHS)

    def _texts(self, sheet: Any, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """Write rows of texts on several lines; each row is as high as its longest cell."""
        for down, row in enumerate(rows, start=1):
            for column_number, value in enumerate(row):
                sheet.write_string(down, column_number, _fitting(value), self._wrapped)
            lines = max(_lines(value, width) for value, width in zip(row, widths, strict=True))
            sheet.set_row(down, min(lines, _MOST_LINES) * _LINE_PT)
        sheet.autofilter(0, 0, max(len(rows), 1), len(widths) - 1)
        _set_widths(sheet, widths)
        sheet.fit_to_pages(1, 0)

    def _entries(self) -> Iterable[tuple[str, str, str]]:
        answer = self._answer
        for note_number, note in enumerate(answer.notes, start=1):
            yield "note", str(note_number), note
        for name, value in answer.settings.items():
            if not _is_a_sheet(value, answer.beside) and value not in (None, [], (), {}):
                yield "setting", str(name), self._setting_text(plain(value))
        for source in answer.sources:
            named = {name: value for name, value in source.items() if name != "load"}
            lines = (f"{name}: {self._setting_text(value)}" for name, value in plain(named).items()
                     if value is not None)  # fmt: skip
            yield "source", str(source["load"]), "\n".join(lines)
        if licence_terms := terms(answer.sources, answer.lang):
            yield "source", "", licence_terms
        yield "setting", "hotspots", __version__

    def _setting_text(self, value: Any) -> str:
        """Return a setting as text: a list of names and values has a line for each."""
        if isinstance(value, bool):
            return text(self._lang, "workbook.yes" if value else "workbook.no")
        if isinstance(value, Mapping):
            parts = (f"{name}: {self._setting_text(item)}" for name, item in value.items()
                     if item is not None)  # fmt: skip
            return "; ".join(parts)
        if isinstance(value, list):
            deep = any(isinstance(item, Mapping) for item in value)
            return ("\n" if deep else "; ").join(self._setting_text(item) for item in value)
        if isinstance(value, float):
            return f"{value:g}"
        return "" if value is None else str(value)

    def _sheet(
        self, name: str, headings: Sequence[str], numeric: Sequence[bool] = (), top: int = 0
    ) -> Any:
        made = self._book.add_worksheet(name)
        for column_number, head in enumerate(headings):
            right = column_number < len(numeric) and numeric[column_number]
            made.write_string(
                top, column_number, head, self._over_numbers if right else self._heading
            )
        made.freeze_panes(top + 1, 0)
        made.repeat_rows(top)
        made.set_landscape()
        made.set_paper(9)
        made.set_footer("&L&F&R&P / &N")
        return made

    def _row(
        self, made: Any, down: int, sheet: _Sheet, values: Sequence[Any], row: Mapping[str, Any]
    ) -> None:
        columns = zip(sheet.table.columns, values, strict=True)
        for column_number, (name, value) in enumerate(columns):
            if is_light(name) and row[name] in self._lights:
                made.write_string(down, column_number, value, self._lights[row[name]])
            else:
                self._cell(made, down, column_number, _Value(sheet, name, value))

    def _cell(self, sheet: Any, down: int, column_number: int, cell_value: "_Value") -> None:
        value = cell_value.value
        moment = as_moment(value) if cell_value.name in _DATES else None
        if moment is not None:
            sheet.write_datetime(
                down, column_number, moment, self._format(date_format(self._lang, moment))
            )
        elif isinstance(value, bool):
            sheet.write_boolean(down, column_number, value, self._body)
        elif isinstance(value, int | float):
            of = cell_value.sheet
            code = number_format(of.command, cell_value.name, value, self._lang, of.measure)
            sheet.write_number(down, column_number, value, self._format(code))
        elif value not in (None, ""):
            words = _fitting(str(value))
            long = len(words) + 2 > _MOST_WIDTH
            sheet.write_string(down, column_number, words, self._wrapped if long else self._text)

    def _format(self, code: str) -> Any:
        if code not in self._formats:
            self._formats[code] = self._book.add_format({"num_format": code, "valign": "top"})
        return self._formats[code]


@dataclass(frozen=True)
class _Value:
    """A cell's value and the column it belongs to."""

    sheet: _Sheet
    name: str
    value: Any


def _width(name: str, values: Iterable[Any]) -> int:
    widest = max([len(name) + 3, *(len(_rounded(value)) + 2 for value in values)])
    return min(max(widest, _LEAST_WIDTH), _MOST_WIDTH)


def _has_twin(sheet: _Sheet, sheets: Sequence[_Sheet]) -> bool:
    """Return whether another sheet has all the columns of a first sheet, and more."""
    columns = set(sheet.table.columns)
    return any(each.name == sheet.name and columns < set(each.table.columns) for each in sheets)


def _flags(table: AnswerTable, lang: Lang) -> list[tuple[str, str]]:
    """Return the flags that a table's rows have, each with what it means."""
    if "flags" not in table.columns:
        return []
    flags = sorted({str(flag) for row in table.rows for flag in row["flags"] or ()})
    return [(flag, text(lang, f"flag.{flag}")) for flag in flags if f"flag.{flag}" in keys(lang)]


def _is_numeric(values: Iterable[Any]) -> bool:
    entries = [value for value in values if value not in (None, "")]
    return bool(entries) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in entries
    )


def _set_widths(sheet: Any, widths: Sequence[int]) -> None:
    for column_number, width in enumerate(widths):
        sheet.set_column(column_number, column_number, width)


def _lines(value: str, width: int) -> int:
    """Return on how many lines a text stands in a column so many marks wide, rather too many."""
    return sum(max(1, -(-len(line) * 11 // (10 * width))) for line in value.split("\n"))


def _row_lines(values: Sequence[Any], widths: Sequence[int]) -> int:
    """Return on how many lines a row stands: the most of its texts in columns of full width."""
    long = (value for value, width in zip(values, widths, strict=True)
            if width == _MOST_WIDTH and isinstance(value, str))  # fmt: skip
    return max((_lines(value, _MOST_WIDTH) for value in long), default=1)


def _rounded(value: Any) -> str:
    return "" if value is None else f"{value:,.2f}" if isinstance(value, float) else str(value)


def _is_a_sheet(value: Any, beside: Sequence[AnswerTable]) -> bool:
    """Return whether a setting is a table that has a sheet of its own."""
    if not beside or not isinstance(value, list) or not value:
        return False
    return all(isinstance(one, Mapping) for one in value)


def _fitting(value: str) -> str:
    """Return a text that a cell can hold: Excel's own limit, and the loss is marked."""
    return value if len(value) <= _MOST_MARKS else value[: _MOST_MARKS - 1] + "…"
