"""What lies below a map for finding one's way: water, names and stations; nothing is stored."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hotspots import shipped
from hotspots.errors import InputProblem, ReleaseRefused
from hotspots.language import Lang, Say, message
from hotspots.model.loads import Reading
from hotspots.model.pages import MapPlace
from hotspots.model.pictures import MapContent
from hotspots.sentences.sources import background_line
from hotspots.sentences.texts import text
from hotspots.sources.layers import background as layers
from hotspots.sources.layers import crs as systems
from hotspots.sources.layers.background import BackgroundParts
from hotspots.workflows.asking.every_output import is_internal
from hotspots.workflows.maps.water import WaterFile, WaterFrame, with_water

SHIPPED = "copenhagen"
_SHIPPED_LAYER = "geodata/copenhagen_background/background.geojson"


@dataclass(frozen=True)
class BackgroundLayer:
    """Which layer lies below a map: a file, or without a path the one that ships."""

    path: Path | None = None
    reading: Reading = field(default_factory=Reading)
    source: str | None = None


def with_below(
    content: MapContent, below: WaterFile | BackgroundLayer | None, say: Say
) -> MapContent:
    """Return a map's content with what lies below it, and where that is from."""
    if isinstance(below, BackgroundLayer):
        return _with_background(content, below, say)
    return with_water(content, below, say)


def _with_background(content: MapContent, layer: BackgroundLayer, say: Say) -> MapContent:
    """Return a map's content with a background; below internal only with the one that ships.

    The labels of a file could hold any number, and no account would know it.
    """
    page = content.page
    if not is_internal() and layer.path is not None:
        raise ReleaseRefused(
            message(
                "Below internal only the background that ships can be drawn: what a file of "
                "one's own writes on the map is not accounted for. Say --background {shipped}, "
                "or --water FILE for water alone.",
                shipped=SHIPPED,
            )
        )
    if not page.areas:
        return content
    frame = WaterFrame.around(page.areas)
    parts = _parts(layer, frame.crs, say)
    near = frame.near(parts.water)
    places = _near_places(parts, frame)
    if near.is_empty and not places:
        raise InputProblem(
            message(
                "{path}: there is no background where the map is. Check that it is of the same "
                "city, and its coordinate system.",
                path=layer.path or SHIPPED,
            )
        )
    water = [] if near.is_empty else frame.written(frame.seen(near))
    source = background_line(page.source, _label(layer, page.lang), page.lang)
    return replace(content, page=replace(page, water=water, places=places, source=source))


def _parts(layer: BackgroundLayer, crs: str, say: Say) -> BackgroundParts:
    if layer.path is not None:
        return layers.read_background(layer.path, crs, layer.reading, say)
    import geopandas

    features = json.loads(shipped.text(_SHIPPED_LAYER))["features"]
    frame = geopandas.GeoDataFrame.from_features(features, crs=systems.WGS84)
    return layers.parts_of(Path(_SHIPPED_LAYER), frame, crs)


def _near_places(parts: BackgroundParts, frame: WaterFrame) -> Sequence[MapPlace]:
    """Return the places within the frame of the map."""
    forward = systems.transformer(systems.WGS84, frame.crs)
    west, south, east, north = frame.bounds_m
    places = []
    for (kind, name), (lon, lat) in zip(parts.names, parts.points, strict=True):
        x_m, y_m = forward.transform(lon, lat)
        if west <= x_m <= east and south <= y_m <= north and kind != "water":
            places.append(MapPlace(name, kind, (float(lon), float(lat))))
    return places


def _label(layer: BackgroundLayer, lang: Lang) -> str:
    """Return whose the background is; the name of its file means nothing on a map."""
    if layer.path is None:
        return text(lang, "source.background_shipped")
    return layer.source or text(lang, "source.unstated")
