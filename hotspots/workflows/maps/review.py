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
from hotspots.workflows.asking.area_sets import title_of
from hotspots.workflows.cells.review import ReviewResult, find_review
from hotspots.workflows.cells.review_sides import ReviewQuestion
from hotspots.workflows.loads.stored_sets import aliases_of
from hotspots.workflows.maps.ground_map import (
    Drawn,
    banner,
    ground_of,
    in_degrees,
    with_what_lies_in,
)
from hotspots.workflows.maps.page import FINDINGS, PageOptions, refuse_overwrite, write_page


def map_review(store_path: Path, question: ReviewQuestion, options: PageOptions, say: Say) -> None:
    """Write the map of the review as one HTML file."""
    refuse_overwrite(options)
    write_page(review_content(store_path, question, options.made_on, say), options, say)


def review_content(
    store_path: Path, question: ReviewQuestion, made_on: date, say: Say
) -> MapContent:
    """Return what the map of the review shows; its findings are what needs attention first."""
    with reading(store_path) as store:
        result = find_review(store, question, say)
        set_name = result.area_set["set_name"]
        ground = ground_of(store, set_name, review_page.NONE)
        aliases = aliases_of(store, set_name)
    title = title_of(result.area_set)
    page_text = review_page.tell(result.rows, result.sides.periods, title, question.lang)
    drawn = _drawn(result, page_text)
    nothing = text(question.lang, "map_hotspots.none_here")
    map_page = MapPage(
        lang=question.lang,
        title=page_text.title,
        subtitle=page_text.subtitle,
        summary=page_text.summary,
        legend_title=page_text.legend_title,
        legend=[LegendClass(key, label, *REVIEW[key]) for key, label in page_text.classes],
        areas=in_degrees([*with_what_lies_in(ground, drawn, nothing, question.lang), *drawn],
                         result.polygons.crs),
        table=page_text.table,
        notes=result.notes,
        source=source_line(result.sources, question.lang),
        made_on=made_on,
        banner=banner(result.sources, result.area_set, question.lang),
    )  # fmt: skip
    return MapContent(
        map_page,
        [row.sentence for row in result.rows[:FINDINGS]],
        {review_page.code_of(row): row.name for row in result.rows},
        aliases=aliases,
    )


def _drawn(result: ReviewResult, page_text: PageText) -> list[Drawn]:
    outlines = {str(code): bytes(wkb) for code, wkb in result.polygons.wkb.items()}
    return [
        Drawn(code, str(row.rank), outlines[str(row.hotspot)], row.class_, [row.sentence],
              labelled=True, facts=page_text.facts[code], title=page_text.titles[code])
        for code, row in zip(map(review_page.code_of, result.rows), result.rows, strict=True)
    ]  # fmt: skip
