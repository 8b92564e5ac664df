"""What a page's own scripts show, as data: never a script, and never markup."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hotspots.errors import UsageProblem
from hotspots.language import Lang, message
from hotspots.mapping.pages.canvas import Canvas, opacity
from hotspots.mapping.pages.extent import extent_of, focus_bounds, pale_areas
from hotspots.mapping.pages.looks import Legends, look_of, water_look
from hotspots.mapping.pages.outlines import Outline, outlines
from hotspots.mapping.pages.page_outlines import traced
from hotspots.mapping.pages.plain_text import plain, tight
from hotspots.mapping.pages.steps import steps_and_forms
from hotspots.model.pages import MapArea, MapPage, MapPlace, Spark
from hotspots.sentences import texts

MOST_NAMES = 40
_FRAME_DECIMALS = 5
_SCRIPT_WORDS = (
    "zoom_in", "zoom_out", "whole", "close", "to_table", "no_match", "matches", "match_one",
    "showing", "north_mark", "download", "download_csv", "download_xlsx", "download_sheet",
    "download_about",
)  # fmt: skip
_BLANK = re.compile(r"\s")
_UNSAFE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class DrawnPage:
    """A page's outlines: of its areas, and of each overlay, in the order they are drawn."""

    areas: Sequence[Outline]
    overlays: Sequence[Sequence[Outline]]

    @property
    def all(self) -> list[Outline]:
        """Return the outlines in the order of their numbers: the areas, then each overlay."""
        return [*self.areas, *(one for each in self.overlays for one in each)]

    @cached_property
    def writes_names(self) -> bool:
        """Tell whether the names of areas are written on the map: not where they are many."""
        return sum(one.area.labelled for one in self.areas) <= MOST_NAMES

    @cached_property
    def names_choice(self) -> bool | None:
        """Tell whether names can be left out, and are there at first; None without a choice.

        Where the areas are the ground below something else, their names are there by choice.
        """
        ground = [one.area for one in self.areas if one.area.level == 0]
        if not self.writes_names or not ground:
            return None
        if any(one.labelled for one in ground):
            return True
        return False if len(ground) <= MOST_NAMES else None


def drawn_page(content: MapPage) -> DrawnPage:
    """Return the outlines of everything a page draws."""
    return DrawnPage(outlines(content.areas), [outlines(one.areas) for one in content.overlays])


def block(content: MapPage, made: Canvas, drawn: DrawnPage, page_legends: Legends) -> str:
    """Return the data as a JSON block that cannot end or leave its element."""
    data: Mapping[str, Any] = {
        "map": made.map_name,
        "texts": _words(content.lang),
        "fills": [look.fill for look in page_legends.looks],
        "opacity": opacity(content.tiles),
        "areas": [_named(one, drawn) for one in drawn.areas],
        "frame": _frame(content),
        "focus": [at for at, one in enumerate(drawn.areas) if one.area.code in content.focus],
        "pale": _pale(content, drawn),
        "outlines": traced(drawn.areas),
        "shapes": list(_shapes(drawn, page_legends)),
        "marks": [at for at, overlay in enumerate(content.overlays) if overlay.is_marks],
        "overlays": [traced(each) for each in drawn.overlays],
        "layers": _layers(content, drawn, page_legends),
        "views": _views(content),
        "codes": [_in_address(each.area.code) for each in drawn.all],
        "over": [each.key for each in content.overlays],
        **steps_and_forms(content.steps, drawn.areas, page_legends.layers[0].looks),
        "step": _first_step(content),
        "water": _water(content.water),
        "places": [_place(one) for one in content.places],
    }
    written = json.dumps(_plain(data), ensure_ascii=False, separators=(",", ":"))
    return written.translate(_UNSAFE)


def _frame(content: MapPage) -> list[float] | None:
    """Return west, south, east and north of what is seen at first; None for everything."""
    if content.focus:
        bounds = focus_bounds(content.areas, content.focus)
        return [round(edge, _FRAME_DECIMALS) for edge in bounds]
    over = [shape for overlay in content.overlays for shape in overlay.areas]
    extent = extent_of(content.areas, over)
    return None if extent is None else [round(edge, _FRAME_DECIMALS) for edge in extent.bounds]


