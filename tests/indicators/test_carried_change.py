"""``change --as-of``: a baseline of other areas carried over to today's, and marked as such."""

import pytest

from tests.small_city import City, by_area

HEAD = "Område;År;Indikator;Procent;Antal svar\n"


@pytest.fixture
def city(tmp_path):
    """Return three small areas, and two large ones of which Resten holds Midt and Syd."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt", "Syd"])
    units = made.write("store.csv", "Kode;Navn;Enheder\n1;Nord;1\n2;Resten;2, 3\n")
    made.run("load", "areas", units, "--set", "store", "--units", "bydele")
    people = "Område;År;Folketal\nNord;2010;1000\nMidt;2010;3000\nSyd;2010;1000\n"
    made.run("load", "population", made.write("folk.csv", people), "--set", "bydele")
    return made


def load(city, set_name, rows):
    """Load figures written as area;year;percent;n."""
    lines = [f"{area};{year};utryg_nabolag;{percent};{n}" for area, year, percent, n in rows]
    path = city.write(f"{set_name}.csv", HEAD + "\n".join(lines) + "\n")
    city.run("load", "index", path, "--set", set_name)


def build(city, from_set, to_set, by="population"):
    """Build a crosswalk from the small areas."""
    units = () if by == "area" else ("--units", "bydele")
    year = ("--year", 2010) if by == "population" else ()
    city.run("areas", "crosswalk", from_set, to_set, "--by", by, *units, *year)


def test_a_large_area_is_divided_and_only_its_parts_are_estimates(city):
    """Resten's 400 answers: 300 expected in Midt, 100 in Syd; Nord is Nord, unchanged."""
    load(city, "store", [("Nord", 2010, "20,0", 300), ("Resten", 2010, "10,0", 400)])
    load(city, "bydele", [(name, 2020, "12,0", 300) for name in ("Nord", "Midt", "Syd")])
    build(city, "store", "bydele")
    answer = city.ask("change", "--as-of", "bydele", "--year", 2020)
    rows = by_area(answer)
    figures = {code: (row["baseline_percent"], row["baseline_n"]) for code, row in rows.items()}
    assert figures == {"*": (None, None), "1": (20, 300), "2": (10, pytest.approx(300)),
                       "3": (10, pytest.approx(100))}  # fmt: skip
    assert [code for code, row in rows.items() if "carried_over" in row["flags"]] == ["2", "3"]
    assert "Et skøn: regnet om fra en anden områdeinddeling." in rows["2"]["sentence"]
    assert "skøn" not in rows["1"]["sentence"]
    assert answer["settings"]["carried_from"] == "store"
    assert answer["settings"]["carried_by"] == "population"
    told = "Tal i 2 områder er skøn, regnet om fra store (vægtet med folketal)."
    assert told in answer["notes"]
    files = {one["file"] for one in answer["sources"]}
    assert {"store.csv", "bydele.csv"} <= files


def test_the_area_that_is_the_same_gets_the_same_verdict(city):
    """Nord carried over is Nord compared directly, to the last digit."""
    load(city, "store", [("Nord", 2010, "20,0", 300), ("Nord", 2020, "12,0", 300)])
    direct = by_area(city.ask("change", "--set", "store", "--year", 2020))["1"]
    load(city, "bydele", [("Nord", 2020, "12,0", 300)])
    build(city, "store", "bydele")
    carried = by_area(city.ask("change", "--as-of", "bydele", "--year", 2020))["1"]
    assert carried == direct


def test_small_areas_are_joined_with_their_people_as_weights(city):
    """(3,000 × 20 + 1,000 × 10) / 4,000 = 17.5; 4,000² / ((3,000² + 1,000²) / (100 / 1.3))."""
    load(city, "bydele", [("Midt", 2010, "20,0", 100), ("Syd", 2010, "10,0", 100)])
    load(city, "store", [("Resten", 2020, "12,0", 300)])
    build(city, "bydele", "store")
    row = by_area(city.ask("change", "--as-of", "store", "--set", "bydele", "--year", 2020))["2"]
    assert (row["baseline_percent"], row["baseline_n"]) == (pytest.approx(17.5), 200)
    assert row["verdict"] == "not_distinguishable"
    traced = city.run("trace", "Resten", 2010, "utryg_nabolag", "--as-of", "store", "--set",
                      "bydele").stdout  # fmt: skip
    assert "= 123,076923" in traced


def test_a_part_without_a_figure_leaves_the_area_without_an_estimate(city):
    """Syd has no figure: Resten gets none, and it is said."""
    load(city, "bydele", [("Midt", 2010, "20,0", 100)])
    load(city, "store", [("Resten", 2020, "12,0", 300)])
    build(city, "bydele", "store")
    answer = city.ask("change", "--as-of", "store", "--set", "bydele", "--year", 2020)
    assert by_area(answer)["2"]["verdict"] == "no_baseline"
    assert (
        "I ét område mangler der tal for en del af området; det får intet skøn."
        in (answer["notes"])
    )


def test_without_a_crosswalk_the_way_to_one_is_told(city):
    """Nothing is carried over by chance."""
    load(city, "store", [("Nord", 2010, "20,0", 300)])
    refused = city.run("change", "--as-of", "bydele", "--year", 2010, "--baseline", 2009,
                       expect=1)  # fmt: skip
    assert f"{city.program} areas crosswalk store bydele --by population" in refused.stderr


def test_weights_by_area_are_used_only_on_request(city):
    """A crosswalk by area is there, and is not taken unasked."""
    load(city, "store", [("Resten", 2010, "10,0", 400)])
    load(city, "bydele", [("Midt", 2020, "12,0", 300)])
    build(city, "store", "bydele", by="area")
    refused = city.run("change", "--as-of", "bydele", "--year", 2020, expect=2)
    assert "by area" in refused.stderr
    answer = city.ask("change", "--as-of", "bydele", "--year", 2020, "--by", "area")
    assert by_area(answer)["2"]["baseline_n"] == pytest.approx(200)
    assert answer["settings"]["carried_by"] == "area"


def test_the_map_says_what_is_an_estimate(city):
    """In the area's text and in the table's remark."""
    load(city, "store", [("Resten", 2010, "10,0", 400)])
    load(city, "bydele", [("Midt", 2020, "12,0", 300)])
    build(city, "store", "bydele")
    page = city.folder / "kort.html"
    city.run("map", "change", "--as-of", "bydele", "--year", 2020, "-o", page)
    text = page.read_text(encoding="utf-8")
    assert "regnet om fra en anden inddeling" in text
    assert "Tal i 2 områder er skøn" in text
