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
from hotspots.sentences.incidents.times import times_notes
from hotspots.sentences.page_text import PageText
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import text
from hotspots.workflows.efforts.areas import EvaluationQuestion
from hotspots.workflows.efforts.evaluate import Evaluation, find_evaluation
from hotspots.workflows.loads.stored_sets import aliases_of, working_crs
from hotspots.workflows.maps.evaluation_strip import placebo_strip
from hotspots.workflows.maps.ground_map import (
    Drawn,
    banner,
    ground_of,
    in_degrees,
    with_what_lies_in,
)
from hotspots.workflows.maps.page import PageOptions, refuse_overwrite, write_page


def map_evaluation(
    store_path: Path, question: EvaluationQuestion, options: PageOptions, say: Say
) -> None:
    """Write the map of an effort's areas, with its counts and measures, as one HTML file."""
    refuse_overwrite(options)
    write_page(evaluation_content(store_path, question, options.made_on, say), options, say)


def evaluation_content(
    store_path: Path, question: EvaluationQuestion, made_on: date, say: Say
) -> MapContent:
    """Return what the map of an effort shows; its findings are the measures."""
    lang = question.lang
    with reading(store_path) as store:
        evaluation = find_evaluation(store, question, say)
        city_set, crs = evaluation.layout.city_set, working_crs(store) or ""
        set_name = city_set["set_name"] if city_set else None
        ground = ground_of(store, set_name, page.NONE) if set_name else []
        aliases = aliases_of(store, set_name) if set_name else []
    before, after = (
        span(period, lang) for period in (evaluation.periods.before, evaluation.periods.after)
    )
    page_text = page.tell(
        evaluation.effort.name, (before, after), evaluation.counts, evaluation.measures, lang
    )
    times = times_notes(question.hours, question.weekdays, lang)
    drawn = _drawn(evaluation, page_text)
    nothing = text(lang, "map_evaluation.none_here")
    map_page = MapPage(
        lang=lang,
        title=page_text.title,
        subtitle=" ".join([page_text.subtitle, *times]),
        summary=page_text.summary,
        legend_title=page_text.legend_title,
        legend=[LegendClass(key, label, *EVALUATION[key]) for key, label in page_text.classes],
        areas=in_degrees([*with_what_lies_in(ground, drawn, nothing, lang), *drawn], crs),
        table=page_text.table,
        notes=[*(row.sentence for row in evaluation.measures[1:]), *evaluation.notes],
        source=source_line(evaluation.sources, lang),
        made_on=made_on,
        banner=banner(evaluation.sources, city_set, lang),
        strip=placebo_strip(evaluation),
    )
    return MapContent(map_page, [row.sentence for row in evaluation.measures], aliases=aliases)


def _drawn(evaluation: Evaluation, page_text: PageText) -> list[Drawn]:
    names = dict(page_text.classes)
    return [
        Drawn(area.group, names[area.group], area.wkb, area.group, page_text.lines[area.group],
              labelled="buffer" not in area.group, facts=page_text.facts[area.group])
        for area in evaluation.layout.areas.values()
    ]  # fmt: skip
