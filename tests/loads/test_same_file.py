"""The same bytes again: the same load, another part of the file, or refused."""

import pytest

from hotspots.analysis.provenance.loads import double_loads
from tests.small_city import City

INCIDENTS = "nr;hvornår;anmeldt;x;y\nA1;01-03-2024;04-03-2024;720500;6170500\n"
MAPPED = ("--map", "id=nr", "--map", "occurred=hvornår")
FIGURES = "Område;År;Procent;Svar;Pct nat\nNord;2020;10;300;20\n"


@pytest.fixture
def city(tmp_path):
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    return made


def test_incidents_under_another_source_or_mapping_are_refused(city):
    """Exit 1, the load that has them, and both ways on."""
    load = ("--lang", "en", "load", "incidents", city.write("a.csv", INCIDENTS))
    city.run(*load, *MAPPED, "--source", "politi")
    same = city.run(*load, *MAPPED, "--source", "politi")
    assert "already" in same.stdout + same.stderr
    for options in (
        (*MAPPED, "--source", "vagt"),
        ("--map", "id=nr", "--map", "occurred=anmeldt", "--source", "politi"),
    ):
        refused = city.run(*load, *options, expect=1)
        assert "load 2 holds exactly this file" in refused.stderr
        assert "--replace 2" in refused.stderr
        assert "--again" in refused.stderr
    city.run(*load, *MAPPED, "--source", "vagt", "--replace", 2)
    city.run(*load, *MAPPED, "--source", "politi", "--again")
    (finding,) = city.ask("check", "--kind", "double_load")["rows"]
    assert (finding["load"], finding["how_sure"]) == (4, "likely")
    assert "load 3" in finding["what"] or "indlæsning 3" in finding["what"]


def test_another_indicator_of_a_file_is_another_part_of_it(city):
    """Two questions in two columns; the same question again by another column is refused."""
    path = city.write("i.csv", FIGURES)
    load = ("load", "index", path, "--set", "bydele")
    city.run(*load, "--fixed", "indicator=utryg_nabolag")
    night = ("--fixed", "indicator=utryg_aften_nat", "--map", "percent=Pct nat")
    city.run(*load, *night)
    assert city.ask("check", "--kind", "double_load")["rows"] == []
    other = ("--fixed", "indicator=utryg_nabolag", "--map", "percent=Pct nat")
    city.run(*load, *other, expect=1)


def test_doubles_of_stores_from_before():
    """Another sheet is another part."""
    row = {"load_id": 5, "set_name": None, "kind": "incidents", "file_name": "a.xlsx",
           "rows_stored": 7, "source": "vagt", "settings": "{}", "earlier_load": 2,
           "earlier_source": "politi", "earlier_settings": "{}"}  # fmt: skip
    (finding,) = double_loads([row])
    assert finding.figures["earlier"] == "2"
    assert double_loads([{**row, "settings": '{"sheet": "2024"}'}]) == []


@pytest.mark.parametrize("fixed", ["id=A", "x=1", "y=1", "lon=1", "lat=1"])
def test_one_id_or_place_for_all_rows_is_refused(city, fixed):
    """All rows would be one."""
    path = city.write("a.csv", INCIDENTS)
    refused = city.run(
        "--lang", "en", "load", "incidents", path, *MAPPED, "--fixed", fixed, expect=2
    )
    assert "all rows would be one and the same" in refused.stderr


def test_one_area_for_all_rows_is_refused_where_a_column_has_it(city):
    """But a file of the whole city has no such column."""
    path = city.write("i.csv", FIGURES)
    load = ("--lang", "en", "load", "index", path, "--set", "bydele")
    options = ("--fixed", "indicator=utryg_nabolag", "--fixed", "area=*")
    assert "the column 'Område' says the area" in city.run(*load, *options, expect=2).stderr
    city.run(*load, *options, "--ignore", "Område")
