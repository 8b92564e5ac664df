"""What a page says of one area in one breath: its light, and the verdict of all years if another.

The figures that the sentence leaves out stand below it.
"""

from collections.abc import Sequence

from hotspots.language import Lang
from hotspots.model.indicators import Break, ChangeRow
from hotspots.sentences.indicators.change import (
    beside_light,
    definition_words,
    ends_years,
    figure,
    hidden_years,
    remarks,
    sentence_kind,
    trend_remarks,
)
from hotspots.sentences.slices import year_spans
from hotspots.sentences.texts import ended, text

_DIFFERING = {"only_all": "sure", "alone": "sure", "against": "sure",
              "two_years_only": "unsure", "alone_open": "unsure"}  # fmt: skip


def area_sentence(row: ChangeRow, breaks: Sequence[Break], lang: Lang) -> str:
    """Say the light of two years and, where it differs, the verdict of all; then what to mind.

    The name of the area stands above. ``breaks`` are those of the series.
    """
    years = (row.baseline_year, row.year)
    crossed = [each for each in breaks if each.concerns(row.area) and each.is_crossed(*years)]
    all_years = _all_years(row, lang)
    beside = [*remarks(row, crossed, lang), *(trend_remarks(row, lang) if all_years else [])]
    light = text(lang, f"light.{row.light}").capitalize()
    clause = _clause(row, crossed, lang)
    whole = text(lang, "area_sentence.whole", light=light, clause=clause, all_years=all_years)
    return " ".join(dict.fromkeys([ended(whole), *beside]))


def _clause(row: ChangeRow, crossed: Sequence[Break], lang: Lang) -> str:
    measure = row.printed.measure
    period = row.baseline_period if row.verdict == "no_baseline" else row.period
    return text(
        lang,
        f"area_sentence.{sentence_kind(row)}",
        earlier=figure(row.baseline_percent, row.printed.baseline_decimals, measure, lang),
        later=figure(row.percent, row.printed.decimals, measure, lang),
        baseline_year=row.baseline_period,
        year=period,
        base=text(lang, f"base.{measure}"),
        reason=definition_words(crossed, lang).rstrip("."),
        years=hidden_years(row, lang),
    )


def _all_years(row: ChangeRow, lang: Lang) -> str:
    """Return what all years say where it is not what the light says; nothing else."""
    if row.trend_verdict == "too_few_years":
        return ""
    kind = _DIFFERING.get(beside_light(row))
    if kind is None:
        return ""
    verdict = text(lang, f"trend.{row.trend_verdict}") if kind == "sure" else ""
    if row.ends_change_pp is not None:
        return text(lang, f"area_sentence.ends_{kind}", verdict=verdict, **ends_years(row, lang))
    return text(
        lang,
        f"area_sentence.all_years_{kind}",
        years=row.trend_years,
        span=year_spans(row.judged.years),
        verdict=verdict,
    )
