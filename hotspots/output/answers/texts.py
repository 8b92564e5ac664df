"""Answers as text for programs: JSON and CSV."""

import csv
import io
import json
from typing import Any

from hotspots.model.answer import SCHEMA_VERSION, Answer
from hotspots.output.plain import cell, plain, plain_rows
from hotspots.safe import cell_text, terminal_text


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


def as_csv(answer: Answer, *, notes_in_rows: bool = False) -> str:
    """Return the rows as CSV: UTF-8 with a mark, so that Excel reads it; commas, points.

    Text that a spreadsheet would take for a formula gets an apostrophe before it. The notes go
    beside the rows, or with ``notes_in_rows`` into a last column, ``notes``, of every row.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    beside = [("notes", _csv_cell(" ".join(answer.notes)))] if notes_in_rows else []
    writer.writerow([*answer.columns, *(heading for heading, _ in beside)])
    for row in answer.rows:
        cells = [_csv_cell(row[name]) for name in answer.columns]
        writer.writerow([*cells, *(notes for _, notes in beside)])
    return "\ufeff" + out.getvalue()


def notes_text(answer: Answer) -> str | None:
    """Return the notes as text, one to a line; None where there are none."""
    notes = [terminal_text(note) for note in answer.notes]
    return "\n".join(notes) + "\n" if notes else None


def _csv_cell(value: Any) -> Any:
    plain_value = cell(value)
    if isinstance(plain_value, str):
        return cell_text(plain_value)
    return "" if plain_value is None else plain_value
