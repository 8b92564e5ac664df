"""Pictures for paper: the time series of an indicator for the city and some of its areas."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hotspots.analysis.indicators.series import FigureReading, chosen, lines_of
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Lang, Say, message
from hotspots.mapping.pictures.series_figure import draw
from hotspots.model.areas import CITY
from hotspots.model.charts import Panel, SeriesPicture
from hotspots.model.indicators import Break, Figure
from hotspots.model.pictures import PictureOptions
from hotspots.sentences.indicators import series_figure as sentences
from hotspots.sentences.indicators.series_figure import SeriesFacts
from hotspots.sentences.sources import synthetic_banner
from hotspots.sentences.texts import text
from hotspots.workflows.asking import every_output, questions
from hotspots.workflows.asking.area_names import chosen_codes
from hotspots.workflows.asking.questions import Question, Scope
from hotspots.workflows.indicators import figure_notes, figures
from hotspots.workflows.indicators.figures import FigureSeries
from hotspots.workflows.loads.stored_sets import names_of
from hotspots.workflows.maps.picture_files import picture_paths, source_and_day, write_picture

MOST_AREAS = 5
_NO_YEAR = 0


@dataclass(frozen=True)
class SeriesQuestion:
    """What a series was asked with: areas by name or code, and the years; None means all."""

    question: Question
    areas: Sequence[str] = ()
    first: int | None = None
    last: int | None = None


def series_figure(
    store_path: Path, series_question: SeriesQuestion, options: PictureOptions, say: Say
) -> list[Path]:
    """Draw the series as one PNG, SVG or PDF and return the files written.

    A series with a break in its definition is drawn unconnected and marked, and that is said.
    """
    picture_paths(options)
    with reading(store_path) as store:
        picture = _picture(store, series_question, options.made_on, say)
    return write_picture(picture, draw, options, say)


def _picture(
    store: Store, series_question: SeriesQuestion, made_on: date, say: Say
) -> SeriesPicture:
    scope = _scope(store, series_question, say)
    question, lang = series_question.question, series_question.question.lang
    series = figures.series(store, scope, question)
    places = _places(store, scope, series, series_question, say)
    scope = _narrowed(scope, series_question, series, {code for code, _ in places}, say)
    facts = _facts(scope, lang)
    used = {name: _used(series, code, scope) for code, name in places}
    if not any(used.values()):
        raise HotspotsError(
            message(
                "There is nothing to draw from {baseline} to {year}. {there_are}",
                baseline=scope.baseline,
                year=scope.year,
                there_are=_years_sentence(scope),
            )
        )
    breaks = list(dict.fromkeys(one for one in scope.breaks if _is_drawn(one, scope)))
    panels = tuple(_panel(code, name, used[name], scope, question) for code, name in places)
    _say_broken(breaks, say, lang)
    sources = every_output.sources_of(
        store, [*_loads(used), *series.loads, scope.area_set["load_id"]]
    )
    notes = figure_notes.notes(scope, question, series, used, panels,
                               [one for one in breaks if _concerns(one, places)])  # fmt: skip
    standing = every_output.standing_notes(sources, None, lang)
    picture = _picture_of(panels, facts, _names(store, panels, lang))
    return replace(
        picture,
        standing=standing,
        notes=notes,
        source=source_and_day(sources, made_on, lang),
        banner=synthetic_banner(sources, lang),
        internal=text(lang, "page.internal") if every_output.is_internal() else "",
    )


def _scope(store: Store, series_question: SeriesQuestion, say: Say) -> Scope:
    """Settle set, indicator and years; all years with figures where none are named."""
    question = replace(series_question.question, baseline=_NO_YEAR)
    seen = questions.scope(store, replace(question, year=None), _nothing)
    first = seen.years[0] if series_question.first is None else series_question.first
    last = seen.years[-1] if series_question.last is None else series_question.last
    if first > last:
        raise UsageProblem(
            message(
                "--baseline {first} lies after --year {last}. Turn them round.",
                first=first,
                last=last,
            )
        )
    scope = questions.scope(store, replace(question, year=max(seen.years)), say)
    return replace(scope, baseline=first, year=last)


def _narrowed(
    scope: Scope,
    series_question: SeriesQuestion,
    series: FigureSeries,
    codes: Collection[str],
    say: Say,
) -> Scope:
    """Return the scope with the years in which one of the places has a figure, or those asked."""
    years = [one["year"] for one in _within(series.rows, scope) if one["area_code"] in codes]
    if not years or None not in {series_question.first, series_question.last}:
        return scope
    first = min(years) if series_question.first is None else series_question.first
    last = max(years) if series_question.last is None else series_question.last
    say(
        message(
            "Drawn are the years {first} to {last}. Change it with --baseline and --year.",
            first=first,
            last=last,
        )
    )
    return replace(scope, baseline=first, year=last)


def _nothing(_: str) -> None:
    """Say nothing: the same question is asked again with the years settled."""


def _years_sentence(scope: Scope) -> str:
    return message("There are figures for {years}.", years=", ".join(map(str, scope.years)))


def _places(
    store: Store, scope: Scope, series: FigureSeries, series_question: SeriesQuestion, say: Say
) -> list[tuple[str, str]]:
    """Return the (code, name) pairs to be drawn: the city, then the areas that were named."""
    areas, _ = questions.areas_of(store, scope.set_name)
    names = dict(areas)
    codes = chosen_codes(names_of(store, scope.set_name), series_question.areas)
    codes = [one for one in codes if one != CITY]
    if len(codes) > MOST_AREAS:
        raise UsageProblem(
            message(
                "{n} areas are too many for one picture: name at most {most_areas} with --area.",
                n=len(codes),
                most_areas=MOST_AREAS,
            )
        )
    has_city = any(one["area_code"] == CITY for one in _within(series.rows, scope))
    if not has_city and not codes:
        raise HotspotsError(
            message(
                "There are no figures of the whole city from {baseline} to {year}. Name "
                "areas with --area, or other years.",
                baseline=scope.baseline,
                year=scope.year,
            )
        )
    if not has_city:
        say(message("There are no figures of the whole city: only the areas are drawn."))
    city = [(CITY, text(series_question.question.lang, "change.city"))] if has_city else []
    return [*city, *((code, names[code]) for code in codes)]


def _within(rows: Sequence[Figure], scope: Scope) -> list[Figure]:
    return [one for one in rows if scope.baseline <= one["year"] <= scope.year]


def _used(series: FigureSeries, code: str, scope: Scope) -> list[Figure]:
    return chosen(one for one in _within(series.rows, scope) if one["area_code"] == code)


def _loads(used: Mapping[str, Sequence[Figure]]) -> list[int]:
    return [
        load
        for figures_of_place in used.values()
        for figure in figures_of_place
        for load in figure.get("load_ids") or [figure["load_id"]]
    ]


def _is_drawn(series_break: Break, scope: Scope) -> bool:
    """Tell whether a break lies between two of the years drawn; a context, in one of them."""
    if series_break.kind == "context":
        return (
            series_break.year <= scope.year
            and (series_break.last_year or series_break.year) >= scope.baseline
        )
    return series_break.is_crossed(scope.baseline, scope.year)


def _concerns(series_break: Break, places: Sequence[tuple[str, str]]) -> bool:
    return any(series_break.concerns(code) for code, _ in places)


def _panel(
    code: str, name: str, used: Sequence[Figure], scope: Scope, question: Question
) -> Panel:
    breaks = [one for one in scope.breaks if one.concerns(code)]
    lines = lines_of(used, FigureReading(scope.indicator["measure"], question.limits, breaks))
    marks = [sentences.mark(one, question.lang) for one in breaks if _is_drawn(one, scope)]
    return Panel(name, lines, tuple(dict.fromkeys(marks)))


def _say_broken(breaks: Sequence[Break], say: Say, lang: Lang) -> None:
    for series_break in breaks:
        if series_break.kind == "definition":
            say(
                message(
                    "The series is broken in {year} ({text}): the two sides are drawn "
                    "unconnected and marked.",
                    year=series_break.year,
                    text=series_break.text(lang),
                )
            )


def _facts(scope: Scope, lang: Lang) -> SeriesFacts:
    return SeriesFacts(
        indicator=scope.indicator_in_part(lang),
        set_name=scope.set_title,
        measure=scope.indicator["measure"],
        asker=scope.indicator["asked_by"],
        first=scope.baseline,
        last=scope.year,
        lang=lang,
    )


def _names(store: Store, panels: Sequence[Panel], lang: Lang) -> dict[str, str]:
    """Return the names of the lines' indicators, in the order in which the lines begin."""
    rows_by_indicator = {row["indicator"]: row for row in store.rows("estimates/indicators")}
    lines = [line for panel in panels for line in panel.lines]
    ordered = sorted(lines, key=lambda line: (line.dots[0].year, line.indicator))
    return {
        line.indicator: rows_by_indicator[line.indicator]["name_da" if lang == "da" else "name_en"]
        for line in ordered
    }


def _picture_of(
    panels: Sequence[Panel], facts: SeriesFacts, names: Mapping[str, str]
) -> SeriesPicture:
    city = text(facts.lang, "change.city")
    return SeriesPicture(
        lang=facts.lang,
        title=sentences.title(facts),
        subtitle=sentences.subtitle(facts, [panel.title for panel in panels]),
        unit=" %" if facts.measure == "share" else "",
        first=facts.first,
        last=facts.last,
        panels=tuple(panels),
        city=next((panel.lines for panel in panels if panel.title == city), ()),
        names=names,
        words=sentences.words(facts.measure, facts.lang),
        standing=(),
        notes=(),
        source="",
        alt=sentences.alt(facts, panels, names),
    )
