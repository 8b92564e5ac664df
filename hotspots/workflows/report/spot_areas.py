"""In which areas each hotspot of a report lies, and which of them holds its core."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hotspots.analysis.areas.overlaps import areas_under
from hotspots.analysis.cells.areas import core_of, outline
from hotspots.engine.store import Store
from hotspots.workflows.cells.detecting import Detected


@dataclass(frozen=True)
class SpotAreas:
    """The code of the area that holds a hotspot's core, and those of all its areas, most first.

    ``core`` is None where the hotspot lies outside of all areas. ``names`` are those of the
    areas by code.
    """

    core: str | None
    codes: tuple[str, ...]
    names: Mapping[str, str]

    @property
    def core_name(self) -> str | None:
        """Return the name of the area that holds the core."""
        return None if self.core is None else self.names[self.core]

    @property
    def all_names(self) -> list[str]:
        """Return the names of all areas, the one of the core first."""
        rest = [self.names[code] for code in self.codes if code != self.core]
        return [*([] if self.core_name is None else [self.core_name]), *rest]


def areas_of_hotspots(store: Store, detection: Detected) -> dict[int, SpotAreas]:
    """Return the areas of each hotspot by its number."""
    import shapely

    areas = store.rows("areas/areas_of_set", set_name=detection.area_set["set_name"])
    outlines = shapely.from_wkb(np.array([bytes(one["geometry"]) for one in areas], dtype=object))
    names = {one["code"]: str(one["area_name"]) for one in areas}
    codes, cells = list(names), detection.cells
    by_number = {}
    for hotspot in detection.hotspots:
        under = areas_under(outline(hotspot.cells, cells), outlines)
        cores = areas_under(outline(core_of(hotspot.cells, cells), cells), outlines) or under
        by_number[hotspot.number] = SpotAreas(
            codes[cores[0]] if cores else None, tuple(codes[index] for index in under), names
        )
    return by_number
