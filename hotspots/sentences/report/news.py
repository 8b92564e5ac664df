"""What is new since the status before, in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hotspots.model.areas import CITY
from hotspots.model.indicators import ChangeRow
from hotspots.sentences.report.summary import ReportFacts, span
from hotspots.sentences.texts import text

Row = Mapping[str, Any]
_SPOTS = ("new", "gone", "grown", "shrunk", "moved")


def lights(
    rows: Sequence[ChangeRow],
    last_rows: Mapping[str, ChangeRow],
    facts: ReportFacts,
    *,
    against_itself: bool = False,
) -> list[str]:
    """Say which areas have another light than in the period before, in the order of the rows.

    Where that period would be held ``against_itself`` there is nothing to tell of.
    """
    if against_itself:
        return [facts.say("news_against_itself")]
    if not any(row.light != "grey" for row in last_rows.values()):
        return [facts.say("news_no_lights")]
    turned = [
        facts.say("news_turned", subject=row.name, before=_light(last_rows[row.area], facts),
                  after=_light(row, facts))
        for row in rows
        if row.area in last_rows and last_rows[row.area].light != row.light
    ]  # fmt: skip
    return turned or [facts.say("news_same_lights")]


def _light(row: ChangeRow, facts: ReportFacts) -> str:
    return text(facts.lang, f"light.{row.light}")


def hotspots(rows: Sequence[Row], before: tuple[date, date], facts: ReportFacts) -> list[str]:
    """Say which hotspots are new, gone, grown, shrunk or moved since the days ``before``."""
    by_class: dict[str, list[str]] = {}
    for row in rows:
        by_class.setdefault(row["class"], []).append(row["name"])
    days = span(before, facts.lang)
    sentences = [facts.say(f"news_spots_{key}", names="; ".join(by_class[key]), **days)
                 for key in _SPOTS if key in by_class]  # fmt: skip
    return sentences or [facts.say("news_same_spots", **days)]


def targets(rows: Sequence[Row], last_answers: Mapping[str, str], facts: ReportFacts) -> list[str]:
    """Say which targets have another answer than at the end of the period before."""
    turned = [
        facts.say("news_turned", subject=row["goal"][:1].upper() + row["goal"][1:],
                  before=facts.say(f"answer_{last_answers[row['goal']]}"),
                  after=facts.say(f"answer_{row['answer']}"))
        for row in rows
        if last_answers.get(row["goal"], row["answer"]) != row["answer"]
    ]  # fmt: skip
    return turned or [facts.say("news_same_targets")]


def areas_of_crime(rows: Sequence[Row], facts: ReportFacts) -> list[str]:
    """Say in which areas incidents surely fell or rose."""
    sentences = []
    for verdict in ("better", "worse"):
        names = ", ".join(
            row["name"] for row in rows if row["verdict"] == verdict and row["area"] != CITY
        )
        sentences.append(facts.say(f"news_crime_{verdict}", names=names) if names else "")
    return [one for one in sentences if one] or [facts.say("news_crime_none")]


def efforts(begun: Sequence[str], ended: Sequence[str], facts: ReportFacts) -> list[str]:
    """Say which efforts began and which ended."""
    names = {"news_begun": begun, "news_ended": ended}
    sentences = [facts.say(key, names=", ".join(each)) for key, each in names.items() if each]
    return sentences or [facts.say("news_no_efforts")]
