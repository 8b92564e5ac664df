"""Which months of an evaluation are compared."""

import re
from dataclasses import dataclass
from datetime import date

from hotspots.analysis.time import months
from hotspots.analysis.time.months import Span
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.workflows.efforts.areas import EvaluationQuestion
from hotspots.workflows.efforts.effort import Dates, Effort, dates_of
from hotspots.workflows.loads.covered_days import days_by_year

_SPAN = re.compile(r"(\d{4})-(\d\d)\.\.(\d{4})-(\d\d)")
_LAST_MONTH = 12
_MOST_YEARS_BEFORE = 10


@dataclass(frozen=True)
class Periods:
    """The months compared, all the months before, and all that are counted.

    ``covered`` are the months that the extracts cover; ``start`` and ``end`` are the effort's
    first and last day, None where they are not known.
    """

    before: Span
    after: Span
    all_before: Span
    counted: Span
    covered: frozenset[int]
    start: date | None
    end: date | None

    @property
    def same_calendar(self) -> bool:
        """Tell whether both have the same months of the calendar."""
        return months.compared_with(self.before, self.after)

    def part_of(self, month: int) -> str:
        """Return to which part a month belongs: before, after, or neither."""
        return "before" if month in self.before else "after" if month in self.after else "not"


def periods_of(store: Store, effort: Effort, question: EvaluationQuestion, say: Say) -> Periods:
    """Settle the months that are compared; what was chosen for the user is said."""
    by_reported = question.date_used == "reported"
    covered = months.covered_months(days_by_year(store, by_reported=by_reported))
    if not covered:
        raise HotspotsError(
            message(
                "The store has no whole month of incidents yet. Bring some in with "
                "`hotspots load incidents`."
            )
        )
    spans = _span(question.before, "--before"), _span(question.after, "--after")
    dates = _dates(effort, spans)
    before, after = _compared(dates, covered, spans, question, say)
    _check(before, after, covered, dates)
    last_before = before.last if dates is None else months.month_of(dates.first_start) - 1
    run = months.run_back(covered, last_before)
    all_before = Span(max(run.first, run.last - _MOST_YEARS_BEFORE * months.YEAR + 1), run.last)
    counted = Span(min(before.first, all_before.first), max(after.last, *covered))
    start, end = (dates.first_start, dates.end) if dates else (None, None)
    return Periods(before, after, all_before, counted, covered, start, end)


def _dates(effort: Effort, spans: tuple[Span | None, Span | None]) -> Dates | None:
    """Return the effort's dates; where both periods were given they may be unknown."""
    try:
        return dates_of(effort)
    except HotspotsError:
        if None in spans:
            raise
        return None


def _compared(
    dates: Dates | None,
    covered: frozenset[int],
    spans: tuple[Span | None, Span | None],
    question: EvaluationQuestion,
    say: Say,
) -> tuple[Span, Span]:
    before, after = spans
    if before is not None and after is not None:
        return before, after
    if dates is None:
        raise HotspotsError(message("The dates are not known: give both --before and --after."))
    earlier, later = _candidates(dates, covered, question)
    if before is not None or after is not None:
        pair = _beside(before, after, earlier, later)
    else:
        pair = months.matched(earlier, later)
    if pair is None:
        raise HotspotsError(_too_short(earlier, later, covered))
    say(
        message(
            "Compared are {found} and {found_2}. Change it with --before and --after.",
            found=pair[0],
            found_2=pair[1],
        )
    )
    return pair


def _beside(
    before: Span | None, after: Span | None, earlier: Span, later: Span
) -> tuple[Span, Span] | None:
    if before is not None:
        span = months.same_after(later, before)
        return (before, span) if span else None
    if after is not None and (span := months.same_before(earlier, after)):
        return span, after
    return None


def _candidates(
    dates: Dates, covered: frozenset[int], question: EvaluationQuestion
) -> tuple[Span, Span]:
    """Return the whole months before the first start, and those in the effort or after its end."""
    earlier = months.run_back(covered, months.month_of(dates.first_start) - 1)
    if question.since == "end":
        if dates.end is None:
            raise HotspotsError(
                message(
                    "The effort has no end yet: leave --since end out to look at the time "
                    "since its start."
                )
            )
        return earlier, months.run_on(covered, months.month_of(dates.end) + 1)
    first = months.month_of(dates.last_start) + (dates.last_start.day > 1)
    later = months.run_on(covered, first)
    if dates.end is None:
        return earlier, later
    last = months.month_of(dates.end)
    last -= dates.end < months.last_day(last)
    return earlier, Span(first, min(later.last, last))


def _too_short(earlier: Span, later: Span, covered: frozenset[int]) -> str:
    return message(
        "There are {n} whole months of incidents right before and {n_2} in the "
        "effort, and no months of the calendar that both have: the extracts "
        "cover {runs}. Load more with `hotspots load incidents`, or name the "
        "months with --before and --after.",
        n=len(earlier),
        n_2=len(later),
        runs=_runs(covered),
    )


def _runs(covered: frozenset[int]) -> str:
    starts = sorted(one for one in covered if one - 1 not in covered)
    return ", ".join(str(months.run_on(covered, one)) for one in starts)


def _check(before: Span, after: Span, covered: frozenset[int], dates: Dates | None) -> None:
    if dates and before.last >= months.month_of(dates.first_start):
        raise UsageProblem(
            message(
                "--before {before} reaches into the effort, which began on "
                "{first_start}. Choose earlier months.",
                before=before,
                first_start=dates.first_start,
            )
        )
    if after.first <= before.last:
        raise UsageProblem(
            message(
                "--before {before} must end before --after {after} begins.",
                before=before,
                after=after,
            )
        )
    lost = [one for one in (*before.months, *after.months) if one not in covered]
    if lost:
        raise HotspotsError(
            message(
                "The extracts do not cover {named} from end to end; they cover {runs}. "
                "Choose other months with --before and --after.",
                named=months.named(lost[0]),
                runs=_runs(covered),
            )
        )


def _span(period_text: str | None, option: str) -> Span | None:
    if period_text is None:
        return None
    parts = _SPAN.fullmatch(period_text.strip())
    if parts:
        year, month, last_year, last_month = map(int, parts.groups())
        real = 1 <= month <= _LAST_MONTH and 1 <= last_month <= _LAST_MONTH and year
        span = Span(year * months.YEAR + month - 1, last_year * months.YEAR + last_month - 1)
        if real and span:
            return span
    raise UsageProblem(
        message(
            "{option} {told!r}: write the first and the last month, such as {option} "
            "2008-01..2008-12.",
            option=option,
            told=period_text,
        )
    )
