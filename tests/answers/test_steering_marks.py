"""Marks that steer or hide never reach a terminal; in files they are seen, or are escaped."""

import csv
import io
import json
import re
import sys
import unicodedata

import pytest

from hotspots.safe import cell_text, csv_cell, json_text, printable, terminal_text, visible_text
from tests.conftest import square

EVERY_FORMAT_MARK = [
    chr(code) for code in range(sys.maxunicode + 1)
    if unicodedata.category(chr(code)) in {"Cc", "Cf", "Zl", "Zp"}
]  # fmt: skip
# Not format marks, but drawn as nothing at all.
INVISIBLE = ["\u034f", "\u115f", "\u3164", "\ufe0f", "\uffa0", "\U000e0100"]
LAYOUT = {"\n", "\r", "\t"}
STEERING = [mark for mark in [*EVERY_FORMAT_MARK, *INVISIBLE] if mark not in LAYOUT]
NASTY = "R\x1b[31mød\x1b[0m\u202ehal\u2066v\x9b2J\u200bskjult\u2028ny\x7f"


def test_no_steering_mark_is_left_for_a_terminal():
    text = "a".join(STEERING)
    for shown in (terminal_text(text), printable("\ufeff" + text)[1:]):
        assert not {*shown} & {*STEERING}
    assert printable("a\rb\r\nc\td\n") == "ab\r\nc\td\n"


def test_every_mark_is_seen_in_csv():
    for mark in STEERING:
        assert visible_text(f"a{mark}b") == f"a<U+{ord(mark):04X}>b"
    assert visible_text("a\rb\r\nc\td") == "a<U+000D>b\nc\td"
    assert visible_text("Ærø – 日本 😀 e\u0301") == "Ærø – 日本 😀 e\u0301"


def test_every_mark_is_escaped_in_json_and_read_back():
    text = "a".join([*STEERING, *LAYOUT])
    written = json_text(json.dumps({text: [text]}, ensure_ascii=False))
    assert not {*written} & {*STEERING, *LAYOUT}
    assert json.loads(written) == {text: [text]}


def _cells_of_a_spreadsheet(line, mark):
    """Return the cells of a line as a program divides it by a mark of its own."""
    return next(csv.reader(io.StringIO(line.replace("\n", " ")), delimiter=mark), [])


@pytest.mark.parametrize("formula", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\uff1d1+1",
                                     "-2+3+cmd|' /C calc'!A0",
                                     "+1 cmd|' /C calc'!A0", "=1;2", '="a"'])  # fmt: skip
@pytest.mark.parametrize(
    "before", ["", "x;", "x,", "x\t", "x\n", "x\r", "x; ", 'x;"', "x,\n", "x|", "x;y,", '"', " "]
)
def test_no_program_divides_a_cell_into_a_formula(before, formula):
    """By a comma, semicolon, tab or bar, with the quotation marks understood or not."""
    line = f"3,{csv_cell(before + formula)},7"
    for mark in ",;\t|":
        naive = re.split(f"[{re.escape(mark)}\n]", line)
        for cell in [*_cells_of_a_spreadsheet(line, mark), *naive]:
            assert cell.strip(' "\t\r\n')[:1] not in {*"=+-@\uff1d"}, (mark, cell)


@pytest.mark.parametrize(
    "text",
    ["-3", "+4,5", "-11.5", "fra 21,9 til 15,8, -6.1 point", "Valby; -3 %", "a, b; c", "x=1"],
)
def test_numbers_and_sentences_stay_as_they_are(text):
    assert cell_text(text) == text
    assert next(csv.reader([csv_cell(text)])) == [text]


def test_what_is_guarded_is_not_guarded_twice():
    for text in ("x;=1+1", "\t=1", '"=1', "a\r\n-b"):
        once = cell_text(text)
        assert once != text
        assert cell_text(once) == once


@pytest.fixture
def nasty(hotspots, tmp_path):
    features = [
        {"type": "Feature", "properties": {"nr": str(at), "navn": name},
         "geometry": square(at).__geo_interface__}
        for at, name in enumerate([NASTY, "x;=1+1", "x\t=1+1", "\uff1d1+1"])
    ]  # fmt: skip
    path = tmp_path / "a.geojson"
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))
    hotspots.done("load", "areas", path, "--set", "by")
    return hotspots


@pytest.mark.parametrize("fmt", ["table", "csv", "json", "geojson"])
def test_what_is_printed_steers_nothing_whatever_the_format(nasty, fmt):
    """Into a pipe too, which may end at a terminal."""
    found = nasty.done("areas", "show", "by", "--format", fmt)
    printed = (found.stdout + found.stderr).removeprefix("\ufeff").replace("\r\n", "\n")
    assert "ød" in printed
    assert not {*printed} & {*STEERING, "\r"}


def test_files_keep_the_text_as_data_or_show_it(nasty, tmp_path):
    out = tmp_path / "a.json"
    nasty.done("areas", "show", "by", "-o", out)
    assert json.loads(out.read_text(encoding="utf-8"))["rows"][0]["name"] == NASTY
    assert not {*out.read_text(encoding="utf-8")} & {*STEERING}
    nasty.done("areas", "show", "by", "-o", tmp_path / "a.csv")
    content = (tmp_path / "a.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert rows[0]["name"] == visible_text(NASTY)
    assert [row["name"] for row in rows[1:]] == ["x;'=1+1", "x\t'=1+1", "'\uff1d1+1"]


def test_rejects_as_csv_are_guarded_too(three_areas, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('id;dato;x;y\na1;01-02-2024;724050;6175050\na2;"x,=1+1";724050;6175050\n')
    three_areas.done("load", "incidents", path)
    printed = three_areas.done("status", "--rejects", "2", "--format", "csv").stdout
    assert '"x,\'=1+1"' in printed


def test_what_was_typed_steers_nothing_when_it_is_refused(hotspots):
    """Arguments may have been pasted, or be names of files that others made."""
    for arguments in (("status", NASTY), ("status", f"--{NASTY}"), ("load", "index", NASTY)):
        found = hotspots.run(*arguments)
        assert found.exit_code != 0
        assert not {*found.stderr} & {*STEERING, "\r"}
