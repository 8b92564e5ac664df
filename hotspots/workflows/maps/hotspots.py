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
from hotspots.workflows.cells.detecting import Detected, detected
from hotspots.workflows.cells.scoring import DetectQuestion
from hotspots.workflows.loads.stored_sets import aliases_of
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
class HotspotsResult:
    """The hotspots of a city before they become an answer or a map.

    ``cells`` is the answer on the cells they were found in, ``ground`` the areas below
    them and ``aliases`` other names of these, each with a code.
    """

    question: DetectQuestion
    detected: Detected
    rows: Sequence[HotspotRow]
    cells: Answer
    ground: Sequence[Drawn]
    aliases: Sequence[tuple[str, str]]

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


def find_hotspots(store: Store, question: DetectQuestion, say: Say) -> HotspotsResult:
    """Find the hotspots of a city."""
    detection = detected(store, question, say)
    return HotspotsResult(
        question,
        detection,
        hotspot_rows(detection, question.lang),
        answer_of(store, question, detection),
        ground_of(store, detection.area_set["set_name"], NONE),
        aliases_of(store, detection.area_set["set_name"]),
    )


def hotspots(store_path: Path, question: DetectQuestion, say: Say) -> Answer:
    """Return the hotspots of a city, most incidents first, with their outlines."""
    with reading(store_path) as store:
        return find_hotspots(store, question, say).answer


def map_hotspots(
    store_path: Path, question: DetectQuestion, options: PageOptions, say: Say
) -> None:
    """Write the map of the hotspots as one HTML file."""
    refuse_overwrite(options)
    write_page(hotspots_content(store_path, question, options.made_on, say), options, say)


def hotspots_content(
    store_path: Path, question: DetectQuestion, made_on: date, say: Say
) -> MapContent:
    """Return what the map of the hotspots shows."""
    with reading(store_path) as store:
        return hotspot_map_of(find_hotspots(store, question, say), made_on)


def hotspot_map_of(spots: HotspotsResult, made_on: date) -> MapContent:
    """Return what the map of found hotspots shows; its findings are the largest of them."""
    detection, rows, whole, lang = spots.detected, spots.rows, spots.cells, spots.question.lang
    page_text = hotspot_page.tell(
        rows, _cells(detection), facts_of(detection, spots.question), lang
    )
    outlined = drawn_hotspots(detection, rows, page_text)
    nothing = text(lang, "map_hotspots.none_here")
    ground = with_what_lies_in(spots.ground, outlined, nothing, lang)
    map_page = MapPage(
        lang=lang,
        title=page_text.title,
        subtitle=page_text.subtitle,
        summary=page_text.summary,
        legend_title=page_text.legend_title,
        legend=[LegendClass(key, label, *HOTSPOTS[key]) for key, label in page_text.classes],
        areas=in_degrees(
            [*ground, *_drawn_cells(detection, page_text), *outlined], detection.laid.grid.crs
        ),
        table=page_text.table,
        notes=whole.notes,
        source=source_line(whole.sources, lang),
        made_on=made_on,
        banner=banner(whole.sources, detection.area_set, lang),
    )
    return MapContent(
        map_page,
        [row.sentence for row in rows[:FINDINGS]],
        {hotspot_page.code_of(row.hotspot): row.name for row in rows},
        aliases=spots.aliases,
    )


def _cells(detection: Detected) -> list[CellText]:
    """Return the cells that are in no hotspot and yet stand out, or are cold."""
    cells, grid = detection.cells, detection.laid.grid
    inside = number_by_cell(detection.hotspots)
    keys = [_key(str(one)) for one in cells.classes]
    names = grid.names(grid.cells)
    return [
        CellText(names[index], key, float(cells.n[index]), float(cells.z[index]),
                 float(cells.p_adjusted[index]))
        for index, (key, cell) in enumerate(zip(keys, grid.cells.tolist(), strict=True))
        if key is not None and cell not in inside
    ]  # fmt: skip


def _key(cell_class: str) -> str | None:
    if cell_class.startswith("hot"):
        return HOT_90
    return COLD if cell_class in {"cold_95", "cold_99"} else None


def _drawn_cells(detection: Detected, page_text: PageText) -> list[Drawn]:
    """Return the cells that stand out, as squares."""
    import shapely

    grid = detection.laid.grid
    by_name = dict(zip(grid.names(grid.cells), grid.cells.tolist(), strict=True))
    listed = [code for code in page_text.class_of if code in by_name]
    squares = grid.squares(np.array([by_name[code] for code in listed], dtype=np.int64))
    return [
        Drawn(code, code, bytes(wkb), page_text.class_of[code], page_text.lines[code])
        for code, wkb in zip(listed, shapely.to_wkb(squares), strict=True)
    ]
