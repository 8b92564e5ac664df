"""Which days of each year the stored extracts of incidents have."""

from hotspots.analysis.time.extents import DayCount, extents
from hotspots.analysis.time.periods import YearDays
from hotspots.engine.store import Store


def day_counts(
    store: Store, area_load_id: int | None, *, by_reported: bool = False
) -> list[DayCount]:
    """Return how many incidents each day has, by their occurrence or their report.

    With an area set's load, what lies outside it is no incident of the city and does not count.
    """
    rows = store.rows("incidents/days", area_load_id=area_load_id, by_reported=by_reported)
    return [
        DayCount(row["first_day"], row["last_day"], row["n"], is_coarse=row["is_coarse"])
        for row in rows
    ]


def days_by_year(
    store: Store, area_load_id: int | None, *, by_reported: bool = False
) -> dict[int, YearDays]:
    """Return each year's first and last day with incidents and their number; see ``extents``."""
    return extents(day_counts(store, area_load_id, by_reported=by_reported))
