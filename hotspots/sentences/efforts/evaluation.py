"""What the measures of an effort mean, in sentences that claim no more than they show."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from hotspots.analysis.efforts.evaluation import BeforeAfter, Difference, Ratio
from hotspots.analysis.efforts.findings import Findings
from hotspots.analysis.methods.rates import TAIL, RateRatio
from hotspots.analysis.time.months import Span, first_day
from hotspots.language import Lang
from hotspots.model.efforts import Group, Measure, MeasureRow, Verdict
from hotspots.model.incidents import RateVerdict
from hotspots.sentences.efforts.placebo import placebo_rows
from hotspots.sentences.indicators.change import limit_points, points
from hotspots.sentences.texts import number, ratio_limit, text

_P = 2 * TAIL
# beyond it a difference in incidents is mostly the larger area's own
_MOST_UNEQUAL = 2.0
DAYS_OF_A_MONTH = 30.4
# figures under it have another digit, so that they give the change that stands beside them
_LARGE = 100
_NAMES: Mapping[Group, str] = {
    "treated": "evaluation.treated",
    "buffer": "evaluation.buffer",
    "comparison": "evaluation.comparison",
    "comparison_buffer": "evaluation.comparison_buffer",
}


def group_name(group: Group, lang: Lang) -> str:
    """Return an area's name for people."""
    return text(lang, _NAMES[group])


def span(months: Span, lang: Lang) -> str:
    """Write months as people do: ``februar 2009 – januar 2011``."""
    ends = [month(one, lang) for one in (months.first, months.last)]
    return " – ".join(dict.fromkeys(ends))


def month(month_index: int, lang: Lang) -> str:
    """Write a month in words: ``februar 2009``."""
    from babel.dates import format_date

    locale = "da_DK" if lang == "da" else "en_GB"
    return format_date(first_day(month_index), format="LLLL y", locale=locale)


def measure_rows(findings: Findings, before: Span, after: Span, lang: Lang) -> list[MeasureRow]:
    """Return the measures in the order in which they should be read."""
    lengths = Lengths((len(before), len(after)), findings.days)
    rows = []
    if findings.design is not None:
        rows = [
            _ratio(findings, lengths, lang),
            *placebo_rows(findings, lang),
            _trend(findings, lang),
            _difference(findings, lang),
        ]
        rows += [_quotient(findings, lang)] if findings.design.buffer is not None else []
    changes = [_change(findings, group, lengths, lang) for group in findings.counted]
    if not rows:
        changes[0] = replace(
            changes[0], sentence=_with_limits(changes[0].sentence, findings, lang)
        )
    return [*rows, *changes]


class Lengths(NamedTuple):
    """The lengths of the time before and after; changes are by the day."""

    months: tuple[int, int]
    days: tuple[int, int]

    @property
    def are_even(self) -> bool:
        """Tell whether both have as many months, so that the counts themselves are said."""
        return self.months[0] == self.months[1]


def _with_limits(sentence: str, findings: Findings, lang: Lang) -> str:
    """Add to the first sentence what no test can mend: a bad year before, years not known."""
    years = findings.years
    limits = []
    if years.last_is_highest:
        limits = [text(lang, "evaluation.bad_year_highest", n_years=len(years.counts))]
    elif years.last_is_bad:
        limits = [text(lang, "evaluation.bad_year_high")]
    if findings.swings is None:
        limits.append(text(lang, "evaluation.only_chance"))
    return " ".join([sentence, *limits])


def _chance_only(findings: Findings) -> tuple[str, ...]:
    return ("chance_only",) if findings.swings is None else ()


def _ratio(findings: Findings, lengths: Lengths, lang: Lang) -> MeasureRow:
    estimate = findings.ratio
    if estimate is None:
        sentence = text(lang, "evaluation.ratio_none")
        return _untested("ratio_of_rate_ratios", "treated", sentence)
    treated, comparison = findings.counted["treated"], findings.counted["comparison"]
    verdict = _judged(estimate, is_better=estimate.ratio < 1)
    sentence = text(
        lang,
        "evaluation.ratio",
        lead=text(lang, _lead(verdict, treated, comparison, lengths)),
        treated=_moved(treated, lengths, lang),
        comparison=_moved(comparison, lengths, lang),
        ratio=number(lang, estimate.ratio, 2),
        low=ratio_limit(lang, estimate.low),
        high=ratio_limit(lang, estimate.high),
    )
    sentence = _with_limits(sentence, findings, lang)
    flags = (*_chance_only(findings), *(("half_added",) if estimate.is_stepped else ()))
    return MeasureRow(
        "ratio_of_rate_ratios",
        "treated",
        estimate.ratio,
        estimate.low,
        estimate.high,
        estimate.p,
        verdict,
        sentence,
        flags,
    )


def _judged(estimate: Ratio | Difference | RateRatio, *, is_better: bool) -> RateVerdict:
    if estimate.p >= _P:
        return "not_distinguishable"
    return "better" if is_better else "worse"


def _lead(
    verdict: RateVerdict, treated: BeforeAfter, comparison: BeforeAfter, lengths: Lengths
) -> str:
    """Return the words that fit the directions in which both areas went."""
    fell, comparison_fell = _fell(treated, lengths), _fell(comparison, lengths)
    if verdict == "not_distinguishable":
        return "evaluation.lead_same"
    if verdict == "better":
        if not fell:
            return "evaluation.lead_rose_less"
        return "evaluation.lead_fell_more" if comparison_fell else "evaluation.lead_fell_alone"
    if fell:
        return "evaluation.lead_fell_less"
    return "evaluation.lead_rose_alone" if comparison_fell else "evaluation.lead_rose_more"


