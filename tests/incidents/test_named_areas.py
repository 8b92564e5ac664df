"""Incidents with the name of an area in the place of coordinates: four siblings of one extract."""

import json

import duckdb
import openpyxl
import pytest

from tests.small_city import City, by_area

HEAD = ["Sagsnr", "Dato", "Bydel", "Gerningstype"]
# By year: in Nord 20 and 30, in Syd 4, without a place 3, outside 2 and 6; one of no such area.
PLACES = {
    2020: [*["Nord"] * 20, *["Bydel Syd"] * 4, "Uoplyst", "", "Ukendt",
           *["Uden for kommunen"] * 2],
    2021: [*["nord"] * 30, *["2"] * 4, "Uoplyst", "", "Hele kommunen", *["Anden kommune"] * 6,
           "Nørd"],
}  # fmt: skip


def extract():
    """Return the rows of the extract, in the order of their dates."""
    return [
        [f"{year}-{at}", f"{1 + at % 28:02d}-{1 + at % 12:02d}-{year}", place, "Indbrud æøå"]
        for year, places in PLACES.items()
        for at, place in enumerate(places)
    ]


def written(folder, kind):
    """Write the extract as one kind of file, and return its path."""
    rows, path = [HEAD, *extract()], folder / f"haendelser.{'xlsx' if kind == 'xlsx' else 'csv'}"
    if kind == "xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    elif kind == "comma":
        path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    else:
        encoding = "cp1252" if kind == "windows" else "utf-8"
        path.write_text("\n".join(";".join(row) for row in rows) + "\n", encoding=encoding)
    return path


def city_of(folder):
    """Return a city of two sets: Nord and Syd, and one of a single area Alt."""
    made = City(folder)
    made.areas(["Nord", "Syd"])
    made.areas(["Alt"], set_name="storby")
    return made


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """Return a city with the extract loaded by the names of its areas, and what was said."""
    folder = tmp_path_factory.mktemp("named")
    made = city_of(folder)
    path = written(folder, "semicolon")
    result = made.run("load", "incidents", path, "--set", "bydele", "--dialect", "dk")
    return made, result.output


def asked(city, *options):
    return city.ask("incidents", "--baseline", 2020, "--year", 2021, "--set", "bydele", *options)


def counts(answer):
    return {code: (row["baseline_n"], row["n"]) for code, row in by_area(answer).items()}


@pytest.mark.parametrize("kind", ["semicolon", "windows", "comma", "xlsx"])
def test_siblings_of_one_extract_give_the_same_counts(tmp_path, kind):
    """The three states apart: in an area, outside, no place; what is outside is not the city's."""
    made = city_of(tmp_path)
    path = written(tmp_path, kind)
    made.run("load", "incidents", path, "--set", "bydele", "--dialect", "dk")
    assert counts(asked(made)) == {
        "*": (27, 37), "1": (20, 30), "2": (4, 4), "outside": (2, 6), "-": (3, 3),
    }  # fmt: skip


def test_english_headings_and_words(tmp_path):
    """An ISO file with commas; the words for no place and for outside in English."""
    made = city_of(tmp_path)
    rows = ["1,2021-02-01,Nord", "2,2021-03-03,Unknown", "3,2021-02-04,Outside the municipality"]
    path = made.write("e.csv", "\n".join(["Case ID,Date,District", *rows]) + "\n")
    made.run("load", "incidents", path, "--set", "bydele")
    answer = made.ask("incidents", "--year", 2021, "--set", "bydele")
    assert {code: row["n"] for code, row in by_area(answer).items()} == {
        "*": 2, "1": 1, "2": 0, "outside": 1, "-": 1,
    }  # fmt: skip


