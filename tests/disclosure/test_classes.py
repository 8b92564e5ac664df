"""Classes of counts: every count is in one, and wider ones join whole narrower ones."""

import numpy as np
import pytest

from hotspots.analysis.disclosure.classes import (
    JOINED,
    class_bounds,
    class_numbers,
    count_classes,
    figures,
)
from hotspots.analysis.disclosure.clearing import clear
from hotspots.model.disclosure import CountClass
from tests.disclosure.made_tables import made_tables

COUNTS = np.arange(400)


@pytest.mark.parametrize(
    ("count", "k", "low", "high", "figure"),
    [
        (0, 5, 0, 4, None), (4, 5, 0, 4, None), (5, 5, 5, 7, 5), (7, 5, 5, 7, 5),
        (8, 5, 8, 12, 10), (12, 5, 8, 12, 10), (13, 5, 13, 17, 15), (123, 5, 123, 127, 125),
        (2, 3, 0, 2, None), (3, 3, 3, 4, 3), (5, 3, 5, 7, 6), (8, 3, 8, 10, 9),
        (9, 10, 0, 9, None), (10, 10, 10, 14, 10), (15, 10, 15, 24, 20),
    ],
)  # fmt: skip
def test_the_class_of_a_count(count, k, low, high, figure):
    """Under k there is one; the others are the counts that round to a multiple of k."""
    number = class_numbers(np.array([count]), k)
    assert count_classes(number, np.zeros(1, dtype=int), k) == [CountClass(low, high, figure)]


@pytest.mark.parametrize("k", [3, 4, 5, 10])
@pytest.mark.parametrize("step", range(len(JOINED)))
def test_classes_lie_side_by_side_and_are_told_by_the_base_class_alone(k, step):
    """Every count is in its class, no two overlap, none is left out, no base class is cut."""
    numbers = class_numbers(COUNTS, k)
    steps = np.full(len(COUNTS), step)
    low, high = class_bounds(numbers, steps, k)
    assert ((low <= COUNTS) & (high >= COUNTS)).all()
    starts = np.flatnonzero(np.diff(low)) + 1
    assert (low[starts] == high[starts - 1] + 1).all()
    for number in np.unique(numbers):
        assert len(np.unique(low[numbers == number])) == 1
    printed = figures(numbers, steps, k)
    assert ((printed == 0) == (low == 0)).all()
    assert (((printed >= low) & (printed <= high)) | (printed == 0)).all()
    assert (printed % (k * JOINED[step]) == 0).all()


def test_a_k_that_would_print_true_counts_is_refused():
    """With k = 2 the class of 2 would be 2 alone."""
    tables = made_tables(2, 1, 1)
    with pytest.raises(ValueError, match="2"):
        clear(tables, np.array([1, 2]), 2)
