"""The picture of an effort: incidents a month in each of its areas, with the start marked."""

import calendar
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hotspots.analysis.time import months
from hotspots.engine.store import reading
from hotspots.language import Say
from hotspots.mapping.pictures.evaluation_figure import draw
from hotspots.model.charts import DayMark, EvaluationPicture, MonthPanel, Stretch
from hotspots.model.efforts import EvaluationArea
from hotspots.model.pictures import PictureOptions
from hotspots.sentences.efforts import evaluation as sentences
from hotspots.sentences.efforts import figure as words
from hotspots.sentences.sources import synthetic_banner
from hotspots.sentences.texts import text
from hotspots.workflows.asking import every_output
from hotspots.workflows.efforts.areas import EvaluationQuestion
from hotspots.workflows.efforts.evaluate import Evaluation, find_evaluation
from hotspots.workflows.maps.evaluation_strip import placebo_strip
from hotspots.workflows.maps.picture_files import picture_paths, source_and_day, write_picture


def evaluation_figure(
    store_path: Path, question: EvaluationQuestion, options: PictureOptions, say: Say
) -> list[Path]:
    """Draw an effort as one PNG, SVG or PDF and return the files written."""
    picture_paths(options)
    with reading(store_path) as store:
        picture = _picture(find_evaluation(store, question, say), options.made_on)
    return write_picture(picture, draw, options, say)


def _picture(evaluation: Evaluation, made_on: date) -> EvaluationPicture:
    question, counted = evaluation.question, evaluation.periods.counted
    lang = question.lang
    panels = [_panel(evaluation, area) for area in evaluation.layout.areas.values()]
    marks = _marks(evaluation)
    standing = every_output.standing_notes(evaluation.sources, evaluation.layout.city_set, lang)
    measure_sentences = [row.sentence for row in evaluation.measures if row.measure != "change"]
    drawn = sentences.span(counted, lang)
    heading = words.title(evaluation.effort.name, drawn, lang)
    return EvaluationPicture(
        lang=lang,
        title=heading,
        subtitle=words.subtitle(question.category, question.hours, question.weekdays, lang),
        n_months=len(counted),
        years=[(index, str(month // months.YEAR)) for index, month in enumerate(counted.months)
               if month % months.YEAR == 0],
        panels=panels,
        marks=marks,
        strip=placebo_strip(evaluation),
        standing=standing,
        notes=[note for note in (*measure_sentences, *evaluation.notes) if note not in standing],
        source=source_and_day(evaluation.sources, made_on, lang),
        alt=words.alt(heading, panels, [*(mark.text for mark in marks), *measure_sentences], lang),
        banner=synthetic_banner(evaluation.sources, lang),
        internal=text(lang, "page.internal"),
    )  # fmt: skip


def _panel(evaluation: Evaluation, area: EvaluationArea) -> MonthPanel:
    periods, lang = evaluation.periods, evaluation.question.lang
    counts = evaluation.monthly.within(area.group, periods.counted)
    name = sentences.group_name(area.group, lang)
    title = f"{name} ({', '.join(area.names)})" if area.names else name
    stretches = [
        Stretch(
            span.first - periods.counted.first,
            span.last - periods.counted.first,
            float(evaluation.monthly.within(area.group, span).mean()),
            words.part(which, lang),
        )
        for which, span in (("before", periods.before), ("after", periods.after))
    ]
    month_counts = zip(periods.counted.months, counts, strict=True)
    return MonthPanel(
        title,
        tuple(int(n) if month in periods.covered else None for month, n in month_counts),
        tuple(stretches),
    )


def _marks(evaluation: Evaluation) -> Sequence[DayMark]:
    """Return start and end where they lie among the months drawn."""
    periods, lang = evaluation.periods, evaluation.question.lang
    days = []
    if periods.start is not None:
        days.append((_place(periods.start, periods.counted), words.start(periods.start, lang)))
    if periods.end is not None:
        days.append((_place(periods.end, periods.counted), words.end(periods.end, lang)))
    last = len(periods.counted) - 0.5
    return [DayMark(at, told) for at, told in days if -0.5 <= at <= last]  # noqa: PLR2004 - half a month


def _place(when: date, counted: months.Span) -> float:
    """Return a day's place on the axis, where a month lies half a unit around its number."""
    length = calendar.monthrange(when.year, when.month)[1]
    return months.month_of(when) - counted.first - 0.5 + (when.day - 1) / length
