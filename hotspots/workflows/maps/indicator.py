"""The map page of an indicator's level: each area by its figure, the years on a slider."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from hotspots.engine.store import reading
from hotspots.errors import UsageProblem
from hotspots.language import Lang, Say, message
from hotspots.mapping.palettes import CIVIDIS5, DIVERGING5, NO_DATA, WITHHELD
from hotspots.model.areas import CITY
from hotspots.model.indicators import Level
from hotspots.model.pages import LegendClass, MapArea, MapPage, Pattern, SliderStep, StepArea
from hotspots.model.pictures import MapContent
from hotspots.sentences.indicators import level_page as sentences
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import text
from hotspots.workflows.asking import questions
from hotspots.workflows.asking.questions import Question
from hotspots.workflows.indicators import level_notes
from hotspots.workflows.indicators.levels import (
    LevelsQuestion,
    LevelsResult,
    find_levels,
    loads_of,
)
from hotspots.workflows.maps.ground_map import Drawn, banner, in_degrees
from hotspots.workflows.maps.hotspot_overlay import AskedHotspots, hotspots_over
from hotspots.workflows.maps.layers import figure_looks
from hotspots.workflows.maps.overlays import LaidOver
from hotspots.workflows.maps.page import PageOptions, refuse_overwrite, write_page

_COUNTS = frozenset({"antal", "anmeldelser", "hændelser", "haendelser", "incidents", "counts"})
_BROKEN: tuple[str, Pattern] = ("#ffffff", "dots")


def map_indicator(
    store_path: Path,
    question: LevelsQuestion,
    options: PageOptions,
    say: Say,
    spots: AskedHotspots | None = None,
) -> None:
    """Write the map of an indicator's level per area as one HTML file."""
    refuse_overwrite(options)
    write_page(indicator_content(store_path, question, options.made_on, say, spots), options, say)


def indicator_content(
    store_path: Path,
    question: LevelsQuestion,
    made_on: date,
    say: Say,
    spots: AskedHotspots | None = None,
) -> MapContent:
    """Return what the map of an indicator shows; its findings are the summary of a year.

    ``spots`` are the hotspots to lay over it, if any: of the year that is shown first, unless
    they name days.
    """
    _refuse_counts(question.question)
    asked, lang = question.question, question.question.lang
    with reading(store_path) as store:
        found = find_levels(store, question, say)
        over = (
            LaidOver()
            if spots is None
            else hotspots_over(store, spots, found.scope.set_name, found.first_year, lang, say)
        )
        sources = questions.sources_of(store, [*loads_of(found), *over.loads])
    notes = level_notes.notes(found.scope, asked, found.series, found.levels, found.years)
    notes = over.noted(notes, questions.standing_notes(sources, found.scope.area_set, lang))
    shown = replace(
        _page(found, made_on, lang),
        notes=notes,
        source=source_line(sources, lang),
        banner=banner(sources, found.scope.area_set, lang),
        overlays=over.overlays,
    )
    return MapContent(shown, [shown.summary])


def _page(found: LevelsResult, made_on: date, lang: Lang) -> MapPage:
    """Return what the page shows of the figures, without what must be said of their sources."""
    steps = _steps(found) if len(found.years) > 1 else []
    return MapPage(
        lang=lang,
        title=sentences.title(found.facts),
        subtitle=sentences.subtitle(found.facts, len(found.shapes.wkb)),
        summary=sentences.summary(found.first, found.first_year, found.facts),
        legend_title=sentences.legend_title(found.facts),
        legend=_legend(found),
        note=_note(found, lang),
        areas=_areas(found, in_steps=bool(steps)),
        table=sentences.table(found.levels.by_year, found.codes, found.facts),
        notes=(),
        source="",
        made_on=made_on,
        steps=steps,
        step_title=text(lang, "map_indicator.step_title") if steps else "",
        first_step=found.years.index(found.first_year) if steps else None,
    )


def _note(found: LevelsResult, lang: Lang) -> str:
    """Return what stands below the legend: how the limits were found, and the breaks in short."""
    breaks = level_notes.short_breaks(found.scope, found.years, lang)
    return " ".join([sentences.legend_note(found.facts), *breaks]).strip()


def _refuse_counts(asked: Question) -> None:
    if (asked.indicator or "").casefold() in _COUNTS:
        raise UsageProblem(
            message(
                "{indicator!r} is a count, and a map is never filled by counts: a large "
                "area has more of everything. Map a rate, such as --indicator "
                "anmeldelser_pr_1000.",
                indicator=asked.indicator,
            )
        )


def _legend(found: LevelsResult) -> list[LegendClass]:
    drawn = [one for year in found.years for code, one in found.levels.by_year[year].items()
             if code != CITY]  # fmt: skip
    used = {sentences.class_key(one, found.facts.classes) for one in drawn}
    hidden = {one.kind for one in drawn if one.kind in {"too_few", "withheld"}}
    looks = _looks(found)
    return [LegendClass(key, label, *looks[key])
            for key, label in sentences.legend(used, hidden, found.facts)]  # fmt: skip


def _looks(found: LevelsResult) -> Mapping[str, tuple[str, Pattern]]:
    """Return the look of each class: the larger the figure, the darker; worse is purple."""
    colours = CIVIDIS5[::-1]
    if found.facts.measure == "points":
        better_low = found.scope.indicator["better"] == "lower"
        colours = DIVERGING5 if better_low else DIVERGING5[::-1]
    beside = {sentences.MISSING: NO_DATA, sentences.HIDDEN: WITHHELD, sentences.BROKEN: _BROKEN}
    return {**figure_looks(colours, found.facts.classes.count), **beside}


def _areas(found: LevelsResult, *, in_steps: bool) -> list[MapArea]:
    """Return the areas of the year shown first; what belongs to a year is said by its step."""
    first = found.first
    drawn = [
        Drawn(code, first[code].name, wkb, _key(first[code], found), labelled=True, level=0)
        for code, wkb in found.shapes.wkb.items()
    ]
    return [_told(one, found, in_steps=in_steps) for one in in_degrees(drawn, found.shapes.crs)]


def _told(area: MapArea, found: LevelsResult, *, in_steps: bool) -> MapArea:
    own = [found.levels.by_year[year][area.code] for year in found.levels.years]
    area = replace(area, spark=sentences.spark(own, found.facts))
    if in_steps:
        return area
    step = _step_area(found.first, area.code, found)
    return replace(area, lines=step.lines, facts=step.facts)


def _steps(found: LevelsResult) -> list[SliderStep]:
    return [
        SliderStep(
            str(year),
            {code: _step_area(found.levels.by_year[year], code, found)
             for code in found.shapes.wkb},
            column,
        )
        for column, year in enumerate(found.years, 1)
    ]  # fmt: skip


def _step_area(levels_of_year: Mapping[str, Level], code: str, found: LevelsResult) -> StepArea:
    level = levels_of_year[code]
    said = sentences.sentence(level, levels_of_year.get(CITY), found.facts)
    return StepArea(_key(level, found), [said], sentences.popup_facts(level, found.facts))


def _key(level: Level, found: LevelsResult) -> str:
    return sentences.class_key(level, found.facts.classes)
