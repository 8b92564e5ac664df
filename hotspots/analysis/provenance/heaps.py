"""Times, dates and places that stand for unknown ones: far more incidents than to be expected."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hotspots.analysis.provenance.limits import (
    DATE_HEAP_TIMES,
    LEAST_DATE_HEAP,
    LEAST_PLACE_HEAP,
    MONTH_HEAP_TIMES,
    PLACE_HEAP_TIMES,
)
from hotspots.analysis.time.heaps import expected_at_minute, is_heap
from hotspots.model.provenance import Finding, FindingPlace, PrintedNumber

Row = Mapping[str, Any]
_YEAR_DAYS = 365.25
_OTHER_MONTHS = 11


def default_times(rows: Sequence[Row]) -> list[Finding]:
    """Find sources whose times of day heap up at midnight or noon."""
    return [finding for row in rows for finding in _times(row)]


def _times(row: Row) -> Iterator[Finding]:
    expected = expected_at_minute(row["n_moments"], row["n_whole_hours"])
    for clock, n in (("00:00", row["n_midnight"]), ("12:00", row["n_noon"])):
        if is_heap(n, expected):
            figures = _figures(row, n, row["n_moments"], expected)
            yield Finding("default_time", "default_time", "likely", _place(row),
                          {**figures, "clock": clock})  # fmt: skip


def default_dates(rows: Sequence[Row]) -> list[Finding]:
    """Find sources whose dates heap up on 1 January, or on the first of the other months."""
    return [finding for row in rows for finding in _dates(row)]


def _dates(row: Row) -> Iterator[Finding]:
    n_dated = row["n_dated"]
    for text, n, days, times in (
        ("default_date", row["n_new_year"], 1, DATE_HEAP_TIMES),
        ("default_first", row["n_first"], _OTHER_MONTHS, MONTH_HEAP_TIMES),
    ):
        expected = n_dated * days / _YEAR_DAYS
        if is_heap(n, expected, times, LEAST_DATE_HEAP):
            yield Finding("default_date", text, "possible", _place(row),
                          _figures(row, n, n_dated, expected))  # fmt: skip


def default_places(rows: Sequence[Row]) -> list[Finding]:
    """Find sources of which one point has far more incidents than the point that comes next."""
    return [
        Finding("default_place", "default_place", "likely", _place(row),
                {**_figures(row, row["n_busiest"], row["n_placed"], row["n_next"]),
                 "x": PrintedNumber(row["x_m"], 0), "y": PrintedNumber(row["y_m"], 0)})
        for row in rows
        if is_heap(row["n_busiest"], row["n_next"], PLACE_HEAP_TIMES, LEAST_PLACE_HEAP)
    ]  # fmt: skip


def _figures(row: Row, n: int, total: int, expected: float) -> dict[str, Any]:
    return {
        "source": row["source"],
        "n": int(n),
        "total": int(total),
        "share": PrintedNumber(100 * n / total, 0),
        "expected": PrintedNumber(expected, 0),
    }


def _place(row: Row) -> FindingPlace:
    return FindingPlace(load=row["load_id"])
