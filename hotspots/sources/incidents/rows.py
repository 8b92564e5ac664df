"""Incident extracts of every format, as one stream of text columns by field."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc

from hotspots.arrow import arrow_ready, pa
from hotspots.engine.csv_stream import BATCH_ROWS
from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.model.loads import BoundColumns, Reading
from hotspots.sources.database.columns import IS_NUMBER
from hotspots.sources.files import headings
from hotspots.sources.files.checked import WORKBOOKS
from hotspots.sources.files.headings import Binding
from hotspots.sources.files.packed import unpacked_file
from hotspots.sources.files.parquet.file import ParquetFile, parquet_file
from hotspots.sources.files.workbooks.shown import check_needless
from hotspots.sources.incidents.csv_rows import csv_incidents
from hotspots.sources.incidents.midnights import Midnights
from hotspots.sources.incidents.stream import (
    IncidentStream,
    check_fields,
    fields_of,
    stream_of,
    unread_names,
)
from hotspots.sources.incidents.workbook_rows import workbook_incidents
from hotspots.sources.layers import frames
from hotspots.sources.values.lost_digits import number_texts

_POINT_TYPES = (-1, 0, 4)  # none, Point, MultiPoint


@contextmanager
def open_incidents(path: Path, reading: Reading, say: Say) -> Iterator[IncidentStream]:
    """Open an extract of incidents: a table, a workbook, Parquet or points; also packed."""
    with unpacked_file(path, frames.POINTS, say) as (plain, kind):
        if kind in WORKBOOKS:
            with workbook_incidents(plain, kind, reading, say) as stream:
                yield stream
            return
        if kind == "csv":
            check_needless(str(path), reading.display)
            with csv_incidents(plain, path, reading, say) as stream:
                yield stream
            return
        if kind == "parquet":
            with parquet_file(plain, say) as file:
                if not file.is_layer:
                    yield parquet_stream(plain, file, reading)
                    return
        yield _layer(plain, reading, say)


def parquet_stream(path: Path, file: ParquetFile, reading: Reading) -> IncidentStream:
    """Return the rows of an open Parquet file without a layer; ``path`` is what it is called."""
    if file.n_rows == 0:
        raise InputProblem(
            message("{path}: the file has no rows. Ask for the data again.", path=path)
        )
    schema = file.schema()
    binding = headings.bind(schema.names, fields_of(reading), reading)
    check_fields(str(path), binding, reading)
    if _are_numbers(schema, binding):
        reading = replace(reading, decimal=".")
    moments = [one.name for one in schema if pa.types.is_timestamp(one.type)]
    midnights = Midnights.of(str(path), binding, moments, reading)
    tables = (_as_text(table, binding) for table in file.tables(BATCH_ROWS))
    return stream_of(map(midnights.settled, tables), binding, reading, str(path), ".")


def _are_numbers(schema: Any, binding: Binding) -> bool:
    """Tell whether the coordinates are numbers in the file, which have no decimal comma."""
    columns = [binding.position[name] for name in ("x", "lon") if name in binding.position]
    return all(_is_number(schema.field(column)) for column in columns)


def _is_number(field: Any) -> bool:
    return not pa.types.is_string(field.type) or IS_NUMBER in (field.metadata or {})


def _layer(path: Path, reading: Reading, say: Say) -> IncidentStream:
    import shapely

    frame = frames.read_points(path, reading, say)
    plain = frame.drop(columns=frame.geometry.name)
    binding = headings.bind([*map(str, plain.columns)], fields_of(reading), reading)
    check_fields(str(path), binding, reading, layer=True)
    shapes = np.asarray(frame.geometry.array)
    if not np.isin(shapely.get_type_id(shapes), _POINT_TYPES).all():
        raise InputProblem(
            message("{path}: incidents are points; this layer has lines or areas.", path=path)
        )
    points = shapely.centroid(shapes)
    table = _as_text(pa.Table.from_pandas(arrow_ready(plain), preserve_index=False), binding)
    for axis, values in (("x", shapely.get_x(points)), ("y", shapely.get_y(points))):
        text = pc.cast(pa.array(values, from_pandas=True), pa.string())
        table = table.drop_columns([axis] if axis in table.column_names else [])
        table = table.append_column(axis, text)
    table = Midnights.of(str(path), binding, frame.attrs["moments"], reading).settled(table)
    stream = stream_of(iter([table]), binding, replace(reading, decimal="."), str(path), ".")
    columns = without_axes(stream.columns, ("x", "y", "lon", "lat"))
    return replace(stream, coordinates="layer", crs=frame.crs, columns=columns)


def without_axes(columns: BoundColumns, names: Collection[str]) -> BoundColumns:
    """Return the columns of a file whose points are the places: coordinates are unread."""
    axes = [name for name in names if name in columns.fields]
    fields = {name: text for name, text in columns.fields.items() if name not in axes}
    unread = dict.fromkeys([*columns.unread, *(columns.fields[name] for name in axes)])
    return replace(columns, fields=fields, unread=tuple(unread))


def _as_text(table: Any, binding: Binding) -> Any:
    """Return the columns by their field as text; several may have the same heading."""
    positions = {**binding.position, **unread_names(binding)}
    return pa.table(
        {
            name: _column_text(table.column(column).combine_chunks(), of_ids=name == "id")
            for name, column in positions.items()
            if column < table.num_columns
        }
    )


def _column_text(column: Any, *, of_ids: bool) -> Any:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_duration(column.type):
        # how a time of day is kept by programs that know none
        return pa.array([None if cell is None else str(cell) for cell in column.to_pylist()])
    if pa.types.is_floating(column.type):
        return number_texts(column, of_ids=of_ids)
    try:
        return pc.cast(column, pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        # lists, records and bytes, which are no field
        return pa.array([None if cell is None else str(cell) for cell in column.to_pylist()])
