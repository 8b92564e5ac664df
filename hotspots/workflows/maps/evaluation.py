"""The map page of an effort: the treated area, the comparison area, and the ring round each."""

from datetime import date
from pathlib import Path

from hotspots.engine.store import reading
from hotspots.language import Say
from hotspots.mapping.palettes import EVALUATION
from hotspots.model.pages import LegendClass, MapPage
from hotspots.model.pictures import MapContent
from hotspots.sentences.efforts import page
from hotspots.sentences.efforts.evaluation import span
from hotspots.sentences.page_text import PageText
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import text
from hotspots.workflows.efforts.areas import AskedEvaluation
from hotspots.workflows.efforts.evaluate import Evaluation, find_evaluation
from hotspots.workflows.loads.stored_sets import working_crs
from hotspots.workflows.maps.ground_map import (
    Drawn,
    banner,
    ground_of,
    in_degrees,
    with_what_lies_in,
)
from hotspots.workflows.maps.page import PageOptions, refuse_overwrite, write_page


def map_evaluation(
    store_path: Path, asked: AskedEvaluation, options: PageOptions, say: Say
) -> None:
    """Write the map of an effort's areas, with its counts and measures, as one HTML file."""
    refuse_overwrite(options)
    write_page(evaluation_content(store_path, asked, options.made_on, say), options, say)


def evaluation_content(
    store_path: Path, asked: AskedEvaluation, made_on: date, say: Say
) -> MapContent:
    """Return what the map of an effort shows; its findings are the measures."""
    lang = asked.lang
    with reading(store_path) as store:
        found = find_evaluation(store, asked, say)
        city_set, crs = found.layout.city_set, working_crs(store) or ""
        set_name = city_set["set_name"] if city_set else None
        ground = ground_of(store, set_name, page.NONE) if set_name else []
    before, after = (span(one, lang) for one in (found.periods.before, found.periods.after))
    told = page.tell(found.effort.name, (before, after), found.counts, found.measures, lang)
    drawn = _drawn(found, told)
    nothing = text(lang, "map_evaluation.none_here")
    shown = MapPage(
        lang=lang,
        title=told.title,
        subtitle=told.subtitle,
        summary=told.summary,
        legend_title=told.legend_title,
        legend=[LegendClass(key, label, *EVALUATION[key]) for key, label in told.classes],
        areas=in_degrees([*with_what_lies_in(ground, drawn, nothing, lang), *drawn], crs),
        table=told.table,
        notes=[*(row.sentence for row in found.measures[1:]), *found.notes],
        source=source_line(found.sources, lang),
        made_on=made_on,
        banner=banner(found.sources, city_set, lang),
    )
    return MapContent(shown, [row.sentence for row in found.measures])


def _drawn(found: Evaluation, told: PageText) -> list[Drawn]:
    names = dict(told.classes)
    return [
        Drawn(one.group, names[one.group], one.wkb, one.group, told.lines[one.group],
              labelled="buffer" not in one.group, facts=told.facts[one.group])
        for one in found.layout.areas.values()
    ]  # fmt: skip
