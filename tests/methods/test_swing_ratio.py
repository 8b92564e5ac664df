"""The ratio of counts that swing: the plain test where nothing swings; no contradictions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.methods.rates import rate_ratio
from hotspots.analysis.methods.swing_ratio import swing_ratio

COUNTS = st.integers(0, 5000)
EXPOSURE = st.floats(0.01, 100)


def learnt(phi=1.0, alpha=0.0, common=0.0, uncertain=0.0):
    """Return swings as if they had been learnt."""
    return Swings(
        phi, alpha, common, np.diag([uncertain] * 3), np.zeros(3), (2010, 2011, 2012), 20
    )


@pytest.mark.parametrize("counts", [(4, 5), (0, 7), (7, 0), (800, 700), (1, 30), (0, 0)])
def test_without_swings_it_is_the_mid_p_test(counts):
    """Phi 1, alpha 0, known for sure."""
    plain, swinging = rate_ratio(*counts, 3.0, 2.0), swing_ratio(*counts, (3.0, 2.0), learnt())
    for name in ("ratio", "low", "high", "p"):
        assert getattr(swinging, name) == pytest.approx(
            getattr(plain, name), rel=1e-3, nan_ok=True
        )


def test_large_counts_swing_as_the_logarithm_does():
    """Beside the normal approximation: variance 2/10,000 + 0.02, t with its degrees of freedom."""
    swing = learnt(alpha=0.01, uncertain=1e-6)
    spread = swing.log_variance(2 / 10_000, 2.0, 0.0)
    result = swing_ratio(10_000, 13_000, (1.0, 1.0), learnt(alpha=0.01), city=0.0)
    error = math.sqrt(0.01 * 2 + 1 / 10_000 + 1 / 13_000)
    assert spread.variance == pytest.approx(0.0202)
    assert spread.df == pytest.approx(2 * 0.0202**2 / (1e-6 * (4 + 4e-8)), rel=1e-3)
    assert result.p == pytest.approx(2 * t.sf(math.log(1.3) / error, 10**9), abs=0.003)


@given(COUNTS, COUNTS, EXPOSURE, st.floats(1, 9), st.floats(0, 0.1), st.floats(0, 0.01))
def test_interval_and_test_never_contradict(earlier, later, exposure, phi, alpha, uncertain):
    """The interval leaves 1 out exactly where p is below 5 %."""
    swing = learnt(phi, alpha, alpha / 2, uncertain)
    result = swing_ratio(earlier, later, (1.0, exposure), swing)
    if abs(result.p - 0.05) > 1e-6:
        assert (result.p < 0.05) == (result.low > 1 or result.high < 1)


@given(COUNTS, COUNTS, EXPOSURE, st.floats(1, 9), st.floats(0, 0.1))
def test_turned_round_it_is_the_inverse(earlier, later, exposure, phi, alpha):
    """Later over earlier is one over earlier over later."""
    swing = learnt(phi, alpha)
    there = swing_ratio(earlier, later, (1.0, exposure), swing)
    back = swing_ratio(later, earlier, (exposure, 1.0), swing)
    assert there.p == pytest.approx(back.p, rel=1e-6)
    if there.low > 0 and there.low < 1e12:
        assert there.low == pytest.approx(1 / back.high, rel=1e-6)
