"""Other names of areas, given once and read in every later load of the set."""

import pytest

from hotspots.sources.files.names import WHOLE, AreaNames


def population(folder, name, *rows):
    path = folder / name
    path.write_text("\n".join(["Område;År;Folketal", *rows]) + "\n", encoding="utf-8")
    return path


def stored(hotspots):
    return hotspots.query("select year, area_code, population from population order by all")


def test_an_alias_is_kept_for_later_loads(three_areas, tmp_path):
    first = population(tmp_path, "a.csv", "Nørre B.;2019;100", "Vestre;2019;50")
    aliases = ("--alias", "nørre b = Nørrebro", "--alias", "Vestre=3")
    three_areas.done("load", "population", first, "--set", "by", *aliases)
    second = population(tmp_path, "b.csv", "NØRRE  B;2020;110", "Vestre;2020;60")
    three_areas.done("load", "population", second, "--set", "by")
    assert stored(three_areas) == [
        (2019, "1", 100), (2019, "3", 50), (2020, "1", 110), (2020, "3", 60)
    ]  # fmt: skip
    efforts = tmp_path / "i.csv"
    efforts.write_text("Indsats;Sted;Start\nA;Nørre B., Vestre;2020\n", encoding="utf-8")
    three_areas.done("load", "interventions", efforts, "--set", "by")
    assert three_areas.query("select area_code from intervention order by 1") == [("1",), ("3",)]


def test_an_alias_outlives_its_load(three_areas, tmp_path):
    """The later of two for one name counts."""
    first = population(tmp_path, "a.csv", "Xx;2019;100")
    three_areas.done("load", "population", first, "--set", "by", "--alias", "Xx=1")
    better = population(tmp_path, "b.csv", "Xx;2019;101")
    three_areas.done("load", "population", better, "--set", "by", "--replace", 2)
    later = population(tmp_path, "c.csv", "XX;2020;102")
    three_areas.done("load", "population", later, "--set", "by", "--alias", "xx=2")
    assert stored(three_areas)[1:] == [(2019, "1", 101), (2020, "2", 102)]


@pytest.mark.parametrize(
    ("alias", "reason"),
    [
        ("Nørre=Nørebro", "nearest: Nørrebro"),
        ("Nørrebro=2", "is the name of an area of by already"),
        ("2=Nørrebro", "is the name of an area of by already"),
        ("Nørre", "write NAME=AREA"),
    ],
)
def test_an_alias_that_cannot_be(three_areas, tmp_path, alias, reason):
    path = population(tmp_path, "a.csv", "Nørrebro;2019;100")
    refused = three_areas.run("load", "population", path, "--set", "by", "--alias", alias)
    assert refused.exit_code == 2
    assert reason in refused.stderr
    assert three_areas.query("select * from area_alias") == []
    assert stored(three_areas) == []


def test_an_alias_never_hides_a_name():
    """Nor does one of an area that the set no longer has mean anything."""
    areas = [("1", "Nord"), ("2", "Syd")]
    names = AreaNames.of("by", areas, [("syd", "1"), ("Øst", "9"), ("N.", "1"), ("Kommunen", "*")])
    texts = ("Syd", "Øst", "n", "kommunen", "1", "Hele byen")
    assert [names.match(text).code for text in texts] == ["2", None, "1", WHOLE, "1", WHOLE]
