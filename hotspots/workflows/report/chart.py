"""The change of every area as dots with intervals, over as many pictures as pages must hold."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from hotspots.mapping.pictures import intervals_figure as drawing
from hotspots.mapping.pictures import picture_file
from hotspots.mapping.pictures.picture_bytes import trimmed_png
from hotspots.model.charts import DotRow, IntervalsPicture
from hotspots.model.report import Block, Paragraph, Picture
from hotspots.output.report.text import plain
from hotspots.sentences.indicators import intervals_figure as words
from hotspots.sentences.report.summary import ReportFacts
from hotspots.workflows.report.figures import Figures
from hotspots.workflows.report.pictures import FILE, MOST_CM

MOST_ON_PAGE, MOST_ALL = 24, 96
_CERTAIN = frozenset({"better", "worse"})


def change_charts(figures: Figures, facts: ReportFacts) -> list[Block]:
    """Return the change of every area; of very many, that of those whose change is certain.

    What is not drawn is said, with the number of areas for each reason.
    """
    if not figures.has_changes:
        return []
    whole = _whole(figures, facts)
    if len(whole.rows) <= MOST_ALL:
        return [*_pictures(whole, whole.rows, figures, facts)]
    certain = [row for row in whole.rows if row.kind in _CERTAIN]
    key = "chart_certain" if certain else "chart_none"
    sentence = facts.say(key, n=len(whole.rows), shown=len(certain), told=_left_out(whole))
    return [Paragraph(sentence), *(_pictures(whole, certain, figures, facts) if certain else ())]


def _whole(figures: Figures, facts: ReportFacts) -> IntervalsPicture:
    scope = figures.change.scope
    interval_facts = words.IntervalFacts(
        indicator=scope.indicator["indicator"], better=scope.indicator["better"],
        measure=facts.measure, baseline=facts.baseline, year=facts.year, title="", areas="",
        summary="", lang=facts.lang,
    )  # fmt: skip
    picture = words.picture(figures.change.rows, interval_facts, "change")
    rows = [replace(row, name=plain(row.name)) for row in picture.rows]
    return replace(picture, title="", subtitle="", rows=rows)


def _left_out(whole: IntervalsPicture) -> str:
    kinds = dict(whole.legend)
    reasons = [row.words if row.kind == "none" else kinds[row.kind]
               for row in whole.rows if row.kind not in _CERTAIN]  # fmt: skip
    return "; ".join(f"{why} ({n})" for why, n in Counter(reasons).items())


def _pictures(
    whole: IntervalsPicture, rows: Sequence[DotRow], figures: Figures, facts: ReportFacts
) -> Iterator[Picture]:
    """Yield pictures of the rows, each with the city above and all on the same axis."""
    city = [figures.change.rows[0].sentence] if whole.city else []
    n = math.ceil(len(rows) / MOST_ON_PAGE)
    ends = [round(number * len(rows) / n) for number in range(n + 1)]
    caption = facts.say("change_caption")
    for number, (first, last) in enumerate(pairwise(ends), start=1):
        part = replace(whole, rows=rows[first:last], elsewhere=rows)
        whose = facts.say("part", caption=caption, at=number, of=n) if n > 1 else caption
        alt = words.alt(whose, "", city, part.rows, part.legend, part.lang)
        with picture_file.drawing():
            png, width_cm = trimmed_png(drawing.draw(part, FILE), MOST_CM)
        yield Picture(png, whose, alt, width_cm)
