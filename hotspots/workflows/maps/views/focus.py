"""A map framed on some of its areas: their figures are its heading and its conclusion."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hotspots.errors import HotspotsError
from hotspots.language import Lang, message
from hotspots.model.pages import Layer, LegendClass, MapArea, MapPage, SliderStep
from hotspots.model.pictures import MapContent
from hotspots.sentences.maps import focus as sentences
from hotspots.sources.files.names import WHOLE, AreaNames
from hotspots.workflows.maps.ground_map import GROUND


def focused(content: MapContent, named: Sequence[str]) -> MapContent:
    """Return a map's content framed on the areas named, by name or code; of none it is as it was.

    Classes, colours and tests stay those of all areas, and a note says so. Raises
    ``HotspotsError`` where a name is none of the map's areas.
    """
    return framed_on(content, _areas_named(content, named)) if named else content


def framed_on(content: MapContent, areas: Sequence[MapArea]) -> MapContent:
    """Return a map's content framed on some of its areas, as ``focused`` does."""
    page = content.page
    title = sentences.title(page.title, areas, page.lang)
    lines = {area.code: area.lines for area in areas}
    framed = replace(
        page,
        title=title,
        summary=sentences.conclusion(areas, lines, page.lang) or page.summary,
        layers=[_layer(one, page, areas) for one in page.layers],
        steps=[_step(one, areas, page.lang) for one in page.steps],
        notes=[sentences.note(areas, page.lang), *page.notes],
        focus=[area.code for area in areas],
    )
    if page.steps:
        index = len(page.steps) - 1 if page.first_step is None else page.first_step
        framed = replace(framed, summary=framed.steps[index].summary)
    return replace(content, page=framed, findings=())


def areas_below(page: MapPage) -> list[MapArea]:
    """Return the areas of the set that a map is drawn on, without what lies on them."""
    return [area for area in page.areas if area.level == 0]


def plain_code(area: MapArea) -> str:
    """Return an area's own code, whatever the map calls it."""
    return area.code.removeprefix(GROUND)


def _areas_named(content: MapContent, named: Sequence[str]) -> list[MapArea]:
    """Return the areas that are meant, each once, in the order they were named."""
    by_code = {plain_code(area): area for area in areas_below(content.page)}
    pairs = [(code, one.name) for code, one in by_code.items()]
    names = AreaNames.of(message("this map"), pairs, content.aliases)
    codes = [_code(names, each) for each in named]
    return [by_code[code] for code in dict.fromkeys(codes)]


def _code(names: AreaNames, named: str) -> str:
    match = names.match(named)
    if match.code == WHOLE:
        raise HotspotsError(
            message("--area {named}: that is the whole city. Leave --area out.", named=named)
        )
    if match.code is None:
        raise HotspotsError(
            message("--area {named!r}: {reason}.", named=named, reason=match.reason)
        )
    return match.code


def _layer(layer: Layer, page: MapPage, areas: Sequence[MapArea]) -> Layer:
    labels = _labels(layer.legend)
    classes = {one.code: labels.get(layer.class_of.get(one.code, ""), "") for one in areas}
    summary = sentences.classes(areas, classes, page.lang)
    title = sentences.title(layer.title or page.title, areas, page.lang)
    return replace(layer, title=title, summary=summary or layer.summary)


def _labels(legend: Sequence[LegendClass]) -> Mapping[str, str]:
    return {one.key: one.label for one in legend}


def _step(step: SliderStep, areas: Sequence[MapArea], lang: Lang) -> SliderStep:
    lines = {
        area.code: step.areas[area.code].lines if area.code in step.areas else () for area in areas
    }
    return replace(step, summary=sentences.conclusion(areas, lines, lang) or step.summary)
