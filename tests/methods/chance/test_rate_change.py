"""Change of a printed rate with the events behind it: by hand and by scipy's distributions."""

import numpy as np
import pytest
from scipy import stats

from hotspots.analysis.methods.rate_change import rate_change, rate_variance, score_p
from hotspots.analysis.methods.spread import ExtraSpread

# 40 events are 8 per 1,000 (of 5,000), 24 are 6 (of 4,000)
FIGURES = tuple(np.array([value]) for value in (8.0, 40.0, 6.0, 24.0))
VARIANCE = (64 / 9) * (1 / 5 + 1 / 4)


def limits(rate, count):
    """Return Garwood's limits of a rate by the chi-square distribution."""
    low, high = stats.chi2.ppf(0.025, 2 * count) / 2, stats.chi2.ppf(0.975, 2 * count + 2) / 2
    return rate * low / count, rate * high / count


def test_the_variance_is_that_of_the_pooled_rate():
    """64 events of 9 thousand, in parts of 5 and 4."""
    assert rate_variance(*FIGURES) == pytest.approx(VARIANCE)


def test_p_is_that_of_the_score_test():
    """A distance of 2 less is as sure as one of 2 more."""
    expected = 2 * stats.norm.sf(2 / np.sqrt(VARIANCE))
    assert score_p(*FIGURES) == pytest.approx(expected)
    assert rate_change(*FIGURES).p == pytest.approx(expected)


def test_limits_are_joined_by_square_and_add():
    """Down: the later rate's lower arm and the earlier one's upper; up the other way round."""
    (low_1, high_1), (low_2, high_2) = limits(8, 40), limits(6, 24)
    change = rate_change(*FIGURES)
    assert change.difference == -2
    assert change.low == pytest.approx(-2 - np.hypot(6 - low_2, high_1 - 8))
    assert change.high == pytest.approx(-2 + np.hypot(high_2 - 6, 8 - low_1))


def test_years_that_swing_widen_the_limits_as_their_root():
    """A factor of 4 doubles both arms."""
    plain, wide = (rate_change(*FIGURES, ExtraSpread(factor=np.array(by))) for by in (1.0, 4.0))
    assert wide.difference - wide.low == pytest.approx(2 * (plain.difference - plain.low))
    assert wide.high - wide.difference == pytest.approx(2 * (plain.high - plain.difference))
