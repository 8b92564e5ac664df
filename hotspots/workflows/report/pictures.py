"""The pictures of a report: the same maps, charts and series that have commands of their own."""

from dataclasses import replace

from hotspots.analysis.indicators.series import FigureReading, chosen, lines_of
from hotspots.mapping.pictures import map_figure as map_drawing
from hotspots.mapping.pictures import picture_file
from hotspots.mapping.pictures.picture_bytes import trimmed_png
from hotspots.mapping.pictures.small_series import draw_small
from hotspots.model.areas import CITY
from hotspots.model.charts import Line, Panel, SeriesPicture
from hotspots.model.indicators import Break
from hotspots.model.pictures import MapContent, PictureFile
from hotspots.model.report import Picture
from hotspots.output.report.text import plain
from hotspots.sentences.indicators import series_figure as series_words
from hotspots.sentences.indicators.series_figure import SeriesFacts
from hotspots.sentences.report.summary import ReportFacts
from hotspots.workflows.maps.picture import picture_of
from hotspots.workflows.report.figures import Figures

WIDTH_CM, MAP_CM, MOST_CM, DPI = 16.0, 14.4, 21.5, 200
FILE = PictureFile(WIDTH_CM, DPI)
MAP_FILE = PictureFile(MAP_CM, DPI)


def map_picture(content: MapContent, caption: str) -> Picture:
    """Return a map without what a document says around it."""
    picture = picture_of(content)
    bare = replace(picture, title="", subtitle="", summary="", banner="", internal="",
                   standing=(), notes=(), source="")  # fmt: skip
    with picture_file.drawing():
        png, width_cm = trimmed_png(map_drawing.draw(bare, MAP_FILE), MOST_CM)
    return Picture(png, caption, picture.alt, width_cm)


def area_series(area: str, name: str, figures: Figures, facts: ReportFacts) -> Picture | None:
    """Return an area's series with the city's behind it, or None where it has no figure."""
    lines = _lines(area, figures)
    if not lines:
        return None
    scope, lang = figures.change.scope, facts.lang
    city = () if area == CITY else _lines(CITY, figures)
    years = [dot.year for line in (*lines, *city) for dot in line.dots]
    first, last = min(years), max(years)
    marks = dict.fromkeys(
        series_words.mark(series_break, lang)
        for series_break in scope.breaks
        if series_break.concerns(area) and _is_within(series_break, first, last)
    )
    indicator = scope.indicator_in_part(lang)
    panel = Panel(plain(name), lines, tuple(marks))
    series_facts = SeriesFacts(indicator, facts.set_name, facts.measure,
                               scope.indicator["asked_by"], first, last, lang)  # fmt: skip
    names = {line.indicator: indicator for line in (*lines, *city)}
    picture = SeriesPicture(
        lang=lang, title="", subtitle="", unit=" %" if facts.measure == "share" else "",
        first=first, last=last, panels=(panel,), city=city, names=names,
        words=series_words.words(facts.measure, lang), standing=(), notes=(), source="",
        alt=series_words.alt(series_facts, [panel], names),
    )  # fmt: skip
    with picture_file.drawing():
        png, width_cm = trimmed_png(draw_small(picture, FILE), MOST_CM)
    return Picture(
        png, facts.say("series_caption", name=name, indicator=indicator), picture.alt, width_cm
    )


def level_interval(area: str, figures: Figures) -> tuple[float, float] | None:
    """Return the 95 % interval of an area's figure in the later year, in the figure's unit."""
    year = figures.change.scope.year
    dots = [dot for line in _lines(area, figures) for dot in line.dots if dot.year == year]
    intervals = [
        (dot.low, dot.high) for dot in dots if dot.low is not None and dot.high is not None
    ]
    return intervals[-1] if intervals else None


def _lines(area: str, figures: Figures) -> tuple[Line, ...]:
    scope, question = figures.change.scope, figures.change.question
    readings = chosen(one for one in figures.series.rows if one["area_code"] == area)
    breaks = [one for one in scope.breaks if one.concerns(area)]
    return lines_of(readings, FigureReading(scope.indicator["measure"], question.limits, breaks))


def _is_within(series_break: Break, first: int, last: int) -> bool:
    if series_break.kind == "context":
        return series_break.year <= last and (series_break.last_year or series_break.year) >= first
    return series_break.is_crossed(first, last)
