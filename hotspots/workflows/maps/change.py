"""Interactive map pages of change and of priority areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hotspots.analysis.methods.ranking import DRAWS
from hotspots.engine.store import Store, reading
from hotspots.language import Lang, Say, message
from hotspots.mapping.palettes import FIFTHS_OF_LIST, LIGHTS
from hotspots.model.answer import Source
from hotspots.model.areas import CITY
from hotspots.model.indicators import PriorityRow, RankQuestion
from hotspots.model.pages import LegendClass, MapArea, MapPage, Pattern
from hotspots.model.pictures import MapContent
from hotspots.sentences.indicators import change_page
from hotspots.sentences.indicators.area_layers import AreaRates
from hotspots.sentences.indicators.area_sentence import area_sentence
from hotspots.sentences.indicators.change import foremost_words
from hotspots.sentences.page_text import PageFacts, PageText
from hotspots.sentences.priority import page
from hotspots.sentences.priority.order import rank_note
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import text
from hotspots.workflows.asking.every_output import sources_of, standing_notes
from hotspots.workflows.asking.questions import Question
from hotspots.workflows.indicators.change import ChangeResult, find_change
from hotspots.workflows.loads.stored_sets import aliases_of
from hotspots.workflows.maps.hotspot_overlay import HotspotsQuestion, hotspots_over
from hotspots.workflows.maps.layers import layers_of, opened_with_level, sparks_of
from hotspots.workflows.maps.overlays import LaidOver, efforts_of
from hotspots.workflows.maps.page import FINDINGS, PageOptions, refuse_overwrite, write_page
from hotspots.workflows.priority import (
    PriorityResult,
    find_priority,
    rates_of,
    sources_with_rates,
)

Looks = Mapping[str, tuple[str, Pattern]]
_SURE = frozenset({"green", "red"})

# Verdicts of areas that lack what a change is judged by; a break that was crossed is none.
_MISSING = frozenset({"no_baseline", "no_figure", "not_testable"})


@dataclass(frozen=True)
class _Foot:
    """What a page says below its table, and when and in which language."""

    sources: Sequence[Source]
    notes: Sequence[str]
    made_on: date
    lang: Lang


def map_change(
    store_path: Path,
    question: Question,
    options: PageOptions,
    say: Say,
    spots: HotspotsQuestion | None,
) -> None:
    """Write the map of change per area as one HTML file."""
    refuse_overwrite(options)
    content = change_content(store_path, question, options.made_on, say, spots, with_beside=True)
    write_page(content, options, say)


def change_content(
    store_path: Path,
    question: Question,
    made_on: date,
    say: Say,
    spots: HotspotsQuestion | None = None,
    *,
    with_beside: bool = False,
) -> MapContent:
    """Return what the map of change per area shows; its findings are what is sure.

    ``with_beside`` sets the later year's reported incidents and efforts beside the change;
    ``spots`` are the hotspots to lay over it, if any.
    """
    with reading(store_path) as store:
        result = find_change(store, question, say)
        return change_map_of(store, result, made_on, say, spots, with_beside=with_beside)


def change_map_of(
    store: Store,
    result: ChangeResult,
    made_on: date,
    say: Say,
    spots: HotspotsQuestion | None = None,
    *,
    with_beside: bool = False,
) -> MapContent:
    """Return what the map of a change that was found shows, as ``change_content`` does."""
    lang = result.question.lang
    rates = rates_of(store, result) if with_beside else {}
    sources = sources_with_rates(store, result) if rates else result.sources
    over = _over(store, result, spots, say) if with_beside else LaidOver()
    sources = _with_loads(store, sources, over)
    facts = _facts(result, lang)
    page_text = change_page.tell(result.rows, facts, lang, rates, result.scope.breaks)
    occurred = [text(lang, "note.occurred")] if rates else []
    foot = _Foot(
        sources, over.noted([*occurred, *result.notes], _standing(sources, result)), made_on, lang
    )
    sure = [row for row in result.rows if row.area == CITY or row.light in _SURE]
    map_page = replace(
        _page_of(page_text, _legend(page_text, LIGHTS), result, foot),
        layer_label=text(lang, "map_layers.light"),
        layer_key="light",
        layers=layers_of(result, facts, AreaRates(rates), lang, with_light=False),
        overlays=over.overlays,
    )
    if with_beside and all(row.verdict in _MISSING for row in result.rows if row.area != CITY):
        map_page = _with_level_first(map_page, result, say)
    aliases = aliases_of(store, result.scope.set_name)
    return MapContent(map_page, [row.sentence for row in sure], aliases=aliases)


def _with_level_first(map_page: MapPage, result: ChangeResult, say: Say) -> MapPage:
    """Return a page that would open all grey with the level first, and say so."""
    opened = opened_with_level(map_page)
    if opened is not map_page:
        say(
            message(
                "No area's change can be judged: the page opens with the level of {year}.",
                year=result.scope.period,
            )
        )
    return opened


def map_priority(
    store_path: Path,
    question: Question,
    options: PageOptions,
    say: Say,
    spots: HotspotsQuestion | None = None,
    *,
    ranks: RankQuestion,
) -> None:
    """Write the map of priority areas as one HTML file."""
    refuse_overwrite(options)
    content = priority_content(
        store_path, question, options.made_on, say, spots, ranks=ranks, with_layers=True
    )
    write_page(content, options, say)


def priority_content(
    store_path: Path,
    question: Question,
    made_on: date,
    say: Say,
    spots: HotspotsQuestion | None = None,
    *,
    ranks: RankQuestion,
    with_layers: bool = False,
) -> MapContent:
    """Return what the map of priority areas shows, as ``priority_map_of`` does."""
    with reading(store_path) as store:
        result = find_priority(store, question, say, ranks)
        return priority_map_of(store, result, made_on, say, spots, with_layers=with_layers)


def priority_map_of(
    store: Store,
    result: PriorityResult,
    made_on: date,
    say: Say,
    spots: HotspotsQuestion | None = None,
    *,
    with_layers: bool = False,
) -> MapContent:
    """Return what the map of found priority areas shows; its findings are the first of the list.

    ``spots`` are the hotspots to lay over it, if any. ``with_layers`` adds the notes on what only
    a layer shows, such as the verdict of all years.
    """
    lang = result.change.question.lang
    over = _over(store, result.change, spots, say)
    sources = _with_loads(store, result.sources, over)
    facts = _facts(result.change, lang)
    page_text = page.tell(result.rows, facts, lang)
    draws = rank_note(DRAWS, result.ranks, lang)
    of_layers = result.change.all_years_notes if with_layers else []
    foot = _Foot(
        sources,
        over.noted([draws, *result.notes, *of_layers], _standing(sources, result.change)),
        made_on,
        lang,
    )
    panels = _with_lights(page_text, result.change, lang) if with_layers else page_text
    map_page = replace(
        _page_of(panels, _legend(page_text, FIFTHS_OF_LIST), result.change, foot),
        layer_label=text(lang, "map_layers.rank"),
        layer_key="rank",
        layers=layers_of(result.change, facts, _rates(result.rows), lang, with_light=True),
        overlays=over.overlays,
    )
    return MapContent(
        map_page,
        [
            f"{row.name}: {' '.join(page_text.lines[row.area])}"
            for row in page.foremost(result.rows, FINDINGS)
        ],
        lettered=True,
        aliases=aliases_of(store, result.change.scope.set_name),
    )


def _with_lights(page_text: PageText, result: ChangeResult, lang: Lang) -> PageText:
    """Return the texts with each area's light and the verdict of all years, which layers show."""
    lights = {row.area: area_sentence(row, result.scope.breaks, lang) for row in result.rows}
    lines = {code: [*ranked, lights[code]] for code, ranked in page_text.lines.items()}
    return replace(page_text, lines=lines)


