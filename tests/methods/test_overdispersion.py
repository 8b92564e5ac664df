"""Counts that swing more than chance: the estimate, the test that allows for it, and zero."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from hotspots.analysis.methods.overdispersion import (
    Dispersion,
    Series,
    dispersion,
    quasi_rate_ratio,
)
from hotspots.analysis.methods.rates import rate_ratio

YEARS = tuple(range(2010, 2022))


def series(*counts, exposure=None):
    """Return one area's series."""
    people = None if exposure is None else np.array(exposure, dtype=np.float64)
    return Series(np.array(counts, dtype=np.float64), people)


def spread(phi, df=60):
    """Return a dispersion as if it had been estimated."""
    return Dispersion(phi, df, YEARS)


def test_dispersion_by_hand():
    """8 12 12 8: no slope by symmetry, mean 10, chi square 4 × 4/10 = 1.6 on 2 degrees."""
    found = dispersion((2010, 2011, 2012, 2013), [series(8, 12, 12, 8)])
    assert found.phi == pytest.approx(0.8)
    assert (found.df, found.years) == (2, (2010, 2011, 2012, 2013))
    assert not found.is_over


def test_areas_are_pooled():
    """Beside it 20 60 60 20, mean 40, chi square 40: 41.6 in all on 4 degrees."""
    found = dispersion((2010, 2011, 2012, 2013), [series(8, 12, 12, 8), series(20, 60, 60, 20)])
    assert (found.phi, found.df) == (pytest.approx(10.4), 4)


def test_a_steady_change_is_no_dispersion():
    """100 200 400 800 doubles every year: it lies on its own trend."""
    found = dispersion((2010, 2011, 2012, 2013), [series(100, 200, 400, 800)])
    assert found.phi == pytest.approx(0, abs=1e-9)


def test_population_explains_what_it_explains():
    """100 and 300 a year among 1,000 and 3,000 people is the same rate: no dispersion."""
    people = (1000, 3000, 3000, 1000)
    found = dispersion((1, 2, 3, 4), [series(100, 300, 300, 100, exposure=people)])
    assert found.phi == pytest.approx(0, abs=1e-9)


def test_too_little_to_learn_from():
    """Three years are too few; an area with incidents in one year has no trend."""
    assert dispersion((2010, 2011, 2012), [series(8, 12, 12)]) is None
    assert dispersion((1, 2, 3, 4), [series(0, 0, 5, 0), series(0, 0, 0, 0)]) is None
    assert dispersion((1, 2, 3, 4), []) is None


@pytest.mark.filterwarnings("ignore:Perfect:Warning")  # two rows are fitted exactly
@pytest.mark.parametrize(("earlier", "later"), [(30, 18), (12, 40), (3, 2), (4000, 3700)])
def test_agrees_with_statsmodels(earlier, later):
    """A Poisson model of the two rows with its scale set to phi has our ratio and error."""
    design = np.array([[1.0, 0.0], [1.0, 1.0]])
    model = GLM([earlier, later], design, family=Poisson(), exposure=np.array([1000.0, 2000.0]))
    with np.errstate(divide="ignore", invalid="ignore"):  # two rows leave no degree for a scale
        fitted = model.fit(scale=2.5, tol=1e-12)
    found = quasi_rate_ratio(earlier, later, 1000, 2000, spread(2.5, 40))
    reach = t.isf(0.025, 40) * fitted.bse[1]
    assert found.ratio == pytest.approx(math.exp(fitted.params[1]), rel=1e-6)
    assert found.low == pytest.approx(math.exp(fitted.params[1] - reach), rel=1e-6)
    assert found.high == pytest.approx(math.exp(fitted.params[1] + reach), rel=1e-6)
    assert found.p == pytest.approx(2 * t.sf(abs(fitted.tvalues[1]), 40), rel=1e-5)


