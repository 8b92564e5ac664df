"""Cells laid over the areas of a set, with every choice made for the user said."""

from dataclasses import dataclass

from hotspots.analysis.cells.hot_cells import QUEEN_SIDES
from hotspots.analysis.space.grid import LEAST_SHARE, Grid, default_side_m, grid_over
from hotspots.engine.store import Store
from hotspots.errors import UsageProblem
from hotspots.language import Say, message
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.workflows.incidents.points import with_occupied
from hotspots.workflows.loads.stored_sets import working_crs

_MOST_SIDES = 1000


@dataclass(frozen=True)
class LaidGrid:
    """A grid over an area set; ``n_occupied`` squares are cells by an incident alone."""

    grid: Grid
    n_occupied: int


def lay_grid(store: Store, area_set: AreasActiveSetsRow, side_m: int | None, say: Say) -> LaidGrid:
    """Return the cells of an area set, the same for every question about the store.

    A square is a cell where at least half of it lies in the set, or where any stored incident
    lies that is in the set.
    """
    import shapely

    rows = store.rows("areas/areas_of_set", set_name=area_set["set_name"])
    shapes = shapely.from_wkb([bytes(row["geometry"]) for row in rows])
    if side_m is None:
        side_m = default_side_m(shapes)
        say(
            message(
                "Cell size set to {side_m} m (1/50 of the shorter side of the city, "
                "rounded). Change it with --cell.",
                side_m=side_m,
            )
        )
    half = grid_over(shapes, side_m, working_crs(store) or "")
    grid, n_occupied = with_occupied(store, half, area_set["load_id"])
    if n_occupied:
        say(
            message(
                "{n_occupied:,} of {n_cells:,} cells have less than {least_share:.0%} of "
                "their area in the set; they are kept because incidents of the set lie "
                "in them.",
                n_occupied=n_occupied,
                n_cells=grid.n_cells,
                least_share=LEAST_SHARE,
            )
        )
    return LaidGrid(grid, n_occupied)


def chosen_band_m(side_m: int, band_m: float | None, say: Say) -> float:
    """Return the distance within which cells are neighbours; queen contiguity if not asked.

    Raises ``UsageProblem`` for what is no distance, or reaches over more cells than any city has.
    """
    if band_m is not None:
        most_m = _MOST_SIDES * side_m
        if not 0 < band_m <= most_m:
            raise UsageProblem(
                message(
                    "--band {band_m:g} with cells of {side_m} m: write a distance of at most "
                    "{most_m} m.",
                    band_m=band_m,
                    side_m=side_m,
                    most_m=most_m,
                )
            )
        return band_m
    band_m = QUEEN_SIDES * side_m
    say(
        message(
            "Neighbours set to cells within {band_m:g} m: those that share a side or "
            "a corner. Change it with --band.",
            band_m=band_m,
        )
    )
    return band_m
