"""The page on some weeks: how many, more or fewer than usual, and where."""

from datetime import date
from pathlib import Path

from hotspots.analysis.incidents.week import ALL_KINDS
from hotspots.engine.store import reading
from hotspots.language import Say
from hotspots.mapping.palettes import WEEK
from hotspots.model.incidents import WeekFinds, WeekRow
from hotspots.model.pages import LegendClass, MapPage
from hotspots.model.pictures import MapContent
from hotspots.sentences.incidents import week_page as words
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import text
from hotspots.workflows.incidents.week import WeekQuestion, WeekResult, find_week
from hotspots.workflows.maps import week_marks
from hotspots.workflows.maps.ground_map import Drawn, banner, in_degrees
from hotspots.workflows.maps.page import PageOptions, write_page
from hotspots.workflows.maps.week_finds import AGAIN_WEEKS, find_beside


def write_week(store_path: Path, question: WeekQuestion, options: PageOptions, say: Say) -> None:
    """Write the page on some weeks as one HTML file."""
    with reading(store_path) as store:
        result = find_week(store, question, say)
        finds = find_beside(store, result)
    write_page(MapContent(week_page(result, finds, options.made_on), ()), options, say)


def week_page(result: WeekResult, finds: WeekFinds, made_on: date) -> MapPage:
    """Return what the page shows."""
    lang, crs = result.question.lang, result.shapes.crs
    areas = words.areas_block(result.rows, result.facts, lang)
    lines = words.below(finds, AGAIN_WEEKS, lang)
    scale = week_marks.MarkScale.over([*result.shapes.wkb.values()], crs)
    return MapPage(
        lang=lang,
        title=words.title(result.facts, _names(result), lang),
        subtitle=words.subtitle(result.facts, result.question.category, lang),
        summary=words.summary(result.headline, result.rows, finds, lang),
        legend_title=text(lang, "week_page.legend_title"),
        legend=[LegendClass(key, text(lang, f"week_page.area_{key}"), *WEEK[key]) for key in WEEK],
        areas=in_degrees(_ground(result), crs),
        table=words.cases_table(finds, [week_marks.code_of(case) for case in finds.cases], lang),
        notes=[*words.finds_notes(lang), *result.notes],
        source=source_line(result.sources, lang),
        made_on=made_on,
        banner=banner(result.sources, result.area_set, lang),
        overlays=week_marks.overlays(finds, scale, lang),
        beside=[words.kinds_block(result.rows, result.facts, lang), *(areas or lines)],
        below=lines if areas else (),
    )


def _names(result: WeekResult) -> str:
    """Return what the place is called: its areas by name where some were chosen."""
    if result.place.is_city or not result.place.areas:
        return result.place.name
    return ", ".join(name for _, name in result.place.areas)


def _ground(result: WeekResult) -> list[Drawn]:
    """Return the areas, each by its verdict; a single one by that of the place."""
    rows = {row.area: row for row in result.rows if row.category == ALL_KINDS}
    return [
        Drawn(f"area:{code}", rows[code].name, wkb, _class(rows[code]), [rows[code].sentence],
              labelled=True, level=0)
        for code, wkb in result.shapes.wkb.items()
    ]  # fmt: skip


def _class(row: WeekRow) -> str:
    return row.verdict if row.verdict in WEEK else "none"
