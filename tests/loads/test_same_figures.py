"""The same figures of 13 areas in 4 years in many ways: never other ones."""

import shutil

import pytest

from tests.conftest import Hotspots
from tests.loads.same_table import areas, figure_ways
from tests.loads.same_table.truth import FIGURES, INDICATOR
from tests.loads.same_table.way import read, summary

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
    """Return how the stored figures of the areas differ from the truth, in words."""
    rows = hotspots.query(
        "select area_code, year, indicator, round(percent, 9), n from active_figure "
        "where group_key = '' and part = ''"
    )
    there = [row for row in rows if row[0] is not None and row[0].isdigit()]
    expected = [(one.code, one.year, INDICATOR, one.percent, one.n if way.has_n else None)
                for one in FIGURES]  # fmt: skip
    return [f"{wrong[0]} figures too many or missing: {wrong[1]}"
            for wrong in _unlike(there, expected)]  # fmt: skip


def _unlike(there, expected):
    extra, missing = [row for row in there if row not in expected], [
        row for row in expected if row not in there]  # fmt: skip
    if extra or missing or len(there) != len(expected):
        yield len(extra) + len(missing), (extra[:2], missing[:2])


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_figures(template, hotspots, tmp_path, way):
    shutil.copy(template, hotspots.store)
    found = read(hotspots, COMMAND, way, tmp_path, lambda: differences(hotspots, way))
    READINGS[way.name] = found
    assert found.outcome in {"read", "after"}, found


def test_how_many_are_read():
    """At least three of four without an option; printed with -s."""
    print(summary("figures", READINGS.values()))
