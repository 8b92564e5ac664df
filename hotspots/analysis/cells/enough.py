"""Whether there are incidents enough for a hotspot to be told from chance, and how many would be.

A place counts as one that should be seen where it has three times the incidents expected there.
"""

from dataclasses import dataclass

import numpy as np

from hotspots.analysis.cells.hot_cells import HotCells
from hotspots.analysis.methods.distributions import at_least
from hotspots.analysis.methods.multiplicity import Method
from hotspots.model.cells import Level

TIMES = 3.0
LEAST_POWER = 0.8
_MOST_INCIDENTS = 10**7
_ALPHA: dict[Level, float] = {"hot_99": 0.01, "hot_95": 0.05, "hot_90": 0.10}


@dataclass(frozen=True)
class Scale:
    """A search for hotspots: the share of all that one neighbourhood is expected to hold, 0 to 1.

    ``alpha`` is that of one cell: where all cells are allowed for, the level's part of one.
    """

    share: float
    alpha: float

    def power(self, total: float) -> float:
        """Return the chance that a place three times as busy as the rest is hot among so many."""
        least = self._least_hot(int(total))
        if least is None:
            return 0.0
        busy = TIMES * self.share / (1 + (TIMES - 1) * self.share)
        return _chance(least, int(total), busy)

    def _least_hot(self, total: int) -> int | None:
        """Return with how many of so many incidents a neighbourhood is hot; None where never."""
        low, high = int(total * self.share), total
        if high < 1 or 2 * _chance(high, total, self.share) > self.alpha:
            return None
        while high - low > 1:
            middle = (low + high) // 2
            is_hot = 2 * _chance(middle, total, self.share) <= self.alpha
            low, high = (low, middle) if is_hot else (middle, high)
        return high

    def is_enough(self, total: float) -> bool:
        """Tell whether such a place would be seen in four cases out of five."""
        return self.power(total) >= LEAST_POWER

    def needed(self) -> int | None:
        """Return how many incidents would do, about; None where no number does."""
        high = 1
        while not self.is_enough(high):
            high *= 2
            if high > _MOST_INCIDENTS:
                return None
        low = high // 2
        while high - low > max(1, high // 100):
            middle = (low + high) // 2
            low, high = (low, middle) if self.is_enough(middle) else (middle, high)
        return high


def scale_of(cells: HotCells, adjust: Method, level: Level) -> Scale:
    """Return the scale of a search: that of the neighbourhood in the middle of all by share."""
    n_tests = 1 if adjust == "none" else max(len(cells.n), 1)
    return Scale(float(np.median(cells.shares)), _ALPHA[level] / n_tests)


def _chance(count: int, total: int, share: float) -> float:
    return float(at_least(np.array([float(count)]), total, np.array([share]))[0])
