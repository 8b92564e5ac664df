"""Change of a share: intervals, tests and adjustments against published and recomputed figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.analysis.methods.share_change import (
    ALPHA,
    holm,
    p_range,
    share_change,
    share_p,
    wilson,
)

# Newcombe (1998), hybrid score interval (method 10): later, earlier, difference, lower, upper.
NEWCOMBE = [
    ((56, 70), (48, 80), 0.2000, 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.6000, 0.1705, 0.8090),
    ((5, 56), (0, 29), 0.0893, -0.0381, 0.1926),
    ((0, 10), (0, 20), 0.0000, -0.1611, 0.2775),
    ((10, 10), (0, 10), 1.0000, 0.6075, 1.0000),
]


def changed(earlier: tuple[float, float], later: tuple[float, float]):
    """Compare two samples given as (yes, of)."""
    share_1, share_2 = earlier[0] / earlier[1], later[0] / later[1]
    columns = (share_1, earlier[1], share_2, later[1])
    return share_change(*(np.array([value], dtype=np.float64) for value in columns))


@pytest.mark.parametrize(("later", "earlier", "difference", "low", "high"), NEWCOMBE)
def test_newcombes_own_table(later, earlier, difference, low, high):
    """Every row of the published table comes out to four decimals."""
    found = changed(earlier, later)
    assert round(float(found.difference[0]), 4) == difference
    assert round(float(found.low[0]), 4) == low
    assert round(float(found.high[0]), 4) == high


def test_survey_practice():
    """47 of 360 before and 32 of 360 after: −8.8 to +0.4 points, no difference to be told."""
    found = changed((47, 360), (32, 360))
    assert round(100 * float(found.low[0]), 1) == -8.8
    assert round(100 * float(found.high[0]), 1) == 0.4
    assert found.p[0] > ALPHA


def test_a_design_effect_widens_the_interval():
    """With a design effect of 1.4 the same shares give −9.7 to +1.3 points."""
    found = changed((47 / 1.4, 360 / 1.4), (32 / 1.4, 360 / 1.4))
    assert round(100 * float(found.low[0]), 1) == -9.7
    assert round(100 * float(found.high[0]), 1) == 1.3


def test_wilson():
    """81 of 263 and 0 of 20, as recomputed elsewhere."""
    low, high = wilson(np.array([81 / 263, 0.0]), np.array([263.0, 20.0]))
    assert np.round(low, 4).tolist() == [0.2553, 0.0]
    assert np.round(high, 4).tolist() == [0.3662, 0.1611]


def test_holm_rejects_three_of_fifteen():
    """Benjamini and Hochberg's fifteen p-values: Holm rejects the first three."""
    p = np.array([.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262,
                  .5719, .6528, .7590, 1.0])  # fmt: skip
    assert (holm(p) <= ALPHA).sum() == 3
    assert len(holm(np.array([]))) == 0


def test_an_interval_without_zero_can_stand_beside_a_p_value_that_does_not_hold():
    """33 to 15 of 300 in 13 areas: −10.5 to −1.7, p .0068, adjusted .088."""
    found = changed((33, 300), (15, 300))
    assert round(100 * float(found.low[0]), 1) == -10.5
    assert round(100 * float(found.high[0]), 1) == -1.7
    assert round(float(found.p[0]), 4) == 0.0068
    adjusted = holm(np.concatenate([found.p, np.ones(12)]))
    assert round(float(adjusted[0]), 3) == 0.088


def test_nothing_on_both_sides_is_no_difference():
    """0 of 10 and 0 of 20 have a p-value of 1, not a division by zero."""
    assert changed((0, 20), (0, 10)).p[0] == 1


def test_rounding_opens_the_citys_own_case():
    """22 to 20 % printed, n 3,041 and 3,863: p may lie on either side of .05."""
    columns = (0.22, 3041, 0.20, 3863, 0.005, 0.005)
    low, high = p_range(np.array(columns, dtype=np.float64)[:, None], share_p, 1.0)
    assert low[0] < ALPHA < high[0]


def test_rounding_leaves_a_clear_case_alone():
    """9 to 12 % printed, n 3,041 and 3,863: significant at every value that rounds to these."""
    columns = (0.09, 3041, 0.12, 3863, 0.005, 0.005)
    _, high = p_range(np.array(columns, dtype=np.float64)[:, None], share_p, 1.0)
    assert high[0] < ALPHA


shares = st.floats(0.01, 0.99)
sizes = st.integers(30, 3000)


@given(shares, sizes, shares, sizes)
def test_interval_holds_the_difference_and_turns_with_the_order(share_1, n_1, share_2, n_2):
    """The difference lies inside its interval, and looking backwards mirrors everything."""
    there = changed((share_1 * n_1, n_1), (share_2 * n_2, n_2))
    back = changed((share_2 * n_2, n_2), (share_1 * n_1, n_1))
    assert there.low[0] <= there.difference[0] <= there.high[0]
    assert there.low[0] == pytest.approx(-back.high[0], abs=1e-9)
    assert there.p[0] == pytest.approx(back.p[0], abs=1e-9)


@given(shares, sizes, shares, sizes, st.floats(1.1, 20))
def test_more_answers_never_widen_an_interval(share_1, n_1, share_2, n_2, factor):
    """The same shares from larger samples give an interval at most as wide."""
    few = changed((share_1 * n_1, n_1), (share_2 * n_2, n_2))
    n_1, n_2 = n_1 * factor, n_2 * factor
    many = changed((share_1 * n_1, n_1), (share_2 * n_2, n_2))
    assert many.high[0] - many.low[0] <= few.high[0] - few.low[0] + 1e-12
