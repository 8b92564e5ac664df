"""What a figure varies by beyond the answers it rests on: rounding, and years that swing."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_UNIFORM = 12.0


@dataclass(frozen=True)
class ExtraSpread:
    """What is added to the variance of chance, one value for each figure or one for all.

    ``rounding`` is a variance in the square of the figures' unit. ``factor``, at least 1,
    multiplies the whole of it, and ``df`` are the degrees of freedom it was estimated on:
    infinite where the factor is not estimated.
    """

    rounding: Floats = field(default_factory=lambda: np.array(0.0))
    factor: Floats = field(default_factory=lambda: np.array(1.0))
    df: Floats = field(default_factory=lambda: np.array(np.inf))

    @property
    def critical(self) -> Floats:
        """Return how many standard errors a 95 % interval reaches to either side."""
        from scipy.stats import t

        return np.asarray(t.isf(0.025, self.df))

    def p(self, distance: Floats, variance: Floats) -> Floats:
        """Return the two-sided p-value of a distance from 0; ``variance`` is that of chance."""
        from scipy.stats import t

        spread = np.sqrt(self.factor * (variance + self.rounding))
        same = spread == 0
        ratio = np.where(same, 0.0, np.abs(distance) / np.where(same, 1.0, spread))
        return np.asarray(2 * t.sf(ratio, self.df))

    def shrunk(self, base: Floats) -> Floats:
        """Return the effective number that normal 95 % limits widened so much would rest on."""
        from scipy.stats import norm

        return np.asarray(base / self.factor * (norm.isf(0.025) / self.critical) ** 2)

    def joined(self, half: Floats) -> Floats:
        """Return a half width of limits that holds the rounding too, by square and add."""
        return np.asarray(np.hypot(half, self.critical * np.sqrt(self.factor * self.rounding)))


def rounding_variance(half_step: Floats) -> Floats:
    """Return the variance of what rounding took away, spread evenly over one printed step."""
    return np.asarray((2 * np.asarray(half_step)) ** 2 / _UNIFORM)
