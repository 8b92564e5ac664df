"""How well a division covers the ground: overlaps between its areas and gaps among them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

_SLIVER_SHARE = 0.01
_NOISE_M2 = 1e-6


@dataclass(frozen=True)
class Coverage:
    """Overlapping pairs (positions and m²), gaps and larger holes (m²) of an area layer."""

    overlaps: tuple[tuple[int, int, float], ...]
    gaps_m2: tuple[float, ...]
    holes_m2: tuple[float, ...]

    @property
    def overlap_m2(self) -> float:
        """Return the sum of the pairs' overlaps."""
        return sum(pair[2] for pair in self.overlaps)


def coverage(geometries: Any) -> Coverage:
    """Measure overlaps and gaps; geometries are polygons in a projected CRS, in metres.

    A hole of the union that is smaller than a hundredth of the median area is a gap,
    a larger one is something that the division leaves out on purpose.
    """
    import shapely

    union = shapely.union_all(geometries)
    rings = shapely.get_rings(shapely.get_parts(union))
    outer = shapely.get_exterior_ring(shapely.get_parts(union))
    holes = _inner_areas(rings, outer)
    limit = _SLIVER_SHARE * float(np.median(shapely.area(geometries)))
    return Coverage(
        overlaps=_overlaps(geometries),
        gaps_m2=tuple(size for size in holes if size < limit),
        holes_m2=tuple(size for size in holes if size >= limit),
    )


def _inner_areas(rings: Any, outer: Any) -> list[float]:
    import shapely

    outside = {ring.wkb for ring in outer}
    inner = [shapely.area(shapely.polygons(ring)) for ring in rings if ring.wkb not in outside]
    return sorted(map(float, inner), reverse=True)


def _overlaps(geometries: Any) -> tuple[tuple[int, int, float], ...]:
    import shapely

    tree = shapely.STRtree(geometries)
    left, right = tree.query(geometries, predicate="intersects")
    first = left < right
    left, right = left[first], right[first]
    sizes = shapely.area(shapely.intersection(geometries[left], geometries[right]))
    return tuple(
        (int(left_index), int(right_index), float(size))
        for left_index, right_index, size in sorted(zip(left, right, sizes, strict=True))
        if size > _NOISE_M2
    )
