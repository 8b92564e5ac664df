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


@dataclass(frozen=True)
class AreaLayer:
    """A division of the city: codes, names and polygons in the working CRS, code by code.

    ``geometries`` is an object array of shapely polygons in ``crs``; all sequences have one
    item per stored feature. ``rows_in`` counts the file's features.
    """

    crs: str
    codes: Sequence[str]
    names: Sequence[str]
    attributes: Sequence[str]
    geometries: Any
    row_numbers: Sequence[int]
    rejects: Sequence[Reject]
    rows_in: int


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
    geometries, _ = _polygons(path, frame)
    crs = working_crs or choose_crs(frame, geometries)
    labels = [str(position + 1) for position in range(len(frame))]
    geometries = _repaired(geometries, frame.crs, crs, labels, say)
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
    """Read an area layer and bring it into the working CRS, chosen here if there is none yet."""
    frame = read_frame(path, reading, say)
    geometries, rejects = _polygons(path, frame)
    codes, names = layer_fields.code_and_name(path, frame, set_name, reading, say)
    labels = [str(code) for code in codes]
    crs = working_crs or choose_crs(frame, geometries)
    geometries = _repaired(geometries, frame.crs, crs, labels, say)
    layer_fields.report_oddities(frame, labels, geometries, say)
    keep = np.array([geometry is not None for geometry in geometries])
    kept = np.flatnonzero(keep)
    attributes = _attributes(frame)
    return AreaLayer(
        crs=crs,
        codes=[labels[at] for at in kept],
        names=[names[at] for at in kept],
        attributes=[attributes[at] for at in kept],
        geometries=geometries[kept],
        row_numbers=[int(at) + 1 for at in kept],
        rejects=rejects,
        rows_in=len(frame),
    )


def _polygons(path: Path, frame: Any) -> tuple[Any, list[Reject]]:
    geometries = np.asarray(frame.geometry.array, dtype=object).copy()
    rejects = []
    for position, geometry in enumerate(geometries):
        reason = _no_surface(geometry)
        if reason:
            rejects.append(Reject(position + 1, "geometry", reason, message("is not a polygon")))
            geometries[position] = None
    if len(rejects) == len(frame):
        raise InputProblem(
            message(
                "{path}: none of the {n} features is an area (polygon).", path=path, n=len(frame)
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


def _repaired(geometries: Any, source: Any, target: str, labels: Sequence[str], say: Say) -> Any:
    """Project the polygons and repair those that are invalid there; name every invalid one."""
    import shapely

    forward = systems.transformer(source, target)
    result = shapely.transform(geometries, forward.transform, interleaved=False)
    broken_before = ~shapely.is_valid(geometries) & ~shapely.is_missing(geometries)
    broken = ~shapely.is_valid(result) & ~shapely.is_missing(result)
    for position in np.flatnonzero(broken_before | broken).tolist():
        if not broken[position]:
            reason = shapely.is_valid_reason(geometries[position])
            say(
                message(
                    "Area {labels}: invalid in {called} ({reason}); repaired by projecting "
                    "it to {target}.",
                    labels=labels[position],
                    called=systems.called(source),
                    reason=reason,
                    target=target,
                )
            )
            continue
        reason = shapely.is_valid_reason(result[position])
        repaired = _polygonal(shapely.make_valid(result[position]))
        moved_m2 = abs(shapely.area(repaired) - shapely.area(result[position]))
        result[position] = repaired
        say(
            message(
                "Area {labels}: invalid in {target} ({reason}); repaired, area changed "
                "by {moved_m2:.1f} m².",
                labels=labels[position],
                target=target,
                reason=reason,
                moved_m2=moved_m2,
            )
        )
    return result


def _polygonal(geometry: Any) -> Any:
    import shapely

    parts = [
        part
        for part in shapely.get_parts(shapely.get_parts(geometry))
        if part.geom_type == "Polygon"
    ]
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def choose_crs(frame: Any, geometries: Any) -> str:
    """Return the working CRS for where a layer lies: EPSG:25832 in Denmark, else a UTM zone."""
    import shapely

    west, south, east, north = shapely.total_bounds(geometries)
    to_lonlat = systems.transformer(frame.crs, systems.WGS84)
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
