"""The chapters of a report: all areas, priority, targets, hotspots, and the data behind them.

A chapter without data is left out; which those are stands in one line at the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hotspots.analysis.methods.ranking import DRAWS
from hotspots.model.provenance import CHECKS
from hotspots.model.report import Block, Bullets, Heading, Paragraph
from hotspots.sentences.priority import page
from hotspots.sentences.priority.order import rank_note
from hotspots.sentences.report import areas, tables
from hotspots.sentences.report import summary as words
from hotspots.sentences.report.summary import ReportFacts
from hotspots.sentences.texts import day, text
from hotspots.workflows.report.asked import ReportQuestion
from hotspots.workflows.report.chart import change_charts
from hotspots.workflows.report.figures import Figures
from hotspots.workflows.report.lacking import lacking
from hotspots.workflows.report.material import Material
from hotspots.workflows.report.pictures import level_interval, map_picture


@dataclass(frozen=True)
class ChapterBasis:
    """What every chapter is made from; ``standing`` notes are on the first page already.

    ``source`` is the line that says what the report rests on.
    """

    question: ReportQuestion
    material: Material
    facts: ReportFacts
    standing: Sequence[str]
    source: str = ""

    def remarks(self, notes: Sequence[str]) -> list[Block]:
        """Return notes as a list of remarks, or nothing."""
        remarks = tables.remarks(notes, self.standing, self.facts.lang)
        title = Paragraph(self.facts.say("remarks"), "note")
        return [title, Bullets(remarks, small=True)] if remarks else []


def first_places(figures: Figures, facts: ReportFacts) -> list[str]:
    """Return the first of the list of priority areas, and how sure the first place is."""
    if figures.priority is None:
        return []
    rows = figures.priority.rows
    summary = page.tell(rows, facts.of_page, facts.lang).summary
    return [summary, *words.top(rows, facts)]


def overview(basis: ChapterBasis, figures: Figures) -> list[Block]:
    """Return the map of change, the table of all areas, and the chart of their change."""
    material, facts = basis.material, basis.facts
    codes = [row.area for row in figures.change.rows]
    intervals = {one: level_interval(one, figures) for one in codes}
    crime = material.crime.rows if material.crime else ()
    notes = [*figures.change.notes, *(material.crime.notes if material.crime else ())]
    return [
        Heading(1, facts.say("overview")),
        *change_map(figures, facts),
        Paragraph(facts.say("overview_lead")),
        areas.overview(figures.change.rows, intervals, crime, facts),
        *change_charts(figures, facts),
        *basis.remarks(notes),
    ]


def change_map(figures: Figures, facts: ReportFacts) -> list[Block]:
    """Return the map of change; where no area has one, a sentence that says so."""
    if not figures.has_changes:
        return [Paragraph(facts.say("no_change_map"))]
    return [map_picture(figures.change_map, facts.say("change_map"))]


def priority(basis: ChapterBasis, figures: Figures) -> list[Block]:
    """Return the map and the list of priority areas; nothing where there is no order."""
    facts = basis.facts
    if figures.priority is None:
        return []
    rows = figures.priority.rows
    blocks: list[Block] = [
        Heading(1, facts.say("priority")),
        *(Paragraph(one) for one in first_places(figures, facts)),
    ]
    if figures.priority_map and any(row.rank is not None for row in rows):
        blocks.append(map_picture(figures.priority_map, facts.say("priority_map")))
    else:
        blocks.append(Paragraph(facts.say("no_map")))
    draws = rank_note(DRAWS, figures.priority.ranks, facts.lang)
    notes = [draws, *(one for one in figures.priority.notes if one not in figures.change.notes)]
    return [*blocks, areas.ranking(rows, facts), *basis.remarks(notes)]


def goals(basis: ChapterBasis) -> list[Block]:
    """Return the targets, each with its answer in words; nothing where there are none."""
    material, facts = basis.material, basis.facts
    if material.goals is None:
        return []
    rows, lang = material.goals.rows, facts.lang
    return [
        Heading(1, facts.say("goals")),
        Paragraph(
            facts.say("goals_lead", day=day(lang, basis.question.targets(facts.year.year).as_of))
        ),
        Paragraph(words.targets(rows, facts), "lead"),
        tables.goals(rows, facts),
        Heading(2, facts.say("goals_words")),
        Bullets([row["sentence"] for row in rows]),
        *basis.remarks(material.goals.notes),
    ]


def hotspots(basis: ChapterBasis) -> list[Block]:
    """Return the hotspots of the period, and what became of those of the year before."""
    material, facts = basis.material, basis.facts
    if material.hotspots is None or material.period is None:
        return []
    rows = material.hotspots.rows
    heading = facts.say("hotspots_now", **words.span(material.period, facts.lang))
    blocks: list[Block] = [
        Heading(1, facts.say("hotspots")),
        Heading(2, heading),
        Paragraph(words.hotspots(rows, material.period, facts, too_few(material)), "lead"),
    ]
    if rows and material.hotspot_map:
        where = {number: (areas_of.core_name, areas_of.all_names)
                 for number, areas_of in material.spot_areas.items()}  # fmt: skip
        table = tables.hotspots(rows, where, facts, with_places=material.has("places"))
        blocks += [table, map_picture(material.hotspot_map, heading)]
    return [*blocks, *basis.remarks(material.hotspots.notes), *_review(basis)]


def too_few(material: Material) -> str:
    """Return that incidents are too few for hotspots to be found; empty if they are not."""
    lacking = material.hotspots.settings["too_few_incidents"] if material.hotspots else None
    return str(lacking["sentence"]) if lacking else ""


def _review(basis: ChapterBasis) -> list[Block]:
    material, facts = basis.material, basis.facts
    if material.review is None:
        return []
    title = Heading(2, facts.say("review_now"))
    settings = material.review.settings
    before, after = days_of(settings["before"]), days_of(settings["after"])
    summary = Paragraph(words.review(material.review.rows, before, facts), "lead")
    hotspot_notes = material.hotspots.notes if material.hotspots else ()
    notes = [one for one in material.review.notes if one not in hotspot_notes]
    if not material.review.rows:
        return [title, summary, *basis.remarks(notes)]
    table = tables.reviewed(material.review.rows, before, after, facts)
    lead = Paragraph(facts.say("review_lead"))
    return [title, summary, lead, table, *basis.remarks(notes)]


def days_of(iso: Sequence[str]) -> tuple[date, date]:
    """Return the first and last day of a period as settings hold it."""
    first, last = iso
    return date.fromisoformat(first), date.fromisoformat(last)


def data(basis: ChapterBasis) -> list[Block]:
    """Return what the report rests on: loads, breaks, what is missing, and the checks made."""
    material, facts = basis.material, basis.facts
    return [
        Heading(1, facts.say("data")),
        Heading(2, facts.say("data_loads")),
        Paragraph(tables.loads_lead(material.loads.rows, facts)),
        tables.loads(material.loads.rows, facts),
        Heading(2, facts.say("data_breaks")),
        _breaks(material, facts),
        Heading(2, facts.say("data_checks")),
        Bullets(tables.findings(material.checks.rows, _checked(basis), facts), small=True),
        *_missing(material, facts),
    ]


def _breaks(material: Material, facts: ReportFacts) -> Block:
    """Return the known breaks, or that there are none, or no series that could have any."""
    if material.breaks:
        return tables.breaks(material.breaks, facts)
    return Paragraph(facts.say("no_breaks" if material.figures else "incidents_no_series"))


def _checked(basis: ChapterBasis) -> list[str]:
    """Return what was gone through; the names of the checks are for the terminal."""
    made, lang = basis.material.checks.settings["checks"], basis.facts.lang
    named = text(lang, "check.run", n=len(made), total=len(CHECKS), checks=", ".join(made))
    return tables.remarks(basis.material.checks.notes, [*basis.standing, named], lang)


def _missing(material: Material, facts: ReportFacts) -> list[Block]:
    """Return which areas have no figure, and in one line what the report has no data for."""
    areas_without = tables.missing(material.change_rows, facts)
    line = lacking(material, facts)
    if not areas_without and not line:
        return []
    return [
        Heading(2, facts.say("data_missing")),
        *([Bullets(areas_without)] if areas_without else []),
        *([Paragraph(line)] if line else []),
    ]
