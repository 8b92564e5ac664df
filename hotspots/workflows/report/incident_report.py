"""The report on a store of incidents alone: its chapters, and which of them lack figures."""

from hotspots.model.answer import Answer
from hotspots.model.areas import CITY
from hotspots.model.report import Block, Bullets, Heading, Paragraph
from hotspots.sentences.report import areas as report_areas
from hotspots.sentences.report import incidents as words
from hotspots.sentences.report import summary as report_words
from hotspots.sentences.report.summary import ReportFacts
from hotspots.workflows.report import chapters
from hotspots.workflows.report.chapters import ChapterBasis
from hotspots.workflows.report.material import Material
from hotspots.workflows.report.news_chapter import news_chapter
from hotspots.workflows.report.profiles import happened, profiles_head
from hotspots.workflows.report.summary_chapter import spots, targets


def subtitle(material: Material, facts: ReportFacts) -> str:
    """Return what the report is about: incidents, beside the baseline where there is one."""
    has_baseline = material.crime is not None and words.has_baseline(material.crime.rows)
    return facts.say("incidents_subtitle" if has_baseline else "incidents_subtitle_alone")


def incident_blocks(basis: ChapterBasis) -> list[Block]:
    """Return the chapters in the order of every report."""
    facts = basis.facts
    return [
        *_summary(basis.material, facts),
        *news_chapter(basis),
        *_overview(basis),
        *_profiles(basis.material, facts),
        *chapters.goals(basis),
        *chapters.hotspots(basis),
        *words.method(facts),
        *chapters.data(basis),
    ]


def _summary(material: Material, facts: ReportFacts) -> list[Block]:
    lead, *rest = _found(material.crime, facts)
    findings = [*rest, *spots(material, facts), *targets(material, facts)]
    return [
        Heading(1, facts.say("summary")),
        Paragraph(lead, "lead"),
        Paragraph(facts.say("incidents_no_figures")),
        Heading(2, facts.say("main_findings")),
        Bullets(findings),
        Heading(2, facts.say("how_sure")),
        Paragraph(facts.say("incidents_sure")),
    ]


def _found(crime: Answer | None, facts: ReportFacts) -> list[str]:
    """Return what is said of the incidents, the city first."""
    if crime is None:
        return [facts.say("no_crime")]
    city = next(row for row in crime.rows if row["area"] == CITY)
    return [
        report_words.crime(city, crime.settings, facts),
        *words.before(city, facts),
        *words.changed_areas(crime.rows, facts),
    ]


def _overview(basis: ChapterBasis) -> list[Block]:
    crime, facts = basis.material.crime, basis.facts
    if crime is None:
        return []
    return [
        Heading(1, facts.say("overview")),
        Paragraph(facts.say("incidents_overview")),
        words.overview(crime.rows, facts),
        *basis.remarks(crime.notes),
    ]


def _profiles(material: Material, facts: ReportFacts) -> list[Block]:
    """Return a profile of every area that was chosen: its incidents and what was done."""
    crime = material.crime
    if crime is None or crime.shapes is None:
        return []
    names = {row["area"]: row["name"] for row in crime.rows if row["area"] in crime.shapes.wkb}
    chosen = [area for area in names if area in material.profiled.codes]
    blocks: list[Block] = (
        [Heading(1, facts.say("profiles")), Paragraph(facts.say("incidents_profiles"))]
        if material.profiled.why == "all"
        else profiles_head(len(names), len(chosen), material, facts)
    )
    for area in chosen:
        lines = happened(area, material, facts)
        blocks += [Heading(2, names[area], keeps=1),
                   report_areas.profile(lines, names[area], facts)]  # fmt: skip
    return blocks
