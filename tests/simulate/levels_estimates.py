"""How often the interval of an estimated level holds the truth, and how far off the estimate is.

Each run draws a city of areas whose shares lie between 10 and 25 %, swing from year to year, and
are asked anew each year; the estimate of the last year is held against the truth and against
the direct figure.
"""

from dataclasses import dataclass

import numpy as np

from hotspots.analysis.methods.arcsine_shares import DirectShares, shared_shares
from tests.simulate.table import SimulationRow

LEAST, MOST = 0.10, 0.25


@dataclass(frozen=True)
class CitySetting:
    """A made-up city: how many areas, years and answers, and how shares move.

    ``swing`` is the standard deviation of the passing swings in the share, ``memory`` what is
    left of one a year on; the first ``n_moved`` areas move by ``moved`` over all the years.
    """

    name: str
    n_areas: int = 13
    n_years: int = 8
    answers: tuple[int, int] = (350, 350)
    design_effect: float = 1.3
    swing: float = 0.01
    memory: float = 0.0
    moved: float = 0.0
    n_moved: int = 0


SETTINGS = (
    CitySetting("13 areas, 8 years, 350 answers, swings of 1 point"),
    CitySetting("no swings", swing=0.0),
    CitySetting("swings of 1.5 points, half of one left a year on", swing=0.015, memory=0.5),
    CitySetting("60 to 600 answers", answers=(60, 600)),
    CitySetting("three areas move by -5 points", moved=-0.05, n_moved=3),
    CitySetting("8 areas", n_areas=8),
    CitySetting("35 areas, 130 answers", n_areas=35, answers=(130, 130)),
    CitySetting("three years", n_years=3),
    CitySetting("one year", n_years=1),
)


def truth(city: CitySetting, rng: np.random.Generator) -> np.ndarray:
    """Return the true shares of a city by area and year."""
    level = rng.uniform(LEAST, MOST, city.n_areas)[:, None]
    new = rng.normal(0.0, 1.0, (city.n_areas, city.n_years))
    swings = [new[:, 0]]
    for at in range(1, city.n_years):
        swings.append(city.memory * swings[-1] + np.sqrt(1 - city.memory**2) * new[:, at])
    shares = level + city.swing * np.array(swings).T
    way = np.arange(city.n_years) / max(city.n_years - 1, 1)
    shares[: city.n_moved] += city.moved * way
    return np.clip(shares, 0.005, 0.9)


def one_city(city: CitySetting, rng: np.random.Generator) -> np.ndarray:
    """Return by area: whether the interval holds the truth, both squared errors."""
    true = truth(city, rng)
    asked = rng.integers(city.answers[0], city.answers[1] + 1, city.n_areas) / city.design_effect
    n = np.repeat(np.floor(asked)[:, None], city.n_years, axis=1)
    direct = rng.binomial(n.astype(int), true) / n
    years = np.arange(city.n_years, dtype=float)
    weights = np.ones_like(direct)
    shared = shared_shares(
        DirectShares(direct, n, np.zeros_like(direct), years), weights, direct.mean(axis=0)
    )
    last = true[:, -1]
    holds = (shared.low[:, -1] <= last) & (last <= shared.high[:, -1])
    return np.array(
        [holds, (shared.estimate[:, -1] - last) ** 2, (direct[:, -1] - last) ** 2], dtype=float
    )


def row(city: CitySetting, runs: int, seed: int) -> SimulationRow:
    """Return the line of one setting; the worst area is that whose interval fails most often."""
    rng = np.random.default_rng(seed)
    made = np.array([one_city(city, rng) for _ in range(runs)])
    holds, ours, theirs = made.mean(axis=0)
    ratio = np.sqrt(ours.mean() / theirs.mean())
    worst = f"area {holds.min():.3f}; RMSE {ratio:.2f} of the direct figure"
    return SimulationRow("level", city.name, runs, None, None, float(holds.mean()), worst)


def rows(runs: int, seed: int) -> list[SimulationRow]:
    """Return a line for each setting."""
    return [row(city, runs, seed) for city in SETTINGS]
