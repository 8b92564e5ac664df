"""Misnumbered units: of another home and apart from their district, never by one reason alone."""

import numpy as np
import pytest

from hotspots.analysis.areas.strays import NumberedUnits, find_strays
from hotspots.errors import HotspotsError
from tests.conftest import square


def units(rows):
    """Build units of squares of 100 m from (code, stated, home, column, row)."""
    geometries = np.empty(len(rows), dtype=object)
    for at, (_, _, _, column, row) in enumerate(rows):
        geometries[at] = square(column, row)
    codes, stated, homes = ([one[field] for one in rows] for field in range(3))
    return NumberedUnits(codes, stated, homes, geometries)


NORTH = [("a", "1", "nord", 0, 5), ("b", "1", "nord", 1, 5)]
SOUTH = [("c", "2", "syd", 0, 0), ("d", "2", "syd", 1, 0), ("e", "3", "syd", 3, 0)]


def test_nothing_is_found_where_every_number_fits():
    found = find_strays(units(NORTH + SOUTH))
    assert found.homes == {"1": "nord", "2": "syd", "3": "syd"}
    assert (found.strays, found.doubtful) == ([], [])


def test_a_stray_is_found_with_how_far_off_it_lies_and_what_it_borders():
    """Stray s lies in syd, 300 m below district 1, right above c of district 2 along 100 m."""
    (stray,) = find_strays(units([*NORTH, *SOUTH, ("s", "1", "syd", 0, 1)])).strays
    assert (stray.code, stray.stated, stray.home, stray.beside) == ("s", "1", "syd", [])
    assert stray.distance_m == 300
    # the border of c, and on either side of it the metre within which borders meet
    assert stray.borders_m == {"2": pytest.approx(102, abs=0.1)}


def test_a_stray_between_two_districts_borders_both_longest_first():
    """Between d and e 100 m of each; a step to the north only corners, which do not count."""
    (stray,) = find_strays(units([*NORTH, *SOUTH, ("s", "1", "syd", 2, 0)])).strays
    assert list(stray.borders_m) == ["2", "3"]
    (stray,) = find_strays(units([*NORTH, *SOUTH, ("s", "1", "syd", 2, 1)])).strays
    assert stray.borders_m == {}


def test_strays_side_by_side_are_judged_together():
    """Stray t borders nothing but s, which borders d: each of them may have been in district 2."""
    rows = [*NORTH, *SOUTH[:2], ("s", "1", "syd", 2, 0), ("t", "1", "syd", 3, 0)]
    rows += [("f", "1", "nord", 0, 6)]
    first, second = find_strays(units(rows)).strays
    assert (first.beside, second.beside) == (["t"], ["s"])
    assert list(first.borders_m) == list(second.borders_m) == ["2"]


def test_strays_of_two_homes_are_not_judged_together():
    rows = [*NORTH, *SOUTH, ("f", "1", "nord", 0, 6)]
    rows += [("s", "1", "syd", 2, 0), ("t", "1", "vest", 2, 1), ("g", "4", "vest", 3, 1)]
    by_code = {one.code: one for one in find_strays(units(rows)).strays}
    assert list(by_code["s"].borders_m) == ["2", "3"]
    assert list(by_code["t"].borders_m) == ["4"]
    assert by_code["s"].beside == []


def test_a_unit_of_another_home_that_touches_its_district_is_only_doubtful():
    """Borders between homes move; a number that fits the ground is not called wrong."""
    found = find_strays(units([*NORTH, *SOUTH, ("s", "1", "syd", 2, 5)]))
    assert (found.strays, found.doubtful) == ([], ["s"])


def test_a_district_half_in_each_home_is_refused():
    with pytest.raises(HotspotsError, match="District 1 has as many areas in 'nord' as in 'syd'"):
        find_strays(units([("a", "1", "nord", 0, 5), ("s", "1", "syd", 0, 0)]))


def test_the_order_of_units_changes_nothing():
    rows = [*NORTH, ("f", "1", "nord", 0, 6), *SOUTH]
    rows += [("s", "1", "syd", 2, 0), ("t", "1", "syd", 0, 1)]
    one, other = find_strays(units(rows)), find_strays(units(rows[::-1]))
    assert {stray.code: stray for stray in one.strays} == {
        stray.code: stray for stray in other.strays
    }
