"""Area layers: found, checked, repaired, brought into the working CRS."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.model.loads import Reading, Reject
from hotspots.sources.layers import crs as systems
from hotspots.sources.layers import fields as layer_fields
from hotspots.sources.layers.frames import read_frame
from hotspots.sources.layers.outlines import LayerOutlines, outlines_of, without_collections
from hotspots.sources.layers.overlaps import check_overlaps
from hotspots.sources.layers.parts import AreaLayer, joined
from hotspots.sources.layers.repairs import repaired
from hotspots.sources.values import bounds


@dataclass(frozen=True)
class Features:
    """A layer of polygons that are no division: attributes as text, outlines by row from 1.

    ``outlines`` is WKB in ``crs``; a feature that is no polygon has none.
    """

    crs: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    outlines: Mapping[int, bytes]


def read_features(path: Path, working_crs: str | None, reading: Reading, say: Say) -> Features:
    """Read polygons with their attributes, and bring them into the working CRS."""
    import shapely

    frame = read_frame(path, reading, say)
    labels = [str(position + 1) for position in range(len(frame))]
    outlines = outlines_of(path, frame, working_crs)
    geometries, _ = _polygons(path, outlines, labels, say)
    crs = working_crs or choose_crs(frame.crs, geometries)
    geometries = repaired(geometries, frame.crs, crs, labels, say)
    plain = frame.drop(columns=frame.geometry.name)
    return Features(
        crs=crs,
        headings=[str(name) for name in plain.columns],
        rows=[[_as_text(value) for value in row] for row in plain.itertuples(index=False)],
        outlines={
            row_number: bytes(shapely.to_wkb(geometry))
            for row_number, geometry in enumerate(geometries, start=1)
            if geometry is not None
        },
    )


def _as_text(value: Any) -> str:
    plain = _plain(value)
    if isinstance(plain, float) and plain.is_integer():
        plain = int(plain)
    return "" if plain is None else str(plain)


def read_areas(path: Path, set_name: str, working_crs: str | None, reading: Reading,
               say: Say) -> AreaLayer:  # fmt: skip
    """Read an area layer and bring it into the working CRS, chosen here if there is none yet.

    Rows of one code and one name are one area, whose parts they are.
    """
    frame = read_frame(path, reading, say)
    bounds.check(path, len(frame), bounds.AREAS)
    outlines = outlines_of(path, frame, working_crs)
    codes, names, columns = layer_fields.code_and_name(path, frame, set_name, reading, say)
    geometries, rejects = _polygons(path, outlines, codes, say)
    crs = working_crs or choose_crs(frame.crs, geometries)
    geometries = repaired(geometries, frame.crs, crs, codes, say)
    check_overlaps(path, geometries)
    layer_fields.report_oddities(frame, codes, geometries, say)
    kept = np.flatnonzero([geometry is not None for geometry in geometries])
    attributes = _attributes(frame)
    rows = AreaLayer(
        crs=crs,
        codes=[codes[at] for at in kept],
        names=[names[at] for at in kept],
        attributes=[attributes[at] for at in kept],
        geometries=geometries[kept],
        row_numbers=[int(at) + 1 for at in kept],
        rejects=rejects,
        rows_in=len(frame),
        columns=columns,
        source_crs=systems.called(frame.crs),
    )
    return joined(rows, say)


def _polygons(
    path: Path, outlines: LayerOutlines, labels: Sequence[str], say: Say
) -> tuple[Any, list[Reject]]:
    geometries = without_collections(outlines.shapes, labels, say)
    rejects = []
    for position, geometry in enumerate(geometries):
        reason, value = None, None
        if outlines.outside[position]:
            reason = message("the coordinates are outside their coordinate system")
        elif (value := _no_surface(geometry)) is not None:
            reason = message("is not a polygon")
        if reason:
            rejects.append(Reject(position + 1, "geometry", value, reason))
            geometries[position] = None
    if len(rejects) == len(geometries):
        raise InputProblem(
            message(
                "{path}: none of its features ({n}) is an area (polygon).",
                path=path,
                n=len(geometries),
            )
        )
    return geometries, rejects


def _no_surface(geometry: Any) -> str | None:
    """Return what a geometry is instead of a polygon with ground, or None where it is one."""
    import shapely

    if geometry is None or geometry.is_empty:
        return message("no geometry")
    if "Polygon" not in geometry.geom_type:
        return str(geometry.geom_type)
    # a figure of eight has no area either, but ground once it is repaired
    if geometry.area == 0 and shapely.make_valid(geometry).area == 0:
        return message("{geom_type} without ground", geom_type=geometry.geom_type)
    return None


def choose_crs(source: Any, geometries: Any) -> str:
    """Return the working CRS for where a layer lies: EPSG:25832 in Denmark, else a UTM zone."""
    import shapely

    west, south, east, north = shapely.total_bounds(geometries)
    to_lonlat = systems.transformer(source, systems.WGS84)
    lon, lat = to_lonlat.transform((west + east) / 2, (south + north) / 2)
    return systems.working_for(lon, lat)


def _attributes(frame: Any) -> list[str]:
    plain = frame.drop(columns=frame.geometry.name)
    return [json.dumps(_clean(row), ensure_ascii=False) for row in plain.to_dict("records")]


def _clean(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if value is None or value != value:  # noqa: PLR0124 - NaN is the only value unlike itself
        return None
    if hasattr(value, "item"):
        value = value.item()
    return value if isinstance(value, str | int | float | bool) else str(value)
