"""The same figures of 13 areas in 4 years in many ways: never other ones."""

import shutil

import pytest

from tests.conftest import Hotspots
from tests.loads.same_table import areas, figure_ways
from tests.loads.same_table.truth import FIGURES, INDICATOR
from tests.loads.same_table.way import check_summary, read

WAYS = figure_ways.ways()
COMMAND = ("load", "index", "--set", "omr")
READINGS = {}


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Return a store with the areas."""
    folder = tmp_path_factory.mktemp("areas")
    made = Hotspots(folder / "store.duckdb")
    areas.stored(folder, made)
    return made.store


def differences(hotspots, way):
    """Return the stored figures that are not the truth's, and those of it that are not stored.

    Figures of the whole city, which some ways hold too, are none of them.
    """
    rows = hotspots.query(
        "select area_code, year, indicator, round(percent, 9), n from active_figure "
        "where area_code != '*'"
    )
    expected = [(one.code, one.year, INDICATOR, one.percent, one.n if way.has_n else None)
                for one in FIGURES]  # fmt: skip
    repeated = ["a figure is stored twice"] if len(rows) > len({*rows}) else []
    return repeated + [f"{row}" for row in sorted({*rows} ^ {*expected}, key=str)]


@pytest.mark.part(2)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_figures(template, hotspots, tmp_path, way):
    """A load that ends well holds all of them; one that is refused names what makes it work."""
    shutil.copy(template, hotspots.store)
    reading = read(hotspots, COMMAND, way, tmp_path, lambda: differences(hotspots, way))
    READINGS[way.name] = reading
    assert reading.outcome in {"read", "after"}, reading


def test_how_many_are_read_without_an_option():
    check_summary("figures", WAYS, READINGS)
