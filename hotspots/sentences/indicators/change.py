"""What a change means, in a sentence that a committee can read."""

from collections.abc import Sequence

from hotspots.audit.numbers.spoken import Kind
from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.indicators import Break, ChangeRow, Measure
from hotspots.model.rounding import (
    PER_1000,
    as_written,
    figure_decimals,
    limit_decimals,
    rate_decimals,
)
from hotspots.sentences.slices import year_spans
from hotspots.sentences.texts import number, period_words, text

_FOREMOST = ("assumed_n", "break_adjusted")
_REMARKS = ("other_part", "carried_over", "category_computed", "assumed_n")


def change_sentence(row: ChangeRow, breaks: Sequence[Break], lang: Lang) -> str:
    """Say what became of one area; undecided is said as plainly as better and worse.

    ``breaks`` are those of the series; the ones between the two years are named.
    """
    years = (row.baseline_year, row.year)
    crossed = [one for one in breaks if one.concerns(row.area) and one.is_crossed(*years)]
    return " ".join([_verdict(row, crossed, lang), *remarks(row, crossed, lang)])


def _verdict(row: ChangeRow, crossed: Sequence[Break], lang: Lang) -> str:
    name = text(lang, "change.city") if row.area == CITY else row.name
    if row.verdict in {"no_baseline", "no_figure"}:
        period = row.baseline_period if row.verdict == "no_baseline" else row.period
        return text(lang, f"change.{row.verdict}", name=name, year=period)
    measure = row.printed.measure
    values = {
        "name": name,
        "earlier": figure(row.baseline_percent, row.printed.baseline_decimals, measure, lang),
        "later": figure(row.percent, row.printed.decimals, measure, lang),
        "baseline_year": row.baseline_period,
        "year": row.period,
        "change": difference(row.change_pp, measure, lang),
        "low": limit(row.ci_low_pp, measure, lang),
        "high": limit(row.ci_high_pp, measure, lang),
        "unit": text(lang, f"unit.{measure}"),
        "base": text(lang, f"base.{measure}"),
        "reason": definition_words(crossed, lang),
        "years": hidden_years(row, lang),
    }
    return text(lang, f"change.{sentence_kind(row)}", **values)


def sentence_kind(row: ChangeRow) -> str:
    """Return the sentence's key; yellow beside an interval without 0 has a key of its own."""
    if row.verdict == "suppressed":
        return "withheld" if "withheld" in row.flags else "too_few_answers"
    low, high = row.ci_low_pp, row.ci_high_pp
    alone = low is not None and high is not None and (low > 0 or high < 0)
    return f"{row.verdict}_in_family" if row.light == "yellow" and alone else row.verdict


def definition_words(crossed: Sequence[Break], lang: Lang) -> str:
    """Return why two years have definitions of their own."""
    texts = [one.text(lang) for one in crossed if one.kind == "definition"]
    return " ".join(texts) or text(lang, "change.two_definitions")


def hidden_years(row: ChangeRow, lang: Lang) -> str:
    """Return the years whose figure is not shown, as they stand in a sentence."""
    hidden = {row.baseline_period: row.baseline_percent, row.period: row.percent}
    periods = [period_words(one, lang) for one, percent in hidden.items() if percent is None]
    return text(lang, "words.and").join(periods)


def remarks(row: ChangeRow, crossed: Sequence[Break], lang: Lang) -> list[str]:
    """Return the short remarks after the verdict; the notes tell them at length."""
    sentences = [
        text(
            lang,
            f"remark.{series_break.kind}",
            year=series_break.year,
            last_year=series_break.last_year or series_break.year,
        )
        for series_break in crossed
        if series_break.kind != "definition" and row.verdict not in {"no_baseline", "no_figure"}
    ]
    sentences += [text(lang, f"remark.{flag}") for flag in _REMARKS if flag in row.flags]
    sentences += _step(row, lang)
    if row.assumed_deff is not None:
        sentences.append(
            text(lang, "remark.assumed_deff", deff=deff_number(row.assumed_deff, lang))
        )
    return [*sentences, *_doubts(row, lang)]


def deff_number(deff: float, lang: Lang) -> str:
    """Write a design effect with as many decimals as it has, at least one: ``1,3``, ``1,25``."""
    return number(lang, deff, 1 if deff == as_written(deff, 1) else 2)


def _doubts(row: ChangeRow, lang: Lang) -> list[str]:
    """Return which figures are unreliable, and why, periods of one reason together."""
    reasons: dict[str, list[str]] = {}
    for period, doubt in row.doubts:
        reasons.setdefault(doubt, []).append(period_words(period, lang))
    return [
        text(lang, f"remark.unreliable_{doubt}", years=text(lang, "words.and").join(periods))
        for doubt, periods in reasons.items()
    ]


def foremost_words(rows: Sequence[ChangeRow], lang: Lang) -> list[str]:
    """Return what a page or picture says first: what is assumed of figures, or taken out."""
    flags = {flag for row in rows for flag in row.flags}
    return [text(lang, f"words.{flag}") for flag in _FOREMOST if flag in flags]


