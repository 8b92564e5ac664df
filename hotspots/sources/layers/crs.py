"""Which coordinate system a store measures in, and coordinates brought into it."""

from typing import Any

from hotspots.errors import InputProblem
from hotspots.language import message

DENMARK = "EPSG:25832"
WGS84 = "EPSG:4326"
_DANISH_LON_DEG = (7.5, 15.6)
_DANISH_LAT_DEG = (54.4, 58.0)
_DANISH_EAST_M = (430_000.0, 900_000.0)
_DANISH_NORTH_M = (6_030_000.0, 6_420_000.0)


def parse(text: str) -> Any:
    """Return the pyproj CRS that a text such as ``EPSG:25832`` names."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return CRS.from_user_input(text)
    except CRSError as problem:
        raise InputProblem(
            message(
                "--crs {text}: no such coordinate system. In Denmark it is EPSG:25832, "
                "for longitude and latitude EPSG:4326.",
                text=text,
            )
        ) from problem


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
