"""The figures of one area's change, each with its name, and its series in words."""

from collections.abc import Mapping, Sequence

from hotspots.language import Lang
from hotspots.model.indicators import COLOURED, ChangeRow, Level, Measure
from hotspots.model.pages import Fact, Spark
from hotspots.sentences.indicators.change import difference, ends_years, figure, limit
from hotspots.sentences.slices import year_spans
from hotspots.sentences.texts import number, period_words, rate_number, text

_REMARK_FLAGS = frozenset(
    {
        "design_effect_unknown",
        "mixed_editions",
        "edition_conflict",
        "supplier_changed",
        "swings_unknown",
        "assumed_n",
        "break_adjusted",
        "off_line",
        "trend_break",
    }
)


def answers(n: float | None, lang: Lang) -> str:
    """Write a number of answers, or that it is not stated."""
    return text(lang, "words.not_available") if n is None else number(lang, n)


def answers_of_both(row: ChangeRow, lang: Lang) -> str:
    """Write the answers of both years, or once that they are not stated."""
    if row.baseline_n is None and row.n is None:
        return answers(None, lang)
    return f"{answers(row.baseline_n, lang)} / {answers(row.n, lang)}"


def interval(low: float | None, high: float | None, measure: Measure, lang: Lang) -> str:
    """Write an interval of differences; nothing where there is none."""
    if low is None or high is None:
        return "–"
    return text(lang, "words.interval", low=limit(low, measure, lang),
                high=limit(high, measure, lang))  # fmt: skip


def flag_words(flags: Sequence[str], lang: Lang, selection: frozenset[str] = _REMARK_FLAGS) -> str:
    """Return flags in words; those that the sentence does not say already, unless named."""
    return ", ".join(text(lang, f"flag.{flag}") for flag in flags if flag in selection)


def facts(row: ChangeRow, rate: float | None, lang: Lang) -> list[Fact]:
    """Return what is known of one area's change; ``rate`` is its incidents per 1,000."""
    return [*_figures(row, lang), *_beside(row, lang), *_city_verdict(row, rate, lang)]


def _figures(row: ChangeRow, lang: Lang) -> list[Fact]:
    printed, unit = row.printed, text(lang, f"unit.{row.printed.measure}")
    pairs = [
        (period_words(row.baseline_period, lang),
         figure(row.baseline_percent, printed.baseline_decimals, printed.measure, lang)),
        (period_words(row.period, lang),
         figure(row.percent, printed.decimals, printed.measure, lang)),
    ]  # fmt: skip
    if row.change_pp is not None:
        pairs.append(
            (
                text(lang, "map_facts.change"),
                f"{difference(row.change_pp, printed.measure, lang)} {unit}",
            )
        )
    if row.ci_low_pp is not None and row.ci_high_pp is not None:
        between = interval(row.ci_low_pp, row.ci_high_pp, printed.measure, lang)
        pairs.append((text(lang, "map_facts.interval"), between))
    if row.baseline_n is not None or row.n is not None:
        pair = _pair(answers(row.baseline_n, lang), answers(row.n, lang), lang)
        pairs.append((text(lang, f"counted.{printed.measure}"), pair))
    editions = [one for one in (row.baseline_edition, row.edition) if one is not None]
    if editions:
        named = text(lang, "words.and").join(str(one) for one in dict.fromkeys(editions))
        pairs.append((text(lang, "map_facts.edition"), named))
    return pairs


def _pair(earlier: str, later: str, lang: Lang) -> str:
    return text(lang, "words.and").join((earlier, later))


def _beside(row: ChangeRow, lang: Lang) -> list[Fact]:
    """Return what stands beside the two end points: the city's change and the whole series."""
    pairs = []
    if row.city_diff_pp is not None:
        against = difference(row.city_diff_pp, row.printed.measure, lang)
        if row.city_low_pp is not None:
            ends = interval(row.city_low_pp, row.city_high_pp, row.printed.measure, lang)
            against += f" ({ends})"
        pairs.append((text(lang, "map_facts.city"), against))
    if row.trend_per_year is not None or row.ends_change_pp is not None:
        pairs.append((text(lang, "map_facts.whole"), trend_in_short(row, lang)))
    return pairs


def trend_in_short(row: ChangeRow, lang: Lang) -> str:
    """Return what all comparable years say, and whether it is more than chance."""
    if row.ends_change_pp is not None:
        return _ends_in_short(row, lang)
    values = {
        "slope": difference(row.trend_per_year, row.printed.measure, lang, 2),
        "unit": text(lang, f"unit.{row.printed.measure}"),
        "years": row.trend_years,
        "span": year_spans(row.judged.years),
        "verdict": text(lang, f"trend.{row.trend_verdict}"),
    }
    return text(lang, "trend.short", **values)


def _ends_in_short(row: ChangeRow, lang: Lang) -> str:
    values = {
        **ends_years(row, lang),
        "change": difference(row.ends_change_pp, row.printed.measure, lang),
        "unit": text(lang, f"unit.{row.printed.measure}"),
        "verdict": text(lang, f"trend.{row.trend_verdict}"),
    }
    return text(lang, "ends.short", **values)


def _city_verdict(row: ChangeRow, rate: float | None, lang: Lang) -> list[Fact]:
    pairs = []
    if row.category:
        steps = [one for one in (row.baseline_category, row.category) if one]
        named = text(lang, "map_facts.then").join(dict.fromkeys(steps))
        pairs.append((text(lang, "map_layers.category"), named))
    if row.published_light is not None:
        light = text(lang, f"light.{row.published_light}")
        against = row.published_against or text(lang, "words.not_available")
        verdict_text = text(lang, "map_facts.against", light=light, against=against)
        pairs.append((text(lang, "map_facts.published"), verdict_text))
    if rate is not None:
        label = text(lang, "map_facts.crime", year=row.year)
        pairs.append((label, text(lang, "figure.per_1000", number=rate_number(lang, rate))))
    if flags := flag_words(row.flags, lang):
        pairs.append((text(lang, "map_facts.remark"), flags))
    return pairs


def spark(
    row: ChangeRow, levels: Sequence[Level], indicator: str, breaks: Sequence[int], lang: Lang
) -> Spark | None:
    """Return an area's figures over the years, oldest first; None for fewer than three.

    The two years compared have the figures of the comparison, whatever later editions say.
    """
    compared = {row.year: (row.percent, row.printed.decimals)}
    if row.baseline_part == row.part:
        compared[row.baseline_year] = (row.baseline_percent, row.printed.baseline_decimals)
    figures: Mapping[int, tuple[float | None, int | None]] = {
        **{one.year: (_coloured_value(one), one.decimals) for one in levels},
        **compared,
    }
    texts = {
        year: figure(value, decimals, row.printed.measure, lang)
        for year, (value, decimals) in sorted(figures.items())
        if value is not None
    }
    if len(texts) <= len(compared):
        return None
    first, *_, last = texts.values()
    listed = "; ".join(f"{year}: {value}" for year, value in texts.items())
    return Spark(
        points=[(year, value) for year, (value, _) in sorted(figures.items())],
        text=text(lang, "map_facts.series", indicator=indicator, figures=listed),
        ends=(first, last),
        breaks=breaks,
        marked=sorted(compared),
    )


def _coloured_value(level: Level) -> float | None:
    return level.value if level.kind in COLOURED else None
