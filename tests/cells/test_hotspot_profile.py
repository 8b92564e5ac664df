"""What a hotspot is made of: categories, hours and days of the week."""

import numpy as np
import pytest

from hotspots.analysis.cells.profile import Peak, by_hotspot, profile
from hotspots.analysis.space.points import Points
from hotspots.sentences.cells.hotspots import sentence

# Saturday 5 January 2019 at 23:30, the Sunday after at 01:00, Monday 7 January at 08:00
TIMES = ("2019-01-05T23:30", "2019-01-06T01:00", "2019-01-07T08:00", "2019-01-05T22:00")


def points(times, categories, weights=None, precision=None):
    """Return points at the origin with times, categories by position and weights."""
    n = len(times)
    moments = np.array(times, dtype="datetime64[us]")
    return Points(
        key=np.arange(n), x_m=np.zeros(n), y_m=np.zeros(n),
        occurred_on=moments.astype("datetime64[D]"), occurred_from=moments, occurred_to=moments,
        precision=np.array(precision or ["moment"] * n),
        category=np.array(categories, dtype=np.int32), categories=["Tyveri", "Vold"],
        weight=np.array(weights or [1.0] * n),
    )  # fmt: skip


def test_the_most_frequent_classes_are_named_with_their_share():
    """Half of forty on Saturday and from 18, in fours; three of four are theft."""
    found = profile(points(TIMES * 10, [0, 0, 1, 0] * 10))
    assert found.categories == (("Tyveri", 0.75), ("Vold", 0.25))
    assert found.weekday == Peak(5, 0.5)
    assert found.part == Peak(3, 0.5)


def test_a_class_that_may_be_the_largest_by_chance_is_not_named():
    """Two of four on one day says nothing; nor does a sixth of very many."""
    assert profile(points(TIMES, [0, 0, 1, 0])).weekday is None
    days = [f"2019-01-{7 + at % 7:02d}T12:00" for at in range(7000)] + ["2019-01-07T12:00"] * 150
    assert profile(points(days, [0] * 7150)).weekday is None


def test_weights_count_and_unknown_hours_take_no_part():
    """Halves and wholes; a day without an hour counts for the weekday alone."""
    found = profile(points(TIMES[:2] * 10, [0, 1] * 10, [0.5, 1.0] * 10, ["moment", "day"] * 10))
    assert found.categories == (("Vold", pytest.approx(2 / 3)), ("Tyveri", pytest.approx(1 / 3)))
    assert found.part == Peak(3, 1.0)
    assert found.weekday == Peak(6, pytest.approx(2 / 3))


def test_nothing_is_named_where_nothing_is_known():
    """No category and no hour: no name and no hour."""
    found = profile(points(TIMES[:1], [-1], precision=["open_end"]))
    assert (found.categories, found.part, found.weekday) == ((), None, None)
    assert sentence(1, "ved A", (12.0, 0.05, 0.01), found, "da") == (
        "Hotspot 1 ved A: 12 hændelser, 5,0 % af byens på 1,0 % af arealet."
    )


def test_a_hotspot_is_told_in_danish_and_english():
    """Numbers, place, kinds and time in one go."""
    found = profile(points(TIMES * 10, [0, 0, 1, 0] * 10))
    assert sentence(2, "ved A", (1204.0, 0.031, 0.004), found, "da") == (
        "Hotspot 2 ved A: 1.204 hændelser, 3,1 % af byens på 0,4 % af arealet. "
        "Mest Tyveri 75 %, Vold 25 %. Oftest lørdag og kl. 18–24."
    )
    assert "Most often on Saturdays and 18:00 to 24:00." in sentence(
        2, "near A", (1204.0, 0.031, 0.004), found, "en"
    )


def test_points_are_divided_by_the_number_of_their_hotspot():
    """Number 0 is in none."""
    numbers = np.array([2, 0, 1, 2, 3])
    assert [one.tolist() for one in by_hotspot(numbers, 3)] == [[2], [0, 3], [4]]
