"""What a report says of incidents where the store has no figures to compare."""

from collections.abc import Mapping, Sequence
from typing import Any

from hotspots.model.areas import CITY
from hotspots.model.report import Block, Heading, Paragraph, ReportTable
from hotspots.sentences.report.summary import ReportFacts, percents
from hotspots.sentences.texts import number, tight

Row = Mapping[str, Any]
NONE = "–"
_METHODS = ("maps", "incidents_interval", "incidents_family", "crime", "hotspots", "signs")
_JUDGED = frozenset({"better", "worse", "not_distinguishable"})


def has_baseline(rows: Sequence[Row]) -> bool:
    """Tell whether anything was counted in the baseline."""
    return any(row["baseline_n"] is not None for row in rows)


def before(city: Row, facts: ReportFacts) -> list[str]:
    """Return how many incidents the city had in the baseline, or that this is not known."""
    if city["baseline_n"] is None:
        return [facts.say("incidents_no_baseline")]
    return [facts.say("incidents_before", n=number(facts.lang, city["baseline_n"]))]


def changed_areas(rows: Sequence[Row], facts: ReportFacts) -> list[str]:
    """Return in which areas incidents certainly fell or rose; nothing where none is judged."""
    areas = [row for row in rows if row["area"] != CITY and row["verdict"] in _JUDGED]
    if not areas:
        return []
    sentences = []
    for verdict in ("better", "worse"):
        names = ", ".join(row["name"] for row in areas if row["verdict"] == verdict)
        sentences += [facts.say(f"news_crime_{verdict}", names=names)] if names else []
    return sentences or [facts.say("incidents_none_changed")]


def overview(rows: Sequence[Row], facts: ReportFacts) -> ReportTable:
    """Return the table of all areas; columns that nothing fills are left out."""
    columns = [one for one in _columns(rows) if one[1]]
    return ReportTable(
        caption=facts.say("incidents_caption"),
        headings=[facts.say(key) for key, *_ in columns],
        rows=[_cells(row, [key for key, *_ in columns], facts) for row in rows],
        numeric=[is_number for _, _, is_number, _ in columns],
        widths=[width for *_, width in columns],
    )


def _columns(rows: Sequence[Row]) -> list[tuple[str, bool, bool, float]]:
    """Return key, whether anything fills it, whether it holds numbers, and width of each."""
    compared = has_baseline(rows)
    has_rate = any(row["rate_per_1000"] is not None for row in rows)
    return [
        ("head_area", True, False, 3.2),
        ("incidents_head_count", True, True, 1.8),
        ("head_rate", has_rate, True, 1.4),
        ("incidents_head_before", compared, True, 1.8),
        ("incidents_head_change", compared, True, 3.8),
        ("incidents_head_verdict", compared, False, 2.6),
    ]


def _cells(row: Row, keys: Sequence[str], facts: ReportFacts) -> list[str]:
    cells = {
        "head_area": row["name"],
        "incidents_head_count": _number(row["n"], 0, facts),
        "head_rate": _number(row["rate_per_1000"], 1, facts),
        "incidents_head_before": _number(row["baseline_n"], 0, facts),
        "incidents_head_change": _change(row, facts),
        "incidents_head_verdict": _verdict(row, facts),
    }
    return [tight(cells[key]) for key in keys]


def _number(value: float | None, decimals: int, facts: ReportFacts) -> str:
    return NONE if value is None else number(facts.lang, value, decimals)


def _change(row: Row, facts: ReportFacts) -> str:
    changes = percents(row, facts.lang)
    return facts.say("incidents_change", **changes) if changes else NONE


def _verdict(row: Row, facts: ReportFacts) -> str:
    verdict = row["verdict"]
    return facts.say(f"incidents_{verdict}") if verdict in _JUDGED else NONE


def method(facts: ReportFacts) -> list[Block]:
    """Return the page on how to read maps, intervals and tables."""
    blocks: list[Block] = [Heading(1, facts.say("method"))]
    for key in _METHODS:
        blocks += [
            Heading(2, facts.say(f"method_{key.removeprefix('incidents_')}")),
            Paragraph(facts.say(f"method_{key}_text")),
        ]
    return blocks
