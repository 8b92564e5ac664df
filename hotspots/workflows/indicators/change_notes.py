"""What must travel with an answer about change: editions, breaks, limits, many areas at once."""

import math
from collections.abc import Iterable, Sequence

from hotspots.analysis.indicators.pairing import period_of
from hotspots.analysis.methods.multiplicity import Method
from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.indicators import ChangeRow, Figure, MeasuredStep, Tested
from hotspots.model.periods import Period
from hotspots.sentences.advice import advice
from hotspots.sentences.indicators.change import deff_number, points
from hotspots.sentences.slices import year_spans
from hotspots.sentences.texts import counted, number, period_words, text
from hotspots.workflows.asking.questions import Question, Scope
from hotspots.workflows.indicators.assumed_answers import unused_notes
from hotspots.workflows.indicators.figures import FigureSeries

# Whether p was not adjusted, whether several groups of people were tested at once.
_FAMILY_NOTES = {
    (False, False): "note.multiplicity",
    (False, True): "note.multiplicity_groups",
    (True, False): "note.multiplicity_none",
    (True, True): "note.multiplicity_none_groups",
}
# Whether ends were pooled, whether p was not adjusted.
_ALL_YEARS_NOTES = {
    (False, False): "note.trend",
    (False, True): "note.trend_alone",
    (True, False): "note.ends",
    (True, True): "note.ends_alone",
}


def notes(
    scope: Scope,
    question: Question,
    rows: Sequence[ChangeRow],
    series: FigureSeries,
    step: MeasuredStep | None = None,
    *,
    of_groups: bool = False,
) -> list[str]:
    """Return the notes on a change, the gravest first; ``of_groups`` where several are told."""
    lang = question.lang
    return [
        *_answers(rows, lang),
        *_sparse_year(scope, lang),
        *_no_baseline(scope, series, lang),
        *break_notes(scope, lang, is_measured=step is not None),
        *_step(step, lang),
        *_season(scope, lang),
        *_missing_years(scope, series, lang),
        *_carried(scope, rows, series, lang),
        *_editions(rows, lang),
        *assumed_notes(question, series_of(rows, series)),
        *family_note(_n_tests(rows), question.adjust, lang, of_groups=of_groups),
        *_swings(rows, lang),
        *all_years_notes(question, rows),
        *_reliability(question, rows),
    ]


def series_of(rows: Sequence[ChangeRow], series: FigureSeries) -> list[Figure]:
    """Return the figures of the periods that are compared."""
    compared = {rows[0].baseline_period, rows[0].period}
    return [one for one in (*series.baseline_rows, *series.rows) if period_of(one) in compared]


def _answers(rows: Sequence[ChangeRow], lang: Lang) -> list[str]:
    """Say that answers are assumed, or that they could be where nobody states them."""
    n_assumed = sum("assumed_n" in row.flags for row in rows)
    if n_assumed:
        return [text(lang, "note.assumed_n")]
    n_open = sum("no_n" in row.flags and row.area != CITY for row in rows)
    could_be = n_open and rows[0].printed.measure == "share"
    if not could_be:
        return []
    return [counted(lang, "note.no_n", n_open, n_areas=n_open), advice(lang, "assume_n")]


def _sparse_year(scope: Scope, lang: Lang) -> list[str]:
    """Say which newer year was passed over because few areas have a figure in it."""
    if scope.sparse is None:
        return []
    n_areas = scope.sparse.n_areas
    newer = period_words(scope.sparse.period, lang)
    year = period_words(scope.period, lang)
    return [
        counted(lang, "note.sparse_year", n_areas, n_areas=n_areas, year=year, newer=newer),
        advice(lang, "newer_year", newer=newer, option=scope.sparse.period),
    ]


def _no_baseline(scope: Scope, series: FigureSeries, lang: Lang) -> list[str]:
    """Say which earlier year can be compared, where no area has a figure in the baseline."""
    by_period: dict[Period, set[str]] = {}
    for row in (*series.baseline_rows, *series.rows):
        if row["area_code"] != CITY and row["percent"] is not None:
            by_period.setdefault(period_of(row), set()).add(row["area_code"])
    later = by_period.get(scope.period, set())
    if scope.baseline_period in by_period or not later:
        return []
    shared = {period.year: len(codes & later) for period, codes in by_period.items()
              if period.year < scope.year and period.part == scope.part}  # fmt: skip
    n_areas = max(shared.values(), default=0)
    if not n_areas:
        return []
    year = max(year for year, n in shared.items() if n == n_areas)
    periods = {"baseline": period_words(scope.baseline_period, lang),
               "earlier": period_words(Period(year, scope.part), lang),
               "year": period_words(scope.period, lang)}  # fmt: skip
    return [counted(lang, "note.no_baseline", n_areas, n_areas=n_areas, **periods),
            advice(lang, "baseline", option=Period(year, scope.part))]  # fmt: skip


