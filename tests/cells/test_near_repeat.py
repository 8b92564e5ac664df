"""Near repeat: the Knox table against a published case, brute force and its own chance."""

import csv
import itertools
import time as clock
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.analysis.cells import near_repeat
from hotspots.analysis.cells.bands import Bands, band_text, bands
from hotspots.analysis.cells.near_repeat import knox, time_totals
from hotspots.errors import HotspotsError, UsageProblem
from tests.cells.shuffled import shuffled_tables
from tests.real_data import FOLDER, real_data

ARSON_SPACE = Bands((0.01, 201.0, 401.0, 601.0))
ARSON_TIME = Bands((1.0, 2.0, 3.0))
ARSON_PAIRS = [
    [0, 2, 0, 8],
    [9, 1, 1, 46],
    [4, 0, 0, 141],
    [6, 0, 0, 234],
    [393, 710, 770, 133656],
]


def arson():
    """Return the places (m) and days of the 522 Chicago arsons of 2016."""
    with (FOLDER / "reference" / "chicago_arson.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    xy_m = np.array([[float(x), float(y)] for x, y, _ in rows])
    return xy_m, np.array([date.fromisoformat(day).toordinal() for *_, day in rows])


@real_data
def test_the_chicago_arson_table_exactly():
    """All 20 counts, 135,981 pairs, expected as row times column: 9 / 0.17270 = 52.11."""
    xy_m, days = arson()
    found = knox(xy_m, days, ARSON_SPACE, ARSON_TIME, metric="manhattan")
    assert (found.n_events, found.pairs.sum()) == (522, 135_981)
    assert found.pairs.tolist() == ARSON_PAIRS
    by_hand = np.outer(np.sum(ARSON_PAIRS, axis=1), np.sum(ARSON_PAIRS, axis=0)) / 135_981
    assert found.expected == pytest.approx(by_hand, rel=1e-12)
    assert found.expected[1, 0] == pytest.approx(57 * 412 / 135_981, rel=1e-12)
    assert found.ratio[1, 0] == pytest.approx(52.11, abs=0.005)


@real_data
def test_999_permutations_agree_with_the_exact_expectation():
    """In each finite cell their mean is within four standard errors of the expected count."""
    xy_m, days = arson()
    exact = knox(xy_m, days, ARSON_SPACE, ARSON_TIME, metric="manhattan")
    drawn = shuffled_tables(
        xy_m, days, ARSON_SPACE, ARSON_TIME, metric="manhattan", permutations=999,
        rng=np.random.default_rng(20),
    )  # fmt: skip
    assert drawn.shape == (999, 5, 4)
    assert (drawn.sum(axis=(1, 2)) == 135_981).all()
    error = drawn.std(axis=0, ddof=1) / np.sqrt(999)
    assert (np.abs(drawn.mean(axis=0) - exact.expected) < 4 * error).all()
    assert error[1, 0] < 0.02


@real_data
def test_p_counts_the_permutations_that_reach_the_observed():
    """(1 + those with at least as many) / (1 + 99): the same seed draws the same tables."""
    xy_m, days = arson()
    asked = {"metric": "manhattan", "permutations": 99}
    found = knox(xy_m, days, ARSON_SPACE, ARSON_TIME, rng=np.random.default_rng(7), **asked)
    drawn = shuffled_tables(
        xy_m, days, ARSON_SPACE, ARSON_TIME, rng=np.random.default_rng(7), **asked
    )
    reached = (drawn >= np.array(ARSON_PAIRS)).sum(axis=0)
    assert found.p.tolist() == ((1 + reached) / 100).tolist()
    assert found.p[1, 0] == 0.01
    assert found.p[0, 0] == 1.0


@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
@pytest.mark.parametrize("west_m", [0.0, 724_000.1, 724_000.3])
def test_a_pair_at_the_edges_is_in_the_bands_above_them(west_m, metric):
    """100 m and 3 days apart lie in [100, 200) by [3, 6), whatever the metres' last bit says."""
    xy_m = np.array([[west_m, 6_175_000.7], [west_m + 100, 6_175_000.7]])
    found = knox(xy_m, np.array([10, 13]), Bands((100.0, 200.0)), Bands((3.0, 6.0)), metric=metric)
    assert found.pairs.tolist() == [[0, 0, 0], [0, 1, 0], [0, 0, 0]]


def test_a_pair_at_the_last_edges_is_in_the_open_bands():
    """200 m and 6 days apart: beyond both."""
    xy_m = np.array([[0.0, 0.0], [0.0, 200.0]])
    found = knox(xy_m, np.array([0, 6]), Bands((100.0, 200.0)), Bands((3.0, 6.0)))
    assert found.pairs.tolist() == [[0, 0, 0], [0, 0, 0], [0, 0, 1]]


def test_the_two_distances_differ():
    """30 m east and 40 m north are 50 m apart, or 70 m along streets."""
    xy_m, days = np.array([[0.0, 0.0], [30.0, 40.0]]), np.array([0, 0])
    space, time = Bands((60.0, 100.0)), Bands((1.0,))
    assert knox(xy_m, days, space, time).pairs[0, 0] == 1
    assert knox(xy_m, days, space, time, metric="manhattan").pairs[1, 0] == 1


def test_same_place_is_a_band_of_its_own():
    """Two of three incidents at one address: one pair in [0, 0.01), two in [0.01, 100)."""
    xy_m = np.array([[5.0, 5.0], [5.0, 5.0], [5.0, 45.0]])
    found = knox(xy_m, np.array([0, 1, 2]), Bands((0.01, 100.0)), Bands((2.0,)))
    assert found.pairs.tolist() == [[1, 0], [1, 1], [0, 0]]
    assert found.n_same_place == 1


def brute_force(points, space, time, metric):
    """Count every pair one by one."""
    table = [[0] * (len(time) + 1) for _ in range(len(space) + 1)]
    for (x, y, day), (to_x, to_y, to_day) in itertools.combinations(points, 2):
        east, north = abs(x - to_x), abs(y - to_y)
        far_m = east + north if metric == "manhattan" else (east**2 + north**2) ** 0.5
        row = sum(far_m >= edge for edge in space)
        column = sum(abs(day - to_day) >= edge for edge in time)
        table[row][column] += 1
    return table


whole_points = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 30)), min_size=1, max_size=25
)
edges = st.sets(st.integers(1, 15), min_size=1, max_size=4).map(
    lambda found: tuple(float(one) for one in sorted(found))
)


