"""What lies beside and below a table, and what only looks like a layer."""

import json
import zipfile

import pytest

from hotspots.sources.files.periods import period
from hotspots.sources.files.values import UnreadableCell
from tests.loads.test_load_bad_files import refused

HEAD, ROWS = "Område;År;Folketal\n", "1;2024;5100\n2;2024;4020\n"
POPULATION = ("load", "population", "--set", "by")
RESIDENTS = "select area_code, year, population from active_residents order by all"


def zipped(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_a_text_beside_a_table_of_an_archive_is_passed_over(three_areas, tmp_path):
    files = {"data/udtræk.csv": HEAD + ROWS, "LÆSMIG.txt": "Udtræk, lavet 2024.\nKontakt os.\n"}
    said = three_areas.done(*POPULATION, zipped(tmp_path / "a.zip", files)).stderr
    assert "passed over, as no table: 'LÆSMIG.txt'" in said
    assert three_areas.query(RESIDENTS) == [("1", 2024, 5100), ("2", 2024, 4020)]


def test_two_tables_of_an_archive_are_asked_about(three_areas, tmp_path):
    files = {"a.csv": HEAD + ROWS, "b.txt": HEAD + ROWS}
    sentence = refused(three_areas, POPULATION, zipped(tmp_path / "a.zip", files))
    assert "holds 2 files that can be read" in sentence


def test_a_source_below_a_plain_table_is_left_out(three_areas, tmp_path):
    (tmp_path / "a.csv").write_text(HEAD + ROWS + "Kilde: DST;;\n", encoding="utf-8")
    done = three_areas.done(*POPULATION, tmp_path / "a.csv")
    assert "left out below the table: 'Kilde: DST'" in done.stderr
    assert "2 rows in, 2 stored, 0 rejected" in done.stdout


def test_rows_of_json_are_called_so(three_areas, tmp_path):
    rows = [{"Sagsnr": "A1", "Dato": "01-02-2024", "X": 720100, "Y": 6175100}]
    (tmp_path / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    sentence = refused(three_areas, ("load", "incidents"), tmp_path / "a.json")
    assert "this is a list of JSON, not GeoJSON. Save it as a table" in sentence


def test_a_heading_of_months_behind_their_year(three_areas, tmp_path):
    text = "Område;2024 (jan-jun);2023 (jan-jun)\n1;51;50\n2;42;40\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    three_areas.done("load", "counts", "--set", "by", tmp_path / "a.csv")
    assert three_areas.query("select distinct first_month, last_month from incident_count") == [
        (1, 6)
    ]


def test_a_school_year_that_can_be_no_month():
    with pytest.raises(UnreadableCell, match="write its days, such as 01-08-2020 - 31-07-2021"):
        period("2020/21")
    with pytest.raises(UnreadableCell, match="can be a month and a school year"):
        period("2010/11")


def test_a_file_of_two_encodings_has_no_option_that_spoils_it(three_areas, tmp_path):
    rows = "1;2024;5100;Nordås\n".encode() + "2;2024;4020;Sø\n".encode("cp1252")
    (tmp_path / "a.csv").write_bytes((HEAD[:-1] + ";Note\n").encode() + rows)
    sentence = refused(three_areas, POPULATION, tmp_path / "a.csv")
    assert "with --encoding windows-1252 letters such as these would be wrong" in sentence
