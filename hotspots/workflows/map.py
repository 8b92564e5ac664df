"""Interactive map pages of change and of priority areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hotspots import __version__, safe
from hotspots.analysis.ranking import DRAWS
from hotspots.engine.store import reading
from hotspots.mapping.page import page
from hotspots.mapping.palettes import CIVIDIS5, LIGHTS, NO_DATA
from hotspots.model.load import Say
from hotspots.model.page import Lang, LegendClass, MapArea, MapPage, Pattern, Tiles
from hotspots.sentences import change_page, priority_page
from hotspots.sentences.page_text import PageFacts, PageText
from hotspots.sentences.texts import text
from hotspots.workflows.asking import Asked
from hotspots.workflows.change import Found, find_change
from hotspots.workflows.priority import find_priority

Looks = Mapping[str, tuple[str, Pattern]]


@dataclass(frozen=True)
class PageOptions:
    """Where a page goes and what it may contact; nothing unless tiles are asked for."""

    path: Path
    made_on: date
    force: bool = False
    tiles: Tiles | None = None


def map_change(store_path: Path, asked: Asked, options: PageOptions, say: Say) -> None:
    """Write the map of change per area as one HTML file."""
    safe.refuse_overwrite(options.path, force=options.force)
    with reading(store_path) as store:
        found = find_change(store, asked, say)
    told = change_page.tell(found.rows, _facts(found, asked.lang), asked.lang)
    _write(told, _legend(told, LIGHTS), found, (found.sources, found.notes), asked.lang, options)


def map_priority(store_path: Path, asked: Asked, options: PageOptions, say: Say, *, seed: int
                 ) -> None:  # fmt: skip
    """Write the map of priority areas as one HTML file."""
    safe.refuse_overwrite(options.path, force=options.force)
    with reading(store_path) as store:
        found = find_priority(store, asked, say, seed=seed)
    told = priority_page.tell(found.rows, _facts(found.change, asked.lang), asked.lang)
    looks: Looks = {
        **{f"fifth_{at}": (colour, "none") for at, colour in enumerate(CIVIDIS5, start=1)},
        "none": NO_DATA,
    }
    draws = text(asked.lang, "map_priority.note_rank", draws=DRAWS, seed=seed)
    said = (found.sources, [draws, *found.notes])
    _write(told, _legend(told, looks), found.change, said, asked.lang, options)


def _facts(found: Found, lang: Lang) -> PageFacts:
    scope = found.scope
    return PageFacts(scope.indicator_name(lang), scope.set_name, scope.baseline, scope.year)


def _legend(told: PageText, looks: Looks) -> list[LegendClass]:
    return [LegendClass(key, label, *looks[key]) for key, label in told.classes]


def _write(
    told: PageText,
    legend: Sequence[LegendClass],
    found: Found,
    said: tuple[Sequence[Mapping[str, Any]], Sequence[str]],
    lang: Lang,
    options: PageOptions,
) -> None:
    sources, notes = said
    content = MapPage(
        lang=lang,
        title=told.title,
        subtitle=told.subtitle,
        summary=told.summary,
        legend_title=told.legend_title,
        legend=legend,
        areas=_areas(told, found),
        table=told.table,
        notes=notes,
        source=source_line(sources, lang),
        made_on=options.made_on,
        banner=_banner(sources, found, lang),
        tiles=options.tiles,
    )
    safe.write_text(options.path, page(content))


def _areas(told: PageText, found: Found) -> list[MapArea]:
    import geopandas
    import shapely

    codes = list(found.shapes.wkb)
    shapes = shapely.from_wkb(list(found.shapes.wkb.values()))
    lonlat = geopandas.GeoSeries(shapes, crs=found.shapes.crs).to_crs("EPSG:4326")
    names = {row.area: row.name for row in found.rows}
    return [
        MapArea(code, names[code], outline, told.class_of[code], told.lines[code])
        for code, outline in zip(codes, lonlat.to_wkb(), strict=True)
    ]


def source_line(sources: Sequence[Mapping[str, Any]], lang: Lang) -> str:
    """Return the files a page rests on, by who they come from."""
    files: dict[str, list[str]] = {}
    for one in sources:
        files.setdefault(one["source"] or "", []).append(one["file"])
    told = [
        f"{', '.join(names)} ({supplier})" if supplier else ", ".join(names)
        for supplier, names in files.items()
    ]
    return text(lang, "source.line", files="; ".join(told), version=__version__)


def _banner(sources: Sequence[Mapping[str, Any]], found: Found, lang: Lang) -> str:
    said = []
    if any(one["synthetic"] for one in sources):
        said.append(text(lang, "words.synthetic"))
    if found.scope.area_set["schematic"]:
        said.append(text(lang, "words.schematic"))
    if any(one.kind == "definition" for one in found.breaks):
        said.append(text(lang, "words.broken"))
    return ". ".join(said)
