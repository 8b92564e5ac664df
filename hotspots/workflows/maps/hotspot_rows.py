"""The hotspots of a city as rows and as shapes on a map, with what happens in each."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hotspots.analysis.cells.areas import Hotspot, number_by_cell, outline
from hotspots.analysis.cells.profile import Profile, by_hotspot, profile
from hotspots.analysis.time.heaps import default_minutes
from hotspots.language import Lang
from hotspots.model.answer import AreaShapes
from hotspots.model.cells import HotspotRow
from hotspots.sentences.cells import hotspot_page
from hotspots.sentences.cells import hotspots as words
from hotspots.sentences.cells.hotspot_page import HOTSPOT, HotspotFacts
from hotspots.sentences.page_text import PageText
from hotspots.workflows.cells.detecting import AskedDetect, Detected
from hotspots.workflows.cells.rates import Against
from hotspots.workflows.maps.ground_map import Drawn


def facts_of(found: Detected, asked: AskedDetect) -> HotspotFacts:
    """Return what a page on the hotspots is about."""
    return HotspotFacts(
        *found.period, asked.category, found.area_set["set_name"], found.laid.grid.side_m
    )


def hotspot_rows(found: Detected, lang: Lang) -> list[HotspotRow]:
    """Return what each hotspot is called, and what happens in it and when."""
    groups = by_hotspot(_numbers(found), len(found.hotspots))
    is_moment = found.points.precision == "moment"
    defaults = default_minutes(found.points.occurred_from[is_moment])
    return [
        _row(one, name.words, profile(found.points.where(group), without=defaults), found, lang)
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


def outlines_of(found: Detected) -> AreaShapes:
    """Return the outline of each hotspot by its number."""
    import shapely

    wkb = {one.number: shapely.to_wkb(outline(one, found.cells)) for one in found.hotspots}
    shapes: Mapping[Any, bytes] = wkb
    return AreaShapes(found.laid.grid.crs, shapes, "hotspot")


def drawn_hotspots(found: Detected, rows: Sequence[HotspotRow], told: PageText) -> list[Drawn]:
    """Return the hotspots as they are drawn: numbered, with their popups, above all else."""
    named = [hotspot_page.code_of(row) for row in rows]
    return [
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
        for code, row, wkb in zip(named, rows, outlines_of(found).wkb.values(), strict=True)
    ]