def _rates(rows: Sequence[PriorityRow]) -> AreaRates:
    cleared = {row.area: row.reported.rate_below_per_1000 for row in rows if row.reported}
    return AreaRates(
        {row.area: row.rate_per_1000 for row in rows if row.rate_per_1000 is not None},
        {code: below for code, below in cleared.items() if below is not None},
    )


def _over(
    store: Store, result: ChangeResult, spots: HotspotsQuestion | None, say: Say
) -> LaidOver:
    """Return what is laid over the map: the efforts, and hotspots where they are asked for."""
    scope, lang = result.scope, result.question.lang
    efforts = efforts_of(store, scope.year, result.shapes.crs, lang)
    if spots is None:
        return efforts
    return efforts.with_more(hotspots_over(store, spots, scope.set_name, scope.year, lang, say))


def _with_loads(store: Store, sources: Sequence[Source], over: LaidOver) -> Sequence[Source]:
    if not over.loads:
        return sources
    return sources_of(store, [*(one["load"] for one in sources), *over.loads])


def _standing(sources: Sequence[Source], result: ChangeResult) -> list[str]:
    return standing_notes(sources, result.scope.area_set, result.question.lang)


def _facts(result: ChangeResult, lang: Lang) -> PageFacts:
    scope = result.scope
    return PageFacts(
        scope.indicator_name(lang), scope.set_title, scope.baseline_period, scope.period
    )


def _legend(page_text: PageText, looks: Looks) -> list[LegendClass]:
    return [LegendClass(key, label, *looks[key]) for key, label in page_text.classes]


def _page_of(
    page_text: PageText, legend: Sequence[LegendClass], result: ChangeResult, foot: _Foot
) -> MapPage:
    return MapPage(
        lang=foot.lang,
        title=page_text.title,
        subtitle=page_text.subtitle,
        summary=page_text.summary,
        legend_title=page_text.legend_title,
        legend=legend,
        areas=_areas(page_text, result, foot.lang),
        table=page_text.table,
        notes=foot.notes,
        source=source_line(foot.sources, foot.lang),
        made_on=foot.made_on,
        banner=_banner(foot.sources, result, foot.lang),
    )


def _areas(page_text: PageText, result: ChangeResult, lang: Lang) -> list[MapArea]:
    import shapely

    from hotspots.analysis.space.projection import LONLAT, projected

    codes = list(result.shapes.wkb)
    shapes = shapely.from_wkb(list(result.shapes.wkb.values()))
    lonlat = shapely.to_wkb(projected(shapes, result.shapes.crs, LONLAT))
    names = {row.area: row.name for row in result.rows}
    sparks = sparks_of(result, result.scope.indicator_in_part(lang), lang)
    return [
        MapArea(code, names[code], outline, page_text.class_of[code], page_text.lines[code],
                facts=page_text.facts[code], spark=sparks.get(code))
        for code, outline in zip(codes, lonlat, strict=True)
    ]  # fmt: skip


def _banner(sources: Sequence[Source], result: ChangeResult, lang: Lang) -> str:
    warnings = foremost_words(result.rows, lang)
    if any(one["synthetic"] for one in sources):
        warnings.append(text(lang, "words.synthetic"))
    if result.scope.area_set["schematic"]:
        warnings.append(text(lang, "words.schematic"))
    if any(one.kind == "definition" for one in result.breaks):
        warnings.append(text(lang, "words.broken"))
    return ". ".join(warnings)
