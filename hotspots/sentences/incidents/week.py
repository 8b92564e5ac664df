"""The cases of some weeks in words: which weeks, a sentence for each row, and what to mind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hotspots.analysis.incidents.week import ALL_KINDS
from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.time.weeks import Span, has_week_53, weeks_of
from hotspots.language import Lang
from hotspots.model.areas import UNPLACED
from hotspots.model.incidents import WeekRow
from hotspots.sentences.incidents.swings import swing_note
from hotspots.sentences.texts import counted, day, number, text

_MOST_NAMED = 3
_LARGE_MEAN = 10


@dataclass(frozen=True)
class WeekFacts:
    """What a table of weeks is about, and what must be minded of it.

    ``lag_days`` is how many days after the weeks reports have come in, None where all of them
    have; ``usual_years`` are the ISO years that say what is usual. ``covered_to`` is the last day
    with incidents, ``n_undated`` how many of all counted have no day of report, ``n_counted`` how
    many there are. ``since`` is the load after which cases are new.
    """

    span: Span
    place: str
    usual_years: Sequence[int]
    lag_days: int | None
    last_reported: date | None
    covered_to: date
    since: int | None
    n_undated: int
    n_counted: int

    @property
    def is_single_week(self) -> bool:
        """Tell whether it is about a single week."""
        return (self.span[1] - self.span[0]).days + 1 == 7  # noqa: PLR2004 - days of a week


def week_words(span: Span, lang: Lang) -> str:
    """Return which weeks a span is: ``uge 52, 2024``, ``uge 51-52, 2024`` or over New Year."""
    first, last = weeks_of(span)
    if first == last:
        return text(lang, "week.week", week=last[1], year=last[0])
    if first[0] == last[0]:
        return text(lang, "week.weeks", first=first[1], last=last[1], year=last[0])
    return text(lang, "week.weeks_of_years", first=first[1], first_year=first[0],
                last=last[1], year=last[0])  # fmt: skip


def row_sentence(row: WeekRow, facts: WeekFacts, lang: Lang) -> str:
    """Return a row as a sentence: how many, how many usually, and whether that may be chance."""
    return " ".join(filter(None, (_how_many(row, facts, lang), _usually(row, facts, lang))))


def _how_many(row: WeekRow, facts: WeekFacts, lang: Lang) -> str:
    values = {
        "cases": number(lang, row.n),
        "place": row.name,
        "weeks": week_words(facts.span, lang),
    }
    if row.area == UNPLACED:
        return counted(lang, "week.unplaced", row.n, **values)
    if row.category == ALL_KINDS:
        return counted(lang, "week.cases", row.n, **values)
    return counted(lang, "week.cases_of_kind", row.n, kind=row.category, **values)


def _usually(row: WeekRow, facts: WeekFacts, lang: Lang) -> str:
    if row.area == UNPLACED:
        return ""
    key = "week.before" if facts.is_single_week else "week.before_weeks"
    before = "" if row.before_n is None else text(lang, key, n=number(lang, row.before_n))
    if row.usual_mean is None:
        return f"{before} {text(lang, 'week.no_baseline')}".lstrip()
    usual = text(lang, "week.usually", mean=mean_words(row.usual_mean, lang),
                 span=span_words(row, lang))  # fmt: skip
    return " ".join(filter(None, (before, usual, verdict_words(row, lang))))


def span_words(row: WeekRow, lang: Lang) -> str:
    """Return the counts that chance explains: ``5 til 17``; nothing where there are none."""
    if row.usual_low is None:
        return ""
    if row.usual_high is None:
        return text(lang, "week.span_open", low=number(lang, row.usual_low))
    return text(lang, "week.span", low=number(lang, row.usual_low),
                high=number(lang, row.usual_high))  # fmt: skip


def mean_words(mean: float, lang: Lang) -> str:
    """Return a mean as people say it: with a decimal where it is small."""
    return number(lang, mean, 0 if mean >= _LARGE_MEAN else 1)


def verdict_words(row: WeekRow, lang: Lang) -> str:
    """Return the verdict as a sentence; that it may be chance is the usual one."""
    return text(lang, f"week.verdict_{row.verdict}")


def headline(rows: Sequence[WeekRow], facts: WeekFacts, lang: Lang) -> str:
    """Return what the place, its kinds and its areas say together, in a few sentences."""
    whole, *rest = rows
    parts = [row_sentence(whole, facts, lang)]
    kinds = [row for row in rest if row.category != ALL_KINDS]
    areas = [row for row in rest if row.category == ALL_KINDS and row.area != UNPLACED]
    if whole.usual_mean is not None:
        parts += _standing_out(kinds, "kinds", lang) + _standing_out(areas, "areas", lang)
        if not any(row.verdict in {"better", "worse"} for row in (*kinds, *areas)):
            parts.append(text(lang, "week.none_out" if areas else "week.no_kind_out"))
    if len(areas) > 1 and whole.n:
        parts.append(text(lang, "week.most_in", names=_most(areas, lang)))
    return " ".join(parts)


def _standing_out(rows: Sequence[WeekRow], which: str, lang: Lang) -> list[str]:
    """Return which rows have more and which fewer than usual, if any."""
    sentences = []
    for verdict in ("worse", "better"):
        names = [
            text(lang, "week.out", name=row.category if which == "kinds" else row.name,
                 n=number(lang, row.n), mean=mean_words(row.usual_mean or 0, lang))
            for row in rows if row.verdict == verdict
        ]  # fmt: skip
        if names:
            sentences.append(text(lang, f"week.{which}_{verdict}", names=", ".join(names)))
    return sentences


def _most(areas: Sequence[WeekRow], lang: Lang) -> str:
    ordered = sorted((row for row in areas if row.n), key=lambda row: (-row.n, row.area))
    return ", ".join(f"{row.name} ({number(lang, row.n)})" for row in ordered[:_MOST_NAMED])


def week_notes(
    rows: Sequence[WeekRow], facts: WeekFacts, learnt: Swings | None, lang: Lang
) -> list[str]:
    """Return what must be said beside the rows: what changes their meaning first."""
    return [
        *_coverage_notes(facts, lang),
        *_usual_notes(rows, facts, lang),
        *_swing_notes(facts, learnt, lang),
        text(lang, "note.occurred"),
    ]


def _coverage_notes(facts: WeekFacts, lang: Lang) -> list[str]:
    notes = []
    if facts.span[1] > facts.covered_to:
        notes.append(text(lang, "week.not_covered", last=day(lang, facts.covered_to)))
    if facts.lag_days is not None and facts.last_reported is not None:
        notes.append(text(lang, "week.ripe", last=day(lang, facts.last_reported),
                          days=counted(lang, "week.days", facts.lag_days,
                                       cases=number(lang, facts.lag_days))))  # fmt: skip
    if facts.lag_days is not None and facts.n_undated:
        notes.append(text(lang, "week.undated", n=number(lang, facts.n_undated),
                          total=number(lang, facts.n_counted)))  # fmt: skip
    if has_week_53(facts.span):
        notes.append(text(lang, "week.week_53"))
    return notes


def _usual_notes(rows: Sequence[WeekRow], facts: WeekFacts, lang: Lang) -> list[str]:
    years = facts.usual_years
    if not years:
        return [text(lang, "week.no_years")]
    listed = ", ".join(map(str, years))
    notes = [counted(lang, "week.usual_years", len(years), cases=len(years), years=listed)]
    n_kinds = sum(row.p is not None and row.category != ALL_KINDS for row in rows)
    n_areas = sum(row.p is not None for row in rows[1:]) - n_kinds
    key = "week.families" if n_areas else "week.family"
    return [*notes, text(lang, key, n_kinds=n_kinds, n_areas=n_areas)] if n_kinds else notes


def _swing_notes(facts: WeekFacts, learnt: Swings | None, lang: Lang) -> list[str]:
    if not facts.usual_years:
        return []
    if learnt is None:
        return [text(lang, "week.chance_only")]
    return [swing_note(learnt, lang, "week.swings")]


def new_note(rows: Sequence[WeekRow], facts: WeekFacts, lang: Lang) -> str:
    """Return how many cases of the place are new, and how many of these occurred before."""
    new, late = rows[0].new_n, rows[0].late_n
    if new is None or late is None:
        return text(lang, "week.no_reports")
    key = "week.new" if facts.since is None else "week.new_since"
    return counted(lang, key, new, cases=number(lang, new), late=number(lang, late),
                   load=facts.since)  # fmt: skip
