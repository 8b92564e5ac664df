"""The hotspots of a city as rows and as shapes on a map, with what happens in each."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hotspots.analysis.cells.areas import Hotspot, number_by_cell, outline
from hotspots.analysis.cells.profile import UNTOLD, Profile, by_hotspot, profile
from hotspots.analysis.time.heaps import default_minutes
from hotspots.language import Lang
from hotspots.model.answer import AreaShapes
from hotspots.model.cells import LEAST_INCIDENTS, HotspotRow
from hotspots.sentences.cells import hotspot_page
from hotspots.sentences.cells import hotspots as words
from hotspots.sentences.cells.hotspot_page import HOTSPOT, HotspotFacts
from hotspots.sentences.page_text import PageText
from hotspots.workflows.asking.area_sets import title_of
from hotspots.workflows.cells.detect import warning
from hotspots.workflows.cells.detecting import Detected
from hotspots.workflows.cells.rates import ResidentRates
from hotspots.workflows.cells.scoring import DetectQuestion
from hotspots.workflows.maps.ground_map import Drawn


def facts_of(detection: Detected, question: DetectQuestion) -> HotspotFacts:
    """Return what a page on the hotspots is about."""
    return HotspotFacts(
        *detection.period,
        question.category,
        title_of(detection.area_set),
        detection.laid.grid.side_m,
        warning(question, detection),
    )


def hotspot_rows(detection: Detected, lang: Lang) -> list[HotspotRow]:
    """Return what each hotspot is called, and what happens in it and when."""
    groups = by_hotspot(_numbers(detection), len(detection.hotspots))
    is_moment = detection.points.precision == "moment"
    defaults = default_minutes(detection.points.occurred_from[is_moment])
    return [
        _row(
            hotspot,
            name.words,
            profile(detection.points.where(group), without=defaults)
            if hotspot.n >= LEAST_INCIDENTS
            else UNTOLD,
            detection,
            lang,
        )
        for hotspot, name, group in zip(detection.hotspots, detection.names, groups, strict=True)
    ]


def _numbers(detection: Detected) -> Any:
    """Return the number of the hotspot that each point lies in; 0 where it lies in none."""
    grid = detection.laid.grid
    by_position = np.zeros(grid.inside.size, dtype=np.int64)
    for cell, number in number_by_cell(detection.hotspots).items():
        by_position[cell] = number
    positions = grid.cell_of(detection.points.x_m, detection.points.y_m)
    return np.where(positions >= 0, by_position[positions], 0)


def _row(
    hotspot: Hotspot, name: str, what: Profile, detection: Detected, lang: Lang
) -> HotspotRow:
    area = len(hotspot.cells) / detection.laid.grid.n_cells
    rates, residents = None, None
    if detection.against is not None:
        residents = _residents(hotspot, detection.against)
        rates = (1000 * hotspot.n / residents, detection.against.per_1000)
    return HotspotRow(
        hotspot=hotspot.number,
        name=name,
        n=hotspot.n,
        share_percent=100 * hotspot.share,
        area_km2=hotspot.area_km2,
        area_percent=100 * area,
        times_expected=hotspot.share / _expected_share(hotspot, detection),
        categories=words.categories(what, lang),
        busiest_part=words.part(what.part, lang),
        busiest_part_percent=100 * what.part.share if what.part else None,
        busiest_weekday=words.weekday(what.weekday, lang),
        busiest_weekday_percent=100 * what.weekday.share if what.weekday else None,
        n_cells=len(hotspot.cells),
        x_m=hotspot.x_m,
        y_m=hotspot.y_m,
        sentence=words.sentence(
            hotspot.number, name, (hotspot.n, hotspot.share, area), what, lang, rates
        ),
        residents=residents,
        rate_per_1000=rates[0] if rates else None,
    )


def _expected_share(hotspot: Hotspot, detection: Detected) -> float:
    """Return the part of all incidents that a hotspot's ground, or its residents, account for."""
    grid, against = detection.cells.grid, detection.against
    exposed = grid.exposed_ground if against is None else against.residents
    within = np.take(exposed, np.array(hotspot.cells)).sum()
    return float(within / exposed[grid.inside].sum())


def _residents(hotspot: Hotspot, against: ResidentRates) -> float:
    positions = np.searchsorted(against.grid.cells, hotspot.cells)
    return float(against.rates.residents[positions].sum())


def outlines_of(detection: Detected) -> AreaShapes:
    """Return the outline of each hotspot by its number."""
    import shapely

    wkb = {one.number: shapely.to_wkb(outline(one.cells, detection.cells))
           for one in detection.hotspots}  # fmt: skip
    shapes: Mapping[Any, bytes] = wkb
    return AreaShapes(detection.laid.grid.crs, shapes, "hotspot")


def drawn_hotspots(
    detection: Detected, rows: Sequence[HotspotRow], page_text: PageText
) -> list[Drawn]:
    """Return the hotspots as they are drawn: numbered, with their panels, above all else."""
    named = [hotspot_page.code_of(row.hotspot) for row in rows]
    return [
        Drawn(
            code,
            str(row.hotspot),
            wkb,
            HOTSPOT,
            page_text.lines[code],
            labelled=True,
            level=2,
            facts=page_text.facts[code],
            title=page_text.titles[code],
        )
        for code, row, wkb in zip(named, rows, outlines_of(detection).wkb.values(), strict=True)
    ]
