"""Gi* agrees with spdep and esda; what it must never say; hotspots of adjoining cells."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from hotspots.analysis.cells.accuracy import accuracy_of
from hotspots.analysis.cells.areas import core_of, hotspots_of, only_with
from hotspots.analysis.cells.hot_cells import (
    QUEEN_SIDES,
    RatesTested,
    classes_of,
    gi_star,
    hot_cells,
    near_sums,
)
from hotspots.analysis.methods.distributions import two_sided
from hotspots.analysis.space.grid import Grid
from hotspots.errors import UsageProblem
from tests import real_data
from tests.cells.listed_neighbours import gi_star_of, within_band

# Contiguity by side or corner of the 49 neighbourhoods of Columbus, Ohio (Anselin 1988), numbers
# from 1, as in the file columbus.gal that GeoDa and PySAL distribute.
COLUMBUS = """
2 3|1 3 4|1 2 4 5|2 3 5 8|3 4 6 8 9 11 15 16|5 9|8 12 13 14|4 5 7 11 12 13
5 6 10 15 20 22 25 26|9 17 20 22|5 8 12 15 16|7 8 11 13 14 16|7 8 12 14|7 12 13 16 18 19
5 9 11 16 25 26|5 11 12 14 15 18 24 25|10 20 23|14 16 19 24|14 18 24
9 10 17 22 23 27 32 33 35 40|24 30 34|9 10 20 26 27 28|17 20 32|16 18 19 21 25 29 30
9 15 16 24 26 28 29 30|9 15 22 25 28 29|20 22 28 33|22 25 26 27 29 33 35 37 38
24 25 26 28 30 37 38|21 24 25 29 37|34 36 39|20 23 40 41|20 27 28 35|21 31 36 42
20 28 33 38 40 43 44|31 34 39 42 46|28 29 30 38 43 45|28 29 35 37 43 44|31 36 46
20 32 35 41 47|32 40 47|34 36|35 37 38 44 45 48|35 38 43 48 49|37 43 48 49|36 39|40 41
43 44 45 49|44 45 48
"""

# `pbinom` of R 4.2.2 with a share of 9/1456, twice the smaller tail.
R_TAILS = [8.22890937950717e-06, 6.6799817165355e-06, 6.89037058093858e-18, 6.3614537087282e-16]


def full(shape, side_m=100):
    """Return a grid whose squares are all cells."""
    return Grid(side_m, 0, 0, np.ones(shape, dtype=bool), "EPSG:25832")


@pytest.fixture(scope="module")
def getis():
    """Return the 256 values of Getis and Ord with what spdep gives for them."""
    return pd.read_csv(real_data.FOLDER / "reference" / "getisord.csv")


def scored(table, band_m, adjust="bh"):
    """Return the scores of the 16 by 16 grid in the order of the table."""
    grid = full((16, 16), side_m=30)
    x_m, y_m = table["x"].to_numpy(float), table["y"].to_numpy(float)
    found = hot_cells(grid, grid.count(x_m, y_m, table["val"].to_numpy(float)), band_m, adjust)
    return found, grid.cell_of(x_m, y_m)


@real_data.real_data
def test_the_grid_of_getis_and_ord_agrees_with_spdep(getis):
    """All 256 z at d = 30, to 1e-9; p is no longer that of the normal distribution."""
    result, order = scored(getis, 30)
    assert result.z[order] == pytest.approx(getis["gistar_d30"].to_numpy(), abs=1e-9)


@real_data.real_data
@pytest.mark.parametrize(
    ("band_m", "z"), [(30, 1.450779807), (60, 1.900558883), (90, 2.096938746)]
)
def test_point_120_at_three_distances(getis, band_m, z):
    """By the grid, and by listed neighbours."""
    found, order = scored(getis, band_m)
    assert found.z[order[119]] == pytest.approx(z, abs=1e-9)
    x_m, y_m = getis["x"].to_numpy(float), getis["y"].to_numpy(float)
    listed = gi_star_of(getis["val"].to_numpy(float), within_band(x_m, y_m, band_m))
    assert listed == pytest.approx(found.z[order], abs=1e-12)


def test_six_points_agree_with_esda():
    """Threshold 15, binary weights, each with itself."""
    x_m = np.array([10, 20, 40, 15, 30, 30.0])
    y_m = np.array([10, 10, 10, 20, 20, 30.0])
    z = gi_star_of(np.array([2, 3, 3.2, 5, 8, 7]), within_band(x_m, y_m, 15))
    expected = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]
    assert z == pytest.approx(expected, abs=1e-8)


@real_data.real_data
def test_columbus_agrees_with_spdep():
    """All 49 neighbourhoods, queen contiguity with self, binary weights."""
    table = pd.read_csv(real_data.FOLDER / "reference" / "columbus_local.csv")
    lists = "|".join(COLUMBUS.split("\n")[1:-1]).split("|")
    near = [[at, *(int(one) - 1 for one in text.split())] for at, text in enumerate(lists)]
    assert all(at in near[other] for at, others in enumerate(near) for other in others)
    z = gi_star_of(table["CRIME"].to_numpy(), near)
    assert z == pytest.approx(table["gistar_queenB"].to_numpy(), abs=1e-9)


def listed_p(counts, inside, weights, band_m, side_m=100):
    """Return p by SciPy's binomial and listed neighbours: nothing of ours but the grid."""
    grid = Grid(side_m, 0, 0, inside, "EPSG:25832")
    x_m, y_m = grid.centres(grid.cells)
    near = within_band(x_m, y_m, band_m)
    ours, shares = counts[inside], weights[inside] / weights[inside].sum()
    total = int(ours.sum())
    p = []
    for one in near:
        here, share = int(ours[one].sum()), min(float(shares[one].sum()), 1.0)
        upper, lower = binom.sf(here - 1, total, share), binom.cdf(here, total, share)
        p.append(min(1.0, 2 * min(upper, lower)))
    return np.array(p)


