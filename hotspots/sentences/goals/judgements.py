"""What a judgement of a goal means, in words for a committee, and what is missing."""

from collections.abc import Sequence

from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.goals import AreaVerdict, Gap, Goal, Judgement
from hotspots.model.indicators import Figure, Measure
from hotspots.model.nulls import not_null
from hotspots.model.rounding import as_written, figure_decimals
from hotspots.sentences.indicators.change import deff_number, figure, limit, limit_points, points
from hotspots.sentences.slices import group_words
from hotspots.sentences.texts import day, number, period_words, text

_ORDER = ("not", "undecided", "fulfilled")
_OF_WHOLE_YEARS = frozenset({"categories", "nobody", "unplaced", "break", "no_margin"})


def goal_sentence(judgement: Judgement, measure: Measure, lang: Lang) -> str:
    """Say whether a goal is met, why, and what leaves it open."""
    parts = [_answer(judgement, lang), _whom(judgement.goal, lang), _why(judgement, measure, lang)]
    if judgement.answer == "cannot_be_said":
        of_two = judgement.goal.against_group is not None
        parts += [_gap(gap, judgement, lang, of_whom=of_two) for gap in judgement.gaps]
    parts.append(_newest(judgement, measure, lang))
    parts.append(_newest_part(judgement, measure, lang))
    parts.append(_certainty(judgement, lang))
    parts += _remarks(judgement, lang)
    parts.append(_pace(judgement, measure, lang))
    parts += [one.text(lang) for one in judgement.crossed]
    if note := judgement.goal.note_in(lang):
        parts.append(text(lang, "goal.note", note=note))
    return " ".join(part for part in parts if part)


def _answer(judgement: Judgement, lang: Lang) -> str:
    values = {
        "goal": judgement.goal.goal[:1].upper() + judgement.goal.goal[1:],
        "deadline": day(lang, judgement.goal.deadline),
    }
    kind = judgement.answer if judgement.is_final else f"{judgement.answer}_yet"
    return text(lang, f"goal.{kind}", **values)


def _whom(goal: Goal, lang: Lang) -> str:
    """Say which group a goal is about, or which two; nothing where it is everybody."""
    if goal.against_group is not None:
        return text(
            lang,
            "goal.of_gap",
            first_group=group_words(goal.group),
            second_group=group_words(goal.against_group),
        )
    return text(lang, "goal.of_group", group=group_words(goal.group)) if goal.group else ""


def _why(judgement: Judgement, measure: Measure, lang: Lang) -> str:
    if judgement.year is None or not judgement.areas:
        return ""
    if judgement.goal.scope == "city":
        return _why_city(judgement, measure, lang)
    if judgement.goal.scope == "count_of_areas":
        return _why_count(judgement, lang)
    named = [_area(one, judgement.goal, measure, lang) for one in _failing(judgement)]
    values = {
        "n": judgement.count("fulfilled"),
        "n_areas": len(judgement.areas),
        "n_not": judgement.count("not"),
        "year": judgement.period(judgement.year),
        "baseline_year": judgement.period(judgement.goal.baseline_year),
        "limit": _limit(judgement.goal, measure, lang),
        "named": ", ".join(named),
    }
    changes = judgement.goal.comparison == "must_improve"
    sentence = text(lang, _how_many(judgement, changes=changes), **values)
    against = "goal.not_improved" if changes else "goal.but_not"
    against += "_one" if len(named) == 1 else ""
    sentence += text(lang, against, **values) if named else "."
    n_open = judgement.count("undecided") + judgement.count("missing")
    key = "goal.open_one" if n_open == 1 else "goal.open"
    return f"{sentence} {text(lang, key, n=n_open)}" if n_open else sentence


def _how_many(judgement: Judgement, *, changes: bool) -> str:
    """Return which text says how many areas are with a goal: of a single one, one, or more."""
    if len(judgement.areas) == 1:
        return "goal.improved_alone" if changes else "goal.kept_alone"
    if judgement.count("fulfilled") == 1:
        return "goal.improved_one" if changes else "goal.kept_one"
    return "goal.improved" if changes else "goal.kept"


def _why_city(judgement: Judgement, measure: Measure, lang: Lang) -> str:
    city = judgement.areas[0]
    if city.later is None:
        return ""
    if city.second is not None:
        return _why_gap(judgement, measure, lang)
    values = {
        "figure": _figure_text(city.later, measure, lang),
        "year": judgement.period(judgement.year),
        "limit": _limit(judgement.goal, measure, lang),
    }
    if city.earlier is None:
        return text(lang, "goal.city", **values)
    base = {"baseline": _figure_text(city.earlier, measure, lang),
            "baseline_year": judgement.period(judgement.goal.baseline_year)}  # fmt: skip
    return text(lang, "goal.city_change", **values, **base)


