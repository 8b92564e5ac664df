"""One layer of a file as a frame in its own, known coordinate system: found, checked, read."""

from pathlib import Path
from typing import Any

from hotspots.engine import gdal
from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.model.loads import Reading
from hotspots.sources.files import crs as systems
from hotspots.sources.files import headings
from hotspots.sources.files.checked import format_of, named_for, unpacked
from hotspots.sources.values.person_refusals import Watch, texts_of

_LAYER_SUFFIXES = (".shp", ".gpkg", ".geojson", ".tab", ".parquet")


def read_frame(path: Path, reading: Reading, say: Say, *, polygons: bool = True) -> Any:
    """Read one layer of a file as a GeoDataFrame in its own system, which must be known.

    With ``polygons`` the layer of areas is taken, otherwise the only one, whatever it holds.
    Raises ``InputProblem`` where there is no such layer or it is empty, and ``PersonNumbers``
    where an attribute may be a CPR number.
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
                units=units if polygons else message(" Export them as one of these."),
            )
        )
    if len(frame) == 0:
        what = message("areas") if polygons else message("features")
        raise InputProblem(
            message("{path}: the layer has no {what}. Ask for it again.", path=path, what=what)
        )
    _refuse_person_numbers(path, frame, reading)
    return _with_crs(path, frame, reading)


def _refuse_person_numbers(path: Path, frame: Any, reading: Reading) -> None:
    plain = frame.drop(columns=frame.geometry.name)
    names = [str(name) for name in plain.columns]
    headings.check_not_personal(str(path), names, reading.not_personal)
    watch = Watch(str(path), names, headings.not_personal(names, reading.not_personal))
    rows = [["" if cell is None else cell for cell in row] for row in plain.to_numpy(dtype=object)]
    watch.look({at: texts_of(rows, at) for at in range(len(names))})


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
    crs = systems.parse(reading.crs) if reading.crs else None
    if crs is None or crs.is_geographic:
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
    return frame.set_crs(crs, allow_override=True)
