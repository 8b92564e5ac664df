"""Answers as an Excel workbook: the rows, what the columns mean, where they come from."""

from pathlib import Path
from typing import Any

from hotspots import safe
from hotspots.model.answer import Answer
from hotspots.output.plain import cell, plain

_MOST_WIDTH = 60


def write_xlsx(answer: Answer, path: Path) -> None:
    """Write an answer as a workbook; text from data stays text, never a formula or a link."""
    import xlsxwriter

    with safe.whole_file(path) as draft:
        options = {"strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False}  # fmt: skip
        with xlsxwriter.Workbook(str(draft), options) as book:
            book.set_properties({"title": f"hotspots {answer.command}"})
            _write_rows(book, answer)
            _write_about(book, answer)


def _write_rows(book: Any, answer: Answer) -> None:
    sheet = book.add_worksheet(answer.command)
    heading = book.add_format({"bold": True, "bottom": 1})
    for at, name in enumerate(answer.columns):
        sheet.write_string(0, at, name, heading)
    for down, row in enumerate(answer.rows, start=1):
        for at, name in enumerate(answer.columns):
            _write_cell(sheet, down, at, cell(row[name]))
    sheet.freeze_panes(1, 0)
    if answer.rows:
        sheet.autofilter(0, 0, len(answer.rows), len(answer.columns) - 1)
    for at, name in enumerate(answer.columns):
        widest = max([len(name), *(len(str(cell(row[name]) or "")) for row in answer.rows)])
        sheet.set_column(at, at, min(widest + 2, _MOST_WIDTH))


def _write_cell(sheet: Any, down: int, at: int, value: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(down, at, value)
    elif isinstance(value, int | float):
        sheet.write_number(down, at, value)
    elif value is not None:
        sheet.write_string(down, at, str(value))


def _write_about(book: Any, answer: Answer) -> None:
    sheet = book.add_worksheet("about")
    lines: list[tuple[str, Any]] = [("note", note) for note in answer.notes]
    lines += [(str(name), plain(value)) for name, value in answer.settings.items()]
    for source in answer.sources:
        lines += [("source", "; ".join(f"{name}: {value}" for name, value in source.items()))]
    for down, (name, value) in enumerate(lines):
        sheet.write_string(down, 0, name)
        sheet.write_string(down, 1, "" if value is None else str(value))
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, _MOST_WIDTH * 2)
