"""A short form of the simulation of broken series: nominal errors once the step is taken out."""

import math

import numpy as np
import pytest

from tests.simulate import method_breaks
from tests.simulate.method_breaks import Broken

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

RUNS = 200
MOST_FALSE, COVER = 0.065, 0.95
# Three standard errors of so few runs stand beside what a full run is held to.
ERROR = 3 * math.sqrt(MOST_FALSE * (1 - MOST_FALSE) / RUNS)


@pytest.mark.parametrize(
    "made",
    [
        Broken("alike"),
        Broken("areas differ", between=0.02),
        Broken("areas differ, years wiggle", 2, -0.03, 0.01, wiggle=0.01),
    ],
    ids=lambda made: made.name,
)
def test_adjusted_changes_keep_their_promise(made):
    """Near 95 % of intervals hold the truth, and families err as seldom as unbroken ones."""
    found = method_breaks.line(made, RUNS, np.random.default_rng(21), adjusted=True)
    assert found.any_false <= MOST_FALSE + ERROR
    assert COVER - 0.015 <= found.coverage <= COVER + 0.03


def test_a_step_left_in_is_seen_by_the_same_judge():
    """The judge can fail: unadjusted, three points of step light one set in eight or more."""
    found = method_breaks.line(Broken("left"), 60, np.random.default_rng(22), adjusted=False)
    assert found.any_false > 0.125
    assert found.coverage < 0.9


def test_a_true_change_is_still_seen():
    """Falls by 8 points are found behind a step of 3 that goes the other way."""
    made = Broken("falls", change=-0.08)
    power = {
        adjusted: method_breaks.line(made, 60, np.random.default_rng(23), adjusted=adjusted).power
        for adjusted in (True, False)
    }
    assert power[True] > 2 * power[False]
