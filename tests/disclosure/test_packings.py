"""What parts of several kinds leave of a whole: listed twice, and held to all packings."""

from itertools import combinations

import numpy as np
import pytest

from hotspots.analysis.disclosure.clearing import clear
from hotspots.analysis.disclosure.differences import differences
from hotspots.analysis.disclosure.packings import packings
from hotspots.analysis.disclosure.search import range_of
from hotspots.analysis.disclosure.system import system_of
from hotspots.audit.packing import least_packings
from hotspots.audit.proof import Failure, failures
from hotspots.audit.release import in_words
from hotspots.audit.subtracting import small_differences
from hotspots.errors import ReleaseRefused
from hotspots.model.disclosure import (
    CellDifference,
    CountClass,
    Dimension,
    LinkedTables,
    Member,
    PublishedClasses,
    TooManyPackingsError,
)
from hotspots.model.release import Policy
from hotspots.workflows.release.clearing import Earlier, cleared
from hotspots.workflows.release.counting import CountedRelease
from tests.disclosure.made_tables import TOTAL

K = 5


def nested(n_finest, **sets):
    """Return a dimension of one total and members of a level each, by the finest in them."""
    members = {Member(name, name): frozenset(finest) for name, finest in sets.items()}
    names = tuple(f"f{number:03}" for number in range(n_finest))
    return Dimension("area", names, {**members, TOTAL: frozenset(range(n_finest))})


def tables_of(dimension):
    """Return the tables of every member of a dimension."""
    return LinkedTables((dimension,), tuple((member,) for member in dimension.members))


def random_members(rng, n_finest, n_members):
    """Draw sets of finest members of several levels, some crossing each other."""
    sizes = rng.integers(1, n_finest, n_members)
    sets = [rng.choice(n_finest, size, replace=False) for size in sizes]
    return {Member(f"level{rng.integers(3)}", str(number)): frozenset(each.tolist())
            for number, each in enumerate(sets)}  # fmt: skip


def disjoint_packings(members):
    """Yield every choice of disjoint members, the largest choices last."""
    for size in range(len(members) + 1):
        for parts in combinations(sorted(members), size):
            sizes = [len(members[part]) for part in parts]
            if len(frozenset().union(*(members[part] for part in parts))) == sum(sizes):
                yield parts


def crosses(left, right):
    return bool(left & right) and not (left <= right or right <= left)


def touching(members):
    """Return members in groups that touch each other, straight or by others."""
    groups = []
    for name, each in members.items():
        near = [group for group in groups if any(each & other for other in group.values())]
        groups = [group for group in groups if group not in near]
        groups.append(
            {key: value for group in near for key, value in group.items()} | {name: each}
        )
    return groups


def ways_by_brute_force(members):
    """Return what is left of a group by packings whose parts no larger member can stand for."""
    whole = frozenset().union(*members.values())
    rests = {}
    for parts in disjoint_packings(members):
        sets = [members[part] for part in parts]
        if all(any(m <= part or crosses(m, part) for part in sets) for m in members.values()):
            rests.setdefault(whole.difference(*sets), parts)
    simple = [rest for rest in rests if not rest or not any(
        part and part < rest and rest - part in rests for part in rests)]  # fmt: skip
    return sorted(simple, key=lambda rest: (len(rest), len(rests[rest]), rests[rest]))


def by_brute_force(whole, members):
    """Return what is left where groups that do not touch depart from the least one at a time."""
    ways = [ways_by_brute_force(group) for group in touching(members)]
    outside = whole.difference(*members.values())
    rests = {
        outside.union(way, *(other[0] for other in ways if other is not group))
        for group in ways
        for way in group
    }
    return rests - {frozenset()}


def left_by(whole, members, listed):
    return {whole.difference(*(members[part] for part in parts)) for parts in listed}


