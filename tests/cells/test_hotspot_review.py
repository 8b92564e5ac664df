"""What becomes of hotspots: matched by hand, tested exactly, and held to their error rate."""

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from hotspots.analysis.cells.areas import core_of, hotspots_of, outline
from hotspots.analysis.cells.change import TwoPeriods, cell_tests, kappa, mid_p, transitions
from hotspots.analysis.cells.earlier_years import EarlierYears, lasting_places
from hotspots.analysis.cells.hot_cells import hot_cells
from hotspots.analysis.cells.review import joined, ratio_of, reach_of, review_hotspots
from hotspots.analysis.methods.rates import rate_ratio
from hotspots.analysis.space.grid import Grid
from hotspots.sentences.texts import text
from hotspots.workflows.cells import review_tables

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

SIDE_M = 250
N = 40
GRID = Grid(SIDE_M, 0, 0, np.ones((N, N), dtype=bool), "EPSG:25832")
NAMED = frozenset({"new", "grown", "moved", "shrunk", "gone"})
RUNS = 200


def cells(*places):
    """Return the positions of (column, row) pairs."""
    return frozenset(row * N + column for column, row in places)


def counted(*places, background=0):
    """Return counts of every square, from (column, row, n) triples on a background."""
    counts = np.full(N * N, float(background))
    for column, row, n in places:
        counts[row * N + column] = n
    return counts


def reviewed(before, after, was, became, days=(100.0, 100.0)):
    """Review hotspots given by hand; ``was`` and ``became`` are counts."""
    return review_hotspots(before, after, TwoPeriods(was, became, *days), GRID)


def spots(counts):
    """Return the hotspots that detect finds in counts, with all neighbours that touch."""
    return [frozenset(one.cells) for one in hotspots_of(hot_cells(GRID, counts, 1.5 * SIDE_M))]


def detected(was, became, exposures=(1.0, 1.0)):
    """Find the hotspots of two surfaces of counts, and review them."""
    counts = TwoPeriods(was.ravel(), became.ravel(), *exposures)
    return review_hotspots(spots(was), spots(became), counts, GRID)


def only(found):
    """Return the one hotspot of a review."""
    assert len(found.hotspots) == 1
    return found.hotspots[0]


def test_hotspots_that_share_cells_are_one_also_through_others():
    """Two of before that one of after touches are one; one that touches nothing is its own."""
    old = [cells((1, 1)), cells((3, 1)), cells((20, 20))]
    new = [cells((1, 1), (2, 1), (3, 1)), cells((30, 30))]
    assert joined(old, new) == [
        (cells((1, 1), (3, 1)), new[0]),
        (cells((20, 20)), frozenset()),
        (frozenset(), cells((30, 30))),
    ]
    places = [cells((30, 30), (20, 20))]
    assert joined(old[2:], new[1:], places) == [(old[2], new[1], places[0])]


def test_growth_is_of_the_count_in_all_cells_not_of_the_area():
    """30 in one cell and 30 in four are the same; 30 and 60 in the same cell are growth."""
    wide = cells((5, 5), (6, 5), (5, 6), (6, 6))
    was = counted((5, 5, 30))
    spread = counted((5, 5, 24), (6, 5, 2), (5, 6, 2), (6, 6, 2))
    found = only(reviewed([cells((5, 5))], [wide], was, spread))
    assert (found.class_, found.n_before, found.n_after) == ("persistent", 30, 30)
    found = only(reviewed([cells((5, 5))], [cells((5, 5))], was, counted((5, 5, 60))))
    assert found.class_ == "grown"
    assert found.p == pytest.approx(rate_ratio(30, 60, 100, 100).p)
    found = only(reviewed([cells((5, 5))], [cells((5, 5))], counted((5, 5, 60)), was))
    assert found.class_ == "shrunk"


def test_periods_of_different_length_stand_on_equal_footing():
    """30 in 100 days and 60 in 200 are the same rate; 30 and 30 is a fall."""
    spot = [cells((5, 5))]
    found = only(reviewed(spot, spot, counted((5, 5, 30)), counted((5, 5, 60)), (100.0, 200.0)))
    assert (found.class_, found.p) == ("persistent", pytest.approx(rate_ratio(30, 60, 1, 2).p))
    assert found.p > 0.9
    found = only(reviewed(spot, spot, counted((5, 5, 30)), counted((5, 5, 30)), (100.0, 200.0)))
    assert found.class_ == "shrunk"


