"""Classes are those that counts are cleared to, and none is narrower or begins elsewhere."""

from dataclasses import replace

import numpy as np
import pytest

from hotspots.analysis.disclosure.classes import count_classes
from hotspots.audit.dividing import undivided
from hotspots.audit.shapes import false_shapes, is_class
from hotspots.model.disclosure import (
    CountClass,
    Dimension,
    LinkedTables,
    Member,
    PublishedClasses,
)

A, B, CITY = Member("s", "a"), Member("s", "b"), Member("s", "*")
AREAS = Dimension("area", ("a", "b"), {
    A: frozenset({0}), B: frozenset({1}), CITY: frozenset({0, 1}),
})  # fmt: skip
TABLES = LinkedTables((AREAS,), ((A,), (CITY,)))
TEN, WIDE = CountClass(8, 12, 10), CountClass(8, 17, 10)


@pytest.mark.parametrize("k", [3, 4, 5, 8])
@pytest.mark.parametrize("step", [0, 1, 2])
def test_every_class_that_counts_are_cleared_to_is_one_and_no_neighbour_of_it_is(k, step):
    numbers = np.arange(40)
    every = [CountClass(0, k - 1)]
    for each in count_classes(numbers, np.full(40, step), k):
        assert is_class(each, k), each
        every.append(each)
    for each in every:
        for low, high in ((-1, 0), (1, 0), (0, -1), (0, 1), (1, -1)):
            changed = replace(each, low=each.low + low, high=each.high + high)
            assert not is_class(changed, k), changed
        assert not is_class(replace(each, figure=(each.figure or 0) + 1), k)
        assert not is_class(CountClass(each.high, each.high, each.figure), k)


def test_a_policy_without_k_has_no_classes():
    assert not is_class(CountClass(0, 4), 0)


def test_a_class_of_another_k_stands_where_it_was_published_before():
    """Readers of k = 3 who have what all have."""
    release = PublishedClasses({(A,): TEN})
    assert [*false_shapes(TABLES, 3, release, [])] == [(A,)]
    assert [*false_shapes(TABLES, 3, release, [release])] == []
    narrower = PublishedClasses({(A,): CountClass(9, 12, 10)})
    assert [*false_shapes(TABLES, 5, narrower, [release])] == [(A,)]


@pytest.mark.parametrize(
    ("members", "wrong"),
    [
        ({}, []),
        ({Member("t", "x"): {0}}, ["t"]),
        ({Member("t", "x"): {0}, Member("t", "outside"): {1}}, []),
        ({Member("t", "x"): {0}, Member("t", "outside"): {0, 1}}, ["t"]),
        ({Member("t", "x"): {0}, Member("t", "*"): {0, 1}}, ["t"]),
        ({Member("t", "x"): {0, 1}, Member("t", "*"): {0, 1}}, []),
        ({Member("total", "*"): {0}}, []),
    ],
)
def test_a_set_of_areas_divides_all_cases(members, wrong):
    added = {member: frozenset(finest) for member, finest in members.items()}
    areas = Dimension("area", AREAS.finest, {**AREAS.members, **added})
    assert [*undivided(areas)] == wrong
