"""Hot cells, the hotspots they form, and rasters over the same ground."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, get_args

Kernel = Literal["quartic", "gaussian"]
KERNELS: tuple[Kernel, ...] = get_args(Kernel)
Edge = Literal["none", "diggle"]
EDGES: tuple[Edge, ...] = get_args(Edge)
# how the file of a surface may end
GEOTIFF_ENDINGS = (".tif", ".tiff")
ZONAL_COLUMNS = (
    "area", "name", "mean", "min", "max", "sum", "n_cells", "share_nodata",
)  # fmt: skip
CONTOUR_COLUMNS = ("contour", "low", "high", "unit", "area_km2")
CellClass = Literal[
    "hot_99", "hot_95", "hot_90", "not_significant", "cold_90", "cold_95", "cold_99"
]
Level = Literal["hot_99", "hot_95", "hot_90"]
CLASSES: tuple[CellClass, ...] = get_args(CellClass)
LEVELS: tuple[Level, ...] = get_args(Level)
# A place with fewer incidents is no hotspot unless asked for, and nothing is told of them.
LEAST_INCIDENTS = 5
STATISTIC = (
    "Getis-Ord Gi*, binary weights, self included; p two-sided, twice the smaller exact binomial "
    "tail of the neighbourhood's sum"
)
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
    """How cells were laid: in metres; ``n_occupied`` of them are cells by an incident alone.

    ``set_title`` is what people call the area set.
    """

    set_name: str
    crs: str
    side_m: int
    band_m: float
    n_cells: int
    n_occupied: int
    least_share: float
    rates: RateSettings | None = None
    set_title: str = ""


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
    date_unknown: int = 0
    by_area: int = 0
    by_reported: bool = False


@dataclass(frozen=True)
class Remedy:
    """A question that has incidents enough, as a command, and what is other in it."""

    command: str
    first_day: date | None = None
    last_day: date | None = None
    side_m: int | None = None


@dataclass(frozen=True)
class Shortage:
    """That ``n`` incidents are too few: how many would be ``needed``, and which questions do.

    None where no number, no longer period or no larger cell would do.
    """

    n: float
    needed: int | None
    period: Remedy | None
    cell: Remedy | None


@dataclass(frozen=True)
class DetectionSummary:
    """What was found at a level.

    Shares are 0 to 1. ``n_hot`` cells lie in hotspots; ``n_small`` clusters hold fewer than
    ``least_n`` incidents and are none. ``n_in_series`` incidents follow another of their series.
    ``each_alone`` tells that every cell was tested by itself, so that some are hot by chance.
    """

    level: str
    n_hot: int
    n_hotspots: int
    share: float
    area_share: float
    least_n: int
    n_small: int
    n_in_series: int | None
    shortage: Shortage | None
    each_alone: bool = False


@dataclass(frozen=True)
class HotspotRow:
    """One hotspot of ``detect --table hotspots``; shares are in per cent.

    ``times_expected`` is its share of the incidents over its share of the city's ground, or of
    the residents where counts were made rates.
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


@dataclass(frozen=True)
class RasterFile:
    """A raster to be written: square cells, rows from north to south, NaN where no value.

    ``values`` is an array of floats, shape (n_rows, n_cols). ``west_m`` and ``north_m`` are the
    outer corner in ``crs``. ``tags`` say what it holds.
    """

    values: Any
    side_m: float
    west_m: float
    north_m: float
    crs: str
    title: str
    unit: str
    tags: Mapping[str, str]


@dataclass(frozen=True)
class SurfaceFacts:
    """What the notes on a surface tell; ``floor`` and what follows only where it is a risk.

    ``n_outside`` incidents beyond the set are felt in it.
    """

    kernel: Kernel
    bandwidth_m: float
    reach_m: float
    set_name: str
    edge: Edge = "none"
    n_outside: int = 0
    people_set: str | None = None
    year: int | None = None
    floor_per_km2: float | None = None
    n_below: int = 0
    share_below: float = 0.0


@dataclass(frozen=True)
class RasterFacts:
    """What the notes on zonal figures tell of the raster."""

    file: str
    band: int
    unit: str | None
    crs: str
    width_m: float
    height_m: float
    projected: bool

    def as_settings(self) -> dict[str, Any]:
        """Return the facts as settings of an answer."""
        return {
            "raster": self.file,
            "band": self.band,
            "unit": self.unit,
            "raster_crs": self.crs,
            "raster_cell_m": [self.width_m, self.height_m],
        }
