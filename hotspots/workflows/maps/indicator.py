"""The map page of an indicator's level: each area by its figure, the years on a slider."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from hotspots.engine.store import reading
from hotspots.errors import UsageProblem
from hotspots.language import Lang, Say, message
from hotspots.mapping.palettes import BROKEN, DIVERGING5, ESTIMATED, LEVEL5, NO_DATA, WITHHELD
from hotspots.model.areas import CITY
from hotspots.model.indicators import Level
from hotspots.model.pages import LegendClass, MapArea, MapPage, Pattern, SliderStep, StepArea
from hotspots.model.pictures import MapContent
from hotspots.sentences.indicators import level_page as sentences
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import text
from hotspots.workflows.asking import every_output
from hotspots.workflows.asking.questions import Question
from hotspots.workflows.indicators import level_notes
from hotspots.workflows.indicators.levels import (
    LevelsQuestion,
    LevelsResult,
    find_levels,
    loads_of,
)
from hotspots.workflows.indicators.shared_levels import shared_notes
from hotspots.workflows.loads.stored_sets import aliases_of
from hotspots.workflows.maps.ground_map import Drawn, banner, in_degrees
from hotspots.workflows.maps.hotspot_overlay import HotspotsQuestion, hotspots_over
from hotspots.workflows.maps.layers import figure_looks
from hotspots.workflows.maps.overlays import LaidOver
from hotspots.workflows.maps.page import PageOptions, refuse_overwrite, write_page

_COUNTS = frozenset({"antal", "anmeldelser", "hændelser", "haendelser", "incidents", "counts"})


def map_indicator(
    store_path: Path,
    levels_question: LevelsQuestion,
    options: PageOptions,
    say: Say,
    spots: HotspotsQuestion | None = None,
) -> None:
    """Write the map of an indicator's level per area as one HTML file."""
    refuse_overwrite(options)
    write_page(
        indicator_content(store_path, levels_question, options.made_on, say, spots), options, say
    )


def indicator_content(
    store_path: Path,
    levels_question: LevelsQuestion,
    made_on: date,
    say: Say,
    spots: HotspotsQuestion | None = None,
) -> MapContent:
    """Return what the map of an indicator shows; its findings are the summary of a year.

    ``spots`` are the hotspots to lay over it, if any: of the year that is shown first, unless
    they name days.
    """
    _refuse_counts(levels_question.question)
    question, lang = levels_question.question, levels_question.question.lang
    with reading(store_path) as store:
        result = find_levels(store, levels_question, say)
        over = (
            LaidOver()
            if spots is None
            else hotspots_over(store, spots, result.scope.set_name, result.first_year, lang, say)
        )
        sources = every_output.sources_of(store, [*loads_of(result), *over.loads])
        aliases = aliases_of(store, result.scope.set_name)
    notes = level_notes.notes(
        result.scope, question, result.series, result.levels, result.years,
        is_shared=result.shared is not None,
    )  # fmt: skip
    if result.shared is not None:
        notes = [*shared_notes(result.shared, result.years, lang), *notes]
    notes = over.noted(notes, every_output.standing_notes(sources, result.scope.area_set, lang))
    map_page = replace(
        _page(result, made_on, lang),
        notes=notes,
        source=source_line(sources, lang),
        banner=banner(sources, result.scope.area_set, lang),
        overlays=over.overlays,
    )
    return MapContent(map_page, [map_page.summary], aliases=aliases)


def _page(result: LevelsResult, made_on: date, lang: Lang) -> MapPage:
    """Return what the page shows of the figures, without what must be said of their sources."""
    steps = _steps(result) if len(result.years) > 1 else []
    return MapPage(
        lang=lang,
        title=sentences.title(result.facts),
        subtitle=sentences.subtitle(result.facts, len(result.shapes.wkb)),
        summary=sentences.summary(result.first, result.first_year, result.facts),
        legend_title=sentences.legend_title(result.facts),
        legend=_legend(result),
        note=_note(result, lang),
        areas=_areas(result, in_steps=bool(steps)),
        table=sentences.table(result.levels.by_year, result.codes, result.facts),
        notes=(),
        source="",
        made_on=made_on,
        steps=steps,
        step_title=text(lang, "map_indicator.step_title") if steps else "",
        first_step=result.years.index(result.first_year) if steps else None,
    )