def _why_gap(judgement: Judgement, measure: Measure, lang: Lang) -> str:
    city = judgement.areas[0]
    difference = city.difference
    if city.later is None or city.second is None or difference is None:
        return ""
    ends = {"low": limit_points(difference.low, lang), "high": limit_points(difference.high, lang)}
    return text(
        lang,
        "goal.city_gap",
        first=_figure_text(city.later, measure, lang),
        second=_figure_text(city.second, measure, lang),
        year=judgement.period(judgement.year),
        gap=points(difference.value, lang),
        interval="" if difference.low is None else text(lang, "goal.gap_interval", **ends),
        limit=_limit(judgement.goal, measure, lang),
    )


def _why_count(judgement: Judgement, lang: Lang) -> str:
    if judgement.baseline is None or judgement.figure is None or judgement.target is None:
        return ""
    whole = judgement.target == int(judgement.target)
    return text(
        lang,
        "goal.count",
        baseline=number(lang, judgement.baseline),
        baseline_year=judgement.goal.baseline_year,
        figure=number(lang, judgement.figure),
        year=judgement.year,
        target=number(lang, judgement.target, 0 if whole else 1),
    )


def _failing(judgement: Judgement) -> list[AreaVerdict]:
    """Return the areas against a goal, the one farthest from the limit first."""
    failing = [verdict for verdict in judgement.areas if verdict.standing == "not"]
    limit = judgement.goal.value
    if limit is None:
        return failing
    return sorted(failing, key=lambda verdict: -_distance(verdict, limit))


def _distance(verdict: AreaVerdict, limit: float) -> float:
    if verdict.difference is not None:
        return abs(verdict.difference.value)
    return abs(float(not_null(verdict.later["percent"])) - limit) if verdict.later else 0.0


def _newest(judgement: Judgement, measure: Measure, lang: Lang) -> str:
    if judgement.newest_year is None:
        return ""
    newest = judgement.period(judgement.newest_year)
    if judgement.newest is not None:
        newest_figure = _figure_text(judgement.newest, measure, lang)
        if judgement.newest_second is not None:
            return _newest_gap(judgement, measure, lang)
        return text(lang, "goal.newest_figure", figure=newest_figure, year=newest)
    return text(lang, "goal.newest_year", year=newest)


def _newest_part(judgement: Judgement, measure: Measure, lang: Lang) -> str:
    """Say what the newest figure of a part of a year is, where that of a year is missing."""
    if judgement.newest_part is None:
        return ""
    period, row = judgement.newest_part
    return text(
        lang,
        "goal.newest_part",
        figure=_figure_text(row, measure, lang),
        period=period_words(period, lang),
    )


def _newest_gap(judgement: Judgement, measure: Measure, lang: Lang) -> str:
    first, second = not_null(judgement.newest), not_null(judgement.newest_second)
    difference = float(not_null(first["percent"])) - float(not_null(second["percent"]))
    return text(
        lang,
        "goal.newest_gap",
        first=_figure_text(first, measure, lang),
        second=_figure_text(second, measure, lang),
        year=judgement.period(judgement.newest_year),
        gap=points(difference, lang),
    )


def _pace(judgement: Judgement, measure: Measure, lang: Lang) -> str:
    """Say what the city's figure must change by each year, and what it did change by."""
    pace = judgement.areas[0].pace if judgement.goal.scope == "city" and judgement.areas else None
    if pace is None:
        return ""
    needed, past, unit = pace.needed, pace.past, measure if measure == "per_1000" else "points"
    values = {
        "needed": figure(abs(needed.value), None, unit, lang),
        "needed_low": limit(needed.low, unit, lang),
        "needed_high": limit(needed.high, unit, lang),
        "deadline": day(lang, judgement.goal.deadline),
        "past": figure(abs(past.value), None, unit, lang),
        "past_low": limit(past.low, unit, lang),
        "past_high": limit(past.high, unit, lang),
        "first_year": judgement.period(pace.first_year),
        "last_year": judgement.period(pace.last_year),
        "n_years": pace.n_years,
    }
    way = "goal.must_fall" if needed.value < 0 else "goal.must_rise"
    sign = as_written(past.value, figure_decimals(past.value, None, unit))
    past_way = "goal.fell" if sign < 0 else "goal.rose" if sign > 0 else "goal.stood_still"
    return f"{text(lang, way, **values)} {text(lang, past_way, **values)}"


