"""A map as a picture for paper: one map with its lists beside it, or one for each year."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely
from shapely.geometry.base import BaseGeometry

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.mapping.palettes import paler
from hotspots.mapping.pictures.map_fitting import fitted
from hotspots.mapping.pictures.map_ground import MapFrame
from hotspots.mapping.pictures.map_lists import write_columns
from hotspots.mapping.pictures.map_names import LabelPlacement, box_of
from hotspots.mapping.pictures.map_panel import (
    draw_areas,
    draw_places,
    draw_scale,
    draw_water,
    write_name,
)
from hotspots.mapping.pictures.map_plan import PANEL_HEAD_CM, PANEL_PT, MapPlan, planned
from hotspots.mapping.pictures.sheet import (
    AIR,
    GAP_CM,
    MARGIN_CM,
    SUB_PT,
    Block,
    frame_of,
    room_cm,
    write,
)
from hotspots.mapping.pictures.typeset import wrapped
from hotspots.model.pages import LegendClass
from hotspots.model.pictures import MapPanel, MapPicture, PictureFile

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BARE = LegendClass("", "", "#ffffff")


def draw(picture: MapPicture, file: PictureFile) -> "Figure":
    """Return the picture in its printed width; its height follows from what it says."""
    plan = _planned(picture, file, [])
    last_notes = [] if plan.all_named else [picture.no_room]
    if last_notes:
        plan = _planned(picture, file, last_notes)
    summary = [] if plan.has_summary else _summary(picture, room_cm(file))
    frame = frame_of(picture, file, below_title=summary, last_notes=last_notes)
    figure, page, top = frame.opened(plan.height_cm)
    frame.close(page, _draw_plan(page, picture, plan, top))
    return figure


def _planned(picture: MapPicture, file: PictureFile, last_notes: Sequence[str]) -> MapPlan:
    """Return where maps and lists lie: in the height there is, where the picture has a shape."""
    room = room_cm(file)
    if file.height_cm is None:
        return planned(picture, room)
    frame = frame_of(picture, file, last_notes=last_notes)
    summary_cm = sum(one.height_cm for one in _summary(picture, room))
    if len(picture.panels) > 1:
        return planned(picture, room, file.height_cm - frame.around_cm - summary_cm)
    return fitted(picture, room, file.height_cm - frame.around_cm, summary_cm)


def _summary(picture: MapPicture, room: float) -> list[Block]:
    summary = wrapped(picture.summary, room, SUB_PT) if picture.summary else []
    return [AIR, Block(summary, SUB_PT)] if summary else []


def _draw_plan(page: "Axes", picture: MapPicture, plan: MapPlan, top: float) -> float:
    """Draw maps and lists and return where they end."""
    low = top - plan.maps_cm
    classes = {one.key: one for one in picture.legend}
    frames = [replace(one, left=one.left + MARGIN_CM, low=one.low + low) for one in plan.frames]
    for frame, panel in zip(frames, picture.panels, strict=True):
        draw_water(page, plan.ground, frame)
        draw_areas(page, plan.ground, frame, _looks(classes, plan, panel))
        if panel.title:
            head_top = frame.low + frame.high + PANEL_HEAD_CM
            write(page, Block([panel.title], PANEL_PT, bold=True), frame.left, head_top, "left")
    draw_scale(page, frames[0], low, picture.north, picture.lang)
    if plan.key is None:
        draw_places(page, plan.ground, frames[0], picture.places, _taken(plan, low))
        _write_names(page, plan, low, _looks(classes, plan, picture.panels[0]))
        end = low
    else:
        top = low - GAP_CM
        end = _draw_key(page, picture, plan, plan.key, top)
    write_columns(page, plan.beside, MARGIN_CM + plan.beside_left, top)
    end = min(end, top - plan.beside.height_cm)
    for columns in plan.below:
        end = write_columns(page, columns, MARGIN_CM, end - GAP_CM)
    return end


def _draw_key(
    page: "Axes", picture: MapPicture, plan: MapPlan, key: MapFrame, top: float
) -> float:
    """Draw the map that has the names and no classes, and return where it ends."""
    low = top - PANEL_HEAD_CM - key.high
    frame = replace(key, left=MARGIN_CM, low=low)
    bare = [_BARE] * len(plan.ground.areas)
    write(page, Block([picture.key_title], PANEL_PT, bold=True), MARGIN_CM, top, "left")
    draw_water(page, plan.ground, frame)
    draw_areas(page, plan.ground, frame, bare)
    _write_names(page, plan, low, bare)
    return low


def _write_names(page: "Axes", plan: MapPlan, low: float, looks: Sequence[LegendClass]) -> None:
    for name, area in zip(plan.names, plan.name_areas, strict=True):
        write_name(page, _moved(name, MARGIN_CM, low), looks[area].colour)


def _taken(plan: MapPlan, low: float) -> BaseGeometry:
    """Return where names and marks stand on the sheet, as one geometry."""
    return shapely.union_all([box_of(_moved(name, MARGIN_CM, low)) for name in plan.names])


def _moved(name: LabelPlacement, right: float, up: float) -> LabelPlacement:
    to = name.leads_to and (name.leads_to[0] + right, name.leads_to[1] + up)
    return replace(name, x=name.x + right, y=name.y + up, leads_to=to)


def _looks(classes: dict[str, LegendClass], plan: MapPlan, panel: MapPanel) -> list[LegendClass]:
    """Return the class of each area on the ground, or raise: none may be without a legend."""
    keys = [panel.class_keys[came] for came in plan.ground.order]
    for key in keys:
        if key not in classes:
            raise UsageProblem(
                message(
                    "Class {key!r} is not in the legend; it has {classes}.",
                    key=key,
                    classes=", ".join(map(repr, classes)),
                )
            )
    return [
        replace(classes[key], colour=paler(classes[key].colour)) if place in plan.ground.pale
        else classes[key]
        for place, key in enumerate(keys)
    ]  # fmt: skip
