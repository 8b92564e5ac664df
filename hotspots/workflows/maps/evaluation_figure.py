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
from hotspots.workflows.asking import questions
from hotspots.workflows.efforts.areas import AskedEvaluation
from hotspots.workflows.efforts.evaluate import Evaluation, find_evaluation
from hotspots.workflows.maps.picture_files import picture_paths, source_and_day, write_picture


def evaluation_figure(
    store_path: Path, asked: AskedEvaluation, options: PictureOptions, say: Say
) -> list[Path]:
    """Draw an effort as one PNG, SVG or PDF and return the files written."""
    picture_paths(options)
    with reading(store_path) as store:
        picture = _picture(find_evaluation(store, asked, say), options.made_on)
    return write_picture(picture, draw, options)


def _picture(found: Evaluation, made_on: date) -> EvaluationPicture:
    lang, counted = found.asked.lang, found.periods.counted
    panels = [_panel(found, area) for area in found.layout.areas.values()]
    marks = _marks(found)
    standing = questions.standing_notes(found.sources, found.layout.city_set, lang)
    told = [row.sentence for row in found.measures if row.measure != "change"]
    drawn = sentences.span(counted, lang)
    heading = words.title(found.effort.name, drawn, lang)
    return EvaluationPicture(
        lang=lang,
        title=heading,
        subtitle=words.subtitle(found.asked.category, lang),
        n_months=len(counted),
        years=[(at, str(month // months.YEAR)) for at, month in enumerate(counted.months)
               if month % months.YEAR == 0],
        panels=panels,
        marks=marks,
        standing=standing,
        notes=[one for one in (*told, *found.notes) if one not in standing],
        source=source_and_day(found.sources, made_on, lang),
        alt=words.alt(heading, panels, [*(one.text for one in marks), *told], lang),
        banner=synthetic_banner(found.sources, lang),
        internal=text(lang, "page.internal"),
    )  # fmt: skip


def _panel(found: Evaluation, area: EvaluationArea) -> MonthPanel:
    periods, lang = found.periods, found.asked.lang
    counts = found.monthly.within(area.group, periods.counted)
    name = sentences.group_name(area.group, lang)
    title = f"{name} ({', '.join(area.names)})" if area.names else name
    stretches = [
        Stretch(
            span.first - periods.counted.first,
            span.last - periods.counted.first,
            float(found.monthly.within(area.group, span).mean()),
            words.part(which, lang),
        )
        for which, span in (("before", periods.before), ("after", periods.after))
    ]
    shown = zip(periods.counted.months, counts, strict=True)
    return MonthPanel(
        title,
        tuple(int(n) if month in periods.covered else None for month, n in shown),
        tuple(stretches),
    )


def _marks(found: Evaluation) -> Sequence[DayMark]:
    """Return start and end where they lie among the months drawn."""
    periods, lang = found.periods, found.asked.lang
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
