"""The picture of the change in every area, a dot and its interval each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hotspots.engine.store import reading
from hotspots.errors import ReleaseRefused
from hotspots.language import Lang, Say, message
from hotspots.mapping.pictures.intervals_figure import draw
from hotspots.model.answer import Source
from hotspots.model.areas import CITY
from hotspots.model.charts import IntervalsPicture, SortBy
from hotspots.model.indicators import ChangeRow
from hotspots.model.pictures import PictureOptions
from hotspots.sentences.incidents import intervals_reported
from hotspots.sentences.incidents.cleared import classes_note
from hotspots.sentences.indicators import change_page, intervals_figure
from hotspots.sentences.indicators.change import foremost_words
from hotspots.sentences.maps.focus import titled
from hotspots.sentences.page_text import PageFacts
from hotspots.sentences.sources import synthetic_banner
from hotspots.sentences.texts import text
from hotspots.workflows.asking import every_output
from hotspots.workflows.asking.area_names import chosen_codes
from hotspots.workflows.asking.area_sets import title_of
from hotspots.workflows.asking.questions import Question
from hotspots.workflows.incidents.question import IncidentsQuestion
from hotspots.workflows.incidents.rates import incidents
from hotspots.workflows.indicators.change import ChangeResult, find_change
from hotspots.workflows.indicators.change import n_tests as n_tests_of
from hotspots.workflows.indicators.change_notes import family_note
from hotspots.workflows.loads.stored_sets import area_set_named, names_of
from hotspots.workflows.maps.picture_files import picture_paths, source_and_day, write_picture


@dataclass(frozen=True)
class Remarks:
    """What must stand around a picture; ``reworded`` are notes it has in its own words."""

    sources: Sequence[Source]
    notes: Sequence[str]
    family: Sequence[str]
    reworded: Sequence[str]
    is_broken: bool = False
    assumed: Sequence[str] = ()


def change_intervals(
    store_path: Path, question: Question, sort: SortBy, options: PictureOptions, say: Say
) -> list[Path]:
    """Draw the change of an indicator in every area and return the files written."""
    picture_paths(options)
    with reading(store_path) as store:
        result = find_change(store, question, say)
        codes = chosen_codes(names_of(store, result.scope.set_name), options.areas)
    rows = _rows_of(result, codes)
    drawn = intervals_figure.picture(rows, _facts(result, rows), sort)
    n_tests = n_tests_of(result.rows)
    remarks = Remarks(
        sources=result.sources,
        notes=result.notes_of_two_years,
        family=intervals_figure.family(n_tests, question.adjust, "0", question.lang),
        reworded=family_note(n_tests, question.adjust, question.lang),
        is_broken=any(one.kind == "definition" for one in result.breaks),
        assumed=foremost_words(result.rows, question.lang),
    )
    return write_picture(_finished(drawn, remarks, options), draw, options, say)


def reported_intervals(
    store_path: Path, question: IncidentsQuestion, sort: SortBy, options: PictureOptions, say: Say
) -> list[Path]:
    """Draw the ratio of reported incidents in every area and return the files written."""
    picture_paths(options)
    answer = incidents(store_path, question, say)
    if answer.settings["baseline"] is None:
        raise ReleaseRefused(
            message(
                "The release declares no year before {year} to compare with. Declare an earlier "
                "year in the release file.",
                year=answer.settings["year"],
            )
        )
    with reading(store_path) as store:
        title = title_of(area_set_named(store, answer.settings["set"]))
    settings = {**answer.settings, "set_title": title}
    drawn = intervals_reported.picture(answer.rows, settings, sort, question.lang)
    k = answer.settings.get("k")
    n_tests = answer.settings["family_size"]
    remarks = Remarks(
        sources=answer.sources,
        notes=answer.notes,
        family=[
            *([classes_note(k, question.lang)] if k else []),
            *intervals_figure.family(n_tests, question.adjust, "1", question.lang),
        ],
        reworded=intervals_reported.left_out(n_tests, question.adjust, k, question.lang),
    )
    return write_picture(_finished(drawn, remarks, options), draw, options, say)


def _rows_of(result: ChangeResult, codes: Sequence[str]) -> Sequence[ChangeRow]:
    """Return the city and the areas that are drawn; all were tested."""
    city, *areas = result.rows
    return [city, *(row for row in areas if not codes or row.area in codes)]


def _facts(result: ChangeResult, rows: Sequence[ChangeRow]) -> intervals_figure.IntervalFacts:
    scope, lang = result.scope, result.question.lang
    name = scope.indicator_name(lang)
    page = PageFacts(name, scope.set_title, scope.baseline_period, scope.period)
    page_text = change_page.tell(result.rows, page, lang)
    return intervals_figure.IntervalFacts(
        indicator=scope.indicator["indicator"],
        better=scope.indicator["better"],
        measure=scope.indicator["measure"],
        baseline=scope.baseline_period,
        year=scope.period,
        title=page_text.title
        if len(rows) == len(result.rows)
        else titled(page_text.title, [row.name for row in rows[1:]], lang),
        areas=page_text.subtitle,
        summary=change_page.summary([row for row in rows if row.area != CITY], lang),
        lang=lang,
    )


def _finished(
    picture: IntervalsPicture, remarks: Remarks, options: PictureOptions
) -> IntervalsPicture:
    """Add what must stand around the picture; no outline is drawn, so none is called schematic."""
    lang = picture.lang
    standing = every_output.standing_notes(remarks.sources, None, lang)
    left_out = {*standing, *remarks.reworded, text(lang, "note.schematic")}
    return replace(
        picture,
        banner=_banner(remarks, lang),
        internal=text(lang, "page.internal") if every_output.is_internal() else "",
        standing=standing,
        notes=[*remarks.family, *(one for one in remarks.notes if one not in left_out)],
        source=source_and_day(remarks.sources, options.made_on, lang),
    )


def _banner(remarks: Remarks, lang: Lang) -> str:
    broken = text(lang, "words.broken") if remarks.is_broken else ""
    warnings = (*remarks.assumed, synthetic_banner(remarks.sources, lang), broken)
    return ". ".join(one for one in warnings if one)
