"""What must stand beside an evaluation: what was compared, and what it cannot show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hotspots.analysis.efforts.findings import Findings
from hotspots.analysis.efforts.monthly import MonthlySpread
from hotspots.analysis.efforts.rings import Laid
from hotspots.analysis.time.aoristic import LONGEST_HOURS
from hotspots.analysis.time.months import Span
from hotspots.language import Lang
from hotspots.model.incidents import DateUsed
from hotspots.sentences.advice import advice
from hotspots.sentences.efforts.evaluation import month, span
from hotspots.sentences.efforts.placebo import placebo_notes
from hotspots.sentences.incidents.swings import swing_note, swing_words
from hotspots.sentences.incidents.times import times_notes
from hotspots.sentences.texts import day, number, text

_DATE = {"occurred": "note.occurred", "reported": "incidents.reported"}
_WORTH_SAYING = 0.005
_M2_PER_KM2 = 1_000_000


@dataclass(frozen=True)
class Facts:
    """What the notes of an evaluation tell of, beside its findings.

    ``early_of`` is the effort's start where the months after begin before it, ``past`` its end
    where they reach beyond it without being asked to. ``learnt_from`` are the spans of the same
    months in earlier years that say how much places swing.
    """

    before: Span
    after: Span
    same_calendar: bool
    since_end: bool
    is_open: bool
    starts_differ: bool
    early_of: date | None
    past: date | None
    date_used: DateUsed
    category: str | None
    hours: tuple[int, int] | None
    weekdays: Sequence[int]
    n_time_unknown: int
    buffer_m: float
    laid: Laid
    nowhere: Sequence[str]
    n_unplaced: int
    n_by_area: int
    n_total: int
    empty_months: Sequence[int]
    is_snapped: bool
    learnt_from: Sequence[Span]
    overlapping_efforts: Sequence[str]


def notes(findings: Findings, facts: Facts, lang: Lang) -> list[str]:
    """Return the sentences, what weighs most first."""
    return [
        *_compared(findings, facts, lang),
        *_fair(findings, lang),
        *_areas(facts, lang),
        *_tests(findings, facts, lang),
        *placebo_notes(findings, lang),
        *_data(facts, lang),
    ]


def _compared(findings: Findings, facts: Facts, lang: Lang) -> list[str]:
    values = {"before": span(facts.before, lang), "after": span(facts.after, lang),
            "n_before": len(facts.before), "n_after": len(facts.after)}  # fmt: skip
    sentences = [text(lang, "evaluation.periods", **values)]
    if not facts.same_calendar:
        sentences.append(text(lang, "evaluation.seasons"))
    sentences += _outside(facts, lang)
    if not _is_even(facts) and findings.difference is not None:
        sentences.append(text(lang, "evaluation.uneven"))
    days = findings.days
    if days[0] != days[1]:
        sentences.append(text(lang, "evaluation.days", before=number(lang, days[0]),
                              after=number(lang, days[1])))  # fmt: skip
    if facts.since_end:
        sentences.append(text(lang, "evaluation.since_end"))
    elif facts.is_open:
        sentences.append(text(lang, "evaluation.still_running"))
    if facts.starts_differ:
        sentences.append(text(lang, "evaluation.starts_differ"))
    if findings.design is None:
        sentences += [text(lang, "evaluation.no_comparison"), advice(lang, "comparison")]
    return sentences


def _is_even(facts: Facts) -> bool:
    return len(facts.before) == len(facts.after)


def _outside(facts: Facts, lang: Lang) -> list[str]:
    """Return that months after lie outside the effort, where they were asked for so."""
    sentences = []
    if facts.early_of is not None:
        sentences.append(text(lang, "evaluation.early", start=day(lang, facts.early_of)))
    if facts.past is not None:
        sentences.append(text(lang, "evaluation.past_end", end=day(lang, facts.past)))
    return sentences


def _fair(findings: Findings, lang: Lang) -> list[str]:
    years = findings.years
    if years.last_is_highest:
        values = {"n_years": len(years.counts), "last": number(lang, years.counts[-1]),
                "other": number(lang, max(years.counts[:-1]))}  # fmt: skip
        return [text(lang, "evaluation.design"), text(lang, "evaluation.regression", **values)]
    if years.last_is_bad:
        values = {"n_others": len(years.counts) - 1, "last": number(lang, years.counts[-1]),
                  "usual": number(lang, years.usual)}  # fmt: skip
        return [
            text(lang, "evaluation.design"),
            text(lang, "evaluation.regression_high", **values),
        ]
    unseen = [] if years.can_be_judged else [text(lang, "evaluation.regression_unseen")]
    return [text(lang, "evaluation.design"), *unseen]


def _areas(facts: Facts, lang: Lang) -> list[str]:
    sentences, buffer = [], number(lang, facts.buffer_m)
    if "buffer" in facts.laid.shapes:
        sentences.append(text(lang, "evaluation.rings", buffer=buffer))
    if facts.laid.near_share >= _WORTH_SAYING:
        percent = number(lang, 100 * facts.laid.near_share)
        sentences.append(text(lang, "evaluation.near", percent=percent, buffer=buffer))
    if facts.laid.taken_m2 >= 1:
        km2 = number(lang, facts.laid.taken_m2 / _M2_PER_KM2, 3)
        sentences.append(text(lang, "evaluation.taken", km2=km2))
    if facts.nowhere:
        sentences.append(text(lang, "evaluation.nowhere", places=", ".join(facts.nowhere)))
    if facts.overlapping_efforts:
        names = ", ".join(facts.overlapping_efforts)
        sentences.append(text(lang, "evaluation.other_efforts", names=names))
    return sentences


def _tests(findings: Findings, facts: Facts, lang: Lang) -> list[str]:
    sentences = _swings(findings, facts, lang)
    if findings.ratio is not None and findings.ratio.is_stepped:
        sentences.append(text(lang, "evaluation.stepped"))
    if findings.design is not None:
        sentences += [text(lang, "evaluation.one_question"), text(lang, "evaluation.margin")]
    return sentences


def _swings(findings: Findings, facts: Facts, lang: Lang) -> list[str]:
    """Return what tests allow for, and which years that is known from."""
    learnt, spans = findings.swings, facts.learnt_from
    if learnt is None:
        return [text(lang, "evaluation.chance_only"), *_months_swing(findings, lang)]
    values = {"n_years": len(spans), "first": span(spans[0], lang), "last": span(spans[-1], lang)}
    if not learnt.is_over:
        sentences = [text(lang, "evaluation.swings_no_more", **values)]
    elif not learnt.knows_years:
        sentences = [swing_note(learnt, lang)]
    else:
        sentences = [text(lang, "evaluation.swings", **swing_words(learnt, lang), **values)]
    if len(spans[0]) < min(len(facts.before), len(facts.after)):
        sentences.append(text(lang, "evaluation.swings_of_a_year"))
    return sentences


def _months_swing(findings: Findings, lang: Lang) -> list[str]:
    sentences = _swing("evaluation.spread_within", findings.within, lang)
    if findings.design is not None:
        sentences += _swing("evaluation.spread_between", findings.between, lang)
    if findings.within is None:
        sentences.append(text(lang, "evaluation.spread_within_unknown"))
    if findings.design is not None and findings.between is None:
        sentences.append(text(lang, "evaluation.spread_between_unknown"))
    return sentences


def _swing(key: str, spread: MonthlySpread | None, lang: Lang) -> list[str]:
    if spread is None or not spread.is_over:
        return []
    return [text(lang, key, phi=number(lang, spread.phi, 2))]


def _selection(facts: Facts, lang: Lang) -> list[str]:
    """Return which incidents count, where not all do."""
    sentences = []
    if facts.category is not None:
        sentences.append(text(lang, "detect.category", category=facts.category))
    if facts.hours is not None or facts.weekdays:
        sentences += times_notes(facts.hours, facts.weekdays, lang)
        sentences.append(text(lang, "review.half_in"))
    if facts.n_time_unknown:
        values = {"n": number(lang, facts.n_time_unknown), "longest": number(lang, LONGEST_HOURS)}
        sentences.append(text(lang, "detect.time_unknown", **values))
    return sentences


def _data(facts: Facts, lang: Lang) -> list[str]:
    sentences = [text(lang, _DATE[facts.date_used]), *_selection(facts, lang)]
    if facts.n_unplaced:
        values = {"n": number(lang, facts.n_unplaced), "total": number(lang, facts.n_total)}
        sentences.append(text(lang, "evaluation.unplaced", **values))
    if facts.n_by_area:
        sentences.append(text(lang, "detect.by_area", n=number(lang, facts.n_by_area)))
    if facts.empty_months:
        listed = ", ".join(month(one, lang) for one in facts.empty_months)
        sentences.append(text(lang, "evaluation.empty_months", months=listed))
    if facts.is_snapped:
        sentences.append(text(lang, "evaluation.snapped"))
    return sentences
