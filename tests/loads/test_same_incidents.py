"""The same 50 incidents in many ways: never other ones, and mostly without being asked."""

import shutil

import pytest

from tests.conftest import Hotspots
from tests.loads.same_table import areas, incident_files, incident_texts
from tests.loads.same_table.truth import INCIDENTS
from tests.loads.same_table.way import read, summary

WAYS = (*incident_texts.ways(), *incident_files.ways())
READINGS = {}


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Return a store with the areas."""
    folder = tmp_path_factory.mktemp("areas")
    made = Hotspots(folder / "store.duckdb")
    areas.stored(folder, made)
    return made.store


def stored(hotspots):
    """Return what is stored of each incident by its id."""
    rows = hotspots.query(
        "select incident_id, category, occurred_on, occurred_from, time_precision, x_m, y_m "
        "from active_incident"
    )
    return {row[0]: row[1:] for row in rows}


def differences(hotspots):
    """Return how the store differs from the truth, in words."""
    there = stored(hotspots)
    if set(there) != {one.number for one in INCIDENTS}:
        return [f"{len(there)} other ids: {sorted(there)[:3]}"]
    return [f"{one.number}: {there[one.number]} is not {one}"
            for one in INCIDENTS if not same(one, *there[one.number])]  # fmt: skip


def same(one, category, day, since, precision, x, y):
    """Tell whether an incident is stored as it is: to the minute and to the centimetre."""
    when = (one.day, one.moment, "moment" if one.clock else "day")
    near = x is not None and abs(x - one.x) < 0.011 and abs(y - one.y) < 0.011
    since = since if one.clock else one.moment
    return near and (category, day, since, precision) == (one.category, *when)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_incidents(template, hotspots, tmp_path, way):
    shutil.copy(template, hotspots.store)
    found = read(hotspots, ("load", "incidents"), way, tmp_path, lambda: differences(hotspots))
    READINGS[way.name] = found
    assert found.outcome in {"read", "after"}, found


def test_how_many_are_read():
    """At least three of four without an option; printed with -s."""
    print(summary("incidents", READINGS.values()))
