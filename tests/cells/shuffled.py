"""Knox tables of permuted dates, beside which the exact expectation is held."""

import numpy as np

from hotspots.analysis.cells.bands import Bands
from hotspots.analysis.cells.near_repeat import Floats, Ints, Metric, _counting


def shuffled_tables(
    xy_m: Floats,
    days: Ints,
    space: Bands,
    time: Bands,
    *,
    metric: Metric = "euclidean",
    permutations: int,
    rng: np.random.Generator,
) -> Ints:
    """Return the tables of permuted dates, shape (permutations, bands of metres, of days)."""
    counting = _counting(xy_m, days, space, time, metric)
    return np.stack([counting.table(rng.permutation(days)) for _ in range(permutations)])
