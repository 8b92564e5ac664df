"""Where a map and its lists lie in a height that is given, the map as large as can be."""

from collections.abc import Iterator, Sequence

from hotspots.mapping.pictures import map_lists as lists
from hotspots.mapping.pictures.map_ground import MapFrame, MapGround, ground
from hotspots.mapping.pictures.map_lists import Columns
from hotspots.mapping.pictures.map_names import SHAPED_PT
from hotspots.mapping.pictures.map_panel import SCALE_CM
from hotspots.mapping.pictures.map_plan import (
    MapPlan,
    key_below,
    lists_below,
    marked_names,
    named_places,
)
from hotspots.mapping.pictures.sheet import GAP_CM, NoRoomError
from hotspots.model.pictures import MapPicture

_BESIDE_CM = (4.2, 5.2, 6.4)
_WIDEST_BESIDE_CM = 8.0
_LEAST_MAP_CM = 2.4
_TRIES = 4


def fitted(picture: MapPicture, room: float, high: float, summary_cm: float) -> MapPlan:
    """Return the plan of one map with the largest scale in a room of that width and height.

    The conclusion stands beside the map, or above it, where it takes ``summary_cm``. Raises
    ``NoRoomError`` where no plan has a map that can be seen.
    """
    earth = ground(picture.areas, picture.water, picture.places, picture.focus)
    plans = list(_plans(picture, earth, room, high, summary_cm))
    if not plans:
        raise NoRoomError
    return max(plans, key=lambda plan: plan.frames[0].cm_per_m)


def _plans(
    picture: MapPicture, earth: MapGround, room: float, high: float, summary_cm: float
) -> Iterator[MapPlan]:
    """Yield what fits: lists beside the map, or what marks mean below it, or all lists below."""
    layouts = [(beside_cm, key) for beside_cm in _BESIDE_CM for key in (False, True)]
    plans = [
        *(_with_lists_beside(picture, earth, (room, high), beside_cm, is_key_below=key)
          for beside_cm, key in layouts),
        _with_lists_below(picture, earth, room, high - summary_cm),
    ]  # fmt: skip
    yield from (plan for plan in plans if plan is not None)


def _with_lists_beside(
    picture: MapPicture,
    earth: MapGround,
    room: tuple[float, float],
    beside_cm: float,
    *,
    is_key_below: bool,
) -> MapPlan | None:
    """Return the plan with the lists to the right of the map, if they are not too long there."""
    across, high = room
    marks: Sequence[tuple[str, str]] = ()
    for _ in range(_TRIES):
        below = key_below(picture, marks, across) if is_key_below else []
        maps_cm = high - _height_cm(below)
        wide = across - beside_cm - 2 * GAP_CM
        if not picture.focus:
            wide = min(wide, (maps_cm - SCALE_CM) * earth.aspect)
        if min(wide, maps_cm - SCALE_CM) < _LEAST_MAP_CM:
            return None
        frame = MapFrame(0, SCALE_CM, wide, maps_cm - SCALE_CM, earth.bounds_m)
        named, placed = named_places(picture, earth, frame, SHAPED_PT)
        again = marked_names(picture, earth, named, placed)
        left = wide + 2 * GAP_CM
        beside = _beside(picture, [] if is_key_below else again, across - left)
        if beside.height_cm > maps_cm:
            return None
        if not is_key_below or len(again) <= len(marks):
            return MapPlan(
                earth, [frame], placed, named, maps_cm, beside, left, below, has_summary=True
            )
        marks = again
    return None


def _beside(picture: MapPicture, marks: Sequence[tuple[str, str]], room: float) -> Columns:
    wide = min(room, _WIDEST_BESIDE_CM)
    rows = [*lists.sentence_rows(picture.summary, wide),
            *lists.legend_rows(picture.legend_title, picture.legend, wide),
            *lists.key_rows(picture.names_title, marks, wide)]  # fmt: skip
    return Columns([rows], wide)


def _height_cm(below: Sequence[Columns]) -> float:
    return sum(columns.height_cm + GAP_CM for columns in below)


def _with_lists_below(
    picture: MapPicture, earth: MapGround, room: float, high: float
) -> MapPlan | None:
    """Return the plan with the lists below the map; how long they are depends on its size."""
    marks: Sequence[tuple[str, str]] = ()
    for _ in range(_TRIES):
        below = [*lists_below(picture, [], room), *key_below(picture, marks, room)]
        map_high = high - SCALE_CM - _height_cm(below)
        if map_high < _LEAST_MAP_CM:
            return None
        frame = MapFrame(0, SCALE_CM, room, map_high, earth.bounds_m)
        named, placed = named_places(picture, earth, frame, SHAPED_PT)
        again = marked_names(picture, earth, named, placed)
        plan = MapPlan(
            earth, [frame], placed, named, map_high + SCALE_CM, Columns([], 0), 0, below
        )
        if len(again) <= len(marks):
            return plan
        marks = again
    return None
