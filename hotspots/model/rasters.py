"""What surfaces and rasters are asked for and told about: columns, and facts beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Kernel = Literal["quartic", "gaussian"]
KERNELS: tuple[Kernel, ...] = get_args(Kernel)
ZONAL_COLUMNS = (
    "area", "name", "mean", "min", "max", "sum", "n_cells", "share_nodata",
)  # fmt: skip
CONTOUR_COLUMNS = ("contour", "low", "high", "unit", "area_km2")


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
    """What the notes on a surface tell; ``floor`` and what follows only where it is a risk."""

    kernel: Kernel
    bandwidth_m: float
    reach_m: float
    set_name: str
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
