"""A load that was only tried, as text: how the file was read, and what would become of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from hotspots.language import message
from hotspots.model.loads import LoadPreview, Receipt
from hotspots.output.answers.terminal import aligned
from hotspots.output.plain import plain

_WIDEST_REASON = 70
_WIDEST_FACT = 100
_WIDEST_CELL = 44


def as_text(receipt: Receipt, preview: LoadPreview) -> str:
    """Return what a tried load would do as tables for a terminal, each under a heading."""
    parts = [
        (message("How {name} is read", name=receipt.file_name), _facts(preview)),
        (message("Columns"), _columns(preview)),
        (_counted(receipt), _rows(preview)),
        (_turned_away(receipt), _rejects(preview)),
    ]
    filled = [part for part in parts if part[1] or part == parts[-1]]
    return "\n".join(line for heading, lines in filled for line in _part(heading, lines))


def _part(heading: str, lines: Sequence[str]) -> Iterator[str]:
    yield heading
    yield from (f"  {line}" for line in lines)
    yield ""


def _facts(preview: LoadPreview) -> list[str]:
    cells = [[label, value] for label, value in preview.facts]
    return aligned([], cells, widest=_WIDEST_FACT)


def _columns(preview: LoadPreview) -> list[str]:
    columns = preview.columns
    read = [[heading, field] for field, heading in columns.fields.items()]
    groups = [[heading, message("group {dimension}", dimension=dimension)]
              for dimension, heading in columns.groups.items()]  # fmt: skip
    fixed = [[f"--fixed {name}={value}", name] for name, value in preview.fixed.items()]
    unread = [[heading, message("not read")] for heading in columns.unread]
    cells = [*read, *groups, *fixed, *unread]
    headings = [message("in the file"), message("read as")]
    return aligned(headings, cells, widest=_WIDEST_CELL) if cells else []


def _counted(receipt: Receipt) -> str:
    return message(
        "The first rows as they would be stored; {rows_stored:,} of {rows_in:,} would be",
        rows_stored=receipt.rows_stored,
        rows_in=receipt.rows_in,
    )


def _rows(preview: LoadPreview) -> list[str]:
    names = [name for name in preview.names if any(_has_value(row[name]) for row in preview.rows)]
    numeric = [_are_numbers(row[name] for row in preview.rows) for name in names]
    cells = [[_cell(row[name]) for name in names] for row in preview.rows]
    return aligned(names, cells, numeric, widest=_WIDEST_CELL) if cells else []


def _has_value(value: Any) -> bool:
    return value is not None and value != ""


def _are_numbers(values: Iterable[Any]) -> bool:
    return all(value is None or (isinstance(value, int | float) and not isinstance(value, bool))
               for value in values)  # fmt: skip


def _cell(value: Any) -> str:
    """Return a value as it would be stored, with every digit."""
    if not _has_value(value):
        return ""
    if isinstance(value, bool):
        return message("yes") if value else message("no")
    if isinstance(value, float):
        return message("{value:.10g}", value=value)
    return str(plain(value) if isinstance(value, date) else value)


def _turned_away(receipt: Receipt) -> str:
    if not receipt.rows_rejected:
        return message("No row would be rejected.")
    return message(
        "Rejected would be {rows_rejected:,} of {rows_in:,} {rows_in:row|rows}; of each reason "
        "the first",
        rows_rejected=receipt.rows_rejected,
        rows_in=receipt.rows_in,
    )


def _rejects(preview: LoadPreview) -> list[str]:
    names = [message("rows"), message("first row"), message("column"), message("it says"),
             message("reason")]  # fmt: skip
    cells = [
        [
            str(group.n_rows),
            str(group.first.row_number),
            group.first.column or "",
            group.first.value or "",
            group.first.reason,
        ]
        for group in preview.rejects
    ]
    numeric = [True, True, False, False, False]
    return aligned(names, cells, numeric, {4: _WIDEST_REASON}) if cells else []
