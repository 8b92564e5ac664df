"""What a figure varies by beyond its answers, by hand and by scipy's distributions."""

import numpy as np
import pytest
from scipy import stats

from hotspots.analysis.methods.spread import ExtraSpread, rounding_variance

STEP = ExtraSpread(
    rounding=np.array(1.0), factor=np.array(2.0), df=np.array(10.0),
    step_variance=np.array(4.0), step_df=np.array(5.0),
)  # fmt: skip


@pytest.mark.parametrize(("half_step", "variance"), [(0.5, 1 / 12), (1.5, 9 / 12), (0.0, 0.0)])
def test_what_rounding_takes_is_spread_evenly(half_step, variance):
    """The variance of an even spread over a width is its square by 12."""
    assert rounding_variance(half_step) == pytest.approx(variance)


def test_some_of_the_figures():
    """What there is for each figure is picked; what is one for all stays."""
    some = ExtraSpread(factor=np.array([1.0, 2.0, 3.0]), df=np.array(7.0)).of([0, 2])
    assert some.factor.tolist() == [1, 3]
    assert some.df == 7


def test_years_multiply_chance_and_rounding_alike():
    """2 · (1 + 1) is 4: a distance of 2 is one standard error."""
    spread = ExtraSpread(rounding=np.array(1.0), factor=np.array(2.0))
    assert spread.p(np.array(-2.0), np.array(1.0)) == pytest.approx(2 * stats.norm.sf(1))


def test_degrees_of_freedom_of_two_variances_are_satterthwaites():
    """6 on 10 degrees and 4 on 5 make 10 on 100 / (36/10 + 16/5)."""
    p = STEP.p(np.array(5.0), np.array(2.0))
    assert p == pytest.approx(2 * stats.t.sf(5 / np.sqrt(10), 100 / 6.8))


def test_without_a_step_the_degrees_are_those_of_the_years():
    """Nor do more figures beside it change that; a variance of none has a p-value of 1."""
    spread = ExtraSpread(df=np.array(10.0))
    p = spread.p(np.array([2.0, 2.0]), np.array([1.0, 0.0]))
    assert p == pytest.approx([2 * stats.t.sf(2, 10), 1])


def test_a_step_known_for_sure_has_the_normal_distribution():
    """Both variances rest on no estimate."""
    p = ExtraSpread(step_variance=np.array(3.0)).p(np.array([2.0]), np.array([1.0]))
    assert p == pytest.approx(2 * stats.norm.sf(1))


def test_the_effective_number_shrinks_by_factor_and_quantile():
    """100 on a factor of 2 and 10 degrees of freedom."""
    expected = 50 * (stats.norm.isf(0.025) / stats.t.isf(0.025, 10)) ** 2
    assert STEP.shrunk(np.array(100.0)) == pytest.approx(expected)


def test_limits_hold_rounding_and_step_by_square_and_add():
    """A half width of 3 beside 2 · 1 of rounding and 4 of a step, each by its own quantile."""
    rounded, step = stats.t.isf(0.025, 10) * np.sqrt(2), stats.t.isf(0.025, 5) * 2
    expected = np.sqrt(9 + rounded**2 + step**2)
    assert STEP.joined(np.array(3.0)) == pytest.approx(expected)
