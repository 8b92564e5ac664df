"""The simulation of incidents is of what ``incidents`` gives, and keeps its promise."""

import numpy as np
import pytest

from hotspots.analysis.methods.share_change import ALPHA
from tests.simulate import goal_areas, rate_lights
from tests.simulate.incident_changes import (
    MEANS,
    SETTINGS,
    drawn_counts,
    incident_rows_of,
    judged,
    rows,
)

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)


@pytest.mark.parametrize("setting", SETTINGS)
def test_it_is_what_the_rows_say(setting):
    """The same p but for leap days; an interval holds no change where p is 5 % or more."""
    counts = drawn_counts(np.random.default_rng(4), setting, 6, np.ones(len(MEANS)))
    p, p_adjusted = judged(counts)
    answer = incident_rows_of(counts)
    assert [row.p for row in answer] == pytest.approx(list(p), abs=0.02)
    assert [row.p_adjusted for row in answer] == pytest.approx(list(p_adjusted), abs=0.1)
    for row in answer:
        holds = (row.rr_low or 0.0) <= 1 and (row.rr_high is None or row.rr_high >= 1)
        assert holds == (row.p is None or row.p >= ALPHA)


def test_few_false_verdicts_in_a_short_form():
    """100 stores a line: of a true 5 % more than 12 come once in four hundred lines."""
    for line in rows(100, 3):
        assert (line.any_false or 0.0) <= 0.12
        assert (line.coverage or 0.0) >= 0.93


def test_goals_at_their_limit_are_seldom_surely_missed():
    """300 goals of thirteen areas at the limit, and three areas far over it."""
    at_limit, below, over = goal_areas.share_rows(300, np.random.default_rng(2))
    assert (at_limit.any_false or 0.0) <= 0.08
    assert (below.any_false or 0.0) <= 0.06
    assert (over.power or 0.0) >= 0.95


@pytest.mark.thorough
@pytest.mark.parametrize("setting", [SETTINGS[2], SETTINGS[3]])
def test_goals_on_rates_are_seldom_surely_missed(setting):
    """60 cities with swings or clusters: of a true 5 % more than 8 come once in four hundred."""
    for line in goal_areas.rate_rows(60, np.random.default_rng(5), (setting,)):
        assert (line.any_false or 0.0) <= 8 / 60


def test_without_earlier_years_chance_alone_errs():
    """The same test sees swings that nobody can learn from: it can fail."""
    rng, goal = np.random.default_rng(6), goal_areas.RATE_GOALS["at its limit"]
    drawn = [drawn_counts(rng, SETTINGS[2], 1, np.ones(len(MEANS))) for _ in range(60)]
    assert sum(goal_areas.surely_missed(goal, counts) for counts in drawn) > 20


@pytest.mark.thorough
@pytest.mark.parametrize("setting", [SETTINGS[2], SETTINGS[3]])
def test_changes_of_rates_are_seldom_sure_where_there_is_none(setting):
    """60 cities: one factor for large and small areas called changes sure in 40 % of them."""
    for line in rate_lights.rows(60, 7, (setting,)):
        assert (line.any_false or 0.0) <= 8 / 60
