"""A number is the same number in every file: it is read back out of each and compared."""

import csv
import html
import json
import re
import sqlite3
from contextlib import closing
from xml.etree import ElementTree as ET

import pytest

from hotspots.output.answers.headings import word
from tests.small_city import City
from tests.tools.workbooks import named_rows

SVG = "{http://www.w3.org/2000/svg}"
INDEX = [
    "*;2014;20;5000;2024;", "*;2024;15;5000;2024;",
    "Nord;2014;20;512;2024;ordinær", "Nord;2024;9;487;2024;ordinær",
    "Midt;2014;20,4;1500;2024;markant", "Midt;2024;35,3;1234;2024;markant",
    "Syd;2014;20;300;2024;", "Syd;2024;21;77;2024;",
    "Vest;2014;20;300;2024;", "Vest;2024;..;;2024;",
]  # fmt: skip
# Shares as they were printed in the extract, which is how they must be shown.
SHARES = {
    "Hele byen": ("20 %", "15 %"),
    "Nord": ("20 %", "9 %"),
    "Midt": ("20,4 %", "35,3 %"),
    "Syd": ("20 %", "21 %"),
    "Vest": ("20 %", None),
}
ANSWERS = [f"{command}.{ending}" for command in ("change", "priority")
           for ending in ("csv", "xlsx", "gpkg")]  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return the folder in which every file of one small city lies."""
    city = City(tmp_path_factory.mktemp("tal"))
    city.areas(["Nord", "Midt", "Syd", "Vest"])
    city.index(INDEX)
    since, day = ("--baseline", "2014"), ("--date", "2026-11-03")
    for name in (*ANSWERS, "change.json", "priority.json"):
        city.run(name.partition(".")[0], *since, "-o", city.folder / name)
    for command in ("change", "priority"):
        city.run("map", command, *since, "-o", city.folder / f"{command}.html", *day)
    city.run("figure", "intervals", *since, "-o", city.folder / "bred.svg", *day)
    city.run("figure", "intervals", *since, "-o", city.folder / "smal.svg", "--width-cm", 8, *day)
    return city.folder


def rows_of(folder, command):
    """Return the rows of an answer in JSON, which all else is held against, by name."""
    answer = json.loads((folder / f"{command}.json").read_text(encoding="utf-8"))
    return {row["name"]: row for row in answer["rows"]}


def from_csv(path, _):
    """Return a table's rows by name; every value is text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def from_workbook(path, _):
    """Return the rows of a workbook's table by name."""
    return {row["name"]: row for row in named_rows(path)}


def from_geopackage(path, command):
    """Return the layer's rows by name; the city is no area and is not in a layer."""
    with closing(sqlite3.connect(path)) as con:
        con.row_factory = sqlite3.Row
        found = con.execute(f"select * from {command}")  # noqa: S608 - our own word
        return {row["name"]: dict(row) for row in found}


READERS = {".csv": from_csv, ".xlsx": from_workbook, ".gpkg": from_geopackage}


@pytest.mark.parametrize("name", ANSWERS)
def test_tables_have_the_numbers_of_the_answer(files, name):
    """Every number and every sentence of JSON is in the file as it is there, to the last digit."""
    command, _, ending = name.partition(".")
    expected = rows_of(files, command)
    found = READERS[f".{ending}"](files / name, command)
    assert set(found) == set(expected) - ({"Hele byen"} if ending == "gpkg" else set())
    compared = 0
    for place, row in found.items():
        for column, value in expected[place].items():
            if isinstance(value, list):
                continue
            if isinstance(value, (int, float)):
                assert float(row[column]) == value, (place, column)
                compared += 1
            else:
                worded = word(command, column, value, "da") if ending == "xlsx" else value
                assert (row[column] or None) == (worded or None), (place, column)
    assert compared >= 25


def told(value):
    """Return a change as it is shown: with its sign and one decimal."""
    rounded = round(value, 1)
    sign = "−" if rounded < 0 else "+" if rounded > 0 else ""
    return sign + f"{abs(rounded):.1f}".replace(".", ",")


def count(value):
    """Return a whole number with thousands points."""
    return f"{value:,.0f}".replace(",", ".")


def page_rows(path):
    """Return the cells of the page's table by name."""
    text = path.read_text(encoding="utf-8")
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", text[text.index("<tbody>") :], re.DOTALL)
    cells = [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
             for row in rows]  # fmt: skip
    return {row[0]: row[1:] for row in cells}


def plain(markup):
    """Return the text of a cell, with ordinary spaces."""
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).replace("\u00a0", " ").strip()


