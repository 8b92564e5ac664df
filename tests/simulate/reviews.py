"""How often ``review`` claims a change of hotspots where nothing changed."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.cells.areas import hotspots_of
from hotspots.analysis.cells.change import TwoPeriods
from hotspots.analysis.cells.earlier_years import EarlierYears, lasting_places
from hotspots.analysis.cells.hot_cells import HotCells, hot_cells
from hotspots.analysis.cells.review import Review, review_hotspots
from hotspots.analysis.space.grid import Grid
from tests.simulate.table import SimulationRow

SIDE_M = 250
BAND_M = 375.0
N = 40
GRID = Grid(SIDE_M, 0, 0, np.ones((N, N), dtype=bool), "EPSG:25832")
# row, column, height over the background, and width in cells
_SPOTS = (
    (8, 8, 12, 1.5),
    (20, 30, 8, 2.0),
    (30, 12, 15, 1.0),
    (12, 24, 6, 2.5),
    (33, 33, 10, 1.5),
)
_CLAIMS = frozenset({"new", "grown", "moved", "shrunk", "gone"})
_PARENTS = 0.6

Floats = NDArray[np.float64]


class _Setting(NamedTuple):
    """How counts vary; ``swing`` is the coefficient of variation of a place's year."""

    name: str
    swing: float = 0.0
    clusters: bool = False


_SETTINGS = (
    _Setting("chance"),
    _Setting("clusters", clusters=True),
    _Setting("alpha 0.01", swing=0.1),
    _Setting("place-years 15 %", swing=0.15),
    _Setting("clusters and place-years 15 %", swing=0.15, clusters=True),
)


def _intensity() -> Floats:
    row, column = np.mgrid[0:N, 0:N]
    surface = np.ones((N, N))
    for at_row, at_column, height, width in _SPOTS:
        away = (row - at_row) ** 2 + (column - at_column) ** 2
        surface += height * np.exp(-away / (2 * width**2))
    return surface


def _year(rng: np.random.Generator, mean: Floats, setting: _Setting) -> Floats:
    """Return the counts of a year; places of 5 x 5 cells swing together."""
    if setting.swing:
        square = setting.swing**2
        mean = mean * np.kron(rng.gamma(1 / square, square, (N // 5, N // 5)), np.ones((5, 5)))
    if setting.clusters:
        parents = rng.poisson(mean * _PARENTS)
        return np.asarray(parents + rng.poisson(parents * (1 / _PARENTS - 1)), dtype=np.float64)
    return rng.poisson(mean).astype(np.float64)


def _reviewed(counts: list[Floats]) -> Review:
    """Review the last year against the one before, with the others as earlier years."""
    cells = [hot_cells(GRID, one, BAND_M) for one in counts]
    hot = [frozenset(spot.cells) for spot in hotspots_of(cells[-2])]
    became = [frozenset(spot.cells) for spot in hotspots_of(cells[-1])]
    flat = [one.ravel() for one in counts]
    years = range(len(counts) - 2)
    hot_then = np.array([_hot(one) for one in cells[:-2]]).reshape(len(years), N * N)
    places = lasting_places(hot_then, GRID.inside.shape) if years else []
    earlier = EarlierYears(list(years), np.array(flat[:-2]), [365.0] * len(years), places)
    return review_hotspots(hot, became, TwoPeriods(flat[-2], flat[-1], 365.0, 365.0), GRID,
                           earlier=earlier)  # fmt: skip


def _hot(cells: HotCells) -> NDArray[np.bool_]:
    hot = np.zeros(N * N, dtype=bool)
    hot[GRID.cells[cells.at_least("hot_95")]] = True
    return hot


def _claims(review: Review) -> list[str]:
    return [one.class_ for one in review.hotspots if one.class_ in _CLAIMS]


def rows(runs: int, seed: int) -> list[SimulationRow]:
    """Return false claims in each setting with three, five and nine earlier years, and power."""
    rng, mean = np.random.default_rng(seed), _intensity() * 4
    lines = []
    for setting in _SETTINGS:
        for years in (3, 5, 9):
            false = sum(
                bool(_claims(_reviewed([_year(rng, mean, setting) for _ in range(years + 1)])))
                for _ in range(runs)
            )
            lines.append(_line(f"{setting.name}, {years} earlier years", runs, false / runs))
    return lines


def _line(setting: str, runs: int, false: float) -> SimulationRow:
    return SimulationRow("review", setting, runs, false, None, None, None)