def test_a_name_of_no_area_is_turned_away_with_the_nearest(loaded):
    """71 rows in are 70 stored and the one whose area is not in the set."""
    made, said = loaded
    n_rows = sum(map(len, PLACES.values()))
    load = next(row for row in made.ask("status")["rows"] if row["kind"] == "incidents")
    assert (load["rows_in"], load["rows_stored"], load["rows_rejected"]) == (n_rows, n_rows - 1, 1)
    (reject,) = made.ask("status", "--rejects", load["load"])["rows"]
    assert (reject["column"], reject["value"]) == ("Bydel", "Nørd")
    assert "Nord" in reject["reason"]
    assert "58 incidents" in said or "58 hændelser" in said


def test_the_load_says_which_words_were_read_as_no_area(loaded):
    """Nothing is guessed in silence: the words and how often they stand there."""
    _, said = loaded
    assert "'Uoplyst' (2)" in said
    assert "'Anden kommune' (6)" in said
    assert "Bydel → area" in said


def test_in_another_set_they_have_no_place_and_it_is_said(loaded):
    """What is known by an area of bydele is in no area of storby, and is not carried there."""
    made, _ = loaded
    answer = made.ask("incidents", "--baseline", 2020, "--year", 2021, "--set", "storby")
    assert counts(answer) == {"*": (27, 37), "1": (0, 0), "outside": (2, 6), "-": (27, 37)}
    assert any("34 af hændelserne uden sted i 2021 er kun kendt på deres område i bydele" in note
               for note in answer["notes"])  # fmt: skip
    assert not any("er kun kendt på deres område" in note for note in asked(made)["notes"])


@pytest.mark.parametrize(
    "command",
    [
        ("detect", "--set", "bydele"),
        ("detect", "--set", "bydele", "--from", "2021-01-01", "--to", "2021-12-31"),
        ("surface", "--set", "bydele"),
        ("repeat", "--set", "bydele"),
        ("review", "--set", "bydele", "--before", "2020-01-01..2020-12-28",
         "--after", "2021-01-01..2021-12-28"),
        ("map", "hotspots", "--set", "bydele"),
    ],
)  # fmt: skip
def test_methods_that_need_points_say_that_there_are_areas_only(loaded, command, tmp_path):
    """No empty map in silence: exit 1, and how many are known by area."""
    made, _ = loaded
    output = ("-o", tmp_path / "kort.html") if command[0] == "map" else ()
    output = ("-o", tmp_path / "flade.tif") if command[0] == "surface" else output
    result = made.run(*command, *output, expect=1)
    assert "known by area only" in result.output or "kun kendt på område" in result.output
    assert not list(tmp_path.iterdir())


def test_hours_need_no_points(tmp_path):
    """An incident in an area by its name counts in the hours of that area."""
    made = city_of(tmp_path)
    rows = ["1;01-02-2021 14:10;Nord", "2;01-02-2021 15:10;Syd", "3;01-02-2021 15:10;Uoplyst",
            "4;01-02-2021 15:10;Uden for kommunen"]  # fmt: skip
    path = made.write("h.csv", "\n".join(["id;tidspunkt;bydel", *rows]) + "\n")
    made.run("load", "incidents", path, "--set", "bydele")
    assert made.ask("hours", "--set", "bydele")["settings"]["n_incidents"] == 3
    nord = made.ask("hours", "--set", "bydele", "--area", "Nord")
    assert {row["hour"]: row["n"] for row in nord["rows"] if row["n"]} == {14: 1}


def test_an_area_column_without_a_set_is_asked_about(tmp_path):
    """Following the advice works."""
    made = city_of(tmp_path)
    path = written(tmp_path, "semicolon")
    said = made.run("load", "incidents", path, "--dialect", "dk", expect=2).output
    assert "'Bydel'" in said
    assert "--set" in said
    made.run("load", "incidents", path, "--dialect", "dk", "--set", "bydele")


