"""Layers of places by name: stations, squares, streets, from which hotspots take theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.model import fields
from hotspots.model.loads import Reading, Reject
from hotspots.sources.files import headings
from hotspots.sources.files.cells import Cells, Rejected
from hotspots.sources.files.tables import Table
from hotspots.sources.layers import crs as systems
from hotspots.sources.layers.boundaries import choose_crs
from hotspots.sources.layers.frames import read_frame
from hotspots.sources.layers.outlines import outlines_of


@dataclass(frozen=True)
class PlaceRow:
    """One named place: its outline as WKB in the working CRS, and a point of it in metres."""

    row_number: int
    name: str
    kind: str | None
    x_m: float
    y_m: float
    geometry: bytes


@dataclass(frozen=True)
class Places:
    """The places of a layer, the CRS they are in, and the rows that are none."""

    crs: str
    rows: Sequence[PlaceRow]
    rejects: Sequence[Reject]


def read_places(path: Path, working_crs: str | None, reading: Reading, say: Say) -> Places:
    """Read a layer of points, lines or polygons with a name, and bring it into the working CRS."""
    import shapely

    frame = read_frame(path, reading, say, polygons=False)
    plain = frame.drop(columns=frame.geometry.name)
    binding = headings.bind([str(name) for name in plain.columns], fields.PLACES, reading)
    if not binding.has("name"):
        raise headings.complain(str(path), binding, ["name"], reading)
    geometries = outlines_of(path, frame, working_crs).shapes
    crs = working_crs or choose_crs(frame.crs, geometries)
    forward = systems.transformer(frame.crs, crs)
    moved = shapely.transform(geometries, forward.transform, interleaved=False)
    table = Table(binding, [[_text(cell) for cell in row] for row in plain.to_numpy()], "dk")
    rows, rejects = _rows(table, moved)
    if not rows:
        raise InputProblem(
            message(
                "{path}: none of its features ({n}) has a name and a place.",
                path=path,
                n=len(frame),
            )
        )
    return Places(crs, rows, rejects)


def _text(cell: Any) -> str:
    return "" if cell is None or cell != cell else str(cell)  # noqa: PLR0124 - NaN alone is so


def _rows(table: Table, geometries: Any) -> tuple[list[PlaceRow], list[Reject]]:
    rows: list[PlaceRow] = []
    rejects: list[Reject] = []
    for number, (row, geometry) in enumerate(zip(table.rows, geometries, strict=True), start=1):
        cells = Cells(table, row)
        try:
            rows.append(_place(number, cells, geometry))
        except Rejected as problem:
            rejects.append(cells.reject(number, problem))
    return rows, rejects


def _place(number: int, cells: Cells, geometry: Any) -> PlaceRow:
    import shapely

    name = cells.text("name")
    if name is None:
        raise Rejected("name", None, message("is missing"))
    if geometry is None or geometry.is_empty or not np.isfinite(geometry.bounds).all():
        raise Rejected(None, name, message("has no place"))
    point = geometry.representative_point()
    return PlaceRow(
        row_number=number,
        name=name,
        kind=cells.text("kind"),
        x_m=float(point.x),
        y_m=float(point.y),
        geometry=bytes(shapely.to_wkb(geometry)),
    )
