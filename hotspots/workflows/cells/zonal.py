"""Any raster summarised for each area of a set."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.space.cell_shares import CellBlock, Lattice
from hotspots.analysis.space.zonal import TooManyCells, Zone, zone_of
from hotspots.engine.store import Store
from hotspots.engine.store import reading as reading_store
from hotspots.errors import InputProblem
from hotspots.language import Lang, Progress, Say, marked, message
from hotspots.model.answer import Answer, AreaShapes
from hotspots.model.cells import ZONAL_COLUMNS, RasterFacts
from hotspots.sentences.cells.zonal import zonal_notes
from hotspots.sentences.texts import text
from hotspots.sources.layers import crs as systems
from hotspots.sources.layers import rasters
from hotspots.sources.layers.rasters import Raster
from hotspots.workflows.asking import every_output, questions
from hotspots.workflows.asking.area_sets import settled_set

# A straight border is a curve in another system; between two corners this near it is none.
_CORNER_EVERY_M = 100.0
SYNTHETIC_TAG = "synthetic"


@dataclass(frozen=True)
class ZonalQuestion:
    """Which raster is summarised for which areas; None where the program is to choose."""

    path: Path
    set_name: str | None = None
    band: int | None = None
    crs: str | None = None
    lang: Lang = "en"


def zonal(store_path: Path, question: ZonalQuestion, say: Say, progress: Progress) -> Answer:
    """Return mean, lowest, highest and sum of a raster's band for every area of a set.

    ``progress`` is called with the number of areas that are done.
    """
    with (
        reading_store(store_path) as store,
        rasters.opened(question.path, question.band, question.crs) as raster,
    ):
        return _answer(store, question, raster, say, progress)


def _answer(
    store: Store, question: ZonalQuestion, raster: Raster, say: Say, progress: Progress
) -> Answer:
    area_set = settled_set(store, question.set_name, say)
    areas, shapes = questions.areas_of(store, area_set["set_name"])
    polygons, projected = _in_raster_crs(areas, shapes, raster)
    if projected:
        say(
            message(
                "The areas were brought into the raster's {called}.",
                called=systems.called(raster.crs),
            )
        )
    zones = _zones(polygons, raster, progress)
    sources = every_output.sources_of(store, [area_set["load_id"]])
    facts = RasterFacts(
        raster.path.name, raster.band, raster.unit, systems.called(raster.crs),
        raster.width, raster.height, projected,
    )  # fmt: skip
    n_without = sum(zone.n_cells == 0 for zone in zones)
    n_partly = sum(zone.share_nodata > 0 for zone in zones) - n_without
    return Answer(
        command="zonal",
        columns=ZONAL_COLUMNS,
        rows=[_row(*area, zone) for area, zone in zip(areas, zones, strict=True)],
        settings={"set": area_set["set_name"], **facts.as_settings(),
                  "raster_sha256": raster.sha256, "raster_about": _about(raster)},
        sources=sources,
        notes=zonal_notes(facts, n_partly, n_without, question.lang)
        + _standing(raster, sources, area_set, question.lang),
        shapes=shapes,
    )  # fmt: skip


def _in_raster_crs(
    areas: Sequence[tuple[str, str]], shapes: AreaShapes, raster: Raster
) -> tuple[list[Any], bool]:
    """Return the areas' polygons in the raster's CRS, and whether that is another than theirs."""
    import shapely

    polygons = [shapely.from_wkb(shapes.wkb[code]) for code, _ in areas]
    areas_crs = systems.parse(shapes.crs)
    if areas_crs == raster.crs:
        return polygons, False
    change = systems.transformer(areas_crs, raster.crs).transform
    dense = shapely.segmentize(np.asarray(polygons, dtype=object), _CORNER_EVERY_M)
    return [shapely.transform(one, change, interleaved=False) for one in dense], True


def _zones(polygons: Sequence[Any], raster: Raster, progress: Progress) -> list[Zone]:
    lattice = Lattice(raster.west, raster.north, raster.width, raster.height)

    def read(window: CellBlock) -> NDArray[np.float64]:
        return raster.read(window.row, window.col, window.n_rows, window.n_cols)

    zones = []
    try:
        for n_done, polygon in enumerate(polygons, start=1):
            zones.append(zone_of(polygon, lattice, raster.n_rows, raster.n_cols, read))
            progress(marked("areas"), n_done)
    except TooManyCells as problem:
        raise InputProblem(f"{raster.path}: {problem}") from problem
    return zones


def _row(code: str, name: str, zone: Zone) -> dict[str, Any]:
    return {
        "area": code,
        "name": name,
        "mean": zone.mean,
        "min": zone.lowest,
        "max": zone.highest,
        "sum": zone.sum,
        "n_cells": zone.n_cells,
        "share_nodata": zone.share_nodata,
    }


def _about(raster: Raster) -> dict[str, str]:
    """Return what the file says of itself, without the marks that GDAL adds."""
    return {name: value for name, value in sorted(raster.tags.items())
            if not name.startswith(("STATISTICS_", "AREA_OR_POINT"))}  # fmt: skip


def _standing(raster: Raster, sources: Any, area_set: Any, lang: Lang) -> list[str]:
    notes = every_output.standing_notes(sources, area_set, lang)
    made_up = text(lang, "note.synthetic")
    if raster.tags.get(SYNTHETIC_TAG) == "yes" and made_up not in notes:
        return [made_up, *notes]
    return notes
