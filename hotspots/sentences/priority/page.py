"""What the page on priority areas says."""

import math
from collections.abc import Sequence

from hotspots.language import Lang
from hotspots.model.indicators import PriorityRow
from hotspots.model.pages import Fact, PageTable
from hotspots.model.periods import Period
from hotspots.sentences.indicators.change import plain, points, share
from hotspots.sentences.page_text import PageFacts, PageText
from hotspots.sentences.texts import number, rate_number, text, tight

N_CLASSES = 5
_NAMED = 3


def tell(rows: Sequence[PriorityRow], facts: PageFacts, lang: Lang) -> PageText:
    """Return the texts of the page; areas are classed by fifths of the list."""
    years = {"baseline_year": facts.baseline, "year": facts.year}
    subtitle = {"set_name": facts.set_name, "indicator": facts.indicator}
    n_ranked = sum(row.rank is not None for row in rows)
    return PageText(
        title=text(lang, "map_priority.title", **years),
        subtitle=text(lang, "map_priority.subtitle", **subtitle, **years),
        summary=_summary(rows, facts, lang),
        legend_title=text(lang, "map_priority.legend_title"),
        classes=classes(n_ranked, lang),
        class_of={row.area: class_of(row.rank, n_ranked) for row in rows},
        lines={row.area: _lines(row, lang) for row in rows},
        table=_table(rows, years, lang),
        facts={row.area: _facts(row, lang) for row in rows},
    )


def class_of(rank: int | None, n_ranked: int) -> str:
    """Return the fifth of the list that a place is in, or ``none`` without a place."""
    if rank is None:
        return "none"
    return f"fifth_{math.ceil(rank * N_CLASSES / n_ranked)}"


def classes(n_ranked: int, lang: Lang) -> list[tuple[str, str]]:
    """Return the classes of a list and what they are called, first fifth first."""
    by_class: dict[str, list[int]] = {}
    for rank in range(1, n_ranked + 1):
        by_class.setdefault(class_of(rank, n_ranked), []).append(rank)
    entries = [(key, _class_label(ranks[0], ranks[-1], lang)) for key, ranks in by_class.items()]
    return [*entries, ("none", text(lang, "map_priority.none"))]


def _class_label(first: int, last: int, lang: Lang) -> str:
    if first == last:
        return text(lang, "map_priority.one", first=first)
    return text(lang, "map_priority.class", first=first, last=last)


def _summary(rows: Sequence[PriorityRow], facts: PageFacts, lang: Lang) -> str:
    top = ", ".join(row.name for row in rows[:_NAMED] if row.rank is not None)
    kind = "with" if any(row.category for row in rows) else "without"
    rated = any(row.rate_per_1000 is not None for row in rows)
    crime = text(lang, "map_priority.and_crime") if rated else ""
    order = text(lang, f"map_priority.order_{kind}_category", year=facts.year, crime=crime)
    return text(lang, "map_priority.summary", top=top or "–", order=order)


def _lines(row: PriorityRow, lang: Lang) -> list[str]:
    reasons = (reason[:1].upper() + reason[1:] + "." for reason in row.reasons)
    return [" ".join([*_place(row, lang), *reasons])]


def _facts(row: PriorityRow, lang: Lang) -> list[Fact]:
    values = {
        "level": "" if row.percent is None else _level(row, lang),
        "estimate": _estimate(row, lang),
        "change": "" if row.change_pp is None else points(row.change_pp, lang) + " "
        + text(lang, "unit.share"),
        "level_rank": _level_rank(row),
        "crime": "" if row.rate_per_1000 is None
        else text(lang, "figure.per_1000", number=rate_number(lang, row.rate_per_1000)),
        "interventions": ", ".join(row.interventions),
        "designations": ", ".join(row.designations),
    }  # fmt: skip
    facts = [(text(lang, f"map_facts.{key}", year=row.period), one) for key, one in values.items()]
    n = "" if row.n is None else number(lang, row.n)
    facts.insert(1, (text(lang, "counted.share"), n))
    return [(label, value) for label, value in facts if value]


def _level(row: PriorityRow, lang: Lang) -> str:
    level = share(row.percent, row.decimals, lang)
    return level if row.ci_low is None else f"{level} ({_interval(row, lang)})"


def _estimate(row: PriorityRow, lang: Lang) -> str:
    """Write the estimate that shares strength, with its interval; nothing where there is none."""
    if row.estimate is None:
        return ""
    low, high = (plain(end or 0.0, None, lang) for end in (row.estimate_low, row.estimate_high))
    return f"{share(row.estimate, None, lang)} ({low}–{high} %)"


def _level_rank(row: PriorityRow) -> str:
    if row.level_rank_low is None:
        return ""
    return f"{row.level_rank_low}–{row.level_rank_high}"


def _place(row: PriorityRow, lang: Lang) -> list[str]:
    if row.rank is None:
        return []
    if row.level_rank_low is None:
        return [text(lang, "map_priority.line_rank", rank=row.rank)]
    interval = {"low": row.level_rank_low, "high": row.level_rank_high}
    key = "joint" if row.joint else "interval"
    return [text(lang, f"map_priority.line_rank_{key}", rank=row.rank, **interval)]


def _table(rows: Sequence[PriorityRow], years: dict[str, Period], lang: Lang) -> PageTable:
    keys = ("area", "rank", "category", "light", "level", "level_interval", "level_rank", "rate",
            "reasons")  # fmt: skip
    area = text(lang, "map_change.area")
    light = text(lang, "map_change.light")
    headings = [
        {"area": area, "light": light}.get(key) or text(lang, f"map_priority.{key}", **years)
        for key in keys
    ]
    return PageTable(
        caption=text(lang, "map_priority.caption", **years),
        headings=headings,
        numeric=[key in {"rank", "level", "rate"} for key in keys],
        rows=[[tight(one) for one in _cells(row, lang)] for row in rows],
        codes=[row.area for row in rows],
    )


def _cells(row: PriorityRow, lang: Lang) -> list[str]:
    return [
        row.name,
        "–" if row.rank is None else str(row.rank),
        row.category or "–",
        text(lang, f"light.{row.light}"),
        "–" if row.percent is None else share(row.percent, row.decimals, lang),
        _interval(row, lang),
        _level_rank(row) or "–",
        "–" if row.rate_per_1000 is None else rate_number(lang, row.rate_per_1000),
        "; ".join(row.reasons),
    ]


def _interval(row: PriorityRow, lang: Lang) -> str:
    if row.ci_low is None or row.ci_high is None:
        return "–"
    return f"{number(lang, row.ci_low, 1)}–{number(lang, row.ci_high, 1)} %"
