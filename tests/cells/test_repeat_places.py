"""Places hit again, and windows open on a day: small cases worked out on paper."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.analysis.cells.bands import Bands
from hotspots.analysis.cells.knox_rows import knox_rows, least_p_adjusted
from hotspots.analysis.cells.near_repeat import Knox
from hotspots.analysis.cells.open_windows import open_windows
from hotspots.analysis.cells.repeat_places import place_numbers, repeat_places
from hotspots.analysis.space.points import Points
from hotspots.errors import UsageProblem
from hotspots.model.repeat import KnoxRow


def points(rows):
    """Return incidents from (x, y, day, category or None)."""
    names = sorted({row[3] for row in rows if row[3]})
    days = np.array([row[2] for row in rows], dtype="datetime64[D]")
    return Points(
        key=np.arange(len(rows)),
        x_m=np.array([row[0] for row in rows], dtype=float),
        y_m=np.array([row[1] for row in rows], dtype=float),
        occurred_on=days,
        occurred_from=days.astype("datetime64[us]"),
        occurred_to=days.astype("datetime64[us]"),
        precision=np.array(["day"] * len(rows)),
        category=np.array([names.index(row[3]) if row[3] else -1 for row in rows]),
        categories=names,
        weight=np.ones(len(rows)),
    )


SEVEN = points([
    (10, 10, "2024-01-20", "Vold"),
    (10, 10, "2024-01-01", "Vold"),
    (10, 10, "2024-01-04", "Indbrud"),
    (10.5, 10, "2024-03-01", None),
    (11.4, 10, "2024-03-02", "Vold"),
    (90, 10, "2024-01-01", "Vold"),
    (90, 10, "2024-01-01", "Vold"),
])  # fmt: skip


def test_the_same_coordinates_are_one_place():
    """Three at 10, 10 with gaps of 3 and 16 days; two at 90, 10 on one day; the rest once."""
    first, second = repeat_places(SEVEN)
    assert (first.x_m, first.y_m, first.n, first.n_points) == (10, 10, 3, 1)
    assert (first.first_on, first.last_on) == (date(2024, 1, 1), date(2024, 1, 20))
    assert first.gaps_days == [3, 16]
    assert first.categories == [("Vold", 2), ("Indbrud", 1)]
    assert (second.n, second.gaps_days) == (2, [0])


def test_a_metre_joins_through_what_lies_between():
    """10 and 11.4 are 1.4 m apart, joined by 10.5; the place lies where most incidents do."""
    first, _ = repeat_places(SEVEN, same_place_m=1)
    assert (first.n, first.n_points, first.x_m) == (5, 3, 10)
    assert first.gaps_days == [3, 16, 41, 1]
    assert first.categories == [("Vold", 3), ("Indbrud", 1)]


def test_at_least_counts_incidents():
    """Three or more: one place; four or more: none."""
    assert [one.n for one in repeat_places(SEVEN, least_n=3)] == [3]
    assert repeat_places(SEVEN, least_n=4) == []


def test_no_incidents_make_no_place():
    """Nothing in, nothing out."""
    assert repeat_places(points([])) == []


@pytest.mark.parametrize("wrong", [-1, 51, float("nan")])
def test_a_place_is_no_neighbourhood(wrong):
    """Only up to 50 m; hot cells are for what is wider."""
    with pytest.raises(UsageProblem, match="hotspots detect"):
        repeat_places(SEVEN, same_place_m=wrong)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30),
    st.sampled_from([0.0, 1.0, 2.0]),
)
def test_places_are_those_of_brute_force(spots, reach_m):
    """Two incidents are at one place when steps within reach lead from one to the other."""
    numbers = place_numbers(*np.array(spots, dtype=float).T, reach_m)
    groups = [{at} for at in range(len(spots))]
    for at, (x, y) in enumerate(spots):
        for other, (to_x, to_y) in enumerate(spots):
            if (x - to_x) ** 2 + (y - to_y) ** 2 <= reach_m**2:
                mine = next(one for one in groups if at in one)
                theirs = next(one for one in groups if other in one)
                if mine is not theirs:
                    mine |= theirs
                    groups.remove(theirs)
    found = [set(np.flatnonzero(numbers == one).tolist()) for one in set(numbers.tolist())]
    assert sorted(map(sorted, found)) == sorted(map(sorted, groups))


def band(from_m, to_m, from_days, to_days, ratio):
    """Return a cell of a table in which a pattern was found."""
    return KnoxRow(from_m, to_m, from_days, to_days, 10, 10 / ratio, ratio, 0.001, 0.01, "more")


def test_a_window_lasts_to_its_last_day_and_no_longer():
    """[0, 8) days after 20 January: open from the 20th to the 27th, both included."""
    one = points([(5, 6, "2024-01-20", "Vold")])
    bands = [band(0, 100, 0, 8, 3.0)]
    days = [date(2024, 1, day) for day in (19, 20, 27, 28)]
    assert [len(open_windows(one, bands, day)) for day in days] == [0, 1, 1, 0]
    found = open_windows(one, bands, date(2024, 1, 22))[0]
    assert (found.opened_on, found.until) == (date(2024, 1, 20), date(2024, 1, 27))
    assert (found.x_m, found.y_m, found.category) == (5, 6, "Vold")


def test_a_later_band_opens_later():
    """[8, 15) days after 1 January: from the 9th to the 15th."""
    one = points([(5, 6, "2024-01-01", None)])
    bands = [band(0, 100, 8, 15, 2.0)]
    days = [date(2024, 1, day) for day in (8, 9, 15, 16)]
    assert [len(open_windows(one, bands, day)) for day in days] == [0, 1, 1, 0]
    assert open_windows(one, bands, days[1])[0].category is None


def test_the_strongest_pattern_goes_first_then_what_is_over_first():
    """Ratio 3 before 2; within it the window that ends sooner."""
    two = points([(1, 1, "2024-01-05", "Vold"), (2, 2, "2024-01-03", "Vold")])
    bands = [band(100, 200, 0, 8, 2.0), band(0, 100, 0, 8, 3.0)]
    found = open_windows(two, bands, date(2024, 1, 6))
    assert [(one.band.ratio, one.x_m) for one in found] == [(3, 2), (3, 1), (2, 2), (2, 1)]


def test_open_bands_open_no_window():
    """What has no end is no window."""
    two = points([(1, 1, "2024-01-05", "Vold")])
    bands = [band(0, None, 0, 8, 2.0), band(0, 100, 8, None, 2.0)]
    assert open_windows(two, bands, date(2024, 2, 1)) == []


def judged(p, adjust="bh"):
    """Return the verdicts of a table with two bands of metres and one of days."""
    table = Knox(
        Bands((100.0, 200.0)), Bands((8.0,)), np.array([[9, 1], [0, 4], [2, 30]]),
        np.array([[3.0, 7.0], [0.0, 4.0], [8.0, 24.0]]),
        None if p is None else np.array([[p, 1.0], [1.0, 1.0], [1.0, 0.001]]), 10, 0, 99,
    )  # fmt: skip
    return knox_rows(table, adjust)


def test_only_cells_with_both_edges_and_pairs_expected_are_tested():
    """One of six: nothing is expected in [100, 200) by [0, 8), and four are open."""
    rows = judged(0.01)
    assert [row.verdict for row in rows] == [
        "more", "open_band", "not_testable", "open_band", "open_band", "open_band",
    ]  # fmt: skip
    assert [row.p for row in rows] == [0.01, None, None, None, None, None]
    assert (rows[0].ratio, rows[2].ratio) == (3, None)
    assert (rows[4].from_m, rows[4].to_m, rows[4].from_days, rows[4].to_days) == (200, None, 0, 8)


def test_the_verdict_follows_five_per_cent():
    """.05 is enough, .06 is not, and without permutations nothing is said."""
    assert judged(0.05)[0].verdict == "more"
    assert judged(0.06)[0].verdict == "not_distinguishable"
    assert judged(None)[0].verdict == "not_testable"


def test_how_small_p_can_become():
    """99 permutations and 12 cells: .01 times 12 under Holm; 999: .012."""
    assert least_p_adjusted(99, 12, "holm") == pytest.approx(0.12)
    assert least_p_adjusted(999, 12, "bh") == pytest.approx(0.012)
    assert least_p_adjusted(99, 12, "none") == pytest.approx(0.01)
