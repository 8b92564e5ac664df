"""Limits of odds of many counts at once, beside a root searched for each by scipy's brentq."""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import betainc, expit
from scipy.stats import binom

from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.methods.distributions import least_log_odds
from hotspots.analysis.methods.rates import rate_ratio, rate_ratios
from hotspots.analysis.methods.swing_ratio import swing_ratio, swing_ratios

COUNTS = np.array([0, 1, 1, 2, 3, 7, 30, 59, 400, 5000, 1, 90_000], dtype=np.float64)
REST = np.array([3, 0, 1, 1, 800, 7, 2, 60, 390, 1, 100_000, 91_000], dtype=np.float64)
LEARNT = Swings(1.7, 0.02, 0.003, np.diag([0.01, 1e-5, 1e-6]), np.array([0, 0.001, 0.0005]),
                (2010, 2011, 2012), 30)  # fmt: skip


def by_binomials(count, rest, tail):
    """Return the log odds of one whole count, by scipy's binomial distribution."""

    def beyond(log_odds):
        share, total = expit(log_odds), count + rest
        return binom.sf(count, total, share) + binom.pmf(count, total, share) / 2 - tail

    return brentq(beyond, -40, 40, xtol=1e-13)


def by_parts(count, rest, tail):
    """Return the log odds of one count of parts, by the incomplete beta function."""

    def beyond(log_odds):
        share = expit(log_odds)
        tails = betainc(count, rest + 1, share), betainc(count + 1, rest, share)
        return sum(tails) / 2 - tail

    return brentq(beyond, -700, 40, xtol=1e-13)


@pytest.mark.parametrize("tail", [0.025, 1e-4])
def test_whole_counts_have_the_limits_of_binomials(tail):
    """One part in 10^9, from a single count to 180,000; none where nothing was counted."""
    limits = least_log_odds(COUNTS, REST, tail)
    expected = [by_binomials(*pair, tail) for pair in zip(COUNTS[1:], REST[1:], strict=True)]
    assert limits[0] == -np.inf
    assert np.exp(limits[1:]) == pytest.approx(np.exp(expected), rel=1e-9)


def test_parts_of_counts_have_theirs():
    """Counts that swings shrink are not whole; each may have a tail of its own."""
    rng = np.random.default_rng(5)
    counts, rest = rng.gamma(1, 20, (2, 40)) + 0.05
    tails = rng.uniform(1e-6, 0.03, 40)
    expected = [by_parts(*case) for case in zip(counts, rest, tails, strict=True)]
    assert np.exp(least_log_odds(counts, rest, tails)) == pytest.approx(np.exp(expected), rel=1e-9)


def test_what_a_computer_cannot_hold_is_nothing():
    """Of a hundred-thousandth of a count no odds are small enough."""
    limits = least_log_odds(np.array([1e-5, 4.0]), np.array([9.0, 9.0]), 0.025)
    assert limits[0] == -np.inf
    assert np.isfinite(limits[1])


@pytest.mark.parametrize("learnt", [None, LEARNT])
def test_many_areas_have_what_each_has_alone(learnt):
    """Whatever stands beside an area, its ratio, interval and p-value are its own."""
    rng = np.random.default_rng(2)
    earlier, later = rng.integers(0, 9, (2, 60)).astype(float)
    exposure = rng.uniform(1, 5, (2, 60))
    if learnt is None:
        together = rate_ratios(earlier, later, *exposure)
        alone = [rate_ratio(int(a), int(b), *of) for a, b, of in
                 zip(earlier, later, exposure.T, strict=True)]  # fmt: skip
    else:
        together = swing_ratios(earlier, later, tuple(exposure), learnt)
        alone = [swing_ratio(int(a), int(b), tuple(of), learnt) for a, b, of in
                 zip(earlier, later, exposure.T, strict=True)]  # fmt: skip
    for name in ("ratio", "low", "high", "p"):
        expected = [getattr(one, name) for one in alone]
        assert getattr(together, name) == pytest.approx(expected, rel=1e-11, nan_ok=True)
