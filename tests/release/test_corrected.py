"""A store that was corrected after a release: the next one holds beside it."""

import pytest

from hotspots.audit.written import read_classes
from tests.release.made.made_city import declaration, made_city

CELL = "bydele", "1", "Indbrud", "2024"
LATER = "id;kategori;dato;x;y\n" + "".join(
    f"SENERE-{n};Indbrud;2024-{1 + n % 12:02}-{1 + n:02};{720_100 + 37 * n};{6_170_100 + 29 * n}\n"
    for n in range(6)
)


def classes(folder):
    """Return the classes that a release published."""
    return read_classes((folder / "bevis" / "klasser.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    """Return the city, what it published first, and the build after six reports came late."""
    city = made_city(tmp_path_factory.mktemp("city"))
    path = declaration(city, {"a.csv": "incidents --category Indbrud"}, history=0)
    city.run("release", "build", path, "-o", city.folder / "først")
    late = city.write("senere.csv", LATER)
    city.run("load", "incidents", late, "--source", "anden", "--crs", "25832")
    done = city.run("release", "build", path, "-o", city.folder / "senere")
    return city, done


@pytest.mark.thorough
def test_late_reports_open_a_vintage_that_is_proved_from_the_folder(corrected):
    city, done = corrected
    assert "changed since they were published, and get another class: " in done.stderr
    assert "bydele 1, Indbrud, 2024" in done.stderr
    before, after = classes(city.folder / "først"), classes(city.folder / "senere")
    assert (before.vintage, after.vintage) == (1, 2)
    assert before.cells.keys() == after.cells.keys()
    changed = {cell for cell in before.cells if before.cells[cell] != after.cells[cell]}
    assert {(cell[0].code, cell[1].code, cell[3].code) for cell in changed} >= {CELL[1:]}
    assert len(changed) < len(before.cells) / 4
    said = city.run("audit", city.folder / "senere").stdout
    assert "1 earlier release to the same readers was held beside it" in said


def test_a_release_after_the_correction_is_of_the_same_vintage(corrected):
    """Nothing changed since; all three are proved beside one another."""
    city, _ = corrected
    path = declaration(city, {"a.csv": "incidents"}, history=0)
    done = city.run("release", "build", path, "-o", city.folder / "igen")
    assert "changed since" not in done.stderr
    assert classes(city.folder / "igen").vintage == 2
    city.run("audit", city.folder / "igen")
