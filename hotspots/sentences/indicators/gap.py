"""What a gap between two groups means, in a sentence that a committee can read."""

from typing import Any

from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.indicators import GapRow, Measure
from hotspots.model.periods import Period
from hotspots.sentences.indicators.change import difference, figure, limit
from hotspots.sentences.texts import text

_NO_SHARES = frozenset({"no_figure", "withheld", "too_few_answers"})


def gap_sentence(row: GapRow, measure: Measure, lang: Lang) -> str:
    """Say how far apart the groups are in one area, and what became of it."""
    name = text(lang, "change.city") if row.area == CITY else row.name
    values: dict[str, Any] = {
        "name": name,
        "first_group": row.first_group,
        "second_group": row.second_group,
        "first": figure(row.first_percent, row.decimals[0], measure, lang),
        "second": figure(row.second_percent, row.decimals[1], measure, lang),
        "unit": text(lang, f"unit.{measure}"),
        "baseline_year": row.baseline_year and Period.of(str(row.baseline_year)),
        "year": Period.of(str(row.year)),
        "earlier": difference(row.baseline_gap_pp, measure, lang),
        "gap": difference(row.gap_pp, measure, lang),
        "gap_low": limit(row.gap_low_pp, measure, lang),
        "gap_high": limit(row.gap_high_pp, measure, lang),
        "change": difference(row.change_pp, measure, lang),
        "low": limit(row.ci_low_pp, measure, lang),
        "high": limit(row.ci_high_pp, measure, lang),
    }
    kind = _kind(row)
    if kind in _NO_SHARES or row.gap_pp is None:
        return text(lang, f"gap.{kind}", **values)
    start = text(lang, "gap.plain" if row.gap_low_pp is None else "gap.interval", **values)
    if kind == "no_baseline" and row.baseline_year is None:
        return start
    return f"{start} {text(lang, f'gap.{kind}', **values)}"


def _kind(row: GapRow) -> str:
    """Return the sentence's key; yellow beside an interval without 0 has a key of its own."""
    if row.verdict == "suppressed":
        return "withheld" if "withheld" in row.flags else "too_few_answers"
    low, high = row.ci_low_pp, row.ci_high_pp
    is_sure_alone = low is not None and high is not None and (low > 0 or high < 0)
    if row.verdict == "not_distinguishable" and is_sure_alone:
        return "not_distinguishable_in_family"
    return row.verdict
