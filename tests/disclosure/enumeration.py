"""All tables that fit published classes, cell after cell: the oracle, without a solver."""

import numpy as np

# tables half filled in; of a system with more, nothing is said
MOST_PARTIAL = 100_000


def all_tables(matrix, low, high):
    """Return every table x >= 0 of whole numbers with low <= matrix x <= high; None if too many.

    ``matrix`` is dense (rows x finest cells). Each cell in turn takes every number that leaves
    each row within reach of its class.
    """
    n_rows, n_finest = matrix.shape
    tables, sums = np.zeros((1, 0), dtype=np.int16), np.zeros((1, n_rows), dtype=np.int16)
    most = np.array([high[matrix[:, cell] > 0].min() for cell in range(n_finest)])
    for cell in range(n_finest):
        values = np.arange(most[cell] + 1, dtype=np.int16)
        left = matrix[:, cell + 1 :] @ most[cell + 1 :]
        if len(tables) * len(values) > MOST_PARTIAL * 4:
            return None
        tables = np.hstack([np.repeat(tables, len(values), axis=0),
                            np.tile(values, len(tables))[:, None]])  # fmt: skip
        sums = np.repeat(sums, len(values), axis=0)
        sums = sums + tables[:, -1:] * matrix[:, cell].astype(np.int16)
        is_open = ((sums <= high) & (sums + left >= low)).all(axis=1)
        tables, sums = tables[is_open], sums[is_open]
        if len(tables) > MOST_PARTIAL:
            return None
    return tables