@given(whole_points, edges, edges, st.sampled_from(["euclidean", "manhattan"]))
def test_the_table_is_that_of_brute_force(points, space, time, metric):
    """Every cell, the open bands too; a permutation moves pairs within a row only."""
    xy_m = np.array([point[:2] for point in points], dtype=float)
    days = np.array([point[2] for point in points])
    found = knox(xy_m, days, Bands(space), Bands(time), metric=metric)
    assert found.pairs.tolist() == brute_force(points, space, time, metric)
    drawn = shuffled_tables(
        xy_m, days, Bands(space), Bands(time), metric=metric, permutations=3,
        rng=np.random.default_rng(1),
    )  # fmt: skip
    assert (drawn.sum(axis=2) == found.pairs.sum(axis=1)).all()
    assert (drawn.sum(axis=1) == found.pairs.sum(axis=0)).all()


@settings(max_examples=30)
@given(whole_points, st.randoms(use_true_random=False))
def test_order_and_place_on_the_map_change_nothing(points, random):
    """The same incidents in another order, 500 m further east and 100 days later."""
    moved = [(x + 500, y, day + 100) for x, y, day in points]
    random.shuffle(moved)
    tables = [
        knox(np.array([p[:2] for p in some], dtype=float), np.array([p[2] for p in some]),
             Bands((3.0, 8.0)), Bands((2.0, 9.0))).pairs.tolist()
        for some in (points, moved)
    ]  # fmt: skip
    assert tables[0] == tables[1]


@pytest.mark.parametrize("n", [0, 1])
def test_without_pairs_nothing_is_expected(n):
    """No pair, no ratio, and nothing falls over."""
    found = knox(np.zeros((n, 2)), np.zeros(n, dtype=int), Bands((1.0,)), Bands((1.0,)))
    assert found.pairs.sum() == 0
    assert np.isnan(found.ratio).all()


