"""What the years before a review say: which places were hot, and how much counts swing."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.cells.change import TwoPeriods
from hotspots.analysis.methods.count_swings import Floats, swings

Cells = frozenset[int]
# with fewer in the mean a year, a block says nothing of how years swing
_LEAST_A_PERIOD = 1.0
_HALF = 0.5
_BLOCK = 3


@dataclass(frozen=True)
class EarlierYears:
    """The same days of the years before the earlier period, oldest first.

    ``counts`` has a row for each period and a column for each square of the grid, ``exposures``
    the days or the city's incidents of each; ``places`` are the squares that were hot in at
    least half of these periods, by position, those that adjoin together. ``years`` are those
    in which these periods begin.
    """

    years: Sequence[int] = ()
    counts: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    exposures: Sequence[float] = ()
    places: Sequence[Cells] = ()


def lasting_places(hot: NDArray[np.bool_], shape: tuple[int, int]) -> list[Cells]:
    """Return the squares hot in at least half of the periods, those that adjoin as one place.

    ``hot`` has a row for each period and a column for each square of a grid of ``shape``.
    """
    from scipy import ndimage

    lasting = hot.mean(axis=0) >= _HALF
    labels, n_places = ndimage.label(lasting.reshape(shape), structure=np.ones((3, 3), dtype=int))
    flat = labels.ravel()
    return [frozenset(np.flatnonzero(flat == at).tolist()) for at in range(1, n_places + 1)]


def with_swings(
    counts: TwoPeriods, earlier: EarlierYears, shape: tuple[int, int], *, relative: bool
) -> TwoPeriods:
    """Return two periods that know how much counts swing; as they were with too few years.

    Learnt from blocks of three by three squares of a grid of ``shape``, about as large as a
    hotspot, with at least one incident a period, over the earlier years and the period before,
    which is taken to be of the year after them.
    """
    if not earlier.years:
        return counts
    periods = _blocks(np.vstack([earlier.counts, counts.before]), shape)
    squares = periods.T[periods.sum(axis=0) >= _LEAST_A_PERIOD * len(periods)]
    exposures = np.array([*earlier.exposures, counts.exposure_before], dtype=np.float64)
    years = [*earlier.years, earlier.years[-1] + 1]
    learnt = swings(years, squares, np.tile(exposures, (len(squares), 1)))
    return replace(counts, swings=learnt, city=0.0 if relative else 2.0)


def _blocks(counts: Floats, shape: tuple[int, int]) -> Floats:
    """Return the sums of blocks of squares; a row for each period, a column for each block."""
    n_rows, n_columns = (-(-side // _BLOCK) for side in shape)
    whole = np.zeros((len(counts), n_rows * _BLOCK, n_columns * _BLOCK))
    whole[:, : shape[0], : shape[1]] = counts.reshape(-1, *shape)
    blocks = whole.reshape(-1, n_rows, _BLOCK, n_columns, _BLOCK).sum(axis=(2, 4))
    return np.asarray(blocks.reshape(len(counts), -1))
