"""Rates of an indicator swing by their counts: what is learnt, and what changes rest on."""

import numpy as np
import pytest
from scipy.stats import t

from hotspots.analysis.indicators.rate_swings import RateSwings, pair_spread, swings_before
from hotspots.analysis.methods.count_swings import swings
from hotspots.analysis.methods.spread import ExtraSpread
from hotspots.analysis.methods.weighted_line import rate_variances
from hotspots.model.indicators import Break
from tests.goals.test_goals_on_rates import SWINGING, rates
from tests.methods.test_swing_ratio import learnt
from tests.simulate.goal_areas import AREAS, rate_figures
from tests.simulate.incident_changes import MEANS, SETTINGS, drawn_counts
from tests.small_city import City, by_area

CODES = [code for code, _ in AREAS]
COUNTS = drawn_counts(np.random.default_rng(8), SETTINGS[2], 7, np.ones(len(MEANS)))


def test_it_is_what_incidents_learns_of_the_same_counts():
    """Six years before 2020, with a thousandth of the residents as exposure."""
    exposure = np.repeat(MEANS[:, None] / 1000, 6, axis=1)
    of_counts = swings(range(2014, 2020), np.maximum(COUNTS[:, :-1], 0.5), exposure)
    of_rates = swings_before(2020, CODES, rate_figures(COUNTS), ())
    assert of_rates.learnt.years == (2014, 2015, 2016, 2017, 2018, 2019)
    assert of_rates.learnt.phi == pytest.approx(of_counts.phi)
    assert of_rates.learnt.alpha == pytest.approx(of_counts.alpha)
    share = COUNTS[:, -2] / COUNTS[:, -2].sum()
    assert of_rates.of_city == pytest.approx((share**2).sum(), rel=0.01)


def test_years_before_a_break_are_left_out():
    """Of six earlier years four are counted as today; of one area a break leaves the others."""
    cut = Break(2016, "definition", "", "", "")
    of_rates = swings_before(2020, CODES, rate_figures(COUNTS), [cut])
    assert of_rates.learnt.years == (2016, 2017, 2018, 2019)
    of_area = Break(2016, "method", "", "", "", area_code=CODES[0])
    without = swings_before(2020, CODES, rate_figures(COUNTS), [of_area])
    assert without.learnt.df < swings_before(2020, CODES, rate_figures(COUNTS), ()).learnt.df
    assert len(without.learnt.years) == 6


def test_a_factor_by_hand():
    """Phi 2, alpha 0.01, the city's 0.004: of 100 and 400 it is (0.025 + 0.028) / 0.0125."""
    of_rates = RateSwings(learnt(phi=2.0, alpha=0.01, common=0.004), of_city=0.1)
    plain = ExtraSpread(factor=np.ones(3), df=np.full(3, np.inf))
    codes, counts = ("01", "*", "02"), ((100.0, 400.0), (100.0, 400.0), (0.0, 5.0))
    spread = pair_spread(codes, np.array(counts), [of_rates], plain)
    chance = 1 / 100 + 1 / 400
    area, city = (2 * chance + 2 * (0.01 * of + 0.004) for of in (1.0, 0.1))
    assert spread.factor == pytest.approx([area / chance, city / chance, 1.0])
    assert t.isf(0.025, spread.df[:2]) == pytest.approx([1.96, 1.96], abs=1e-3)
    assert np.isinf(spread.df[2])


def test_the_variance_of_a_rate_by_hand():
    """A mean rate of 20 on exposures of 10 and 30: phi 20/e + alpha 400."""
    found = rate_variances(
        np.array([[20.0, 20.0]]), np.array([[10.0, 30.0]]), np.zeros((1, 2)),
        np.array([[1.5, 0.01]]),
    )  # fmt: skip
    assert found == pytest.approx(np.array([[1.5 * 2 + 4, 1.5 * 20 / 30 + 4]]))


def test_change_says_how_far_counts_swing(tmp_path):
    """400 and 480 where years swing by a quarter: no light, a note and the factors."""
    city = City(tmp_path)
    city.areas(["Nord", "Midt", "Syd", "Vest"])
    earlier = dict(zip(range(2015, 2019), SWINGING, strict=True))
    rates(city, {**earlier, 2019: [480, 500, 320, 500]})
    answer = city.ask("change", "--indicator", "borgervendt_pr_1000", "--baseline", 2015,
                      "--year", 2019)  # fmt: skip
    row = by_area(answer)["1"]
    assert (row["baseline_n"], row["n"], row["light"]) == (300, 480, "yellow")
    assert "swings_unknown" not in row["flags"]
    settings = answer["settings"]
    assert settings["swings_factor"] is None
    assert 5 < settings["swings_factor_least"] <= settings["swings_factor_most"] < 100
    assert any("antal svinger mere end tilfældigt" in note for note in answer["notes"])
