"""What is told of hot cells: their public columns, and the facts that stand beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

CellClass = Literal[
    "hot_99", "hot_95", "hot_90", "not_significant", "cold_90", "cold_95", "cold_99"
]
Level = Literal["hot_99", "hot_95", "hot_90"]
CLASSES: tuple[CellClass, ...] = get_args(CellClass)
LEVELS: tuple[Level, ...] = get_args(Level)

DETECT_COLUMNS = (
    "cell", "x_m", "y_m", "n", "gi_z", "p", "p_adjusted", "class", "hotspot", "hotspot_name",
)  # fmt: skip
RATE_COLUMNS = ("residents", "rate_per_1000")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class RateSettings:
    """Whose residents counts were made rates with, and what lies in cells with too few of them.

    ``residents`` and ``n`` are those in the cells that take part; ``n_below`` cells with
    ``n_left`` incidents (or the sum of their weights) do not.
    """

    set_name: str
    year: int
    floor_per_km2: float
    residents: float
    n: float
    n_below: int
    n_left: float


@dataclass(frozen=True)
class CellSettings:
    """How cells were laid: in metres; ``n_occupied`` of them are cells by an incident alone."""

    set_name: str
    crs: str
    side_m: int
    band_m: float
    n_cells: int
    n_occupied: int
    least_share: float
    rates: RateSettings | None = None


@dataclass(frozen=True)
class CountedPoints:
    """Which incidents were counted, and how many were not, by reason.

    ``n`` is the sum of their weights; ``n_shared`` of them have a weight between 0 and 1.
    """

    first_day: date
    last_day: date
    n: float
    without_place: int
    outside: int
    time_unknown: int
    category: str | None
    hours: tuple[int, int] | None
    weekdays: Sequence[int]
    n_shared: int = 0


@dataclass(frozen=True)
class Found:
    """What was found at a level.

    Shares are 0 to 1; ``expected`` is what a cell and its neighbours hold on average.
    """

    level: str
    n_hot: int
    n_hotspots: int
    share: float
    area_share: float
    expected: float
