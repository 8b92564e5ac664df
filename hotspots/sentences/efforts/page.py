"""What the page on an effort says: its areas, what was counted in them, and what it tells."""

from collections.abc import Sequence

from hotspots.language import Lang
from hotspots.model.efforts import GROUPS, CountRow, MeasureRow
from hotspots.model.pages import PageTable
from hotspots.sentences.indicators.change import points
from hotspots.sentences.page_text import PageText, facts_from
from hotspots.sentences.texts import number, text, tight

NONE = "none"
_KEYS = ("group", "areas", "area_km2", "before", "after", "change")
_NUMERIC = frozenset({"area_km2", "before", "after", "change"})


def tell(
    name: str,
    periods: tuple[str, str],
    counts: Sequence[CountRow],
    measures: Sequence[MeasureRow],
    lang: Lang,
) -> PageText:
    """Return the texts of the page; areas are coded by their group."""
    days = {"before": periods[0], "after": periods[1]}
    used = [group for group in GROUPS if any(row.group == group for row in counts)]
    table = _table(name, counts, days, lang)
    return PageText(
        title=text(lang, "map_evaluation.title", name=name),
        subtitle=text(lang, "map_evaluation.subtitle", **days),
        summary=measures[0].sentence,
        legend_title=text(lang, "map_evaluation.legend_title"),
        classes=[(key, text(lang, f"map_evaluation.{key}")) for key in (*used, NONE)],
        class_of={row.group: row.group for row in counts},
        lines={row.group: [] for row in counts},
        table=table,
        facts=facts_from(table, range(1, len(_KEYS))),
    )


def _table(name: str, counts: Sequence[CountRow], days: dict[str, str], lang: Lang) -> PageTable:
    return PageTable(
        caption=text(lang, "map_evaluation.caption", name=name, **days),
        headings=[text(lang, f"map_evaluation.head_{key}") for key in _KEYS],
        numeric=[key in _NUMERIC for key in _KEYS],
        rows=[[tight(cell) for cell in _cells(row, lang)] for row in counts],
        codes=[row.group for row in counts],
    )


def _cells(row: CountRow, lang: Lang) -> list[str]:
    change = row.change_percent
    return [
        text(lang, f"map_evaluation.{row.group}"),
        ", ".join(row.areas) or "–",
        number(lang, row.area_km2, 2),
        number(lang, row.before),
        number(lang, row.after),
        "–" if change is None else f"{points(change, lang, 0)} %",
    ]
