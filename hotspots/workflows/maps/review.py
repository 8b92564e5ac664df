"""The map page of a review: each hotspot of either period by what became of it."""

from datetime import date
from pathlib import Path

from hotspots.engine.store import reading
from hotspots.language import Say
from hotspots.mapping.palettes import REVIEW
from hotspots.model.pages import LegendClass, MapPage
from hotspots.model.pictures import MapContent
from hotspots.sentences.cells import review_page
from hotspots.sentences.page_text import PageText
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import text
from hotspots.workflows.cells.review import FoundReview, find_review
from hotspots.workflows.cells.review_sides import AskedReview
from hotspots.workflows.maps.ground_map import (
    Drawn,
    banner,
    ground_of,
    in_degrees,
    with_what_lies_in,
)
from hotspots.workflows.maps.page import FINDINGS, PageOptions, refuse_overwrite, write_page


def map_review(store_path: Path, asked: AskedReview, options: PageOptions, say: Say) -> None:
    """Write the map of the review as one HTML file."""
    refuse_overwrite(options)
    write_page(review_content(store_path, asked, options.made_on, say), options, say)


def review_content(store_path: Path, asked: AskedReview, made_on: date, say: Say) -> MapContent:
    """Return what the map of the review shows; its findings are what needs attention first."""
    with reading(store_path) as store:
        found = find_review(store, asked, say)
        set_name = found.area_set["set_name"]
        ground = ground_of(store, set_name, review_page.NONE)
    told = review_page.tell(found.rows, found.sides.periods, set_name, asked.lang)
    drawn = _drawn(found, told)
    nothing = text(asked.lang, "map_hotspots.none_here")
    shown = MapPage(
        lang=asked.lang,
        title=told.title,
        subtitle=told.subtitle,
        summary=told.summary,
        legend_title=told.legend_title,
        legend=[LegendClass(key, label, *REVIEW[key]) for key, label in told.classes],
        areas=in_degrees([*with_what_lies_in(ground, drawn, nothing, asked.lang), *drawn],
                         found.polygons.crs),
        table=told.table,
        notes=found.notes,
        source=source_line(found.sources, asked.lang),
        made_on=made_on,
        banner=banner(found.sources, found.area_set, asked.lang),
    )  # fmt: skip
    return MapContent(
        shown,
        [row.sentence for row in found.rows[:FINDINGS]],
        {review_page.code_of(row): row.name for row in found.rows},
    )


def _drawn(found: FoundReview, told: PageText) -> list[Drawn]:
    outlines = {str(code): bytes(wkb) for code, wkb in found.polygons.wkb.items()}
    return [
        Drawn(code, str(row.rank), outlines[str(row.hotspot)], row.class_, [row.sentence],
              labelled=True, facts=told.facts[code], title=told.titles[code])
        for code, row in zip(map(review_page.code_of, found.rows), found.rows, strict=True)
    ]  # fmt: skip