def _pale(content: MapPage, drawn: DrawnPage) -> list[int]:
    """Return the areas around those that the page is framed on, by their numbers."""
    pale = pale_areas(content.areas, content.focus)
    codes = {content.areas[at].code for at in pale}
    return [at for at, one in enumerate(drawn.areas) if one.area.code in codes]


def _words(lang: Lang) -> Mapping[str, str]:
    return {key: texts.text(lang, f"page.{key}", n="{n}", what="{what}") for key in _SCRIPT_WORDS}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value


def _named(outline: Outline, drawn: DrawnPage) -> dict[str, Any]:
    """Return an area; one ``fixed`` always has its name, one ``quiet`` only by choice."""
    entry, area = _area(outline, named=drawn.writes_names), outline.area
    if area.level > 0:
        entry["fixed"] = True
    elif drawn.names_choice is False:
        entry["quiet"] = True
    return entry


def _area(outline: Outline, *, named: bool) -> dict[str, Any]:
    area = outline.area
    entry: dict[str, Any] = {
        "name": area.name,
        "lines": _tight(area.lines),
        "at": outline.label_point,
        "named": named and area.labelled,
    }
    if area.title:
        entry["title"] = area.title
    if area.facts:
        entry["facts"] = [_tight(fact) for fact in area.facts]
    if area.spark is not None:
        entry["spark"] = _spark(area.spark)
    return entry


def _tight(lines: Sequence[str]) -> list[str]:
    return [tight(one) for one in lines]


def _spark(spark: Spark) -> Mapping[str, Any]:
    return {
        "points": list(spark.points),
        "text": spark.text,
        "ends": list(spark.ends),
        "breaks": list(spark.breaks),
        "marked": list(spark.marked),
    }


def _shapes(drawn: DrawnPage, page_legends: Legends) -> Iterator[Mapping[str, Any]]:
    """Yield what is laid over the areas; their numbers go on where those of the areas end."""
    for index, overlay in enumerate(drawn.overlays):
        for outline in overlay:
            yield {
                **_area(outline, named=len(overlay) <= MOST_NAMES),
                "overlay": index,
                "look": look_of(page_legends.overlays[index].looks, outline.area.class_key).number,
            }


def _layers(content: MapPage, drawn: DrawnPage, page_legends: Legends) -> list[list[int | None]]:
    """Return for each layer the looks' numbers by area; None where an area has no fill."""
    first_layer = [
        look_of(page_legends.layers[0].looks, outline.area.class_key).number
        for outline in drawn.areas
    ]
    further_layers = [
        [
            _number(page_legends.layers[index], layer.class_of.get(outline.area.code))
            for outline in drawn.areas
        ]
        for index, layer in enumerate(content.layers, start=1)
    ]
    return [list(first_layer), *further_layers]


def _views(content: MapPage) -> list[Mapping[str, str]]:
    """Return each layer's name in the address, and the heading and conclusion it brings."""
    first = (content.layer_key, content.title, content.summary)
    heads = [
        (layer.key, layer.title or content.title, layer.summary or content.summary)
        for layer in content.layers
    ]
    return [
        {"key": key, "title": tight(title), "summary": tight(summary)}
        for key, title, summary in (first, *heads)
    ]


def _in_address(code: str) -> str:
    """Return a code as it stands in the page's address; nothing where it is none to write."""
    return "" if _BLANK.search(code) else code


def _number(legend: Any, class_key: str | None) -> int | None:
    return None if class_key is None else look_of(legend.looks, class_key).number


def _first_step(content: MapPage) -> int | None:
    if not content.steps:
        return None
    first = len(content.steps) - 1 if content.first_step is None else content.first_step
    if not 0 <= first < len(content.steps):
        raise UsageProblem(
            message("There is no step {first}; there are {n}.", first=first, n=len(content.steps))
        )
    return first


def _place(place: MapPlace) -> dict[str, Any]:
    lon, lat = (round(degrees, _FRAME_DECIMALS) for degrees in place.at)
    return {"name": place.name, "kind": place.kind, "at": [lat, lon]}


def _water(shapes: Sequence[bytes]) -> Mapping[str, Any]:
    nameless = [MapArea(str(at), "", wkb, "", ()) for at, wkb in enumerate(shapes)]
    return {"fill": water_look().fill, **traced(outlines(nameless))}