def test_two_counts_by_hand():
    """30 and 18 at phi 2: error √(2(1/30 + 1/18)) = .4216, log .6 = −.5108, t −1.2116."""
    found = quasi_rate_ratio(30, 18, 1, 1, spread(2, 10**9))
    assert found.p == pytest.approx(0.2257, abs=2e-4)
    assert (found.low, found.high) == (pytest.approx(0.2626, abs=1e-4),
                                       pytest.approx(1.3710, abs=1e-4))  # fmt: skip


@pytest.mark.parametrize(("earlier", "later"), [(0, 5), (9, 0), (0, 1), (0, 0)])
def test_zero_without_dispersion_is_the_mid_p_test(earlier, later):
    """Where nothing is to be allowed for, a count of 0 gives what mid-p gives."""
    plain = rate_ratio(earlier, later, 3.0, 2.0)
    found = quasi_rate_ratio(earlier, later, 3.0, 2.0, spread(1, 10**9))
    assert found.p == pytest.approx(plain.p, rel=1e-6)
    assert found.low == pytest.approx(plain.low, rel=1e-5)
    assert found.high == pytest.approx(plain.high, rel=1e-5)


def test_zero_is_judged_more_carefully_where_counts_swing():
    """7 to 0 is sure by mid-p (p 1/128), no more at phi 3 on 10 degrees, and bounded wider."""
    plain, found = rate_ratio(7, 0, 1, 1), quasi_rate_ratio(7, 0, 1, 1, spread(3, 10))
    assert plain.p == pytest.approx(1 / 128)
    assert plain.high < 1 < found.high
    assert found.p > 0.05


counts = st.integers(0, 400)


@given(counts, counts, st.floats(0.2, 5), st.floats(1.001, 30), st.integers(2, 400))
def test_test_and_interval_never_contradict_each_other(earlier, later, exposure, phi, df):
    """The interval leaves out 1 exactly when p is below .05, with a count of 0 too."""
    found = quasi_rate_ratio(earlier, later, 1.0, exposure, spread(phi, df))
    outside = found.low > 1 or found.high < 1
    if abs(found.p - 0.05) > 1e-6:
        assert outside == (found.p < 0.05)


@given(counts, counts, st.floats(0.5, 2), st.floats(1.001, 9), st.integers(2, 400))
def test_looking_backwards_mirrors_the_ratio(earlier, later, exposure, phi, df):
    """Exchanging the periods turns the interval over and keeps the p-value."""
    there = quasi_rate_ratio(earlier, later, 1, exposure, spread(phi, df))
    back = quasi_rate_ratio(later, earlier, exposure, 1, spread(phi, df))
    assert there.p == pytest.approx(back.p, abs=1e-9)
    if back.high not in {0.0, float("inf")}:
        assert there.low == pytest.approx(1 / back.high, rel=1e-6)


def test_false_alarms_among_overdispersed_counts():
    """Negative binomial counts at phi 3, nothing changed: about 5 % sure, by mid-p over 20 %."""
    rng = np.random.default_rng(2010)
    phi, mean, n_areas = 3.0, 40.0, 12
    plain, allowed = [], []
    for _ in range(120):
        drawn = rng.negative_binomial(mean / (phi - 1), 1 / phi, (n_areas, len(YEARS) + 1))
        found = dispersion(YEARS, [series(*row[:-1]) for row in drawn])
        for row in drawn:
            before, after = int(row[0]), int(row[-1])
            plain.append(rate_ratio(before, after, 1, 1).p < 0.05)
            allowed.append(quasi_rate_ratio(before, after, 1, 1, found).p < 0.05)
    assert np.mean(plain) > 0.2
    assert 0.035 < np.mean(allowed) < 0.065


@pytest.mark.parametrize(("earlier", "later"), [(1, 0), (0, 1), (1, 1), (2, 1), (0, 0)])
def test_counts_lost_in_a_huge_spread_are_told_from_nothing(earlier, later):
    """On 2 degrees of freedom a few reports say nothing beside swings of thousands."""
    found = quasi_rate_ratio(earlier, later, 1.0, 1.0, spread(30_000, df=2))
    assert found.p > 0.99
    assert not found.low > 1e-9
    assert not found.high < 1e9
