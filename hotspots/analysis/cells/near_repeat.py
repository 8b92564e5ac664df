"""Near repeat: whether incidents close in place are close in time more often than usual.

The table is Knox's (1964): pairs of incidents by how far apart they are in metres and in days.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.cells.bands import Bands
from hotspots.errors import HotspotsError
from hotspots.language import message

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Metric = Literal["euclidean", "manhattan"]

MOST_PAIRS = 20_000_000
_NORM = {"manhattan": 1, "euclidean": 2}
# the side of a square, of the distance that no two points in it exceed
_WITHIN = {"manhattan": 0.5, "euclidean": 0.5**0.5}
# metres that binary fractions cannot hold must not fall on the wrong side of an edge
_METRE_DECIMALS = 6
_SLACK_M = 1e-5


@dataclass(frozen=True)
class ClosePairs:
    """Pairs of incidents nearer than the last edge of the bands of metres.

    ``first`` and ``second`` are positions of incidents, ``band`` the number of the band;
    ``n_same_place`` of the pairs lie at the very same coordinates.
    """

    first: NDArray[np.int32]
    second: NDArray[np.int32]
    band: NDArray[np.int8]
    n_same_place: int


@dataclass(frozen=True)
class Knox:
    """Counts of pairs, shape (bands of metres, bands of days), the open bands last.

    ``p`` is one-sided: the chance of at least so many pairs if the dates belonged to any of the
    places; None without permutations. ``expected`` is exact under that same chance.
    """

    space: Bands
    time: Bands
    pairs: Ints
    expected: Floats
    p: Floats | None
    n_events: int
    n_same_place: int
    permutations: int

    @property
    def ratio(self) -> Floats:
        """Return pairs divided by expected pairs; NaN where none are expected."""
        with np.errstate(invalid="ignore", divide="ignore"):
            ratios: Floats = np.where(self.expected > 0, self.pairs / self.expected, np.nan)
        return ratios


def knox(
    xy_m: Floats,
    days: Ints,
    space: Bands,
    time: Bands,
    *,
    metric: Metric = "euclidean",
    permutations: int = 0,
    rng: np.random.Generator | None = None,
    after_each: Callable[[int], None] | None = None,
) -> Knox:
    """Return the Knox table of incidents, with p-values by permutation of the dates.

    ``after_each`` is called with the number of permutations that are done.
    ``xy_m`` has shape (n, 2), in metres of a projected CRS; ``days`` has shape (n,), whole days.
    Memory is linear in the pairs nearer than the last edge of ``space``.
    Expected pairs are row total times column total over all pairs (Knox 1964); p is
    (1 + permutations with at least as many) / (1 + permutations).
    """
    counting = _counting(xy_m, days, space, time, metric)
    pairs = counting.table(days)
    expected = np.outer(pairs.sum(axis=1), counting.margin) / max(int(pairs.sum()), 1)
    p = None
    if permutations and rng is not None:
        n_as_many = np.zeros_like(pairs)
        for done in range(1, permutations + 1):
            n_as_many += counting.table(rng.permutation(days)) >= pairs
            if after_each is not None:
                after_each(done)
        p = (1 + n_as_many) / (1 + permutations)
    same = counting.close.n_same_place
    return Knox(space, time, pairs, expected, p, len(days), same, permutations)


@dataclass(frozen=True)
class _Counting:
    """What stays the same whatever date belongs to which place."""

    close: ClosePairs
    space: Bands
    time: Bands
    margin: Ints
    band_of_days: Ints

    def table(self, days: Ints) -> Ints:
        """Count the pairs by band; what is not among the close ones lies in the open band."""
        apart = np.abs(days[self.close.first] - days[self.close.second])
        shape = (self.space.n_finite, self.time.n_finite + 1)
        keys = self.close.band * np.int64(shape[1]) + self.band_of_days[apart]
        near = np.bincount(keys, minlength=shape[0] * shape[1]).reshape(shape)
        return np.vstack([near, self.margin - near.sum(axis=0)])


def _counting(xy_m: Floats, days: Ints, space: Bands, time: Bands, metric: Metric) -> _Counting:
    longest = int(np.ptp(days)) if len(days) else 0
    return _Counting(
        close_pairs(xy_m, space, metric),
        space,
        time,
        time_totals(days, time),
        time.of(np.arange(longest + 1, dtype=np.float64)),
    )


def close_pairs(xy_m: Floats, space: Bands, metric: Metric) -> ClosePairs:
    """Return the pairs in the finite bands of metres; too many for the memory are refused."""
    from scipy.spatial import cKDTree

    reach_m = space.last + _SLACK_M
    norm = _NORM[metric]
    _refuse_many(_pairs_in_cells(xy_m, reach_m * _WITHIN[metric]), space)
    tree = cKDTree(xy_m)
    _refuse_many((int(tree.count_neighbors(tree, reach_m, p=norm)) - len(xy_m)) // 2, space)
    pairs = tree.query_pairs(reach_m, p=norm, output_type="ndarray").astype(np.int32)
    first, second = pairs[:, 0], pairs[:, 1]
    band, same = _banded(xy_m, first, second, space, metric)
    near = band < space.n_finite
    return ClosePairs(first[near], second[near], band[near], same)


def _pairs_in_cells(xy_m: Floats, side_m: float) -> int:
    """Return how many pairs lie in one square, of a lattice of squares of a side."""
    cells = np.floor((xy_m - xy_m.min(axis=0, initial=np.inf)) / side_m).astype(np.int64)
    n_columns = int(cells[:, 0].max(initial=0)) + 1
    _, counts = np.unique(cells[:, 1] * n_columns + cells[:, 0], return_counts=True)
    return int((counts * (counts - 1) // 2).sum())


def _refuse_many(n_close: int, space: Bands) -> None:
    """Refuse more pairs than the memory holds; there are at least so many."""
    if n_close > MOST_PAIRS:
        raise HotspotsError(
            message(
                "At least {n_close:,} pairs of incidents lie within {last:g} m of each other, "
                "more than the {most_pairs:,} that are counted at once. Ask for shorter "
                "distances, a shorter period or one category.",
                n_close=n_close,
                last=space.last,
                most_pairs=MOST_PAIRS,
            )
        )


def _banded(
    xy_m: Floats, first: Any, second: Any, space: Bands, metric: Metric
) -> tuple[NDArray[np.int8], int]:
    """Return the band of each pair, and how many pairs are at the same coordinates."""
    apart_m = np.abs(xy_m[first] - xy_m[second])
    distance_m = (
        apart_m.sum(axis=1) if metric == "manhattan" else np.hypot(apart_m[:, 0], apart_m[:, 1])
    )
    rounded = np.round(distance_m, _METRE_DECIMALS)
    return space.of(rounded).astype(np.int8), int((rounded == 0).sum())


def time_totals(days: Ints, time: Bands) -> Ints:
    """Return how many of all pairs fall in each band of days, by sorting, without the pairs."""
    ordered = np.sort(days)
    later = np.arange(1, len(ordered) + 1)
    within = [
        int((np.searchsorted(ordered, ordered + edge, side="left") - later).sum())
        for edge in time.upper
    ]
    total = len(ordered) * (len(ordered) - 1) // 2
    return np.diff([0, *within, total]).astype(np.int64)
