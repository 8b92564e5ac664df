"""Areas and cases that lie elsewhere after a release."""

from datetime import date, timedelta

import geopandas
import pytest
import shapely

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


def table(set_name):
    return f'[[tabel]]\nomraader = ["{set_name}"]\ntrin = "år"\nfra = 2024\ntil = 2024\n'


def release(city, set_name, name):
    """Release a set's counts of 2024; return the classes of its areas by code."""
    path = declaration(city, {"a.csv": "areas list"}, tables=table(set_name), history=0)
    city.run("release", "build", path, "-o", city.folder / name)
    published = read_classes((city.folder / name / CLASSES).read_text(encoding="utf-8"))
    return {cell[0].code: count_class for cell, count_class in published.cells.items()}


def test_nothing_is_released_beside_an_area_as_it_was(tmp_path):
    """Zone 1 was parts 1 to 3 when its 18 cases were published; then it got a strip of Syd.

    Its class of 18 to 22 is about the old borders, which everybody knows: less 5 to 7 and 5 to 7
    it would leave part 3 at least 4, and under 5 at most.
    """
    city = city_of(tmp_path, (0, 400, 800, 1000, 2000), (0, 7), (400, 7), (800, 4), (1200, 38))
    release(city, "zone", "første")
    moved = city.write("zone2.geojson", layer((0, 1100, 2000)))
    city.run("load", "areas", moved, "--set", "zone", "--replace", 2)
    path = declaration(city, {"a.csv": "areas list"}, tables=table("part"), history=0)
    done = city.run(
        "--lang", "en", "release", "build", path, "-o", city.folder / "anden", expect=3
    )
    assert "areas of zone have other borders, or other codes, than when 'første'" in done.stderr
    assert not (city.folder / "anden").exists()


@pytest.mark.thorough
def test_the_same_borders_in_another_file_have_not_moved(tmp_path):
    """Another format and system, areas in another order, outlines that begin elsewhere."""
    city = city_of(tmp_path, (0, 400, 800, 1000, 2000), (0, 7), (400, 9), (800, 9), (1200, 38))
    release(city, "zone", "første")
    areas = geopandas.read_file(tmp_path / "zone.geojson").iloc[::-1]
    turned = areas.set_geometry([turned_outline(shape) for shape in areas.geometry])
    turned.to_file(tmp_path / "zone.gpkg", driver="GPKG")
    turned.to_crs(4326).to_file(tmp_path / "grader.geojson", driver="GeoJSON")
    for name, replaced in (("zone.gpkg", 2), ("grader.geojson", 5)):
        city.run("load", "areas", tmp_path / name, "--set", "zone", "--replace", replaced)
        release(city, "zone", f"efter {name}")


def turned_outline(shape):
    (ring,) = [shape.exterior.coords]
    return shapely.Polygon([*ring[1:], ring[1]][::-1])


@pytest.mark.thorough
def test_the_borders_of_then_let_a_release_pass(tmp_path):
    """As the refusal says: the old ones under the old name, the new ones under another."""
    city = city_of(tmp_path, (0, 400, 800, 1000, 2000), (0, 7), (400, 9), (800, 9), (1200, 38))
    release(city, "zone", "første")
    for number, (edges, name) in enumerate(
        [((0, 1100, 2000), "zone"), ((0, 1000, 2000), "zone"), ((0, 1100, 2000), "ny")]
    ):
        path = city.write(f"zone{number}.geojson", layer(edges))
        replaced = ("--replace", (2, 5)[number]) if name == "zone" else ()
        city.run("load", "areas", path, "--set", name, *replaced)
    release(city, "zone", "anden")
    city.run("audit", city.folder / "anden")


def test_cases_that_were_moved_between_areas_are_refused_in_a_sentence(tmp_path):
    """Four of 18 belonged in Syd; within the old classes no table of the parts fits any more."""
    city = city_of(tmp_path, (0, 500, 1000, 2000), (0, 9), (500, 9), (1200, 40))
    release(city, "zone", "første")
    path = city.write("rettet.csv", cases((0, 7), (500, 7), (1200, 44)))
    city.run("load", "incidents", path, "--source", "s", "--crs", 25832, "--replace", 4)
    path = declaration(city, {"a.csv": "areas list"}, tables=table("part"), history=0)
    done = city.run(
        "--lang", "en", "release", "build", path, "-o", city.folder / "anden", expect=3
    )
    assert "The declared tables are too fine" in done.stderr
    assert not (city.folder / "anden").exists()
