"""Which areas lie in others, though their borders are not drawn alike."""

import shapely

from hotspots.analysis.areas.nesting import areas_within
from hotspots.analysis.areas.pieces import SetAreas


def box(west, east, north=100):
    return shapely.box(west, 0, east, north)


def test_areas_lie_in_larger_ones_of_any_set():
    """Half a metre over the border is drawn badly; a tenth of the area lies elsewhere."""
    small = SetAreas("small", ["1", "2", "3"], [box(0, 100.5), box(100.5, 200), box(190, 290)])
    wide = SetAreas("wide", ["A", "B"], [box(0, 200), box(200, 400)])
    assert areas_within([small, wide]) == {
        ("small", "1"): [("wide", "A")], ("small", "2"): [("wide", "A")],
    }  # fmt: skip


def test_two_that_are_the_same_lie_in_each_other():
    """And nothing lies in itself."""
    first, second = SetAreas("a", ["1"], [box(0, 100)]), SetAreas("b", ["1"], [box(0, 99.9)])
    both = {("a", "1"): [("b", "1")], ("b", "1"): [("a", "1")]}
    assert areas_within([first, second]) == both
    assert areas_within([first, SetAreas("b", ["1"], [box(0, 100)])]) == both
    assert areas_within([first]) == {}
    assert areas_within([]) == {}


def test_areas_of_one_set_may_lie_in_each_other():
    nested = SetAreas("a", ["1", "2"], [box(0, 100), box(0, 300)])
    assert areas_within([nested]) == {("a", "1"): [("a", "2")]}