def _note(result: LevelsResult, lang: Lang) -> str:
    """Return what stands below the legend: how the limits were found, and the breaks in short."""
    breaks = level_notes.short_breaks(result.scope, result.years, lang)
    return " ".join([sentences.legend_note(result.facts), *breaks]).strip()


def _refuse_counts(question: Question) -> None:
    if (question.indicator or "").casefold() in _COUNTS:
        raise UsageProblem(
            message(
                "{indicator!r} is a count, and a map is never filled by counts: a large "
                "area has more of everything. Map a rate, such as --indicator "
                "anmeldelser_pr_1000.",
                indicator=question.indicator,
            )
        )


def _legend(result: LevelsResult) -> list[LegendClass]:
    drawn = [level for year in result.years for code, level in result.levels.by_year[year].items()
             if code != CITY]  # fmt: skip
    used = {sentences.class_key(level, result.facts.classes) for level in drawn}
    hidden = {level.kind for level in drawn if level.kind in {"too_few", "withheld"}}
    looks = _looks(result)
    return [LegendClass(key, label, *looks[key])
            for key, label in sentences.legend(used, hidden, result.facts)]  # fmt: skip


def _looks(result: LevelsResult) -> Mapping[str, tuple[str, Pattern]]:
    """Return the look of each class: the larger the figure, the darker; worse is purple."""
    colours = LEVEL5
    if result.facts.measure == "points":
        better_low = result.scope.indicator["better"] == "lower"
        colours = DIVERGING5 if better_low else DIVERGING5[::-1]
    beside = {sentences.MISSING: NO_DATA, sentences.HIDDEN: WITHHELD, sentences.BROKEN: BROKEN}
    looks = figure_looks(colours, result.facts.classes.count)
    estimated = {
        sentences.estimated_key(key): (colour, ESTIMATED) for key, (colour, _) in looks.items()
    }
    return {**looks, **estimated, **beside}


def _areas(result: LevelsResult, *, in_steps: bool) -> list[MapArea]:
    """Return the areas of the year shown first; what belongs to a year is said by its step."""
    first = result.first
    drawn = [
        Drawn(code, first[code].name, wkb, _key(first[code], result), labelled=True, level=0)
        for code, wkb in result.shapes.wkb.items()
    ]
    return [
        _with_figures(area, result, in_steps=in_steps)
        for area in in_degrees(drawn, result.shapes.crs)
    ]


def _with_figures(area: MapArea, result: LevelsResult, *, in_steps: bool) -> MapArea:
    area_levels = [result.levels.by_year[year][area.code] for year in result.levels.years]
    area = replace(area, spark=sentences.spark(area_levels, result.facts))
    if in_steps:
        return area
    step = _step_area(result.first, area.code, result)
    return replace(area, lines=step.lines, facts=step.facts)


def _steps(result: LevelsResult) -> list[SliderStep]:
    return [
        SliderStep(
            str(year),
            {code: _step_area(result.levels.by_year[year], code, result)
             for code in result.shapes.wkb},
            column,
            sentences.summary(result.levels.by_year[year], year, result.facts),
        )
        for column, year in enumerate(result.years, 1)
    ]  # fmt: skip


def _step_area(levels_of_year: Mapping[str, Level], code: str, result: LevelsResult) -> StepArea:
    level = levels_of_year[code]
    sentence = sentences.sentence(level, levels_of_year.get(CITY), result.facts)
    return StepArea(_key(level, result), [sentence], sentences.panel_facts(level, result.facts))


def _key(level: Level, result: LevelsResult) -> str:
    return sentences.class_key(level, result.facts.classes)
