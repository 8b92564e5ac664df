"""What a report says of areas: the table of all, the list of priority, and each by itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from hotspots.language import Lang
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.indicators import ChangeRow, PriorityRow
from hotspots.model.report import ReportTable
from hotspots.sentences.indicators.change import difference, figure, limit, plain
from hotspots.sentences.indicators.change_facts import interval, trend_in_short
from hotspots.sentences.priority.order import reasons_beside_place
from hotspots.sentences.report.summary import ReportFacts
from hotspots.sentences.texts import number, rate_number, text, tight

Row = Mapping[str, Any]
Interval = tuple[float, float] | None
NONE = "–"


def overview(
    rows: Sequence[ChangeRow],
    intervals: Mapping[str, Interval],
    crime: Sequence[Row],
    facts: ReportFacts,
) -> ReportTable:
    """Return the table of all areas, the city first; columns that nothing fills are left out."""
    incidents = {one["area"]: one for one in crime}
    columns = _columns(rows, crime, facts)
    cells = [_cells(row, intervals[row.area], incidents.get(row.area), facts) for row in rows]
    no_area = [incidents[code] for code in (OUTSIDE, UNPLACED) if code in incidents]
    cells += [_no_area(row, facts.lang) for row in no_area]
    return ReportTable(
        caption=facts.say("overview_caption" if crime else "overview_caption_alone"),
        headings=[heading for _, heading, _, _ in columns],
        rows=[[tight(one[key]) for key, _, _, _ in columns] for one in cells],
        numeric=[is_number for _, _, is_number, _ in columns],
        widths=[width for _, _, _, width in columns],
    )


def _columns(
    rows: Sequence[ChangeRow], crime: Sequence[Row], facts: ReportFacts
) -> list[tuple[str, str, bool, float]]:
    """Return key, heading, whether it holds numbers, and width of each column."""
    has_then = any(row.baseline_category for row in rows)
    has_now = any(row.category for row in rows)
    level = "head_level_share" if facts.measure == "share" else "head_level"
    optional = {
        "category_then": has_then, "category_now": has_now,
        "all_years": any(_trend(row, facts) for row in rows),
        "count": bool(crime), "rate": any(one["rate_per_1000"] is not None for one in crime),
    }  # fmt: skip
    every = [
        ("area", facts.say("head_area"), False, 2.4),
        ("category_then", facts.say("head_category", year=facts.baseline), False, 1.85),
        ("category_now", facts.say("head_category"), False, 1.9),
        ("light", facts.say("head_light"), False, 0.9),
        ("all_years", facts.say("head_all_years"), False, 0.95),
        ("level", facts.say(level), True, 3.4),
        ("change", facts.say("head_change"), True, 3.7),
        ("count", facts.say("head_count"), True, 1.6),
        ("rate", facts.say("head_rate"), True, 1.2),
    ]
    return [one for one in every if optional.get(one[0], True)]


def _cells(
    row: ChangeRow, ends: Interval, incidents: Row | None, facts: ReportFacts
) -> dict[str, str]:
    lang = facts.lang
    return {
        "area": row.name,
        "category_then": row.baseline_category or NONE,
        "category_now": row.category or NONE,
        "light": text(lang, f"light.{row.light}"),
        "all_years": text(lang, f"light.{row.trend_light}") if _trend(row, facts) else NONE,
        "level": _level_cell(row, ends, lang),
        "change": _change_cell(row, lang),
        "count": _count(incidents, lang),
        "rate": _rate(incidents, lang),
    }  # fmt: skip


def _level_cell(row: ChangeRow, ends: Interval, lang: Lang) -> str:
    if row.percent is None:
        return NONE
    level = figure(row.percent, row.printed.decimals, row.printed.measure, lang)
    interval_ = _interval(ends, row, lang, unit="")
    return f"{level} ({interval_})" if interval_ else level


def _change_cell(row: ChangeRow, lang: Lang) -> str:
    if row.change_pp is None:
        return NONE
    change = difference(row.change_pp, row.printed.measure, lang)
    if row.ci_low_pp is None:
        return change
    return f"{change} ({interval(row.ci_low_pp, row.ci_high_pp, row.printed.measure, lang)})"


def _rate(incidents: Row | None, lang: Lang) -> str:
    has_rate = incidents is not None and incidents["rate_per_1000"] is not None
    return rate_number(lang, incidents["rate_per_1000"]) if has_rate and incidents else NONE


def _no_area(incidents: Row, lang: Lang) -> dict[str, str]:
    keys = ("category_then", "category_now", "light", "all_years", "level", "change",
            "rate")  # fmt: skip
    return {**dict.fromkeys(keys, NONE), "area": incidents["name"],
            "count": _count(incidents, lang)}  # fmt: skip


def _count(incidents: Row | None, lang: Lang) -> str:
    if incidents is None or incidents["n"] is None:
        return NONE
    return number(lang, incidents["n"])


def _interval(ends: Interval, row: ChangeRow, lang: Lang, unit: str | None = None) -> str:
    """Return the interval of a level in its unit; nothing where there is none."""
    if ends is None or row.percent is None:
        return ""
    of_share = " %" if row.printed.measure == "share" else ""
    low, high = (plain(end, None, row.printed.measure, lang) for end in ends)
    return text(
        lang, "words.interval", low=low, high=f"{high}{of_share if unit is None else unit}"
    )


def ranking(ranked: Sequence[PriorityRow], facts: ReportFacts) -> ReportTable:
    """Return the list of priority areas with the reasons for each."""
    keys = ("rank", "area", "level_rank", "reasons")
    return ReportTable(
        caption=facts.say("priority_caption"),
        headings=[facts.say(f"head_{key}") for key in keys],
        rows=[
            [
                NONE if row.rank is None else str(row.rank),
                row.name,
                _places(row, facts.lang),
                tight("; ".join(reasons_beside_place(row, facts.lang))),
            ]
            for row in ranked
        ],
        numeric=[True, False, True, False],
        widths=[0.6, 2.7, 2.4, 9.5],
    )  # fmt: skip


def _places(row: PriorityRow, lang: Lang) -> str:
    """Return the place by level alone, with its interval."""
    if row.level_rank_low is None:
        return NONE
    ends = {"low": row.level_rank_low, "high": row.level_rank_high}
    interval = text(lang, "words.interval", **ends)
    values = {"change": row.level_rank, "interval": interval}
    return text(lang, "intervals_figure.with_interval", **values)


def profile(lines: Sequence[tuple[str, str]], name: str, facts: ReportFacts) -> ReportTable:
    """Return an area's key figures as a table of subjects."""
    return ReportTable(
        caption=facts.say("profile_caption", name=name),
        headings=[facts.say("head_what"), facts.say("head_told")],
        rows=[[facts.say(f"subject_{key}"), tight(told)] for key, told in lines],
        numeric=[False, False],
        widths=[3.2, 9.0],
    )


