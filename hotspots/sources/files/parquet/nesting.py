"""Shapes of GeoParquet that hold others without end: parsed where a fall takes nothing with it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hotspots.errors import InputProblem
from hotspots.language import message

# As many as GDAL reads.
_MOST_NESTED = 32
_FIRST_COLLECTION = 4  # shapely's number of a multipoint; what is below it holds no other shape


def refuse_nested_shapes(path: Path, table: Any) -> None:
    """Raise ``InputProblem`` where a shape of a table is nested deeper than any program writes.

    GEOS parses a shape by calling itself: one that is nested a million times ends this process.
    """
    import shapely

    for column in _shape_columns(table):
        shapes = shapely.from_wkb(column.to_numpy(zero_copy_only=False), on_invalid="ignore")
        for _ in range(_MOST_NESTED):
            shapes = shapely.get_parts(shapes[shapely.get_type_id(shapes) >= _FIRST_COLLECTION])
        if len(shapes):
            raise InputProblem(
                message(
                    "{path}: a shape lies in a collection in a collection, and so on more than "
                    "{most} times. Export the layer again as GeoPackage.",
                    path=path,
                    most=_MOST_NESTED,
                )
            )


def _shape_columns(table: Any) -> Iterator[Any]:
    from hotspots.arrow import pa

    for name in _names(table):
        for column in [table.column(at) for at in table.schema.get_all_field_indices(name)]:
            if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
                yield column


def _names(table: Any) -> list[str]:
    """Return the columns of shapes that a layer names; none where what it says cannot be read."""
    try:
        return [*json.loads((table.schema.metadata or {}).get(b"geo", b"{}")).get("columns", {})]
    except (ValueError, AttributeError, TypeError, RecursionError):
        return []
