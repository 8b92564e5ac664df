"""Sums of whole tables of counts over the finest cells that a published cell is made of."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hotspots.model.disclosure import Key, LinkedTables

Ints = NDArray[np.int64]


def sums(tables: LinkedTables, keys: Sequence[Key], witnesses: Ints) -> Ints:
    """Return what each cell or difference is in each witness (witnesses x keys)."""
    values = np.zeros((len(witnesses), len(keys)), dtype=np.int64)
    groups = [sorted(tables.finest_of(key)) for key in keys]
    filled = [position for position, group in enumerate(groups) if group]
    if not filled:
        return values
    starts = np.cumsum([0, *(len(groups[position]) for position in filled)])[:-1]
    finest = np.array([number for group in groups for number in group], dtype=np.int64)
    for line, witness in zip(values, witnesses, strict=True):
        line[filled] = np.add.reduceat(witness[finest], starts)
    return values
