"""What a spot on the map is called: by the nearest named place and the areas it lies in."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from hotspots.analysis.areas.overlaps import areas_under
from hotspots.analysis.space.nearest import nearest_places
from hotspots.engine.store import Store
from hotspots.language import Lang
from hotspots.model.rows import AreasAreasOfSetRow, PlacesPlacesRow
from hotspots.sentences.texts import text

WITHIN_M = 500.0
_SIDES = ("e", "ne", "n", "nw", "w", "sw", "s", "se")
# A spot nearer to the middle than this part of the radius of a circle as large lies in it.
_MIDDLE = 0.25


_MOST_AREAS = 4
_LARGE_M2 = 1_000_000


@dataclass(frozen=True)
class SpotShape:
    """A shape (shapely, working CRS), and the core by which it is named where it is large."""

    shape: Any
    core: Any

    @property
    def is_large(self) -> bool:
        """Tell whether it covers more than 1 km²."""
        return bool(self.shape.area > _LARGE_M2)

    @property
    def sought_from(self) -> Any:
        """Return the shape that the nearest place is sought from."""
        return self.core if self.is_large else self.shape


@dataclass(frozen=True)
class SpotName:
    """A spot's name in words (``ved Sjælør i Valby``), and the place or area it comes from."""

    words: str
    name: str
    distance_m: float | None
    load_id: int | None


def spot_names(
    store: Store,
    spots: Sequence[SpotShape],
    set_name: str,
    lang: Lang,
    *,
    within_m: float = WITHIN_M,
) -> list[SpotName]:
    """Name spots by a place within reach and by all the areas of a set that they lie in.

    A spot in no area and near no place is called by its coordinates, in whole metres. Where
    several would be called the same, the side of the place or area that each lies on is said,
    and those on the same side are numbered.
    """
    places = store.rows("places/places")
    outlines = _outlines([row["geometry"] for row in places])
    sought_from = np.array([one.sought_from for one in spots], dtype=object)
    nearest, away_m = nearest_places(sought_from, outlines, within_m)
    areas = store.rows("areas/areas_of_set", set_name=set_name)
    ground = _GroundNames(areas, _outlines([row["geometry"] for row in areas]), lang)
    named = [
        (
            _near(places[place_index], float(away_m[index]), spots[index], ground),
            outlines[place_index],
        )
        if place_index >= 0
        else _inside(spots[index], ground)
        for index, place_index in enumerate(nearest.tolist())
    ]
    return _numbered(_with_sides(named, [one.shape for one in spots], lang))


@dataclass(frozen=True)
class _GroundNames:
    """The areas that spots lie in, with their outlines, and the language to name them in."""

    areas: Sequence[AreasAreasOfSetRow]
    outlines: Any
    lang: Lang

    def under(self, shape: Any) -> list[int]:
        """Return the positions of the areas that a shape lies in, those with most of it first."""
        return areas_under(shape, self.outlines)

    def listed(self, shape: Any) -> str:
        """Return the names of the areas that a shape lies in, in words; empty where in none."""
        names = [str(self.areas[index]["area_name"]) for index in self.under(shape)]
        if len(names) > _MOST_AREAS:
            n_more = len(names) - _MOST_AREAS + 1
            names = [*names[: _MOST_AREAS - 1], text(self.lang, "spot.more", n=n_more)]
        if len(names) < 2:  # noqa: PLR2004 - one name stands by itself
            return "".join(names)
        return text(self.lang, "spot.and", names=", ".join(names[:-1]), last=names[-1])


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


def _near(
    place: PlacesPlacesRow, away_m: float, spot: SpotShape, ground: _GroundNames
) -> SpotName:
    near, areas = text(ground.lang, "spot.near", name=place["name"]), ground.listed(spot.shape)
    key = "spot.core" if spot.is_large else "spot.near_in"
    words = text(ground.lang, key, near=near, areas=areas) if areas else near
    return SpotName(words, place["name"], away_m, place["load_id"])


def _inside(spot: SpotShape, ground: _GroundNames) -> tuple[SpotName, Any]:
    lang, under, cores = ground.lang, ground.under(spot.shape), ground.under(spot.core)
    if under:
        main = cores[0] if spot.is_large and cores else under[0]
        name = str(ground.areas[main]["area_name"])
        words = text(lang, "spot.inside", name=ground.listed(spot.shape))
        if spot.is_large and len(under) > 1:
            core = text(lang, "spot.inside", name=name)
            words = text(lang, "spot.core", near=core, areas=ground.listed(spot.shape))
        return SpotName(words, name, None, None), ground.outlines[main]
    middle = spot.shape.centroid
    name = f"{middle.x:.0f}, {middle.y:.0f}"
    return SpotName(text(lang, "spot.at", name=name), name, None, None), spot.shape
