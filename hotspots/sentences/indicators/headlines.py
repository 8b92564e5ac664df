"""What the maps of change say first, in each of their layers: the city's result and the areas."""

from collections.abc import Mapping, Sequence

from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.indicators import CATEGORIES, ChangeRow, Light
from hotspots.model.rounding import as_written
from hotspots.sentences.indicators.change import difference, figure, plain
from hotspots.sentences.texts import number, period_words, rate_number, text

_MOST_NAMED = 6
_MOST_NEEDED = 2
_SIDES: Mapping[Light, str] = {"green": "better", "red": "worse"}


def headline(rows: Sequence[ChangeRow], lang: Lang) -> str:
    """Say what became of the city, which areas are surely better or worse, and of how many not.

    The city is a row of its own, and may be missing.
    """
    city = [_city(row, lang) for row in rows if row.area == CITY and _has_both(row)]
    areas = _areas(rows)
    lights = [row.light for row in areas]
    return " ".join([*city, *_sides(areas, lights, lang), *_undecided(areas, lang)])


def all_years_headline(rows: Sequence[ChangeRow], lang: Lang) -> str:
    """Say which areas all years show to be better or worse; the city has no part in it."""
    areas = _areas(rows)
    return " ".join(_sides(areas, [row.trend_light for row in areas], lang))


def change_headline(rows: Sequence[ChangeRow], lang: Lang) -> str:
    """Say which areas fell and rose the most, and that not every change is sure."""
    changed = [(row.change_pp, row) for row in _areas(rows) if row.change_pp is not None]
    if not changed:
        return ""
    measure = rows[0].printed.measure
    ends = sorted({change for change, _ in changed})
    sentences = [
        text(lang, f"headline.{key}", change=difference(end, measure, lang),
             unit=text(lang, f"unit.{measure}"),
             names=names([row.name for change, row in changed if change == end], lang))
        for key, end in (("largest_fall", ends[0]), ("largest_rise", ends[-1]))
        if (as_written(end, 1) < 0 if key == "largest_fall" else as_written(end, 1) > 0)
    ]  # fmt: skip
    n_unsure = sum(row.light not in _SIDES for _, row in changed)
    return " ".join([*sentences, *_unsure(n_unsure, len(changed), lang)])


def category_headline(rows: Sequence[ChangeRow], lang: Lang) -> str:
    """Say which areas have the two categories of most need, and how many have each of the others.

    Categories that no area has are left out.
    """
    sentences = []
    for rank, category in enumerate(CATEGORIES):
        of_category = [row.name for row in _areas(rows) if row.category == category]
        listed = (
            names(of_category, lang) if rank < _MOST_NEEDED else number(lang, len(of_category))
        )
        if of_category:
            sentences.append(
                text(lang, "headline.category", category=_capital(category), names=listed)
            )
    return " ".join(sentences)


def rates_headline(rates: Mapping[str, float], rows: Sequence[ChangeRow], lang: Lang) -> str:
    """Say the lowest and the highest rate per 1,000 and of which areas they are."""
    by_area = {row.area: row.name for row in _areas(rows)}
    ends = {"low": min(rates.values()), "high": max(rates.values())}
    parts: dict[str, str] = {}
    for key, end in ends.items():
        parts[key] = rate_number(lang, end)
        parts[f"{key}_names"] = names(
            [by_area[code] for code, rate in rates.items() if rate == end], lang
        )
    return text(lang, "headline.rates", **parts)


def names(of_areas: Sequence[str], lang: Lang) -> str:
    """Return names in the order of the rows; of many the first, and how many more."""
    if len(of_areas) <= _MOST_NAMED:
        return ", ".join(of_areas)
    foremost = ", ".join(of_areas[: _MOST_NAMED - 1])
    more = len(of_areas) - _MOST_NAMED + 1
    return text(lang, "headline.more", names=foremost, n=number(lang, more))


def _areas(rows: Sequence[ChangeRow]) -> list[ChangeRow]:
    return [row for row in rows if row.area != CITY]


def _has_both(row: ChangeRow) -> bool:
    return row.baseline_percent is not None and row.percent is not None


def _city(row: ChangeRow, lang: Lang) -> str:
    printed, measure = row.printed, row.printed.measure
    later = figure(row.percent, printed.decimals, measure, lang)
    earlier = plain(row.baseline_percent or 0.0, printed.baseline_decimals, measure, lang)
    return text(lang, f"headline.city_{row.light}", earlier=earlier, later=later)


def _sides(areas: Sequence[ChangeRow], lights: Sequence[Light], lang: Lang) -> list[str]:
    """Return a sentence on each side that has areas."""
    sentences = []
    for light, side in _SIDES.items():
        of_side = [row.name for row, own in zip(areas, lights, strict=True) if own == light]
        if of_side:
            sentences.append(text(lang, f"headline.{side}", names=names(of_side, lang)))
    return sentences


def _undecided(areas: Sequence[ChangeRow], lang: Lang) -> list[str]:
    """Return how many areas cannot be told from no change, and how many not be judged."""
    lights = [row.light for row in areas]
    n_grey = lights.count("grey")
    if n_grey == len(areas) > 1:
        return [none_judged(areas, lang)]
    sentences = _unsure(lights.count("yellow"), len(lights), lang)
    if n_grey:
        counts = {"n": number(lang, n_grey), "n_areas": number(lang, len(lights))}
        sentences.append(text(lang, "headline.grey", **counts))
    return sentences


def none_judged(areas: Sequence[ChangeRow], lang: Lang) -> str:
    """Return that no area can be judged, and why where it is the same of all."""
    n_areas = number(lang, len(areas))
    if not any(map(_has_both, areas)):
        periods = {"baseline_year": period_words(areas[0].baseline_period, lang),
                   "year": period_words(areas[0].period, lang)}  # fmt: skip
        return text(lang, "headline.no_pair", n_areas=n_areas, **periods)
    is_without_answers = all("no_n" in row.flags for row in areas if _has_both(row))
    key = "no_answers" if is_without_answers else "none_judged"
    return text(lang, f"headline.{key}", n_areas=n_areas)


def _unsure(n: int, n_areas: int, lang: Lang) -> list[str]:
    if not n:
        return []
    return [text(lang, "headline.unsure", n=number(lang, n), n_areas=number(lang, n_areas))]


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
