"""The bands of a surface as rows with shapes."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from hotspots.analysis.space.contours import QUANTILES, contours, quantile_levels
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Lang, message
from hotspots.model.answer import Answer, AreaShapes
from hotspots.model.cells import CONTOUR_COLUMNS
from hotspots.sentences.cells.surface import contour_note
from hotspots.workflows.cells.surface import Surface

_M2_PER_KM2 = 1e6


def contour_answer(made: Surface, chosen_levels: Sequence[float], lang: Lang) -> Answer:
    """Return the bands between levels in the surface's unit, or between quantiles of its cells.

    Raises ``UsageProblem`` for levels that do not rise, ``HotspotsError`` where no cell reaches
    the lowest one.
    """
    import shapely

    if any(low >= high for low, high in pairwise(chosen_levels)) or any(
        not 0 < level < np.inf for level in chosen_levels
    ):
        raise UsageProblem(message("--levels: write rising numbers over 0, such as 10,50,100."))
    levels = list(chosen_levels) or quantile_levels(made.field)
    few = not levels
    levels = levels or quantile_levels(made.field, above_0=True)
    # The surface goes on beyond the areas, so that the lines reach their border.
    bands = contours(made.whole, levels, made.outline) if levels else []
    if not bands:
        raise HotspotsError(
            message(
                "No part of the surface reaches the lowest level. Choose lower ones with --levels."
            )
        )
    rows = [
        {"contour": str(number), "low": band.low, "high": band.high, "unit": made.unit,
         "area_km2": band.shape.area / _M2_PER_KM2}
        for number, band in enumerate(bands, start=1)
    ]  # fmt: skip
    shapes = {
        str(number): shapely.to_wkb(band.shape) for number, band in enumerate(bands, start=1)
    }
    quantiles = [] if chosen_levels else list(QUANTILES)
    return Answer(
        command="contours",
        columns=CONTOUR_COLUMNS,
        rows=rows,
        settings={
            **made.settings,
            "levels": levels,
            "quantiles": quantiles,
            "quantiles_of": "cells above 0" if few else "all cells",
        },
        sources=made.sources,
        notes=[contour_note(levels, quantiles, lang, few=few), *made.notes],
        shapes=AreaShapes(made.field.crs, shapes, "contour"),
    )
