"""What is left of a total whose parts are of several dimensions: some by period, one by area."""

import numpy as np

from hotspots.analysis.disclosure.clearing import clear
from hotspots.model.disclosure import Dimension, LinkedTables, Member

DISTRICT, ESTATE = Member("district", "1"), Member("estate", "1")
YEAR, HALF = Member("year", "2024"), Member("half", "2024-H1")
Q3, Q4 = Member("quarter", "2024-Q3"), Member("quarter", "2024-Q4")
AREAS = Dimension(
    "area", ("inside", "beside"), {DISTRICT: frozenset({0, 1}), ESTATE: frozenset({0})}
)
PERIODS = Dimension(
    "period", ("H1", "Q3", "Q4"),
    {YEAR: frozenset({0, 1, 2}), HALF: frozenset({0}), Q3: frozenset({1}), Q4: frozenset({2})},
)  # fmt: skip


def test_a_total_less_parts_of_two_dimensions_may_be_nothing():
    """A district's year less a half-year and a quarter of it, and an estate's last quarter.

    28 less 12, 7 and 7 leaves 2 beside the estate; classes of 28 to 32, 8 to 12 and twice 5 to 7
    would say that it is no fewer.
    """
    whole, parts = (DISTRICT, YEAR), [(DISTRICT, HALF), (DISTRICT, Q3), (ESTATE, Q4)]
    tables = LinkedTables((AREAS, PERIODS), (whole, *parts))
    counts = np.array([[12, 7, 7], [0, 0, 2]]).ravel()
    cleared = clear(tables, counts, 5)
    classes = cleared.published.cells
    least = classes[whole].low - sum(classes[part].high for part in parts)
    assert least <= 0 or not cleared.is_clear


def test_a_total_less_parts_of_two_dimensions_is_not_surely_nothing():
    """8 to 10 in a district's year, 5 to 7 in a half-year of it, 5 to 7 in an estate's quarter.

    With k = 3 nothing would be left for the rest, which would be exactly 0 then.
    """
    whole, parts = (DISTRICT, YEAR), [(DISTRICT, HALF), (ESTATE, Q4)]
    tables = LinkedTables((AREAS, PERIODS), (whole, *parts))
    cleared = clear(tables, np.array([[5, 0, 5], [0, 0, 0]]).ravel(), 3)
    classes = cleared.published.cells
    most = classes[whole].high - sum(classes[part].low for part in parts)
    assert most >= 2 or not cleared.is_clear
