"""What the page on priority areas says."""

import math
from collections.abc import Collection, Sequence

from hotspots.language import Lang
from hotspots.model.indicators import PriorityRow
from hotspots.model.pages import Fact, PageTable
from hotspots.model.periods import Period
from hotspots.sentences.indicators.change import plain, points, share
from hotspots.sentences.page_text import PageFacts, PageText
from hotspots.sentences.priority.cleared import is_undecided, place_words, rate_words
from hotspots.sentences.texts import number, text, tight

N_CLASSES = 5
UNDECIDED = "undecided"
_NAMED = 3
_COLUMNS = ("area", "rank", "category", "light", "level", "level_interval", "level_rank", "rate",
            "reasons")  # fmt: skip
Places = tuple[int | None, int | None]


def tell(rows: Sequence[PriorityRow], facts: PageFacts, lang: Lang) -> PageText:
    """Return the texts of the page; areas are classed by fifths of the list."""
    years = {"baseline_year": facts.baseline, "year": facts.year}
    subtitle = {"set_name": facts.set_name, "indicator": facts.indicator}
    n_ranked = sum(row.rank_low is not None for row in rows)
    class_keys = {row.area: class_of((row.rank_low, row.rank_high), n_ranked) for row in rows}
    return PageText(
        title=text(lang, "map_priority.title", **years),
        subtitle=text(lang, "map_priority.subtitle", **subtitle, **years),
        summary=_summary(rows, facts, lang),
        legend_title=text(lang, "map_priority.legend_title"),
        classes=classes(n_ranked, lang, {*class_keys.values()}),
        class_of=class_keys,
        lines={row.area: _lines(row, lang) for row in rows},
        table=_table(rows, years, lang),
        facts={row.area: _facts(row, lang) for row in rows},
    )


def class_of(places: Places, n_ranked: int) -> str:
    """Return the fifth of the list that an area is in, or ``none`` without a place.

    Of an area that may be in several it is the last of them, with a mark. Of a list of fewer than
    five each place is a class of its own, so that the first is always the darkest.
    """
    low, high = places
    if low is None or high is None:
        return "none"
    length = max(n_ranked, N_CLASSES)
    first, last = (math.ceil(rank * N_CLASSES / length) for rank in (low, high))
    return f"fifth_{last}" if first == last else f"{UNDECIDED}_{last}"


def classes(n_ranked: int, lang: Lang, used: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return the classes of a list and what they are called, first fifth first.

    Each has beside it that of areas which may be further up, where it is among those used.
    """
    by_class: dict[str, list[int]] = {}
    for rank in range(1, n_ranked + 1):
        by_class.setdefault(class_of((rank, rank), n_ranked), []).append(rank)
    entries = []
    for key, ranks in by_class.items():
        label = _class_label(ranks[0], ranks[-1], lang)
        entries.append((key, label))
        undecided = key.replace("fifth", UNDECIDED)
        if undecided in used:
            entries.append((undecided, text(lang, "map_priority.undecided", label=label)))
    return [*entries, ("none", text(lang, "map_priority.none"))]


def _class_label(first: int, last: int, lang: Lang) -> str:
    if first == last:
        return text(lang, "map_priority.one", first=first)
    return text(lang, "map_priority.class", first=first, last=last)


def _summary(rows: Sequence[PriorityRow], facts: PageFacts, lang: Lang) -> str:
    top = ", ".join(row.name for row in foremost(rows, _NAMED))
    kind = "with" if any(row.category for row in rows) else "without"
    rated = any(rate_words(row, lang) for row in rows)
    crime = text(lang, "map_priority.and_crime") if rated else ""
    order = text(lang, f"map_priority.order_{kind}_category", year=facts.year, crime=crime)
    return text(lang, "map_priority.summary", top=top or "–", order=order)


def foremost(rows: Sequence[PriorityRow], n: int) -> list[PriorityRow]:
    """Return the areas that are surely among the first so many of the list."""
    return [row for row in rows if row.rank_high is not None and row.rank_high <= n]


def _lines(row: PriorityRow, lang: Lang) -> list[str]:
    reasons = (reason[:1].upper() + reason[1:] + "." for reason in row.reasons)
    return [" ".join([*_place(row, lang), *reasons])]


def _facts(row: PriorityRow, lang: Lang) -> list[Fact]:
    rate = rate_words(row, lang)
    values = {
        "level": "" if row.percent is None else _level(row, lang),
        "estimate": _estimate(row, lang),
        "change": "" if row.change_pp is None else points(row.change_pp, lang) + " "
        + text(lang, "unit.share"),
        "level_rank": _level_rank(row),
        "crime": rate and text(lang, "figure.per_1000", number=rate),
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
    low, high = (
        plain(one or 0.0, None, "share", lang, "statistic")
        for one in (row.estimate_low, row.estimate_high)
    )
    return f"{share(row.estimate, None, lang, 'statistic')} ({low}–{high} %)"


def _level_rank(row: PriorityRow) -> str:
    if row.level_rank_low is None:
        return ""
    return f"{row.level_rank_low}–{row.level_rank_high}"


def _place(row: PriorityRow, lang: Lang) -> list[str]:
    if is_undecided(row):
        places = {"low": row.rank_low, "high": row.rank_high}
        return [text(lang, "map_priority.line_undecided", **places)]
    if row.rank is None:
        return []
    if row.level_rank_low is None:
        return [text(lang, "map_priority.line_rank", rank=row.rank)]
    interval = {"low": row.level_rank_low, "high": row.level_rank_high}
    key = "joint" if row.joint else "interval"
    return [text(lang, f"map_priority.line_rank_{key}", rank=row.rank, **interval)]


def _table(rows: Sequence[PriorityRow], years: dict[str, Period], lang: Lang) -> PageTable:
    """Return the table of all areas, without the categories where the year has none."""
    has_category = any(row.category is not None for row in rows)
    keys = [key for key in _COLUMNS if has_category or key != "category"]
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
        rows=[
            [tight(cells[key]) for key in keys] for cells in (_cells(row, lang) for row in rows)
        ],
        codes=[row.area for row in rows],
    )


def _cells(row: PriorityRow, lang: Lang) -> dict[str, str]:
    level = "–" if row.percent is None else share(row.percent, row.decimals, lang)
    return {
        "area": row.name, "rank": place_words(row) or "–", "category": row.category or "–",
        "light": text(lang, f"light.{row.light}"), "level": level,
        "level_interval": _interval(row, lang), "level_rank": _level_rank(row) or "–",
        "rate": rate_words(row, lang) or "–", "reasons": "; ".join(row.reasons),
    }  # fmt: skip


def _interval(row: PriorityRow, lang: Lang) -> str:
    if row.ci_low is None or row.ci_high is None:
        return "–"
    low, high = (number(lang, end, 1, "statistic") for end in (row.ci_low, row.ci_high))
    return f"{low}–{high} %"