def test_coordinates_decide_and_the_area_column_is_named_as_unread(tmp_path):
    """With --set an area fills in for coordinates that are not there, and only for those."""
    made = city_of(tmp_path)
    rows = ["1;01-02-2021;Syd;720500;6170500", "2;02-02-2021;Syd;;"]
    text = "\n".join(["id;dato;bydel;x;y", *rows]) + "\n"
    said = made.run("load", "incidents", made.write("a.csv", text)).output
    assert "'bydel'" in said
    answer = made.ask("incidents", "--year", 2021, "--set", "bydele")
    assert {code: row["n"] for code, row in by_area(answer).items()} == {
        "*": 2, "1": 1, "2": 0, "-": 1,
    }  # fmt: skip
    (load,) = [row for row in made.ask("status")["rows"] if row["kind"] == "incidents"]
    made.run("load", "incidents", made.folder / "a.csv", "--set", "bydele",
             "--replace", load["load"])  # fmt: skip
    answer = made.ask("incidents", "--year", 2021, "--set", "bydele")
    assert {code: row["n"] for code, row in by_area(answer).items()} == {
        "*": 2, "1": 1, "2": 1, "-": 0,
    }  # fmt: skip
    detected = made.ask("detect", "--set", "bydele", "--cell", 500)
    assert detected["settings"]["n_by_area"] == 1


def test_a_new_version_of_the_set_has_them_too(tmp_path):
    """A set that takes the place of another one has the incidents that name its areas."""
    made, path = city_of(tmp_path), written(tmp_path, "semicolon")
    made.run("load", "incidents", path, "--set", "bydele", "--dialect", "dk")
    before = counts(asked(made))
    layer = json.loads((tmp_path / "bydele.geojson").read_text())
    for feature in layer["features"]:
        feature["properties"]["udgave"] = 2
    again = made.write("nye.geojson", json.dumps(layer))
    made.run("load", "areas", again, "--set", "bydele", "--replace", 1)
    assert counts(asked(made)) == before


def test_another_name_of_an_area_is_kept(tmp_path):
    """--alias gives a name that the set does not have."""
    made = city_of(tmp_path)
    path = made.write("h.csv", "id;dato;bydel\n1;01-02-2021;Nordbyen\n")
    made.run("load", "incidents", path, "--set", "bydele", "--alias", "Nordbyen=Nord")
    answer = made.ask("incidents", "--year", 2021, "--set", "bydele")
    assert by_area(answer)["1"]["n"] == 1


def test_the_registers_word_for_both_is_refused_with_what_to_write(tmp_path):
    """Uden for inddeling can be another municipality, or people without an address."""
    made = city_of(tmp_path)
    text = "id;dato;bydel\n1;01-02-2021;Nord\n2;01-02-2021;Udenfor inddeling\n"
    made.run("load", "incidents", made.write("h.csv", text), "--set", "bydele")
    (reject,) = made.ask("status", "--rejects", "all")["rows"]
    assert "Uoplyst" in reject["reason"]


def test_trace_tells_that_an_area_was_named(loaded):
    """The count of Nord comes from the load's rows that name it."""
    made, _ = loaded
    rows = made.ask("trace", "Nord", 2021, "incidents", "--set", "bydele")["rows"]
    named = [row for row in rows if "nævner ved navn" in row["what"]]
    assert [row["value"] for row in named] == ["30"]


def test_a_store_from_before_keeps_its_answers(tmp_path):
    """Without the columns of names every row is as it was, and a new load can name areas."""
    made = city_of(tmp_path)
    rows = ["1;01-02-2021;720500;6170500", "2;02-02-2021;;", "3;02-02-2021;720500;6174500"]
    made.run("load", "incidents", made.write("a.csv", "\n".join(["id;dato;x;y", *rows]) + "\n"))
    before = made.ask("incidents", "--year", 2021, "--set", "bydele")
    columns = ("named_set", "named_area", "named_outside")
    with duckdb.connect(str(made.store)) as con:
        for view in ("covering_incident", "active_incident"):
            con.execute(f"drop view {view}")
        for column in columns:
            con.execute(f"alter table incident drop column {column}")
        con.execute("delete from schema_version where version >= 14")
    assert made.ask("incidents", "--year", 2021, "--set", "bydele") == before
    path = made.write("b.csv", "id;dato;bydel\n4;02-02-2021;Nord\n")
    made.run("load", "incidents", path, "--set", "bydele")
    after = by_area(made.ask("incidents", "--year", 2021, "--set", "bydele"))
    assert {code: row["n"] for code, row in after.items()} == {
        "*": 3, "1": 2, "2": 0, "outside": 1, "-": 1,
    }  # fmt: skip


