"""Levels that share strength agree with R, hold the truth, and are nearer to it."""

import csv
from pathlib import Path

import numpy as np
import pytest

from hotspots.analysis.methods.arcsine_shares import DirectShares, as_shares, shared_shares
from hotspots.analysis.methods.small_area import predicted
from hotspots.analysis.methods.small_area_reml import AreaPanel, Solved, Variances
from tests.real_data import FOLDER, real_data
from tests.simulate.levels_estimates import SETTINGS, row


def lines(path):
    """Return the rows of a file of reference figures, without its comments."""
    text = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in text if not line.startswith("#")))


def column(rows, name, n_areas):
    """Return a column by area and time; NA is NaN."""
    values = [float("nan") if one[name] == "NA" else float(one[name]) for one in rows]
    return np.array(values).reshape(n_areas, -1)


def panel(y, variance, times):
    """Return a panel whose common level is one for each time."""
    n_areas, n_times = y.shape
    design = np.broadcast_to(np.eye(n_times), (n_areas, n_times, n_times))
    return AreaPanel(y, variance, design, np.array(times, dtype=float))


def test_uneven_years_and_missing_figures_agree_with_dense_matrices_in_r():
    """small_area.R writes the model out in full; estimates and errors agree to 1e-6."""
    rows = lines(Path(__file__).with_name("small_area.csv"))
    y, n = column(rows, "y", 14), column(rows, "n", 14)
    fit = predicted(panel(y, 1 / (4 * n), [2010, 2011, 2013, 2014, 2015, 2016]))
    assert np.isnan(y).sum() == 9
    assert fit.estimate == pytest.approx(column(rows, "estimate", 14), abs=1e-6)
    assert fit.mse == pytest.approx(column(rows, "mse", 14), abs=1e-6)
    assert fit.direct_weight[np.isnan(y)] == pytest.approx(0)
    assert (fit.direct_weight + fit.years_weight < 1).all()


@real_data
def test_one_year_agrees_with_sae():
    """The milk data of R's ``sae``, with the four major areas: eblupFH and mseFH, REML."""
    rows = lines(FOLDER / "reference" / "milk_fh.csv")
    y, variance = column(rows, "yi", 43), column(rows, "SD", 43) ** 2
    major = np.array([int(one["MajorArea"]) for one in rows])
    design = np.column_stack([np.ones(43), *(major == each for each in (2, 3, 4))])[:, None, :]
    fit = predicted(AreaPanel(y, variance, design, np.zeros(1)))
    assert fit.variances.between == pytest.approx(0.01855022, abs=1e-6)
    assert fit.estimate == pytest.approx(column(rows, "eblup_REML", 43), abs=1e-6)
    assert fit.mse == pytest.approx(column(rows, "mse_REML", 43), abs=1e-6)
    gamma = fit.variances.between / (fit.variances.between + variance)
    assert fit.direct_weight == pytest.approx(gamma)


@real_data
def test_several_years_agree_with_sae2():
    """13 areas in 8 years: eblupRY of R's ``sae2``, REML, with a level for each year."""
    rows = lines(FOLDER / "reference" / "temporal_fh.csv")
    y, variance = column(rows, "y", 13), column(rows, "V", 13)
    fit = predicted(panel(y, variance, range(8)))
    assert fit.estimate == pytest.approx(column(rows, "eb", 13), abs=1e-6)
    assert fit.mse == pytest.approx(column(rows, "mse", 13), abs=1e-6)


def test_the_slopes_of_the_likelihood_are_its_differences():
    """Score by within, between and rho against central differences."""
    rng = np.random.default_rng(4)
    made = panel(rng.normal(0.4, 0.05, (7, 5)), np.full((7, 5), 1e-3), range(5))
    at = np.array([4e-4, 7e-4, 0.5])

    def likelihood(point):
        return Solved.of(made, Variances(*point)).likelihood

    steps = np.diag(at * 1e-5)
    slopes = [(likelihood(at + one) - likelihood(at - one)) / (2 * one.sum()) for one in steps]
    assert Solved.of(made, Variances(*at)).score == pytest.approx(slopes, rel=1e-5)


def test_areas_that_are_all_alike_are_told_alike():
    """Where nothing but chance tells areas apart there is no variance between them."""
    share = np.array([[0.1], [0.11], [0.1], [0.09], [0.1], [0.1], [0.1]])
    direct = DirectShares(share, np.full((7, 1), 100.0), np.zeros((7, 1)), np.array([2020.0]))
    shared = shared_shares(direct, np.ones((7, 1)), np.array([np.nan]))
    assert shared.variances.between == 0
    assert np.ptp(shared.estimate) == pytest.approx(0, abs=1e-12)
    assert (shared.low < shared.estimate).all()
    assert (shared.high > shared.estimate).all()


def test_estimates_meet_the_whole_and_stay_shares():
    """The weighted mean is the whole's, for shares at nought too; all move the same way."""
    rng = np.random.default_rng(5)
    n = np.full((8, 4), 60.0)
    direct = DirectShares(
        rng.binomial(60, 0.03, (8, 4)) / 60, n, np.zeros_like(n), np.arange(2010.0, 2014.0)
    )
    weights = rng.uniform(1, 9, (8, 4))
    whole = np.array([0.03, 0.05, 0.02, np.nan])
    shared = shared_shares(direct, weights, whole)
    means = (weights * shared.estimate).sum(axis=0) / weights.sum(axis=0)
    assert means[:3] == pytest.approx(whole[:3], abs=1e-9)
    assert shared.moved[3] == 0
    assert ((shared.low >= 0) & (shared.low <= shared.estimate)).all()
    assert ((shared.high <= 1) & (shared.high >= shared.estimate)).all()


def test_rounding_enters_the_variance():
    """Whole percent at 10 %: half a point, as a uniform error, on the arcsine scale."""
    rounded = DirectShares(
        np.array([[0.1]]), np.array([[400.0]]), np.array([[0.005]]), np.zeros(1)
    )
    assert rounded.variance == pytest.approx(1 / 1600 + 0.005**2 / 3 / (4 * 0.09))


def test_back_from_the_scale_is_the_mean_of_the_share():
    """A normal value on the scale against 200,000 draws of it."""
    draws = np.sin(np.random.default_rng(6).normal(0.3, 0.05, 200_000)) ** 2
    assert as_shares(np.array(0.3), np.array(0.0025)) == pytest.approx(draws.mean(), abs=2e-4)


@pytest.mark.thorough
def test_the_interval_holds_the_truth_and_the_estimate_is_nearer():
    """A short form of the simulation; the table in the docs has 1,000 runs of each setting."""
    made = row(SETTINGS[0], runs=60, seed=14)
    assert 0.93 <= made.coverage <= 0.98
    assert float(made.worst.split("RMSE ")[1].split()[0]) <= 0.7
