"""Which coordinate system a store measures in, and coordinates brought into it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.errors import InputProblem
from hotspots.language import message

DENMARK = "EPSG:25832"
WGS84 = "EPSG:4326"
_DANISH_LON_DEG = (7.5, 15.6)
_DANISH_LAT_DEG = (54.4, 58.0)
_DANISH_EAST_M = (430_000.0, 900_000.0)
_DANISH_NORTH_M = (6_030_000.0, 6_420_000.0)
# Systems are used beyond the area that they are made for: Copenhagen lies outside zone 32.
_MARGIN_DEG = 10.0
_MARGIN_M = 1_000_000.0
_ON_EARTH_DEG = (-360.0, -90.0, 360.0, 90.0)


@dataclass(frozen=True)
class Extent:
    """Where the coordinates of a system may lie, in its own units."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, x: Any, y: Any) -> NDArray[np.bool_]:
        """Tell which coordinates lie there; those that are no numbers do not."""
        x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        inside = (self.west <= x) & (x <= self.east) & (self.south <= y) & (y <= self.north)
        return np.asarray(inside, dtype=bool)


def parse(text: str) -> Any:
    """Return the pyproj CRS that a text such as ``EPSG:25832`` names.

    Of a system of places with heights it is the part of the places. What has no places, such as
    heights alone, is an ``InputProblem``.
    """
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        crs = of_places(CRS.from_user_input(text))
    except CRSError as problem:
        raise InputProblem(
            message(
                "--crs {text}: no such coordinate system. In Denmark it is EPSG:25832, "
                "for longitude and latitude EPSG:4326.",
                text=text,
            )
        ) from problem
    if crs is None:
        raise InputProblem(
            message(
                "--crs {text}: this is a system of heights or another one without x and y on a "
                "map. In Denmark it is EPSG:25832, for longitude and latitude EPSG:4326.",
                text=text,
            )
        )
    return crs


def of_places(crs: Any) -> Any:
    """Return the part of a system that places on a map are told in, or None without one."""
    if crs.is_compound and crs.sub_crs_list:
        return of_places(crs.sub_crs_list[0])
    if crs.is_bound and crs.source_crs is not None:
        return crs if of_places(crs.source_crs) is not None else None
    return crs if crs.is_projected or crs.is_geographic else None


def working_for(lon_deg: float, lat_deg: float) -> str:
    """Return the working CRS for a place: EPSG:25832 in Denmark, else the local UTM zone."""
    if _within(lon_deg, _DANISH_LON_DEG) and _within(lat_deg, _DANISH_LAT_DEG):
        return DENMARK
    zone = min(int((lon_deg + 180) // 6) + 1, 60)
    return f"EPSG:{32600 + zone if lat_deg >= 0 else 32700 + zone}"


def looks_danish(x: float, y: float) -> bool:
    """Tell whether coordinates are metres of EPSG:25832 somewhere in Denmark."""
    return _within(x, _DANISH_EAST_M) and _within(y, _DANISH_NORTH_M)


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def extent(crs: Any) -> Extent:
    """Return where coordinates of a system may lie: its own area of use, and well beyond it.

    A system whose area is not known may be used anywhere on earth.
    """
    return _extent(crs.to_wkt())


@lru_cache(maxsize=32)
def _extent(wkt: str) -> Extent:
    from pyproj import CRS

    crs = CRS.from_wkt(wkt)
    bounds = _area_of_use(crs)
    if crs.is_geographic:
        return _widened(bounds, _MARGIN_DEG) if bounds else Extent(*_ON_EARTH_DEG)
    unit_m = next((axis.unit_conversion_factor for axis in crs.axis_info), 1.0) or 1.0
    from_degrees = transformer(WGS84, crs)
    bounds_in_units = from_degrees.transform_bounds(
        *(bounds or (-180, -85, 180, 85)), densify_pts=21
    )
    if not np.isfinite(bounds_in_units).all() or bounds_in_units[0] >= bounds_in_units[2]:
        reach = 1e8 / unit_m
        return Extent(-reach, -reach, reach, reach)
    margin = _MARGIN_M / unit_m
    return Extent(
        bounds_in_units[0] - margin,
        bounds_in_units[1] - margin,
        bounds_in_units[2] + margin,
        bounds_in_units[3] + margin,
    )


def _area_of_use(crs: Any) -> tuple[float, float, float, float] | None:
    """Return the longitudes and latitudes a system is made for, also where it goes nameless."""
    from pyproj import CRS

    area = crs.area_of_use
    if area is None and (code := crs.to_epsg(min_confidence=70)):
        area = CRS.from_epsg(code).area_of_use
    return area.bounds if area else None


def _widened(bounds: tuple[float, float, float, float], margin_deg: float) -> Extent:
    west, south, east, north = bounds
    if east < west or (west, east) == (-180.0, 180.0):
        west, east = -360.0, 360.0
    return Extent(
        max(west - margin_deg, -360.0),
        max(south - margin_deg, -90.0),
        min(east + margin_deg, 360.0),
        min(north + margin_deg, 90.0),
    )


def in_country(crs: Any, x: float, y: float, working_crs: str | None) -> bool:
    """Tell whether a place lies where it is to be looked for: in Denmark, or with the store's."""
    if not bool(extent(crs).holds(x, y)):
        return False
    lon, lat = transformer(crs, WGS84).transform(x, y)
    if working_crs in {None, DENMARK}:
        return _within(lon, _DANISH_LON_DEG) and _within(lat, _DANISH_LAT_DEG)
    bounds = _area_of_use(parse(working_crs or DENMARK))
    return bounds is not None and bool(Extent(*bounds).holds(lon, lat))


def in_use(crs: Any, x: float, y: float) -> bool:
    """Tell whether a place lies where its system is used; where nobody says, it may be all."""
    lon, lat = transformer(crs, WGS84).transform(x, y)
    bounds = _area_of_use(crs)
    return bounds is None or bool(Extent(*bounds).holds(lon, lat))


def transformer(source: Any, target: Any) -> Any:
    """Return a transformer between two systems that takes and gives x before y."""
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)


def called(crs: Any) -> str:
    """Return the short name people know a coordinate system by."""
    code = crs.to_epsg()
    if code is None or code == 4326:  # noqa: PLR2004 - WGS 84
        return "longitude/latitude" if crs.is_geographic else str(crs.name)
    return f"EPSG:{code}"
