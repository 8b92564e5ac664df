"""How much of each area a shape covers."""

from collections.abc import Sequence


def shares_covered(areas: Sequence[bytes], shape: bytes) -> list[float]:
    """Return the share, 0 to 1, of each area that a shape covers.

    Areas and shape are WKB polygons in one CRS in metres; an area without extent is not covered.
    """
    import shapely

    outlines = shapely.from_wkb(list(areas))
    common_m2 = shapely.area(shapely.intersection(outlines, shapely.from_wkb(shape)))
    sizes_m2 = shapely.area(outlines)
    return [
        float(common / size) if size > 0 else 0.0
        for common, size in zip(common_m2, sizes_m2, strict=True)
    ]
