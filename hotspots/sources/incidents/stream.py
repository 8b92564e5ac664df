"""A stream of incidents: batches of text columns by field, whatever file they come from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hotspots.engine.csv_stream import BadLine
from hotspots.model import fields
from hotspots.model.loads import Dialect, Reading
from hotspots.sources.files import headings
from hotspots.sources.files.headings import Binding

TEXT_FIELDS = ("id", "occurred", "earliest", "latest", "reported", "x", "y", "category")
# A header is looked for in so many lines.
SEARCHED_LINES = 30
Coordinates = Literal["xy", "lonlat", "layer", "none"]

_MISSING = pa.array(
    ["", "..", "…", "...", "-", ":", "na", "NA", "n/a", "N/A", "nan", "NaN", "null", "NULL"]
)
_LONGEST_MARK_BYTES = 4
_MIDNIGHT = r"[ T]00:00(:00(\.0+)?)?$"


@dataclass(frozen=True)
class IncidentStream:
    """Batches of an extract's rows: Arrow tables of text columns by field, and ``row_number``.

    ``crs`` is what the file itself says, if it says. ``bad_lines`` is to be asked for when the
    batches are drained; ``headings`` gives the file's own word for a field.
    """

    batches: Iterator[Any]
    dialect: Dialect
    coordinates: Coordinates
    crs: Any
    headings: Mapping[str, str]
    bad_lines: Callable[[], Sequence[BadLine]]
    first_line: int


def check_fields(where: str, binding: Binding, reading: Reading, *, layer: bool = False) -> None:
    """Refuse an extract without an id, a time, or both coordinates of a pair."""
    missing = headings.missing(binding, fields.INCIDENTS)
    if not any(binding.has(name) for name in ("occurred", "earliest", "latest")):
        missing.append("occurred")
    if not layer:
        for axis, partner in (("x", "y"), ("y", "x"), ("lon", "lat"), ("lat", "lon")):
            if binding.has(axis) and not binding.has(partner):
                missing.append(partner)
        if not binding.has("x") and not binding.has("lon"):
            missing.append("x")
    unknown = [name for name in reading.columns if name not in binding.position]
    if missing or unknown:
        raise headings.complain(where, binding, missing or unknown, reading)


def coordinates_of(binding: Binding) -> Coordinates:
    """Return which pair of columns holds the place."""
    if binding.has("x") and binding.has("y"):
        return "xy"
    return "lonlat" if binding.has("lon") and binding.has("lat") else "none"


def stream_of(batches: Iterator[Any], binding: Binding, dialect: Dialect) -> IncidentStream:
    """Return the stream of a file without lines of its own, such as a sheet or a layer."""
    return IncidentStream(
        batches=prepared(batches, binding),
        dialect=dialect,
        coordinates=coordinates_of(binding),
        crs=None,
        headings={name: binding.heading(name) for name in binding.position},
        bad_lines=list,
        first_line=1,
    )


def prepared(batches: Iterator[Any], binding: Binding) -> Iterator[Any]:
    """Bring batches to the agreed columns: text without blanks, null where missing."""
    done = 0
    for batch in batches:
        n = batch.num_rows
        columns = {name: _column(batch, binding, name, n) for name in _needed(binding)}
        numbers = pa.array(np.arange(done + 1, done + n + 1))
        yield pa.table({"row_number": numbers, **_combined(columns, n)})
        done += n


def _needed(binding: Binding) -> list[str]:
    return [*TEXT_FIELDS, "clock", *(("lon", "lat") if not binding.has("x") else ())]


def _column(batch: Any, binding: Binding, name: str, n: int) -> Any:
    if (column := _column_of(batch, binding, name)) is not None:
        return _without_missing(pc.utf8_trim_whitespace(batch[column]))
    fixed = binding.fixed.get(name)
    return pa.array([fixed] * n, pa.string()) if fixed else pa.nulls(n, pa.string())


def _without_missing(column: Any) -> Any:
    """Return a column with null for missing marks; a column of longer texts has none."""
    shortest = pc.min(pc.binary_length(column)).as_py()
    if shortest is None or shortest > _LONGEST_MARK_BYTES:
        return column
    return pc.if_else(pc.is_in(column, value_set=_MISSING), None, column)


def _column_of(batch: Any, binding: Binding, name: str) -> str | None:
    """Return the batch's column for a field; several fields may share one of the file's."""
    if name in batch.column_names or name not in binding.position:
        return name if name in batch.column_names else None
    position = binding.position[name]
    return next((one for one in batch.column_names if binding.position.get(one) == position), None)


def _combined(columns: dict[str, Any], n: int) -> dict[str, Any]:
    clock = columns.pop("clock")
    if clock.null_count < n:
        days = pc.replace_substring_regex(columns["occurred"], _MIDNIGHT, "")
        both = pc.binary_join_element_wise(days, clock, " ")
        columns["occurred"] = pc.coalesce(both, columns["occurred"])
    for axis, degrees in (("x", "lon"), ("y", "lat")):
        if degrees in columns:
            values = columns.pop(degrees)
            columns[axis] = values if values.null_count < n else columns[axis]
    return columns
