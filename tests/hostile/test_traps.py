"""Traps that a careful reader walked into; each stays shut by a test."""

import json
import zipfile

import openpyxl
import pandas as pd
import pytest

from hotspots.sources.files.names import AreaNames
from tests.small_city import City, by_area

INDEX_HEAD = "Område;År;Indikator;Procent;Antal svar;Kategori\n"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return a city of two areas with figures for both."""
    made = City(tmp_path_factory.mktemp("filled"))
    made.areas(["Nord", "Syd"])
    made.index(["Nord;2010;10,0;300;;", "Nord;2020;10,0;300;;",
                "Syd;2010;20,0;300;;", "Syd;2020;20,0;300;;"])  # fmt: skip
    return made


@pytest.fixture
def city(filled, tmp_path):
    """Return a copy of that city."""
    return filled.copied(tmp_path)


def test_priorities_name_the_crime_they_rest_on(city):
    """Made-up incidents in the order: their loads are among the sources, the words on the page."""
    people = city.write("folk.csv", "Område;År;Folketal\nNord;2020;100\nSyd;2020;100\n")
    city.run("load", "population", people, "--set", "bydele", "--synthetic")
    rows = "".join(
        f"{at};{day}-2020;720500;6170500\n" for at, day in enumerate(("02-01", "30-12"))
    )
    extract = city.write("h.csv", "Sagsnr;Dato;X;Y\n" + rows)
    city.run("load", "incidents", extract, "--synthetic")
    answer = city.ask("priority", "--year", 2020)
    assert {one["file"] for one in answer["sources"]} >= {"h.csv", "folk.csv"}
    assert any("Syntetiske data" in note for note in answer["notes"])
    page = city.folder / "kort.html"
    city.run("map", "priority", "--year", 2020, "-o", page)
    assert "Syntetiske data" in page.read_text(encoding="utf-8")
    assert "anmeldelser" in page.read_text(encoding="utf-8").split("<footer>")[1]


def test_a_category_is_one_of_the_five_or_refused(city):
    """The text "Markant indsatsbehov" is markant; a word that is no category is a reject."""
    rows = "Nord;2014;indeks;;;Markant indsatsbehov\nSyd;2014;indeks;;;meget utryg\n"
    path = city.write("k.csv", INDEX_HEAD + rows)
    city.run("load", "index", path, "--set", "bydele", "--better", "lower")
    rejected = city.ask("status", "--rejects", 3)["rows"]
    assert [one["value"] for one in rejected] == ["meget utryg"]
    city.index(["Syd;2014;30,0;300;;", "Nord;2014;1,0;300;;"], name="p.csv")
    rows = by_area(city.ask("priority", "--year", 2014))
    assert rows["1"]["category"] == "markant"
    assert rows["1"]["rank"] == 1


def test_a_category_without_a_share_still_has_its_place(city):
    """Markant comes first even where nobody was asked, with the category as its reason."""
    city.index(["Nord;2014;;;;Markant", "Syd;2014;30,0;300;;Minimal"], name="k.csv")
    answer = city.ask("priority", "--year", 2014)
    assert [row["name"] for row in answer["rows"]] == ["Nord", "Syd"]
    assert answer["rows"][0]["rank"] == 1
    assert answer["rows"][0]["reasons"][0] == "handlingskategori markant"


def test_figures_do_not_move_to_other_areas(city):
    """A corrected layer in which two codes changed places is refused while figures hang on it."""
    layer = json.loads((city.folder / "bydele.geojson").read_text(encoding="utf-8"))
    for feature in layer["features"]:
        feature["properties"]["bydel_nr"] = 3 - feature["properties"]["bydel_nr"]
    path = city.write("byttet.geojson", json.dumps(layer))
    refused = city.run("load", "areas", path, "--set", "bydele", "--replace", 1, expect=1)
    assert "1 (Nord → Syd), 2 (Syd → Nord)" in refused.stderr


def test_a_number_in_brackets_is_no_footnote():
    """The text "Distrikt (12)" is no name of district 1; a mark like 2) after a name is one."""
    names = AreaNames.of("d", [("1", "Distrikt 1"), ("2", "Distrikt 2"), ("12", "Distrikt 12")])
    assert names.match("Distrikt (12)").code == "12"
    assert names.match("Distrikt 1 2)").code == "1"


def test_a_corrected_number_of_answers_is_no_repeat(city):
    """The same share from ten times as many answers wants --replace, it is not dropped unsaid."""
    path = city.write("n.csv", INDEX_HEAD + "Nord;2020;utryg_nabolag;10,0;3000;\n"
                      "Nord;2022;utryg_nabolag;9,0;300;\n")  # fmt: skip
    city.run("load", "index", path, "--set", "bydele")
    [reject] = city.ask("status", "--rejects", 3)["rows"]
    assert "--replace 2" in reject["reason"]


def test_a_fixed_year_overrules_no_column(city):
    """A table of several years would become one; without such a column, or ignoring it, it may."""
    path = city.write("f.csv", INDEX_HEAD + "Nord;2010;utryg_nabolag;9,0;300;\n")
    fixed = ("load", "index", path, "--set", "bydele", "--fixed", "year=2014")
    assert "would overrule it in every row" in city.run(*fixed, expect=2).stderr
    city.run(*fixed, "--ignore", "År")
    assert by_area(city.ask("change", "--year", 2014))["1"]["percent"] == 9


def test_fractions_are_not_taken_for_per_cent(city):
    """0,11 in every row is refused, not stored as a ninth of a per cent."""
    rows = "".join(
        f"Nord;{year};utryg_aften_nat;0,1{year % 10};300;\n" for year in (2010, 2011, 2012)
    )
    path = city.write("andel.csv", INDEX_HEAD + rows)
    refused = city.run("load", "index", path, "--set", "bydele", expect=4)
    assert "per cent" in refused.stderr


def test_a_replaced_file_does_not_come_back_unnoticed(city):
    """Loading the wrong file again after its correction is refused, with the way to do it."""
    wrong = city.write("x1.csv", "Sagsnr;Dato;X;Y\n1;02-01-2020;720500;6170500\n")
    right = city.write("x2.csv", "Sagsnr;Dato;X;Y\n1;03-01-2020;720500;6170500\n")
    city.run("load", "incidents", wrong)
    city.run("load", "incidents", right, "--replace", 3)
    refused = city.run("load", "incidents", wrong, expect=1)
    assert "was load 3, which load 4 replaced" in refused.stderr
    city.run("load", "incidents", wrong, "--replace", 4)


@pytest.mark.parametrize(("codes", "said"), [(("*", "2"), "stands for the city"),
                                             (("a", "A"), "repeats A, a")])  # fmt: skip
def test_codes_that_would_be_taken_for_others(tmp_path, codes, said):
    """The city's own code, and codes that differ in case only, are refused."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd"], set_name="andre")
    layer = json.loads((tmp_path / "andre.geojson").read_text(encoding="utf-8"))
    for feature, code in zip(layer["features"], codes, strict=True):
        feature["properties"]["bydel_nr"] = code
    path = made.write("koder.geojson", json.dumps(layer))
    assert said in made.run("load", "areas", path, "--set", "k", expect=4).stderr


