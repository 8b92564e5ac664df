"""Incidents by weeks, months, quarters or days in words: a sentence a row, and what to mind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hotspots.analysis.incidents.periods import USUAL_YEARS
from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.methods.multiplicity import Method
from hotspots.analysis.time.weeks import has_week_53
from hotspots.analysis.time.whole_periods import PeriodSpan
from hotspots.language import Lang
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.incidents import DateUsed, PeriodRow
from hotspots.model.periods import Period
from hotspots.sentences.incidents.swings import swing_note
from hotspots.sentences.incidents.week import mean_words
from hotspots.sentences.texts import counted, day, number, period_words, text

_NO_AREA = frozenset({OUTSIDE, UNPLACED})
_OUT = ("worse", "better")
_MOST_NAMED = 8
_ACCOUNT = ("n", "n_counted", "n_coarse", "n_undated", "n_elsewhere")


@dataclass(frozen=True)
class PeriodFacts:
    """What a table of periods is about, and what must be minded of it.

    ``uncovered`` are left out because the extracts do not cover them, ``cut`` because they reach
    beyond the days asked for. Of all ``n`` cases ``n_counted`` lie in the periods, ``n_coarse``
    are not known exactly enough, ``n_undated`` have no day, ``n_elsewhere`` lie on other days.
    ``n_tests`` are tested together, of the ``n_areas`` of the set; ``is_part`` where not all of
    them are shown. ``reports_until`` is the last day of report where reports still come in.
    """

    spans: Sequence[PeriodSpan]
    uncovered: Sequence[Period]
    cut: Sequence[Period]
    baseline: int | None
    date_used: DateUsed
    adjust: Method
    n: int
    n_counted: int
    n_coarse: int
    n_undated: int
    n_elsewhere: int
    n_tests: int
    n_areas: int
    is_part: bool
    learnt: Sequence[Swings | None]
    reports_until: date | None


def row_sentence(row: PeriodRow, facts: PeriodFacts, lang: Lang) -> str:
    """Return a row as a sentence: how many, how many usually, and whether that may be chance."""
    key = "periods.reported" if facts.date_used == "reported" else "periods.occurred"
    parts = [counted(lang, key, row.n, cases=number(lang, row.n), place=row.name,
                     period=Period.of(row.period))]  # fmt: skip
    if row.area not in _NO_AREA:
        if row.usual_mean is not None:
            key = "periods.usually" if facts.baseline is None else "periods.baseline"
            parts.append(text(lang, key, mean=mean_words(row.usual_mean, lang),
                              year=facts.baseline))  # fmt: skip
        parts.append(_verdict(row, facts, lang))
    return " ".join(parts)


def _verdict(row: PeriodRow, facts: PeriodFacts, lang: Lang) -> str:
    """Return the verdict as a sentence; that it may be chance is the usual one."""
    if facts.baseline is not None and row.verdict in _OUT:
        return text(lang, f"periods.than_{row.verdict}", year=facts.baseline)
    return text(lang, f"week.verdict_{row.verdict}")


def period_notes(rows: Sequence[PeriodRow], facts: PeriodFacts, lang: Lang) -> list[str]:
    """Return what must be said beside the rows: the answer first, then what changes it."""
    return [
        *_headline(rows, facts, lang),
        *_left_out_notes(facts, lang),
        text(lang, "incidents.reported" if facts.date_used == "reported" else "note.occurred"),
        *_account_notes(facts, lang),
        *_usual_notes(rows, facts, lang),
        *_people_notes(rows, lang),
        *_swing_notes(facts, lang),
        *_family_notes(facts, lang),
    ]


def _headline(rows: Sequence[PeriodRow], facts: PeriodFacts, lang: Lang) -> list[str]:
    """Say which rows have more or fewer than usual; that none has is the usual answer."""
    if not any(row.usual_mean is not None for row in rows):
        return [text(lang, "periods.no_years")]
    sentences = []
    for verdict in _OUT:
        names = [_named(row, facts, lang) for row in rows if row.verdict == verdict]
        if names:
            key = f"periods.{verdict}" if facts.baseline is None else f"periods.{verdict}_year"
            sentences.append(text(lang, key, names=_listed(names, lang), year=facts.baseline))
    none_out = "periods.none_out" if facts.baseline is None else "periods.none_out_year"
    return [" ".join(sentences or [text(lang, none_out, year=facts.baseline)])]


def _named(row: PeriodRow, facts: PeriodFacts, lang: Lang) -> str:
    values = {"name": row.name, "n": number(lang, row.n),
              "mean": mean_words(row.usual_mean or 0, lang)}  # fmt: skip
    if facts.baseline is not None:
        return text(lang, "periods.out_year", period=Period.of(row.period), year=facts.baseline,
                    **values)  # fmt: skip
    if len(facts.spans) == 1:
        return text(lang, "week.out", **values)
    return text(lang, "periods.out", period=Period.of(row.period), **values)


def _listed(names: Sequence[str], lang: Lang) -> str:
    shown = "; ".join(names[:_MOST_NAMED])
    n_more = len(names) - _MOST_NAMED
    return shown if n_more < 1 else text(lang, "periods.and_more", names=shown, n=n_more)


def _left_out_notes(facts: PeriodFacts, lang: Lang) -> list[str]:
    return [
        counted(lang, key, len(periods), cases=len(periods),
                names=_listed([period_words(each, lang) for each in periods], lang))
        for key, periods in (("periods.uncovered", facts.uncovered), ("periods.cut", facts.cut))
        if periods
    ]  # fmt: skip


def _account_notes(facts: PeriodFacts, lang: Lang) -> list[str]:
    """Say where all cases are that the periods do not have, and what is known too roughly."""
    numbers = {name: getattr(facts, name) for name in _ACCOUNT}
    if facts.date_used == "reported":
        return [account_note(numbers, lang)]
    return [_accounted("periods.coarse", numbers, lang)] if facts.n_coarse else []


def account_note(numbers: Mapping[str, Any], lang: Lang) -> str:
    """Return where all incidents are by the day of report: in the periods, elsewhere, undated."""
    return _accounted("periods.account", numbers, lang)


def _accounted(key: str, numbers: Mapping[str, Any], lang: Lang) -> str:
    return text(lang, key, **{name: number(lang, numbers[name]) for name in _ACCOUNT})


def _usual_notes(rows: Sequence[PeriodRow], facts: PeriodFacts, lang: Lang) -> list[str]:
    if not any(row.usual_years for row in rows):
        return []
    is_week = facts.spans[0].period.kind == "week"
    days = text(lang, "periods.same_weeks" if is_week else "periods.same_days")
    if facts.baseline is not None:
        notes = [text(lang, "periods.of_baseline", days=days, year=facts.baseline)]
    else:
        notes = [text(lang, "periods.of_years", days=days, most=USUAL_YEARS)]
    if facts.reports_until is not None and facts.date_used == "occurred":
        notes.append(text(lang, "periods.ripe", last=day(lang, facts.reports_until)))
    if is_week and any(has_week_53(span.days) for span in facts.spans):
        notes.append(text(lang, "week.week_53"))
    return notes


def _people_notes(rows: Sequence[PeriodRow], lang: Lang) -> list[str]:
    years = {row.first_day.year for row in rows if "no_population" in row.flags}
    notes = [text(lang, "note.no_population", year=year) for year in sorted(years)
             if not any(row.population for row in rows if row.first_day.year == year)]  # fmt: skip
    if any("counts_only" in row.flags for row in rows):
        notes.append(text(lang, "note.counts_only"))
    visited = sorted({row.name for row in rows
                      if "visitor_heavy" in row.flags and row.area != CITY})  # fmt: skip
    if visited:
        notes.append(text(lang, "incidents.visitor_heavy", names=", ".join(visited)))
    return notes


def _swing_notes(facts: PeriodFacts, lang: Lang) -> list[str]:
    if not facts.n_tests:
        return []
    learnt = [each for each in facts.learnt if each is not None]
    if not learnt:
        return [text(lang, "week.chance_only")]
    if len(facts.spans) == 1:
        return [swing_note(learnt[0], lang)]
    return [text(lang, "periods.swings")]


def _family_notes(facts: PeriodFacts, lang: Lang) -> list[str]:
    """Say what is tested together: every area of the set in every period, shown or not."""
    if not facts.n_tests:
        return []
    notes = [counted(lang, f"periods.{facts.adjust}", facts.n_tests, n_tests=facts.n_tests,
                     n_areas=facts.n_areas, n_periods=len(facts.spans))]  # fmt: skip
    if facts.is_part:
        notes.append(text(lang, "periods.family_of_set", n_areas=facts.n_areas))
    return notes
