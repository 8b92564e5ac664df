"""Hotspots with what happens in them: rows, outlines, and their page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from hotspots.analysis.hotspot_areas import Hotspot, number_by_cell, outline
from hotspots.analysis.hotspot_profile import Profile, by_hotspot, profile
from hotspots.engine.store import reading
from hotspots.mapping.palettes import HOTSPOTS
from hotspots.model.answer import Answer, AreaShapes
from hotspots.model.hotspot import HOTSPOT_COLUMNS, HOTSPOT_RATE_COLUMNS, HotspotRow
from hotspots.model.load import Say
from hotspots.model.map_picture import MapContent
from hotspots.model.page import Lang, LegendClass, MapPage
from hotspots.sentences import hotspot_page
from hotspots.sentences import hotspots as words
from hotspots.sentences.hotspot_page import (
    COLD,
    HOT_90,
    HOTSPOT,
    NONE,
    CellText,
    HotspotFacts,
)
from hotspots.sentences.page_text import PageText
from hotspots.sentences.sources import source_line
from hotspots.workflows.cell_rates import Against
from hotspots.workflows.detect import answer_of
from hotspots.workflows.detecting import AskedDetect, Detected, detected
from hotspots.workflows.ground_map import Drawn, banner, ground_of, in_degrees
from hotspots.workflows.map import FINDINGS, PageOptions, refuse_overwrite, write_page


def hotspots(store_path: Path, asked: AskedDetect, say: Say) -> Answer:
    """Return the hotspots of a city, most incidents first, with their outlines."""
    with reading(store_path) as store:
        found = detected(store, asked, say)
        whole = answer_of(store, asked, found)
    return replace(
        whole,
        columns=HOTSPOT_COLUMNS if found.against is None else HOTSPOT_RATE_COLUMNS,
        rows=[row.as_row() for row in hotspot_rows(found, asked.lang)],
        shapes=_outlines(found),
    )


def hotspot_rows(found: Detected, lang: Lang) -> list[HotspotRow]:
    """Return what each hotspot is called, and what happens in it and when."""
    groups = by_hotspot(_numbers(found), len(found.hotspots))
    return [
        _row(one, name.words, profile(found.points.where(group)), found, lang)
        for one, name, group in zip(found.hotspots, found.names, groups, strict=True)
    ]


def _numbers(found: Detected) -> Any:
    """Return the number of the hotspot that each point lies in; 0 where it lies in none."""
    grid = found.laid.grid
    by_position = np.zeros(grid.inside.size, dtype=np.int64)
    for cell, number in number_by_cell(found.hotspots).items():
        by_position[cell] = number
    positions = grid.cell_of(found.points.x_m, found.points.y_m)
    return np.where(positions >= 0, by_position[positions], 0)


def _row(one: Hotspot, name: str, what: Profile, found: Detected, lang: Lang) -> HotspotRow:
    area = len(one.cells) / found.laid.grid.n_cells
    rates, residents = None, None
    if found.against is not None:
        residents = _residents(one, found.against)
        rates = (1000 * one.n / residents, found.against.per_1000)
    return HotspotRow(
        hotspot=one.number,
        name=name,
        n=one.n,
        share_percent=100 * one.share,
        area_km2=one.area_km2,
        area_percent=100 * area,
        times_expected=one.share / area,
        categories=words.categories(what, lang),
        busiest_part=words.part(what.part, lang),
        busiest_part_percent=100 * what.part.share if what.part else None,
        busiest_weekday=words.weekday(what.weekday, lang),
        busiest_weekday_percent=100 * what.weekday.share if what.weekday else None,
        n_cells=len(one.cells),
        x_m=one.x_m,
        y_m=one.y_m,
        sentence=words.sentence(one.number, name, (one.n, one.share, area), what, lang, rates),
        residents=residents,
        rate_per_1000=rates[0] if rates else None,
    )


def _residents(one: Hotspot, against: Against) -> float:
    at = np.searchsorted(against.grid.cells, one.cells)
    return float(against.rates.residents[at].sum())


def _outlines(found: Detected) -> AreaShapes:
    import shapely

    wkb = {one.number: shapely.to_wkb(outline(one, found.cells)) for one in found.hotspots}
    shapes: Mapping[Any, bytes] = wkb
    return AreaShapes(found.laid.grid.crs, shapes, "hotspot")


def map_hotspots(store_path: Path, asked: AskedDetect, options: PageOptions, say: Say) -> None:
    """Write the map of the hotspots as one HTML file."""
    refuse_overwrite(options)
    write_page(hotspots_content(store_path, asked, options.made_on, say), options, say)


def hotspots_content(store_path: Path, asked: AskedDetect, made_on: date, say: Say) -> MapContent:
    """Return what the map of the hotspots shows; its findings are the largest of them."""
    lang = asked.lang
    with reading(store_path) as store:
        found = detected(store, asked, say)
        whole = answer_of(store, asked, found)
        ground = ground_of(store, found.area_set["set_name"], NONE)
    rows = hotspot_rows(found, lang)
    facts = HotspotFacts(
        *found.period, asked.category, found.area_set["set_name"], found.laid.grid.side_m
    )
    told = hotspot_page.tell(rows, _cells(found), facts, lang)
    shown = MapPage(
        lang=lang,
        title=told.title,
        subtitle=told.subtitle,
        summary=told.summary,
        legend_title=told.legend_title,
        legend=[LegendClass(key, label, *HOTSPOTS[key]) for key, label in told.classes],
        areas=in_degrees([*ground, *_drawn(found, rows, told)], found.laid.grid.crs),
        table=told.table,
        notes=whole.notes,
        source=source_line(whole.sources, lang),
        made_on=made_on,
        banner=banner(whole.sources, found.area_set, lang),
    )
    return MapContent(
        shown,
        [row.sentence for row in rows[:FINDINGS]],
        {hotspot_page.code_of(row): row.name for row in rows},
    )


def _cells(found: Detected) -> list[CellText]:
    """Return the cells that are in no hotspot and yet stand out, or are cold."""
    cells, grid = found.cells, found.laid.grid
    inside = number_by_cell(found.hotspots)
    keys = [_key(str(one)) for one in cells.classes]
    names = grid.names(grid.cells)
    return [
        CellText(names[at], key, float(cells.n[at]), float(cells.z[at]),
                 float(cells.p_adjusted[at]))
        for at, (key, cell) in enumerate(zip(keys, grid.cells.tolist(), strict=True))
        if key is not None and cell not in inside
    ]  # fmt: skip


def _key(cell_class: str) -> str | None:
    if cell_class.startswith("hot"):
        return HOT_90
    return COLD if cell_class in {"cold_95", "cold_99"} else None


def _drawn(found: Detected, rows: Sequence[HotspotRow], told: PageText) -> list[Drawn]:
    """Return the cells that stand out, and the hotspots above them."""
    import shapely

    grid = found.laid.grid
    by_name = dict(zip(grid.names(grid.cells), grid.cells.tolist(), strict=True))
    listed = [code for code in told.class_of if code in by_name]
    squares = grid.squares(np.array([by_name[code] for code in listed], dtype=np.int64))
    cells = [
        Drawn(code, code, bytes(wkb), told.class_of[code], told.lines[code])
        for code, wkb in zip(listed, shapely.to_wkb(squares), strict=True)
    ]
    named = [hotspot_page.code_of(row) for row in rows]
    return cells + [
        Drawn(
            code,
            str(row.hotspot),
            wkb,
            HOTSPOT,
            told.lines[code],
            labelled=True,
            level=2,
            facts=told.facts[code],
            title=told.titles[code],
        )
        for code, row, wkb in zip(named, rows, _outlines(found).wkb.values(), strict=True)
    ]
