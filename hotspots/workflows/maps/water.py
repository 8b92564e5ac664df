"""Water below a map, from a file that is read for the map alone: nothing of it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from hotspots.errors import InputProblem, ReleaseRefused
from hotspots.language import Lang, Say, message
from hotspots.model.loads import Reading
from hotspots.model.pages import MapArea
from hotspots.model.pictures import MapContent
from hotspots.sentences.sources import water_line
from hotspots.sentences.texts import text
from hotspots.sources.layers import crs as systems
from hotspots.sources.layers.water import read_water
from hotspots.workflows.asking.every_output import is_internal

_MARGIN = 0.5  # of the map's longer side, for what a wide screen shows beside it
_STEPS_ACROSS = 2000  # as the areas are simplified
_LINE_STEPS = 2  # to either side
_LEAST_STEPS = 4
_SURFACE = 2


@dataclass(frozen=True)
class WaterFile:
    """Which file has the water, how it is read, and whose it is where that is said."""

    path: Path
    reading: Reading = field(default_factory=Reading)
    source: str | None = None


def with_water(content: MapContent, water_file: WaterFile | None, say: Say) -> MapContent:
    """Return a map's content with water below it, and whose it is among the sources."""
    page = content.page
    if water_file is None or not page.areas:
        return content
    source = water_line(page.source, _label(water_file, page.lang), page.lang)
    return replace(
        content, page=replace(page, water=_water(page.areas, water_file, say), source=source)
    )


def _label(water_file: WaterFile, lang: Lang) -> str:
    """Return whose the water is; the name of its file means nothing to who is handed a map."""
    if water_file.source is None and not is_internal():
        raise ReleaseRefused(
            message("Say with --water-source whose the water is: the name of its file stays here.")
        )
    return water_file.source or text(lang, "source.unstated")


def _water(areas: Sequence[MapArea], water_file: WaterFile, say: Say) -> list[bytes]:
    """Return the water around the areas as WKB in WGS84, no finer than the areas are drawn."""
    frame = WaterFrame.around(areas)
    near = frame.near(read_water(water_file.path, frame.crs, water_file.reading, say))
    if near.is_empty:
        raise InputProblem(
            message(
                "{path}: there is no water where the map is. Check that it is of the same city, "
                "and its coordinate system.",
                path=water_file.path,
            )
        )
    parts = frame.seen(near)
    if not len(parts):
        say(message("{path}: the areas hide all of the water.", path=water_file.path))
        return []
    return frame.written(parts)


class WaterFrame:
    """What a map in metres shows of the land, and how fine: lengths go by the screen's steps."""

    def __init__(self, land: Any, crs: str) -> None:
        """Take the land that the map is of, as one shapely geometry in a CRS."""
        self.crs = crs
        west, south, east, north = land.bounds
        side_m = max(east - west, north - south)
        out_m = _MARGIN * side_m
        self.land = land
        self.step_m = side_m / _STEPS_ACROSS
        self.bounds_m = (west - out_m, south - out_m, east + out_m, north + out_m)

    @classmethod
    def around(cls, areas: Sequence[MapArea]) -> "WaterFrame":
        """Return the frame of a map of areas, in the system that suits where they lie."""
        import geopandas
        import shapely

        lonlat = geopandas.GeoSeries.from_wkb([one.wkb for one in areas], crs=systems.WGS84)
        west, south, east, north = lonlat.total_bounds
        crs = systems.working_for((west + east) / 2, (south + north) / 2)
        return cls(shapely.union_all(shapely.make_valid(lonlat.to_crs(crs).to_numpy())), crs)

    def written(self, parts: Any) -> list[bytes]:
        """Return polygons in metres as WKB in WGS84; nothing for none."""
        import geopandas
        import shapely

        if not len(parts):
            return []
        seen = geopandas.GeoSeries([shapely.multipolygons(parts)], crs=self.crs)
        return [bytes(one) for one in seen.to_crs(systems.WGS84).to_wkb()]

    def near(self, shapes: Any) -> Any:
        """Return water within the frame as one geometry; lines become strips."""
        import shapely

        cut = shapely.clip_by_rect(shapes, *self.bounds_m)
        is_line = shapely.get_dimensions(cut) == 1
        wide_m = np.where(is_line, _LINE_STEPS * self.step_m, 0)
        return shapely.union_all(shapely.buffer(cut, wide_m))

    def seen(self, water: Any) -> Any:
        """Return the parts of water that no area hides and that are not too small to see."""
        import shapely

        hidden = shapely.buffer(self.land, -self.step_m)
        left = shapely.simplify(shapely.difference(water, hidden), self.step_m)
        parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(left)))
        polygons = parts[shapely.get_dimensions(parts) == _SURFACE]
        return polygons[shapely.area(polygons) > (_LEAST_STEPS * self.step_m) ** 2]
