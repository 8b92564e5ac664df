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
from hotspots.workflows.asking import questions
from hotspots.workflows.cells.hours import AskedHours, FoundHours, found_hours
from hotspots.workflows.maps.picture_files import picture_paths, source_and_day, write_picture


def hours_figure(
    store_path: Path, asked: AskedHours, options: PictureOptions, say: Say
) -> list[Path]:
    """Draw the week as one PNG, SVG or PDF and return the files written."""
    picture_paths(options)
    with reading(store_path) as store:
        found = found_hours(store, asked, say)
    return write_picture(_picture(found, options.made_on, asked.lang), draw, options)


def _picture(found: FoundHours, made_on: date, lang: Lang) -> HoursPicture:
    counted, classes = found.counted, hour_classes(found.table)
    return HoursPicture(
        lang=lang,
        title=sentences.title(counted, lang),
        subtitle=sentences.subtitle(counted, lang),
        table=found.table.tolist(),
        ranks=classes.ranks.tolist(),
        decimals=classes.decimals,
        weekdays=sentences.weekdays(lang),
        legend_title=sentences.legend_title(classes, lang),
        classes=sentences.legend(classes, lang),
        words_day=text(lang, "hours.by_day"),
        words_hour=text(lang, "hours.by_hour"),
        words_clock=text(lang, "hours.o_clock"),
        standing=questions.standing_notes(found.sources, found.area_set, lang),
        notes=sentences.hours_notes(counted, lang),
        source=source_and_day(found.sources, made_on, lang),
        alt=sentences.alt(found.table, counted, classes, lang),
        banner=synthetic_banner(found.sources, lang),
        internal=text(lang, "page.internal"),
    )