def test_the_ratio_has_its_own_interval():
    """41 in 181 days and 23 in 184: as two counts are compared anywhere else."""
    counts = TwoPeriods(counted((5, 5, 41)), counted((5, 5, 23)), 181.0, 184.0)
    one = only(review_hotspots([cells((5, 5))], [cells((5, 5))], counts, GRID))
    found = ratio_of(one, counts)
    assert found.ratio == pytest.approx(23 / 41 * 181 / 184)
    assert found.low < found.ratio < found.high < 1
    assert one.p == pytest.approx(found.p)


def test_a_hotspot_of_one_period_pays_for_all_the_cells_it_was_picked_from():
    """12 to 2 has p .0065 by itself: sure where hot in both, and .0065 times 1600 where not."""
    was, became = counted((5, 5, 12)), counted((5, 5, 2))
    alone = rate_ratio(12, 2, 1, 1).p
    assert alone == pytest.approx((1 + 14 + 91 / 2) * 2 / 2**14)
    spot = [cells((5, 5))]
    both = only(reviewed(spot, spot, was, became))
    assert (both.class_, both.p) == ("shrunk", pytest.approx(alone))
    once = only(reviewed(spot, [], was, became))
    assert (once.class_, once.p, once.p_adjusted) == ("unsettled", 1.0, None)
    gone = only(reviewed(spot, [], counted((5, 5, 40)), became))
    assert (gone.class_, gone.p) == ("gone", pytest.approx(rate_ratio(40, 2, 1, 1).p * N * N))
    new = only(reviewed([], spot, became, counted((5, 5, 40))))
    assert new.class_ == "new"


def test_a_place_of_earlier_years_is_judged_by_its_cells_then_and_pays_nothing():
    """12 to 2 where steady years had 12 is sure; where they swung from 6 to 30 it is not."""
    spot, place = [cells((5, 5), (6, 5))], [cells((5, 5))]
    was, became = counted((5, 5, 12), (6, 5, 9), background=4), counted((5, 5, 2), background=4)
    steady = np.array([counted((5, 5, 12), background=4)] * 3)
    earlier = EarlierYears((2010, 2011, 2012), steady, (100.0,) * 3, place)
    found = only(review_hotspots(spot, [], TwoPeriods(was, became, 100.0, 100.0), GRID,
                                 earlier=earlier))  # fmt: skip
    assert (found.class_, found.n_before, found.n_after) == ("gone", 12, 2)
    wild = steady * np.array([[0.5], [2.5], [0.75]])
    earlier = EarlierYears((2010, 2011, 2012), wild, (100.0,) * 3, place)
    found = only(review_hotspots(spot, [], TwoPeriods(was, became, 100.0, 100.0), GRID,
                                 earlier=earlier))  # fmt: skip
    assert found.class_ == "unsettled"


def test_lasting_places_were_hot_in_half_of_the_years():
    """Of four years: two are enough, one is not; squares that adjoin by a corner are one place."""
    hot = np.zeros((4, 9), dtype=bool)
    hot[:2, 0], hot[1:3, 4], hot[3, 8] = True, True, True
    assert lasting_places(hot, (3, 3)) == [frozenset({0, 4})]


def test_too_few_incidents_to_ever_be_sure_take_no_part_in_the_family():
    """Ten incidents in one period: .5 to the 10th times 1600 cells is over 5 %."""
    found = reviewed([cells((5, 5)), cells((20, 20))], [cells((20, 20))],
                     counted((5, 5, 10), (20, 20, 30)), counted((20, 20, 60)))  # fmt: skip
    assert [one.class_ for one in found.hotspots] == ["grown", "unsettled"]
    assert found.n_tests == 1
    assert found.hotspots[1].p_adjusted is None


def test_a_gone_and_a_new_one_within_reach_have_moved_one_to_one():
    """Three cells or 500 m reach; the nearest pair is taken first, the other stays gone."""
    assert (reach_of(100), reach_of(250)) == (500, 750)
    old = [cells((5, 5)), cells((5, 8))]
    was = counted((5, 5, 60), (5, 8, 60))
    found = reviewed(old, [cells((7, 5))], was, counted((7, 5, 60)))
    moved, gone = found.hotspots
    assert (moved.class_, moved.moved_m, moved.n_before, moved.n_after) == ("moved", 500, 60, 60)
    assert (gone.class_, gone.cells) == ("gone", old[1])
    far = reviewed(old[:1], [cells((9, 5))], counted((5, 5, 60)), counted((9, 5, 60)))
    assert [one.class_ for one in far.hotspots] == ["new", "gone"]


