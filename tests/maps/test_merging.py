"""Many nameless shapes on a small page are one for each class."""

from dataclasses import replace

import pytest
import shapely

from hotspots.mapping.pages.merging import MOST_SINGLE, merged
from hotspots.model.pages import MapArea
from tests.maps.test_mapping_page import LIGHTS, small_page


def cell(number):
    """Return a cell on its area, of one of two classes in turn, without a name of its own."""
    west, south = 12.5 + 0.0005 * number, 55.605
    wkb = shapely.box(west, south, west + 0.0005, south + 0.0005).wkb
    return MapArea(f"c{number}", f"c{number}", wkb, LIGHTS[number % 2], ["tal"], labelled=False,
                   level=1)  # fmt: skip


def page_with(n_cells):
    """Return a small page of four areas with cells on top of the first two."""
    content = small_page()
    return replace(content, areas=[*content.areas, *map(cell, range(n_cells))])


def test_few_shapes_stay_as_they_are():
    """Each keeps what is said of it."""
    content = page_with(MOST_SINGLE)
    assert merged(content) == content.areas


@pytest.mark.parametrize(("focus", "n_shapes"), [((), 2), (("0",), 4)])
def test_many_shapes_are_one_for_each_class_and_keep_their_land(focus, n_shapes):
    """What lies around the areas that the map is framed on is apart: it is pale."""
    content = replace(page_with(60), focus=focus)
    areas = merged(content)
    assert list(areas[:4]) == list(content.areas[:4])
    joined = areas[4:]
    assert len(joined) == n_shapes
    assert {one.title for one in joined} == {f"{key}: i ord" for key in LIGHTS[:2]}
    assert not any(one.lines for one in joined)
    land = [sum(shapely.from_wkb(one.wkb).area for one in each)
           for each in (joined, content.areas[4:])]  # fmt: skip
    assert land[0] == pytest.approx(land[1])
