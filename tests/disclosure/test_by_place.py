"""Rows that are large by number and small by place."""

from itertools import chain

import numpy as np

from hotspots.analysis.disclosure.by_place import NO_PLACE, SmallByPlace, small_by_place


def named(*places_of_rows, k=5):
    """Return the small rows of lists of places."""
    rows = np.repeat(np.arange(len(places_of_rows)), [len(row) for row in places_of_rows])
    return small_by_place(rows, np.array([*chain(*places_of_rows)], dtype=np.int64), k)


def test_few_places_or_most_on_one_make_a_row_small():
    """Two places are few; three of six are no more than half; four of six are."""
    assert named([1, 1, 1, 2, 2, 2]) == [SmallByPlace(0, 6, 2, 3, "few_places")]
    assert named([1, 1, 1, 2, 3, 4]) == []
    assert named([1, 1, 1, 1, 2, 3]) == [SmallByPlace(0, 6, 3, 4, "most_on_one_place")]


def test_rows_under_k_are_small_by_number_and_not_named():
    """No word of place is said of them."""
    assert named([1, 1, 1, 1], [1, 2, 3, 4, 5]) == []


def test_incidents_without_a_place_are_no_distinct_place():
    """Five that are known by their area alone are on no place anybody knows."""
    assert named([NO_PLACE] * 5) == [SmallByPlace(0, 5, 0, 0, "few_places")]
    assert named([1, 2, 3, NO_PLACE, NO_PLACE]) == []


def test_many_rows_equal_a_loop():
    """Random rows, told one by one with sets."""
    rng = np.random.default_rng(2)
    places = [rng.integers(0, 6, rng.integers(1, 12)).tolist() for _ in range(200)]
    slowly = [
        row for row, each in enumerate(places)
        if len(each) >= 5
        and (len(set(each)) < 3 or max(each.count(place) for place in each) > len(each) / 2)
    ]  # fmt: skip
    assert [small.row for small in named(*places)] == slowly
    assert slowly
