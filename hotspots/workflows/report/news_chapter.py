"""The chapter of what is new since the status before."""

from dataclasses import replace

from hotspots.model.areas import CITY
from hotspots.model.report import Block, Bullets, Heading, Paragraph
from hotspots.sentences.report import news as words
from hotspots.sentences.report import summary
from hotspots.sentences.report.summary import ReportFacts
from hotspots.workflows.report.chapters import ChapterBasis, days_of
from hotspots.workflows.report.news import News


def news_chapter(basis: ChapterBasis) -> list[Block]:
    """Return what is new since the status before; of weeks and spans, nothing."""
    news = basis.material.news
    if news is None:
        return []
    facts = replace(basis.facts, year=news.last)
    return [
        Heading(1, news_title(basis.facts), flows=True),
        Paragraph(facts.say("news_lead" if facts.year.part else "news_lead_year")),
        *_lights(basis, news),
        *_hotspots(basis),
        *_targets(basis, news),
        *_crime(basis, news),
        *_efforts(basis, news),
    ]


def _lights(basis: ChapterBasis, news: News) -> list[Block]:
    if basis.material.figures is None:
        return []
    facts = replace(basis.facts, year=news.last)
    sentences = words.lights(
        basis.material.change_rows,
        news.last_rows,
        facts,
        against_itself=news.last_baseline == news.last,
    )
    return [Heading(2, facts.say("news_lights")), Bullets(sentences)]


def news_title(facts: ReportFacts) -> str:
    """Return what the chapter is called: of a whole year it is the news since the last one."""
    return facts.say("news" if facts.year.part else "news_year")


def _hotspots(basis: ChapterBasis) -> list[Block]:
    review, facts = basis.material.review, basis.facts
    if review is None:
        return []
    before = days_of(review.settings["before"])
    return [Heading(2, facts.say("hotspots")), Bullets(words.hotspots(review.rows, before, facts))]


def _targets(basis: ChapterBasis, news: News) -> list[Block]:
    targets, facts = basis.material.goals, replace(basis.facts, year=news.last)
    if targets is None:
        return []
    sentences = words.targets(targets.rows, news.last_answers, facts)
    return [Heading(2, facts.say("goals")), Bullets(sentences)]


def _crime(basis: ChapterBasis, news: News) -> list[Block]:
    if news.crime is None:
        return []
    facts, rows = replace(basis.facts, baseline=news.year_before), news.crime.rows
    city = [summary.crime(row, news.crime.settings, facts) for row in rows if row["area"] == CITY]
    return [
        Heading(2, facts.say("news_crime")),
        Bullets([*city, *words.areas_of_crime(rows, facts)]),
    ]


def _efforts(basis: ChapterBasis, news: News) -> list[Block]:
    if not basis.material.has("interventions"):
        return []
    sentences = words.efforts(news.begun, news.ended, basis.facts)
    return [Heading(2, basis.facts.say("news_efforts")), Bullets(sentences)]
