"""A short form of the simulations of change: nominal errors, and the product's own answer."""

import math

import numpy as np
import pytest

from hotspots.analysis.indicators.change import ChangeQuestion, change_rows
from tests.indicators.test_properties import figure
from tests.simulate import change_lights
from tests.simulate.change_lights import Drawn, Made

RUNS = 300
MOST_FALSE, LEAST_COVER = 0.065, {3: 0.91, 5: 0.93, 9: 0.94}
# Three standard errors of so few runs stand beside what a full run is held to.
ERROR = 3 * math.sqrt(MOST_FALSE * (1 - MOST_FALSE) / RUNS)


@pytest.mark.parametrize("years", [3, 5, 9])
def test_families_keep_their_promise_when_years_wiggle(years):
    """A point of wiggle, an unknown design effect and whole percentages at once."""
    dice = np.random.default_rng(14)
    made = Made("wiggle", years, wiggle=0.01, step=0.01)
    drawn = change_lights.draw(made, RUNS, dice)
    found = [change_lights.lights(drawn).row("two years", made)]
    if years > 3:
        found.append(change_lights.trends(drawn).row("all years", made))
        found.append(change_lights.pooled(drawn, 3).row("ends", made))
    for row in found:
        assert row.any_false <= MOST_FALSE + ERROR
        assert row.coverage >= LEAST_COVER[years] - 0.01


def test_rounding_costs_next_to_nothing():
    """Of falls by 8 points whole percentages find what exact figures do, not two thirds of it."""
    power = {}
    for step in (0.0, 0.01):
        made = Made("rounded", 1, change=-0.08, answers=350, step=step)
        drawn = change_lights.draw(made, 4 * RUNS, np.random.default_rng(8))
        power[step] = change_lights.lights(drawn).row("two years", made).power
    assert power[0.01] == pytest.approx(power[0.0], abs=0.04)
    assert power[0.01] > 0.42


def rows_of(drawn: Drawn, window: int | None = None):
    """Return the rows that ``change`` gives of the first store drawn."""
    made, areas = drawn.columns, range(change_lights.AREAS)
    figures = [
        figure(f"{at:02}", 2010 + year, made.values[0, at, year], decimals=0,
               n=made.bases[0, at, year])
        for at in areas for year in range(len(made.years))
    ]  # fmt: skip
    asked = ChangeQuestion("utryg_nabolag", "lower", 2010, 2010 + len(made.years) - 1,
                           window=window)  # fmt: skip
    return change_rows([(f"{at:02}", f"{at}") for at in areas], figures, asked)[1:]


def test_what_is_simulated_is_what_the_program_answers():
    """p, limits and slopes of one store, by the simulation and by ``change``."""
    made = Made("both", 9, wiggle=0.01, step=0.01, change=-0.08, answers=350)
    drawn = change_lights.draw(made, 2, np.random.default_rng(3))
    rows, ends_rows = rows_of(drawn), rows_of(drawn, 3)
    ends = change_lights.pooled(drawn, 3)
    two, all_years = change_lights.lights(drawn), change_lights.trends(drawn)
    for name, lit, at in (("p_adjusted", two, "p_adjusted"), ("change_pp", two, "change"),
                          ("ci_low_pp", two, "low"), ("trend_p_adjusted", all_years, "p_adjusted"),
                          ("trend_per_year", all_years, "change"),
                          ("trend_high", all_years, "high")):  # fmt: skip
        assert [getattr(row, name) for row in rows] == pytest.approx(
            getattr(lit, at)[0].tolist(), abs=1e-9
        )
    for name, at in (("trend_p_adjusted", "p_adjusted"), ("ends_change_pp", "change"),
                     ("ends_low_pp", "low"), ("ends_high_pp", "high")):  # fmt: skip
        assert [getattr(row, name) for row in ends_rows] == pytest.approx(
            getattr(ends, at)[0].tolist(), abs=1e-9
        )


def test_each_line_of_the_table_is_there():
    """Three verdicts where years are enough, with what each can be held to."""
    found = change_lights.rows(20, 1)
    assert {row.verdict for row in found} == {"two years", "all years", "ends of 3 years"}
    assert all(row.runs == 20 and row.coverage is not None for row in found)
    assert len({(row.verdict, row.setting) for row in found}) == len(found)
