"""The hours of the week as a picture for paper."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from hotspots import safe
from hotspots.analysis.time.hour_classes import hour_classes
from hotspots.engine.store import reading
from hotspots.language import Lang, Say
from hotspots.mapping.pictures import picture_file
from hotspots.mapping.pictures.hours_figure import draw
from hotspots.model.charts import HoursPicture
from hotspots.model.pictures import PictureOptions
from hotspots.safe import terminal_text
from hotspots.sentences.cells import hours as sentences
from hotspots.sentences.sources import source_line, synthetic_banner
from hotspots.sentences.texts import day, text
from hotspots.workflows.asking import questions
from hotspots.workflows.cells.hours import AskedHours, FoundHours, found_hours


def hours_figure(
    store_path: Path, asked: AskedHours, options: PictureOptions, say: Say
) -> list[Path]:
    """Draw the week as one PNG, SVG or PDF and return the files written."""
    path = picture_file.checked_path(options.path)
    written = [one for one in (path, picture_file.alt_path(path)) if one is not None]
    for one in written:
        safe.refuse_overwrite(one, force=options.force)
    with reading(store_path) as store:
        found = found_hours(store, asked, say)
    picture = _clean(_picture(found, options.made_on, asked.lang))
    with picture_file.drawing():
        picture_file.save(
            draw(picture, options.file), path, picture.title, picture.alt, picture.lang
        )
    return written


def _picture(found: FoundHours, made_on: date, lang: Lang) -> HoursPicture:
    counted, classes = found.counted, hour_classes(found.table)
    line = text(lang, "page.source", source=source_line(found.sources, lang))
    made = text(lang, "page.made_on", day=day(lang, made_on))
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
        source=f"{line} {made}.",
        alt=sentences.alt(found.table, counted, classes, lang),
        banner=synthetic_banner(found.sources, lang),
        internal=text(lang, "page.internal"),
    )


def _clean(picture: HoursPicture) -> HoursPicture:
    """Return the picture without control and direction marks in the texts that hold data."""
    return replace(
        picture,
        title=terminal_text(picture.title),
        subtitle=terminal_text(picture.subtitle),
        standing=_clean_all(picture.standing),
        notes=_clean_all(picture.notes),
        source=terminal_text(picture.source),
        alt=terminal_text(picture.alt),
    )


def _clean_all(texts: Sequence[str]) -> list[str]:
    return [terminal_text(one) for one in texts]
