"""The chapters of a report: all areas, priority, targets, hotspots, and the data behind them."""

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
from hotspots.workflows.report.chart import change_charts
from hotspots.workflows.report.material import AskedReport, Material
from hotspots.workflows.report.pictures import level_interval, map_picture


@dataclass(frozen=True)
class Shown:
    """What every chapter is made from; ``standing`` notes are on the first page already."""

    question: AskedReport
    found: Material
    facts: ReportFacts
    standing: Sequence[str]

    def remarks(self, notes: Sequence[str]) -> list[Block]:
        """Return notes as a list of remarks, or nothing."""
        told = tables.remarks(notes, self.standing, self.facts.lang)
        title = Paragraph(self.facts.say("remarks"), "note")
        return [title, Bullets(told, small=True)] if told else []


def first_places(found: Material, facts: ReportFacts) -> list[str]:
    """Return the first of the list of priority areas, and how sure the first place is."""
    if found.priority is None:
        return []
    rows = found.priority.rows
    told = page.tell(rows, facts.of_page, facts.lang).summary
    return [told, *words.top(rows, facts)]


def overview(shown: Shown) -> list[Block]:
    """Return the table of all areas, and the chart of their change."""
    found, facts = shown.found, shown.facts
    codes = [row.area for row in found.change.rows]
    intervals = {one: level_interval(one, found) for one in codes}
    crime = found.crime.rows if found.crime else ()
    blocks: list[Block] = [
        Heading(1, facts.say("overview")),
        Paragraph(facts.say("overview_lead")),
        areas.overview(found.change.rows, intervals, crime, facts),
    ]
    has_category = any(row.category or row.baseline_category for row in found.change.rows)
    gaps = [] if has_category else [facts.say("no_categories")]
    gaps += [] if found.crime else [facts.say("no_crime")]
    blocks += [Paragraph(one) for one in gaps]
    notes = [*found.change.notes, *(found.crime.notes if found.crime else ())]
    return [*blocks, *shown.remarks(notes), *change_charts(found, facts)]


def priority(shown: Shown) -> list[Block]:
    """Return the map and the list of priority areas."""
    found, facts = shown.found, shown.facts
    title = Heading(1, facts.say("priority"))
    if found.priority is None:
        return [title, Paragraph(facts.say("no_priority"))]
    rows = found.priority.rows
    blocks: list[Block] = [title, *(Paragraph(one) for one in first_places(found, facts))]
    if found.priority_map and any(row.rank is not None for row in rows):
        blocks.append(map_picture(found.priority_map, facts.say("priority_map")))
    else:
        blocks.append(Paragraph(facts.say("no_map")))
    draws = rank_note(DRAWS, found.priority.seed, facts.lang)
    notes = [draws, *(one for one in found.priority.notes if one not in found.change.notes)]
    return [*blocks, areas.ranking(rows, facts), *shown.remarks(notes)]


def goals(shown: Shown) -> list[Block]:
    """Return the targets, each with its answer in words."""
    found, facts = shown.found, shown.facts
    title = Heading(1, facts.say("goals"))
    if found.goals is None:
        return [title, Paragraph(facts.say("no_goals"))]
    rows, lang = found.goals.rows, facts.lang
    return [
        title,
        Paragraph(facts.say("goals_lead", day=day(lang, shown.question.made_on))),
        Paragraph(words.targets(rows, facts), "lead"),
        tables.goals(rows, facts),
        Heading(2, facts.say("goals_words")),
        Bullets([row["sentence"] for row in rows]),
        *shown.remarks(found.goals.notes),
    ]


def hotspots(shown: Shown) -> list[Block]:
    """Return the hotspots of the period, and what became of those of the year before."""
    found, facts = shown.found, shown.facts
    title = Heading(1, facts.say("hotspots"))
    if found.hotspots is None or found.period is None:
        return [title, Paragraph(no_hotspots(found, facts))]
    rows = found.hotspots.rows
    heading = facts.say("hotspots_now", **words.span(found.period, facts.lang))
    blocks: list[Block] = [
        title,
        Heading(2, heading),
        Paragraph(words.hotspots(rows, found.period, facts), "lead"),
    ]
    if rows and found.hotspot_map:
        blocks += [map_picture(found.hotspot_map, heading), tables.hotspots(rows, facts)]
    return [*blocks, *shown.remarks(found.hotspots.notes), *_review(shown)]


def no_hotspots(found: Material, facts: ReportFacts) -> str:
    """Return why there are no hotspots."""
    if found.asked_period is None:
        return facts.say("no_hotspots")
    return facts.say("no_hotspots_days", **words.span(found.asked_period, facts.lang))


def _review(shown: Shown) -> list[Block]:
    found, facts = shown.found, shown.facts
    title = Heading(2, facts.say("review_now"))
    if found.review is None:
        return [title, Paragraph(facts.say("no_review"))]
    settings = found.review.settings
    before, after = days_of(settings["before"]), days_of(settings["after"])
    told = Paragraph(words.review(found.review.rows, before, facts), "lead")
    known = found.hotspots.notes if found.hotspots else ()
    notes = [one for one in found.review.notes if one not in known]
    if not found.review.rows:
        return [title, told, *shown.remarks(notes)]
    table = tables.reviewed(found.review.rows, before, after, facts)
    lead = Paragraph(facts.say("review_lead"))
    return [title, told, lead, table, *shown.remarks(notes)]


def days_of(iso: Sequence[str]) -> tuple[date, date]:
    """Return the first and last day of a period as settings hold it."""
    first, last = iso
    return date.fromisoformat(first), date.fromisoformat(last)


def data(shown: Shown) -> list[Block]:
    """Return what the report rests on: loads, breaks, what is missing, and the checks made."""
    found, facts = shown.found, shown.facts
    breaks = found.change.scope.breaks
    return [
        Heading(1, facts.say("data")),
        Heading(2, facts.say("data_loads")),
        Paragraph(facts.say("data_loads_text")),
        tables.loads(found.loads.rows, facts),
        Heading(2, facts.say("data_breaks")),
        tables.breaks(breaks, facts) if breaks else Paragraph(facts.say("no_breaks")),
        Heading(2, facts.say("data_missing")),
        Bullets(_missing(found, facts) or [facts.say("nothing_missing")]),
        Heading(2, facts.say("data_checks")),
        Bullets(tables.findings(found.checks.rows, _checked(shown), facts), small=True),
    ]


def _checked(shown: Shown) -> list[str]:
    """Return what was gone through; the names of the checks are for the terminal."""
    made, lang = shown.found.checks.settings["checks"], shown.facts.lang
    named = text(lang, "check.run", n=len(made), total=len(CHECKS), checks=", ".join(made))
    return tables.remarks(shown.found.checks.notes, [*shown.standing, named], lang)


def _missing(found: Material, facts: ReportFacts) -> list[str]:
    """Return which parts have no data, and which areas no figure."""
    parts = {
        "no_crime": found.crime is None, "no_goals": found.goals is None,
        "no_interventions": not found.has("interventions"),
        "no_designations": not found.has("designations"),
        "no_review": found.hotspots is not None and found.review is None,
    }  # fmt: skip
    told = [facts.say(key) for key, is_missing in parts.items() if is_missing]
    if found.hotspots is None:
        told.append(no_hotspots(found, facts))
    return [*told, *tables.missing(found.change.rows, facts)]
