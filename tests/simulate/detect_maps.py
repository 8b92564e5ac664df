"""How often hot cells and hotspots are claimed where there are none, and found where there are.

``python -m tests.simulate.detect_maps [runs]``. Maps are made up over the schematic Copenhagen in
cells of 250 m: incidents at random over the ground or over made-up residents, in series of near
repeats, or with one block of three by three cells that is three times as busy as the rest.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from hotspots import shipped
from hotspots.analysis.cells.areas import hotspots_of, only_with
from hotspots.analysis.cells.hot_cells import QUEEN_SIDES, HotCells, RatesTested, hot_cells
from hotspots.analysis.cells.rates import rate_deviates
from hotspots.analysis.cells.series import first_of_series
from hotspots.analysis.space.grid import Grid, grid_over
from hotspots.model.cells import LEAST_INCIDENTS
from tests.simulate.table import SimulationRow

SIDE_M = 250
SIZES = (100, 300, 1000, 5000, 20_000)
SERIES_SIZES = (300, 1000, 5000)
_SERIES_REACH_M, _SERIES_LAST_DAYS, _FOLLOWERS = 200.0, 14, 1.0
_TIMES = 3.0
_DAYS = 365

Exposure = Literal["ground", "residents"]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class MadeCity:
    """The city that maps are made up over: its outline, and residents by square."""

    outline: Any
    grid: Grid
    residents: Floats

    def exposed(self, exposure: Exposure) -> Floats:
        """Return the part of all incidents that each square may expect; shape of the grid."""
        weights = self.residents if exposure == "residents" else self.grid.ground
        return np.asarray(weights / np.sum(weights), dtype=np.float64)


def made_city(rng: np.random.Generator) -> MadeCity:
    """Return the schematic Copenhagen with residents who live densely in some places."""
    import geopandas
    import shapely

    path = shipped.path("geodata/copenhagen_schematic/survey13.geojson")
    shapes = np.array(geopandas.read_file(path).to_crs(25832).geometry)
    grid = grid_over(shapes, SIDE_M, "EPSG:25832")
    residents = np.where(grid.inside, rng.gamma(0.8, 500, grid.inside.shape) + 32, 0.0)
    outline = shapely.union_all(shapes)
    shapely.prepare(outline)
    return MadeCity(outline, grid, residents)


def scored(city: MadeCity, counts: Floats, exposure: Exposure) -> HotCells:
    """Return the cells of a map; a square with less than half in the city is one by incidents."""
    if exposure == "residents":
        deviates = np.zeros(counts.shape)
        inside = city.grid.inside
        deviates[inside] = rate_deviates(counts[inside], city.residents[inside])
        tested = RatesTested(city.residents, deviates)
        return hot_cells(city.grid, counts, QUEEN_SIDES * SIDE_M, rates=tested)
    grid = replace(city.grid, inside=city.grid.inside | (counts > 0))
    return hot_cells(grid, counts, QUEEN_SIDES * SIDE_M)


def chance_map(city: MadeCity, n: int, exposure: Exposure, rng: np.random.Generator) -> HotCells:
    """Return a map on which incidents fall by chance alone."""
    return scored(city, _drawn(city.exposed(exposure), n, rng), exposure)


def _drawn(weights: Floats, n: int, rng: np.random.Generator) -> Floats:
    counts = rng.multinomial(n, weights.ravel() / weights.sum())
    return counts.reshape(weights.shape).astype(np.float64)


def finds_block(city: MadeCity, n: int, exposure: Exposure, rng: np.random.Generator) -> bool:
    """Tell whether a hotspot covers some of a block that is three times as busy as the rest."""
    whole = np.where(city.grid.inside, np.asarray(city.grid.ground), 0.0)
    full = np.lib.stride_tricks.sliding_window_view(whole, (3, 3)).min(axis=(2, 3)) > 1 - 1e-9
    row, col = rng.choice(np.argwhere(full))
    block = np.zeros(whole.shape, dtype=bool)
    block[row : row + 3, col : col + 3] = True
    weights = np.where(block, _TIMES, 1.0) * city.exposed(exposure)
    cells = scored(city, _drawn(weights, n, rng), exposure)
    spots = only_with(hotspots_of(cells), LEAST_INCIDENTS)
    return any(block.ravel()[cell] for spot in spots for cell in spot.cells)


def series_map(city: MadeCity, n: int, *, once: bool, rng: np.random.Generator) -> HotCells:
    """Return a map of near repeats: each incident draws about one more, near it and soon after."""
    xy_m, days = series(city, n, rng)
    if once:
        xy_m = xy_m[first_of_series(xy_m, days)]
    position = city.grid.position_of(xy_m[:, 0], xy_m[:, 1])
    counts = np.bincount(position, minlength=city.grid.inside.size).astype(np.float64)
    return scored(city, counts.reshape(city.grid.inside.shape), "ground")


def series(city: MadeCity, n: int, rng: np.random.Generator) -> tuple[Floats, NDArray[np.int64]]:
    """Return places, shape (about n, 2), and days of incidents that come in series."""
    n_first = round(n / (1 + _FOLLOWERS))
    first = _anywhere(city, n_first, rng)
    day = rng.integers(0, _DAYS, n_first)
    of = np.repeat(np.arange(n_first), rng.poisson(_FOLLOWERS, n_first))
    away = _SERIES_REACH_M * np.sqrt(rng.random(len(of)))
    angle = rng.uniform(0, 2 * np.pi, len(of))
    later = first[of] + (away * np.stack([np.cos(angle), np.sin(angle)])).T
    days = np.concatenate([day, day[of] + rng.integers(0, _SERIES_LAST_DAYS + 1, len(of))])
    xy_m = np.concatenate([first, later])
    in_city = _is_in(city, xy_m)
    return xy_m[in_city], days[in_city].astype(np.int64)


def _anywhere(city: MadeCity, n: int, rng: np.random.Generator) -> Floats:
    west, south, east, north = city.outline.bounds
    inside = np.zeros((0, 2))
    while len(inside) < n:
        xy_m = rng.uniform((west, south), (east, north), (3 * n + 10, 2))
        inside = np.concatenate([inside, xy_m[_is_in(city, xy_m)]])
    return inside[:n]


def _is_in(city: MadeCity, xy_m: Floats) -> NDArray[np.bool_]:
    import shapely

    return np.asarray(shapely.contains_xy(city.outline, xy_m[:, 0], xy_m[:, 1]))


def rows(runs: int, seed: int) -> list[SimulationRow]:
    """Return the rows of ``detect`` in the table of simulations."""
    rng = np.random.default_rng(seed)
    city = made_city(rng)
    return list(_rows(city, runs, rng))


def _rows(city: MadeCity, runs: int, rng: np.random.Generator) -> Iterator[SimulationRow]:
    exposures: tuple[Exposure, ...] = ("ground", "residents")
    for exposure in exposures:
        for n in SIZES:
            false = np.mean([_is_any_hot(chance_map(city, n, exposure, rng))
                             for _ in range(runs)])  # fmt: skip
            found = np.mean([finds_block(city, n, exposure, rng) for _ in range(runs)])
            setting = f"chance by {exposure}, {n} incidents; power: a block three times as busy"
            yield SimulationRow("detect", setting, runs, float(false), float(found), None, None)
    for once in (True, False):
        for n in SERIES_SIZES:
            maps = (series_map(city, n, once=once, rng=rng) for _ in range(runs))
            false = np.mean([_is_any_hot(one) for one in maps])
            setting = f"near repeats, {n} incidents, --series {'once' if once else 'every'}"
            yield SimulationRow("detect", setting, runs, float(false), None, None, None)


def _is_any_hot(cells: HotCells) -> bool:
    return bool(cells.at_least("hot_95").any())


def main() -> None:
    """Print the rows."""
    rng = np.random.default_rng(1)
    city = made_city(rng)
    for row in _rows(city, int(sys.argv[1]) if len(sys.argv) > 1 else 2000, rng):
        print(row, flush=True)  # noqa: T201 - it is run for what it prints


if __name__ == "__main__":
    main()
