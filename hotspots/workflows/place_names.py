"""What a spot on the map is called: by the nearest named place, else by the area it lies in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hotspots.analysis.nearest import nearest_places
from hotspots.engine.store import Store
from hotspots.model.page import Lang
from hotspots.sentences.texts import text

WITHIN_M = 500.0


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

    A shape in no area and near no place is called by its coordinates, in whole metres.
    """
    places = store.rows("places/places")
    outlines = _outlines([row["geometry"] for row in places])
    found, away_m = nearest_places(np.array(shapes, dtype=object), outlines, within_m)
    areas = store.rows("areas/areas_of_set", set_name=set_name)
    grounds = _outlines([row["geometry"] for row in areas])
    return [
        _near(places[at], float(away_m[one]), lang)
        if at >= 0
        else _inside(shapes[one], areas, grounds, lang)
        for one, at in enumerate(found.tolist())
    ]


def _outlines(geometries: Sequence[Any]) -> Any:
    import shapely

    return shapely.from_wkb(np.array([bytes(one) for one in geometries], dtype=object))


def _near(place: dict[str, Any], away_m: float, lang: Lang) -> SpotName:
    words = text(lang, "spot.near", name=place["name"])
    return SpotName(words, place["name"], away_m, place["load_id"])


def _inside(shape: Any, areas: Sequence[dict[str, Any]], grounds: Any, lang: Lang) -> SpotName:
    import shapely

    shared_m2 = shapely.area(shapely.intersection(grounds, shape))
    if len(shared_m2) and float(np.max(shared_m2)) > 0:
        name = areas[int(np.argmax(shared_m2))]["area_name"]
        return SpotName(text(lang, "spot.inside", name=name), name, None, None)
    middle = shape.centroid
    name = f"{middle.x:.0f}, {middle.y:.0f}"
    return SpotName(text(lang, "spot.at", name=name), name, None, None)