def test_days_are_counted_without_the_pairs():
    """Days 0, 0, 1, 5: differences 0, 1, 1, 4, 5, 5 in [0,1), [1,5) and [5,∞)."""
    assert time_totals(np.array([5, 0, 1, 0]), Bands((1.0, 5.0))).tolist() == [1, 3, 2]


def test_incidents_without_pattern_give_p_values_without_pattern():
    """Over 200 seeded cities without near repeat about one in twenty p is at most .05."""
    rng = np.random.default_rng(4)
    low = 0
    for _ in range(200):
        xy_m, days = rng.uniform(0, 2000, (120, 2)), rng.integers(0, 90, 120)
        found = knox(xy_m, days, Bands((200.0,)), Bands((10.0,)), permutations=99, rng=rng)
        low += found.p[0, 0] <= 0.05
    assert 3 <= low <= 18


def test_20_000_incidents_and_99_permutations_take_seconds():
    """Memory follows the close pairs: 200 million pairs in all, under a million of them close."""
    rng = np.random.default_rng(5)
    xy_m, days = rng.uniform(0, 12_000, (20_000, 2)), rng.integers(0, 730, 20_000)
    start = clock.perf_counter()
    found = knox(xy_m, days, Bands((100.0, 200.0, 300.0, 400.0)), Bands((8.0, 15.0, 22.0)),
                 permutations=99, rng=rng)  # fmt: skip
    assert clock.perf_counter() - start < 20
    assert found.pairs.sum() == 199_990_000
    assert found.pairs[:4].sum() < 1_000_000


def test_too_many_close_pairs_are_refused(monkeypatch):
    """Before the memory is asked for; what can be done is said."""
    monkeypatch.setattr("hotspots.analysis.cells.near_repeat.MOST_PAIRS", 2)
    with pytest.raises(HotspotsError, match="shorter distances"):
        knox(np.zeros((3, 2)), np.zeros(3, dtype=int), Bands((1.0,)), Bands((1.0,)))


@pytest.mark.parametrize("metric", ["manhattan", "euclidean"])
@given(
    points=st.lists(st.tuples(st.integers(-500, 500), st.integers(-500, 500)), max_size=60),
    reach_m=st.sampled_from([1.0, 40.0, 200.0, 5000.0]),
)
def test_pairs_in_squares_are_pairs_within_reach(metric, points, reach_m):
    """What is counted before any pair is made is never more than there are."""
    xy_m = np.array(points, dtype=float).reshape(-1, 2)
    squares = near_repeat._pairs_in_cells(xy_m, reach_m * near_repeat._WITHIN[metric])
    close = near_repeat.close_pairs(xy_m, Bands((reach_m,)), metric)
    assert squares <= len(close.first)


def test_a_crowd_is_refused_before_any_pair_is_counted(monkeypatch):
    """Two hundred thousand in a square of 5 km are refused by the squares they lie in."""
    monkeypatch.setattr("scipy.spatial.cKDTree", None)
    rng = np.random.default_rng(1)
    with pytest.raises(HotspotsError, match="At least"):
        near_repeat.close_pairs(rng.uniform(0, 5000, (200_000, 2)), Bands((400.0,)), "euclidean")


@pytest.mark.parametrize("wrong", [[], [0], [5, 3], [3, 3], [-1, 2], [float("inf")],
                                   [float("nan")], list(range(1, 40))])  # fmt: skip
def test_edges_that_are_no_bands_are_refused(wrong):
    """They must rise from above zero, and there may be 30 of them."""
    with pytest.raises(UsageProblem, match="--space"):
        bands(wrong, "--space")


def test_edges_may_start_at_zero_and_end_open():
    """0,100,200,inf and 100,200 are the same bands, written half-open."""
    assert bands([0, 100, 200, float("inf")], "--space") == bands([100, 200], "--space")
    written = [band_text(low, high, "m") for low, high in bands([0.01, 100], "--space").limits]
    assert written == ["[0, 0.01) m", "[0.01, 100) m", "[100, ∞) m"]
