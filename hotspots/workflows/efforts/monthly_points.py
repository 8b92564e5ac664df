"""How many incidents of each month lie on each point, in some hours and days or in all."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.time.aoristic import hour_weights
from hotspots.arrow import few_texts
from hotspots.engine.store import Store
from hotspots.workflows.efforts.areas import EvaluationQuestion

_HALF = 0.5


@dataclass(frozen=True)
class MonthlyPoints:
    """Numbers of cases by month and point, shape (n_rows,); x_m and y_m are NaN without a point.

    ``month`` counts from January of year 0. ``is_named`` are known by the name of an area alone.
    ``unknown_months`` has the month of each case of the city that takes no part because its hour
    or day of the week is not known.
    """

    month: NDArray[np.int64]
    n: NDArray[np.float64]
    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]
    in_city: NDArray[np.bool_]
    is_named: NDArray[np.bool_]
    unknown_months: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))


def monthly_points(
    store: Store, question: EvaluationQuestion, area_load_id: int | None, days: tuple[Any, Any]
) -> MonthlyPoints:
    """Return the cases of some days, both included, by month and point."""
    parameters = {
        "area_load_id": area_load_id,
        "first_day": days[0],
        "last_day": days[1],
        "category": question.category,
        "by_reported": question.date_used == "reported",
    }
    if question.hours is None and not question.weekdays:
        counts = store.arrow("incidents/monthly_points", **parameters)
        return MonthlyPoints(n=counts["n"].to_numpy(), **_columns(counts))
    return _in_times(store.arrow("incidents/monthly_times", **parameters), question)


def _columns(rows: Any) -> dict[str, Any]:
    return {
        "month": rows["month"].to_numpy(),
        **{name: rows[name].to_numpy(zero_copy_only=False).astype(bool)
           for name in ("in_city", "is_named")},
        **{name: rows[name].to_numpy(zero_copy_only=False).astype(float)
           for name in ("x_m", "y_m")},
    }  # fmt: skip


def _in_times(rows: Any, question: EvaluationQuestion) -> MonthlyPoints:
    """Keep what lies in the hours and days by at least half, each case once a month and point.

    The tests need incidents that count or do not: parts of them cannot be drawn.
    """
    columns = _columns(rows)
    begins, ends = (
        rows[name].to_numpy().astype("datetime64[us]") for name in ("occurred_from", "occurred_to")
    )
    precision = few_texts(rows["time_precision"])
    share = hour_weights(begins, ends, precision).share_in(question.hours, question.weekdays)
    cases = rows["case_id"].to_numpy()
    keys = np.stack([cases, *(np.nan_to_num(columns[name], nan=-1.0) for name in columns)], axis=1)
    kept = np.flatnonzero(share >= _HALF)
    _, first = np.unique(keys[kept], axis=0, return_index=True)
    kept = np.sort(kept[first])
    lost = np.flatnonzero(np.isnan(share) & columns["in_city"])
    _, first = np.unique(cases[lost], return_index=True)
    return MonthlyPoints(
        n=np.ones(len(kept)),
        unknown_months=columns["month"][lost[first]],
        **{name: column[kept] for name, column in columns.items()},
    )
