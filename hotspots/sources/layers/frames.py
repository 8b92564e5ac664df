"""One layer of a file as a frame in its own, known coordinate system: found, checked, read."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from hotspots.engine import gdal
from hotspots.errors import InputProblem
from hotspots.language import Say, marked, message
from hotspots.model.loads import Reading
from hotspots.sources.files.archives import named_for
from hotspots.sources.files.checked import LAYER_FORMATS, WORKBOOKS, Format, Taken
from hotspots.sources.files.parquet.file import parquet_file
from hotspots.sources.layers import crs as systems
from hotspots.sources.layers import outlines
from hotspots.sources.layers.containers import LayerFile, layer_file
from hotspots.sources.layers.grid_files import refuse_grid_file
from hotspots.sources.layers.person_numbers import refuse_person_numbers
from hotspots.sources.layers.texts import OF_BYTES, RAW, frame_with_texts, lists_as_texts
from hotspots.sources.layers.vector_file import LayerInfo, vector_file
from hotspots.sources.values import bounds

_AREAS = Taken(marked("areas"), LAYER_FORMATS)
_PLACES = Taken(marked("places"), LAYER_FORMATS)
POINTS = Taken(marked("incidents"), ("csv", *WORKBOOKS, "gzip", *LAYER_FORMATS))
# What KML says of how a place is drawn, and GML of the box around it.
_DRAWING = {
    "kml": {"tessellate", "extrude", "visibility", "drawOrder", "altitudeMode", "icon"},
    "gml": {"lowerCorner", "upperCorner"},
}
# A place of KML that has fields of its own is known by them, not by its mark in the file.
_OF_EVERY_KML = {"id", "Name", "description", "timestamp", "begin", "end", "geometry"}


@dataclass(frozen=True)
class _LayerWanted:
    """What a layer is read for: the formats taken, which layer of a file, times as texts."""

    taken: Taken
    choose: Callable[[Path, Any], str]
    times_as_text: bool = False


def read_frame(path: Path, reading: Reading, say: Say, *, polygons: bool = True) -> Any:
    """Read one layer of a file as a GeoDataFrame in its own system, which must be known.

    With ``polygons`` the layer of areas is taken, otherwise the only one, whatever it holds.
    Raises ``InputProblem`` where there is no such layer or it is empty, and ``PersonNumbers``
    where an attribute may be a CPR number.
    """
    if polygons and path.suffix.lower() in {".csv", ".xlsx"}:
        raise InputProblem(
            message(
                "{path}: areas come as layers: {endings}. A table that lists the units of each "
                "area needs --units UNITSET.",
                path=path,
                endings=_AREAS.endings(),
            )
        )
    wanted = (
        _LayerWanted(_AREAS, _polygon_layer) if polygons else _LayerWanted(_PLACES, _only_layer)
    )
    frame = _read(path, wanted, reading, say)
    if len(frame) == 0:
        what = message("areas") if polygons else message("features")
        raise InputProblem(
            message("{path}: the layer has no {what}. Ask for it again.", path=path, what=what)
        )
    refuse_person_numbers(path, frame, reading)
    return with_crs(path, frame, reading, required=True)


def read_points(path: Path, reading: Reading, say: Say) -> Any:
    """Read a layer of incidents as a GeoDataFrame in its own system, if it says one.

    Times stay texts, as the file has them; ``attrs["moments"]`` names the fields whose type is
    day and clock together. Raises ``InputProblem`` where there is no such layer
    or it is empty.
    """
    frame = _read(path, _LayerWanted(POINTS, _point_layer, times_as_text=True), reading, say)
    if len(frame) == 0:
        raise InputProblem(
            message("{path}: the layer has no points. Ask for the data again.", path=path)
        )
    return with_crs(path, frame, reading, required=False)


def _read(path: Path, wanted: _LayerWanted, reading: Reading, say: Say) -> Any:
    with layer_file(path, wanted.taken, reading) as file, named_for(path, file.path):
        if file.kind == "parquet":
            frame = _read_parquet(file.path, say)
            frame.attrs["moments"] = [
                str(name) for name, kind in frame.dtypes.items() if _is_moment(str(kind))
            ]
            frame = frame_with_texts(path, file.kind, None, lambda _: frame, say)
        else:
            frame = _read_vector(file, wanted, reading, say)
    _check_size(path, frame)
    return frame


def _check_size(path: Path, frame: Any) -> None:
    """Refuse a layer of more features or vertices than the bounds."""
    import shapely

    bounds.check(path, len(frame), bounds.FEATURES)
    vertices = shapely.get_num_coordinates(np.asarray(frame.geometry.array, dtype=object))
    bounds.check(path, int(vertices.sum()), bounds.VERTICES)


def _read_parquet(path: Path, say: Say) -> Any:
    import geopandas

    with parquet_file(path, say) as file:
        content = file.whole()
    try:
        _refuse_grid_file(path, content)
        with np.errstate(invalid="ignore"):  # a coordinate that is no number is judged later
            return lists_as_texts(geopandas.read_parquet(content))
    except InputProblem:
        raise
    except Exception as problem:
        raise _damaged_parquet(path) from problem


def _refuse_grid_file(path: Path, content: BytesIO) -> None:
    """Refuse GeoParquet whose system names a file; ``content`` stands at its start afterwards."""
    from pyarrow import parquet

    about = parquet.read_schema(content).metadata or {}
    content.seek(0)
    refuse_grid_file(path, json.loads(about.get(b"geo", b"{}")))


def _damaged_parquet(path: Path) -> InputProblem:
    return InputProblem(
        message(
            "{path}: this Parquet file cannot be read as a layer: it is damaged, or does "
            "not say which column is the geometry. Export it again as GeoPackage.",
            path=path,
        )
    )


def _read_vector(file: LayerFile, wanted: _LayerWanted, reading: Reading, say: Say) -> Any:
    with vector_file(file.path, file.kind, say) as vectors:
        layer = _chosen_layer(file, wanted, reading, vectors.layers)
        info = vectors.info(layer, RAW if file.kind in OF_BYTES else None)
        _check_info(file, info)

        def read(encoding: str | None) -> Any:
            frame = vectors.frame(layer, encoding, times_as_text=wanted.times_as_text)
            return lists_as_texts(frame)

        frame = _with_texts(file, reading.encoding, read, say)
    types = zip(info.fields, info.kinds, strict=True)
    frame.attrs["moments"] = [name for name, kind in types if _is_moment(kind)]
    _report_layer(file.path, layer, vectors.layers, len(frame), say)
    return _without_drawing(frame, file.kind)


def _chosen_layer(file: LayerFile, wanted: _LayerWanted, reading: Reading, layers: Any) -> str:
    bounds.check(file.path, len(layers), bounds.LAYERS)
    stated = _layer_in(file, reading, layers)
    gdal.check_layer(file.path, [name for name, _ in layers], stated)
    return stated or wanted.choose(file.path, layers)


def _check_info(file: LayerFile, info: LayerInfo) -> None:
    path, driver = file.path, gdal.DRIVER_OF[file.kind]
    bounds.check(path, len(info.fields), bounds.COLUMNS)
    bounds.check(path, info.n_features, bounds.FEATURES)
    if info.driver != driver:
        raise InputProblem(
            message(
                "{path}: opened as {driver}, not as {driver_2}; refused.",
                path=path,
                driver=info.driver,
                driver_2=driver,
            )
        )


def _with_texts(
    file: LayerFile, stated: str | None, read: Callable[[str | None], Any], say: Say
) -> Any:
    try:
        with gdal.warnings_spoken(file.path, say):
            return frame_with_texts(file.path, file.kind, stated, read, say)
    except (LookupError, UnicodeDecodeError) as problem:
        raise gdal.undecodable(file.path) from problem


def _is_moment(kind: str) -> bool:
    """Tell whether a type of fields is day and clock together; a date alone is of another."""
    return kind.startswith("datetime64") and kind != "datetime64[D]"


def _layer_in(file: LayerFile, reading: Reading, layers: Any) -> str | None:
    """Return the layer that is wanted, if it is not the file of an archive that is meant."""
    names = [str(name) for name, _ in layers]
    if file.archived and reading.layer == file.path.stem and reading.layer not in names:
        return None
    return reading.layer


def _report_layer(path: Path, layer: str, layers: Any, n_features: int, say: Say) -> None:
    say(
        message(
            "{name}: read layer {layer!r}, {n} {n:feature|features}.",
            name=path.name,
            layer=layer,
            n=n_features,
        )
    )
    unread = [str(name) for name, kind in layers if str(name) != layer and kind is not None]
    if unread:
        say(
            message(
                "{name}: not read: the layers {others}. Load one with --layer.",
                name=path.name,
                others=", ".join(map(repr, unread)),
            )
        )


def _without_drawing(frame: Any, kind: Format) -> Any:
    """Leave out what KML and GML say of drawing, and the fields of KML that no place has."""
    if kind not in _DRAWING:
        return frame
    frame = frame.drop(columns=_DRAWING[kind] & set(frame.columns))
    if kind == "gml":
        return frame
    empty = {name for name in _OF_EVERY_KML & set(frame.columns) if frame[name].isna().all()}
    marks = {"id"} if set(frame.columns) - _OF_EVERY_KML else set()
    return frame.drop(columns=((empty | marks) - {"geometry"}) & set(frame.columns))


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


def _point_layer(path: Path, layers: Any) -> str:
    points = [layer for layer in layers if layer[1] is not None and "oint" in layer[1]]
    return _only_layer(path, points if len(points) == 1 else layers)


def with_crs(path: Path, frame: Any, reading: Reading, *, required: bool) -> Any:
    """Return the frame in the system that it says, or in the one that ``--crs`` says for it."""
    stated = systems.parse(reading.crs) if reading.crs else None
    file_crs = systems.of_places(frame.crs) if frame.crs is not None else None
    if file_crs is not None and file_crs.is_geographic and _is_elsewhere(file_crs, frame):
        # GeoJSON without a system always promises degrees
        file_crs = None
        if stated is None or stated.is_geographic:
            raise _no_degrees(path, frame)
    if file_crs is None and stated is None:
        if not required:
            return frame.set_crs(None, allow_override=True)
        raise InputProblem(
            message(
                "{path}: the layer does not say its coordinate system. Say it with "
                "--crs, in Denmark usually --crs EPSG:25832.",
                path=path,
            )
        )
    if file_crs is not None and stated is not None and _only_stated_fits(file_crs, stated, frame):
        file_crs = None
    if file_crs is not None and stated is not None and stated != file_crs:
        raise InputProblem(
            message(
                "{path}: the layer says {called}, --crs says {crs}. Leave --crs out, or "
                "correct the file.",
                path=path,
                called=systems.called(file_crs),
                crs=reading.crs,
            )
        )
    return frame.set_crs(stated if file_crs is None else file_crs, allow_override=True)


def _only_stated_fits(file_crs: Any, stated: Any, frame: Any) -> bool:
    """Tell whether a layer lies in Denmark in the stated system, and not in the one it says."""
    shapes = np.asarray(frame.geometry.array, dtype=object)
    west, south, east, north = _bounds(shapes)
    x, y = (west + east) / 2, (south + north) / 2
    if not np.isfinite([x, y]).all() or file_crs.is_geographic:
        return False
    return systems.in_country(stated, x, y, None) and not systems.in_country(file_crs, x, y, None)


def _bounds(shapes: Any) -> Any:
    """Return west, south, east and north of all geometries; NaN where there are none."""
    import shapely

    return shapely.total_bounds(shapes)


def _is_elsewhere(crs: Any, frame: Any) -> bool:
    """Tell whether most of a layer lies outside a system."""
    shapes = np.asarray(frame.geometry.array, dtype=object)
    return outlines.mostly(outlines.outside_of(crs, shapes), outlines.has_coordinates(shapes))


def _no_degrees(path: Path, frame: Any) -> InputProblem:
    shapes = np.asarray(frame.geometry.array, dtype=object)
    x, y = outlines.first_point(shapes[outlines.has_coordinates(shapes)])
    return InputProblem(
        message(
            "{path}: coordinates such as {x:.10g}, {y:.10g} are no longitude and "
            "latitude, as the layer says. Say their system with --crs, in Denmark "
            "usually --crs EPSG:25832.",
            path=path,
            x=x,
            y=y,
        )
    )
