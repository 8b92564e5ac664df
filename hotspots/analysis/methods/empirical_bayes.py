"""Rates of small areas drawn towards the rate of all, the more the fewer people they rest on."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def prior(counts: Floats, population: Floats) -> tuple[float, float]:
    """Return how much true rates vary between areas, and the rate of all areas together.

    Marshall (1991), method of moments: the variance of the rates about the common rate,
    weighted by population, less what chance alone gives; never below 0. Rates are incidents
    per person, the first figure that squared. Populations are above 0.
    """
    people = population.sum()
    common = counts.sum() / people
    spread = (population * (counts / population - common) ** 2).sum() / people
    return max(0.0, float(spread - common / population.mean())), float(common)


def rates(counts: Floats, population: Floats) -> Floats:
    """Return each area's empirical Bayes rate, incidents per person (Marshall 1991, global).

    The area's own rate counts for ``a / (a + b / population)``, the common rate ``b`` for the
    rest. Where the areas differ no more than by chance, all have the common rate.
    """
    if len(counts) == 0:
        return np.array([], dtype=np.float64)
    between, common = prior(counts, population)
    if between == 0:
        return np.full(len(counts), common)
    reliability = between / (between + common / population)
    return np.asarray(common + reliability * (counts / population - common))
