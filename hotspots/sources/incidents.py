"""Incident extracts of every format, as one stream of text columns by field."""

import csv
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hotspots.engine.csv_stream import BATCH_ROWS, BadLine, CsvStream, csv_stream
from hotspots.errors import InputProblem
from hotspots.language import marked, message
from hotspots.model import fields
from hotspots.model.load import Dialect, Reading, Say
from hotspots.sources import gdal, headings, tables, workbook
from hotspots.sources.encoding import utf8
from hotspots.sources.files import Format, format_of, named_for, without_gzip
from hotspots.sources.headings import Binding
from hotspots.sources.quoting import Straight, straightened

TEXT_FIELDS = ("id", "occurred", "earliest", "latest", "reported", "x", "y", "category")
Coordinates = Literal["xy", "lonlat", "layer", "none"]

_MISSING = pa.array(
    ["", "..", "…", "...", "-", ":", "na", "NA", "n/a", "N/A", "nan", "NaN", "null", "NULL"]
)
_LONGEST_MARK_BYTES = 4
_POINT_TYPES = (-1, 0, 4)  # none, Point, MultiPoint
_MIDNIGHT = r"[ T]00:00(:00(\.0+)?)?$"
_BROKEN = marked("has a quotation mark that is not closed, or text beside a quotation")
_SEARCHED_LINES = 30
_HEAD_BYTES = 1 << 18


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


@contextmanager
def open_incidents(path: Path, reading: Reading, say: Say) -> Iterator[IncidentStream]:
    """Open an extract of incidents: CSV (also gzipped), xlsx, Parquet, GeoPackage, GeoJSON."""
    with without_gzip(path) as plain, named_for(path, plain):
        kind = format_of(plain)
        if kind == "csv":
            with _csv(plain, path, reading, say) as stream:
                yield stream
        elif kind == "xlsx":
            yield _workbook(plain, reading, say)
        elif kind == "parquet":
            yield _parquet(plain, reading)
        elif kind in {"gpkg", "geojson"}:
            yield _layer(plain, kind, reading, say)
        else:
            raise InputProblem(
                message(
                    "{path}: incidents come as CSV, xlsx, Parquet, GeoPackage or GeoJSON.",
                    path=path,
                )
            )


def check_fields(where: str, binding: Binding, reading: Reading, *, layer: bool = False) -> None:
    """Refuse an extract without an id, a time, or both coordinates of a pair."""
    missing = headings.missing(binding, fields.INCIDENTS)
    if not any(binding.has(name) for name in ("occurred", "earliest", "latest")):
        missing.append("occurred")
    if not layer:
        for one, other in (("x", "y"), ("y", "x"), ("lon", "lat"), ("lat", "lon")):
            if binding.has(one) and not binding.has(other):
                missing.append(other)
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


@contextmanager
def _csv(path: Path, shown: Path, reading: Reading, say: Say) -> Iterator[IncidentStream]:
    with utf8(path, reading.encoding) as plain:
        if plain.encoding not in {"utf-8", "utf-8-sig"}:
            say(
                message(
                    "{name}: read as {spelled_encoding}.",
                    name=shown.name,
                    spelled_encoding=tables.spelled_encoding(plain.encoding),
                )
            )
        lines = _first_lines(plain.path)
        delimiter = tables.delimiter_of(str(shown), reading, lines)
        at, binding = _header(str(shown), lines, delimiter, reading)
        check_fields(str(shown), binding, reading)
        names = _column_names(binding)
        wanted = [name for name in names if not name.startswith("column ")]
        with (
            straightened(plain.path, delimiter, at + 1, len(names)) as straight,
            csv_stream(straight.path, names, wanted, delimiter, straight.skip) as rows,
        ):
            batches = (pa.Table.from_batches([batch]) for batch in rows.batches())
            yield IncidentStream(
                batches=_prepared(batches, binding),
                dialect=reading.dialect or tables.delimiter_dialect(delimiter),
                coordinates=coordinates_of(binding),
                crs=None,
                headings={name: binding.heading(name) for name in binding.position},
                bad_lines=lambda: _bad_lines(rows, straight),
                first_line=straight.skip + 1,
            )


def _bad_lines(rows: CsvStream, straight: Straight) -> list[BadLine]:
    return [
        BadLine(one.line, straight.broken[one.line], _BROKEN)
        if one.line in straight.broken
        else one
        for one in rows.bad_lines()
    ]


def _first_lines(path: Path) -> list[str]:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(_HEAD_BYTES).split("\n")[:_SEARCHED_LINES]


def _header(
    where: str, lines: Sequence[str], delimiter: str, reading: Reading
) -> tuple[int, Binding]:
    rows = [next(csv.reader([line.rstrip("\r")], delimiter=delimiter), []) for line in lines]
    at, binding = tables.find_header(where, rows, fields.INCIDENTS, reading)
    if not any(cell.strip() for row in rows[at + 1 :] for cell in row):
        raise InputProblem(
            message("{where}: a header but no rows below it. Ask for the data again.", where=where)
        )
    return at, binding


def _column_names(binding: Binding) -> list[str]:
    by_position = {position: name for name, position in binding.position.items()}
    return [
        by_position.get(at, message("column {at}", at=at)) for at in range(len(binding.headings))
    ]


