"""Answers as text for programs: JSON and CSV."""

import csv
import io
import json
from typing import Any

from hotspots.model.answer import SCHEMA_VERSION, Answer
from hotspots.output.plain import cell, plain, plain_rows
from hotspots.safe import cell_text


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
    plain_value = cell(value)
    if isinstance(plain_value, str):
        return cell_text(plain_value)
    return "" if plain_value is None else plain_value