def trend_sentence(row: ChangeRow, lang: Lang) -> str:
    """Say what all comparable years say, beside the light of two; nothing of too few years."""
    if row.trend_verdict == "too_few_years":
        return ""
    if row.ends_change_pp is not None:
        return " ".join([_ends_sentence(row, lang), *trend_remarks(row, lang)])
    slope, measure = row.trend_per_year or 0.0, row.printed.measure
    values = {
        "years": row.trend_years,
        "span": year_spans(row.judged.years),
        "slope": difference(slope, measure, lang, 2),
        "low": limit(row.trend_low, measure, lang, 2),
        "high": limit(row.trend_high, measure, lang, 2),
        "unit": text(lang, f"unit.{measure}"),
        "direction": text(lang, "trend.down" if slope < 0 else "trend.up"),
        "verdict": text(lang, f"trend.{row.trend_verdict}"),
    }
    sentence = text(lang, f"trend.{beside_light(row)}", **values)
    return " ".join([sentence, *trend_remarks(row, lang)])


def trend_remarks(row: ChangeRow, lang: Lang) -> list[str]:
    """Return what must stand beside the verdict of all years, as beside that of two."""
    sentences = [text(lang, "remark.off_line")] if "off_line" in row.flags else []
    if row.judged.breaks:
        years = text(lang, "words.and").join(map(str, row.judged.breaks))
        sentences.append(text(lang, "remark.trend_break", years=years))
    sentences += [text(lang, "remark.assumed_n")] if "assumed_n" in row.flags else []
    return [*sentences, *_step(row, lang)]


def _step(row: ChangeRow, lang: Lang) -> list[str]:
    if row.break_step_pp is None:
        return []
    return [text(lang, "remark.break_adjusted", step=points(row.break_step_pp, lang))]


def _ends_sentence(row: ChangeRow, lang: Lang) -> str:
    """Say what the pooled last years are above the pooled first ones, beside the light of two."""
    change, measure = row.ends_change_pp or 0.0, row.printed.measure
    values = {
        **ends_years(row, lang),
        "change": difference(change, measure, lang),
        "low": limit(row.ends_low_pp, measure, lang),
        "high": limit(row.ends_high_pp, measure, lang),
        "unit": text(lang, f"unit.{measure}"),
        "direction": text(lang, "trend.down" if change < 0 else "trend.up"),
        "verdict": text(lang, f"trend.{row.trend_verdict}"),
    }
    return text(lang, f"ends.{beside_light(row)}", **values)


def ends_years(row: ChangeRow, lang: Lang) -> dict[str, str]:
    """Return the years of the two pooled ends as they stand in a sentence: ``2010–2012``."""
    listed = {"first": row.ends_first_years, "last": row.ends_last_years}
    return {name: _and(year_spans(int(year) for year in (years or "").split(", ") if year), lang)
            for name, years in listed.items()}  # fmt: skip


def _and(listed: str, lang: Lang) -> str:
    """Return years with a word before the last: ``2012 and 2014``."""
    earlier, comma, last = listed.rpartition(", ")
    return f"{earlier}{text(lang, 'words.and')}{last}" if comma else listed


def beside_light(row: ChangeRow) -> str:
    """Return how the verdict of all years stands to that of two."""
    if row.trend_verdict == "not_testable":
        return "described"
    if row.trend_light == "yellow":
        return {"yellow": "neither", "grey": "alone_open"}.get(row.light, "two_years_only")
    if row.light in {"yellow", "grey"}:
        return "only_all" if row.light == "yellow" else "alone"
    return "agree" if row.light == row.trend_light else "against"


def figure(
    percent: float | None,
    decimals: int | None,
    measure: Measure,
    lang: Lang,
    kind: Kind = "figure",
) -> str:
    """Write a figure in its unit: ``9,4 %``, ``39 pr. 1.000``, ``1,7``."""
    if percent is None or measure == "share":
        return share(percent, decimals, lang, kind)
    return text(lang, f"figure.{measure}", number=plain(percent, decimals, measure, lang, kind))


def plain(
    percent: float,
    decimals: int | None,
    measure: Measure,
    lang: Lang,
    kind: Kind = "figure",
) -> str:
    """Write a figure without its unit, with the decimals it was printed with: ``9,4``.

    An end of an interval is a statistic, as is every difference.
    """
    kind = "statistic" if measure == "points" else kind
    return number(lang, percent, figure_decimals(percent, decimals, measure), kind)


def share(percent: float | None, decimals: int | None, lang: Lang, kind: Kind = "figure") -> str:
    """Write a percentage with the decimals it was printed with, an exact one with one: ``9,4 %``.

    A figure printed as 11 is not shown as 11,0: that would claim what nobody said.
    """
    if percent is None:
        return text(lang, "words.not_available")
    return f"{plain(percent, decimals, 'share', lang, kind)} %"


def difference(value: float | None, measure: Measure, lang: Lang, least: int = 1) -> str:
    """Write a difference of two figures in their unit; of rates two digits that mean something."""
    decimals = rate_decimals(value or 0.0) if measure == PER_1000 else least
    return points(value, lang, max(least, decimals))


def limit(value: float | None, measure: Measure, lang: Lang, least: int = 1) -> str:
    """Write a limit of a difference, with another digit where it would be written 0."""
    decimals = rate_decimals(value or 0.0) if measure == PER_1000 else least
    return limit_points(value, lang, max(least, decimals))


def limit_points(value: float | None, lang: Lang, decimals: int = 1) -> str:
    """Write a limit with its sign, with another digit where it would be written 0: ``−0,02``."""
    return points(value, lang, limit_decimals(value or 0.0, decimals))


def points(value: float | None, lang: Lang, decimals: int = 1) -> str:
    """Write a difference in percentage points with its sign: ``+1,2``, ``−0,4``."""
    if value is None:
        return text(lang, "words.not_available")
    rounded = as_written(value, decimals)
    sign = "−" if rounded < 0 else "+" if rounded > 0 else ""
    return f"{sign}{number(lang, abs(rounded), decimals, 'statistic')}"
