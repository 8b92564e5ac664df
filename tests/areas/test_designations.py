"""Designations: counted by their criteria, found in their set when asked, gaps said."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from hotspots.engine.store import reading
from hotspots.workflows.areas.designations import designated
from tests.conftest import square
from tests.real_data import FOLDER, real_data

HEAD = "Type;Navn;År;Udpeget;Kategori;Kriterier;Distrikt;Enheder"
SHIPPED = Path(__file__).resolve().parents[2] / "geodata" / "designations"
ESTATES = "udsat_boligomraade"
PRIORITY = "prioriteret_omraade"
UNKNOWN = ["dele af Husum", "dele af Indre By", "dele af Valby", "dele af Vesterbro"]
NUMBERS = (3, 8, 12, 16, 17, 18, 22, 23, 24, 27)


def test_the_counts_are_by_category(hotspots, tmp_path):
    """Six of one kind of effort and one of another are no seven of anything."""
    rows = [f"p;A{at};2010;markant" for at in range(6)]
    rows += ["p;B;2010;intensiveret", "p;C;2011;markant", "p;D;2011;", "q;E;2011;", "q;F;2011;"]
    path = tmp_path / "d.csv"
    head = "Type;Navn;År;Kategori;Kriterier"
    path.write_text("\n".join([head, *(f"{row};K" for row in rows)]) + "\n", encoding="utf-8")
    hotspots.done("load", "designations", path)
    said = hotspots.done("--lang", "en", "designations", "--format", "json").stdout
    counts = "2010: 6 markant, 1 intensiveret; 2011: 1 markant, 1 without a category"
    assert json.loads(said)["notes"][:2] == [
        f"P, number designated – {counts}. Criteria: K.",
        "Q, number designated – 2011: 2. Criteria: K.",
    ]


@pytest.fixture
def published(hotspots):
    """Return the command line with the published designations loaded."""
    hotspots.done("load", "designations")
    return hotspots


@pytest.fixture
def districts(layers):
    """Return a layer of made-up squares with ten of the numbers of 2009."""
    areas = [(number, f"Distrikt {number}", square(at)) for at, number in enumerate(NUMBERS)]
    return layers.write(areas)


def ask(hotspots, *options):
    return json.loads(hotspots.done("designations", *options, "--format", "json").stdout)


def table(folder, *rows, head=HEAD, name="u.csv"):
    path = folder / name
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def test_five_four_two_six_and_the_change_of_criteria(published):
    """The rise from 2 to 6 is marked as a change of criteria, between 2009 and 2010 only."""
    answer = ask(published, "--kind", ESTATES)
    counts = [
        sum(row["designated"] for row in answer["rows"] if row["year"] == year)
        for year in (2007, 2008, 2009, 2010)
    ]
    assert counts == [5, 4, 2, 6]
    assert "2007: 5, 2008: 4, 2009: 2, 2010: 6" in answer["notes"][0]
    changed = [note for note in answer["notes"] if "kriterierne er ændret" in note]
    assert len(changed) == 1
    assert "mellem 2009 og 2010" in changed[0]
    assert "Antallene 2 og 6 kan ikke sammenlignes." in changed[0]
    assert len({row["criteria_set"] for row in answer["rows"]}) == 2
    english = json.loads(
        published.done(
            "--lang", "en", "designations", "--kind", ESTATES, "--format", "json"
        ).stdout
    )
    assert "The numbers 2 and 6 cannot be compared." in " ".join(english["notes"])


def test_the_estates_of_2009_are_the_two(published):
    rows = ask(published, "--kind", ESTATES, "--year", 2009)["rows"]
    named = [row["name"] for row in rows if row["designated"]]
    assert named == ["Mjølnerparken", "Tingbjerg/Utterslevhuse"]
    assert {row["area"] for row in rows} == {None}


def test_the_priority_areas_of_2010_with_their_gaps(published, districts):
    """Districts 3, 8 and 12 are known; of four only the bydel is, whatever set is loaded."""
    published.done("load", "areas", districts, "--set", "districts2009")
    rows = {row["name"]: row for row in ask(published, "--kind", PRIORITY)["rows"]}
    known = {name: row["area"] for name, row in rows.items() if row["area"]}
    assert known == {
        "Christianshavn/Holmen": "3",
        "dele af Indre Nørrebro": "8",
        "udvidet Ydre Nørrebro": "12",
    }
    assert rows["udvidet Ydre Nørrebro"]["units"] == "12 + rode 157"
    assert rows["udvidet Ydre Nørrebro"]["value"] == "intensiveret"
    assert [row["value"] for row in rows.values()].count("markant") == 6
    for name in UNKNOWN:
        assert (rows[name]["area"], rows[name]["units"]) == (None, None)
        assert rows[name]["certainty"] == "ukendt"
        assert rows[name]["note"].startswith("Bydel: ")


def test_without_the_districts_the_command_that_makes_them_is_named(hotspots):
    """At the load and in every answer; the four that nobody published are said apart."""
    said = hotspots.done("load", "designations").stderr
    assert f"`{hotspots.program} areas rebuild districts2009`" in said
    answer = ask(hotspots, "--kind", PRIORITY)
    assert {row["area"] for row in answer["rows"]} == {None}
    notes = answer["notes"]
    unstated = next(note for note in notes if note.startswith("Det er ikke oplyst"))
    assert all(name in unstated for name in UNKNOWN)
    assert "Christianshavn" not in unstated
    assert any(f"`{hotspots.program} areas rebuild districts2009`" in note for note in notes)


def test_a_set_that_comes_later_is_found(published, districts):
    """And designations count for priorities in that very set and year only."""
    published.done("load", "areas", districts, "--set", "districts2009")
    published.done("load", "areas", districts, "--set", "bydele")
    with reading(published.store) as store:
        assert designated(store, "districts2009", 2010) == {
            "12": ("udvidet Ydre Nørrebro (intensiveret)",),
            "3": ("Christianshavn/Holmen (markant)",),
            "8": ("dele af Indre Nørrebro (markant)",),
        }
        assert designated(store, "bydele", 2010) == {}
        assert designated(store, "districts2009", 2011) == {}


def test_the_published_ones_load_once(published):
    """Two files, two loads; a second time nothing is stored."""
    assert published.counts(1) == (7, 7, 0)
    assert published.counts(2) == (24, 24, 0)
    again = published.done("load", "designations").stdout
    assert again.count("already holds this file") == 2
    assert published.query("select count(*) from designation") == [(31,)]


def test_another_set_can_be_named_for_the_published_ones(hotspots, districts):
    """The estates name no set and stay without one."""
    hotspots.done("load", "areas", districts, "--set", "distrikter")
    hotspots.done("load", "designations", "--set", "distrikter")
    found = hotspots.query("select distinct kind, set_name from designation order by all")
    assert found == [(PRIORITY, "distrikter"), (ESTATES, None)]
    assert len([row for row in ask(hotspots)["rows"] if row["area"]]) == 3


def test_the_shipped_tables_are_the_ones_described():
    """Their hashes are those of the toml, and no row gives a district to the four."""
    import hashlib
    import tomllib

    about = tomllib.loads((SHIPPED / "designations.toml").read_text(encoding="utf-8"))
    for one in about["files"]:
        data = (SHIPPED / one["name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == one["sha256"]
        assert one["source"]
        assert one["gaps"]


@real_data
def test_the_shipped_tables_agree_with_what_was_transcribed():
    with (FOLDER / "published" / "udsatte_boligomraader_2007_2010.csv").open() as file:
        stated = {
            (row["area"], row["year"], row["designated"] == "1") for row in csv.DictReader(file)
        }
    with (SHIPPED / "deprived_estates_2007_2010.csv").open() as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert {(row["Navn"], row["År"], row["Udpeget"] == "ja") for row in rows} == stated


def test_a_file_of_ones_own(three_areas, tmp_path):
    """An area that is none of the set is stored without one and said; rows add up."""
    path = table(
        tmp_path,
        "indsats;Nørrebro;2012;1;;A;1;",
        "indsats;Ukendt sted;2012;;høj;A;99;",
        "indsats;Ingen;2012;nej;;A;;",
        "indsats;Nørrebro;2012;1;;A;1;",
        "indsats;Uden år;;1;;A;1;",
        "indsats;Måske;2012;måske;;A;1;",
        "indsats;Uden kriterier;2012;1;;;1;",
    )
    found = three_areas.done("load", "designations", path, "--set", "by")
    assert three_areas.counts(2) == (7, 3, 4)
    assert "Ukendt sted: stored without an area. '99': no area of this name in by" in found.stderr
    assert "because none is stated: Ingen." in found.stderr
    assert [(row, column) for row, column, *_ in three_areas.rejects()] == [
        (4, "Navn"), (5, "År"), (6, "Udpeget"), (7, "Kriterier")
    ]  # fmt: skip
    stored = three_areas.query("select name, area_code, units, designated from designation")
    assert sorted(stored) == [
        ("Ingen", None, None, False),
        ("Nørrebro", "1", "1", True),
        ("Ukendt sted", None, "99", True),
    ]


def test_the_name_stands_for_the_area_where_there_is_no_column_for_it(three_areas, tmp_path):
    """A table of estates names areas of a set of estates."""
    head = "Type;Område;År;Kriterier"
    path = table(tmp_path, "slags;Nørrebro;2012;A", "slags;Mjølnerparken;2012;A", head=head)
    three_areas.done("load", "designations", path, "--set", "by")
    rows = ask(three_areas)["rows"]
    assert [(row["name"], row["area"], row["area_name"]) for row in rows] == [
        ("Mjølnerparken", None, None),
        ("Nørrebro", "1", "Nørrebro"),
    ]
    assert "Mjølnerparken" in " ".join(ask(three_areas)["notes"])


def test_a_designation_that_is_there_already(three_areas, tmp_path):
    """The same is a repeat; another value needs --replace."""
    first = table(tmp_path, "slags;A;2012;1;høj;K;1;")
    three_areas.done("load", "designations", first, "--set", "by")
    second = table(tmp_path, "slags;A;2012;1;høj;K;1;", "slags;B;2012;1;;K;2;", name="v.csv")
    three_areas.done("load", "designations", second, "--set", "by")
    assert three_areas.rejects(3) == [(1, None, "A", "repeats load 2")]
    third = table(tmp_path, "slags;A;2012;1;lav;K;1;", name="w.csv")
    failed = three_areas.run("load", "designations", third, "--set", "by")
    assert failed.exit_code == 4
    assert "--replace 2" in failed.stderr
    three_areas.done("load", "designations", third, "--set", "by", "--replace", 2)
    assert [row["value"] for row in ask(three_areas)["rows"]] == ["lav", None]


def test_replacing_the_published_needs_a_file(published):
    """They are two loads, so which one is meant must be said."""
    found = published.run("load", "designations", "--replace", 1)
    assert found.exit_code == 2
    assert "--replace needs a file" in found.stderr


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "geojson", "gpkg", "parquet"])
def test_every_format(published, districts, tmp_path, suffix):
    """A layer holds the three areas that are known, everything else holds all 31 rows."""
    published.done("load", "areas", districts, "--set", "districts2009")
    path = tmp_path / f"u.{suffix}"
    said = published.done("designations", "-o", path).stderr
    assert f"({3 if suffix in {'geojson', 'gpkg'} else 31} rows)" in said


def test_each_row_of_a_layer_is_its_own_designation(three_areas, tmp_path):
    """One area designated in two years is two features with their own year."""
    path = table(tmp_path, "slags;A;2012;1;høj;K;1;", "slags;A;2013;1;lav;K;1;")
    three_areas.done("load", "designations", path, "--set", "by")
    layer = json.loads(three_areas.done("designations", "--format", "geojson").stdout)
    found = [(one["properties"]["year"], one["properties"]["value"]) for one in layer["features"]]
    assert found == [(2012, "høj"), (2013, "lav")]


def test_no_text_becomes_a_formula(three_areas, tmp_path):
    path = table(tmp_path, '=HYPERLINK("x");A;2012;1;;K;1;')
    path.write_text(path.read_text().replace('=HYPERLINK("x")', "=1+1"), encoding="utf-8")
    three_areas.done("load", "designations", path, "--set", "by")
    three_areas.done("designations", "-o", tmp_path / "u.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "u.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_what_is_not_there_is_said(hotspots, published):
    """Nothing at all, another kind, another year."""
    found = published.run("designations", "--kind", "andet")
    assert found.exit_code == 1
    assert f"'{ESTATES}' (2007, 2008, 2009, 2010)" in found.stderr
    near = published.run("designations", "--kind", ESTATES[:-2])
    assert f"Did you mean '{ESTATES}'?" in near.stderr


def test_a_store_without_designations(three_areas):
    found = three_areas.run("designations")
    assert found.exit_code == 1
    assert f"`{three_areas.program} load designations`" in found.stderr
