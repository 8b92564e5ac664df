"""Rows of ``repeat``: pairs of incidents by band, places hit again, and windows open now."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

RepeatTable = Literal["knox", "places", "follow-up"]
RepeatVerdict = Literal["more", "not_distinguishable", "not_testable", "open_band"]


@dataclass(frozen=True)
class KnoxRow:
    """One cell of a Knox table; ``to_m`` and ``to_days`` are None in the open bands.

    Bands are half-open: ``from_m`` belongs to the band, ``to_m`` does not. ``p`` is one-sided,
    ``p_adjusted`` over the cells that have both upper edges.
    """

    from_m: float
    to_m: float | None
    from_days: float
    to_days: float | None
    pairs: int
    expected: float
    ratio: float | None
    p: float | None
    p_adjusted: float | None
    verdict: RepeatVerdict


@dataclass(frozen=True)
class RepeatPlace:
    """One place with several incidents; metres of the working CRS.

    ``n_points`` is on how many coordinates they lie, ``gaps_days`` the days between one
    incident and the next, oldest first; ``categories`` are counted, the most frequent first.
    """

    x_m: float
    y_m: float
    n: int
    n_points: int
    first_on: date
    last_on: date
    gaps_days: Sequence[int]
    categories: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class OpenWindow:
    """A band around one incident whose days are not over: where, and until when (included)."""

    x_m: float
    y_m: float
    occurred_on: date
    category: str | None
    opened_on: date
    until: date
    band: KnoxRow

    def as_row(self) -> dict[str, Any]:
        """Return the window's figures by their public column names."""
        row = asdict(self)
        band = row.pop("band")
        return {**row, **{name: band[name] for name in _OF_THE_BAND}}


_OF_THE_BAND = ("from_m", "to_m", "from_days", "to_days", "pairs", "expected", "ratio", "p",
                "p_adjusted", "verdict")  # fmt: skip
KNOX_COLUMNS = ("metres", "days", *KnoxRow.__dataclass_fields__, "sentence")
PLACE_COLUMNS = (
    "place", "x_m", "y_m", "where", "near_m", "n", "percent_of_all", "n_points", "first_on",
    "last_on", "median_gap_days", "shortest_gap_days", "latest_gaps_days", "categories",
)  # fmt: skip
FOLLOW_UP_COLUMNS = (
    "window",
    "x_m", "y_m", "where", "near_m", "occurred_on", "category", "metres", "opened_on", "until",
    *_OF_THE_BAND, "sentence",
)  # fmt: skip
