"""Where coordinates lie: in an area, near the areas, off the map, or with x and y turned."""

import numpy as np
import pytest
import shapely

from hotspots.analysis.incidents.locating import (
    FAR,
    FAR_M,
    OFF_EARTH,
    OK,
    REASONS,
    SWAPPED,
    ZERO,
    Locator,
    placeless,
)
from hotspots.analysis.space.placing import Placer

WEST, SOUTH = 724_000.0, 6_175_000.0
SQUARES = np.array([shapely.box(WEST + 100 * at, SOUTH, WEST + 100 * at + 100, SOUTH + 100)
                    for at in range(9)])  # fmt: skip


def is_on_map(x, y):
    return (np.abs(x) < 1e7) & (np.abs(y) < 1e7)


def located(points, placers=None, **options):
    x, y = np.array(points, dtype=np.float64).T
    placers = [Placer(SQUARES)] if placers is None else placers
    return Locator(lambda x, y: (x, y), placers, is_on_map, **options).locate(x, y)


def verdict(x, y):
    return int(located([(x, y)]).verdict[0])


def test_what_is_kept_and_why_the_rest_is_not():
    """Each reason by a row, in one batch; the places of the wrong ones are gone."""
    batch = located([
        (WEST + 50, SOUTH + 50), (np.nan, 5), (0, 0), (2e7, 5), (SOUTH, WEST), (5e5, 5e6),
        (WEST + 250, SOUTH + 50), (WEST - 40_000, SOUTH), (5, np.nan), (np.inf, 5),
    ])  # fmt: skip
    assert batch.verdict.tolist() == [OK, OK, ZERO, OFF_EARTH, SWAPPED, FAR, OK, OK, OK, OFF_EARTH]
    kept = np.isfinite(batch.x_m)
    assert kept.tolist() == np.isfinite(batch.y_m).tolist() == [
        True, False, False, False, False, False, True, True, False, False,
    ]  # fmt: skip
    assert batch.x_m[6] == WEST + 250
    [membership] = batch.memberships
    assert (membership.points.tolist(), membership.areas.tolist()) == ([0, 6], [0, 2])
    assert set(REASONS) == {ZERO, OFF_EARTH, SWAPPED, FAR}


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        (0, SOUTH, FAR), (WEST, 0, FAR), (WEST - FAR_M, SOUTH, OK), (WEST - FAR_M - 1, SOUTH, FAR),
        (WEST + 900 + FAR_M, SOUTH + 100, OK), (WEST + 901 + FAR_M, SOUTH + 100, FAR),
        (WEST, SOUTH + 100 + FAR_M, OK), (WEST, SOUTH + 101 + FAR_M, FAR),
        (WEST, SOUTH - FAR_M, OK), (WEST, SOUTH - FAR_M - 1, FAR),
        (SOUTH + 99 + FAR_M, WEST, SWAPPED), (SOUTH + 101 + FAR_M, WEST, FAR),
    ],
)  # fmt: skip
def test_fifty_kilometres_are_near(x, y, expected):
    """From the nearest point of any area, also of what is turned round."""
    assert verdict(x, y) == expected


def test_what_is_near_one_set_is_not_far():
    """Two sets: a point is far where it is far from both, and counts in each by itself."""
    far_away = shapely.box(WEST, SOUTH + 300_000, WEST + 100, SOUTH + 300_100)
    batch = located(
        [(WEST + 50, SOUTH + 299_000), (WEST + 50, SOUTH + 50), (WEST, SOUTH + 150_000)],
        [Placer(SQUARES), Placer(np.array([far_away]))],
    )
    assert batch.verdict.tolist() == [OK, OK, FAR]
    assert [each.points.tolist() for each in batch.memberships] == [[1], []]


def test_without_area_sets_nothing_is_far():
    """0, 0 and what is off the map are known all the same."""
    batch = located([(5e5, 5e6), (0, 0), (2e7, 5)], [])
    assert batch.verdict.tolist() == [OK, ZERO, OFF_EARTH]
    assert batch.memberships == []


def test_what_cannot_be_brought_into_metres_is_off_the_earth():
    """Also where only one of the two coordinates cannot."""
    for lost in (0, 1):

        def to_metres(x, y, lost=lost):
            return tuple(np.full(len(x), np.inf) if at == lost else each
                         for at, each in enumerate((x, y)))  # fmt: skip

        locator = Locator(to_metres, [Placer(SQUARES)])
        assert locator.locate(np.array([1.0]), np.array([2.0])).verdict.tolist() == [OFF_EARTH]


def test_what_falls_off_the_map_when_turned_is_not_turned():
    """Lies in place turned round, where the map says that it is not used."""
    locator = Locator(lambda x, y: (x, y), [Placer(SQUARES)], lambda x, y: x > y)
    assert locator.locate(np.array([SOUTH]), np.array([WEST])).verdict.tolist() == [FAR]


@pytest.mark.parametrize("lost", [0, 1])
def test_what_is_lost_when_turned_is_not_turned(lost):
    """One of two coordinates that cannot be brought into metres is enough."""

    def to_metres(x, y):
        metres = [x, y]
        metres[lost] = np.where(x < y, np.inf, metres[lost])
        return tuple(metres)

    locator = Locator(to_metres, [Placer(SQUARES)])
    assert locator.locate(np.array([SOUTH]), np.array([WEST])).verdict.tolist() == [FAR]


def test_where_all_is_on_the_map_that_is_finite():
    """The usual rule where a system says nothing of where it is used."""
    locator = Locator(lambda x, y: (x, y), [])
    verdicts = locator.locate(np.array([1.0, np.inf]), np.array([2.0, 2.0])).verdict
    assert verdicts.tolist() == [OK, OFF_EARTH]


def test_a_batch_without_coordinates():
    """Two rows, three sets: nothing is wrong and nothing placed."""
    batch = placeless(2, 3)
    assert batch.verdict.tolist() == [OK, OK]
    assert np.isnan(batch.x_m).tolist() == np.isnan(batch.y_m).tolist() == [True, True]
    assert [(len(each.points), len(each.areas)) for each in batch.memberships] == [(0, 0)] * 3
