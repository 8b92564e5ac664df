"""What is said of a load of which all rows were turned away: why, and the way on."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from hotspots.analysis.incidents.locating import FAR, OFF_EARTH, REASONS, SWAPPED
from hotspots.errors import InputProblem
from hotspots.language import in_reader_language, message
from hotspots.model.loads import BoundColumns
from hotspots.model.rows import StoreRejectReasonsRow
from hotspots.sources.files.headings import quoted

# How reasons begin against which no option helps.
_OF_CELLS = ("is not a whole number", "is below 0", "must be more than 0")
# How reasons begin against a number that is too large, perhaps for its mark.
_OF_SIZE = ("is far more than the ", "cannot be a design effect")


def nothing_left(
    path: Path, rows_in: int, reasons: Sequence[StoreRejectReasonsRow], columns: BoundColumns
) -> InputProblem:
    """Return the error of a load of which nothing is left, with its first reason and the way on.

    The way on is that of the reason, where all rows were turned away for one.
    """
    first = reasons[0]
    column = (
        message(", column {column_name!r}", column_name=first["column_name"])
        if first["column_name"]
        else ""
    )
    value = f" {first['first_value']!r}" if first["first_value"] is not None else ""
    return InputProblem(
        message(
            "{path}: {rows_in:the only row was|all {rows_in} rows were} rejected, nothing was "
            "stored. Row {first_row}{column}:{value} {reason}. {way_on}",
            path=path,
            rows_in=rows_in,
            first_row=first["first_row"],
            column=column,
            value=value,
            reason=in_reader_language(first["reason"], first["kept"]),
            way_on=_way_on(reasons, columns.fields),
        )
    )


def _way_on(rows: Sequence[StoreRejectReasonsRow], headings: Mapping[str, str]) -> str:
    reasons = [str(row["reason"]) for row in rows]
    if {*reasons} == {REASONS[SWAPPED]}:
        return _turned(headings)
    if {*reasons} <= {REASONS[FAR], REASONS[OFF_EARTH]}:
        return message("Say with --crs which coordinate system they are in, or correct the file.")
    if all(reason.startswith(_OF_CELLS) for reason in reasons):
        return message("Correct the file.")
    if all(reason.startswith(_OF_SIZE) for reason in reasons):
        return _other_mark(rows[0], headings)
    if "year" in headings:
        return message("Correct the file, or say with --map or --decimal how to read it.")
    return message("Correct the file, or say with --map, --decimal or --crs how to read it.")


def _other_mark(row: StoreRejectReasonsRow, headings: Mapping[str, str]) -> str:
    """Name the mark that a number too large may have before decimals, in its column."""
    column, cell = row["column_name"], row["first_value"] or ""
    marks = [mark for mark in ",." if mark in cell]
    if len(marks) != 1 or column not in headings.values():
        return message("Correct the file.")
    return message(
        'Say --decimal "{column}={mark}" if {cell!r} has decimals, or correct the file.',
        column=column,
        mark=marks[0],
        cell=cell,
    )


def _turned(headings: Mapping[str, str]) -> str:
    """Say how x and y change places; a layer's points have no columns to name."""
    names = ("lon", "lat") if "lon" in headings else ("x", "y")
    if not all(name in headings for name in names) or headings[names[0]] == headings[names[1]]:
        return message("Correct the file: x and y must change places.")
    return message(
        "Say --map {x}={second} --map {y}={first}.",
        x=names[0],
        y=names[1],
        first=quoted(headings[names[0]]),
        second=quoted(headings[names[1]]),
    )