def test_a_hotspot_whose_cells_overlap_has_moved_where_its_weight_has():
    """Gi* spreads one point over nine cells, so that a move of 400 m shares cells."""
    block = [cells((4, 5), (5, 5), (6, 5)), cells((5, 5), (6, 5), (7, 5))]
    found = only(reviewed(*[[one] for one in block], counted((5, 5, 60)), counted((6, 5, 60))))
    assert (found.class_, found.moved_m, found.n_before, found.n_after) == ("moved", 250, 60, 60)
    # half of the cells fell, none rose: not a move
    found = only(reviewed(*[[one] for one in block], counted((5, 5, 60), (6, 5, 30)),
                          counted((6, 5, 30))))  # fmt: skip
    assert found.class_ == "shrunk"


def test_worse_comes_first():
    """New, grown, moved, persistent, unsettled, shrunk, gone; the larger change first within."""
    spot = {name: cells((3 + 5 * at, 20)) for at, name in enumerate(
        ("gone", "shrunk", "unsettled", "persistent", "grown", "less grown", "new"))}  # fmt: skip
    was = counted(*((3 + 5 * at, 20, n) for at, n in enumerate((60, 60, 10, 30, 20, 20, 0))))
    became = counted(*((3 + 5 * at, 20, n) for at, n in enumerate((0, 20, 8, 30, 80, 60, 50))))
    old = [one for name, one in spot.items() if name != "new"]
    new = [one for name, one in spot.items() if name not in {"gone", "unsettled"}]
    found = reviewed(old, new, was, became)
    by_cells = {one: name for name, one in spot.items()}
    assert [by_cells[one.cells] for one in found.hotspots] == [
        "new", "grown", "less grown", "persistent", "unsettled", "shrunk", "gone",
    ]  # fmt: skip
    assert [one.class_ for one in found.hotspots] == [
        "new", "grown", "grown", "persistent", "unsettled", "shrunk", "gone",
    ]  # fmt: skip


def test_cells_are_tested_as_rates_are():
    """The mid-p of arrays equals that of two counts, with any exposures."""
    pairs = [(0, 9), (5, 5), (12, 3), (40, 80)]
    later = np.array([n for _, n in pairs], dtype=float)
    total = np.array([sum(one) for one in pairs], dtype=float)
    expected = [rate_ratio(*one, 181, 184).p for one in pairs]
    assert mid_p(later, total, 184 / 365) == pytest.approx(expected)


def test_cells_that_can_never_be_sure_are_left_out_of_the_family():
    """Four incidents give at least .5 to the 4th; five give .031. Sides are told apart."""
    counts = TwoPeriods(np.array([4.0, 0, 5, 0, 20]), np.array([0.0, 0, 0, 20, 0]), 1, 1)
    found = cell_tests(counts)
    assert found.n_tests == 3
    assert np.isnan(found.p).tolist() == [True, True, False, False, False]
    assert found.p[2] == pytest.approx(1 / 32)
    assert found.risen.tolist() == [False, False, False, True, False]
    assert found.fallen.tolist() == [False, False, True, False, True]
    none = cell_tests(counts, among=np.zeros(5, dtype=bool))
    assert none.n_tests == 0


def test_transitions_and_kappa():
    """Of 10 cells 7 agree; by chance (3*4 + 5*4 + 2*2)/100 do: (.7 - .36) / (1 - .36)."""
    before = np.array([1, 1, 1, 0, 0, 0, 0, 0, -1, -1])
    after = np.array([1, 1, 0, 1, 1, 0, 0, 0, -1, -1])
    found = transitions(before, after)
    assert found.table.tolist() == [[2, 1, 0], [2, 3, 0], [0, 0, 2]]
    assert found.kappa == pytest.approx((0.7 - 0.36) / (1 - 0.36))
    assert found.kappa == pytest.approx(cohens_kappa(found.table).kappa)
    assert kappa(np.diag([0, 9, 0])) is None
    assert kappa(np.array([[1, 0, 0], [0, 3, 0], [0, 0, 0]])) == 1.0


def put(counts, rng, place_m, n, spread_m):
    """Add n incidents around a place to counts."""
    x_m, y_m = (middle + rng.normal(0, 1, n) * spread_m for middle in place_m)
    counts += GRID.count(x_m, y_m)


def planted(seed, spread_m):
    """Return a city with its three planted changes, and where each is, by class."""
    rng = np.random.default_rng(seed)
    was, became = (rng.poisson(2, (N, N)).astype(float) for _ in range(2))
    old, same, lost = (np.array(place) + rng.uniform(0, SIDE_M, 2)
                       for place in ((2500, 2500), (7500, 7500), (2500, 7500)))  # fmt: skip
    angle = rng.uniform(0, 2 * np.pi)
    new = old + 400 * np.array([np.cos(angle), np.sin(angle)])
    for counts, place, n in ((was, old, 60), (became, new, 60), (was, same, 40),
                             (became, same, 80), (was, lost, 60)):  # fmt: skip
        put(counts, rng, place, n, spread_m)
    return was, became, {"moved": new, "grown": same, "gone": lost}


