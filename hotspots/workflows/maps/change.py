"""Interactive map pages of change and of priority areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hotspots.analysis.methods.ranking import DRAWS
from hotspots.engine.store import Store, reading
from hotspots.language import Lang, Say
from hotspots.mapping.palettes import CIVIDIS5, LIGHTS, NO_DATA
from hotspots.model.answer import Source
from hotspots.model.areas import CITY
from hotspots.model.pages import LegendClass, MapArea, MapPage, Pattern
from hotspots.model.pictures import MapContent
from hotspots.sentences.indicators import change_page
from hotspots.sentences.page_text import PageFacts, PageText
from hotspots.sentences.priority import page
from hotspots.sentences.priority.order import rank_note
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import text
from hotspots.workflows.asking.questions import Question, sources_of, standing_notes
from hotspots.workflows.indicators.change import ChangeResult, find_change
from hotspots.workflows.maps.hotspot_overlay import AskedHotspots, hotspots_over
from hotspots.workflows.maps.layers import layers_of, sparks_of
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


@dataclass(frozen=True)
class _Said:
    """What a page says below its table, and when and in which language."""

    sources: Sequence[Source]
    notes: Sequence[str]
    made_on: date
    lang: Lang


def map_change(
    store_path: Path,
    asked: Question,
    options: PageOptions,
    say: Say,
    spots: AskedHotspots | None,
) -> None:
    """Write the map of change per area as one HTML file."""
    refuse_overwrite(options)
    shown = change_content(store_path, asked, options.made_on, say, spots, with_beside=True)
    write_page(shown, options, say)


def change_content(
    store_path: Path,
    asked: Question,
    made_on: date,
    say: Say,
    spots: AskedHotspots | None = None,
    *,
    with_beside: bool = False,
) -> MapContent:
    """Return what the map of change per area shows; its findings are what is sure.

    ``with_beside`` sets the later year's reported incidents and efforts beside the change;
    ``spots`` are the hotspots to lay over it, if any.
    """
    lang = asked.lang
    with reading(store_path) as store:
        found = find_change(store, asked, say)
        rates = rates_of(store, found) if with_beside else {}
        sources = sources_with_rates(store, found) if rates else found.sources
        over = _over(store, found, spots, say) if with_beside else LaidOver()
        sources = _with_loads(store, sources, over)
    facts = _facts(found, lang)
    told = change_page.tell(found.rows, facts, lang, rates)
    occurred = [text(lang, "note.occurred")] if rates else []
    said = _Said(
        sources, over.noted([*occurred, *found.notes], _standing(sources, found)), made_on, lang
    )
    sure = [row for row in found.rows if row.area == CITY or row.light in _SURE]
    shown = replace(
        _page_of(told, _legend(told, LIGHTS), found, said),
        layer_label=text(lang, "map_layers.light"),
        layers=layers_of(found, facts, rates, lang, with_light=False),
        overlays=over.overlays,
    )
    return MapContent(shown, [row.sentence for row in sure])


def map_priority(
    store_path: Path,
    asked: Question,
    options: PageOptions,
    say: Say,
    spots: AskedHotspots | None = None,
    *,
    seed: int,
) -> None:
    """Write the map of priority areas as one HTML file."""
    refuse_overwrite(options)
    shown = priority_content(store_path, asked, options.made_on, say, spots, seed=seed)
    write_page(shown, options, say)


def priority_content(
    store_path: Path,
    asked: Question,
    made_on: date,
    say: Say,
    spots: AskedHotspots | None = None,
    *,
    seed: int,
) -> MapContent:
    """Return what the map of priority areas shows; ``spots`` are hotspots to lay over it."""
    with reading(store_path) as store:
        found = find_priority(store, asked, say, seed=seed)
        return priority_shown(store, found, made_on, say, spots)


def priority_shown(
    store: Store,
    found: PriorityResult,
    made_on: date,
    say: Say,
    spots: AskedHotspots | None = None,
) -> MapContent:
    """Return what the map of found priority areas shows; its findings are the first of the list.

    ``spots`` are the hotspots to lay over it, if any.
    """
    lang = found.change.question.lang
    over = _over(store, found.change, spots, say)
    sources = _with_loads(store, found.sources, over)
    facts = _facts(found.change, lang)
    told = page.tell(found.rows, facts, lang)
    looks: Looks = {
        **{f"fifth_{at}": (colour, "none") for at, colour in enumerate(CIVIDIS5, start=1)},
        "none": NO_DATA,
    }
    draws = rank_note(DRAWS, found.seed, lang)
    said = _Said(
        sources, over.noted([draws, *found.notes], _standing(sources, found.change)), made_on, lang
    )
    ranked = [row for row in found.rows if row.rank is not None]
    rates = {row.area: row.rate_per_1000 for row in found.rows if row.rate_per_1000 is not None}
    shown = replace(
        _page_of(told, _legend(told, looks), found.change, said),
        layer_label=text(lang, "map_layers.rank"),
        layers=layers_of(found.change, facts, rates, lang, with_light=True),
        overlays=over.overlays,
    )
    return MapContent(
        shown,
        [f"{row.name}: {' '.join(told.lines[row.area])}" for row in ranked[:FINDINGS]],
        lettered=True,
    )


def _over(store: Store, found: ChangeResult, spots: AskedHotspots | None, say: Say) -> LaidOver:
    """Return what is laid over the map: the efforts, and hotspots where they are asked for."""
    scope, lang = found.scope, found.question.lang
    efforts = efforts_of(store, scope.year, found.shapes.crs, lang)
    if spots is None:
        return efforts
    return efforts.with_more(hotspots_over(store, spots, scope.set_name, scope.year, lang, say))


def _with_loads(store: Store, sources: Sequence[Source], over: LaidOver) -> Sequence[Source]:
    if not over.loads:
        return sources
    return sources_of(store, [*(one["load"] for one in sources), *over.loads])


def _standing(sources: Sequence[Source], found: ChangeResult) -> list[str]:
    return standing_notes(sources, found.scope.area_set, found.question.lang)


def _facts(found: ChangeResult, lang: Lang) -> PageFacts:
    scope = found.scope
    return PageFacts(scope.indicator_name(lang), scope.set_name, scope.baseline, scope.year)


def _legend(told: PageText, looks: Looks) -> list[LegendClass]:
    return [LegendClass(key, label, *looks[key]) for key, label in told.classes]


def _page_of(
    told: PageText, legend: Sequence[LegendClass], found: ChangeResult, said: _Said
) -> MapPage:
    return MapPage(
        lang=said.lang,
        title=told.title,
        subtitle=told.subtitle,
        summary=told.summary,
        legend_title=told.legend_title,
        legend=legend,
        areas=_areas(told, found, said.lang),
        table=told.table,
        notes=said.notes,
        source=source_line(said.sources, said.lang),
        made_on=said.made_on,
        banner=_banner(said.sources, found, said.lang),
    )


def _areas(told: PageText, found: ChangeResult, lang: Lang) -> list[MapArea]:
    import geopandas
    import shapely

    codes = list(found.shapes.wkb)
    shapes = shapely.from_wkb(list(found.shapes.wkb.values()))
    lonlat = geopandas.GeoSeries(shapes, crs=found.shapes.crs).to_crs("EPSG:4326")
    names = {row.area: row.name for row in found.rows}
    sparks = sparks_of(found, found.scope.indicator_name(lang), lang)
    return [
        MapArea(code, names[code], outline, told.class_of[code], told.lines[code],
                facts=told.facts[code], spark=sparks.get(code))
        for code, outline in zip(codes, lonlat.to_wkb(), strict=True)
    ]  # fmt: skip


def _banner(sources: Sequence[Source], found: ChangeResult, lang: Lang) -> str:
    said = []
    if any(one["synthetic"] for one in sources):
        said.append(text(lang, "words.synthetic"))
    if found.scope.area_set["schematic"]:
        said.append(text(lang, "words.schematic"))
    if any(one.kind == "definition" for one in found.breaks):
        said.append(text(lang, "words.broken"))
    return ". ".join(said)
