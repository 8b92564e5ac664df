"""Areas on paper: outlines in metres with north straight up, and the scale they are drawn in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from hotspots.analysis.space.projection import LONLAT, projected
from hotspots.mapping.pages.extent import extent_of, focus_bounds, pale_areas
from hotspots.mapping.pages.outlines import outlines
from hotspots.model.pages import MapArea, MapPlace

_LEAST_M = 1.0
_AIR_CM = 0.02
Shapes = NDArray[Any]
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class MapGround:
    """The areas of a map in the order in which they are drawn, those of a higher level last.

    ``shapes`` are in metres around the middle of the map, ``spots`` the places for names in
    them, and ``water`` what lies below them. ``order`` gives each area's place in the list they
    came in. ``bounds_m`` are west, south, east and north of what is seen,
    and ``places_m`` where names for finding one's way are. ``pale`` are the places of the areas
    around those that the map is framed on, ``focus`` the places of these.
    """

    areas: Sequence[MapArea]
    order: Sequence[int]
    shapes: Shapes
    spots: NDArray[np.float64]
    water: Shapes
    bounds_m: Bounds
    places_m: NDArray[np.float64]
    pale: Collection[int] = ()
    focus: Collection[int] = ()

    @property
    def aspect(self) -> float:
        """Return how many times wider than high the map is."""
        west, south, east, north = self.bounds_m
        return (east - west) / (north - south)


def ground(
    areas: Sequence[MapArea],
    water: Sequence[bytes] = (),
    places: Sequence[MapPlace] = (),
    focus: Sequence[str] = (),
) -> MapGround:
    """Return the areas as they are drawn on paper; there must be one at least.

    Where there are codes in ``focus``, the map is framed on those areas.

    The projection is a transverse Mercator through the middle of the map, so that north is
    straight up there and a centimetre means the same all over the map.
    """
    drawn = outlines(areas)
    came = {id(area): at for at, area in enumerate(areas)}
    shapes = np.array([one.shape for one in drawn], dtype=object)
    extent = None if focus else extent_of(areas)
    box = None if extent is None else shapely.box(*extent.bounds)
    if focus:
        box = shapely.box(*focus_bounds(areas, focus))
    pale = pale_areas(areas, focus)
    order = [came[id(one.area)] for one in drawn]
    west, south, east, north = shapely.total_bounds(shapes if box is None else box)
    middle = f"+lat_0={(south + north) / 2:.4f} +lon_0={(west + east) / 2:.4f}"
    crs = f"+proj=tmerc {middle} +k=1 +ellps=GRS80 +units=m +type=crs"
    spots = shapely.points([(lon, lat) for lat, lon in (one.label_point for one in drawn)])
    metres = _sound(projected(shapes, LONLAT, crs))
    seen = metres if box is None else projected([box], LONLAT, crs)
    return MapGround(
        [one.area for one in drawn],
        order,
        metres,
        shapely.get_coordinates(projected(spots, LONLAT, crs)),
        _sound(projected(shapely.from_wkb(list(water)), LONLAT, crs)),
        _bounds(seen),
        _placed(places, crs),
        frozenset(at for at, place in enumerate(order) if place in pale),
        frozenset(at for at, one in enumerate(drawn) if one.area.code in focus),
    )


def _placed(places: Sequence[MapPlace], crs: str) -> NDArray[np.float64]:
    """Return where places are in a CRS, one row each."""
    points = shapely.points(np.array([one.at for one in places], dtype=float).reshape(-1, 2))
    return np.asarray(shapely.get_coordinates(projected(points, LONLAT, crs)))


def _bounds(shapes: Shapes) -> Bounds:
    """Return west, south, east and north of shapes; never without breadth or height."""
    west, south, east, north = map(float, shapely.total_bounds(shapes))
    return west, south, max(east, west + _LEAST_M), max(north, south + _LEAST_M)


def _sound(shapes: Shapes) -> Shapes:
    """Return shapes that can be asked what they hold, which rounding may have spoilt."""
    return np.where(shapely.is_valid(shapes), shapes, shapely.buffer(shapes, 0))


@dataclass(frozen=True)
class MapFrame:
    """Where a map lies on the sheet, in centimetres, and how many centimetres a metre takes."""

    left: float
    low: float
    wide: float
    high: float
    bounds_m: Bounds

    @property
    def edges(self) -> Bounds:
        """Return left, low, right and top on the sheet."""
        return self.left, self.low, self.left + self.wide, self.low + self.high

    @property
    def cm_per_m(self) -> float:
        """Return the scale at which the whole map fits the frame."""
        west, south, east, north = self.bounds_m
        return min(self.wide / (east - west), self.high / (north - south))

    def place(self, points_m: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points in centimetres on the sheet; the map lies in the middle of its frame."""
        west, south, east, north = self.bounds_m
        scale = self.cm_per_m
        x = self.left + (self.wide - scale * (east - west)) / 2
        y = self.low + (self.high - scale * (north - south)) / 2
        return np.asarray(scale * (points_m - (west, south)) + (x, y))

    def placed(self, shapes: Shapes) -> Shapes:
        """Return shapes in centimetres on the sheet."""
        return np.asarray(shapely.transform(shapes, self.place))

    def seen(self, shapes: Shapes) -> Shapes:
        """Return what of the shapes lies in the frame, in centimetres on the sheet.

        Shapes that lie in it stay as they are.
        """
        edges = (self.left, self.low, self.left + self.wide, self.low + self.high)
        placed, edge = self.placed(shapes), shapely.box(*edges).buffer(_AIR_CM)
        is_whole = shapely.covered_by(placed, edge)
        return np.where(is_whole, placed, shapely.clip_by_rect(placed, *edge.bounds))


def round_length_m(most_m: float) -> int:
    """Return the longest of 1, 2, 5, 10, 20 … metres that is no longer; 1 at least."""
    power = 10 ** int(np.floor(np.log10(max(most_m, 1.0))))
    return int(max(n * power for n in (1, 2, 5) if n * power <= max(most_m, 1.0)))
