"""Groups of people in the headings of wide tables: read where their words are known or stated."""

import openpyxl
import pytest

from hotspots.errors import InputProblem, UsageProblem
from hotspots.model.loads import Reading
from tests.conftest import Hotspots
from tests.loads.test_wide_tables import FIXED, UNSAFE, index, people, table
from tests.small_city import City

MEN, WOMEN = "køn=mænd", "køn=kvinder"


def residents(path, reading=None):
    """Return the residents of a table by group and period, and that nothing was rejected."""
    rows, rejects = people(path, reading)
    assert not rejects
    return {(row.group_key, row.year, row.part): row.population for row in rows}


def shares(path, reading=FIXED):
    """Return the figures of a table by indicator, group and period, with their answers."""
    rows, rejects = index(path, reading)
    assert not rejects
    return {(row.indicator, row.group_key, row.year, row.part): (row.percent, row.n)
            for row in rows}  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        ("Bydel;Mænd 2010;Mænd 2011;Kvinder 2010;Kvinder 2011", "Valby;1;2;3;4"),
        ("Bydel;2010 Mænd;2011 Mænd;2010 Kvinder;2011 Kvinder", "Valby;1;2;3;4"),
        ("Bydel;Kvinder, 2011;Kvinder, 2010;Mænd, 2011;Mænd, 2010", "Valby;4;3;2;1"),
        ("Bydel;Antal mænd 2010;Mænd (2011);Antal kvinder 2010;Kvinder i 2011", "Valby;1;2;3;4"),
        ("Bydel;Mænd;;Kvinder;", ";2010;2011;2010;2011", "Valby;1;2;3;4"),
        (";Mænd;;Kvinder;", "Bydel;2010;2011;2010;2011", "Valby;1;2;3;4"),
        ("Bydel;2010;;2011;", ";Mænd;Kvinder;Mænd;Kvinder", "Valby;1;3;2;4"),
        ("Folketal;;;;", "Bydel;Mænd 2010;Mænd 2011;Kvinder 2010;Kvinder 2011", "Valby;1;2;3;4"),
        ("Bydel\tMænd 2010\tMænd 2011\tKvinder 2010\tKvinder 2011", "Valby\t1\t2\t3\t4"),
        ("Bydel;År;Mænd;Kvinder", "Valby;2010;1;3", "Valby;2011;2;4"),
        ("År;Kvinder;Mænd;Bydel", "2010;3;1;Valby", "2011;4;2;Valby"),
    ],
)
def test_sex_and_year_in_the_headings(tmp_path, rows):
    """Both ways round, in one heading or two, beside a column of years too."""
    assert residents(table(tmp_path, *rows)) == {
        (MEN, 2010, ""): 1, (MEN, 2011, ""): 2, (WOMEN, 2010, ""): 3, (WOMEN, 2011, ""): 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        ("Bydel;I alt 2010;Mænd 2010;Kvinder 2010", "Valby;4;1;3"),
        ("Bydel;Mænd 2010;Kvinder 2010;Mænd og kvinder 2010", "Valby;1;3;4"),
        ("Bydel;Antal mænd 2010;Folketal 2010;Antal kvinder 2010", "Valby;1;4;3"),
        ("Bydel;Mænd 2010;I alt 2010;Kvinder 2010", "Valby;1;4;3"),
        ("Bydel;2010 i alt;2010 mænd;2010 kvinder", "Valby;4;1;3"),
        ("Bydel;År;Mænd;I alt;Kvinder", "Valby;2010;1;4;3"),
        ("Bydel;År;Folketal;Antal mænd;Antal kvinder", "Valby;2010;4;1;3"),
        ("Area;Year;Women;Men;Both sexes", "Valby;2010;3;1;4"),
    ],
)
def test_everybody_beside_groups(tmp_path, rows):
    """By the words of a total, or as the heading without a group; in any order."""
    groups = residents(table(tmp_path, *rows))
    assert {group.replace("women", "kvinder").replace("men", "mænd"): n
            for (group, _, _), n in groups.items()} == {"": 4, MEN: 1, WOMEN: 3}  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Bydel;15-24 år 2010;25–39 år 2010;65+ 2010", "Valby;1;2;3"),
         {"alder=15-24": 1, "alder=25-39": 2, "alder=65+": 3}),
        (("Bydel;Mænd, 15-24 år 2010;15-24 år kvinder 2010", "Valby;1;2"),
         {"køn=mænd; alder=15-24": 1, "køn=kvinder; alder=15-24": 2}),
        (("Bydel;Alder;Mænd 2010;Kvinder 2010", "Valby;15-24 år;1;2", "Valby;I alt;5;6"),
         {"køn=mænd; alder=15-24": 1, "køn=kvinder; alder=15-24": 2, MEN: 5, WOMEN: 6}),
        (("Bydel;Mænd 2010;15-24 år 2010", "Valby;1;2"), {MEN: 1, "alder=15-24": 2}),
        (("Bydel;Indvandrere 2010;Efterkommere 2010", "Valby;1;2"),
         {"oprindelse=indvandrere": 1, "oprindelse=efterkommere": 2}),
    ],
)  # fmt: skip
def test_other_dimensions(tmp_path, rows, expected):
    """Ages, origin, two dimensions in one heading, and one of them as a column."""
    groups = residents(table(tmp_path, *rows))
    assert {group: n for (group, _, _), n in groups.items()} == expected


