"""What a judgement of a goal means, in words for a committee, and what is missing."""

from collections.abc import Sequence

from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.goals import AreaVerdict, Gap, Goal, Judgement
from hotspots.model.indicators import Figure, Measure
from hotspots.model.nulls import not_null
from hotspots.sentences.indicators.change import figure
from hotspots.sentences.texts import day, number, text

_ORDER = ("not", "undecided", "fulfilled")


def goal_sentence(found: Judgement, measure: Measure, lang: Lang) -> str:
    """Say whether a goal is met, why, and what leaves it open."""
    parts = [_answer(found, lang), _why(found, measure, lang)]
    parts += missing(found, lang) if found.answer == "cannot_be_said" else []
    parts.append(_newest(found, measure, lang))
    parts.append(_certainty(found, lang))
    parts += [one.text(lang) for one in found.crossed]
    if note := found.goal.note_in(lang):
        parts.append(text(lang, "goal.note", note=note))
    return " ".join(part for part in parts if part)


def _answer(found: Judgement, lang: Lang) -> str:
    values = {
        "goal": found.goal.goal[:1].upper() + found.goal.goal[1:],
        "deadline": day(lang, found.goal.deadline),
    }
    kind = found.answer if found.is_final else f"{found.answer}_yet"
    return text(lang, f"goal.{kind}", **values)


def _why(found: Judgement, measure: Measure, lang: Lang) -> str:
    if found.year is None or not found.areas:
        return ""
    if found.goal.scope == "city":
        return _why_city(found, measure, lang)
    if found.goal.scope == "count_of_areas":
        return _why_count(found, lang)
    named = [_area(one, found.goal, measure, lang) for one in _failing(found)]
    values = {
        "n": found.count("fulfilled"),
        "n_areas": len(found.areas),
        "n_not": found.count("not"),
        "year": found.year,
        "baseline_year": found.goal.baseline_year,
        "limit": _limit(found.goal, measure, lang),
        "named": ", ".join(named),
    }
    changes = found.goal.comparison == "must_improve"
    told = text(lang, "goal.improved" if changes else "goal.kept", **values)
    against = "goal.not_improved" if changes else "goal.but_not"
    told += text(lang, against, **values) if named else "."
    n_open = found.count("undecided") + found.count("missing")
    key = "goal.open_one" if n_open == 1 else "goal.open"
    return f"{told} {text(lang, key, n=n_open)}" if n_open else told


def _why_city(found: Judgement, measure: Measure, lang: Lang) -> str:
    city = found.areas[0]
    if city.later is None:
        return ""
    values = {
        "figure": _shown(city.later, measure, lang),
        "year": found.year,
        "limit": _limit(found.goal, measure, lang),
    }
    if city.earlier is None:
        return text(lang, "goal.city", **values)
    base = {"baseline": _shown(city.earlier, measure, lang),
            "baseline_year": found.goal.baseline_year}  # fmt: skip
    return text(lang, "goal.city_change", **values, **base)


def _why_count(found: Judgement, lang: Lang) -> str:
    if found.baseline is None or found.figure is None or found.target is None:
        return ""
    whole = found.target == int(found.target)
    return text(
        lang,
        "goal.count",
        baseline=number(lang, found.baseline),
        baseline_year=found.goal.baseline_year,
        figure=number(lang, found.figure),
        year=found.year,
        target=number(lang, found.target, 0 if whole else 1),
    )


def _failing(found: Judgement) -> list[AreaVerdict]:
    """Return the areas against a goal, the one farthest from the limit first."""
    failing = [one for one in found.areas if one.standing == "not"]
    limit = found.goal.value
    if limit is None:
        return failing
    return sorted(failing, key=lambda one: -_distance(one, limit))


def _distance(one: AreaVerdict, limit: float) -> float:
    return abs(float(not_null(one.later["percent"])) - limit) if one.later else 0.0


def _newest(found: Judgement, measure: Measure, lang: Lang) -> str:
    if found.newest_year is None:
        return ""
    if found.newest is not None:
        shown = _shown(found.newest, measure, lang)
        return text(lang, "goal.newest_figure", figure=shown, year=found.newest_year)
    return text(lang, "goal.newest_year", year=found.newest_year)


def _certainty(found: Judgement, lang: Lang) -> str:
    if found.answer == "cannot_be_said":
        return ""
    counts = found.goal.scope == "count_of_areas"
    return text(lang, "goal.categories" if counts else f"goal.{found.certainty}")


def _shown(row: Figure, measure: Measure, lang: Lang) -> str:
    return figure(row["percent"], row["decimals"], measure, lang)


def _limit(goal: Goal, measure: Measure, lang: Lang) -> str:
    if goal.value is None:
        return ""
    decimals = 0 if goal.value == int(goal.value) else 1
    value = figure(goal.value, decimals, measure, lang)
    return text(lang, f"goal.{goal.comparison}", value=value)


def area_texts(found: Judgement, measure: Measure, lang: Lang) -> tuple[str, ...]:
    """Return each area with its figures and its verdict, those against the goal first."""
    told: list[str] = []
    for standing in _ORDER:
        own = [one for one in found.areas if one.standing == standing and one.area != CITY]
        told += [_area(one, found.goal, measure, lang, verdict=True) for one in own]
    return tuple(told)


def _area(
    one: AreaVerdict, goal: Goal, measure: Measure, lang: Lang, *, verdict: bool = False
) -> str:
    years = (one.earlier, one.later)
    shown = [_shown(row, measure, lang) for row in years if row is not None]
    shown += [name for name in (one.earlier_category, one.category) if name is not None]
    told = f"{one.name} {' → '.join(shown)}"
    if not verdict:
        return told
    kind = one.why if one.standing == "undecided" else f"{goal.comparison}_{one.standing}"
    return f"{told} ({text(lang, f'goal_area.{kind}')})"


def missing(found: Judgement, lang: Lang) -> list[str]:
    """Return what is missing to decide a goal, one sentence for each thing."""
    return [_gap(one, found, lang) for one in found.gaps]


def _gap(gap: Gap, found: Judgement, lang: Lang) -> str:
    kind: str = gap.kind
    if kind in {"figures", "categories", "rounding"}:
        kind += _spread(gap.areas, whole=gap.whole)
    elif kind == "not_yet" and gap.year == gap.last_year:
        kind += "_one"
    values = {
        "year": gap.year,
        "last_year": gap.last_year,
        "n": len(gap.areas),
        "areas": ", ".join(text(lang, "change.city") if one == CITY else one for one in gap.areas),
        "set_name": found.set_name,
        "text": gap.crossed.text(lang) if gap.crossed else "",
    }
    return text(lang, f"gap.{kind}", **values)


def _spread(areas: Sequence[str], *, whole: bool) -> str:
    if tuple(areas) == (CITY,):
        return "_city"
    if len(areas) == 1:
        return "_one"
    return "_all" if whole else ""
