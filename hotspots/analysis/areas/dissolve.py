"""Smaller areas made into larger ones."""

from typing import Any


def united(geometries: Any) -> Any:
    """Return the ground that polygons cover together, in their own projected CRS.

    What several of them cover counts once, so slivers where neighbours overlap leave no mark.
    A gap is left only where no polygon lies. One polygon comes back as it is.
    """
    import shapely

    return geometries[0] if len(geometries) == 1 else shapely.union_all(geometries)
