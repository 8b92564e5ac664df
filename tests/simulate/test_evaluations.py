"""The short form of the simulated evaluations; the table in the docs has the long one."""

import numpy as np
import pytest
from scipy.stats import kstest

from tests.simulate import evaluations

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

RUNS = 250
# 6.5 % and three standard errors of so few runs
MOST_FALSE = 0.065 + 3 * (0.065 * 0.935 / RUNS) ** 0.5
LEAST_COVERAGE = 0.91 - 3 * (0.91 * 0.09 / RUNS) ** 0.5


@pytest.mark.part(2)
@pytest.mark.parametrize("kind", evaluations.KINDS[2:5], ids=lambda kind: kind.name)
@pytest.mark.parametrize("n_years", [3, 9])
def test_efforts_that_did_nothing_are_seldom_called_sure(kind, n_years):
    """Swings of years, clusters and both, over areas of 15 to 2,400 a year."""
    rng = np.random.default_rng(14)
    for row in evaluations.setting(kind, n_years, RUNS, rng, has_power=False):
        assert row.any_false <= MOST_FALSE, row
        assert row.coverage >= LEAST_COVERAGE, row


@pytest.mark.part(2)
@pytest.mark.parametrize("kind", [evaluations.KINDS[0], *evaluations.KINDS[2:5]])
@pytest.mark.parametrize("n_years", [3, 9])
def test_areas_that_ran_alike_are_seldom_called_different(kind, n_years):
    """Where nothing but chance and bad years lies between them the interval holds 1."""
    rng = np.random.default_rng(15)
    row = evaluations.ran_before(kind, n_years, RUNS, rng, has_power=False)
    assert row.any_false <= MOST_FALSE, row
    assert row.coverage >= LEAST_COVERAGE, row


def test_the_rank_of_a_random_area_is_uniform():
    """A twentieth of efforts that did nothing are among the outermost twentieth."""
    shares = evaluations.placebo_shares(RUNS, seed=3)
    assert kstest(shares, "uniform").pvalue > 0.01