def evaluated(folder, *, with_points):
    """Return a city with an effort in Nord, and incidents each month of 2019 to 2021."""
    made = city_of(folder)
    place = ";;" if not with_points else ";720500;6170500"
    rows = [f"{year}-{month}-{at};{1 + 27 * at:02d}-{month:02d}-{year};Nord"
            f"{place if at == 0 else ';;'}"
            for year in (2019, 2020, 2021) for month in range(1, 13)
            for at in range(2)]  # fmt: skip
    path = made.write("h.csv", "\n".join(["id;dato;bydel;x;y", *rows]) + "\n")
    made.run("load", "incidents", path, "--set", "bydele", "--crs", "EPSG:25832")
    path = made.write("i.csv", "Indsats;Sted;Rolle;Start;Slut\nLys;Nord;indsats;2020-06-01;\n")
    made.run("load", "interventions", path, "--set", "bydele")
    return made


def test_an_evaluation_needs_points(tmp_path):
    """None at all is an error, and of some it is said how many are left out."""
    made = evaluated(tmp_path, with_points=False)
    said = made.run("evaluate", "Lys", expect=1).output
    assert "known by area only" in said or "kun kendt på område" in said


def test_an_evaluation_says_how_many_are_known_by_area(tmp_path):
    """One of two incidents a month has a point; the other one has no lack of a place."""
    made = evaluated(tmp_path, with_points=True)
    answer = made.ask("evaluate", "Lys", "--set", "bydele", "--before", "2019-01..2019-12",
                      "--after", "2021-01..2021-12")  # fmt: skip
    assert any("kun er kendt på område" in note and note.endswith(": 24.")
               for note in answer["notes"])  # fmt: skip
    assert not any("har intet sted" in note for note in answer["notes"])
    treated = next(row for row in answer["settings"]["counts"] if row["group"] == "treated")
    assert (treated["before"], treated["after"]) == (12, 12)


def test_a_later_extract_corrects_the_area(tmp_path):
    """The same id in another area is a correction; in the same one it is a repeat."""
    made = city_of(tmp_path)
    for name, area in (("a", "Nord"), ("b", "Syd"), ("c", "Syd")):
        text = f"id;dato;bydel\n1;01-02-2021;{area}\n{name};02-02-2021;Nord\n"
        made.run("load", "incidents", made.write(f"{name}.csv", text), "--set", "bydele")
    rows = by_area(made.ask("incidents", "--year", 2021, "--set", "bydele"))
    assert {code: row["n"] for code, row in rows.items()} == {"*": 4, "1": 3, "2": 1, "-": 0}
    rejected = [row["rows_rejected"] for row in made.ask("status")["rows"]
                if row["kind"] == "incidents"]  # fmt: skip
    assert rejected == [0, 0, 1]


def test_rows_of_one_case_in_two_areas_are_not_alike(tmp_path):
    """It is asked what a row is; as offences they count in both areas, once in the city."""
    made = city_of(tmp_path)
    path = made.write("h.csv", "id;dato;bydel\n1;01-02-2021;Nord\n1;01-02-2021;Syd\n")
    made.run("load", "incidents", path, "--set", "bydele", expect=2)
    made.run("load", "incidents", path, "--set", "bydele", "--rows", "offences")
    rows = by_area(made.ask("incidents", "--year", 2021, "--set", "bydele"))
    assert {code: row["n"] for code, row in rows.items()} == {"*": 1, "1": 1, "2": 1, "-": 0}
