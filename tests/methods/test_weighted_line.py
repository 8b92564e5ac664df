"""Weighted lines and the swings about them, against R."""

import numpy as np
import pytest

from hotspots.analysis.indicators.all_years import judged
from hotspots.analysis.methods.multiplicity import adjusted
from hotspots.analysis.methods.spread import ExtraSpread, rounding_variance
from hotspots.analysis.methods.weighted_line import share_variances, swings, weighted_lines

DEFF = 1.25
YEARS = np.arange(2010.0, 2018.0)
# Answers yes and asked of four areas in eight years; the second has none of 2013.
YES = np.array([
    [73, 83, 74, 104, 62, 62, 57, 80], [45, 27, 43, np.nan, 43, 36, 43, 28],
    [79, 79, 46, 68, 57, 80, 77, 77], [30, 59, 41, 59, 44, 39, 32, 31],
])  # fmt: skip
ASKED = np.array([
    [354, 494, 382, 447, 387, 467, 356, 396], [271, 258, 306, np.nan, 318, 255, 265, 357],
    [497, 532, 431, 528, 427, 586, 500, 453], [219, 293, 211, 285, 218, 258, 255, 258],
])  # fmt: skip
# R 4: lm(p ~ year, weights = n) of each area, n = asked / 1.25: slope, and the sum of
# n·residual² over m·(1 − m), m the area's weighted mean share.
SLOPES = [-0.00368842794116, -0.00497757351673, 0.00198430739022, -0.00839241090667]
RESIDUALS = [15.7487478879, 10.672549094, 7.77660182553, 10.056655004]
# R 4: lm(p ~ area + area:year - 1, weights = n / (m·(1 − m))): the residual standard error
# squared on 23 degrees of freedom, then confint and p of the slopes, and p.adjust by Holm.
FACTOR, DF = 1.92411103528, 23
LOW = [-0.01327585217420, -0.01475323512848, -0.00582407215801, -0.02012084712270]
HIGH = [0.00589899629188, 0.00479808809502, 0.00979268693846, 0.00333602530935]
P = [0.43426017948623, 0.30313510658200, 0.60412987444866, 0.15237533434118]
HOLM = [0.909405319746, 0.909405319746, 0.909405319746, 0.609501337365]


@pytest.fixture
def lines():
    """Return the lines of the four areas."""
    shares, bases = YES / ASKED, ASKED / DEFF
    return weighted_lines(YEARS, shares, share_variances(shares, bases, np.zeros_like(shares)))


def test_each_line_is_that_of_r(lines):
    """Slope and residuals of lm with weights, a missing year left out."""
    assert lines.slope == pytest.approx(SLOPES, abs=1e-12)
    assert lines.residual == pytest.approx(RESIDUALS, abs=1e-8)
    assert lines.df.tolist() == [6, 5, 6, 6]


def test_pooled_swings_judge_lines_as_one_model_of_all_areas_does(lines):
    """Interval, p and Holm's p are those of one lm with a line for each area."""
    spread = swings(lines)
    assert (float(spread.factor[0]), float(spread.df[0])) == (pytest.approx(FACTOR), DF)
    found = judged(lines, spread)
    assert found.low == pytest.approx(LOW, abs=1e-10)
    assert found.high == pytest.approx(HIGH, abs=1e-10)
    assert found.p == pytest.approx(P, abs=1e-9)
    assert adjusted(found.p, "holm") == pytest.approx(HOLM, abs=1e-9)


def test_one_area_that_steps_is_no_swing_of_all():
    """Twelve areas on their lines and one that fell from 25 to 10 %: the factor stays 1."""
    shares = np.full((13, 10), 0.2) + np.resize([0.02, -0.02], (13, 10))
    shares[0] = [0.25] * 5 + [0.10] * 5
    bases = np.full(shares.shape, 300.0)
    years = np.arange(10.0)
    found = weighted_lines(years, shares, share_variances(shares, bases, np.zeros_like(shares)))
    assert found.residual[0] / found.df[0] > 3
    spread = swings(found)
    assert (float(spread.factor[0]), float(spread.df[0])) == (1.0, 96.0)


def test_swings_are_not_known_of_three_years():
    """Nor of an area without any figure; a fourth year is enough."""
    shares = np.array([[0.1, 0.2, 0.1, 0.2], [np.nan] * 4])
    variances = np.full(shares.shape, 0.001)
    three = swings(weighted_lines(np.arange(3.0), shares[:, :3], variances[:, :3]))
    assert (float(three.factor[0]), float(three.df[0])) == (1.0, np.inf)
    assert float(swings(weighted_lines(np.arange(4.0), shares, variances)).df[0]) == 2


def test_what_rounding_adds():
    """A step of one point: a variance of a twelfth; to an interval it adds by squares."""
    assert float(rounding_variance(np.array(0.5))) == pytest.approx(1 / 12)
    spread = ExtraSpread(rounding=np.array(1.0))
    assert float(spread.joined(np.array(3.0))) == pytest.approx((9 + 1.959964**2) ** 0.5)


def test_a_share_that_is_always_nought_has_no_line():
    """No test can decide it; with a printed step rounding is all that varies."""
    shares, bases = np.zeros((1, 6)), np.full((1, 6), 300.0)
    exact = share_variances(shares, bases, np.zeros((1, 6)))
    assert np.isnan(weighted_lines(np.arange(6.0), shares, exact).slope[0])
