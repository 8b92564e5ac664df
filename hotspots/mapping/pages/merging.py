"""Shapes that are too many to be told one by one, drawn as one for each class."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import shapely

from hotspots.mapping.pages.extent import pale_areas
from hotspots.model.pages import MapArea, MapPage

MOST_SINGLE = 40
_Group = tuple[int, str, bool]


def merged(content: MapPage) -> Sequence[MapArea]:
    """Return a page's areas, the nameless shapes on top of them joined where they are many.

    What is joined has one class, lies on one level and is pale or not alike. It is named by the
    words of its class in the legend and says no more.
    """
    many = [place for place, area in enumerate(content.areas) if _is_nameless(area)]
    if len(many) <= MOST_SINGLE:
        return content.areas
    pale = pale_areas(content.areas, content.focus)
    groups: dict[_Group, list[MapArea]] = defaultdict(list)
    for place in many:
        area = content.areas[place]
        groups[area.level, area.class_key, place in pale].append(area)
    kept = [area for area in content.areas if not _is_nameless(area)]
    labels = {one.key: one.label for one in content.legend}
    return [*kept, *(_joined(group, labels[key[1]]) for key, group in groups.items())]


def _is_nameless(area: MapArea) -> bool:
    return area.level > 0 and not (area.labelled or area.title)


def _joined(areas: Sequence[MapArea], label: str) -> MapArea:
    shape = shapely.union_all(shapely.from_wkb([area.wkb for area in areas]))
    return replace(areas[0], name=label, title=label, wkb=shapely.to_wkb(shape), lines=())