def test_both_lists_equal_brute_force_on_random_nestings():
    """Of 300 draws of up to seven sets, each in two codes and by all choices of members."""
    rng = np.random.default_rng(5)
    n_left = 0
    for _ in range(300):
        n_finest = int(rng.integers(3, 9))
        whole = frozenset(range(n_finest))
        members = random_members(rng, n_finest, int(rng.integers(2, 8)))
        listed = packings(whole, tuple(sorted(members.items())))
        audited = least_packings(whole, dict(sorted(members.items())))
        expected = by_brute_force(whole, members)
        assert left_by(whole, members, listed) == expected
        assert left_by(whole, members, audited) == expected
        assert sorted(map(len, listed)) == sorted(map(len, audited))
        n_left += len(expected)
    assert n_left > 300


def test_what_any_full_packing_leaves_is_made_of_what_is_listed():
    """Of the whole or of a member, in 200 draws: no residue is forgotten, only cut into pieces.

    Groups that do not touch are looked at by themselves, each as its own whole.
    """
    rng = np.random.default_rng(6)
    for _ in range(200):
        whole = frozenset(range(int(rng.integers(3, 8))))
        members = random_members(rng, len(whole), int(rng.integers(2, 7)))
        pieces = pieces_of(whole, members).union(
            *(pieces_of(large, inside(large, members)) for large in members.values())
        )
        for parts in disjoint_packings(members):
            rest = whole.difference(*(members[part] for part in parts))
            if parts and not any(each <= rest for each in members.values()):
                assert is_made_of(rest, pieces)


def inside(whole, members):
    return {name: each for name, each in members.items() if each < whole}


def pieces_of(whole, members):
    groups = [(frozenset().union(*group.values()), group) for group in touching(members)]
    listed = [left_by(area, group, least_packings(area, group)) for area, group in groups]
    return {whole.difference(*members.values())}.union(*listed) - {frozenset()}


def is_made_of(rest, pieces):
    return not rest or any(is_made_of(rest - piece, pieces) for piece in pieces if piece <= rest)


def test_both_lists_of_differences_are_the_same_on_random_tables():
    """Two dimensions, with classes drawn; whole lists, not packings alone."""
    rng = np.random.default_rng(7)
    for _ in range(40):
        dimensions = tuple(
            Dimension(name, ("a", "b", "c", "d", "e"),
                      {**random_members(rng, 5, 4), TOTAL: frozenset(range(5))})
            for name in ("area", "year")
        )  # fmt: skip
        every = [
            (left, right) for left in dimensions[0].members for right in dimensions[1].members
        ]
        cells = tuple(sorted(cell for cell in every if rng.random() < 0.8))
        tables = LinkedTables(dimensions, cells)
        classes = {cell: class_of(len(tables.finest_of(cell)) * 2) for cell in cells}
        listed = {tables.finest_of(each) for each in differences(tables, classes, K)}
        audited = {tables.finest_of(each) for each in small_differences(tables, classes, K)}
        assert listed == audited