def is_planted(one, planted_at):
    """Tell whether what a hotspot is called is true of it, and of its place."""
    if one.class_ not in planted_at:
        return False
    return np.hypot(*(planted_at[one.class_] - (one.x_m, one.y_m))) < 2 * SIDE_M


@pytest.mark.parametrize(("spread_m", "least"), [(0, 195), (75, 190)])
def test_all_that_changed_is_named_and_nothing_else(spread_m, least):
    """A hotspot of 60 that moves 400 m, one of 40 that doubles, one of 60 that is gone.

    40 to 80 amid a background of 18 is named in all but a few runs: the test of 58 against 98
    misses it there. What is named and is not so is at most 5 % of what is named.
    """
    n_all, n_false, n_named = 0, 0, 0
    for seed in range(RUNS):
        was, became, planted_at = planted(seed, spread_m)
        named = [one for one in detected(was, became).hotspots if one.class_ in NAMED]
        right = [one for one in named if is_planted(one, planted_at)]
        n_all += {one.class_ for one in right} == set(planted_at)
        n_named += len(named)
        n_false += len(named) - len(right)
    assert n_all >= least
    assert n_false <= 0.05 * n_named


@pytest.mark.thorough
@pytest.mark.part(2)
@pytest.mark.parametrize(("shape", "later"), [(100.0, 1.0), (0.2, 1.0), (0.2, 3.0)])
def test_where_nothing_changed_hardly_anything_is_named(shape, later):
    """Even and very uneven cities, as long as before or three times: 5 % of runs, no more.

    Hotspots there are real in the uneven ones, and hot by chance in the even one. With 200 runs
    at 5 % more than 16 have something to say one time in 40.
    """
    n_wrong, n_hotspots = 0, 0
    for seed in range(RUNS):
        rng = np.random.default_rng(seed)
        mean = 2 * rng.gamma(shape, 1 / shape, (N, N))
        was, became = rng.poisson(mean).astype(float), rng.poisson(mean * later).astype(float)
        found = detected(was, became, (1.0, later)).hotspots
        n_hotspots += len(found)
        n_wrong += any(one.class_ in NAMED for one in found)
    # in an even city a hot cell is chance, and the exact test hardly ever calls one so
    assert n_hotspots > 0.2 * RUNS if shape < 1 else n_hotspots < 0.05 * RUNS
    assert n_wrong <= 16


def test_the_core_is_that_of_the_later_period_as_in_detect():
    """Strongest at one end before, at the other after: detect says the other one then."""
    was = counted((5, 5, 90), (8, 5, 40), background=1)
    became = counted((5, 5, 40), (8, 5, 90), background=1)
    scored = tuple(hot_cells(GRID, one.reshape(N, N), 1.5 * SIDE_M) for one in (was, became))
    before, after = ([frozenset(one.cells) for one in hotspots_of(side)]
                     for side in scored)  # fmt: skip
    counts = TwoPeriods(was, became, 100.0, 100.0)
    found = review_hotspots(before, after, counts, GRID)
    (spot,) = review_tables.spots(found, scored, review_tables.outlines(found, GRID))
    core = outline(core_of(sorted(after[0]), scored[1]), scored[1])
    assert spot.core.equals(core)
    assert not spot.core.equals(outline(core_of(sorted(before[0]), scored[0]), scored[0]))


def test_places_hot_in_earlier_years_alone_are_tested_and_counted_apart():
    """They are in the family and not in the answer, which is said in both languages."""
    counts = counted((5, 5, 40), (20, 20, 12), background=2)
    earlier = EarlierYears((2010, 2011, 2012), np.array([counts] * 3), (100.0,) * 3,
                           [cells((20, 20))])  # fmt: skip
    spot, both = [cells((5, 5))], TwoPeriods(counts, counts, 100.0, 100.0)
    found = review_hotspots(spot, spot, both, GRID, earlier=earlier)
    assert len(found.hotspots) == 1
    assert (found.n_tests, found.n_earlier_tests) == (2, 1)
    assert text("en", "review.not_listed_one").startswith("Of those tested, one was hot")
    assert text("da", "review.not_listed", n_earlier=3).startswith("Af de testede var 3 kun varme")
