"""One map on the sheet: areas in their colours and patterns, names, and the scale below."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from hotspots.language import Lang
from hotspots.mapping.palettes import (
    DARK_INK,
    QUIET_INK,
    STATION,
    WATER,
    WAVES_INK,
    checked,
    ink,
    paler,
)
from hotspots.mapping.pictures.map_ground import MapFrame, MapGround, round_length_m
from hotspots.mapping.pictures.map_names import LabelPlacement, extent_of
from hotspots.mapping.pictures.sheet import MUTED, NOTE_PT
from hotspots.mapping.pictures.typeset import POINTS_PER_CM, font, line_cm, width_cm
from hotspots.model.pages import LegendClass, MapPlace, Pattern
from hotspots.sentences.texts import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

SCALE_CM = 0.85
_HATCHES: Mapping[Pattern, str | None] = {
    "none": None,
    "lines": "////",
    "dots": "...",
    "cross": "xxx",
    "hatch": "xxx",
    "waves": "---",
}
_HATCH_PT = {"none": 0.0, "lines": 0.7, "dots": 0.3, "cross": 0.6, "hatch": 0.8, "waves": 0.3}
_SEAM_PT = 2.2
_BORDER = "#3a4754"
WATER_CLASS = LegendClass("water:", "", *WATER)
_FEW = 60
_PLACE_PT, _STATION_PT, _STATION_CM = 6.8, 3.0, 0.06
STATION_KEY = "station:"
_OVER_PT = 1.1
_FOCUS_PT, _ROUND_FOCUS = 1.8, 0.5
_PER_KM_M = 1000
_SCALE_PART = 0.3
_BELOW = -1


def draw_areas(
    page: "Axes", ground: MapGround, frame: MapFrame, classes: Sequence[LegendClass]
) -> None:
    """Draw the areas; ``classes`` has one for each, in the order of the ground."""
    thin = 0.45 if len(ground.areas) <= _FEW else 0.2
    shapes = frame.seen(ground.shapes)
    for place, (shape, legend_class) in enumerate(zip(shapes, classes, strict=True)):
        area = ground.areas[place]
        if shape.is_empty:
            continue
        style = fill(legend_class)
        if place in ground.pale:
            style["hatchcolor"] = paler(style["hatchcolor"])
        width = thin if area.level == 0 else 0.7
        border = {"edgecolor": _BORDER, "linewidth": width}
        if is_over(legend_class):
            border = {"edgecolor": checked(legend_class.colour), "linewidth": _OVER_PT}
            _add(page, shape, seam(), area.level)
        _add(page, shape, {**style, **border}, area.level)
        if place in ground.focus:
            _add(page, shape, {"facecolor": "none", "edgecolor": DARK_INK, "linewidth": _FOCUS_PT,
                  "joinstyle": "round"},
                 _ROUND_FOCUS)  # fmt: skip


def draw_water(page: "Axes", ground: MapGround, frame: MapFrame) -> None:
    """Draw the water within the frame, below all areas and without an edge."""
    edges = frame.left, frame.low, frame.left + frame.wide, frame.low + frame.high
    for shape in shapely.get_parts(shapely.clip_by_rect(frame.placed(ground.water), *edges)):
        if shape.area > 0:
            _add(page, shape, {**fill(WATER_CLASS), "linewidth": 0}, _BELOW)


def draw_places(
    page: "Axes",
    ground: MapGround,
    frame: MapFrame,
    places: Sequence[MapPlace],
    taken: BaseGeometry,
) -> None:
    """Draw a mark for each station in the frame, and write the names of the other places.

    ``taken`` is where names of areas stand: a station there is left out.
    """
    room = (frame.left, frame.low, frame.left + frame.wide, frame.low + frame.high)
    for place, point in zip(places, ground.places_m, strict=True):
        x, y = frame.place(point)
        if not (room[0] < x < room[2] and room[1] < y < room[3]):
            continue
        if place.kind == "station":
            if not taken.intersects(shapely.Point(x, y).buffer(_STATION_CM)):
                draw_station(page, x, y)
        else:
            half = width_cm(place.name, _PLACE_PT) / 2
            page.text(min(max(x, room[0] + half), room[2] - half), y, place.name, ha="center",
                      va="center", fontproperties=font(_PLACE_PT), color=QUIET_INK,
                      zorder=4)  # fmt: skip


def draw_station(page: "Axes", x: float, y: float) -> None:
    """Draw the mark of a station at a place on the sheet."""
    page.plot([x], [y], marker="s", markersize=_STATION_PT, color=STATION[0],
              markeredgecolor="#ffffff", markeredgewidth=0.4, zorder=5)  # fmt: skip


def is_over(legend_class: LegendClass) -> bool:
    """Tell whether a class lies over others, which show through."""
    return legend_class.pattern == "hatch"


def seam() -> dict[str, Any]:
    """Return the white seam below the marks and the line of what lies over others."""
    white = {"edgecolor": "#ffffff", "hatchcolor": "#ffffff", "hatch_linewidth": _SEAM_PT}
    return {"facecolor": "none", "hatch": _HATCHES["hatch"], "linewidth": 2 * _SEAM_PT, **white}


def fill(legend_class: LegendClass) -> dict[str, Any]:
    """Return how matplotlib fills a class: its colour, and its pattern in the ink that shows."""
    colour = checked(legend_class.colour)
    over = is_over(legend_class)
    water = WAVES_INK if legend_class.pattern == "waves" else ink(colour)
    return {
        "facecolor": "none" if over else colour,
        "hatch": _HATCHES[legend_class.pattern],
        "hatchcolor": colour if over else water,
        "hatch_linewidth": _HATCH_PT[legend_class.pattern],
        "joinstyle": "round",
    }


def _add(page: "Axes", shape: BaseGeometry, style: Mapping[str, Any], level: float) -> None:
    from matplotlib.patches import PathPatch

    page.add_patch(PathPatch(_path(shape), zorder=2 + 0.1 * level, **style))


def _path(shape: BaseGeometry) -> "Path":
    from matplotlib.path import Path

    rings = [
        Path(shapely.get_coordinates(ring), closed=True)
        for polygon in shapely.get_parts(shape)
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    return Path.make_compound_path(*rings)


def write_name(page: "Axes", placement: LabelPlacement, colour: str) -> None:
    """Write a name or its mark on a ground of the area's colour, so that no pattern crosses."""
    from matplotlib.patches import FancyBboxPatch

    wide, high = extent_of(placement)
    if placement.leads_to is not None:
        _lead(page, placement, placement.leads_to)
    under = "#ffffff" if placement.is_mark else colour
    page.add_patch(
        FancyBboxPatch(
            (placement.x - wide / 2 + 0.04, placement.y - high / 2 + 0.04),
            wide - 0.08,
            high - 0.08,
            boxstyle=f"round,pad=0,rounding_size={0.4 * high if placement.is_mark else 0.06:.3f}",
            facecolor=under,
            edgecolor=DARK_INK if placement.is_mark else "none",
            linewidth=0.5,
            zorder=6,
        )
    )
    step = line_cm(placement.size_pt)
    top = placement.y + step * (len(placement.lines) - 1) / 2
    for line_number, line in enumerate(placement.lines):
        page.text(
            placement.x,
            top - line_number * step - 0.36 * placement.size_pt / POINTS_PER_CM,
            line,
            fontproperties=font(placement.size_pt, bold=placement.is_mark),
            color=ink(under),
            ha="center",
            va="baseline",
            zorder=7,
        )


