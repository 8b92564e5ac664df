"""What the page on the review of hotspots says."""

from collections.abc import Mapping, Sequence
from datetime import date

from hotspots.language import Lang
from hotspots.model.pages import PageTable
from hotspots.model.review import BY_ATTENTION, ReviewRow
from hotspots.sentences.indicators.change import points
from hotspots.sentences.page_text import PageText, facts_from
from hotspots.sentences.texts import day, number, text, tight

NONE = "none"
_KEYS = ("rank", "name", "class", "before", "after", "change", "ratio", "sentence")
_FACTS = ("class", "before", "after", "change", "ratio")
_NUMERIC = frozenset({"rank", "before", "after", "change"})
Days = tuple[date, date]


def tell(
    rows: Sequence[ReviewRow], periods: tuple[Days, Days], set_name: str, lang: Lang
) -> PageText:
    """Return the texts of the page; hotspots are coded H1, H2 … and listed by attention."""
    part = {
        name: text(lang, "map_review.days", first=day(lang, days[0]), last=day(lang, days[1]))
        for name, days in zip(("before", "after"), periods, strict=True)
    }
    used = [key for key in BY_ATTENTION if any(row.class_ == key for row in rows)]
    table = _table(rows, part, lang)
    return PageText(
        title=text(lang, "map_review.title"),
        subtitle=text(lang, "map_review.subtitle", set_name=set_name, **part),
        summary=_summary(rows, used, lang),
        legend_title=text(lang, "map_review.legend_title"),
        classes=[(key, text(lang, f"map_review.{key}")) for key in (*used, NONE)],
        class_of={code_of(row): row.class_ for row in rows},
        lines={code_of(row): [row.sentence] for row in rows},
        table=table,
        facts=facts_from(table, [_KEYS.index(key) for key in _FACTS]),
        titles={code_of(row): text(lang, "map_review.place", number=row.rank, name=row.name)
                for row in rows},
    )  # fmt: skip


def code_of(row: ReviewRow) -> str:
    """Return the code under which a hotspot stands on the page."""
    return f"H{row.hotspot}"


def _summary(rows: Sequence[ReviewRow], used: Sequence[str], lang: Lang) -> str:
    if not rows:
        return text(lang, "map_review.summary_none")
    counts = ", ".join(
        f"{text(lang, f'map_review.{key}').split(':')[0].lower()}: "
        f"{sum(row.class_ == key for row in rows)}"
        for key in used
    )
    return text(lang, "map_review.summary", told=counts)


def _table(rows: Sequence[ReviewRow], part: Mapping[str, str], lang: Lang) -> PageTable:
    return PageTable(
        caption=text(lang, "map_review.caption", **part),
        headings=[text(lang, f"map_review.head_{key}") for key in _KEYS],
        numeric=[key in _NUMERIC for key in _KEYS],
        rows=[[tight(cell) for cell in _cells(row, lang)] for row in rows],
        codes=[code_of(row) for row in rows],
    )


def _cells(row: ReviewRow, lang: Lang) -> list[str]:
    low, high = (
        None if limit is None else number(lang, limit, 2) for limit in (row.rr_low, row.rr_high)
    )
    change = row.change_percent
    return [
        str(row.rank),
        row.name,
        text(lang, f"map_review.{row.class_}").split(":")[0],
        number(lang, row.before_n),
        number(lang, row.after_n),
        "–" if change is None else f"{points(change, lang, 0)} %",
        "–" if low is None or high is None else text(lang, "words.interval", low=low, high=high),
        row.sentence,
    ]
