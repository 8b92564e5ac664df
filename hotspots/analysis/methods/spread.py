"""What a figure varies by beyond the answers it rests on: rounding, and years that swing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.distributions import normal_isf, t_isf, t_p

Floats = NDArray[np.float64]
_UNIFORM = 12.0


@dataclass(frozen=True)
class ExtraSpread:
    """What is added to the variance of chance, one value for each figure or one for all.

    ``rounding`` is a variance in the square of the figures' unit. ``factor``, at least 1,
    multiplies the whole of it, and ``df`` are the degrees of freedom it was estimated on:
    infinite where the factor is not estimated. ``step_variance`` is that of a step between two
    methods that was taken out, with ``step_df`` degrees of freedom; years do not multiply it.
    """

    rounding: Floats = field(default_factory=lambda: np.array(0.0))
    factor: Floats = field(default_factory=lambda: np.array(1.0))
    df: Floats = field(default_factory=lambda: np.array(np.inf))
    step_variance: Floats = field(default_factory=lambda: np.array(0.0))
    step_df: Floats = field(default_factory=lambda: np.array(np.inf))

    def of(self, places: Sequence[int]) -> "ExtraSpread":
        """Return the spread of some of the figures; what is one for all stays so."""
        parts = (self.rounding, self.factor, self.df, self.step_variance, self.step_df)
        return ExtraSpread(*(part[places] if part.ndim else part for part in parts))

    @property
    def critical(self) -> Floats:
        """Return how many standard errors a 95 % interval reaches to either side."""
        return t_isf(0.025, self.df)

    def p(self, distance: Floats, variance: Floats) -> Floats:
        """Return the two-sided p-value of a distance from 0; ``variance`` is that of chance."""
        swung = self.factor * (variance + self.rounding)
        spread = np.sqrt(swung + self.step_variance)
        same = spread == 0
        ratio = np.where(same, 0.0, np.abs(distance) / np.where(same, 1.0, spread))
        return t_p(ratio, self._joint_df(swung))

    def _joint_df(self, swung: Floats) -> Floats:
        """Return the degrees of freedom of both variances together (Satterthwaite 1946)."""
        parts = swung**2 / self.df + self.step_variance**2 / self.step_df
        safe = np.where(parts > 0, parts, 1.0)
        return np.where(parts > 0, (swung + self.step_variance) ** 2 / safe, np.inf)

    def shrunk(self, base: Floats) -> Floats:
        """Return the effective number that normal 95 % limits widened so much would rest on."""
        return np.asarray(base / self.factor * (normal_isf(0.025) / self.critical) ** 2)

    def joined(self, half: Floats) -> Floats:
        """Return a half width of limits that holds rounding and step too, by square and add."""
        rounded = np.hypot(half, self.critical * np.sqrt(self.factor * self.rounding))
        return self.with_step(np.asarray(rounded))

    def with_step(self, half: Floats) -> Floats:
        """Return a half width of limits that holds the step too, by square and add."""
        return np.asarray(np.hypot(half, t_isf(0.025, self.step_df) * np.sqrt(self.step_variance)))


def rounding_variance(half_step: Floats) -> Floats:
    """Return the variance of what rounding took away, spread evenly over one printed step."""
    return np.asarray((2 * np.asarray(half_step)) ** 2 / _UNIFORM)
