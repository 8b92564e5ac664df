"""Interactive map pages of change and of priority areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from hotspots import safe
from hotspots.analysis.ranking import DRAWS
from hotspots.engine.store import Store, reading
from hotspots.mapping.page import page
from hotspots.mapping.palettes import CIVIDIS5, LIGHTS, NO_DATA
from hotspots.model.change import CITY
from hotspots.model.load import Say
from hotspots.model.map_picture import MapContent
from hotspots.model.page import Lang, LegendClass, MapArea, MapPage, Overlay, Pattern, Tiles
from hotspots.sentences import change_page, priority_page
from hotspots.sentences.page_text import PageFacts, PageText
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import text
from hotspots.workflows.asking import Asked, sources_of
from hotspots.workflows.change import Found, find_change
from hotspots.workflows.map_layers import layers_of, sparks_of
from hotspots.workflows.map_overlays import efforts_of
from hotspots.workflows.priority import find_priority, rates_of, sources_with_rates

Looks = Mapping[str, tuple[str, Pattern]]
FINDINGS = 3
_SURE = frozenset({"green", "red"})


@dataclass(frozen=True)
class PageOptions:
    """Where a page goes and what it may contact; nothing unless tiles are asked for.

    ``embed`` asks for what is needed to show it inside another page.
    """

    path: Path
    made_on: date
    force: bool = False
    tiles: Tiles | None = None
    embed: bool = False


@dataclass(frozen=True)
class _Said:
    """What a page says below its table, and when and in which language."""

    sources: Sequence[Mapping[str, Any]]
    notes: Sequence[str]
    made_on: date
    lang: Lang


def map_change(store_path: Path, asked: Asked, options: PageOptions, say: Say) -> None:
    """Write the map of change per area as one HTML file."""
    refuse_overwrite(options)
    shown = change_content(store_path, asked, options.made_on, say, with_beside=True)
    write_page(shown, options, say)


def change_content(
    store_path: Path, asked: Asked, made_on: date, say: Say, *, with_beside: bool = False
) -> MapContent:
    """Return what the map of change per area shows; its findings are what is sure.

    ``with_beside`` sets the later year's reported incidents and efforts beside the change.
    """
    lang = asked.lang
    with reading(store_path) as store:
        found = find_change(store, asked, say)
        rates = rates_of(store, found) if with_beside else {}
        sources = sources_with_rates(store, found) if rates else found.sources
        efforts, sources = _efforts(store, found, sources) if with_beside else ([], sources)
    facts = _facts(found, lang)
    told = change_page.tell(found.rows, facts, lang, rates)
    occurred = [text(lang, "note.occurred")] if rates else []
    said = _Said(sources, [*occurred, *found.notes], made_on, lang)
    sure = [row for row in found.rows if row.area == CITY or row.light in _SURE]
    shown = replace(
        _page_of(told, _legend(told, LIGHTS), found, said),
        layer_label=text(lang, "map_layers.light"),
        layers=layers_of(found, facts, rates, lang, with_light=False),
        overlays=efforts,
    )
    return MapContent(shown, [row.sentence for row in sure])


def map_priority(store_path: Path, asked: Asked, options: PageOptions, say: Say, *, seed: int
                 ) -> None:  # fmt: skip
    """Write the map of priority areas as one HTML file."""
    refuse_overwrite(options)
    shown = priority_content(store_path, asked, options.made_on, say, seed=seed)
    write_page(shown, options, say)


def priority_content(
    store_path: Path, asked: Asked, made_on: date, say: Say, *, seed: int
) -> MapContent:
    """Return what the map of priority areas shows; its findings are the first of the list."""
    lang = asked.lang
    with reading(store_path) as store:
        found = find_priority(store, asked, say, seed=seed)
        efforts, sources = _efforts(store, found.change, found.sources)
    facts = _facts(found.change, lang)
    told = priority_page.tell(found.rows, facts, lang)
    looks: Looks = {
        **{f"fifth_{at}": (colour, "none") for at, colour in enumerate(CIVIDIS5, start=1)},
        "none": NO_DATA,
    }
    draws = text(lang, "map_priority.note_rank", draws=DRAWS, seed=seed)
    said = _Said(sources, [draws, *found.notes], made_on, lang)
    ranked = [row for row in found.rows if row.rank is not None]
    rates = {row.area: row.rate_per_1000 for row in found.rows if row.rate_per_1000 is not None}
    shown = replace(
        _page_of(told, _legend(told, looks), found.change, said),
        layer_label=text(lang, "map_layers.rank"),
        layers=layers_of(found.change, facts, rates, lang, with_light=True),
        overlays=efforts,
    )
    return MapContent(
        shown,
        [f"{row.name}: {' '.join(told.lines[row.area])}" for row in ranked[:FINDINGS]],
        lettered=True,
    )


def _efforts(
    store: Store, found: Found, sources: Sequence[Mapping[str, Any]]
) -> tuple[list[Overlay], Sequence[Mapping[str, Any]]]:
    """Return the efforts of the later year, and the sources with theirs."""
    efforts, loads = efforts_of(store, found.scope.year, found.shapes.crs, found.asked.lang)
    if not efforts:
        return efforts, sources
    return efforts, sources_of(store, [*(one["load"] for one in sources), *loads])


def refuse_overwrite(options: PageOptions) -> None:
    """Raise ``UsageProblem`` where one of a page's files is there and must not be replaced."""
    from hotspots.workflows import embedding

    for path in (options.path, *(embedding.written(options.path) if options.embed else ())):
        safe.refuse_overwrite(path, force=options.force)


def write_page(content: MapContent, options: PageOptions, say: Say) -> None:
    """Write a map's page as one HTML file, and what it needs inside another page if asked."""
    from hotspots.workflows import embedding

    safe.write_text(options.path, page(replace(content.page, tiles=options.tiles)))
    if options.embed:
        embedding.write_embedding(content, options.path, options.tiles, say)


def _facts(found: Found, lang: Lang) -> PageFacts:
    scope = found.scope
    return PageFacts(scope.indicator_name(lang), scope.set_name, scope.baseline, scope.year)


def _legend(told: PageText, looks: Looks) -> list[LegendClass]:
    return [LegendClass(key, label, *looks[key]) for key, label in told.classes]


def _page_of(told: PageText, legend: Sequence[LegendClass], found: Found, said: _Said) -> MapPage:
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


def _areas(told: PageText, found: Found, lang: Lang) -> list[MapArea]:
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


def _banner(sources: Sequence[Mapping[str, Any]], found: Found, lang: Lang) -> str:
    said = []
    if any(one["synthetic"] for one in sources):
        said.append(text(lang, "words.synthetic"))
    if found.scope.area_set["schematic"]:
        said.append(text(lang, "words.schematic"))
    if any(one.kind == "definition" for one in found.breaks):
        said.append(text(lang, "words.broken"))
    return ". ".join(said)
