"""How often the intervals of carried shares hold the truth, by simulation."""

from dataclasses import dataclass

import numpy as np
import pytest

from hotspots.analysis.indicators.carrying import Piece, Share, carry_shares
from hotspots.analysis.methods.share_change import share_change, wilson

N_UNITS = 20
ROUNDS = 60
AT_LEAST = 0.94
# Three standard errors of the simulation for one to-area alone.
NOISE = 3 * (AT_LEAST * (1 - AT_LEAST) / (2 * 3 * ROUNDS)) ** 0.5
# Half of a sample has weight 1, half this: design effects of 1, 1.25 and 1.5 after Kish.
WEIGHTS = {1.0: 1.0, 1.25: 3.0, 1.5: 3 + 8**0.5}
# From-area: to-area and weight. Split; merged; both; ten areas to thirteen; many into few.
LAYOUTS = {
    "split": {f"{at}": {f"{at}a": 0.3, f"{at}b": 0.7} for at in range(4)},
    "merged": {f"{at}": {f"{at // 2}": 1.0} for at in range(16)},
    "both": {"a": {"1": 0.3, "2": 0.7}, "b": {"2": 1.0}, "c": {"1": 0.5, "3": 0.5}},
    "ten to thirteen": {
        "a": {"1": 0.4, "2": 0.6}, "b": {"3": 0.5, "4": 0.5}, "c": {"5": 0.3, "6": 0.7},
        "d": {"7": 1.0}, "e": {"7": 0.2, "8": 0.8}, "f": {"9": 0.1, "10": 0.9},
        "g": {"10": 0.5, "11": 0.5}, "h": {"12": 1.0}, "i": {"12": 0.5, "13": 0.5},
        "j": {"13": 1.0},
    },
    "many into few": {
        f"{at}": {f"{at % 4}": 0.3, f"{(at + 1) % 4}": 0.7} if at % 5 == 0 else {f"{at % 4}": 1.0}
        for at in range(12)
    },
}  # fmt: skip


@dataclass(frozen=True)
class Survey:
    """How people are asked: answers per area, design effect, and how shares spread by unit."""

    n: int
    deff: float
    spread: float

    @property
    def n_eff(self):
        """Return the effective number of answers."""
        return self.n / self.deff

    def answers(self, rng, share):
        """Return the weighted share of a sample of people."""
        half, heavy = self.n // 2, WEIGHTS[self.deff]
        yes = rng.binomial(half, share) + heavy * rng.binomial(half, share)
        return yes / (half * (1 + heavy))

    def units(self, rng, share):
        """Return the true shares of an area's units; ``spread`` is a part of the limit."""
        deviation = self.spread * np.sqrt(N_UNITS * share * (1 - share) / self.n)
        if deviation == 0:
            return np.full(N_UNITS, share)
        strength = share * (1 - share) / deviation**2 - 1
        return rng.beta(share * strength, (1 - share) * strength, N_UNITS)


def one_round(layout, masses, share, survey, rng):
    """Return carried share, its n_eff, the truth and a fresh survey's share, for each to-area."""
    truth, people, shares = {}, {}, {}
    for area, parts in layout.items():
        units = survey.units(rng, share * rng.uniform(0.7, 1.3))
        shares[area] = Share(100 * survey.answers(rng, units.mean()), survey.n, survey.n_eff)
        ends = np.cumsum([round(weight * N_UNITS) for weight in parts.values()])[:-1]
        for (to, weight), own in zip(parts.items(), np.split(units, ends), strict=True):
            mass = masses[area] * weight
            truth[to] = truth.get(to, 0) + mass * own.mean()
            people[to] = people.get(to, 0) + mass
    pieces = [
        Piece(area, to, weight, masses[area] * weight)
        for area, parts in layout.items()
        for to, weight in parts.items()
    ]
    found = []
    for one in carry_shares(shares, pieces):
        true = truth[one.to_area] / people[one.to_area]
        found.append((one.percent / 100, one.n_eff, true, survey.answers(rng, true)))
    return found


def coverage(layout, share, spread, rng):
    """Return how often the share's and the change's 95 % intervals hold, by to-area."""
    holds = []
    for n in (60, 230):
        for deff in WEIGHTS:
            survey = Survey(n, deff, spread)
            masses = {area: rng.integers(500, 3000) for area in layout}
            rounds = [one_round(layout, masses, share, survey, rng) for _ in range(ROUNDS)]
            carried, n_eff, true, fresh = np.moveaxis(np.array(rounds), 2, 0)
            low, high = wilson(carried, n_eff)
            change = share_change(carried, n_eff, fresh, np.full(carried.shape, survey.n_eff))
            holds.append([(low <= true) & (true <= high), (change.low <= 0) & (change.high >= 0)])
    return np.array(holds).mean(axis=(0, 2))


@pytest.mark.part(4)
@pytest.mark.parametrize("spread", [0, 0.5])
@pytest.mark.parametrize("share", [0.02, 0.05, 0.1, 0.25, 0.5])
@pytest.mark.parametrize("name", LAYOUTS)
def test_intervals_hold_the_truth(name, share, spread):
    """95 % intervals hold in at least 94 % of surveys: 60 and 230 answers, design effects to 1.5.

    With spread 0.5 the shares of a from-area's 20 units differ, with half the deviation
    sqrt(p(1-p) 20/n) at which the variance the formula adds would be used up. It is asked of
    all to-areas of a layout together, and of each alone as far as so many rounds can tell.
    """
    rng = np.random.default_rng([2010, round(1000 * share), round(10 * spread), len(name)])
    by_share, by_change = coverage(LAYOUTS[name], share, spread, rng)
    assert by_share.mean() >= AT_LEAST
    assert by_change.mean() >= AT_LEAST
    assert min(by_share.min(), by_change.min()) >= AT_LEAST - NOISE


def test_what_is_not_covered():
    """A piece that is twice as unsafe as its area by more than chance is not covered.

    District of 30 % and a fifth of it with 60 %: no formula on the district's figure can know.
    """
    carried = carry_shares(
        {"a": Share(30, 300, 300)}, [Piece("a", "1", 0.2), Piece("a", "2", 0.8)]
    )
    low, high = wilson(np.array([carried[0].percent / 100]), np.array([carried[0].n_eff]))
    assert carried[0].n_eff == pytest.approx(60)
    assert not low[0] <= 0.6 <= high[0]