def _certainty(judgement: Judgement, lang: Lang) -> str:
    if judgement.answer == "cannot_be_said":
        return ""
    counts = judgement.goal.scope == "count_of_areas"
    if counts:
        return text(lang, "goal.categories")
    n_areas = sum(area.p is not None for area in judgement.areas)
    if judgement.answer == "not_met" and n_areas > 1 and judgement.certainty != "unknown":
        return text(lang, f"goal.{judgement.certainty}_of_areas", n_areas=n_areas)
    return text(lang, f"goal.{judgement.certainty}")


def _remarks(judgement: Judgement, lang: Lang) -> list[str]:
    """Say what the certainty of an answer rests on that nobody stated or nobody could measure."""
    if judgement.answer == "cannot_be_said":
        return []
    deffs = [one.get("assumed_deff") for one in judgement.figures]
    deff = next((one for one in deffs if one is not None), None)
    remarks = [text(lang, "remark.assumed_n")] if "assumed_n" in judgement.flags else []
    if deff is not None:
        remarks.append(text(lang, "remark.assumed_deff", deff=deff_number(deff, lang)))
    if "chance_only" in judgement.flags:
        remarks.append(text(lang, "remark.chance_only"))
    return remarks


def _figure_text(row: Figure, measure: Measure, lang: Lang) -> str:
    return figure(row["percent"], row["decimals"], measure, lang)


def _limit(goal: Goal, measure: Measure, lang: Lang) -> str:
    if goal.value is None:
        return text(lang, "goal.no_margin") if goal.comparison == "no_difference" else ""
    decimals = 0 if goal.value == int(goal.value) else 1
    is_margin = goal.comparison == "no_difference" and measure == "share"
    value = figure(goal.value, decimals, "points" if is_margin else measure, lang)
    return text(lang, f"goal.{goal.comparison}", value=value)


def area_texts(judgement: Judgement, measure: Measure, lang: Lang) -> tuple[str, ...]:
    """Return each area with its figures and its verdict, those against the goal first."""
    texts: list[str] = []
    for standing in _ORDER:
        verdicts = [
            verdict
            for verdict in judgement.areas
            if verdict.standing == standing and verdict.area != CITY
        ]
        texts += [
            _area(verdict, judgement.goal, measure, lang, verdict=True) for verdict in verdicts
        ]
    return tuple(texts)


def _area(
    area: AreaVerdict, goal: Goal, measure: Measure, lang: Lang, *, verdict: bool = False
) -> str:
    years = (area.earlier, area.later)
    values = [_figure_text(row, measure, lang) for row in years if row is not None]
    if area.later is not None and area.second is not None:
        first, second = (_figure_text(row, measure, lang) for row in (area.later, area.second))
        values = [text(lang, "goal_area.two_groups", first=first, second=second)]
    values += [name for name in (area.earlier_category, area.category) if name is not None]
    line = f"{area.name} {' → '.join(values)}"
    if not verdict:
        return line
    kind = area.why if area.standing == "undecided" else f"{goal.comparison}_{area.standing}"
    return f"{line} ({text(lang, f'goal_area.{kind}')})"


def missing(judgement: Judgement, lang: Lang) -> list[str]:
    """Return what is missing to decide a goal, one sentence for each thing."""
    return [_gap(gap, judgement, lang, of_whom=True) for gap in judgement.gaps]


def _gap(gap: Gap, judgement: Judgement, lang: Lang, *, of_whom: bool) -> str:
    kind: str = gap.kind
    if kind in {"figures", "categories", "rounding"}:
        kind += _spread(gap.areas, whole=gap.whole)
    elif kind == "not_yet" and gap.year == gap.last_year:
        kind += "_one"
    by_part = gap.kind not in _OF_WHOLE_YEARS
    values = {
        "year": judgement.period(gap.year) if by_part else gap.year,
        "last_year": judgement.period(gap.last_year) if by_part else gap.last_year,
        "n": len(gap.areas),
        "areas": ", ".join(text(lang, "change.city") if one == CITY else one for one in gap.areas),
        "set_name": judgement.set_name,
        "text": gap.crossed.text(lang) if gap.crossed else "",
    }
    sentence = text(lang, f"lacking.{kind}", **values)
    if not gap.group or not of_whom:
        return sentence
    group = group_words(gap.group)
    return text(lang, "lacking.of_group", group=group[:1].upper() + group[1:], text=sentence)


def _spread(areas: Sequence[str], *, whole: bool) -> str:
    if tuple(areas) == (CITY,):
        return "_city"
    if len(areas) == 1:
        return "_one"
    return "_all" if whole else ""
