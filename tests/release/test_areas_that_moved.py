"""Areas and cases that lie elsewhere after a release: what readers can still reckon.

Each of these is a known defect, and passes when it is mended.
"""

from datetime import date, timedelta
from itertools import product

import pytest

from hotspots.audit.folder import CLASSES
from hotspots.audit.written import read_classes
from tests.release.made.fine_city import layer
from tests.release.made.made_city import declaration
from tests.small_city import SOUTH_M, WEST_M, City


def cases(*parts):
    """Return an extract of 2024: so many cases at each metre from the western edge."""
    rows = ["id;kategori;dato;x;y"]
    for west_m, n in parts:
        for at in range(n):
            day = date(2024, 1, 1) + timedelta(days=365 * at // (n - 1))
            place = f"{WEST_M + west_m + 1 + 11 * at % 90};{SOUTH_M + 10 + 17 * at}"
            rows.append(f"s{len(rows)};Indbrud;{day};{place}")
    return "\n".join(rows) + "\n"


def city_of(folder, edges, *parts):
    """Return a store with two zones, parts of them, and cases."""
    city = City(folder)
    city.areas(("Nord", "Syd"))
    for name, ends in (("zone", (0, 1000, 2000)), ("part", edges)):
        city.run("load", "areas", city.write(f"{name}.geojson", layer(ends)), "--set", name)
    path = city.write("sager.csv", cases(*parts))
    city.run("load", "incidents", path, "--source", "s", "--crs", 25832)
    return city


def release(city, set_name, name):
    """Release a set's counts of 2024; return the classes of its areas by code."""
    table = f'[[tabel]]\nomraader = ["{set_name}"]\ntrin = "år"\nfra = 2024\ntil = 2024\n'
    path = declaration(city, {"a.csv": "areas list"}, tables=table, history=0)
    city.run("release", "build", path, "-o", city.folder / name)
    published = read_classes((city.folder / name / CLASSES).read_text(encoding="utf-8"))
    return {cell[0].code: count_class for cell, count_class in published.cells.items()}


@pytest.mark.xfail(strict=True, reason="classes of an area that moved are taken for the new one's")
def test_parts_of_an_area_as_it_was_are_not_reckoned_from_it(tmp_path):
    """Zone 1 was parts 1 to 3 when its 18 cases were published; then it got a strip of Syd.

    Its class of 18 to 22 is about the old borders, which everybody knows: less 5 to 7 and 5 to 7
    it leaves part 3 at least 4, and under 5 at most.
    """
    city = city_of(tmp_path, (0, 400, 800, 1000, 2000), (0, 7), (400, 7), (800, 4), (1200, 38))
    zone = release(city, "zone", "første")["1"]
    path = city.write("zone2.geojson", layer((0, 1100, 2000)))
    city.run("load", "areas", path, "--set", "zone", "--replace", 2)
    published = release(city, "part", "anden")
    parts = [published[code] for code in "123"]
    city.run("audit", city.folder / "anden")
    may_be = {
        counts[2]
        for counts in product(*(range(part.low, part.high + 1) for part in parts))
        if zone.holds(sum(counts))
    }
    assert len(may_be) > 1


@pytest.mark.xfail(strict=True, raises=ValueError, reason="no table fits if nothing moved")
def test_cases_that_were_moved_between_areas_do_not_end_a_build_of_another_set(tmp_path):
    """Four of 18 belonged in Syd. The city's count is as before, so nothing is said to move."""
    city = city_of(tmp_path, (0, 500, 1000, 2000), (0, 9), (500, 9), (1200, 40))
    release(city, "zone", "første")
    path = city.write("rettet.csv", cases((0, 7), (500, 7), (1200, 44)))
    city.run("load", "incidents", path, "--source", "s", "--crs", 25832, "--replace", 4)
    release(city, "part", "anden")