def _lead(page: "Axes", placement: LabelPlacement, to: tuple[float, float]) -> None:
    page.plot([placement.x, to[0]], [placement.y, to[1]], color=DARK_INK, linewidth=0.6, zorder=5)
    page.plot([to[0]], [to[1]], color=DARK_INK, marker="o", markersize=1.6, zorder=5)


def draw_scale(page: "Axes", frame: MapFrame, low: float, north: str, lang: Lang) -> None:
    """Draw a bar of a round length in the room above ``low``, and say where north is."""
    west, _, east, _ = frame.bounds_m
    across_m = min(frame.wide / frame.cm_per_m, east - west)
    length_m = round_length_m(_SCALE_PART * across_m)
    wide = length_m * frame.cm_per_m
    middle, tick = low + 0.25, 0.09
    x = np.array([frame.left, frame.left, frame.left + wide, frame.left + wide])
    y = np.array([middle + tick, middle - tick, middle - tick, middle + tick])
    page.plot(x, y, color=DARK_INK, linewidth=0.9, solid_capstyle="butt", zorder=7)
    is_long = length_m >= _PER_KM_M
    length = number(lang, length_m / _PER_KM_M if is_long else length_m, kind="tick")
    length_text = f"{length} km" if is_long else f"{length} m"
    style: dict[str, Any] = {"fontproperties": font(NOTE_PT), "va": "center", "zorder": 7}
    centre = frame.left + max(wide, width_cm(length_text, NOTE_PT)) / 2
    page.text(centre, middle + 0.2, length_text, ha="center", color=DARK_INK, **style)
    page.text(frame.left + max(wide, 1.0) + 0.4, middle, f"\u2191 {north}", ha="left",
              color=MUTED, **style)  # fmt: skip
