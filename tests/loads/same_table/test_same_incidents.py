"""The same 50 incidents in many ways: never other ones, and mostly without being asked."""

import shutil

import pytest

from tests.conftest import Hotspots
from tests.loads.same_table import areas, incident_files, incident_texts
from tests.loads.same_table.truth import INCIDENTS
from tests.loads.same_table.way import check_summary, read
from tests.tools.campaign import amount

# every second way in each run, all of them in a campaign
WAYS = (*incident_texts.ways(), *incident_files.ways())[:: amount(1, 2)]
COMMAND = ("load", "incidents")
READINGS = {}


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Return a store with the areas."""
    folder = tmp_path_factory.mktemp("areas")
    made = Hotspots(folder / "store.duckdb")
    areas.stored(folder, made)
    return made.store


def differences(hotspots):
    """Return how the store differs from the truth, in words."""
    rows = hotspots.query(
        "select incident_id, category, occurred_on, occurred_from, time_precision, x_m, y_m "
        "from active_incident"
    )
    there = {number: cells for number, *cells in rows}
    if set(there) != {one.number for one in INCIDENTS}:
        return [f"{len(there)} ids: {sorted(there)[:3]}"]
    return [f"{one.number}: {there[one.number]} is not {one}"
            for one in INCIDENTS if not is_stored(one, there[one.number])]  # fmt: skip


def is_stored(one, cells):
    """Tell whether an incident is stored as it is: to the minute and to the centimetre."""
    category, day, since, precision, x, y = cells
    expected = (one.category, one.day, one.moment, "moment" if one.clock else "day")
    near = x is not None and abs(x - one.x) < 0.011 and abs(y - one.y) < 0.011
    return near and (category, day, since, precision) == expected


@pytest.mark.part(2)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_incidents(template, hotspots, tmp_path, way):
    """A load that ends well holds all of them; one that is refused names what makes it work."""
    shutil.copy(template, hotspots.store)
    reading = read(hotspots, COMMAND, way, tmp_path, lambda: differences(hotspots))
    READINGS[way.name] = reading
    assert reading.outcome in {"read", "after"}, reading


def test_how_many_are_read_without_an_option():
    check_summary("incidents", WAYS, READINGS)
