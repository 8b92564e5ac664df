"""The layers and small series of the maps of change and priority, from the same figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hotspots.analysis.indicators.levels import levels
from hotspots.analysis.indicators.series import FigureReading
from hotspots.language import Lang
from hotspots.mapping.palettes import (
    DIVERGING5,
    LEVEL5,
    LIGHTS,
    NO_DATA,
    UNRELIABLE,
    WITHHELD,
)
from hotspots.model.areas import CITY
from hotspots.model.indicators import CATEGORIES, Levels
from hotspots.model.pages import Layer, LegendClass, MapPage, Pattern, Spark
from hotspots.sentences.indicators import area_layers, change_facts, level_page
from hotspots.sentences.indicators.area_layers import AreaRates, LayerText, LevelClasses
from hotspots.sentences.indicators.layer_heads import HeadFacts, headed
from hotspots.sentences.page_text import PageFacts
from hotspots.workflows.indicators.change import ChangeResult
from hotspots.workflows.indicators.level_classes import ClassesQuestion, chosen_classes

Looks = Mapping[str, tuple[str, Pattern]]
_SPREAD = {1: (2,), 2: (0, 4), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


def layers_of(
    result: ChangeResult,
    facts: PageFacts,
    rates: AreaRates,
    lang: Lang,
    *,
    with_light: bool,
) -> list[Layer]:
    """Return the layers there are figures for: category, level and reported crime.

    Before them come the light of all years, with that of two where the page itself has another,
    and the size of the change where it has not.
    """
    lights = [area_layers.light_layer(result.rows, facts, lang)] if with_light else []
    better_low = result.scope.indicator["better"] == "lower"
    sizes = (
        []
        if with_light
        else [area_layers.change_layer(result.rows, facts, lang, better_low=better_low)]
    )
    layer_texts = [
        *lights,
        area_layers.trend_layer(result.rows, lang),
        *sizes,
        area_layers.category_layer(result.rows, facts, lang),
        _level_layer(result, facts, lang),
        area_layers.crime_layer(result.rows, rates, facts, lang),
    ]
    heads = HeadFacts(result.rows, rates.figures, facts, lang, result.question.min_n)
    with_heads = [headed(one, heads) for one in layer_texts if one is not None]
    return [_layer(one, better_low=better_low) for one in with_heads]


def _level_layer(result: ChangeResult, facts: PageFacts, lang: Lang) -> LayerText | None:
    """Return the layer of levels, in the classes that the map of the indicator has."""
    area_levels = _levels(result)
    if area_levels is None:
        return None
    parts = chosen_classes(
        area_levels, ClassesQuestion(), result.scope.indicator["measure"], _unsaid
    )
    level_classes = LevelClasses(parts, area_levels.years, result.question.min_n)
    return area_layers.level_layer(result.rows, facts, level_classes, lang)


def _unsaid(_: str) -> None:
    """Say nothing: the limits stand below the legend."""


def _levels(result: ChangeResult) -> Levels | None:
    """Return the areas' levels in all years that can be compared with the later one."""
    areas = [(row.area, row.name) for row in result.rows if row.area != CITY]
    scope = result.scope
    how = FigureReading(scope.indicator["measure"], result.question.limits, scope.breaks)
    return levels(areas, result.figures, how, scope.year)


def _layer(layer_text: LayerText, *, better_low: bool) -> Layer:
    looks = _looks(layer_text, DIVERGING5 if better_low else DIVERGING5[::-1])
    legend = [LegendClass(key, label, *looks[key]) for key, label in layer_text.classes]
    return Layer(
        layer_text.key,
        layer_text.label,
        layer_text.legend_title,
        legend,
        layer_text.class_of,
        layer_text.note,
        layer_text.title,
        layer_text.summary,
    )


def _looks(layer_text: LayerText, around_zero: Sequence[str]) -> Looks:
    """Return the looks of a layer's classes: the more, or the more needed, the darker."""
    if layer_text.key in {"light", "trend"}:
        return LIGHTS
    if layer_text.key == "change":
        return {**figure_looks(around_zero, layer_text.n_classes), area_layers.NONE: NO_DATA}
    categories: Looks = {
        key: (colour, "none") for key, colour in zip(CATEGORIES, LEVEL5[::-1], strict=True)
    }
    missing = {area_layers.NONE: NO_DATA, level_page.MISSING: NO_DATA,
               level_page.HIDDEN: WITHHELD}  # fmt: skip
    return {**categories, **figure_looks(LEVEL5, layer_text.n_classes), **missing}


def figure_looks(palette: Sequence[str], n_classes: int) -> Looks:
    """Return the looks of a figure's classes, as far apart in a palette as can be.

    Each has one beside it for figures that are unreliable; there are none of no classes.
    """
    colours = [palette[at] for at in _SPREAD.get(n_classes, ())]
    certain: Looks = {f"class_{at}": (one, "none") for at, one in enumerate(colours)}
    unsure: Looks = {f"unreliable_{at}": (one, UNRELIABLE) for at, one in enumerate(colours)}
    return {**certain, **unsure}


def sparks_of(result: ChangeResult, indicator: str, lang: Lang) -> dict[str, Spark | None]:
    """Return each area's small series over the years that can be compared with the later one."""
    area_levels = _levels(result)
    if area_levels is None:
        return {}
    rows = {row.area: row for row in result.rows if row.area != CITY}
    return {
        code: change_facts.spark(
            rows[code],
            [area_levels.by_year[year][code] for year in area_levels.years],
            indicator,
            _definition_breaks(result, code),
            lang,
        )
        for code in rows
    }


def _definition_breaks(result: ChangeResult, code: str) -> Sequence[int]:
    breaks: Iterable[int] = (
        series_break.year
        for series_break in result.scope.breaks
        if series_break.kind == "definition" and series_break.concerns(code)
    )
    return sorted(set(breaks))


def opened_with_level(page: MapPage) -> MapPage:
    """Return a page of change that shows the level first, its own layer second.

    That is for a page on which no area's change can be judged, and which would open all grey.
    The page as it is comes back where it has no layer of the level.
    """
    level = next((layer for layer in page.layers if layer.key == "level"), None)
    if level is None or any(area.code not in level.class_of for area in page.areas):
        return page
    lights = Layer(
        page.layer_key, page.layer_label, page.legend_title, page.legend,
        {area.code: area.class_key for area in page.areas}, page.note, page.title, page.summary,
    )  # fmt: skip
    return replace(
        page,
        title=level.title or page.title,
        summary=" ".join(filter(None, (level.summary, page.summary))),
        legend_title=level.legend_title,
        legend=level.legend,
        note=level.note,
        layer_key=level.key,
        layer_label=level.label,
        areas=[replace(area, class_key=level.class_of[area.code]) for area in page.areas],
        layers=[lights, *(layer for layer in page.layers if layer is not level)],
    )
