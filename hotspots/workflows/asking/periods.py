"""The days and years that a question is about."""

from datetime import date
from typing import TypedDict, cast

from hotspots.analysis.time.periods import covered_span
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.model.periods import Period
from hotspots.workflows.asking.naming import check_category
from hotspots.workflows.loads.covered_days import days_by_year


class IncidentPeriod(TypedDict):
    """The first and last day with incidents, and their categories."""

    first_day: date
    last_day: date
    categories: list[str] | None


def chosen_period(
    store: Store, category: str | None, first: date | None, last: date | None, say: Say | None
) -> tuple[date, date]:
    """Return the first and last day asked for, or those with incidents where none was named.

    These are of all categories: what is loaded does not end with the last case of a rare one.
    What is chosen is said, unless ``say`` is None.
    """
    check_category(store, category)
    period = incident_period(store, None)
    named = first is not None and last is not None
    first = first or max(period["first_day"], covered_days(store)[0])
    last = last or period["last_day"]
    if first > last and named:
        raise UsageProblem(
            message(
                "The period from {first} to {last} has no days. Turn them round.",
                first=first,
                last=last,
            )
        )
    if first > last:
        raise HotspotsError(
            message(
                "No incidents fit the question. Incidents run from {first_day} to "
                "{last_day}: ask for other days.",
                first_day=period["first_day"],
                last_day=period["last_day"],
            )
        )
    if not named and say is not None:
        say(
            message(
                "Period set to {first} to {last}, where incidents are loaded. Change it "
                "with --from and --to.",
                first=first,
                last=last,
            )
        )
    return first, last


def covered_days(store: Store, *, by_reported: bool = False) -> tuple[date, date]:
    """Return the first and last day with incidents of the years that the extracts cover."""
    return covered_span(days_by_year(store, by_reported=by_reported)) or (date.min, date.max)


def incident_period(store: Store, category: str | None) -> IncidentPeriod:
    """Return the first and last day with incidents of a category, or say which there are."""
    check_category(store, category)
    # a category that is known has incidents, so none of its three columns is null
    return cast("IncidentPeriod", store.rows("incidents/period", category=category)[0])


def check_years(baseline: int, year: int) -> None:
    """Raise where two years are one, or the wrong way round."""
    check_periods(Period(baseline), Period(year))


def check_periods(baseline: Period, year: Period) -> None:
    """Raise where two periods are one, or the wrong way round."""
    if year == baseline:
        raise UsageProblem(
            message(
                "--baseline and --year are both {year}. Choose two different years.", year=year
            )
        )
    if year.year < baseline.year or (
        year.year == baseline.year and year.days[0] < baseline.days[0]
    ):
        raise UsageProblem(
            message(
                "--baseline {baseline} lies after --year {year}. Turn them round, or "
                "choose an earlier --baseline.",
                baseline=baseline,
                year=year,
            )
        )
