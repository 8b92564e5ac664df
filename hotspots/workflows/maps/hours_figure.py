"""The hours of the week as a picture for paper."""

from datetime import date
from pathlib import Path

from hotspots.analysis.time.hour_classes import hour_classes
from hotspots.engine.store import reading
from hotspots.language import Lang, Say
from hotspots.mapping.pictures.hours_figure import draw
from hotspots.model.charts import HoursPicture
from hotspots.model.pictures import PictureOptions
from hotspots.sentences.cells import hours as sentences
from hotspots.sentences.sources import synthetic_banner
from hotspots.sentences.texts import text
from hotspots.workflows.asking import every_output
from hotspots.workflows.cells.hours import HoursQuestion, HoursResult, find_hours
from hotspots.workflows.maps.picture_files import picture_paths, source_and_day, write_picture


def hours_figure(
    store_path: Path, question: HoursQuestion, options: PictureOptions, say: Say
) -> list[Path]:
    """Draw the week as one PNG, SVG or PDF and return the files written."""
    picture_paths(options)
    with reading(store_path) as store:
        result = find_hours(store, question, say)
    return write_picture(_picture(result, options.made_on, question.lang), draw, options, say)


def _picture(result: HoursResult, made_on: date, lang: Lang) -> HoursPicture:
    counted, classes = result.counted, hour_classes(result.table)
    return HoursPicture(
        lang=lang,
        title=sentences.title(counted, lang),
        subtitle=sentences.subtitle(counted, lang),
        table=result.table.tolist(),
        ranks=classes.ranks.tolist(),
        decimals=classes.decimals,
        weekdays=sentences.weekdays(lang),
        legend_title=sentences.legend_title(classes, lang),
        classes=sentences.legend(classes, lang),
        words_day=text(lang, "hours.by_day"),
        words_hour=text(lang, "hours.by_hour"),
        words_clock=text(lang, "hours.o_clock"),
        standing=every_output.standing_notes(result.sources, result.area_set, lang),
        notes=sentences.hours_notes(counted, lang),
        source=source_and_day(result.sources, made_on, lang),
        alt=sentences.alt(result.table, counted, classes, lang),
        banner=synthetic_banner(result.sources, lang),
        internal=text(lang, "page.internal"),
    )
