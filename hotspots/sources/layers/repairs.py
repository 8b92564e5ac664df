"""Broken polygons brought into the working CRS and repaired, each by name."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from hotspots.language import Say, message
from hotspots.sources.layers import crs as systems
from hotspots.sources.layers.outlines import polygonal


def repaired(geometries: Any, source: Any, target: str, labels: Sequence[str], say: Say) -> Any:
    """Project the polygons and repair those that are invalid there; name every invalid one."""
    import shapely

    forward = systems.transformer(source, target)
    result = shapely.transform(geometries, forward.transform, interleaved=False)
    broken_before = ~shapely.is_valid(geometries) & ~shapely.is_missing(geometries)
    broken = ~shapely.is_valid(result) & ~shapely.is_missing(result)
    for position in np.flatnonzero(broken_before & ~broken).tolist():
        say(
            message(
                "Area {labels}: invalid in {called} ({reason}); repaired by projecting "
                "it to {target}.",
                labels=labels[position],
                called=systems.called(source),
                reason=shapely.is_valid_reason(geometries[position]),
                target=target,
            )
        )
    for position in np.flatnonzero(broken).tolist():
        result[position] = _mended(result[position], labels[position], target, say)
    return result


def _mended(geometry: Any, label: str, target: str, say: Say) -> Any:
    import shapely

    mended = polygonal(shapely.make_valid(geometry))
    say(
        message(
            "Area {labels}: invalid in {target} ({reason}); repaired, area changed "
            "by {moved_m2:.1f} m².",
            labels=label,
            target=target,
            reason=shapely.is_valid_reason(geometry),
            moved_m2=abs(shapely.area(mended) - shapely.area(geometry)),
        )
    )
    return mended
