"""Tables: encoding, delimiter, header and columns found, or said where they cannot be."""

import pytest

from hotspots.errors import InputProblem, UsageProblem
from hotspots.model import fields
from hotspots.model.loads import Reading
from hotspots.sources.files.encoding import utf8
from hotspots.sources.files.headings import bind
from hotspots.sources.files.missing_fields import nearest_heading
from hotspots.sources.files.tables import read_table
from hotspots.sources.files.text_rows import delimiter_of, likely_delimiter

NOTHING_SAID = Reading()


def quiet(sentence):
    """Say nothing."""


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("å".encode(), "utf-8"),
        (b"plain", "utf-8"),
        ("å".encode("utf-8-sig"), "utf-8-sig"),
        ("å".encode("utf-16"), "utf-16"),
        ("å".encode("utf-16-be", "strict").join([b"\xfe\xff", b""]), "utf-16"),
        ("å € “”".encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found(tmp_path, content, found):
    """By its mark, or else UTF-8 if it can be that, or else Windows-1252; no mark remains."""
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with utf8(path, None) as plain:
        assert plain.encoding == found
        assert plain.path.read_text(encoding="utf-8")[:1] in {"å", "p"}
    assert path.read_bytes() == content


def test_a_letter_across_two_pieces_of_a_file(tmp_path, monkeypatch):
    """Files are read in pieces; a letter of two bytes may lie on a seam."""
    monkeypatch.setattr("hotspots.sources.files.encoding._CHUNK_BYTES", 3)
    path = tmp_path / "a.csv"
    path.write_text("aå\nbø\ncæ\n" * 3, encoding="utf-8")
    for asked in (None, "utf-8"):
        with utf8(path, asked) as plain:
            assert plain.path.read_text(encoding="utf-8") == "aå\nbø\ncæ\n" * 3
    path.write_bytes(b"a\nb\nc\xff\nd\n")
    with (
        pytest.raises(InputProblem, match="line 3: a byte there is not utf-8"),
        utf8(path, "utf8"),
    ):
        pass


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["a;b;c", "1,5;2;3"], ";"),
        (["a,b,c", "1.5,2,3"], ","),
        (["a\tb", "1,5\t2"], "\t"),
        (["Tabel 1, udtræk", "", "a;b", "1,5;2", "2,5;3"], ";"),
        (["kun én"], ";"),
        ([], ";"),
    ],
)
def test_the_delimiter_is_found(lines, found):
    """The mark that most lines hold; a semicolon where two are level."""
    assert likely_delimiter(lines) == found


@pytest.mark.parametrize(
    ("asked", "found"), [("|", "|"), ("tab", "\t"), ("TAB", "\t"), ("\\t", "\t"), (",", ",")]
)
def test_the_delimiter_can_be_said(asked, found):
    """As a character, or by name where a shell makes that hard."""
    assert delimiter_of("a.csv", Reading(delimiter=asked), ["a;b"]) == found


@pytest.mark.parametrize("asked", ["", "||", '"', "\n", "§"])
def test_a_delimiter_that_cannot_be(asked):
    """One plain character, and not one that means something else."""
    with pytest.raises(UsageProblem, match="not one character"):
        delimiter_of("a.csv", Reading(delimiter=asked), ["a;b"])


@pytest.mark.parametrize(
    "header",
    [
        "Område;År;Indikator;Procent",
        "OMRÅDE;ÅR;INDIKATOR;PCT.",
        "Bydel;Årstal;Mål;Andel i procent",
        "omraade;aar;spoergsmaal;%",
        "area;year;indicator;share",
        "District;Year;Indicator;Percent",
        "Område*;År¹;Indikator 2);Procent [3]",
        "Kilde;Område ; År;Indikator;Procent;Bemærkning",
    ],
)
def test_headings_in_danish_and_english(header):
    """Case, letters written out and footnote marks make no difference; others are left alone."""
    binding = bind(header.split(";"), fields.INDEX, NOTHING_SAID)
    assert set(binding.position) == {"area", "year", "indicator", "percent"}


def test_what_is_said_goes_before_what_is_found():
    """--map takes a column from the field it would have been found for."""
    reading = Reading(columns={"percent": "tal"}, fixed={"indicator": "utryg_nabolag"})
    binding = bind(["område", "år", "procent", "TAL"], fields.INDEX, reading)
    row = ["1", "2020", "9", " 8 "]
    assert binding.cell(row, "percent") == "8"
    assert binding.cell(row, "indicator") == "utryg_nabolag"
    assert binding.cell(row[:2], "percent") == ""
    assert binding.heading("indicator") == "indicator"


def test_the_header_may_stand_below_titles(tmp_path):
    """Title rows, a blank line, a total below: only rows with a cell are data rows."""
    path = tmp_path / "a.csv"
    path.write_text(
        "Tryghed;;\nudtræk;2026;\n\nområde;år;befolkning\n1;2020;7\n\n;;\nI alt;2020;9\n",
        encoding="utf-8",
    )
    table = read_table(path, fields.POPULATION, NOTHING_SAID, quiet)
    assert list(table.rows) == [["1", "2020", "7"], ["I alt", "2020", "9"]]
    assert table.day_first


def test_a_missing_column_lists_those_that_are_there(tmp_path):
    """And says how to name one."""
    path = tmp_path / "a.csv"
    path.write_text("område;folk\n1;7\n", encoding="utf-8")
    with pytest.raises(InputProblem) as problem:
        read_table(path, fields.POPULATION, NOTHING_SAID, quiet)
    assert str(problem.value) == (
        f"{path}: no column for 'year', 'population'. Columns: 'område', 'folk'. "
        "'year' is known by the headings år, årstal, dataår, undersøgelsesår, tid, year and 9 "
        "more. 'population' is known by the headings befolkning, folketal, indbyggere, "
        "antal indbyggere, indbyggertal, population and 12 more; nearest is 'folk'. "
        "Name it with --map year=COLUMN --map population=COLUMN, or give one value with "
        "--fixed year=VALUE --fixed population=VALUE."
    )


@pytest.mark.parametrize(
    ("headings", "nearest"),
    [
        (["Bydelen", "Pct"], "Bydelen"),
        (["Svar", "Områdets navn"], "Områdets navn"),
        (["Sted", "Svar"], None),
        (["", " "], None),
        ([], None),
    ],
)
def test_the_nearest_heading_of_a_missing_field(headings, nearest):
    """One that is much like a known one; none where nothing is."""
    area = next(field for field in fields.INDEX if field.name == "area")
    assert nearest_heading(area, headings) == nearest