def assumed_notes(question: Question, figures: Sequence[Figure]) -> list[str]:
    """Say which design effect is assumed, where figures state none, and what changes nothing."""
    unused = unused_notes(question.assumed, figures, question.lang)
    assumed = [one for one in figures if one.get("assumed_deff") is not None]
    if not assumed:
        return unused
    deff = deff_number(question.assume_deff, question.lang)
    return [text(question.lang, "note.assumed_deff", deff=deff),
            advice(question.lang, "assume_deff"), *unused]  # fmt: skip


def _swings(rows: Sequence[ChangeRow], lang: Lang) -> list[str]:
    """Say how far years swing beyond chance, or that too few years tell it."""
    tested = [row for row in rows if row.p is not None]
    of_areas = _swinging(row for row in tested if row.area != CITY)
    city = [row for row in tested if row.area == CITY]
    of_city = _swings_of_city(city, lang)
    if of_areas and rows[0].printed.measure == "per_1000":
        factors = [one.factor for one in of_areas]
        ends = {"least": number(lang, min(factors), 2), "most": number(lang, max(factors), 2)}
        return [text(lang, "note.swings_of_rates", **ends), *of_city]
    if of_areas:
        factor = number(lang, of_areas[0].factor, 2)
        return [
            text(lang, "note.swings", factor=factor, df=number(lang, of_areas[0].df)),
            *of_city,
        ]
    unknown = any("swings_unknown" in row.flags for row in tested)
    notes = [text(lang, "note.swings_unknown")] if unknown else []
    return [*notes, *(of_city if _swinging(city) else [])]


def _swinging(rows: Iterable[ChangeRow]) -> list[Tested]:
    return [row.tested for row in rows if math.isfinite(row.tested.df)]


def _swings_of_city(city: Sequence[ChangeRow], lang: Lang) -> list[str]:
    """Say how far the city's own years swing, or that it has too few; of groups, of each."""
    swinging = _swinging(city)
    if not swinging:
        return [text(lang, "note.swings_city_unknown")] if city else []
    factor, df = (
        "–".join(dict.fromkeys(number(lang, end, decimals) for end in (min(values), max(values))))
        for values, decimals in (([one.factor for one in swinging], 2),
                                 ([one.df for one in swinging], 0))
    )  # fmt: skip
    is_rate = city[0].printed.measure == "per_1000"
    key = "note.swings_city_of_rates" if is_rate else "note.swings_city"
    return [text(lang, key, factor=factor, df=df)]


def all_years_notes(question: Question, rows: Sequence[ChangeRow]) -> list[str]:
    """Say what is judged over all years, and what it cannot see."""
    n_areas = sum(row.trend_p is not None and row.area != CITY for row in rows)
    lang, window = question.lang, question.window
    across = "note.trend_method" if window is None else "note.ends_method"
    years = sorted({year for row in rows for year in row.judged.breaks})
    crossed = [text(lang, across, year=year) for year in years]
    if not n_areas:
        values = {"window": window, "least": 2 * (window or 0)}
        return [*([text(lang, "note.ends_none", **values)] if window else []), *crossed]
    key = _ALL_YEARS_NOTES[window is not None, question.adjust == "none"]
    method = text(lang, f"adjust.{question.adjust}")
    judged = text(lang, key, n_lines=n_areas, method=method, window=window)
    return [judged, *_off_line(rows, lang), *crossed]


def _off_line(rows: Sequence[ChangeRow], lang: Lang) -> list[str]:
    n_off = sum("off_line" in row.flags for row in rows)
    return [counted(lang, "note.off_line", n_off, n_areas=n_off)] if n_off else []


def break_notes(scope: Scope, lang: Lang, *, is_measured: bool = False) -> list[str]:
    """Return the breaks between the two years, with where they are written.

    Of a break in method ``is_measured`` says that its step was taken out of the change.
    """
    crossed = [one for one in scope.breaks if one.is_crossed(scope.baseline, scope.year)]
    keys = {"method": "note.method_break_measured"} if is_measured else {}
    return [
        text(lang, keys.get(series_break.kind, f"note.{series_break.kind}_break"),
             text=series_break.text(lang), source=series_break.source_in(lang))
        for series_break in crossed
    ]  # fmt: skip


