"""What a report says on its first pages, and how it is to be read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.indicators import ChangeRow, Measure, PriorityRow
from hotspots.model.periods import Period
from hotspots.model.report import Block, Heading, Paragraph
from hotspots.model.review import BY_ATTENTION
from hotspots.sentences.indicators import change_page, headlines
from hotspots.sentences.indicators.change import limit_points, points
from hotspots.sentences.page_text import PageFacts
from hotspots.sentences.texts import counted, day, number, rate_number, text

Row = Mapping[str, Any]
WORDS = ("contents", "table", "figure", "page", "skip")
_METHODS = ("maps", "light", "interval", "family", "category", "rank", "crime", "hotspots",
            "signs")  # fmt: skip
_ANSWERS = ("met", "on_course", "not_met", "cannot_be_said")


@dataclass(frozen=True)
class ReportFacts:
    """What a report is about: names as people know them, the years, the unit, the language."""

    indicator: str
    set_name: str
    baseline: Period
    year: Period
    measure: Measure
    lang: Lang

    @property
    def part(self) -> dict[str, Any]:
        """Return the blanks that most sentences have."""
        return {
            "indicator": self.indicator,
            "set_name": self.set_name,
            "baseline_year": self.baseline,
            "year": self.year,
            "unit": text(self.lang, f"unit.{self.measure}"),
            "told": text(self.lang, f"told.{self.measure}"),
        }

    @property
    def of_page(self) -> PageFacts:
        """Return the same for the sentences of map pages."""
        return PageFacts(self.indicator, self.set_name, self.baseline, self.year)

    def say(self, key: str, **values: Any) -> str:
        """Return a text of reports with its blanks filled."""
        return text(self.lang, f"report.{key}", **{**self.part, **values})


def changes(rows: Sequence[ChangeRow], facts: ReportFacts) -> list[str]:
    """Return what is said of the change of the city and of all areas, the whole first."""
    city = [row.sentence for row in rows if row.area == CITY]
    areas = [row for row in rows if row.area != CITY]
    counts = (_counted(areas, facts.lang), change_page.all_years(areas, facts.lang))
    return [*city, " ".join(filter(None, counts)), *_named(areas, facts)]


def _counted(areas: Sequence[ChangeRow], lang: Lang) -> str:
    """Return how many areas changed; where none can be judged, that alone and why."""
    if len(areas) > 1 and all(row.light == "grey" for row in areas):
        return headlines.none_judged(areas, lang)
    return change_page.summary(areas, lang)


def _named(areas: Sequence[ChangeRow], facts: ReportFacts) -> list[str]:
    """Return the names of the areas with a certain change; the counts say where there is none."""
    names = {verdict: ", ".join(row.name for row in areas if row.verdict == verdict)
             for verdict in ("better", "worse")}  # fmt: skip
    return [facts.say(verdict, names=listed) for verdict, listed in names.items() if listed]


def top(rows: Sequence[PriorityRow], facts: ReportFacts) -> list[str]:
    """Return how sure the place of the first area on the list is."""
    first = next((row for row in rows if row.rank == 1), None)
    if first is None or first.level_rank_low is None:
        return []
    n = sum(row.level_rank is not None for row in rows)
    values = {"low": first.level_rank_low, "high": first.level_rank_high, "n": n}
    return [facts.say("top_level", name=first.name, **values)]


def crime(row: Row, settings: Row, facts: ReportFacts, *, named: bool = True) -> str:
    """Return what is said of an area's incidents: how many, how often, and what became of it."""
    lang = facts.lang
    if row["n"] is None:
        return facts.say("crime_unknown")
    rate = ""
    if row["rate_per_1000"] is not None:
        ends = {name: number(lang, row[f"ci_{name}"], 1) for name in ("low", "high")}
        rate = facts.say("crime_rate", rate=rate_number(lang, row["rate_per_1000"]), **ends)
    values = {"n": number(lang, row["n"]), "rate": rate}
    first, last = (date.fromisoformat(one) for one in settings["days"])
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    days = {} if whole else {"first": day(lang, first), "last": day(lang, last)}
    sentence = facts.say("crime" if whole else "crime_days", **values, **days)
    if named:
        sentence = facts.say("crime_of", name=row["name"], told=sentence)
    return " ".join([sentence, *_crime_change(row, facts)])


def _crime_change(row: Row, facts: ReportFacts) -> list[str]:
    if row["verdict"] not in {"better", "worse", "not_distinguishable"}:
        return []
    changes = percents(row, facts.lang)
    return [facts.say(f"crime_{row['verdict']}", **changes)] if changes else []


def percents(row: Row, lang: Lang) -> dict[str, str]:
    """Return a change in incidents and its limits, in per cent; nothing where one is missing."""
    ends = (row["rate_ratio"], row["rr_low"], row["rr_high"])
    if any(one is None for one in ends):
        return {}
    change, low, high = (100 * (one - 1) for one in ends)
    return {"change": points(change, lang), "low": limit_points(low, lang),
            "high": limit_points(high, lang)}  # fmt: skip


def targets(rows: Sequence[Row], facts: ReportFacts) -> str:
    """Return how many goals are met, and how many are not."""
    answers = [row["answer"] for row in rows]
    counts = [f"{facts.say(f'answer_{answer}')}: {answers.count(answer)}"
            for answer in _ANSWERS if answer in answers]  # fmt: skip
    return facts.say("goals_count", told=", ".join(counts))


def hotspots(
    rows: Sequence[Row], period: tuple[date, date], facts: ReportFacts, warning: str = ""
) -> str:
    """Return how many hotspots there are and how much of all happens in them.

    ``warning`` says that incidents are too few for hotspots to be found.
    """
    days = span(period, facts.lang)
    if not rows:
        return warning or facts.say("hotspots_none", **days)
    share, area = (number(facts.lang, sum(row[name] for row in rows), 1)
                   for name in ("share_percent", "area_percent"))  # fmt: skip
    values = {**days, "told": number(facts.lang, len(rows)), "share": share, "area": area}
    count = counted(facts.lang, "report.hotspots_count", len(rows), **values)
    return f"{count} {warning}".rstrip()


def span(period: tuple[date, date], lang: Lang) -> dict[str, str]:
    """Return the first and last day as they are written."""
    return {"first": day(lang, period[0]), "last": day(lang, period[1])}


def review(rows: Sequence[Row], before: tuple[date, date], facts: ReportFacts) -> str:
    """Return how many hotspots there are of each class."""
    classes = [row["class"] for row in rows]
    days = span(before, facts.lang)
    if not classes:
        return facts.say("review_none", **days)
    counts = [f"{text(facts.lang, f'review.class_{class_key}')}: {classes.count(class_key)}"
            for class_key in BY_ATTENTION if class_key in classes]  # fmt: skip
    return facts.say("review_count", told=", ".join(counts), **days)


def method(facts: ReportFacts, unused: Collection[str]) -> list[Block]:
    """Return the page on how to read maps, lights, intervals and lists, without the unused."""
    blocks: list[Block] = [Heading(1, facts.say("method"))]
    for key in (each for each in _METHODS if each not in unused):
        blocks += [Heading(2, facts.say(f"method_{key}")),
                   Paragraph(facts.say(f"method_{key}_text"))]  # fmt: skip
    return blocks
