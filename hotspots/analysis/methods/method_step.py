"""The step between two methods that measured the same things, pooled over many of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PooledStep:
    """A mean step with its variance, and that of the single steps about it; t on ``df``."""

    value: float
    variance: float
    between: float
    df: int


def pooled_step(steps: Floats, variances: Floats) -> PooledStep:
    """Pool at least two steps, each with the variance of chance, weighted by both variances.

    The spread between the steps beyond chance is that of Paule and Mandel (1982): with it the
    weighted squares are as many as the degrees of freedom. Where they are fewer without any,
    it is 0 and the variance is that of chance.
    """
    df = len(steps) - 1
    between = _between(steps, variances, df)
    weights = 1 / (variances + between)
    value = float((weights * steps).sum() / weights.sum())
    return PooledStep(value, float(1 / weights.sum()), between, df)


def _between(steps: Floats, variances: Floats, df: int) -> float:
    from scipy.optimize import brentq

    def beyond(between: float) -> float:
        weights = 1 / (variances + between)
        mean = (weights * steps).sum() / weights.sum()
        return float((weights * (steps - mean) ** 2).sum() - df)

    if beyond(0.0) <= 0:
        return 0.0
    most = float(((steps - steps.mean()) ** 2).sum())
    return float(brentq(beyond, 0.0, most, xtol=1e-12, rtol=1e-12))
