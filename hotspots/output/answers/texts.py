"""Answers as text for programs: JSON and CSV."""

import json
from typing import Any

from hotspots.model.answer import SCHEMA_VERSION, Answer
from hotspots.output.plain import cell, plain, plain_rows
from hotspots.safe import csv_cell, json_text, terminal_text


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
    return json_text(json.dumps(whole, ensure_ascii=False, indent=2)) + "\n"


def as_csv(answer: Answer, *, notes_in_rows: bool = False) -> str:
    """Return the rows as CSV: UTF-8 with a mark, so that Excel reads it; commas, points.

    Text that a spreadsheet would take for a formula gets an apostrophe before it, and marks that
    steer are made visible. The notes go beside the rows, or with ``notes_in_rows`` into a last
    column, ``notes``, of every row.
    """
    beside = [("notes", " ".join(answer.notes))] if notes_in_rows else []
    heads = [*answer.columns, *(heading for heading, _ in beside)]
    rows = [[*(row[name] for name in answer.columns), *(notes for _, notes in beside)]
            for row in answer.rows]  # fmt: skip
    return "\ufeff" + "".join(",".join(map(_csv_cell, row)) + "\r\n" for row in [heads, *rows])


def notes_text(answer: Answer) -> str | None:
    """Return the notes as text, one to a line; None where there are none."""
    notes = [terminal_text(note) for note in answer.notes]
    return "\n".join(notes) + "\n" if notes else None


def _csv_cell(value: Any) -> str:
    plain_value = cell(value)
    if plain_value is None:
        return ""
    is_number = isinstance(plain_value, bool | int | float)
    return str(plain_value) if is_number else csv_cell(str(plain_value))
