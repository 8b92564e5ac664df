"""From which day to which the incidents of a year run, without the few far from the others."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby

from hotspots.analysis.time.periods import (
    LEAST_EXPECTED,
    STRAGGLERS,
    YearDays,
    covered_days_of,
    covered_years,
)

# A quiet fortnight is no gap.
_QUIET_DAYS = 15
_RATE_DAYS = 365
# A fortnight or more with half as many days as before is no stragglers: every February, say.
_DENSE = 0.5
# A whole year without incidents is judged by the years, not by the days.
_LONGEST_TAIL_DAYS = 730


@dataclass(frozen=True)
class DayCount:
    """How many incidents a day has, or a week, month or year of which no day is known."""

    first: date
    last: date
    n: int
    is_coarse: bool = False


def extents(counts: Sequence[DayCount]) -> dict[int, YearDays]:
    """Return each year's first and last day with incidents and their number.

    In years that follow on each other the outermost days are no part of it where they are
    stragglers: from there to the others it is a fortnight or more in which at the rate of the
    others, over at most a year, twenty days with incidents or more are to be expected and less
    than a tenth is there. Days are dated, so that many incidents of one day are no rate; a
    fortnight that is half as full as the others is no stragglers. A year of stragglers alone is
    left out. What is known to the week, month or year says nothing of
    days, unless at least half of its year is known like that: it is then as many days as
    incidents, up to those that it has.
    """
    raw = {
        year: _extent(list(of_year), year)
        for year, of_year in groupby(
            sorted(counts, key=lambda dated: dated.first),
            key=lambda dated: dated.first.year,
        )
    }
    kept = _telling(counts)
    found = dict(raw)
    for run in _runs(raw):
        first, last = _trimmed([dated for dated in kept if dated.first.year in run])
        for year in run:
            del found[year]
            if first.year <= year <= last.year:
                found[year] = max(first, raw[year][0]), min(last, raw[year][1]), raw[year][2]
    return dict(sorted(found.items()))


def _extent(of_year: Sequence[DayCount], year: int) -> YearDays:
    telling = _telling(of_year)
    last = min(max(dated.last for dated in telling), date(year, 12, 31))
    return min(dated.first for dated in telling), last, sum(dated.n for dated in of_year)


def _telling(counts: Sequence[DayCount]) -> list[DayCount]:
    """Return the counts that say which days of their year are covered."""
    days: dict[int, int] = {}
    for dated in counts:
        days[dated.first.year] = days.get(dated.first.year, 0) + (
            -dated.n if dated.is_coarse else dated.n
        )
    return [dated for dated in counts if not dated.is_coarse or days[dated.first.year] <= 0]


def _runs(raw: dict[int, YearDays]) -> list[range]:
    """Return the covered years, and the newest, as runs of years that follow on each other."""
    years = sorted(covered_years(raw) | {max(raw)}) if raw else []
    begun = [year for year in years if year - 1 not in years]
    ended = [year for year in years if year + 1 not in years]
    return [range(first, last + 1) for first, last in zip(begun, ended, strict=True)]


def _trimmed(counts: Sequence[DayCount]) -> tuple[date, date]:
    """Return the first and the last day of a run of years, without stragglers at its ends."""
    spans = [(dated.first.toordinal(), dated.last.toordinal(), dated.n) for dated in counts]
    spans = [(first, last, min(n, last - first + 1)) for first, last, n in spans]
    mirrored = [(-last, -first, n_days) for first, last, n_days in spans]
    last = _last_day(sorted(spans))
    first = -_last_day(sorted(span for span in mirrored if -span[1] <= last))
    return date.fromordinal(first), date.fromordinal(last)


def _last_day(spans: Sequence[tuple[int, int, int]]) -> int:
    """Return the last day of what is in order of days, as often as stragglers follow on it."""
    firsts = [first for first, _, _ in spans]
    ends = list(accumulate((last for _, last, _ in spans), max))
    sums = list(accumulate((n for _, _, n in spans), initial=0))
    at = len(spans) - 1
    while (cut := _cut(firsts, ends, sums, at)) is not None:
        at = cut
    return ends[at]


def _cut(firsts: Sequence[int], ends: Sequence[int], sums: Sequence[int], at: int) -> int | None:
    """Return the last position before ``at`` on which only stragglers follow; None without."""
    run_days, n_run = _last_run(firsts, ends, sums, at)
    for before in range(at - 1, -1, -1):
        tail_days = ends[at] - ends[before]
        if tail_days > _LONGEST_TAIL_DAYS:
            return None
        since = max(firsts[0], ends[before] - _RATE_DAYS + 1)
        n = sums[before + 1] - sums[bisect_left(firsts, since)]
        rate_days = ends[before] - since + 1
        if min(tail_days, rate_days) < _QUIET_DAYS or n < LEAST_EXPECTED:
            continue
        if run_days >= _QUIET_DAYS and n_run >= _DENSE * n / rate_days * run_days:
            continue
        expected = n / rate_days * tail_days
        if expected >= LEAST_EXPECTED and sums[at + 1] - sums[before + 1] < STRAGGLERS * expected:
            return before
    return None


def _last_run(
    firsts: Sequence[int], ends: Sequence[int], sums: Sequence[int], at: int
) -> tuple[int, int]:
    """Return the length of the last days without a quiet fortnight, and those with incidents."""
    start = at
    while start > 0 and firsts[start] - ends[start - 1] < _QUIET_DAYS:
        start -= 1
    return ends[at] - firsts[start] + 1, sums[at + 1] - sums[start]


def left_out(counts: Sequence[DayCount], days: Mapping[int, YearDays]) -> dict[int, int]:
    """Return how many incidents of each year lie on no day that the extracts cover.

    ``days`` is what ``extents`` gives; years without such incidents are not in the result.
    """
    spans = {year: covered_days_of(days, year) for year in covered_years(days)}
    outside: dict[int, int] = {}
    for dated in counts:
        year = dated.first.year
        if year not in spans or not spans[year][0] <= dated.first <= spans[year][1]:
            outside[year] = outside.get(year, 0) + dated.n
    return outside
