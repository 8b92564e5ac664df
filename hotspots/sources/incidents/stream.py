"""A stream of incidents: batches of text columns by field, whatever file they come from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pyarrow.compute as pc

from hotspots.arrow import pa
from hotspots.engine.csv_stream import BadLine
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model import fields
from hotspots.model.fields import CLOCK_OF, Field
from hotspots.model.loads import BoundColumns, Mark, Reading, SheetRows
from hotspots.sources.files import headings
from hotspots.sources.files.headings import Binding
from hotspots.sources.files.names import heading_key
from hotspots.sources.files.quoting import text_of_formula
from hotspots.sources.incidents.clocks import Clocks, ends_share_day
from hotspots.sources.incidents.conventions import TIME_FIELDS, Conventions, ExtractSource, settled
from hotspots.sources.incidents.days_beside_clocks import days_beside_clocks
from hotspots.sources.incidents.made_ids import made_ids
from hotspots.sources.incidents.unread_clocks import clocks_read
from hotspots.sources.incidents.written_places import of_points, without_blanks
from hotspots.sources.values.lost_digits import refuse_lost_digits
from hotspots.sources.values.person_refusals import Watch

TEXT_FIELDS = ("id", "occurred", "earliest", "latest", "reported", "x", "y", "category")
TIMES = (*TIME_FIELDS, *CLOCK_OF.values())
LEFT_OUT = "left_out"
# A header is looked for in so many lines.
SEARCHED_LINES = 30
Coordinates = Literal["xy", "lonlat", "layer", "none"]

_MISSING = pa.array(
    ["", "..", "…", "...", "-", ":", "na", "NA", "n/a", "N/A", "nan", "NaN", "null", "NULL"]
)
_LONGEST_MARK_BYTES = 4
# Soft hyphens, zero-width marks and marks of direction.
_INVISIBLE = "[\\x{ad}\\x{200b}-\\x{200f}\\x{2060}-\\x{2069}\\x{feff}]"
# How a spreadsheet writes a month: as its first day.
_MONTH_HEADINGS = frozenset({"maaned", "month"})
_FIRST_OF_MONTH = (
    (r"^(\d{4}-\d{2})-01(?:[ T]00:00(?::00(?:\.0+)?)?)?$", r"\1"),
    (r"^0?1[-./](\d{2})[-./](\d{4})$", r"\2-\1"),
)
_BETWEEN = "\x1f"


@dataclass(frozen=True)
class IncidentStream:
    """Batches of an extract's rows: Arrow tables of text columns by field, and ``row_number``.

    A column ``rest`` holds what stands in the columns that became no field, null where none did.
    ``columns`` tells which heading became which field. ``conventions`` tells how x, y and dates
    are written.

    ``crs`` is what the file itself says, if it says. ``bad_lines`` is to be asked for when the
    batches are drained; ``headings`` gives the file's own word for a field. ``sheets`` fills up
    as rows come, where several sheets are joined; ``sheet_names`` are those of a workbook that
    are read. Nothing comes in the batches that may be the
    number of a person; ``watch`` knows what was met, ``clocks`` how bare numbers were read.
    """

    batches: Iterator[Any]
    conventions: Conventions
    coordinates: Coordinates
    crs: Any
    headings: Mapping[str, str]
    bad_lines: Callable[[], Sequence[BadLine]]
    first_line: int
    columns: BoundColumns
    watch: Watch
    clocks: Clocks
    sheets: Sequence[SheetRows] = ()
    sheet_names: Sequence[str] = ()


def check_fields(where: str, binding: Binding, reading: Reading, *, layer: bool = False) -> None:
    """Refuse an extract without an id, a time, or both coordinates of a pair."""
    headings.check_columns(where, binding, reading)
    headings.check_twins(where, binding, reading)
    if reading.no_ids:
        _check_no_ids(where, binding)
    missing = headings.missing(binding, fields_of(reading))
    if not layer and _missing_axes(binding) == ["x"] and not reading.named_set:
        _check_no_area(where, binding)
    missing += missing_beside(binding, reading, layer=layer)
    unknown = [name for name in reading.columns if name not in binding.position]
    if missing or unknown:
        raise headings.complain(where, binding, missing or unknown, reading)


def missing_beside(binding: Binding, reading: Reading, *, layer: bool = False) -> list[str]:
    """Return what is missing of a time and a place, of each of which there are several fields."""
    missing = []
    if not any(binding.has(name) for name in ("occurred", "earliest", "latest")):
        missing.append("occurred")
    if reading.named_set and not binding.has("area"):
        missing.append("area")
    if not layer:
        axes = _missing_axes(binding)
        missing += [] if axes == ["x"] and binding.has("area") else axes
    return missing


def _missing_axes(binding: Binding) -> list[str]:
    pairs = (("x", "y"), ("y", "x"), ("lon", "lat"), ("lat", "lon"))
    missing = [axis for beside, axis in pairs if binding.has(beside) and not binding.has(axis)]
    return missing if binding.has("x") or binding.has("lon") else [*missing, "x"]


def _check_no_area(where: str, binding: Binding) -> None:
    """Refuse an extract without coordinates that names areas, and nobody said of which set."""
    keys = {heading_key(name) for name in (*fields.INCIDENT_AREA.headings, "area")}
    for heading in (binding.headings[column] for column in binding.unread):
        if heading_key(heading) in keys:
            raise UsageProblem(
                message(
                    "{where}: there are no coordinates, but the column {heading!r} seems to name "
                    "areas. Say of which area set with --set SET.",
                    where=where,
                    heading=heading,
                )
            )


def fields_of(reading: Reading) -> tuple[Field, ...]:
    """Return the fields of an extract of incidents.

    With ``--no-ids`` it needs no id; with ``--set`` it may name areas.
    """
    asked = (*fields.INCIDENTS, *([fields.INCIDENT_AREA] if reading.named_set else []))
    if not reading.no_ids:
        return asked
    return tuple(replace(field, required=False) for field in asked)


def _check_no_ids(where: str, binding: Binding) -> None:
    if binding.has("id"):
        raise UsageProblem(
            message(
                "{where}: the column {heading!r} holds ids. Leave out --no-ids, or say --ignore "
                "{heading!r} if they are none.",
                where=where,
                heading=binding.heading("id"),
            )
        )


def unread_names(binding: Binding, width: int = 0) -> dict[str, int]:
    """Return what the columns are called in a batch that are no field, and their positions.

    Columns that are read for ``--only``, that are ignored, or that stand beyond the headings of a
    row of ``width`` cells are among them, so that all are watched for numbers of persons.
    """
    fields_at = {*binding.position.values()}
    columns = range(max(width, len(binding.headings)))
    return {f"column {column}": column for column in columns if column not in fields_at}


def headings_of(binding: Binding) -> dict[str, str]:
    """Return the file's own word for each field, and for what ``--only`` leaves out."""
    names = {name: binding.heading(name) for name in binding.position}
    for column in binding.only:
        names[LEFT_OUT] = binding.headings[column]
    return names