def _missing_years(scope: Scope, series: FigureSeries, lang: Lang) -> list[str]:
    years = ", ".join(period_words(Period(year, scope.part), lang) for year in scope.years)
    name = scope.indicator["indicator"]
    there = {period_of(row) for row in (*series.baseline_rows, *series.rows)}
    missing = [
        text(lang, "note.years", indicator=name, year=period, years=years)
        for period in (scope.baseline_period, scope.period)
        if period not in there
    ]
    return [*missing, advice(lang, "years")] if missing else []


def _step(step: MeasuredStep | None, lang: Lang) -> list[str]:
    """Say what was taken out of the changes across a break, and how it was measured."""
    if step is None:
        return []
    low, high = (points(one, lang) for one in step.limits)
    values = {
        "earlier": step.earlier, "later": step.later, "step": points(step.value, lang),
        "low": low, "high": high, "n_measured": step.n_areas, "years": year_spans(step.years),
        "spread": number(lang, step.between**0.5, 1), "df": number(lang, step.df),
    }  # fmt: skip
    return [text(lang, "note.break_adjusted", **values)]


def _season(scope: Scope, lang: Lang) -> list[str]:
    """Say that two different parts of the year are compared, where it is so."""
    if scope.baseline_part == scope.part:
        return []
    periods = {"baseline": scope.baseline_period, "year": scope.period}
    return [text(lang, "note.other_part", **periods)]


def _carried(
    scope: Scope, rows: Sequence[ChangeRow], series: FigureSeries, lang: Lang
) -> list[str]:
    n_areas = sum("carried_over" in row.flags for row in rows)
    sentences = []
    if n_areas:
        values = {"from_set": scope.from_set, "basis": text(lang, f"basis.{series.basis}")}
        sentences.append(counted(lang, "note.carried", n_areas, n_areas=n_areas, **values))
    if series.n_incomplete:
        n_open = series.n_incomplete
        sentences.append(counted(lang, "note.carried_incomplete", n_open, n_areas=n_open))
    return sentences


def _editions(rows: Sequence[ChangeRow], lang: Lang) -> list[str]:
    years_of: dict[str, list[str]] = {}
    for period, editions in _by_period(rows).items():
        listed = ", ".join(map(str, sorted(editions)))
        years_of.setdefault(listed, []).append(period_words(period, lang))
    sentences = [
        text(lang, "note.edition", year=text(lang, "words.and").join(years), editions=listed)
        for listed, years in years_of.items()
        if listed
    ]
    n_areas = sum("edition_conflict" in row.flags for row in rows)
    if n_areas:
        sentences += [counted(lang, "note.edition_conflict", n_areas, n_areas=n_areas),
                      advice(lang, "conflicts")]  # fmt: skip
    return sentences


def _by_period(rows: Sequence[ChangeRow]) -> dict[Period, set[int]]:
    earlier = {row.baseline_edition for row in rows if row.baseline_edition is not None}
    later = {row.edition for row in rows if row.edition is not None}
    return {rows[0].baseline_period: earlier, rows[0].period: later}


def _n_tests(rows: Sequence[ChangeRow]) -> int:
    return sum(row.is_in_family for row in rows)


def family_note(n_tests: int, adjust: Method, lang: Lang, *, of_groups: bool = False) -> list[str]:
    """Return the note on many areas, or areas and groups, at once; none without any test."""
    key = _FAMILY_NOTES[adjust == "none", of_groups]
    method = text(lang, f"adjust.{adjust}")
    return [counted(lang, key, n_tests, n_tests=n_tests, method=method)] if n_tests else []


def _reliability(question: Question, rows: Sequence[ChangeRow]) -> list[str]:
    flags = {flag for row in rows for flag in row.flags}
    return thin_notes(
        question, too_few="too_few_answers" in flags, unreliable="unreliable" in flags
    )


def thin_notes(question: Question, *, too_few: bool, unreliable: bool) -> list[str]:
    """Return from how few answers figures are not shown, or marked unreliable."""
    lang, sentences = question.lang, []
    if too_few:
        sentences.append(text(lang, "note.too_few", min_n=number(lang, question.min_n)))
    if unreliable:
        limits = {"n": number(lang, question.unsure_n),
                  "width": number(lang, 100 * question.unsure_width)}  # fmt: skip
        sentences.append(text(lang, "note.unreliable", **limits))
    return sentences
