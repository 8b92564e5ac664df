"""Where maps, names and lists of a picture lie, before anything is drawn."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from hotspots.audit.numbers.spoken import heard_number
from hotspots.mapping.pictures import map_lists as lists
from hotspots.mapping.pictures.map_ground import MapFrame, MapGround, ground
from hotspots.mapping.pictures.map_lists import Columns
from hotspots.mapping.pictures.map_names import SIZES_PT, Label, LabelPlacement, placed_names
from hotspots.mapping.pictures.map_panel import SCALE_CM
from hotspots.mapping.pictures.sheet import GAP_CM, NoRoomError
from hotspots.mapping.pictures.typeset import line_cm
from hotspots.model.pages import MapArea
from hotspots.model.pictures import MapPicture

MOST_NAMES = 40
PANEL_PT = 7.6
PANEL_HEAD_CM = line_cm(PANEL_PT) + 0.06
_BESIDE_CM, _LEAST_BESIDE_CM = 4.9, 13.0
_WIDEST_BESIDE = 1.9
_TALLEST_CM = 15.0
_PANELS_TALL_CM, _PANEL_GAP_CM = 16.5, 0.35
_LEAST_PANEL_CM = 1.5
_MOST_COLUMNS = 5
_WITH_KEY_TALL_CM, _WITH_KEY_COLUMNS = 11.0, 6  # leaves a page room for the key map
_KEY_CM = 7.0
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class MapPlan:
    """Maps in their frames, from the lower left of the room for maps, and the lists around.

    ``names`` are what is written on the map and ``name_areas`` the area of each; of several
    maps they are on a map of their own below them, ``key``, measured from its own lower left.
    ``has_summary`` says that the conclusion stands among the lists and not below the heading.
    ``beside`` begins ``beside_left`` centimetres from the left, at the top of what it belongs to.
    """

    ground: MapGround
    frames: Sequence[MapFrame]
    names: Sequence[LabelPlacement]
    name_areas: Sequence[int]
    maps_cm: float
    beside: Columns
    beside_left: float
    below: Sequence[Columns]
    key: MapFrame | None = None
    has_summary: bool = False

    @property
    def all_named(self) -> bool:
        """Tell whether every area that has a name has it on the map, or a mark for it."""
        if self.ground.focus and len(self.frames) > 1:
            return True  # the heading names them
        wanted = {at for at, one in enumerate(self.ground.areas) if one.labelled}
        if self.ground.focus:
            wanted &= set(self.ground.focus)
        return wanted <= set(self.name_areas)

    @property
    def height_cm(self) -> float:
        """Return how much height maps and lists take."""
        below = sum(one.height_cm + GAP_CM for one in self.below)
        if self.key is None:
            return max(self.maps_cm, self.beside.height_cm) + below
        key = max(PANEL_HEAD_CM + self.key.high, self.beside.height_cm)
        return self.maps_cm + GAP_CM + key + below


def planned(picture: MapPicture, room: float, high: float | None = None) -> MapPlan:
    """Return where everything lies in a room of that many centimetres across.

    Several maps have no more than a height of ``high``, where there is one, and no key then.
    """
    earth = ground(picture.areas, picture.water, picture.places, picture.focus)
    if len(picture.panels) == 1:
        return _single(picture, earth, room)
    if picture.focus or high is not None:
        return _without_key(picture, earth, room, high)
    return _many(picture, earth, room)


def _single(picture: MapPicture, earth: MapGround, room: float) -> MapPlan:
    """Plan one map: its lists to the right of it, or below where there is no room."""
    is_beside = room >= _LEAST_BESIDE_CM and earth.aspect <= _WIDEST_BESIDE
    wide = room - _BESIDE_CM - 2 * GAP_CM if is_beside else room
    high = min(wide / earth.aspect, _TALLEST_CM)
    frame = MapFrame(0, SCALE_CM, wide, high, earth.bounds_m)
    named, placed = named_places(picture, earth, frame)
    marks = marked_names(picture, earth, named, placed)
    plan = MapPlan(earth, [frame], placed, named, high + SCALE_CM, Columns([], 0), 0, [])
    if not is_beside:
        return replace(plan, below=lists_below(picture, marks, room))
    legend = lists.legend_rows(picture.legend_title, picture.legend, _BESIDE_CM)
    key = lists.key_rows(picture.names_title, marks, _BESIDE_CM)
    fits = lists.height_cm([*legend, *key]) <= plan.maps_cm
    beside = Columns([[*legend, *key] if fits else legend], _BESIDE_CM)
    below = [] if fits else key_below(picture, marks, room)
    return replace(plan, beside=beside, beside_left=wide + 2 * GAP_CM, below=below)


def _many(picture: MapPicture, earth: MapGround, room: float) -> MapPlan:
    """MapPlan a map for each panel in as few columns as the height allows, and one with names."""
    key = _key_frame(earth, room)
    named, placed = named_places(picture, earth, key)
    if not named:
        return _without_key(picture, earth, room)
    maps_cm, frames = _panels(picture, earth, room, _WITH_KEY_COLUMNS, _WITH_KEY_TALL_CM)
    marks = marked_names(picture, earth, named, placed)
    plan = MapPlan(earth, frames, placed, named, maps_cm, Columns([], 0), 0, [], key)
    if room < _LEAST_BESIDE_CM:
        return replace(plan, below=lists_below(picture, marks, room))
    left = key.wide + 2 * GAP_CM
    legend = lists.legend_rows(picture.legend_title, picture.legend, room - left)
    rows = lists.key_rows(picture.names_title, marks, room - left)
    return replace(plan, beside=Columns([[*legend, *rows]], room - left), beside_left=left)


def _without_key(
    picture: MapPicture, earth: MapGround, room: float, high: float | None = None
) -> MapPlan:
    """Plan the maps without one of names, in a height if there is one, and the lists below."""
    below = lists_below(picture, [], room)
    if high is None:
        maps_cm, frames = _panels(picture, earth, room, _MOST_COLUMNS, _PANELS_TALL_CM)
    else:
        tall_cm = high - sum(columns.height_cm + GAP_CM for columns in below)
        maps_cm, frames = _fitted_panels(len(picture.panels), earth, room, tall_cm)
    return MapPlan(earth, frames, [], [], maps_cm, Columns([], 0), 0, below)


def _key_frame(earth: MapGround, room: float) -> MapFrame:
    """Return the frame of the map that has the names: a square at most, and half of the room."""
    wide = min(_KEY_CM, room) if room < _LEAST_BESIDE_CM else min(_KEY_CM, room / 2)
    return MapFrame(0, 0, wide, min(wide / earth.aspect, _KEY_CM), earth.bounds_m)


def _panels(
    picture: MapPicture, earth: MapGround, room: float, most_columns: int, tall_cm: float
) -> tuple[float, list[MapFrame]]:
    n = len(picture.panels)
    tries = [_grid(n, columns, earth, room) for columns in range(2, most_columns + 1)]
    return next((one for one in tries if one[0] <= tall_cm), tries[-1])


def _fitted_panels(
    n: int, earth: MapGround, room: float, tall_cm: float
) -> tuple[float, list[MapFrame]]:
    """Return n maps in as many columns as give them the largest scale in a height."""
    tries = []
    for columns in range(1, n + 1):
        each = (tall_cm - SCALE_CM) / math.ceil(n / columns)
        most_cm = each - PANEL_HEAD_CM - _PANEL_GAP_CM
        if most_cm > _LEAST_PANEL_CM:
            tries.append(_grid(n, columns, earth, room, most_cm))
    if not tries:
        raise NoRoomError
    return max(tries, key=lambda grid: grid[1][0].cm_per_m)


def _grid(
    n: int, columns: int, earth: MapGround, room: float, most_cm: float = _TALLEST_CM
) -> tuple[float, list[MapFrame]]:
    """Return how high n maps in so many columns are, and their frames."""
    wide = (room - (columns - 1) * _PANEL_GAP_CM) / columns
    high = min(wide / earth.aspect, most_cm)
    each = PANEL_HEAD_CM + high + _PANEL_GAP_CM
    maps_cm = math.ceil(n / columns) * each + SCALE_CM
    frames = [
        MapFrame(column * (wide + _PANEL_GAP_CM), maps_cm - (row + 1) * each + _PANEL_GAP_CM,
              wide, high, earth.bounds_m)
        for row, column in (divmod(at, columns) for at in range(n))
    ]  # fmt: skip
    return maps_cm, frames


def named_places(
    picture: MapPicture,
    earth: MapGround,
    frame: MapFrame,
    sizes_pt: Sequence[float] = SIZES_PT,
) -> tuple[list[int], list[LabelPlacement]]:
    """Return which areas are named, by their place on the ground, and where; marks are final."""
    named = _to_name(picture, earth)
    wide = "0" * len(str(len(named)))
    labels = [
        (index, replace(label, sizes_pt=sizes_pt))
        for index in named
        for label in _labels(picture, earth, frame, index, wide)
    ]
    edge = shapely.box(*frame.edges)
    placed = placed_names([label for _, label in labels], edge)
    final = iter(marks(len(placed), lettered=picture.lettered))
    placements = [
        (
            index,
            replace(placement, lines=(next(final),))
            if placement.is_mark and not label.only_mark
            else placement,
        )
        for (index, label), placement in zip(labels, placed, strict=True)
        if placement is not None
    ]
    return [index for index, _ in placements], [placement for _, placement in placements]


def _labels(
    picture: MapPicture, earth: MapGround, frame: MapFrame, index: int, wide: str
) -> list[Label]:
    """Return what is asked for an area; one with a mark of its own has it on each part."""
    area, spot = earth.areas[index], earth.spots[index]
    x, y = (float(one) for one in frame.place(spot))
    shape = frame.seen(earth.shapes[index : index + 1])[0]
    if earth.focus:
        shape = shapely.intersection(shape, shapely.box(*frame.edges))
        if shape.area == 0:
            return []
        x, y = (x, y) if shape.contains(shapely.Point(x, y)) else _middle(shape)
    if area.code not in picture.names:
        return [Label(area.name, wide, shape, (x, y), only_name=index in earth.pale)]
    main = Label(area.name, area.name, shape, (x, y), only_mark=True)
    rest = [part for part in shapely.get_parts(shape) if not part.contains(shapely.Point(x, y))]
    return [main, *(
        Label(area.name, area.name, part, _middle(part), only_mark=True, again=True)
        for part in rest
    )]  # fmt: skip


def _middle(part: BaseGeometry) -> tuple[float, float]:
    point = shapely.point_on_surface(part)
    return float(point.x), float(point.y)


def marks(n: int, *, lettered: bool) -> list[str]:
    """Return n marks: 1, 2, 3 … or a, b … z, aa, ab …; at most 702 letters."""
    if not lettered:
        for at in range(1, n + 1):
            heard_number(str(at), at, "tick")
        return [str(at) for at in range(1, n + 1)]
    pairs = (first + second for first in _LETTERS for second in _LETTERS)
    return [*_LETTERS, *pairs][:n]


def _to_name(picture: MapPicture, earth: MapGround) -> list[int]:
    """Return the areas that are named, in the order they came in; of too many, none.

    Of areas that have a rank of their own, the first are named.
    """
    places = {came: at for at, came in enumerate(earth.order)}
    named = [places[at] for at, one in enumerate(picture.areas) if one.labelled]
    named.sort(key=lambda place: bool(earth.focus) and place not in earth.focus)
    if picture.names:
        return [at for at in named if earth.areas[at].code in picture.names][:MOST_NAMES]
    return named if len(named) <= MOST_NAMES else []


def marked_names(
    picture: MapPicture, earth: MapGround, named: Sequence[int], placed: Sequence[LabelPlacement]
) -> list[tuple[str, str]]:
    """Return what each mark stands for."""
    areas: list[MapArea] = [earth.areas[at] for at in named]
    names: Mapping[str, str] = picture.names
    marks = [
        (spot.lines[0], names.get(area.code, area.name))
        for area, spot in zip(areas, placed, strict=True)
        if spot.is_mark
    ]
    return list(dict.fromkeys(marks))


def lists_below(
    picture: MapPicture, marks: Sequence[tuple[str, str]], room: float
) -> list[Columns]:
    wide = lists.column_cm(room, lists.n_columns(room, len(picture.legend)))
    head, *rows = lists.legend_rows(picture.legend_title, picture.legend, wide)
    whole = replace(head, lines=lists.head_lines(picture.legend_title, room))
    return [lists.in_columns([whole, *rows], room), *key_below(picture, marks, room)]


def key_below(picture: MapPicture, marks: Sequence[tuple[str, str]], room: float) -> list[Columns]:
    if not marks:
        return []
    wide = lists.column_cm(room, lists.n_columns(room, len(marks)))
    return [lists.in_columns(lists.key_rows(picture.names_title, marks, wide), room)]
