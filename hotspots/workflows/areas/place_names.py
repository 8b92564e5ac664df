"""What a spot on the map is called: by the nearest named place, else by the area it lies in."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from hotspots.analysis.space.nearest import nearest_places
from hotspots.engine.store import Store
from hotspots.language import Lang
from hotspots.model.rows import AreasAreasOfSetRow, PlacesPlacesRow
from hotspots.sentences.texts import text

WITHIN_M = 500.0
_SIDES = ("e", "ne", "n", "nw", "w", "sw", "s", "se")
# A spot nearer to the middle than this part of the radius of a circle as large lies in it.
_MIDDLE = 0.25


@dataclass(frozen=True)
class SpotName:
    """A spot's name in words (``ved Sjælør``), and the place or area it comes from."""

    words: str
    name: str
    distance_m: float | None
    load_id: int | None


def spot_names(
    store: Store, shapes: Sequence[Any], set_name: str, lang: Lang, *, within_m: float = WITHIN_M
) -> list[SpotName]:
    """Name shapes (shapely, working CRS): by a place within reach, else by the area of a set.

    A shape in no area and near no place is called by its coordinates, in whole metres. Where
    several would be called the same, the side of the place or area that each lies on is said,
    and those on the same side are numbered.
    """
    places = store.rows("places/places")
    outlines = _outlines([row["geometry"] for row in places])
    nearest, away_m = nearest_places(np.array(shapes, dtype=object), outlines, within_m)
    areas = store.rows("areas/areas_of_set", set_name=set_name)
    grounds = _outlines([row["geometry"] for row in areas])
    named = [
        (_near(places[place_index], float(away_m[shape_index]), lang), outlines[place_index])
        if place_index >= 0
        else _inside(shapes[shape_index], areas, grounds, lang)
        for shape_index, place_index in enumerate(nearest.tolist())
    ]
    return _numbered(_with_sides(named, shapes, lang))


def _with_sides(
    named: Sequence[tuple[SpotName, Any]], shapes: Sequence[Any], lang: Lang
) -> list[SpotName]:
    """Say the side of what it is called by, of each spot that shares its name."""
    n_of = Counter(spot.words for spot, _ in named)
    return [
        replace(spot, words=text(lang, "spot.part", spot=spot.words,
                                 side=text(lang, f"spot.side_{_side(shape, whole)}")))
        if n_of[spot.words] > 1
        else spot
        for (spot, whole), shape in zip(named, shapes, strict=True)
    ]  # fmt: skip


def _side(shape: Any, whole: Any) -> str:
    """Return the side of ``whole`` that the part of a shape in it lies on, or its middle."""
    import shapely

    part = shapely.intersection(shape, whole)
    centre = (part if part.area else shape).centroid
    east_m, north_m = centre.x - whole.centroid.x, centre.y - whole.centroid.y
    if math.hypot(east_m, north_m) <= _MIDDLE * math.sqrt(whole.area / math.pi):
        return "middle"
    return _SIDES[round(math.atan2(north_m, east_m) / (math.pi / 4)) % len(_SIDES)]


def _numbered(spots: Sequence[SpotName]) -> list[SpotName]:
    n_of, met = Counter(spot.words for spot in spots), Counter[str]()
    numbered = []
    for spot in spots:
        met[spot.words] += 1
        again = f" ({met[spot.words]})" if n_of[spot.words] > 1 else ""
        numbered.append(replace(spot, words=spot.words + again))
    return numbered


def _outlines(geometries: Sequence[Any]) -> Any:
    import shapely

    return shapely.from_wkb(np.array([bytes(one) for one in geometries], dtype=object))


def _near(place: PlacesPlacesRow, away_m: float, lang: Lang) -> SpotName:
    words = text(lang, "spot.near", name=place["name"])
    return SpotName(words, place["name"], away_m, place["load_id"])


def _inside(
    shape: Any, areas: Sequence[AreasAreasOfSetRow], grounds: Any, lang: Lang
) -> tuple[SpotName, Any]:
    import shapely

    shared_m2 = shapely.area(shapely.intersection(grounds, shape))
    if len(shared_m2) and float(np.max(shared_m2)) > 0:
        area_index = int(np.argmax(shared_m2))
        name = areas[area_index]["area_name"]
        return SpotName(text(lang, "spot.inside", name=name), name, None, None), grounds[
            area_index
        ]
    middle = shape.centroid
    name = f"{middle.x:.0f}, {middle.y:.0f}"
    return SpotName(text(lang, "spot.at", name=name), name, None, None), shape