@pytest.mark.parametrize("when", ["1. halvår 2012", "2012-H1", "2012 H1"])
def test_parts_of_years(tmp_path, when):
    """The period may be a half-year, written in any way."""
    path = table(tmp_path, f"Bydel;Mænd {when};Kvinder {when}", "Valby;1;2")
    assert residents(path) == {(MEN, 2012, "H1"): 1, (WOMEN, 2012, "H1"): 2}


@pytest.mark.parametrize(
    "rows",
    [
        ("Bydel;År;Mænd (%);Kvinder (%)", "Valby;2010;10;20"),
        ("Bydel;Procent, mænd 2010;Procent, kvinder 2010", "Valby;10;20"),
        ("Bydel;Mænd (%) 2010;Kvinder 2010 (%)", "Valby;10;20"),
        ("Bydel;År;Procent;", ";;Mænd;Kvinder", "Valby;2010;10;20"),
    ],
)
def test_shares_of_groups(tmp_path, rows):
    """A sign of percent beside the group, or the kind of value over it."""
    assert shares(table(tmp_path, *rows)) == {
        (UNSAFE, MEN, 2010, ""): (10, None), (UNSAFE, WOMEN, 2010, ""): (20, None),
    }  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        ("Bydel;År;Procent, mænd;Antal svar, mænd;Procent i alt;Antal svar i alt",
         "Valby;2010;10;150;12;300"),
        ("Bydel;År;Mænd;;I alt;", ";;Procent;Antal svar;Procent;Antal svar",
         "Valby;2010;10;150;12;300"),
        ("Bydel;2010 I alt;2010 Mænd;n 2010;n mænd 2010", "Valby;12;10;300;150"),
        ("Bydel;År;Mænd;I alt;Antal svar;Antal svar, mænd", "Valby;2010;10;12;300;150"),
    ],
)  # fmt: skip
def test_each_group_has_its_own_answers(tmp_path, rows):
    """The number of answers of everybody is not that of the men."""
    assert shares(table(tmp_path, *rows)) == {
        (UNSAFE, MEN, 2010, ""): (10, 150), (UNSAFE, "", 2010, ""): (12, 300),
    }  # fmt: skip


def test_indicators_of_groups(tmp_path):
    """A known title, a new one with a comma, and each with the answers of its group."""
    path = table(
        tmp_path,
        "Bydel;Utryg i nabolaget kvinder (%) 2010;Utryg i byen, kvinder (%) 2010;n, kvinder 2010",
        "Valby;7;9;300",
    )
    assert shares(path, Reading()) == {
        (UNSAFE, WOMEN, 2010, ""): (7, 300), ("utryg i byen", WOMEN, 2010, ""): (9, 300),
    }  # fmt: skip