def figures(
    row: ChangeRow,
    place: PriorityRow | None,
    n_ranked: int,
    ends: Interval,
    facts: ReportFacts,
) -> list[tuple[str, str]]:
    """Return (subject, text) pairs of what the survey says of an area.

    The change is left out, and what all years say where that has a sentence: both stand above.
    """
    pairs = [("level", _level(row, ends, facts)), ("city", _city(row, facts))]
    pairs += [] if row.trend_sentence else [("trend", _trend(row, facts))]
    pairs += [("category", _category(row, facts)), ("rank", _rank(place, n_ranked, facts))]
    return [(key, told) for key, told in pairs if told]


def _level(row: ChangeRow, ends: Interval, facts: ReportFacts) -> str:
    if row.percent is None:
        return ""
    interval_ = _interval(ends, row, facts.lang)
    sentence = facts.say(
        "level_interval" if interval_ else "level",
        figure=figure(row.percent, row.printed.decimals, row.printed.measure, facts.lang),
        interval=interval_,
    )
    if row.n is None:
        return sentence
    whose = facts.say(f"counted_{row.printed.measure}")
    return facts.say("level_answers", level=sentence, n=number(facts.lang, row.n), counted=whose)


def _city(row: ChangeRow, facts: ReportFacts) -> str:
    if row.city_diff_pp is None or row.area == CITY:
        return ""
    change = difference(row.city_diff_pp, row.printed.measure, facts.lang)
    low, high = (limit(end, row.printed.measure, facts.lang)
                 for end in (row.city_low_pp, row.city_high_pp))  # fmt: skip
    return facts.say("city", change=change, low=low, high=high)


def _trend(row: ChangeRow, facts: ReportFacts) -> str:
    told = row.trend_per_year is not None or row.ends_change_pp is not None
    return trend_in_short(row, facts.lang) if told else ""


def _category(row: ChangeRow, facts: ReportFacts) -> str:
    earlier, later = row.baseline_category, row.category
    if earlier is None and later is None:
        return ""
    kind = "both" if earlier and later else "earlier" if earlier else "later"
    return facts.say(f"category_{kind}", earlier=earlier, later=later)


def _rank(place: PriorityRow | None, n_ranked: int, facts: ReportFacts) -> str:
    if place is None or place.rank is None:
        return ""
    ends = {"low": place.level_rank_low, "high": place.level_rank_high}
    key = "rank" if place.level_rank_low is None else "rank_interval"
    return facts.say(key, rank=place.rank, n=n_ranked, **ends)
