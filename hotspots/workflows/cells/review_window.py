"""Which week, month, quarter or half-year a review is of, where it is to be the last whole one."""

from datetime import date
from pathlib import Path

from hotspots.analysis.cells.review_periods import Period
from hotspots.analysis.time.extents import extents
from hotspots.analysis.time.periods import covered_span
from hotspots.analysis.time.weeks import covered_to
from hotspots.analysis.time.whole_periods import period_around
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError
from hotspots.language import Say, message
from hotspots.model.incidents import DateUsed
from hotspots.model.periods import Kind
from hotspots.workflows.loads.covered_days import day_counts


def last_whole_period(
    store_path: Path, kind: Kind, until: date | None, date_used: DateUsed, say: Say
) -> Period:
    """Return the days of the last whole period until a day, or until the extracts end; it is said.

    Raises where the extracts do not reach so far.
    """
    with reading(store_path) as store:
        first_day, last_day = _covered(store, date_used)
    end = last_day if until is None else until
    period = period_around(kind, end)
    if period.days[1] > end:
        period = period.before
    first, last = period.days
    if first < first_day or last > last_day:
        raise HotspotsError(
            message(
                "The extracts do not cover {period} ({first} to {last}) from end to end: they run "
                "from {first_day} to {last_day}. Say another day with --to.",
                period=period,
                first=first,
                last=last,
                first_day=first_day,
                last_day=last_day,
            )
        )
    say(
        message(
            "Period set to {period}, from {first} to {last}, the last whole one until {until}. "
            "Change it with --to and --per.",
            period=period,
            first=first,
            last=last,
            until=end,
        )
    )
    return first, last


def _covered(store: Store, date_used: DateUsed) -> tuple[date, date]:
    """Return the first and the last day that the extracts cover."""
    by_reported = date_used == "reported"
    counts = day_counts(store, by_reported=by_reported)
    covered = covered_span(extents(counts))
    if covered is None:
        raise HotspotsError(
            message(
                "The store has no incidents with such a day. Bring some in with `hotspots load "
                "incidents`, or count by the other day with --date."
            )
        )
    if by_reported:
        return covered
    reported_to = store.rows("incidents/last_reported")[0]["last_reported"]
    return covered[0], covered_to(covered[1], reported_to, counts)
