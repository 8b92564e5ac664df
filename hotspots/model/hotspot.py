"""A row of a hotspot: what it is called, how much happens there, what and when."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class HotspotRow:
    """One hotspot of ``detect --table hotspots``; shares are in per cent.

    ``times_expected`` is its share of the incidents over its share of the city's ground.
    ``categories`` are the most frequent ones with their share; ``busiest_part`` the six hours
    of the day with most incidents whose hour is known, ``busiest_weekday`` likewise.
    ``residents`` and ``rate_per_1000`` are there where counts were made rates.
    """

    hotspot: int
    name: str
    n: float
    share_percent: float
    area_km2: float
    area_percent: float
    times_expected: float
    categories: tuple[str, ...]
    busiest_part: str | None
    busiest_part_percent: float | None
    busiest_weekday: str | None
    busiest_weekday_percent: float | None
    n_cells: int
    x_m: float
    y_m: float
    sentence: str
    residents: float | None = None
    rate_per_1000: float | None = None

    def as_row(self) -> dict[str, Any]:
        """Return the row by its public column names."""
        return {**asdict(self), "categories": list(self.categories)}


_ALL_COLUMNS = tuple(HotspotRow.__dataclass_fields__)
HOTSPOT_COLUMNS, HOTSPOT_RATE_COLUMNS = _ALL_COLUMNS[:-2], _ALL_COLUMNS
