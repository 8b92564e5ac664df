"""Empirical Bayes rates: by hand, at the edges, and against published figures."""

import csv

import numpy as np
import pytest

from hotspots.analysis.methods.empirical_bayes import prior, rates
from tests.real_data import FOLDER, real_data


def floats(*values):
    """Return an array of floats."""
    return np.array(values, dtype=np.float64)


def test_two_areas_by_hand():
    """10 and 30 of 1,000: b .02, variance .0001 less .00002 of chance, own weight .8."""
    between, common = prior(floats(10, 30), floats(1000, 1000))
    assert (between, common) == (pytest.approx(0.00008), pytest.approx(0.02))
    assert rates(floats(10, 30), floats(1000, 1000)) == pytest.approx([0.012, 0.028])


def test_the_smaller_area_is_drawn_further():
    """The same rate of 50 per 1,000 counts for less among 100 people than among 10,000."""
    small, large, _ = rates(floats(5, 500, 100), floats(100, 10_000, 10_000))
    assert 0.03 < small < large < 0.05


def test_areas_that_differ_only_by_chance():
    """20, 21 and 19 of 1,000 vary less than chance: all have the rate of all, .02."""
    assert rates(floats(20, 21, 19), floats(1000, 1000, 1000)) == pytest.approx([0.02] * 3)


def test_nothing_happened_anywhere():
    """No incidents give a rate of 0 everywhere, and no areas give no rates."""
    assert rates(floats(0, 0), floats(10, 20)).tolist() == [0, 0]
    assert rates(floats(), floats()).shape == (0,)


@real_data
def test_north_carolina_sids_1974():
    """Parameters and all 100 counties as spdep's EBest and esda give them."""
    with (FOLDER / "reference" / "nc_sids_eb.csv").open(encoding="utf-8") as file:
        counties = list(csv.DictReader(file))
    births = floats(*(float(one["BIR74"]) for one in counties))
    deaths = floats(*(float(one["SID74"]) for one in counties))
    between, common = prior(deaths, births)
    assert between == pytest.approx(7.692930647e-07, rel=1e-9)
    assert common == pytest.approx(0.00202144489365, rel=1e-11)
    assert len(counties) == 100
    expected = [float(one["eb_global"]) for one in counties]
    assert rates(deaths, births) == pytest.approx(expected, rel=1e-12)