def _workbook(path: Path, reading: Reading, say: Say) -> IncidentStream:
    dialect = reading.dialect or "dk"
    names = workbook.sheet_names(path)
    sheet = reading.sheet or names[0]
    if sheet not in names:
        raise InputProblem(
            message(
                "{path}: no sheet {sheet!r}; it has {names}.",
                path=path,
                sheet=sheet,
                names=", ".join(map(repr, names)),
            )
        )
    if len(names) > 1 and not reading.sheet:
        say(
            message(
                "{name}: read the first sheet, {sheet!r}; name another with --sheet.",
                name=path.name,
                sheet=sheet,
            )
        )
    rows = workbook.streamed_rows(path, sheet, dialect)
    where = message("{path}, sheet {sheet!r}", path=path, sheet=sheet)
    head = list(itertools.islice(rows, _SEARCHED_LINES))
    at, binding = tables.find_header(where, head, fields.INCIDENTS, reading)
    check_fields(where, binding, reading)
    data = (row for row in itertools.chain(head[at + 1 :], rows) if any(row))
    first = next(data, None)
    if first is None:
        raise InputProblem(
            message("{where}: a header but no rows below it. Ask for the data again.", where=where)
        )
    batches = _row_batches(itertools.chain([first], data), binding)
    return _stream(batches, binding, dialect)


def _row_batches(rows: Iterator[list[str]], binding: Binding) -> Iterator[Any]:
    while batch := list(itertools.islice(rows, BATCH_ROWS)):
        yield pa.table(
            {
                name: pa.array([binding.cell(row, name) for row in batch], pa.string())
                for name in binding.position
            }
        )


def _parquet(path: Path, reading: Reading) -> IncidentStream:
    from pyarrow import parquet

    with _parquet_problems(path):
        file = parquet.ParquetFile(path)
    if file.metadata.num_rows == 0:
        raise InputProblem(
            message("{path}: the file has no rows. Ask for the data again.", path=path)
        )
    binding = headings.bind(file.schema_arrow.names, fields.INCIDENTS, reading)
    check_fields(str(path), binding, reading)
    return _stream(_parquet_batches(path, file, binding), binding, "iso")


def _parquet_batches(path: Path, file: Any, binding: Binding) -> Iterator[Any]:
    columns = [binding.heading(name) for name in binding.position]
    with _parquet_problems(path):
        for batch in file.iter_batches(BATCH_ROWS, columns=columns):
            yield _as_text(pa.Table.from_batches([batch]), binding)


@contextmanager
def _parquet_problems(path: Path) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError) as problem:
        raise InputProblem(
            message(
                "{path}: the Parquet file is damaged ({problem}). Ask for it again.",
                path=path,
                problem=problem,
            )
        ) from problem


def _layer(path: Path, kind: Format, reading: Reading, say: Say) -> IncidentStream:
    gdal.lock()
    import pyogrio
    import shapely

    with gdal.problems(path, say):
        gdal.check_layer(path, reading.layer)
        frame = pyogrio.read_dataframe(
            path, layer=reading.layer, force_2d=True, datetime_as_string=True
        )
    if len(frame) == 0 or "geometry" not in frame:
        raise InputProblem(
            message("{path}: the layer has no points. Ask for the data again.", path=path)
        )
    say(
        message(
            "{name}: read as {driver_of}, {n} points.",
            name=path.name,
            driver_of=gdal.DRIVER_OF[kind],
            n=len(frame),
        )
    )
    plain = frame.drop(columns="geometry")
    binding = headings.bind([*map(str, plain.columns)], fields.INCIDENTS, reading)
    check_fields(str(path), binding, reading, layer=True)
    shapes = np.asarray(frame.geometry.array)
    if not np.isin(shapely.get_type_id(shapes), _POINT_TYPES).all():
        raise InputProblem(
            message("{path}: incidents are points; this layer has lines or areas.", path=path)
        )
    points = shapely.centroid(shapes)
    table = _as_text(pa.Table.from_pandas(plain, preserve_index=False), binding)
    for axis, values in (("x", shapely.get_x(points)), ("y", shapely.get_y(points))):
        text = pc.cast(pa.array(values, from_pandas=True), pa.string())
        table = table.drop_columns([axis] if axis in table.column_names else [])
        table = table.append_column(axis, text)
    stream = _stream(iter([table]), binding, "iso")
    return IncidentStream(
        stream.batches, "iso", "layer", frame.crs, stream.headings, stream.bad_lines, 1
    )


def _as_text(table: Any, binding: Binding) -> Any:
    columns = {
        name: _column_text(table[binding.heading(name)].combine_chunks())
        for name in binding.position
        if binding.heading(name) in table.column_names
    }
    return pa.table(columns)


def _column_text(column: Any) -> Any:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return pc.cast(column, pa.string())


def _stream(batches: Iterator[Any], binding: Binding, dialect: Dialect) -> IncidentStream:
    return IncidentStream(
        batches=_prepared(batches, binding),
        dialect=dialect,
        coordinates=coordinates_of(binding),
        crs=None,
        headings={name: binding.heading(name) for name in binding.position},
        bad_lines=list,
        first_line=1,
    )


def _prepared(batches: Iterator[Any], binding: Binding) -> Iterator[Any]:
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
    if (found := _column_of(batch, binding, name)) is not None:
        return _without_missing(pc.utf8_trim_whitespace(batch[found]))
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
    at = binding.position[name]
    return next((one for one in batch.column_names if binding.position.get(one) == at), None)


def _combined(columns: dict[str, Any], n: int) -> dict[str, Any]:
    clock = columns.pop("clock")
    if clock.null_count < n:
        days = pc.replace_substring_regex(columns["occurred"], _MIDNIGHT, "")
        both = pc.binary_join_element_wise(days, clock, " ")
        columns["occurred"] = pc.coalesce(both, columns["occurred"])
    for axis, other in (("x", "lon"), ("y", "lat")):
        if other in columns:
            given = columns.pop(other)
            columns[axis] = given if given.null_count < n else columns[axis]
    return columns