def coordinates_of(binding: Binding) -> Coordinates:
    """Return which pair of columns holds the place."""
    if binding.has("x") and binding.has("y"):
        return "xy"
    return "lonlat" if binding.has("lon") and binding.has("lat") else "none"


def stream_of(
    batches: Iterator[Any],
    binding: Binding,
    reading: Reading,
    where: str,
    hint: Mark | None,
    rows_before: Callable[[int], int] = lambda _: 0,
) -> IncidentStream:
    """Return the stream of a file without lines of its own, such as a sheet or a layer.

    ``hint`` is the mark before decimals that the kind of file has, None where it may have both.
    ``rows_before`` tells how many rows were left out before one, where some are.
    """
    batches, binding = days_beside_clocks(batches, binding)
    coordinates = coordinates_of(binding)
    source = ExtractSource(where, headings_of(binding), coordinates == "lonlat", hint)
    watch = watch_of(where, binding, rows_before)
    watched = clocks_read(where, _watched(batches, binding, watch), binding)
    clocks = Clocks(shares_day=ends_share_day(binding))
    rows, conventions = settled(prepared(watched, binding, clocks), source, reading)
    return IncidentStream(
        batches=rows,
        conventions=conventions,
        coordinates=coordinates,
        crs=None,
        headings=headings_of(binding),
        bad_lines=list,
        first_line=1,
        columns=binding.columns,
        watch=watch,
        clocks=clocks,
    )


def watch_of(where: str, binding: Binding, rows_before: Callable[[int], int]) -> Watch:
    """Return what looks for numbers of persons in every column but those of dates and times."""
    times = {binding.position[name] for name in TIMES if name in binding.position}
    words = {binding.position["category"]} if "category" in binding.position else ()
    return Watch(where, binding.headings, binding.not_personal, times, words=words,
                 rows_before=rows_before)  # fmt: skip


def _watched(batches: Iterator[Any], binding: Binding, watch: Watch) -> Iterator[Any]:
    """Pass batches on, once no cell in them may be the number of a person."""
    first_row = 1
    for batch in batches:
        positions = {
            name: binding.position.get(name, position_of(name)) for name in batch.column_names
        }
        cells = {
            position: batch[name] for name, position in positions.items() if position is not None
        }
        watch.look(cells, first_row)
        first_row += batch.num_rows
        yield batch


