"""The order by cleared rates, against every combination of counts that the classes allow."""

import random
from dataclasses import fields
from fractions import Fraction
from itertools import product

import pytest

from hotspots.analysis.priority.by_rate import in_order
from hotspots.analysis.priority.places import Ordering
from hotspots.model.incidents import ClearedIncidentRow
from hotspots.model.indicators import PriorityRow, RankQuestion

CLASSES = ((0, 4, None), (5, 7, 5), (8, 12, 10), (0, 7, None), (8, 17, 10), (13, 17, 15))
ORDERING = Ordering({}, {}, {}, "lower", RankQuestion())


def filled(kind, **values):
    """Return a row with these fields, the others empty."""
    return kind(**{each.name: values.get(each.name) for each in fields(kind)})


def reported(count_class, population):
    low, high, figure = count_class
    return filled(ClearedIncidentRow, n=figure, n_low=low, n_high=high, population=population)


def ordered(tables, levels):
    rows = [filled(PriorityRow, area=str(at), percent=level, reported=each)
            for at, (each, level) in enumerate(zip(tables, levels, strict=True))]  # fmt: skip
    return in_order(rows, ORDERING, lambda row, _: (-row.percent,))


def places_of(tables, levels):
    """Return for each area the places that it has for some of the counts, by trying them all."""
    ranges = [range(each.n_low, each.n_high + 1) for each in tables]
    places = [set() for _ in tables]
    for counts in product(*ranges):
        keys = [(-level, -Fraction(n, each.population), at) for at, (each, level, n)
                in enumerate(zip(tables, levels, counts, strict=True))]  # fmt: skip
        for place, (*_, at) in enumerate(sorted(keys), start=1):
            places[at].add(place)
    return places


@pytest.mark.parametrize("seed", range(40))
def test_a_rank_is_given_where_every_combination_of_counts_gives_it(seed):
    rng = random.Random(seed)  # noqa: S311 - made-up counts
    n = rng.randint(2, 4)
    tables = [reported(rng.choice(CLASSES), rng.choice((1000, 1000, 1300, 2600, 400)))
              for _ in range(n)]  # fmt: skip
    levels = [rng.choice((20.0, 20.0, 30.0)) for _ in range(n)]
    expected = places_of(tables, levels)
    rows = ordered(tables, levels)
    for row in rows:
        places = expected[int(row.area)]
        assert (row.rank_low, row.rank_high) == (min(places), max(places))
        assert row.rank == (min(places) if len(places) == 1 else None)
    assert [row.area for row in rows] == [
        row.area for row in sorted(rows, key=lambda row: (row.rank_low, -row.percent, row.area))
    ]


def test_equal_rates_fall_by_code_where_they_only_touch():
    """13 to 17 of 1,700 and 8 to 12 of 1,200 overlap; 10 of 1,000 and 8 of 800 are equal."""
    meet = [reported((13, 17, 15), 1700), reported((8, 12, 10), 1200)]
    rows = ordered(meet, [20.0, 20.0])
    assert [row.rank for row in rows] == [None, None]
    touching = [reported((10, 10, 10), 1000), reported((8, 8, 8), 800)]
    assert [(row.area, row.rank) for row in ordered(touching, [20.0, 20.0])] == [
        ("0", 1), ("1", 2)
    ]  # fmt: skip


def test_exact_rates_have_one_place_each():
    """As inside, where nothing is cleared: the highest rate first, and none last."""
    rows = [filled(PriorityRow, area=str(at), rate_per_1000=rate)
            for at, rate in enumerate((2.0, None, 3.0, 2.0))]  # fmt: skip
    done = in_order(rows, ORDERING, lambda *_: ())
    assert [(row.area, row.rank) for row in done] == [("2", 1), ("0", 2), ("3", 3), ("1", 4)]
    assert all(row.rank_low == row.rank_high == row.rank for row in done)