def test_merged_cells_of_a_workbook(tmp_path):
    """Sex over years below a title, the headings merged."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Folketal efter køn"],
        ["Bydel", "Mænd", None, "Kvinder", None],
        [None, 2010, 2011, 2010, 2011],
        ["Valby", 1, 2, 3, 4],
    ):
        sheet.append(row)
    for block in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
        sheet.merge_cells(block)
    book.save(tmp_path / "a.xlsx")
    assert residents(tmp_path / "a.xlsx") == {
        (MEN, 2010, ""): 1, (MEN, 2011, ""): 2, (WOMEN, 2010, ""): 3, (WOMEN, 2011, ""): 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "option"),
    [
        (("Bydel;Andel kvinder 2010", "Valby;1"), '--group "gruppe=Andel kvinder"'),
        (("Bydel;Mænd 2010;Kvinder 2010;Antal svar 2010", "Valby;1;2;300"),
         '--ignore "Antal svar 2010"'),
        (("Bydel;År;Mænd;Kvinder;Antal svar", "Valby;2010;1;2;300"), '--ignore "Antal svar"'),
        (("Bydel;År;Mænd;Antal svar;I alt;Antal svar", "Valby;2010;1;150;2;300"),
         "stands over columns 4, 6. Say which one is meant, by its number, with --map n=#4"),
        (("Bydel;Procent 2010;Mænd 2010", "Valby;10;95"), '--group "køn=Mænd"'),
        (("Bydel;2010;Mænd 2010", "Valby;10;95"), '--group "køn=Mænd"'),
        (("Bydel;Køn;Mænd 2010;Kvinder 2010", "Valby;Mænd;1;2"), "--ignore Køn"),
        (("Bydel;Mænd 2010;Antal mænd 2010", "Valby;1;2"), "what 'Antal mænd' means is not known"),
        (("Bydel;Mænd 2010;2010 mænd", "Valby;1;2"), "--ignore #3"),
        (("Bydel;Mænd 2010;Kvinder", "Valby;1;2"), "--ignore Kvinder"),
    ],
)  # fmt: skip
def test_what_could_be_meant_otherwise_is_refused(tmp_path, rows, option):
    """A part of the people, answers of nobody known, men who may be answers, twice the same."""
    with pytest.raises(InputProblem) as problem:
        index(table(tmp_path, *rows))
    assert option in str(problem.value)


def test_of_two_headings_alike_the_number_settles_which(tmp_path):
    """As the refusal says."""
    path = table(tmp_path, "Bydel;År;Mænd;Antal svar;I alt;Antal svar", "Valby;2010;1;150;2;300")
    reading = Reading(fixed=FIXED.fixed, columns={"n": "#6"})
    assert shares(path, reading) == {
        (UNSAFE, MEN, 2010, ""): (1, None), (UNSAFE, "", 2010, ""): (2, 300),
    }  # fmt: skip


def test_beside_figures_men_may_be_answers(tmp_path):
    """Then their column is not read, and named as such."""
    path = table(tmp_path, "Bydel;År;Procent;Mænd;Kvinder", "Valby;2010;10;95;90")
    assert shares(path) == {(UNSAFE, "", 2010, ""): (10, None)}


def test_a_group_of_women_in_a_title_is_none(tmp_path):
    """Violence against women is no violence of which women are a group."""
    with pytest.raises(KeyError, match="vold mod kvinder"):
        index(table(tmp_path, "Bydel;År;Vold mod kvinder (%)", "Valby;2010;3"), Reading())


@pytest.mark.parametrize(
    ("rows", "stated"),
    [
        (("Bydel;Unge 2010;Ældre 2010", "Valby;1;2"), ("unge", "ældre")),
        (("Bydel;År;Unge;Ældre", "Valby;2010;1;2"), ("unge", "ældre")),
        (("Bydel;Unge;Ældre", ";2010;2010", "Valby;1;2"), ("unge", "ældre")),
    ],
)
def test_a_stated_group(tmp_path, rows, stated):
    """--group gruppe=Unge says what a heading means that nobody knows."""
    reading = Reading(heading_groups=dict.fromkeys(stated, "gruppe"))
    assert residents(table(tmp_path, *rows), reading) == {
        ("gruppe=unge", 2010, ""): 1, ("gruppe=ældre", 2010, ""): 2,
    }  # fmt: skip


def test_a_stated_group_settles_what_men_are(tmp_path):
    """Said to hold shares, they do."""
    path = table(tmp_path, "Bydel;Procent 2010;Mænd 2010", "Valby;10;9")
    reading = Reading(fixed=FIXED.fixed, heading_groups={"mænd": "køn"})
    assert shares(path, reading) == {
        (UNSAFE, "", 2010, ""): (10, None), (UNSAFE, MEN, 2010, ""): (9, None),
    }  # fmt: skip


@pytest.mark.parametrize(
    "rows", [("Bydel;2010", "Valby;1"), ("Bydel;År;Folketal", "Valby;2010;1")]
)
def test_a_stated_group_that_no_heading_holds(tmp_path, rows):
    """Is refused, in wide and in long tables."""
    with pytest.raises(UsageProblem, match="no heading begins or ends with 'unge'"):
        people(table(tmp_path, *rows), Reading(heading_groups={"unge": "gruppe"}))


def test_in_the_store(tmp_path):
    """What was read is said in one line; following the advice works; groups add up."""
    city = City(tmp_path)
    city.areas(["Nord"])
    hotspots = Hotspots(city.store)
    rows = city.write("a.csv", "Område;Mænd 2010;Kvinder 2010\nNord;100;200\n")
    said = hotspots.done("load", "population", rows, "--set", "bydele", "--adds-up", "køn")
    assert "Mænd 2010 … Kvinder 2010 → population" in said.stderr
    assert "Mænd … Kvinder → group køn." in said.stderr
    assert "2 rows in, 2 stored, 0 rejected" in said.stdout
    rows = city.write("b.csv", "Område;Unge 2011;Gamle 2011\nNord;10;20\n")
    load = ("load", "population", rows, "--set", "bydele")
    refused = hotspots.run(*load)
    assert refused.exit_code == InputProblem.exit_code
    assert "--group gruppe=Unge" in refused.stderr.replace('"', "")
    done = hotspots.done(*load, "--group", "gruppe=Unge", "--group", "gruppe=Gamle")
    assert "2 rows in, 2 stored, 0 rejected" in done.stdout
