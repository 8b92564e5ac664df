"""The treated area, the comparison area and the ring around each, without any overlap.

Shapely geometry in metres of one projected CRS throughout.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hotspots.model.efforts import Group

# what is smaller is left of two borders drawn twice, and is no area
_LEAST_M2 = 1.0
_POLYGON = 3


@dataclass(frozen=True)
class Laid:
    """The areas that are there, and how they stood to each other before they were cut.

    ``taken_m2`` is ground of the comparison area that is treated; ``near_share`` is the part
    of what is left that lies within the ring's width of the treated area, 0 to 1.
    """

    shapes: Mapping[Group, Any]
    taken_m2: float
    near_share: float


def laid_out(treated: Any, comparison: Any | None, buffer_m: float, city: Any | None) -> Laid:
    """Lay a ring of ``buffer_m`` around the treated and the comparison area, inside the city.

    Ground belongs to the first of these that holds it: the treated area, the comparison area,
    the treated area's ring, the comparison area's ring. Without a city rings go all around,
    without a comparison area there is no ring around it.
    """
    import shapely

    nothing = shapely.Polygon()
    comparison_area = nothing if comparison is None else comparison
    apart = shapely.difference(comparison_area, treated)
    near = shapely.buffer(treated, buffer_m) if buffer_m else nothing
    ring = _within(shapely.difference(near, shapely.union(treated, apart)), city)
    around = shapely.buffer(apart, buffer_m) if buffer_m else nothing
    outer_ring = _within(
        shapely.difference(around, shapely.union_all([treated, apart, ring])), city
    )
    shapes: dict[Group, Any] = {
        "treated": treated, "buffer": ring, "comparison": apart, "comparison_buffer": outer_ring,
    }  # fmt: skip
    plain = {group: _surface(shape) for group, shape in shapes.items()}
    near_m2 = shapely.area(shapely.intersection(apart, near))
    return Laid(
        {group: shape for group, shape in plain.items() if shapely.area(shape) >= _LEAST_M2},
        float(shapely.area(shapely.intersection(comparison_area, treated))),
        float(near_m2 / shapely.area(apart)) if shapely.area(apart) else 0.0,
    )


def rest_of(city: Any, treated: Any, buffer_m: float) -> Any:
    """Return the city without the treated area and the ring around it."""
    import shapely

    return shapely.difference(city, shapely.buffer(treated, buffer_m))


def _within(shape: Any, city: Any | None) -> Any:
    import shapely

    return shape if city is None else shapely.intersection(shape, city)


def _surface(shape: Any) -> Any:
    """Return what of a shape is surface; cutting leaves lines and points where borders meet."""
    import shapely

    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[shapely.get_type_id(parts) == _POLYGON])
