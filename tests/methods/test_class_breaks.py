"""The classes of a map: limits that agree with mapclassify, and figures classed as shown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.analysis.methods.class_breaks import (
    ClassBreaks,
    around_zero,
    classes,
    equal_breaks,
    jenks_breaks,
    pretty_breaks,
    quantile_breaks,
)
from hotspots.model.indicators import METHODS
from hotspots.model.rounding import as_written

FIGURES = np.array([
    3.1, 3.4, 4.0, 4.2, 4.2, 4.9, 5.0, 5.3, 5.8, 6.1, 6.1, 6.4, 7.0, 7.7, 8.2, 8.9, 9.4, 9.5,
    10.2, 10.8, 11.6, 12.9, 13.3, 14.8, 15.0, 17.7, 19.2, 22.4, 31.5, 46.0,
])  # fmt: skip

# What mapclassify 2.10.0 gives for these figures: Quantiles, EqualInterval, FisherJenks. Its
# classes are closed above, ours below, so that its limit of a class by Fisher and Jenks is the
# largest figure in it, ours the least of the next.
QUANTILES = {3: [6.1, 11.0667], 5: [4.98, 6.76, 9.78, 14.84]}
EQUAL = {3: [17.4, 31.7], 5: [11.68, 20.26, 28.84, 37.42]}
JENKS = {3: [10.8, 22.4], 5: [7.7, 13.3, 22.4, 31.5]}

SHARES = st.lists(st.integers(0, 1000), min_size=1, max_size=60)


@pytest.mark.parametrize("n_classes", [3, 5])
def test_limits_agree_with_mapclassify(n_classes):
    """Quantiles and equal classes to four decimals, Fisher and Jenks figure by figure."""
    assert quantile_breaks(FIGURES, n_classes) == pytest.approx(QUANTILES[n_classes], abs=5e-5)
    assert equal_breaks(FIGURES, n_classes) == pytest.approx(EQUAL[n_classes], abs=5e-5)
    below = [FIGURES[limit > FIGURES].max() for limit in jenks_breaks(FIGURES, n_classes)]
    assert below == JENKS[n_classes]


def test_pretty_limits_are_round():
    """Five classes between 3.1 and 46 by tens; with three the two figures over 30 are left."""
    assert list(pretty_breaks(FIGURES, 5, 1)) == [10, 20, 30, 40]
    assert list(pretty_breaks(FIGURES, 3, 1)) == [10, 20]
    assert list(pretty_breaks(np.array([6.0, 9.0]), 5, 0)) == [7, 8, 9]


def test_a_few_far_figures_do_not_take_the_classes_of_all_others():
    """Of 100 figures from 2 to 24 one is 246: limits stay at 5, 10, 15 and 20."""
    figures = np.array([*np.linspace(2, 24, 99), 246.0])
    assert list(pretty_breaks(figures, 5, 1)) == [5, 10, 15, 20]


def test_a_figure_at_a_limit_is_above_it():
    """10 is in "10 til under 15", 9 in "under 10"."""
    found = ClassBreaks((10.0, 15.0), 0)
    assert [found.of(one) for one in (9, 10, 14, 15)] == [0, 1, 1, 2]


def test_figures_are_classed_as_they_are_written():
    """9.96 is written 10.0 and 9.94 is written 9.9; a half goes away from zero."""
    assert [as_written(one, 1) for one in (9.96, 9.94, 2.25, 2.35)] == [10.0, 9.9, 2.3, 2.4]
    assert as_written(10.5, 0) == 11


def test_figures_that_are_alike_are_one_class():
    """Nothing to tell apart, and nothing at all, are both one class."""
    for method in METHODS:
        assert classes([7.0, 7.0], 5, method, 0).limits == ()
        assert classes([], 5, method, 0).limits == ()


@given(SHARES, st.integers(2, 5), st.sampled_from(METHODS), st.integers(0, 1))
def test_classes_are_few_said_with_the_figures_decimals_and_none_at_the_ends_is_empty(
    tenths, n_classes, method, decimals
):
    """Whatever the figures: no more classes than asked for, each limit said once."""
    shown = [as_written(one / 10, decimals) for one in tenths]
    found = classes(shown, n_classes, method, decimals)
    assert found.count <= n_classes
    assert list(found.limits) == sorted(set(found.limits))
    assert all(limit == as_written(limit, decimals) for limit in found.limits)
    assert found.of(min(shown)) == 0
    assert found.of(max(shown)) == found.count - 1


def test_the_order_of_figures_changes_nothing():
    """Breaks are of the figures, not of their order."""
    for method in METHODS:
        assert classes(FIGURES, 5, method, 1) == classes(FIGURES[::-1], 5, method, 1)


def test_differences_have_zero_in_the_middle():
    """Five classes hold 0 in the third, four have 0 as a limit; both sides are alike."""
    assert around_zero([-7.2, 3.0], 5, 1).limits == (-4, -2, 2, 4)
    assert around_zero([-7.2, 3.0], 4, 1).limits == (-5, 0, 5)
    assert around_zero([-7.2, 3.0], 3, 0).limits == (-5, 5)
    assert around_zero([1.0], 2, 0).limits == (0,)
    assert around_zero([0.0], 5, 0).of(0.0) == 2
    five, four = around_zero([-7.2, 3.0], 5, 1), around_zero([-7.2, 3.0], 4, 1)
    for parts in (five, four):
        for shown in (0.1, 1.9, 2.0, 3.9, 4.0, 5.0, 9.0):
            assert parts.of(-shown) == parts.count - 1 - parts.of(shown)
    assert (five.of(-2.0), five.of(2.0), four.of(0.0)) == (1, 3, 2)