def class_of(count):
    """Return the class of a count with k = 5."""
    if count < K:
        return CountClass(0, K - 1)
    figure = 5 * ((count + 2) // 5)
    return CountClass(max(figure - 2, K), figure + 2, figure)


ESTATE_AND_PARK = nested(3, boliger={0}, parker={1})
HALF_AND_QUARTER = nested(4, halvår={0, 1}, kvartal={2})
FOUR_SETS = nested(5, boliger={0}, parker={1}, centre={2}, havne={3})


@pytest.mark.parametrize(
    ("dimension", "counts"),
    [
        (ESTATE_AND_PARK, [18, 13, 1]),
        (HALF_AND_QUARTER, [9, 9, 13, 1]),
        (FOUR_SETS, [18, 13, 8, 5, 1]),
    ],
    ids=["areas", "time", "four"],
)
def test_what_parts_of_different_kinds_leave_is_as_open_as_a_small_cell(dimension, counts):
    """It can be 0 and k - 1, and no published figure becomes exact."""
    tables = tables_of(dimension)
    release = clear(tables, np.array(counts), K)
    assert release.is_clear
    assert failures(tables, K, release.published, (), release.witnesses) == []
    system = system_of(tables, [release.published])
    for cell in tables.cells:
        least, most = range_of(system, system.rows[cell])
        assert least < most
    rest = sorted(frozenset(range(len(counts))).difference(
        *(finest for member, finest in dimension.members.items() if member != TOTAL)))  # fmt: skip
    left = release.witnesses[:, rest].sum(axis=1)
    assert left.min() == 0
    assert left.max() >= K - 1


def test_what_parts_leave_as_a_single_number_is_a_hole():
    """18 + 13 + 8 + 13 is all that 48 to 52 can hold: widening would not hide that for long."""
    release = clear(tables_of(FOUR_SETS), np.array([18, 13, 8, 13, 0]), K)
    assert release.holes


def test_audit_asks_for_it_by_itself():
    """A district of 28 to 32 with 18 to 22 and 13 to 17 in it leaves 0 or 1, never 4."""
    tables = tables_of(ESTATE_AND_PARK)
    estate, park = (Member(name, name) for name in ("boliger", "parker"))
    classes = {(estate,): class_of(18), (park,): class_of(13), (TOTAL,): class_of(32)}
    witnesses = np.array([[18, 13, 1], [18, 13, 0]])
    caught = failures(tables, K, PublishedClasses(classes), (), witnesses)
    rest = CellDifference((TOTAL,), ((estate,), (park,)))
    assert caught == [Failure("never_k", rest)]


def test_more_packings_than_can_be_listed_are_never_left_out_silently():
    """Of 31 pairs, each crossing the next, there are thousands: both name the whole."""
    pairs = {f"p{first:02}": {first, first + 1} for first in range(31)}
    tables = tables_of(nested(32, **pairs))
    with pytest.raises(TooManyPackingsError) as raised:
        clear(tables, np.full(tables.n_finest, 9), K)
    assert raised.value.whole == (TOTAL,)
    classes = {cell: class_of(18) for cell in tables.cells}
    caught = failures(tables, K, PublishedClasses(classes), (), np.full((1, tables.n_finest), 9))
    assert caught == [Failure("too_many", (TOTAL,))]


def test_a_release_that_cannot_be_listed_is_refused_with_the_whole_and_what_fits():
    """The total is named in the sentence, and the audit names it too."""
    pairs = {f"p{first:02}": {first, first + 1} for first in range(31)}
    tables = tables_of(nested(32, **pairs))
    counted = CountedRelease(tables, np.full(tables.n_finest, 9), ())
    with pytest.raises(ReleaseRefused, match=r"parts of total \*.*at most 200.*fewer sets"):
        cleared(counted, Policy(), "public", Earlier())
    (words,) = in_words([Failure("too_many", (TOTAL,))])
    assert "total:*" in words


def test_areas_apart_that_estates_cross_are_packed_on_their_own():
    """Twenty pairs of areas with an estate across the border: twenty residues, no million."""
    sets = {}
    for pair in range(20):
        first = 4 * pair
        sets |= {f"a{pair}": {first, first + 1}, f"b{pair}": {first + 2, first + 3},
                 f"estate{pair}": {first + 1, first + 2}}  # fmt: skip
    dimension = nested(80, **sets)
    whole, members = dimension.members[TOTAL], dict(dimension.members)
    del members[TOTAL]
    expected = {frozenset({4 * pair, 4 * pair + 3}) for pair in range(20)}
    assert left_by(whole, members, packings(whole, tuple(sorted(members.items())))) == expected
    assert left_by(whole, members, least_packings(whole, members)) == expected


def test_nested_sets_have_a_single_packing():
    """Thirteen areas with four estates each: the areas alone pack the city, estates each area."""
    sets = {f"area{area:02}": range(5 * area, 5 * area + 5) for area in range(13)}
    sets |= {f"estate{area:02}{n}": {5 * area + n} for area in range(13) for n in range(4)}
    dimension = nested(65, **sets)
    members = {name: each for name, each in dimension.members.items() if name != TOTAL}
    whole = dimension.members[TOTAL]
    assert packings(whole, tuple(sorted(members.items()))) == ()
    assert least_packings(whole, members) == []