def position_of(name: str) -> int | None:
    """Return the position of a column that is no field, from what it is called in a batch."""
    return int(name.removeprefix("column ")) if name.startswith("column ") else None


def prepared(batches: Iterator[Any], binding: Binding, clocks: Clocks) -> Iterator[Any]:
    """Bring batches to the agreed columns: text without blanks, null where missing."""
    done = 0
    for batch in map(_without_formulas, batches):
        n = batch.num_rows
        columns = {name: _column(batch, binding, name, n) for name in _needed(binding)}
        columns["id"] = _as_they_are(columns["id"])
        columns["rest"] = _rest(batch, binding)
        columns[LEFT_OUT] = _left_out(batch, binding)
        heading = binding.heading("id")
        refuse_lost_digits(columns["id"], heading, headings.quoted(heading))
        if not binding.has("id"):
            texts = [column for name, column in columns.items() if name not in {"id", LEFT_OUT}]
            columns["id"] = made_ids(_joined(texts))
        columns.setdefault("area", pa.nulls(n, pa.string()))
        numbers = pa.array(np.arange(done + 1, done + n + 1))
        columns = clocks.joined(_by_month(columns, binding))
        yield pa.table({"row_number": numbers, **_combined(columns, n)})
        done += n


def _without_formulas(batch: Any) -> Any:
    """Return a batch with ``A1`` where a cell says ``="A1"``, as exports write text for Excel."""
    for index, name in enumerate(batch.column_names):
        if pc.any(pc.starts_with(batch[name], '="')).as_py():
            texts = [text and text_of_formula(text) for text in batch[name].to_pylist()]
            batch = batch.set_column(index, name, pa.array(texts, pa.string()))
    return batch


def _needed(binding: Binding) -> list[str]:
    area = ("area",) if binding.has("area") else ()
    ends = [CLOCK_OF[name] for name in ("earliest", "latest") if binding.has(CLOCK_OF[name])]
    return [*TEXT_FIELDS, *area, "clock", *ends, *(("lon", "lat") if not binding.has("x") else ())]


def _column(batch: Any, binding: Binding, name: str, n: int) -> Any:
    if (column := _column_of(batch, binding, name)) is not None:
        return _without_missing(pc.utf8_trim_whitespace(batch[column]))
    fixed = binding.fixed.get(name)
    return pa.array([fixed] * n, pa.string()) if fixed else pa.nulls(n, pa.string())


def _as_they_are(ids: Any) -> Any:
    """Return ids without invisible marks, and whole numbers without the .0 of a spreadsheet."""
    plain = pc.replace_substring_regex(ids, _INVISIBLE, "")
    return pc.replace_substring_regex(plain, r"^(-?\d+)\.0+$", r"\1")


def _rest(batch: Any, binding: Binding) -> Any:
    """Return what stands in the columns that became no field, as one text; null without any."""
    unread = [f"column {column}" for column in binding.unread]
    held = {*batch.column_names}
    names = [name for name in unread if name in held]
    return _joined([batch[name] for name in names]) if names else pa.nulls(len(batch), pa.string())


def _left_out(batch: Any, binding: Binding) -> Any:
    """Return of each row that ``--only`` leaves out the value that does so; null of others."""
    left_out = pa.nulls(len(batch), pa.string())
    for column, wanted in binding.only.items():
        fields_at = [name for name, at in binding.position.items() if at == column]
        values = pc.utf8_trim_whitespace(batch[[f"column {column}", *fields_at][-1]])
        values = pc.coalesce(values, "")
        differs = pc.not_equal(pc.utf8_lower(values), wanted.lower())
        left_out = pc.coalesce(left_out, pc.if_else(differs, values, None))
    return left_out


def _joined(columns: Iterable[Any]) -> Any:
    return pc.binary_join_element_wise(
        *columns, _BETWEEN, null_handling="replace", null_replacement=""
    )


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


def _by_month(columns: dict[str, Any], binding: Binding) -> dict[str, Any]:
    """Take the first of a month for the month, where the heading says that it is one."""
    if heading_key(binding.heading("occurred")) not in _MONTH_HEADINGS:
        return columns
    months = columns["occurred"]
    for written, month in _FIRST_OF_MONTH:
        months = pc.replace_substring_regex(months, written, month)
    return {**columns, "occurred": months}


def _combined(columns: dict[str, Any], n: int) -> dict[str, Any]:
    columns |= dict(zip("xy", of_points(columns["x"], columns["y"]), strict=True))
    for axis, degrees in (("x", "lon"), ("y", "lat")):
        if degrees in columns:
            values = columns.pop(degrees)
            columns[axis] = values if values.null_count < n else columns[axis]
        columns[axis] = without_blanks(columns[axis])
    return columns
