"""What cleared counts say, in words: under k, rounded, undecided, and that parts need not sum."""

from collections.abc import Sequence
from dataclasses import replace

from hotspots.analysis.incidents.class_verdicts import ClassMethod
from hotspots.analysis.incidents.cleared_rates import is_tested
from hotspots.analysis.incidents.rates import IncidentCounts
from hotspots.analysis.methods.count_swings import Swings
from hotspots.language import Lang
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.incidents import ClearedIncidentRow
from hotspots.model.periods import Period
from hotspots.sentences.incidents.rates import FAMILY, leap_notes
from hotspots.sentences.incidents.swings import swing_note
from hotspots.sentences.texts import counted, day, number, rate_number, text

_NAMES = {CITY: "change.city", OUTSIDE: "words.outside", UNPLACED: "words.unplaced"}
_JUDGED = frozenset({"better", "worse", "not_distinguishable", "undecided_classes"})


def spoken(row: ClearedIncidentRow, baseline: int | str, lang: Lang) -> ClearedIncidentRow:
    """Return a row with its name and its sentence; ``baseline`` is a year or a part of one."""
    name = text(lang, _NAMES[row.area]) if row.area in _NAMES else row.name
    parts = [_count(row, name, lang), *_rate(row, lang)]
    if row.verdict in _JUDGED:
        parts.append(text(lang, f"cleared.{row.verdict}", year=_period(baseline)))
    return replace(row, name=name, sentence="; ".join(parts) + ".")


def _period(written: int | str) -> Period:
    return Period.of(str(written))


def count_words(n_high: int, figure: int | None, lang: Lang) -> str:
    """Return the figure of a class, or under which number its counts are."""
    if figure is None:
        return text(lang, "cleared.under", n=number(lang, n_high + 1))
    return number(lang, figure)


def columns_note(k: int, lang: Lang) -> str:
    """Say what "under k" means, and which columns have the classes."""
    return text(lang, "cleared.classes", k=k, most=k - 1)


def classes_note(k: int, lang: Lang) -> str:
    """Say what "under k" means and that parts need not sum, where no column has the classes."""
    return text(lang, "cleared.classes_alone", k=k, most=k - 1)


def cleared_notes(
    rows: Sequence[ClearedIncidentRow],
    data: IncidentCounts,
    learnt: Swings | None,
    k: int,
    *,
    adjust: ClassMethod,
    lang: Lang,
    is_alone: bool = True,
) -> list[str]:
    """Return the sentences that must stand beside the rows, first what "under k" means.

    Where the period is not alone in its table, its rows say what it is.
    """
    return [
        columns_note(k, lang),
        text(lang, "note.occurred"),
        *(_place_notes(rows, data.period(data.year), lang) if is_alone else ()),
        *(_period_notes if is_alone else _periods_notes)(data, lang),
        *_people_notes(rows, data, lang),
        *_test_notes(rows, data, learnt, lang, is_alone=is_alone),
        *_family_notes(rows, adjust, lang),
    ]


def _count(row: ClearedIncidentRow, name: str, lang: Lang) -> str:
    n = count_words(row.n_high, row.n, lang)
    return text(lang, "cleared.count", name=name, n=n, year=_period(row.period))


def _rate(row: ClearedIncidentRow, lang: Lang) -> list[str]:
    if row.rate_per_1000 is not None:
        return [text(lang, "cleared.rate", rate=rate_number(lang, row.rate_per_1000))]
    if row.rate_below_per_1000 is not None:
        rate = rate_number(lang, row.rate_below_per_1000)
        return [text(lang, "cleared.rate_below", rate=rate)]
    return []


def _place_notes(rows: Sequence[ClearedIncidentRow], period: int | str, lang: Lang) -> list[str]:
    return [
        text(lang, f"cleared.{key}", n=count_words(row.n_high, row.n, lang), year=_period(period))
        for row in rows
        for area, key in ((UNPLACED, "unplaced"), (OUTSIDE, "outside"))
        if row.area == area
    ]


def _period_notes(data: IncidentCounts, lang: Lang) -> list[str]:
    if data.window.is_whole_year:
        return []
    first, last = data.window.days_of(data.year)
    return [text(lang, "cleared.part_year", first=day(lang, first), last=day(lang, last))]


def _periods_notes(data: IncidentCounts, lang: Lang) -> list[str]:
    """Say what each of several periods is compared with, if anything."""
    if data.baseline not in data.window.covered:
        return []
    return [text(lang, "cleared.each_period", year=data.baseline)]


def _people_notes(
    rows: Sequence[ClearedIncidentRow], data: IncidentCounts, lang: Lang
) -> list[str]:
    notes = [
        text(lang, "note.no_population", year=year)
        for year in sorted({data.baseline, data.year} & data.window.covered)
        if not any(year_of == year for _, year_of in data.population)
    ]
    if any("counts_only" in row.flags for row in rows):
        notes.append(text(lang, "note.counts_only"))
    visited = [row.name for row in rows if "visitor_heavy" in row.flags]
    if visited:
        notes.append(text(lang, "incidents.visitor_heavy", names=", ".join(visited)))
    return notes


def _test_notes(
    rows: Sequence[ClearedIncidentRow],
    data: IncidentCounts,
    learnt: Swings | None,
    lang: Lang,
    *,
    is_alone: bool,
) -> list[str]:
    if data.baseline not in data.window.covered:
        return [text(lang, "cleared.no_baseline")]
    notes = leap_notes(data.window, (data.baseline, data.year), lang)
    notes.append(_swing_words(learnt, lang, is_alone=is_alone))
    notes.append(text(lang, "cleared.holds"))
    undecided = [row.name for row in rows if row.verdict == "undecided_classes"]
    if undecided and is_alone:
        notes.append(counted(lang, "cleared.undecided", len(undecided), n_areas=len(undecided),
                             names=", ".join(undecided)))  # fmt: skip
    if any(row.city_ratio is not None for row in rows):
        notes.append(text(lang, "incidents.city_ratio"))
    return notes


def _swing_words(learnt: Swings | None, lang: Lang, *, is_alone: bool) -> str:
    if learnt is None:
        return text(lang, "incidents.chance_only")
    return swing_note(learnt, lang) if is_alone else text(lang, "periods.swings")


def _family_notes(
    rows: Sequence[ClearedIncidentRow], adjust: ClassMethod, lang: Lang
) -> list[str]:
    n_tests = sum(map(is_tested, rows))
    return [text(lang, FAMILY[adjust], n_tests=n_tests)] if n_tests else []
