"""Areas that lie far from all others of a store, or where their system is not used."""

from pathlib import Path
from typing import Any

import numpy as np

from hotspots.analysis.incidents.locating import FAR_M
from hotspots.engine.store import Store
from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.sources.layers import crs as systems
from hotspots.sources.layers.parts import AreaLayer
from hotspots.workflows.incidents import placing

# What a layer may be in where it says another system: both zones of Denmark.
_OTHER_SYSTEMS = (systems.DENMARK, "EPSG:25833")


def refuse_far(store: Store, path: Path, layer: AreaLayer) -> None:
    """Refuse a layer that is more than 50 km from every other area set of the store.

    Raises ``InputProblem`` with the system in which it lies among them, if there is one.
    """
    sets = placing.active_sets(store)
    if not sets or not layer.codes:
        return
    others = np.concatenate([one.placer.geometries for one in sets])
    far_m = _distance_m(layer.geometries, others)
    if far_m <= FAR_M:
        return
    nearer = [code for code in _OTHER_SYSTEMS
              if _distance_m(_as_if(layer, code), others) <= FAR_M]  # fmt: skip
    raise _far(path, layer, far_m, nearer)


def say_outside(layer: AreaLayer, say: Say) -> None:
    """Say of the first areas of a store that their metres lie where their system is not used."""
    import shapely

    source = _system(layer)
    if source is None or source.is_geographic:
        return
    west, south, east, north = shapely.total_bounds(_in_system(layer, source))
    x, y = (west + east) / 2, (south + north) / 2
    if systems.in_country(source, x, y, None) or systems.in_use(source, x, y):
        return
    lon, lat = systems.transformer(source, systems.WGS84).transform(x, y)
    say(
        message(
            "The areas lie at longitude {lon:.1f}, latitude {lat:.1f}, outside Denmark and where "
            "{called} is used. If that is wrong, the layer says a system that it is not in.",
            lon=lon,
            lat=lat,
            called=layer.source_crs,
        )
    )


def _far(path: Path, layer: AreaLayer, far_m: float, nearer: list[str]) -> InputProblem:
    if nearer:
        return InputProblem(
            message(
                "{path}: read as {called}, the areas lie {km:,.0f} km from every other area set. "
                "They fall into place with --crs {crs}.",
                path=path,
                called=layer.source_crs,
                km=far_m / 1000,
                crs=nearer[0],
            )
        )
    return InputProblem(
        message(
            "{path}: read as {called}, the areas lie {km:,.0f} km from every other area set. Say "
            "their system with --crs, or load them into a store of their own.",
            path=path,
            called=layer.source_crs,
            km=far_m / 1000,
        )
    )


def _distance_m(geometries: Any, others: Any) -> float:
    """Return the shortest distance between two sets of areas; infinite for what lies nowhere."""
    import shapely

    if not np.isfinite(shapely.total_bounds(geometries)).all():
        return float("inf")
    _, distances = shapely.STRtree(others).query_nearest(
        geometries, return_distance=True, all_matches=False
    )
    return float(distances.min())


def _as_if(layer: AreaLayer, code: str) -> Any:
    """Return the areas in the working CRS as they would lie if the layer were in another."""
    source = _system(layer)
    if source is None:
        return layer.geometries
    to_working = systems.transformer(systems.parse(code), layer.crs)
    return _moved(_in_system(layer, source), to_working)


def _in_system(layer: AreaLayer, source: Any) -> Any:
    return _moved(layer.geometries, systems.transformer(layer.crs, source))


def _moved(geometries: Any, transformer: Any) -> Any:
    import shapely

    return shapely.transform(geometries, transformer.transform, interleaved=False)


def _system(layer: AreaLayer) -> Any:
    """Return the system that the layer was read in, None where it has no known name."""
    called = "EPSG:4326" if layer.source_crs == "longitude/latitude" else layer.source_crs
    try:
        return None if called is None else systems.parse(called)
    except InputProblem:
        return None
