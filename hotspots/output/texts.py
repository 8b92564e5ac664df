"""Answers as text: JSON, CSV and a table for the terminal."""

import csv
import io
import json
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from hotspots.model.answer import SCHEMA_VERSION, Answer
from hotspots.output.plain import cell, plain, plain_rows
from hotspots.safe import cell_text, terminal_text

_WIDEST = 34
_TOO_WIDE = frozenset({
    "sentence", "sha256", "city_low_pp", "city_high_pp", "trend_years", "published_against",
    "rule", "programme",
})  # fmt: skip
# what a finding says is the answer itself
_IN_FULL = frozenset({"what", "do"})
_IN_SETTINGS = {"indicator": "indicator", "baseline_year": "baseline", "year": "year",
                "period": "year"}  # fmt: skip
# Where an answer's rows are sentences, they are written on several lines instead of cut off.
_WRAPPED = {"trace": {"what": 46, "value": 44}}
_BESIDE = {"trace": frozenset({"set", "area", "name", "year", "indicator", "edition", "loaded_at",
                               "source"})}  # fmt: skip
# the notes of a change tell the editions, where every row has the same
_TOLD_BY_NOTES = frozenset({"baseline_edition", "edition"})
_CHANCES = frozenset({"p", "p_adjusted", "trend_p"})
_LEAST_CHANCE = 0.0001
_DECIMALS = {
    "n": 0, "baseline_n": 0, "population": 0, "p": 4, "p_adjusted": 4, "rate_ratio": 2,
    "rr_low": 2, "rr_high": 2, "weight": 4, "trend_per_year": 2, "trend_p": 4, "city_ratio": 2,
    "city_ratio_low": 2, "city_ratio_high": 2, "area_km2": 2, "gi_z": 2,
}  # fmt: skip


def as_json(answer: Answer) -> str:
    """Return the answer with its settings, sources and notes as indented JSON."""
    whole = {
        "schema_version": SCHEMA_VERSION,
        "command": answer.command,
        "settings": plain(answer.settings),
        "sources": plain(answer.sources),
        "notes": list(answer.notes),
        "rows": plain_rows(answer),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def as_csv(answer: Answer) -> str:
    """Return the rows as CSV: UTF-8 with a mark, so that Excel reads it; commas, points.

    Text that a spreadsheet would take for a formula gets an apostrophe before it. A CSV file
    has no place for notes, so they stand in a last column, ``notes``, of every row.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    notes = " ".join(answer.notes)
    writer.writerow([*answer.columns, "notes"])
    for row in answer.rows:
        writer.writerow([*(_csv_cell(row[name]) for name in answer.columns), _csv_cell(notes)])
    return "\ufeff" + out.getvalue()


def _csv_cell(value: Any) -> Any:
    found = cell(value)
    if isinstance(found, str):
        return cell_text(found)
    return "" if found is None else found


def as_table(answer: Answer) -> str:
    """Return the rows as a table for a terminal, and the notes below it.

    Columns that are empty, too wide, or say the same as the settings or sentences are left out.
    """
    columns = [name for name in answer.columns if _told(name, answer)]
    body = [line for row in answer.rows for line in _lines(row, columns, answer.command)]
    widths = [max(map(_width, column)) for column in zip(columns, *body, strict=True)]
    numeric = [all(_is_number(row[name]) for row in answer.rows) for name in columns]
    lines = [
        _line(columns, widths, numeric),
        _line(["─" * one for one in widths], widths, numeric),
    ]
    lines += [_line(row, widths, numeric) for row in body]
    notes = [terminal_text(note) for note in answer.notes]
    return "\n".join([*lines, *(["", *notes] if notes else [])]) + "\n"


def _lines(row: Mapping[str, Any], columns: Sequence[str], command: str) -> list[list[str]]:
    """Return a row's cells, line by line where cells of this answer are wrapped."""
    wrapped = _WRAPPED.get(command, {})
    cells = [
        textwrap.wrap(terminal_text(str(cell(row[name]))), wrapped[name], break_on_hyphens=False)
        if name in wrapped and row[name] is not None
        else [_shown(row[name], name)]
        for name in columns
    ]
    return [list(line) for line in zip_longest(*cells, fillvalue="")]


def _told(name: str, answer: Answer) -> bool:
    if name in _BESIDE.get(answer.command, ()):
        return False
    if name in _TOO_WIDE or (name in _IN_SETTINGS and _IN_SETTINGS[name] in answer.settings):
        return False
    if answer.command == "change" and name in _TOLD_BY_NOTES:
        return len({row[name] for row in answer.rows} - {None}) > 1
    return not answer.rows or any(row[name] not in (None, (), [], "") for row in answer.rows)


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _shown(value: Any, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        decimals = _DECIMALS.get(name, 1)
        if name in _CHANCES and value < _LEAST_CHANCE:
            return f"<{_LEAST_CHANCE}"
        return f"{round(value, decimals) + 0.0:.{decimals}f}"
    text = terminal_text(str(cell(value)))
    return text if name in _IN_FULL or _width(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = [
        " " * (width - _width(text)) + text if right else text + " " * (width - _width(text))
        for text, width, right in zip(cells, widths, numeric, strict=True)
    ]
    return "  ".join(padded).rstrip()
