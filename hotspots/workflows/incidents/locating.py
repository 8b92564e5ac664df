"""Where the coordinates of an extract of incidents lie: their system, and the store's."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hotspots.analysis.incidents.locating import Locator
from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.model.loads import Reading
from hotspots.sources.files.headings import quoted
from hotspots.sources.incidents.stream import IncidentStream
from hotspots.sources.layers import crs as systems
from hotspots.workflows.incidents.placing import PlacedSet
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.stored_sets import working_crs

# Beside the system of the store: degrees, maps on the web, and both zones of Denmark.
_OTHER_SYSTEMS = (systems.WGS84, "EPSG:3857", systems.DENMARK, "EPSG:25833")


def locator(
    load: OpenLoad,
    stream: IncidentStream,
    reading: Reading,
    sets: Sequence[PlacedSet],
    points: tuple[Any, Any],
    say: Say,
) -> Locator:
    """Return what places the extract's incidents, by the system of its first points (x and y).

    In a store without coordinates they settle the system it measures in, which is said.
    """
    working = working_crs(load.store)
    source = _source_crs(stream, reading, working, points, load.origin.path)
    is_on_map = systems.extent(source).holds
    if working is None:
        on_map = is_on_map(*points)
        if not on_map.any():
            raise _nowhere(load.origin.path, source, *points)
        working = _chosen_crs(source, points[0][on_map], points[1][on_map])
        load.store.run("store/insert_setting", name="working_crs", value=working)
        say(
            message(
                "This store measures in {working}, chosen from where the incidents lie.",
                working=working,
            )
        )
    load.read.crs = systems.called(source)
    say(message("Coordinates read as {called}.", called=load.read.crs))
    to_metres = systems.transformer(source, working).transform
    return Locator(to_metres, [one.placer for one in sets], is_on_map)


def _source_crs(
    stream: IncidentStream, reading: Reading, working: str | None, points: Any, path: Path
) -> Any:
    if stream.crs is not None:
        return stream.crs
    if reading.crs:
        stated = systems.parse(reading.crs)
        _refuse_elsewhere(path, stream, stated, working, points, is_stated=True)
        return stated
    likely = systems.WGS84 if stream.coordinates == "lonlat" else working or systems.DENMARK
    _refuse_elsewhere(path, stream, systems.parse(likely), working, points)
    if stream.coordinates == "lonlat" or working is not None:
        return systems.parse(likely)
    if systems.looks_danish(np.nanmedian(points[0]), np.nanmedian(points[1])):
        return systems.parse(systems.DENMARK)
    raise InputProblem(
        message(
            "{path}: nothing says the coordinate system of x and y. Say it with "
            "--crs, in Denmark usually --crs EPSG:25832.",
            path=path,
        )
    )


def _refuse_elsewhere(
    path: Path,
    stream: IncidentStream,
    likely: Any,
    working: str | None,
    points: Any,
    *,
    is_stated: bool = False,
) -> None:
    """Refuse coordinates that lie far off, but at home if read in one of the other usual ways.

    Of those in a system that ``--crs`` states, x and y that change places are rejects.
    """
    x, y = (float(np.nanmedian(axis)) for axis in points)
    if systems.in_country(likely, x, y, working):
        return
    if is_stated and not bool(systems.extent(likely).holds(x, y)):
        return
    names = ("lon", "lat") if stream.coordinates == "lonlat" else ("x", "y")
    first, second = (quoted(stream.headings.get(name, name)) for name in names)
    turned = f"--map {names[0]}={second} --map {names[1]}={first}"
    ways = [(likely, turned)] if first != second and not is_stated else []
    ways += [(systems.parse(code), "") for code in _OTHER_SYSTEMS]
    for system, axes in ways:
        places = (y, x) if axes else (x, y)
        if systems.in_country(system, *places, working):
            option = axes or f"--crs EPSG:{system.to_epsg()}"
            raise _elsewhere(path, points, systems.called(likely), option)


def _elsewhere(path: Path, points: Any, called: str, option: str) -> InputProblem:
    x, y = points
    first = int(np.flatnonzero(~(np.isnan(x) | np.isnan(y)))[0])
    return InputProblem(
        message(
            "{path}: coordinates such as {x:.10g}, {y:.10g} lie far off if they are of {called}. "
            "They fall into place with {option}.",
            path=path,
            x=x[first],
            y=y[first],
            called=called,
            option=option,
        )
    )


def _nowhere(path: Path, source: Any, x: Any, y: Any) -> InputProblem:
    first = int(np.flatnonzero(~(np.isnan(x) | np.isnan(y)))[0])
    return InputProblem(
        message(
            "{path}: coordinates such as {x:.10g}, {y:.10g} lie outside their coordinate system, "
            "{called}. Say the right one with --crs, or correct the file.",
            path=path,
            x=x[first],
            y=y[first],
            called=systems.called(source),
        )
    )


def _chosen_crs(source: Any, x: Any, y: Any) -> str:
    to_lonlat = systems.transformer(source, systems.WGS84)
    lon, lat = to_lonlat.transform(np.nanmedian(x), np.nanmedian(y))
    return systems.working_for(float(lon), float(lat))
