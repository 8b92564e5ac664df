"""The status as slides: the same findings and pictures as in the report, a few to a slide."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hotspots.model.pictures import MapContent
from hotspots.model.report import Block, Bullets, Heading, Picture, ReportTable, Slide, SlideShow
from hotspots.sentences.cells.hotspot_page import code_of
from hotspots.sentences.priority import page
from hotspots.sentences.report import slides as words
from hotspots.sentences.report import summary as report_words
from hotspots.sentences.report import tables
from hotspots.workflows.report.chapters import ChapterBasis, too_few
from hotspots.workflows.report.lacking import lacking
from hotspots.workflows.report.news_chapter import news_chapter, news_title
from hotspots.workflows.report.pictures import map_picture
from hotspots.workflows.report.summary_chapter import city_crime, spots, targets

Drawn = Mapping[str, Picture]
_LINES = {False: 15, True: 17}  # that a slide holds, without and with a picture beside them
_SIGNS = {False: 95, True: 42}  # that a line holds
_MOST_ROWS, _ROWS_OF_POINTS = 9, 2
_METHODS = ("light", "interval", "family")


def made_slides(basis: ChapterBasis, show: SlideShow, drawn: Drawn) -> SlideShow:
    """Return the presentation with its slides; ``drawn`` are pictures of the report by caption."""
    slides = [
        *_city(basis), *_change(basis, drawn), *_priority(basis, drawn),
        *_hotspots(basis), *_news(basis), *_targets(basis), *_method(basis, show),
    ]  # fmt: skip
    return replace(show, slides=[part for slide in slides for part in _parts(slide, basis)])


def drawn_maps(blocks: Sequence[Block]) -> dict[str, Picture]:
    """Return the pictures of a report by their captions."""
    return {block.caption: block for block in blocks if isinstance(block, Picture)}


def _map(content: MapContent, caption: str, drawn: Drawn) -> Picture:
    return drawn.get(caption) or map_picture(content, caption)


def _city(basis: ChapterBasis) -> list[Slide]:
    material, facts = basis.material, basis.facts
    rows = material.change_rows
    points = report_words.changes(rows, facts) if rows else []
    points += city_crime(material, facts)
    return [Slide(facts.say("slide_city"), points)] if points else []


def _change(basis: ChapterBasis, drawn: Drawn) -> list[Slide]:
    figures, facts = basis.material.figures, basis.facts
    if figures is None or not figures.has_changes:
        return []
    caption = facts.say("change_map")
    points = words.by_light(figures.change.rows, facts)
    return [Slide(caption, points, _map(figures.change_map, caption, drawn))]


def _priority(basis: ChapterBasis, drawn: Drawn) -> list[Slide]:
    figures, facts = basis.material.figures, basis.facts
    if figures is None or figures.priority is None or figures.priority_map is None:
        return []
    rows = figures.priority.rows
    if all(row.rank is None for row in rows):
        return []
    points = [*words.first_areas(rows, facts), *report_words.top(rows, facts)]
    picture = _map(figures.priority_map, facts.say("priority_map"), drawn)
    summary = page.tell(rows, facts.of_page, facts.lang).summary
    return [Slide(facts.say("priority"), [summary, *points], picture)]


def _hotspots(basis: ChapterBasis) -> list[Slide]:
    material, facts = basis.material, basis.facts
    if material.hotspots is None or material.period is None:
        return []
    cores = {number: one.core_name for number, one in material.spot_areas.items()}
    rows = material.hotspots.rows
    heading = facts.say("hotspots_now", **report_words.span(material.period, facts.lang))
    points = [*spots(material, facts), *words.first_hotspots(rows, cores, facts)]
    content = material.hotspot_map if rows and not too_few(material) else None
    names = {code_of(row["hotspot"]): cores[row["hotspot"]] or row["name"] for row in rows}
    # a map that lists long names below it is half as large
    picture = map_picture(replace(content, names=names), heading) if content else None
    return [Slide(facts.say("hotspots"), points, picture)]


def _news(basis: ChapterBasis) -> list[Slide]:
    points, subject = [], ""
    for block in news_chapter(basis):
        if isinstance(block, Heading):
            subject = block.text
        if isinstance(block, Bullets):
            points += [f"{subject} – {item}" for item in block.items]
    return [Slide(news_title(basis.facts), points)] if points else []


def _targets(basis: ChapterBasis) -> list[Slide]:
    material, facts = basis.material, basis.facts
    if material.goals is None:
        return []
    title, table = facts.say("goals"), tables.goals(material.goals.rows, facts)
    return [Slide(title, targets(material, facts), table=table)]


def _method(basis: ChapterBasis, show: SlideShow) -> list[Slide]:
    material, facts = basis.material, basis.facts
    methods = [facts.say(f"method_{key}_text") for key in _METHODS] if material.figures else []
    sure = facts.say("sure" if material.figures else "incidents_sure")
    line = lacking(material, facts)
    rests_on = [*show.warnings, *([line] if line else []), basis.source]
    return [Slide(facts.say("slide_method"), [sure, *methods]),
            Slide(facts.say("slide_caveats"), rests_on)]  # fmt: skip


def _parts(slide: Slide, basis: ChapterBasis) -> Iterator[Slide]:
    """Yield a slide, or several where one has no room for all its points or rows."""
    parts = [*_split(slide)]
    for number, part in enumerate(parts, start=1):
        title = basis.facts.say("part", caption=slide.title, at=number, of=len(parts))
        yield replace(part, title=title) if len(parts) > 1 else part


def _split(slide: Slide) -> Iterator[Slide]:
    if slide.table is not None:
        yield from _split_table(slide, slide.table)
        return
    beside = slide.picture is not None
    pieces = [piece for point in slide.points for piece in _pieces(point, beside=beside)]
    for points in _evenly(pieces, beside=beside):
        yield replace(slide, points=points)


def _evenly(points: Sequence[str], *, beside: bool) -> list[list[str]]:
    """Return points on as few slides as hold them, none with a single point that was left over."""
    most = _LINES[beside]
    fewest = _filled(points, most, beside=beside)
    least = math.ceil(most / 2)
    tried = (_filled(points, lines, beside=beside) for lines in range(least, most + 1))
    return next(parts for parts in tried if len(parts) == len(fewest))


def _filled(points: Sequence[str], most: int, *, beside: bool) -> list[list[str]]:
    """Return points in order, each part with at most so many lines where a point is no longer."""
    parts: list[list[str]] = [[]]
    room = float(most)
    for point in points:
        lines = math.ceil(len(point) / _SIGNS[beside]) + 0.4
        if parts[-1] and lines > room:
            parts.append([])
            room = most
        parts[-1].append(point)
        room -= lines
    return parts


def _split_table(slide: Slide, table: ReportTable) -> Iterator[Slide]:
    """Yield the points above the first rows, and further rows on slides of their own."""
    end = _MOST_ROWS - (_ROWS_OF_POINTS if slide.points else 0)
    yield replace(slide, table=replace(table, rows=table.rows[:end]))
    for first in range(end, len(table.rows), _MOST_ROWS):
        rows = table.rows[first : first + _MOST_ROWS]
        yield replace(slide, points=(), table=replace(table, rows=rows))


def _pieces(point: str, *, beside: bool) -> Iterator[str]:
    """Yield a text in pieces that a slide holds, broken between words where there are any."""
    most = _SIGNS[beside] * (_LINES[beside] - 1)
    while len(point) > most:
        end = point.rfind(" ", most // 2, most)
        end = most if end < 0 else end
        yield point[:end]
        point = point[end:].lstrip()
    yield point