def test_no_output_is_written_over_a_store(city):
    """--force overwrites files, never the store."""
    before = city.store.read_bytes()
    refused = city.run("change", "--format", "csv", "-o", city.store, "--force", expect=2)
    assert "is a store" in refused.stderr
    assert city.store.read_bytes() == before


def test_an_output_that_cannot_be_written_is_a_sentence(city):
    """A name that is too long is wrong usage, said before the work: exit 2, no traceback."""
    refused = city.run("change", "--format", "csv", "-o", city.folder / ("x" * 300), expect=2)
    assert "File name too long" in refused.stderr


def test_a_vast_merged_block_is_refused_at_once(city):
    """A small workbook that merges a whole sheet is not worked through cell by cell."""
    path = city.folder / "stor.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Område", "År", "Indikator", "Procent"])
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A4:XFD1048576"/></mergeCells>'
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", merge)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert "A4:XFD1048576" in city.run("load", "index", path, "--set", "bydele", expect=4).stderr


def test_dates_and_clocks_in_columns_of_their_own(city):
    """A workbook written by pandas: midnight in the date column is no time of day."""
    frame = pd.DataFrame({"Sagsnr": ["1"], "Dato": [pd.Timestamp("2024-01-01")],
                          "Klokken": ["12:30"], "X": [720500.0], "Y": [6170500.0]})  # fmt: skip
    path = city.folder / "h.xlsx"
    frame.to_excel(path, index=False)
    result = city.run("load", "incidents", path)
    assert "1 stored, 0 rejected" in result.stdout


def test_city_denominators_are_of_one_kind(city):
    """A stated city total in one year only: both years are summed from the areas."""
    people = "Område;År;Folketal\nNord;2010;2000\nSyd;2010;2000\nHele byen;2010;5000\n"
    people += "Nord;2020;2000\nSyd;2020;2000\n"
    city.run("load", "population", city.write("folk.csv", people), "--set", "bydele")
    days = [f"{day}-{year}" for year in (2010, 2020) for day in ("01-01", "31-12")]
    rows = "".join(f"{at};{day};720500;6170500\n" for at, day in enumerate(days))
    city.run("load", "incidents", city.write("h.csv", "Sagsnr;Dato;X;Y\n" + rows))
    whole = by_area(city.ask("incidents", "--year", 2020))["*"]
    assert (whole["population"], whole["rate_ratio"]) == (4000, pytest.approx(365 / 366))
