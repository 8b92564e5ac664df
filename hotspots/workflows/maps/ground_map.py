"""Shapes drawn over the areas of a set: hotspots, cells, the areas of an effort."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hotspots.engine.store import Store
from hotspots.language import Lang
from hotspots.model.answer import Source
from hotspots.model.pages import Fact, MapArea
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.sentences.texts import text
from hotspots.workflows.asking.questions import areas_of

GROUND = "ground:"
# What meets an area in less lies beside it: borders that were simplified or buffered.
_LEAST_M2 = 1.0


@dataclass(frozen=True)
class Drawn:
    """A shape on a page: WKB in the working CRS, its class, its panel's title, lines and facts.

    Shapes of a higher ``level`` lie on top; the ground has level 0.
    """

    code: str
    name: str
    wkb: bytes
    key: str
    lines: Sequence[str] = ()
    labelled: bool = False
    level: int = 1
    facts: Sequence[Fact] = ()
    title: str = ""


def ground_of(store: Store, set_name: str, key: str) -> list[Drawn]:
    """Return the areas of a set as the ground of a map, all of one class."""
    pairs, shapes = areas_of(store, set_name)
    return [Drawn(GROUND + code, name, shapes.wkb[code], key, level=0) for code, name in pairs]


def with_what_lies_in(
    ground: Sequence[Drawn], drawn: Sequence[Drawn], nothing: str, lang: Lang
) -> list[Drawn]:
    """Return the ground, each area told by the shapes that lie in it, or by ``nothing``."""
    import shapely

    shapes = shapely.from_wkb([shape.wkb for shape in drawn])
    areas = []
    for area in ground:
        shared_m2 = shapely.area(shapely.intersection(shapely.from_wkb(area.wkb), shapes))
        names = "; ".join(
            shape.title or shape.name
            for shape, m2 in zip(drawn, shared_m2, strict=True)
            if m2 >= _LEAST_M2
        )
        line = text(lang, "map_ground.here", names=names) if names else nothing
        areas.append(replace(area, lines=[line]))
    return areas


def in_degrees(drawn: Sequence[Drawn], crs: str) -> list[MapArea]:
    """Return shapes as a page takes them, in longitude and latitude."""
    import shapely

    from hotspots.analysis.space.projection import LONLAT, projected

    shapes = shapely.from_wkb([shape.wkb for shape in drawn])
    lonlat = shapely.to_wkb(projected(shapes, crs, LONLAT))
    return [
        MapArea(
            shape.code,
            shape.name,
            wkb,
            shape.key,
            shape.lines,
            shape.labelled,
            shape.level,
            shape.facts,
            title=shape.title,
        )
        for shape, wkb in zip(drawn, lonlat, strict=True)
    ]


def banner(sources: Sequence[Source], area_set: AreasActiveSetsRow | None, lang: Lang) -> str:
    """Return what must stand across the top of a page: made-up data, a schematic map."""
    warnings = []
    if any(one["synthetic"] for one in sources):
        warnings.append(text(lang, "words.synthetic"))
    if area_set is not None and area_set["schematic"]:
        warnings.append(text(lang, "words.schematic"))
    return ". ".join(warnings)
