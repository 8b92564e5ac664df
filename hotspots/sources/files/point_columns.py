"""Columns of points, which hold x and y together, as databases of places hand them out."""

from collections.abc import Collection, Sequence

from hotspots.model.fields import Field

_HEADINGS = frozenset({"wkt", "geom", "the geom", "geometry", "geometri", "shape", "wkt geom"})
_AXES = frozenset({"x", "y", "lon", "lat"})


def axes_of_points(
    fields: Sequence[Field], keys: Sequence[str], bound: Collection[str], taken: Collection[int]
) -> dict[str, int]:
    """Return the column of points as that of x and of y, where no column holds either alone."""
    if _AXES & {*bound} or not {one.name for one in fields} >= {"x", "y"}:
        return {}
    column = next(
        (at for at, key in enumerate(keys) if key in _HEADINGS and at not in taken), None
    )
    return {} if column is None else {"x": column, "y": column}
