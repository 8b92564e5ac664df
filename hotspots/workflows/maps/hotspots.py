"""Hotspots with what happens in them: rows, outlines, and their page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from hotspots.analysis.cells.areas import number_by_cell
from hotspots.engine.store import Store, reading
from hotspots.language import Say
from hotspots.mapping.palettes import HOTSPOTS
from hotspots.model.answer import Answer
from hotspots.model.cells import HOTSPOT_COLUMNS, HOTSPOT_RATE_COLUMNS, HotspotRow
from hotspots.model.pages import LegendClass, MapPage
from hotspots.model.pictures import MapContent
from hotspots.sentences.cells import hotspot_page
from hotspots.sentences.cells.hotspot_page import COLD, HOT_90, NONE, CellText
from hotspots.sentences.page_text import PageText
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import text
from hotspots.workflows.cells.detect import answer_of
from hotspots.workflows.cells.detecting import AskedDetect, Detected, detected
from hotspots.workflows.maps.ground_map import (
    Drawn,
    banner,
    ground_of,
    in_degrees,
    with_what_lies_in,
)
from hotspots.workflows.maps.hotspot_rows import (
    drawn_hotspots,
    facts_of,
    hotspot_rows,
    outlines_of,
)
from hotspots.workflows.maps.page import FINDINGS, PageOptions, refuse_overwrite, write_page


@dataclass(frozen=True)
class FoundHotspots:
    """The hotspots of a city before they become an answer or a map.

    ``cells`` is the answer on the cells they were found in, and ``ground`` the areas below them.
    """

    asked: AskedDetect
    detected: Detected
    rows: Sequence[HotspotRow]
    cells: Answer
    ground: Sequence[Drawn]

    @property
    def answer(self) -> Answer:
        """Return the hotspots, most incidents first, with their outlines."""
        against = self.detected.against
        return replace(
            self.cells,
            columns=HOTSPOT_COLUMNS if against is None else HOTSPOT_RATE_COLUMNS,
            rows=[row.as_row() for row in self.rows],
            shapes=outlines_of(self.detected),
        )


def find_hotspots(store: Store, asked: AskedDetect, say: Say) -> FoundHotspots:
    """Find the hotspots of a city."""
    found = detected(store, asked, say)
    return FoundHotspots(
        asked,
        found,
        hotspot_rows(found, asked.lang),
        answer_of(store, asked, found),
        ground_of(store, found.area_set["set_name"], NONE),
    )


def hotspots(store_path: Path, asked: AskedDetect, say: Say) -> Answer:
    """Return the hotspots of a city, most incidents first, with their outlines."""
    with reading(store_path) as store:
        return find_hotspots(store, asked, say).answer


def map_hotspots(store_path: Path, asked: AskedDetect, options: PageOptions, say: Say) -> None:
    """Write the map of the hotspots as one HTML file."""
    refuse_overwrite(options)
    write_page(hotspots_content(store_path, asked, options.made_on, say), options, say)


def hotspots_content(store_path: Path, asked: AskedDetect, made_on: date, say: Say) -> MapContent:
    """Return what the map of the hotspots shows."""
    with reading(store_path) as store:
        return hotspots_shown(find_hotspots(store, asked, say), made_on)


def hotspots_shown(spots: FoundHotspots, made_on: date) -> MapContent:
    """Return what the map of found hotspots shows; its findings are the largest of them."""
    found, rows, whole, lang = spots.detected, spots.rows, spots.cells, spots.asked.lang
    told = hotspot_page.tell(rows, _cells(found), facts_of(found, spots.asked), lang)
    outlined = drawn_hotspots(found, rows, told)
    nothing = text(lang, "map_hotspots.none_here")
    ground = with_what_lies_in(spots.ground, outlined, nothing, lang)
    shown = MapPage(
        lang=lang,
        title=told.title,
        subtitle=told.subtitle,
        summary=told.summary,
        legend_title=told.legend_title,
        legend=[LegendClass(key, label, *HOTSPOTS[key]) for key, label in told.classes],
        areas=in_degrees([*ground, *_drawn_cells(found, told), *outlined], found.laid.grid.crs),
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


def _drawn_cells(found: Detected, told: PageText) -> list[Drawn]:
    """Return the cells that stand out, as squares."""
    import shapely

    grid = found.laid.grid
    by_name = dict(zip(grid.names(grid.cells), grid.cells.tolist(), strict=True))
    listed = [code for code in told.class_of if code in by_name]
    squares = grid.squares(np.array([by_name[code] for code in listed], dtype=np.int64))
    return [
        Drawn(code, code, bytes(wkb), told.class_of[code], told.lines[code])
        for code, wkb in zip(listed, shapely.to_wkb(squares), strict=True)
    ]