def test_p_is_the_exact_tail_of_the_neighbourhoods_sum():
    """On a mask with an island, half squares at its border, and few incidents, to 1e-12."""
    rng = np.random.default_rng(8)
    inside = rng.random((14, 17)) < 0.8
    inside[:3] = False
    inside[0, 0] = True
    ground = np.where(inside, rng.uniform(0.5, 1, inside.shape), 0.3)
    counts = rng.poisson(0.4, inside.shape).astype(float)
    grid = Grid(100, 0, 0, inside, "EPSG:25832", ground)
    result = hot_cells(grid, np.where(inside, counts, 99.0), 150, "none")
    assert result.p == pytest.approx(listed_p(counts, inside, ground, 150), abs=1e-12)


def test_with_residents_the_expected_share_is_theirs():
    """The sum of a neighbourhood against its part of all residents."""
    rng = np.random.default_rng(9)
    inside = np.ones((12, 12), dtype=bool)
    people = rng.gamma(0.5, 400, inside.shape) + 1
    counts = rng.poisson(people / 200).astype(float)
    rates = RatesTested(people, np.zeros(inside.shape))
    result = hot_cells(full((12, 12)), counts, 150, "none", rates)
    assert result.p == pytest.approx(listed_p(counts, inside, people, 150), abs=1e-12)


def test_an_uneven_city_is_not_hot_all_over():
    """Streets differ by chance of place: p alone calls half of all cells hot or cold, z a few."""
    uneven = np.round(40 * np.random.default_rng(1).lognormal(0, 1, (20, 20)))
    cells = hot_cells(full((20, 20)), uneven, 150)
    assert (cells.p_adjusted < 0.05).mean() > 0.5
    assert 0 < (cells.classes != "not_significant").mean() < 0.15
    stands_out = cells.at_least("hot_95")
    assert (cells.p_adjusted[stands_out] < 0.05).all()
    assert (cells.z[stands_out] > 1.96).all()
    uneven[4:7, 4:7] *= 10
    assert hot_cells(full((20, 20)), uneven, 150).at_least("hot_99").reshape(20, 20)[5, 5]


def test_parts_of_incidents_lie_between_whole_ones():
    """2.5 incidents where 1 is expected: p between those of 2 and of 3."""
    p = [float(two_sided(np.array([n]), 20.0, np.array([0.05]))[0][0]) for n in (2, 2.5, 3)]
    assert p[0] > p[1] > p[2]


def test_the_tails_are_those_of_r():
    """`pbinom` of R 4.2.2 for 9 cells of 1456; 0 of 2000, 7 of 100, 90 of 5000, 45 of 20000."""
    counts, totals = np.array([0.0, 7, 90, 45]), (2000.0, 100.0, 5000.0, 20000.0)
    share = np.array([9 / 1456])
    p = [two_sided(counts[[at]], total, share) for at, total in enumerate(totals)]
    assert [float(one[0][0]) for one in p] == pytest.approx(R_TAILS, rel=1e-9)
    assert [int(one[1][0]) for one in p] == [-1, 1, 1, -1]


def test_a_constant_field_has_no_hot_cell_and_no_nan():
    """Also with all cells empty, and with one cell alone."""
    for value, shape in ((3.0, (8, 8)), (0.0, (8, 8)), (0.1, (1, 1)), (0.1, (30, 30))):
        found = hot_cells(full(shape), np.full(shape, value), 150)
        assert set(found.classes) == {"not_significant"}
        assert not found.z.any()
        assert (found.p == 1).all()