def _fell(counts: BeforeAfter, lengths: Lengths) -> bool:
    """Tell whether the numbers as they are said fell; a leap day alone makes no fall."""
    before, after = lengths.months if lengths.are_even else lengths.days
    return counts.after * before < counts.before * after


def change_percent(counts: BeforeAfter, days: tuple[int, int]) -> float | None:
    """Return the change of incidents a day in per cent; None from 0."""
    if not counts.before:
        return None
    return 100 * (counts.after * days[0] / (counts.before * days[1]) - 1)


def _moved(counts: BeforeAfter, lengths: Lengths, lang: Lang) -> str:
    percent = change_percent(counts, lengths.days)
    sums = (counts.before, counts.after)
    if lengths.are_even:
        key, figures = "moved", [number(lang, n) for n in sums]
    else:
        key = "moved_per_month"
        means = [n / days * DAYS_OF_A_MONTH for n, days in zip(sums, lengths.days, strict=True)]
        figures = [number(lang, mean, 1 if mean >= _LARGE else 2) for mean in means]
    values = {"before": figures[0], "after": figures[1]}
    if percent is None:
        return text(lang, f"evaluation.{key}", **values)
    if lengths.are_even and lengths.days[0] != lengths.days[1]:
        key = "moved_by_day"
    return text(lang, f"evaluation.{key}_percent", percent=points(percent, lang), **values)


def _trend(findings: Findings, lang: Lang) -> MeasureRow:
    trend = findings.trend
    if trend is None or trend.ratio is None or trend.low is None or trend.high is None:
        sentence = text(lang, "evaluation.trend_too_little",
                        n_months=trend.n_months if trend else 0)  # fmt: skip
        return _untested("pre_trend", "treated", sentence, "cannot_be_said")
    values = {"ratio": number(lang, trend.ratio, 2), "low": ratio_limit(lang, trend.low),
              "high": ratio_limit(lang, trend.high)}  # fmt: skip
    sentence = text(lang, f"evaluation.trend_{trend.verdict}", n_months=trend.n_months, **values)
    if trend.verdict == "alike" and not trend.low <= 1 <= trend.high:
        sentence += " " + text(lang, "evaluation.trend_small")
    return MeasureRow("pre_trend", "treated", trend.ratio, trend.low, trend.high, trend.p,
                      trend.verdict, sentence, _chance_only(findings))  # fmt: skip


def _difference(findings: Findings, lang: Lang) -> MeasureRow:
    difference, design = findings.difference, findings.design
    if difference is None or design is None:
        sentence = text(lang, "evaluation.difference_none")
        return _untested("weighted_displacement_difference", "treated", sentence)
    key = "evaluation.difference_rings" if design.has_buffers else "evaluation.difference_alone"
    sentence = text(lang, key, value=points(difference.value, lang, 0),
                    low=limit_points(difference.low, lang, 0),
                    high=limit_points(difference.high, lang, 0))  # fmt: skip
    flags = _chance_only(findings)
    if _is_unequal(design.treated.before, design.comparison.before):
        flags = (*flags, "unequal_sizes")
        sentence += " " + text(lang, "evaluation.unequal_sizes")
    return MeasureRow(
        "weighted_displacement_difference",
        "treated",
        difference.value,
        difference.low,
        difference.high,
        difference.p,
        _judged(difference, is_better=difference.value < 0),
        sentence,
        flags,
    )


def _is_unequal(treated: int, comparison: int) -> bool:
    small, large = sorted((treated, comparison))
    return large > _MOST_UNEQUAL * small


def _quotient(findings: Findings, lang: Lang) -> MeasureRow:
    """Return the quotient's row; its verdict waits for the ring's own ratio, which has a test."""
    value, ring = findings.quotient, findings.ring
    if value is None or ring is None:
        sentence = text(lang, "evaluation.quotient_not_testable")
        return _untested("displacement_quotient", "buffer", sentence)
    verdict: Verdict = "diffusion" if value > 0 else "displacement"
    if ring.p >= _P:
        verdict = "not_distinguishable"
    values = {"value": number(lang, value, 2), "percent": number(lang, 100 * abs(value))}
    sentence = text(lang, f"evaluation.quotient_{verdict}", **values)
    return MeasureRow(
        "displacement_quotient", "buffer", value, None, None, ring.p, verdict, sentence,
        _chance_only(findings),
    )  # fmt: skip


def _untested(
    measure: Measure, about: str, sentence: str, verdict: Verdict = "not_testable"
) -> MeasureRow:
    return MeasureRow(measure, about, None, None, None, None, verdict, sentence)


def _change(findings: Findings, group: Group, lengths: Lengths, lang: Lang) -> MeasureRow:
    counts, estimate = findings.counted[group], findings.changes[group]
    name = group_name(group, lang)
    if counts.is_empty:
        sentence = text(lang, "evaluation.change_not_testable", name=name)
        return _untested("change", group, sentence)
    verdict = _judged(estimate, is_better=estimate.ratio < 1)
    low, high = (_percent(end) for end in (estimate.low, estimate.high))
    sentence = text(
        lang,
        f"evaluation.change_{verdict}",
        name=name,
        moved=_moved(counts, lengths, lang),
        low=_end(low, lang),
        high=_end(high, lang),
    )
    return MeasureRow(
        "change", group, change_percent(counts, lengths.days), low, high, estimate.p, verdict,
        sentence, _chance_only(findings),
    )  # fmt: skip


def _percent(ratio: float) -> float | None:
    return 100 * (ratio - 1) if math.isfinite(ratio) else None


def _end(percent: float | None, lang: Lang) -> str:
    if percent is None:
        return "∞"
    return text(lang, "evaluation.percent", n=limit_points(percent, lang))