def panels(path):
    """Return what the popups say by name: sentences, and figures by label."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL)
    areas = next(one for one in map(json.loads, blocks) if "areas" in one)["areas"]
    return {
        area["name"]: (
            [plain(line) for line in area["lines"]],
            {label: plain(value) for label, value in map(plain_pair, area["facts"])},
        )
        for area in areas
    }


def plain_pair(pair):
    """Return a label and its value with ordinary spaces."""
    return plain(pair[0]), pair[1]


def svg_texts(path):
    """Return every text of an SVG, with ordinary spaces."""
    every = ET.parse(path).iter(f"{SVG}text")  # noqa: S314 - ours
    return [one.text.replace("\u00a0", " ") for one in every]


def test_page_of_change_has_the_numbers_of_the_answer(files):
    """Shares, change, interval and answers stand in the table as in the answer."""
    rows = page_rows(files / "change.html")
    expected = rows_of(files, "change")
    assert set(rows) == set(expected)
    for place in ("Hele byen", "Nord", "Midt", "Syd"):
        row = expected[place]
        assert rows[place][:5] == [
            *SHARES[place], told(row["change_pp"]),
            f"{told(row['ci_low_pp'])} til {told(row['ci_high_pp'])}",
            f"{count(row['baseline_n'])} / {count(row['n'])}",
        ]  # fmt: skip
    assert rows["Vest"][:4] == ["20 %", "ikke oplyst", "–", "–"]


LIGHT_WORDS = {"green": "Grøn: ", "yellow": "Gul: ", "red": "Rød: ", "grey": "Grå: "}


def test_panels_have_the_numbers_of_the_answer(files):
    """A panel says the answer's light and both its figures, and all of them by their label."""
    expected = rows_of(files, "change")
    found = panels(files / "change.html")
    assert set(found) == set(SHARES) - {"Hele byen"}
    for place, (lines, facts) in found.items():
        row = expected[place]
        (line,) = lines
        assert line.startswith(LIGHT_WORDS[row["light"]])
        if row["change_pp"] is None:
            continue
        assert all(figure in line for figure in SHARES[place])
        assert (facts["2014"], facts["2024"]) == SHARES[place]
        assert facts["Ændring"].split(" ")[0] == told(row["change_pp"])
        ends = f"{told(row['ci_low_pp'])} til {told(row['ci_high_pp'])}"
        assert facts["95 %-interval"] == ends


def test_figure_has_the_numbers_of_the_answer(files):
    """The figures beside each dot are those of the answer, in the order of the row."""
    texts = svg_texts(files / "bred.svg")
    for place, row in rows_of(files, "change").items():
        at = texts.index(place)
        if row["change_pp"] is None:
            assert texts[at + 1 : at + 4] == ["20 % → –", "300 / –", "–"]
            continue
        assert texts[at + 1 : at + 5] == [
            " → ".join(SHARES[place]), f"{count(row['baseline_n'])} / {count(row['n'])}",
            told(row["change_pp"]), f"{told(row['ci_low_pp'])} til {told(row['ci_high_pp'])}",
        ]  # fmt: skip


def test_narrow_figure_has_them_too(files):
    """On a narrow sheet the same figures stand in one line."""
    texts = " ".join(svg_texts(files / "smal.svg"))
    for place, row in rows_of(files, "change").items():
        if row["change_pp"] is not None:
            ends = f"({told(row['ci_low_pp'])} til {told(row['ci_high_pp'])})"
            assert f"{' → '.join(SHARES[place])} · {told(row['change_pp'])} {ends}" in texts


def test_page_of_priority_has_the_numbers_of_the_answer(files):
    """Place and share stand in the table as in the answer, and the reasons are its words."""
    rows = page_rows(files / "priority.html")
    expected = rows_of(files, "priority")
    assert set(rows) == set(expected)
    for place, row in expected.items():
        number, *_ = rows[place]
        assert number == ("–" if row["rank"] is None else str(row["rank"]))
        if row["percent"] is not None:
            assert rows[place][3] == SHARES[place][1]
        assert rows[place][-1] == "; ".join(row["reasons"])


def test_change_and_priority_agree(files):
    """What both say of an area is the same, number by number."""
    change, priority = rows_of(files, "change"), rows_of(files, "priority")
    shared = ("percent", "n", "change_pp", "light", "verdict", "category")
    for place, row in priority.items():
        assert {key: row[key] for key in shared} == {key: change[place][key] for key in shared}


# The report's numbers are read back here too: write it in ``files``, give it a reader that
# returns its tables by name as ``page_rows`` does, and hold it against ``rows_of``.
