"""Bands between the levels of a surface, as polygons."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from hotspots.analysis.space.density import SurfaceField

QUANTILES = (0.5, 0.75, 0.9, 0.95, 0.99)


@dataclass(frozen=True)
class Contour:
    """Where a surface is at least ``low`` and below ``high``; the last band has no ``high``.

    ``shape`` is a valid shapely polygon or multipolygon in the surface's CRS.
    """

    low: float
    high: float | None
    shape: Any


def quantile_levels(
    field: SurfaceField, quantiles: Sequence[float] = QUANTILES, *, above_0: bool = False
) -> list[float]:
    """Return the values that these shares of all cells with a value lie below, each once.

    Levels of zero and less are left out: a band of them would be everything. ``above_0`` takes
    the cells above zero only, for a surface that is empty nearly everywhere.
    """
    values = field.values[~np.isnan(field.values)]
    values = values[values > 0] if above_0 else values
    if len(values) == 0:
        return []
    return [one for one in np.unique(np.quantile(values, quantiles)).tolist() if one > 0]


def contours(field: SurfaceField, levels: Sequence[float], within: Any) -> list[Contour]:
    """Return the bands that rising levels cut out of a surface, inside a polygon.

    The surface is taken as linear between cell centres, and level from the outermost centres
    outwards. The bands share their borders and no ground; one without ground is left out.
    """
    from contourpy import FillType, contour_generator

    x_m, y_m, values = _with_rim(field)
    lines = contour_generator(
        x_m, y_m, np.ma.masked_invalid(values), fill_type=FillType.OuterOffset, name="serial"
    )
    bands = []
    for low, high in zip(levels, [*levels[1:], None], strict=True):
        filled: Any = lines.filled(low, np.inf if high is None else high)
        shape = _within(_polygons(*filled), within)
        if not shape.is_empty:
            bands.append(Contour(low, high, shape))
    return bands


def _with_rim(field: SurfaceField) -> tuple[Any, Any, Any]:
    """Return a surface with one more cell all around, which has its neighbour's value."""
    x_m, y_m = field.centres()
    x_m = np.concatenate([[x_m[0] - field.side_m], x_m, [x_m[-1] + field.side_m]])
    y_m = np.concatenate([[y_m[0] - field.side_m], y_m, [y_m[-1] + field.side_m]])
    return x_m, y_m, np.pad(field.values, 1, mode="edge")


def _polygons(points: Sequence[Any], offsets: Sequence[Any]) -> Any:
    import shapely

    made = []
    for corners, starts in zip(points, offsets, strict=True):
        rings = [corners[start:stop] for start, stop in pairwise(starts)]
        made.append(shapely.Polygon(rings[0], rings[1:]))
    return shapely.union_all(shapely.make_valid(np.asarray(made, dtype=object)))


def _within(shape: Any, within: Any) -> Any:
    """Return the part of a shape inside another, as polygons only."""
    import shapely

    parts = shapely.get_parts(shapely.intersection(shape, within))
    flat = parts[shapely.area(parts) > 0]
    return shapely.make_valid(shapely.union_all(flat))
