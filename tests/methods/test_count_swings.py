"""Counts that swing: the two moments beside an independent reckoning, and their limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import lsq_linear
from scipy.stats import norm, t
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from hotspots.analysis.methods.count_swings import LogVariance, Swings, swings

MEANS = np.array([5, 10, 20, 40, 60, 90, 120, 160, 200, 300, 400, 600, 800.0])
YEARS = tuple(range(2010, 2019))


def drawn(rng, alpha, common=0.0, clusters=1.0):
    """Return counts of 13 areas in nine years with such swings."""
    means = np.repeat(MEANS[:, None], len(YEARS), axis=1)
    if alpha:
        means = means * rng.gamma(1 / alpha, alpha, means.shape)
    if common:
        means = means * rng.gamma(1 / common, common, (1, len(YEARS)))
    series = rng.poisson(means * clusters)
    return (series + rng.poisson(series * (1 / clusters - 1))).astype(float)


def moments_by_statsmodels(counts):
    """Return phi and alpha by GLM, its own hat matrix, and bounded least squares."""
    at = np.arange(counts.shape[1]) - (counts.shape[1] - 1) / 2
    models = [GLM(row, np.column_stack([np.ones(len(at)), at]), family=Poisson()).fit()
              for row in counts]  # fmt: skip
    mean = np.array([one.fittedvalues for one in models])
    free = 1 - np.array([one.get_influence().hat_matrix_diag for one in models])
    year = counts.sum(0) / mean.sum(0)
    share = mean / mean.sum(0)
    columns = [free * (v * (1 - 2 * share) + share**2 * v.sum(0)) for v in (mean, mean**2)]
    design, squares = np.stack([one.ravel() for one in columns], 1), (counts - mean * year) ** 2
    estimate = np.array([1.0, 0.01])
    for _ in range(100):
        weight = 1 / (design @ estimate)
        answer = lsq_linear(design * weight[:, None], squares.ravel() * weight,
                            bounds=([1, 0], [np.inf, np.inf]), tol=1e-15)  # fmt: skip
        estimate = answer.x
    return estimate


@pytest.mark.parametrize(("alpha", "clusters"), [(0.0, 1.0), (0.01, 1.0), (0.03, 0.6), (0.0, 0.6)])
def test_moments_equal_an_independent_reckoning(alpha, clusters):
    """Trends and leverages by statsmodels, the fit by scipy's bounded least squares."""
    counts = drawn(np.random.default_rng(5), alpha, clusters=clusters)
    learnt = swings(YEARS, counts)
    phi, by_squares = moments_by_statsmodels(counts)
    assert (learnt.phi, learnt.alpha) == (pytest.approx(phi, abs=1e-4),
                                          pytest.approx(by_squares, abs=1e-6))  # fmt: skip


def test_means_of_many_cities_are_what_was_put_in():
    """Over 300 draws: alpha 0.02 of areas and 0.01 of the city."""
    rng = np.random.default_rng(1)
    learnt = [swings(YEARS, drawn(rng, 0.02, 0.01)) for _ in range(300)]
    assert np.mean([one.alpha for one in learnt]) == pytest.approx(0.02, abs=0.002)
    assert np.mean([one.common for one in learnt]) == pytest.approx(0.01, abs=0.002)


def test_a_steady_change_swings_nothing():
    """100 200 400 800 doubles every year, as two others do: all lie on their own trends."""
    learnt = swings((1, 2, 3, 4), np.array([[100, 200, 400, 800.0]] * 3))
    assert (learnt.phi, learnt.alpha, learnt.common) == (1, 0, pytest.approx(0, abs=1e-12))
    assert not learnt.is_over


def test_population_explains_what_it_explains():
    """100 and 300 a year among 1,000 and 3,000 people is the same rate: nothing swings."""
    counts = np.array([[100, 300, 300, 100.0]] * 3)
    learnt = swings((1, 2, 3, 4), counts, counts * 10)
    assert (learnt.phi, learnt.alpha, learnt.common) == (1, 0, pytest.approx(0, abs=1e-12))


def test_of_one_area_there_is_but_phi():
    """8 12 12 8: no slope by symmetry, mean 10, 1.6 on 2 degrees; 20 60 60 20: 40 on 2."""
    quiet = swings((1, 2, 3, 4), np.array([[8, 12, 12, 8.0]]))
    wild = swings((1, 2, 3, 4), np.array([[20, 60, 60, 20.0]]))
    assert (quiet.phi, wild.phi) == (1, pytest.approx(20))
    assert (wild.alpha, wild.common, wild.log_variance(0.1).df) == (0, 0, pytest.approx(2))


@pytest.mark.parametrize(
    "counts", [np.zeros((3, 4)), np.array([[0, 0, 5, 0.0]]), np.zeros((0, 4))]
)
def test_nothing_to_learn_from(counts):
    """No area has incidents in two years."""
    assert swings((1, 2, 3, 4), counts) is None
    assert swings((1,), np.array([[7.0]])) is None


def test_the_city_swings_less_than_its_areas():
    """Thirteen equal areas: a thirteenth of their swing, and all of the common one."""
    learnt = Swings(1.0, 0.02, 0.01, np.zeros((3, 3)), np.zeros(3), YEARS, 77)
    assert learnt.log_variance(0.0, 2 / 13).variance == pytest.approx(0.04 / 13 + 0.02)
    assert learnt.log_variance(0.0).variance == pytest.approx(0.06)


@pytest.mark.parametrize("df", [3.0, 10.0, 50.0])
def test_without_an_offset_the_tail_is_that_of_t(df):
    """All of the variance was estimated."""
    spread = LogVariance(*(np.array([one]) for one in (0.3, df, 0.0, 0.0)))
    assert spread.tail(np.array([2.5])) == pytest.approx(t.sf(2.5, df), rel=1e-6)
    assert spread.quantile(0.025) == pytest.approx(t.isf(0.025, df), rel=1e-6)


def test_what_is_known_of_the_variance_makes_no_heavy_tail():
    """Nine tenths of what was estimated is known chance: 200 draws of it say the same."""
    spread = LogVariance(*(np.array([one]) for one in (0.1, 8.0, 0.9, 0.05)))
    drawn = np.maximum(8 / np.random.default_rng(1).chisquare(8, 200_000) - 0.9, 0.05)
    by_hand = norm.sf(2.5 * np.sqrt(0.1 / drawn)).mean()
    assert spread.tail(np.array([2.5]))[0] == pytest.approx(by_hand, rel=0.02)


@given(st.integers(0, 2**32 - 1), st.integers(2, 6), st.integers(1, 9))
def test_whatever_the_counts_there_is_an_answer(seed, n_years, n_areas):
    """Sparse, empty and huge counts give finite moments within their bounds."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(10 ** rng.uniform(-2, 5, (n_areas, 1)), (n_areas, n_years)).astype(float)
    learnt = swings(range(n_years), counts)
    if learnt is not None:
        variance = learnt.log_variance(0.1)
        assert learnt.phi >= 1
        assert min(learnt.alpha, learnt.common) >= 0
        assert np.isfinite([learnt.phi, learnt.alpha, learnt.common, variance.variance]).all()
        assert variance.df >= 1
