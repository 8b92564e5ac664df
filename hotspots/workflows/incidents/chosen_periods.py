"""Which weeks, months, quarters, half-years or days a question about incidents means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hotspots.analysis.time.extents import extents
from hotspots.analysis.time.periods import YearDays, covered_span, covers
from hotspots.analysis.time.weeks import Span, covered_to
from hotspots.analysis.time.whole_periods import (
    PeriodSpan,
    period_around,
    span_of,
    whole_periods,
    year_span,
)
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.model.periods import Period, of_days
from hotspots.workflows.incidents.question import IncidentsQuestion, PeriodChoice
from hotspots.workflows.loads.covered_days import day_counts

_MOST_NAMED = 8


@dataclass(frozen=True)
class ChosenPeriods:
    """The periods that are counted, those left out, and what the extracts cover.

    ``uncovered`` are not covered from end to end, ``cut`` reach beyond the days asked for.
    ``last_reported`` is None where the day of report is what counts, or where nothing has one.
    """

    spans: Sequence[PeriodSpan]
    uncovered: Sequence[Period]
    cut: Sequence[Period]
    days: dict[int, YearDays]
    last_reported: date | None

    def lag(self, span: PeriodSpan) -> timedelta | None:
        """Return how long after a period reports have come in; None where it does not matter."""
        if self.last_reported is None:
            return None
        return max(self.last_reported - span.days[1], timedelta(0))


def chosen_periods(store: Store, question: IncidentsQuestion, say: Say) -> ChosenPeriods:
    """Return the periods asked about; every choice made for the user is said.

    Raises where the extracts cover none of them from end to end.
    """
    choice = question.choice or PeriodChoice()
    by_reported = question.date_used == "reported"
    counts = day_counts(store, by_reported=by_reported)
    days = extents(counts)
    covered = covered_span(days)
    if covered is None:
        raise HotspotsError(
            message(
                "The store has no incidents with such a day. Bring some in with `hotspots load "
                "incidents`, or count by the other day with --date."
            )
        )
    last_reported = store.rows("incidents/last_reported")[0]["last_reported"]
    until = covered[1] if by_reported else covered_to(covered[1], last_reported, counts)
    whole, cut = _periods(choice, question.year, (covered[0], until), say)
    kept = [period for period in whole if _is_covered(period.days, days, (covered, until))]
    if not kept:
        raise _none_covered([*whole, *cut], (covered[0], until))
    uncovered = [period for period in whole if period not in kept]
    return ChosenPeriods([*map(span_of, kept)], uncovered, cut, days,
                        None if by_reported else last_reported)  # fmt: skip


def named_periods(choice: PeriodChoice, year: int | None) -> list[Period] | None:
    """Return the periods that the options alone tell; None where they leave it to the store.

    Raises where the days asked for cut one: nothing is left out of what is declared.
    """
    if choice.period is not None:
        return [choice.period]
    if choice.per and not choice.has_days and year is not None:
        return whole_periods(choice.per, year_span(choice.per, year))[0]
    if choice.first_day is None or choice.last_day is None:
        return None
    span = choice.first_day, choice.last_day
    if choice.per is None:
        return [of_days(*span)]
    whole, cut = whole_periods(choice.per, span)
    if cut:
        raise UsageProblem(
            message(
                "{options}: {periods} reach beyond these days. Say the first and the last day of "
                "whole ones.",
                options=choice.words,
                periods=", ".join(map(str, cut)),
            )
        )
    return whole


def _periods(
    choice: PeriodChoice, year: int | None, covered: Span, say: Say
) -> tuple[list[Period], list[Period]]:
    """Return the periods asked for, and those that the days asked for cut."""
    if choice.period is not None:
        return [choice.period], []
    if choice.has_days or choice.per is None:
        span = _days_of(choice, covered, say)
        return whole_periods(choice.per, span) if choice.per else ([of_days(*span)], [])
    if year is None:
        year = _newest_year(choice, covered)
        say(
            message(
                "Year set to {year}, the newest with incidents. Change it with --year.", year=year
            )
        )
    return whole_periods(choice.per, year_span(choice.per, year))


def _newest_year(choice: PeriodChoice, covered: Span) -> int:
    """Return the year of the newest period that has ended on a covered day."""
    kind = choice.per or "month"
    newest = period_around(kind, covered[1])
    return newest.year if newest.days[1] <= covered[1] else newest.before.year


def _days_of(choice: PeriodChoice, covered: Span, say: Say) -> Span:
    span = choice.first_day or covered[0], choice.last_day or covered[1]
    if span[0] > span[1]:
        raise _none_covered([], covered)
    if choice.first_day is None or choice.last_day is None:
        say(
            message(
                "Period set to {first} to {last}, where incidents are loaded. Change it "
                "with --from and --to.",
                first=span[0],
                last=span[1],
            )
        )
    if choice.per is None and PeriodSpan(Period(span[0].year), span).earlier(1)[1] >= span[0]:
        raise UsageProblem(
            message(
                "From {first} to {last} is longer than a year, so no earlier year has days of its "
                "own beside it. Say how to divide it with --per, such as --per quarter.",
                first=span[0],
                last=span[1],
            )
        )
    return span


def _is_covered(span: Span, days: dict[int, YearDays], ends: tuple[Span, date]) -> bool:
    """Tell whether extracts cover a span: to their last day, or to a quiet Sunday after it."""
    covered, until = ends
    if covers(days, span):
        return True
    is_quiet_end = span[0] <= covered[1] < span[1] <= until
    return is_quiet_end and covers(days, (span[0], covered[1]))


def _none_covered(periods: Sequence[Period], covered: Span) -> HotspotsError:
    return HotspotsError(
        message(
            "The extracts cover none of the periods asked for from end to end{names}: they run "
            "from {first_day} to {last_day}. Ask for others.",
            names=f" ({', '.join(map(str, periods[:_MOST_NAMED]))})" if periods else "",
            first_day=covered[0],
            last_day=covered[1],
        )
    )
