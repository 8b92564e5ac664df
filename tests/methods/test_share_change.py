"""Change of a share: intervals, tests and adjustments against published and recomputed figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.analysis.methods.share_change import (
    ALPHA,
    holm,
    is_better,
    p_range,
    share_change,
    share_p,
    wilson,
)
from hotspots.analysis.methods.spread import ExtraSpread

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
    """Benjamini and Hochberg's fifteen p-values: alone nine are below 5 %, by Holm three."""
    p = np.array([.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262,
                  .5719, .6528, .7590, 1.0])  # fmt: skip
    assert (p <= ALPHA).sum() == 9
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


def weighed(value_1, base_1, value_2, base_2):
    """Stand in for a p-value: tells from its answer which figures it was asked of."""
    return value_1 + 10 * value_2


def test_the_range_of_p_is_that_of_the_four_corners():
    """.2 by .01 and .5 by .02 either way; 1 cannot be exceeded, nor 0."""
    columns = np.array([
        [0.2, 1.0, 0.0], [1, 1, 1], [0.5, 0.0, 1.0], [1, 1, 1], [0.01] * 3, [0.02] * 3,
    ])  # fmt: skip
    low, high = p_range(columns, weighed, 1.0)
    assert low == pytest.approx([0.19 + 4.8, 0.99 + 0.0, 0.0 + 9.8])
    assert high == pytest.approx([0.21 + 5.2, 1.0 + 0.2, 0.01 + 10.0])


def test_a_figure_without_an_upper_bound_is_never_rounded_to_nothing():
    """A rate of 0 has no logarithm: the least there is stands for it."""
    columns = np.array([[0.0], [1], [9.0], [1], [0.5], [0.5]])
    asked = []
    p_range(columns, lambda *figures: asked.append(figures[0]) or figures[0], np.inf)
    assert min(asked) == np.finfo(float).tiny


@pytest.mark.parametrize(
    ("earlier", "later", "step", "is_open"),
    [(0.5, 0.625, 0, True), (0.5, 0.75, 0, False), (0.25, 0.75, 0.5, True),
     (0.25, 0.5, 0.5, False), (0.25, 0.25, 0, True)],
)  # fmt: skip
def test_rounding_leaves_open_which_figure_is_larger(earlier, later, step, is_open):
    """Both are right to an eighth: open below a quarter, not at it; a step is taken out first."""
    columns = np.array([[earlier], [1], [later], [1], [0.125], [0.125]])
    _, high = p_range(columns, weighed, 1.0, np.array(step))
    assert high[0] == (1 if is_open else (earlier + 0.125) + 10 * (later + 0.125))


def test_a_widened_interval_stays_within_what_shares_can_differ_by():
    """From none of 10 to all of 10 and back, with a rounding that would reach beyond."""
    none, every, ten = np.array([0.0]), np.array([1.0]), np.array([10.0])
    spread = ExtraSpread(rounding=np.array(0.1))
    assert share_change(none, ten, every, ten, spread).high[0] == 1
    assert share_change(every, ten, none, ten, spread).low[0] == -1


@pytest.mark.parametrize(
    ("difference", "better", "expected"),
    [(-0.5, "lower", True), (0.0, "lower", False), (0.5, "lower", False),
     (-0.5, "higher", False), (0.0, "higher", False), (0.5, "higher", True)],
)  # fmt: skip
def test_which_way_is_better(difference, better, expected):
    """No change is not better."""
    assert is_better(difference, better) is expected


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
