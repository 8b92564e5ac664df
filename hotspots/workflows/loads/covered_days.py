"""Which days of each year the stored extracts of incidents have."""

from hotspots.analysis.time.extents import DayCount, extents
from hotspots.analysis.time.periods import YearDays
from hotspots.engine.store import Store


def day_counts(
    store: Store, area_load_id: int | None = None, *, by_reported: bool = False
) -> list[DayCount]:
    """Return how many incidents each day has, by their occurrence or their report.

    With an area set's load, only what lies in it or has no place counts. Which days an extract
    covers is told by all its incidents: an area set has no day of its own.
    """
    rows = store.rows("incidents/days", area_load_id=area_load_id, by_reported=by_reported)
    return [
        DayCount(row["first_day"], row["last_day"], row["n"], is_coarse=row["is_coarse"])
        for row in rows
    ]


def days_by_year(store: Store, *, by_reported: bool = False) -> dict[int, YearDays]:
    """Return each year's first and last day with incidents and their number; see ``extents``.

    All incidents tell it, of every category, also those outside the areas and without a place.
    """
    return store.derived(
        lambda: extents(day_counts(store, by_reported=by_reported)),
        "incidents/days",
        by_reported=by_reported,
    )