def test_where_everything_is_a_neighbour_nothing_stands_out():
    """The sum of all is the sum of all: z is 0, not a division by zero."""
    found = hot_cells(full((3, 3)), np.arange(9.0).reshape(3, 3), 1000)
    assert not found.z.any()


def test_a_low_cluster_is_cold():
    """An empty corner in a busy city is never hot, however small its p."""
    counts = np.full((30, 30), 20.0) + np.arange(900).reshape(30, 30) % 3
    counts[:6, :6] = 0
    found = hot_cells(full((30, 30)), counts, 150)
    assert found.classes.reshape(30, 30)[2, 2] == "cold_99"
    assert not found.at_least("hot_90").reshape(30, 30)[:5, :5].any()


def test_squares_that_are_no_cells_take_no_part():
    """Whatever stands in them; z is that of the cells alone, listed with their neighbours."""
    rng = np.random.default_rng(4)
    inside = rng.random((12, 15)) < 0.7
    counts = rng.poisson(3.0, (12, 15)).astype(float)
    grid = Grid(100, 0, 0, inside, "EPSG:25832")
    found = hot_cells(grid, np.where(inside, counts, 999.0), 220)
    x_m, y_m = grid.centres(grid.cells)
    listed = gi_star_of(counts[inside], within_band(x_m, y_m, 220))
    assert found.z == pytest.approx(listed, abs=1e-12)
    assert found.n_near.tolist() == [len(one) for one in within_band(x_m, y_m, 220)]


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 9), st.integers(1, 9), st.floats(1, 12), st.integers(0, 1000)
)  # fmt: skip
def test_sums_over_a_band_are_those_of_every_pair(n_rows, n_cols, band, seed):
    """Whole numbers, exactly."""
    from hotspots.analysis.cells.hot_cells import _runs

    values = np.random.default_rng(seed).integers(0, 50, (n_rows, n_cols)).astype(float)
    rows, cols = (one.ravel() for one in np.indices(values.shape))
    away = (rows[:, None] - rows) ** 2 + (cols[:, None] - cols) ** 2
    expected = (away <= band**2 + 1e-9) @ values.ravel()
    assert np.array_equal(near_sums(values, _runs(band)).ravel(), expected)


def test_one_and_a_half_sides_are_queen_contiguity():
    """A cell in the open has itself and eight."""
    assert hot_cells(full((5, 5)), np.eye(5), 150).n_near.reshape(5, 5)[2, 2] == 9


def test_a_band_that_reaches_no_neighbour_is_refused():
    """99 m on cells of 100 m."""
    with pytest.raises(UsageProblem, match="reaches no neighbour"):
        hot_cells(full((5, 5)), np.eye(5), 99)


@pytest.mark.parametrize(("sides", "n_near"), [(1, 5), (QUEEN_SIDES, 9), (2, 13)])
def test_how_many_squares_are_near(sides, n_near):
    """One side reaches what shares a side, the usual band corners too, two sides four more."""
    assert hot_cells(full((7, 7)), np.eye(7), 100 * sides).n_near.max() == n_near


def test_gi_star_of_few_values_by_hand():
    """1 and 2, each alone: half a unit from the mean, in spreads of a half; none has no spread."""
    alone = np.ones(2)
    assert gi_star(np.array([1.0, 2.0]), np.array([1.0, 2.0]), alone).tolist() == [-1, 1]
    assert gi_star(np.array([]), np.array([]), np.array([])).tolist() == []
    same = np.full(3, 0.1)
    assert gi_star(same, same, np.ones(3)).tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("p", "level"),
    [(0.009, "99"), (0.01, "95"), (0.049, "95"), (0.05, "90"), (0.099, "90"), (0.1, None)],
)
def test_classes_by_p(p, level):
    """Below 1, 5 and 10 % in all tests together; on the side where the sum lies."""
    sides = np.array([1.0, -1.0])
    classes = classes_of(sides, np.full(2, p), 9 * sides).tolist()
    assert classes == ([f"hot_{level}", f"cold_{level}"] if level else ["not_significant"] * 2)


def test_z_alone_must_be_as_far_out():
    """2.7 is beyond 2.58, 2.5 is not; on the other side, or with no side, nothing stands out."""
    z = np.array([2.7, 2.5, -2.7, 9.0, -9.0, 0.0])
    side = np.array([1.0, 1, -1, -1, 1, 0])
    p = np.array([0.001] * 5 + [1.0])
    assert classes_of(side, p, z).tolist() == ["hot_99", "hot_95", "cold_99"] + (
        ["not_significant"] * 3
    )


