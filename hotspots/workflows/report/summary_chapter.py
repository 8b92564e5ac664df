"""The first page of a report, and what it tells of incidents, hotspots and targets."""

from hotspots.model.areas import CITY
from hotspots.model.report import Block, Bullets, Heading, Paragraph
from hotspots.sentences.report import summary as words
from hotspots.sentences.report.summary import ReportFacts
from hotspots.workflows.report import chapters
from hotspots.workflows.report.figures import Figures
from hotspots.workflows.report.material import Material


def summary(material: Material, figures: Figures, facts: ReportFacts) -> list[Block]:
    """Return the summary of a report on figures."""
    lead, *rest = words.changes(figures.change.rows, facts)
    rest += chapters.first_places(figures, facts)
    rest += [*city_crime(material, facts), *spots(material, facts), *targets(material, facts)]
    return [
        Heading(1, facts.say("summary")),
        Paragraph(lead, "lead"),
        Heading(2, facts.say("main_findings")),
        Bullets(rest),
        Heading(2, facts.say("how_sure")),
        Paragraph(facts.say("sure")),
    ]


def city_crime(material: Material, facts: ReportFacts) -> list[str]:
    """Return what is said of the city's incidents; nothing without them."""
    if material.crime is None:
        return []
    settings = material.crime.settings
    return [
        words.crime(row, settings, facts) for row in material.crime.rows if row["area"] == CITY
    ]


def spots(material: Material, facts: ReportFacts) -> list[str]:
    """Return how many hotspots there are, and what became of those before."""
    if material.hotspots is None or material.period is None:
        return []
    warning = chapters.too_few(material)
    sentences = [words.hotspots(material.hotspots.rows, material.period, facts, warning)]
    if material.review is None:
        return sentences
    before = chapters.days_of(material.review.settings["before"])
    return [*sentences, words.review(material.review.rows, before, facts)]


def targets(material: Material, facts: ReportFacts) -> list[str]:
    """Return how many targets are met."""
    if material.goals is None:
        return []
    return [words.targets(material.goals.rows, facts)]
