"""The change of an area against that of the whole city, because the whole city moved."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval; the limits are None where there is none."""

    value: float
    low: float | None = None
    high: float | None = None


def difference(area: Estimate, city: Estimate) -> Estimate:
    """Return the area's change less the city's (difference in differences), in points.

    The interval joins the two by the square-and-add rule (Zou and Donner 2008). An area is a
    part of its city, so the two move together; leaving that out makes the interval too wide
    rather than too narrow.
    """
    value = area.value - city.value
    limits = (area.low, area.high, city.low, city.high)
    if any(limit is None for limit in limits):
        return Estimate(value)
    area_low, area_high, city_low, city_high = (float(limit or 0.0) for limit in limits)
    return Estimate(
        value,
        value - math.hypot(area.value - area_low, city_high - city.value),
        value + math.hypot(area_high - area.value, city.value - city_low),
    )