def planted():
    """Return cells with a block of 3 by 3 with 20 each and one of 2 by 2 with 50 each."""
    counts = np.ones((40, 40))
    counts[5:8, 5:8] = 20
    counts[25:27, 30:32] = 50
    return hot_cells(full((40, 40)), counts, 150)


def test_hotspots_are_numbered_by_their_incidents():
    """Two clusters; each with the cells around its block, which are hot by their neighbours."""
    found = planted()
    first, second = hotspots_of(found, "hot_99")
    total = 1600 - 9 - 4 + 180 + 200
    # a cell with one corner of the 2 by 2 block beside it: 8 + 50
    assert (first.number, len(first.cells), first.n) == (1, 16, 212)
    assert second.number == 2
    assert first.share == pytest.approx(212 / total)
    assert first.area_km2 == pytest.approx(0.16)
    assert (first.x_m, first.y_m) == (pytest.approx(3100), pytest.approx(2600))
    assert not set(first.cells) & set(second.cells)


def test_cells_that_touch_by_a_corner_are_one_hotspot():
    """And those with a cell between are two."""
    counts = np.full((30, 30), 1.0)
    found = hot_cells(full((30, 30)), counts, 150)
    for diagonal, n_hotspots in (((10, 10), 1), ((11, 11), 2)):
        classes = np.full((30, 30), "not_significant", dtype=found.classes.dtype)
        classes[9, 9] = classes[diagonal] = "hot_95"
        marked = type(found)(
            found.grid, found.n, found.z, found.p, found.p_adjusted, classes.ravel(),
            found.n_near, found.shares,
        )  # fmt: skip
        assert len(hotspots_of(marked)) == n_hotspots
        assert hotspots_of(marked, "hot_99") == []


def test_a_hotspot_has_incidents_of_its_own():
    """A cell that eight others make hot, with one incident, is none; numbers close up."""
    clusters = hotspots_of(planted(), "hot_99")
    assert [one.number for one in only_with(clusters, 200)] == [1]
    second = only_with([replace(clusters[0], n=4), clusters[1]], 5)
    assert [(one.number, one.n) for one in second] == [(1, clusters[1].n)]


def test_the_core_is_what_touches_the_highest_z():
    """Of the 5 by 5 hot cells around a block of 3 by 3, the block."""
    result = planted()
    block = hotspots_of(result, "hot_99")[1]
    assert len(block.cells) > 9
    assert sorted(core_of(block.cells, result)) == sorted(
        row * 40 + col for row in (5, 6, 7) for col in (5, 6, 7)
    )


def test_no_hot_cell_makes_no_hotspot():
    """A constant field."""
    assert hotspots_of(hot_cells(full((8, 8)), np.ones((8, 8)), 150)) == []


def test_accuracy_of_the_reference_case():
    """Observed 6 3 0, predicted 3 2 1: PAI 2, 1.5, 1; PEI 1; .5 .5556 .6667; 1.333, 1.2, 1."""
    predicted, observed = np.array([3, 2, 1.0]), np.array([6, 3, 0.0])
    found = [accuracy_of(np.arange(3) < k, predicted, observed) for k in (1, 2, 3)]
    assert [one.pai for one in found] == pytest.approx([2, 1.5, 1])
    assert [one.pei for one in found] == pytest.approx([1, 1, 1])
    assert [one.prediction_ratio for one in found] == pytest.approx([0.5, 5 / 9, 2 / 3])
    assert [one.recapture_rate_index for one in found] == pytest.approx([4 / 3, 1.2, 1])
    assert [one.hit_rate for one in found] == pytest.approx([2 / 3, 1, 1])


def test_accuracy_of_a_poor_choice():
    """The emptiest cell of three: 1 of 10 hits where 6 could be had."""
    found = accuracy_of(np.array([False, False, True]), np.ones(3), np.array([6, 3, 1.0]))
    assert (found.pai, found.pei) == (pytest.approx(0.3), pytest.approx(1 / 6))


def test_accuracy_of_nothing_is_not_said():
    """No hotspots, or no later incidents: no division by zero, and no figure."""
    none = accuracy_of(np.zeros(3, dtype=bool), np.ones(3), np.ones(3))
    assert (none.hit_rate, none.pai, none.pei) == (0, None, None)
    assert accuracy_of(np.zeros(0, dtype=bool), np.ones(0), np.ones(0)).area_share == 0
    empty = accuracy_of(np.ones(3, dtype=bool), np.ones(3), np.zeros(3))
    assert (empty.hit_rate, empty.pai, empty.prediction_ratio) == (None, None, None)
