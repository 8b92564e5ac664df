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
            way_on=_way_on([str(row["reason"]) for row in reasons], columns.fields),
        )
    )


def _way_on(reasons: Sequence[str], headings: Mapping[str, str]) -> str:
    if {*reasons} == {REASONS[SWAPPED]}:
        return _turned(headings)
    if {*reasons} <= {REASONS[FAR], REASONS[OFF_EARTH]}:
        return message("Say with --crs which coordinate system they are in, or correct the file.")
    if all(reason.startswith(_OF_CELLS) for reason in reasons):
        return message("Correct the file.")
    return message("Correct the file, or say with --map, --decimal or --crs how to read it.")


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
