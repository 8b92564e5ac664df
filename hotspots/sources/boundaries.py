"""Area layers: found, checked, repaired, brought into the working CRS."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.load import Reading, Reject, Say
from hotspots.sources import crs as systems
from hotspots.sources import gdal, layer_fields
from hotspots.sources.files import format_of, named_for, unpacked

_LAYER_SUFFIXES = (".shp", ".gpkg", ".geojson", ".tab", ".parquet")


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
    labels = [str(at + 1) for at in range(len(frame))]
    geometries = _repaired(geometries, frame.crs, crs, labels, say)
    plain = frame.drop(columns=frame.geometry.name)
    return Features(
        crs=crs,
        headings=[str(name) for name in plain.columns],
        rows=[[_as_text(value) for value in row] for row in plain.itertuples(index=False)],
        outlines={
            at: bytes(shapely.to_wkb(geometry))
            for at, geometry in enumerate(geometries, start=1)
            if geometry is not None
        },
    )


def _as_text(value: Any) -> str:
    found = _plain(value)
    if isinstance(found, float) and found.is_integer():
        found = int(found)
    return "" if found is None else str(found)


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


def read_frame(path: Path, reading: Reading, say: Say, *, polygons: bool = True) -> Any:
    """Read one layer of a file as a GeoDataFrame in its own system, which must be known.

    With ``polygons`` the layer of areas is taken, otherwise the only one, whatever it holds.
    Raises ``InputProblem`` where there is no such layer or it is empty.
    """
    kind = format_of(path)
    if kind == "zip":
        with unpacked(path) as folder:
            inside = _only_layer_file(path, folder, reading)
            with named_for(path, inside):
                return read_frame(inside, reading, say, polygons=polygons)
    if kind == "parquet":
        frame = _read_parquet(path)
    elif kind in gdal.DRIVER_OF:
        frame = _read_vector(path, gdal.DRIVER_OF[kind], reading, say, polygons=polygons)
    else:
        what = message("areas") if polygons else message("places")
        units = message(" A table that lists the units of each area needs --units UNITSET.")
        raise InputProblem(
            message(
                "{path}: {what} come as GeoPackage, GeoJSON, Shapefile, TAB or GeoParquet.{units}",
                path=path,
                what=what,
                units=units if polygons else " Export them as one of these.",
            )
        )
    if len(frame) == 0:
        what = message("areas") if polygons else message("features")
        raise InputProblem(
            message("{path}: the layer has no {what}. Ask for it again.", path=path, what=what)
        )
    return _with_crs(path, frame, reading)


def _only_layer_file(path: Path, folder: Path, reading: Reading) -> Path:
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in _LAYER_SUFFIXES)
    if reading.layer:
        files = [file for file in files if file.stem == reading.layer]
    if len(files) != 1:
        listed = ", ".join(file.stem for file in files) or message("none")
        raise InputProblem(
            message(
                "{path}: expected one layer in the archive, found {listed}. Name it with --layer.",
                path=path,
                listed=listed,
            )
        )
    return files[0]


def _read_parquet(path: Path) -> Any:
    import geopandas

    try:
        return geopandas.read_parquet(path)
    except Exception as problem:
        raise InputProblem(
            message(
                "{path}: this Parquet file cannot be read as areas ({problem}). Export "
                "it again as GeoPackage.",
                path=path,
                problem=problem,
            )
        ) from problem


def _read_vector(path: Path, driver: str, reading: Reading, say: Say, *, polygons: bool) -> Any:
    gdal.lock()
    import pyogrio

    with gdal.problems(path, say):
        gdal.check_layer(path, reading.layer)
        chosen = _polygon_layer if polygons else _only_layer
        layer = reading.layer or chosen(path, pyogrio.list_layers(path))
        info = pyogrio.read_info(path, layer=layer)
        if info["driver"] != driver:
            raise InputProblem(
                message(
                    "{path}: opened as {driver}, not as {driver_2}; refused.",
                    path=path,
                    driver=info["driver"],
                    driver_2=driver,
                )
            )
        frame = pyogrio.read_dataframe(
            path, layer=layer, encoding=reading.encoding, force_2d=True, on_invalid="ignore"
        )
    if "geometry" not in frame:
        raise InputProblem(
            message("{path}: the layer {layer!r} has no geometry.", path=path, layer=layer)
        )
    say(
        message(
            "{name}: read layer {layer!r}, {n} features.",
            name=path.name,
            layer=layer,
            n=len(frame),
        )
    )
    return frame


def _polygon_layer(path: Path, layers: Any) -> str:
    polygonal = [str(name) for name, kind in layers if kind is None or "olygon" in kind]
    names = polygonal or [str(name) for name, kind in layers if kind in {"Unknown", "Geometry"}]
    if len(names) == 1:
        return names[0]
    listed = ", ".join(repr(str(name)) for name, _ in layers)
    if names:
        raise InputProblem(
            message(
                "{path}: several layers of areas: {listed}. Name one with --layer.",
                path=path,
                listed=listed,
            )
        )
    raise InputProblem(
        message(
            "{path}: no layer of areas (polygons); it has {listed}.",
            path=path,
            listed=listed or "none",
        )
    )


def _only_layer(path: Path, layers: Any) -> str:
    names = [str(name) for name, kind in layers if kind is not None]
    if len(names) == 1:
        return names[0]
    listed = ", ".join(map(repr, names))
    if names:
        raise InputProblem(
            message(
                "{path}: several layers: {listed}. Name one with --layer.",
                path=path,
                listed=listed,
            )
        )
    raise InputProblem(message("{path}: no layer.", path=path))


def _with_crs(path: Path, frame: Any, reading: Reading) -> Any:
    if frame.crs is not None and frame.crs.is_geographic and not _on_earth(frame):
        return _mislabelled(path, frame, reading)
    if frame.crs is None:
        if not reading.crs:
            raise InputProblem(
                message(
                    "{path}: the layer does not say its coordinate system. Say it with "
                    "--crs, in Denmark usually --crs EPSG:25832.",
                    path=path,
                )
            )
        return frame.set_crs(systems.parse(reading.crs))
    if reading.crs and systems.parse(reading.crs) != frame.crs:
        raise InputProblem(
            message(
                "{path}: the layer says {called}, --crs says {crs}. Leave --crs out, or "
                "correct the file.",
                path=path,
                called=systems.called(frame.crs),
                crs=reading.crs,
            )
        )
    return frame


def _on_earth(frame: Any) -> bool:
    west, south, east, north = frame.total_bounds
    return bool(west >= -360 and east <= 360 and south >= -90 and north <= 90)  # noqa: PLR2004


def _mislabelled(path: Path, frame: Any, reading: Reading) -> Any:
    """Take metres in a layer that promises degrees, as GeoJSON without a system always does."""
    asked = systems.parse(reading.crs) if reading.crs else None
    if asked is None or asked.is_geographic:
        x, y = frame.total_bounds[:2]
        raise InputProblem(
            message(
                "{path}: coordinates such as {x:.10g}, {y:.10g} are no longitude and "
                "latitude, as the layer says. Say their system with --crs, in Denmark "
                "usually --crs EPSG:25832.",
                path=path,
                x=x,
                y=y,
            )
        )
    return frame.set_crs(asked, allow_override=True)


def _polygons(path: Path, frame: Any) -> tuple[Any, list[Reject]]:
    geometries = np.asarray(frame.geometry.array, dtype=object).copy()
    rejects = []
    for at, geometry in enumerate(geometries):
        found = _no_surface(geometry)
        if found:
            rejects.append(Reject(at + 1, "geometry", found, message("is not a polygon")))
            geometries[at] = None
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
    for at in np.flatnonzero(broken_before | broken).tolist():
        if not broken[at]:
            reason = shapely.is_valid_reason(geometries[at])
            say(
                message(
                    "Area {labels}: invalid in {called} ({reason}); repaired by projecting "
                    "it to {target}.",
                    labels=labels[at],
                    called=systems.called(source),
                    reason=reason,
                    target=target,
                )
            )
            continue
        reason = shapely.is_valid_reason(result[at])
        repaired = _polygonal(shapely.make_valid(result[at]))
        moved_m2 = abs(shapely.area(repaired) - shapely.area(result[at]))
        result[at] = repaired
        say(
            message(
                "Area {labels}: invalid in {target} ({reason}); repaired, area changed "
                "by {moved_m2:.1f} m².",
                labels=labels[at],
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
