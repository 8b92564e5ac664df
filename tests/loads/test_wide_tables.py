"""Wide tables: periods and indicators in the headings become rows."""

from dataclasses import replace

import openpyxl
import pytest

from hotspots.errors import InputProblem
from hotspots.model import fields
from hotspots.model.loads import Reading
from hotspots.sources.areas.population import POPULATION_KINDS, read_population
from hotspots.sources.files.names import AreaNames, heading_key
from hotspots.sources.files.tables import read_table
from hotspots.sources.indicators.index import INDEX_KINDS, read_index
from hotspots.workflows.indicators.naming import NamedIndicator
from tests.conftest import Hotspots
from tests.small_city import City

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

NAMES = AreaNames.of("by", [("1", "Valby"), ("2", "Amager")])
UNSAFE = "utryg_nabolag"
TITLES = {heading_key(text): UNSAFE for text in (UNSAFE, "Utryg i nabolaget")}
INDICATORS = {name: NamedIndicator(name, "share") for name in (UNSAFE, "utryg i byen")}
FIXED = Reading(fixed={"indicator": UNSAFE})


def quiet(sentence):
    """Say nothing."""


def index(path, reading=FIXED):
    """Return the figures and rejects of an index table."""
    kinds = replace(INDEX_KINDS, titles=TITLES)
    table = read_table(path, fields.INDEX, reading, quiet, grouped=True, kinds=kinds)
    return read_index(table, NAMES, INDICATORS)


def figures(path, reading=FIXED):
    """Return an index table's figures."""
    return [
        (row.row_number, row.area_code, row.indicator, row.year, row.part, row.percent, row.n)
        for row in index(path, reading)[0]
    ]


def people(path, reading=None):
    """Return a population table's residents and rejects."""
    table = read_table(path, fields.POPULATION, reading or Reading(), quiet, grouped=True,
                       kinds=POPULATION_KINDS)  # fmt: skip
    return read_population(table, NAMES)


def table(tmp_path, *rows):
    """Write a table and return its path."""
    path = tmp_path / "a.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_periods_as_columns(tmp_path):
    """Each cell is a row; the row's number is that of the file."""
    path = table(tmp_path, "Bydel;2010;2012-H1;2012K3", "Valby;1;2;3", "Amager;4;5;6")
    assert figures(path)[3:] == [
        (2, "2", UNSAFE, 2010, "", 4, None),
        (2, "2", UNSAFE, 2012, "H1", 5, None),
        (2, "2", UNSAFE, 2012, "Q3", 6, None),
    ]


@pytest.mark.parametrize(
    "header",
    [
        (";Andel utrygge;;Antal svar;", "Bydel;2010;2011;2010;2011"),
        ("Bydel;Andel utrygge;;Antal svar;", ";2010;2011;2010;2011"),
        ("Bydel;%;;n;", ";2010;2011;2010;2011"),
        ("Bydel;Procent 2010;Procent 2011;Antal svar 2010;Antal svar 2011",),
        ("Bydel;2010, %;2011 (%);n 2010;n 2011",),
        ("Utrygge i byen;;;;", "Bydel;2010;2011;n 2010;n 2011"),
    ],
)
def test_two_kinds_of_value(tmp_path, header):
    """A share and its number of answers of one period are one row."""
    path = table(tmp_path, *header, "Valby;10;11;100;110")
    assert figures(path) == [
        (1, "1", UNSAFE, 2010, "", 10, 100),
        (1, "1", UNSAFE, 2011, "", 11, 110),
    ]


def test_merged_cells_below_a_title(tmp_path):
    """In a workbook the value of a merged cell stands over each of its columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Tabel 1. Andel utrygge efter bydel"],
        ["Bydel", "Andel utrygge", None, "Antal svar", None],
        [None, 2010, 2011, 2010, 2011],
        ["Valby", 10, 11, 100, 110],
    ):
        sheet.append(row)
    for block in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
        sheet.merge_cells(block)
    book.save(tmp_path / "a.xlsx")
    assert [row[3:] for row in figures(tmp_path / "a.xlsx")] == [
        (2010, "", 10, 100), (2011, "", 11, 110),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heading",
    [
        "Utrygge i nabolaget (%)",
        "utryg_nabolag",
        "Andel utrygge i nabolaget",
        "Utryg i nabolaget, pct.",
    ],
)
def test_an_indicator_in_the_heading(tmp_path, heading):
    """By its name or title, with or without a sign of percent."""
    path = table(tmp_path, f"Bydel;År;{heading};Antal svar", "Valby;2010;7;300")
    assert figures(path, Reading()) == [(1, "1", UNSAFE, 2010, "", 7, 300)]


def test_indicators_and_periods_in_headings(tmp_path):
    """Two indicators side by side, one of them new, share the period's number of answers."""
    path = table(tmp_path, "Bydel;Utryg i nabolaget (%) 2010;Utryg i byen (%) 2010;n 2010",
                 "Valby;7;9;300")  # fmt: skip
    assert {row[2:] for row in figures(path, Reading())} == {
        (UNSAFE, 2010, "", 7, 300), ("utryg i byen", 2010, "", 9, 300),
    }  # fmt: skip


def test_a_reject_names_the_cell(tmp_path):
    """Its row in the file, and its own heading."""
    path = table(tmp_path, "Bydel;Folketal 2010;Folketal 2011", "Valby;1;2", "Amager;3;mange")
    rows, rejects = people(path)
    assert [(row.area_code, row.year, row.population) for row in rows] == [
        ("1", 2010, 1), ("1", 2011, 2), ("2", 2010, 3),
    ]  # fmt: skip
    assert [(one.row_number, one.column, one.value) for one in rejects] == [
        (2, "Folketal 2011", "mange")
    ]


@pytest.mark.parametrize(
    ("header", "option"),
    [
        ("Bydel;Unge 2010;Unge 2011", "--map population=Unge"),
        ("Bydel;Unge 2010;Unge 2011", '--group "gruppe=Unge"'),
        ("Bydel;2010;2010", "--ignore #3"),
        ("Bydel;Folketal;2011", "--ignore Folketal"),
        ("Bydel;2010 (%);2011 (%)", '--ignore "(%)"'),
    ],
)
def test_two_meanings_are_refused(tmp_path, header, option):
    """With the option that settles it."""
    with pytest.raises(InputProblem) as problem:
        people(table(tmp_path, header, "Valby;1;2"))
    assert option in str(problem.value)


def test_an_option_settles_what_headings_mean(tmp_path):
    """By the words beside the period."""
    path = table(tmp_path, "Bydel;Mænd 2010;Kvinder 2010", "Valby;1;2")
    rows, _ = people(path, Reading(columns={"population": "Kvinder"}, ignore=("Mænd",)))
    assert [row.population for row in rows] == [2]


def test_a_plain_table_stays_as_it_is(tmp_path):
    """A column of periods and one of values are enough; other shares are not read."""
    path = table(tmp_path, "Bydel;År;Procent;Usikkerhed (%);2010", "Valby;2010;7;1;5")
    assert figures(path) == [(1, "1", UNSAFE, 2010, "", 7, None)]


def test_a_wide_table_in_the_store(tmp_path):
    """Its cells are stored or rejected, each by itself, and the store stays whole."""
    city = City(tmp_path)
    city.areas(["Nord", "Syd"])
    hotspots = Hotspots(city.store)
    rows = "Område;2010;2011\nNord;100;200\nSyd;300;\nVest;1;2\n"
    receipt = hotspots.done("load", "population", city.write("a.csv", rows), "--set", "bydele")
    assert "6 rows in, 3 stored, 3 rejected" in receipt.stdout
    assert "a.csv: columns 2010 … 2011 → year, 2010 … 2011 → population" in receipt.stderr
    changed = city.write("b.csv", "Område;2010;2011\nNord;100;201\nSyd;300;400\n")
    again = hotspots.done("load", "population", changed, "--set", "bydele")
    assert "4 rows in, 1 stored, 3 rejected" in again.stdout
    assert hotspots.query("select area_code, year, population from population order by all") == [
        ("1", 2010, 100), ("1", 2011, 200), ("2", 2010, 300), ("2", 2011, 400),
    ]  # fmt: skip
    assert hotspots.done("status").stdout


@pytest.mark.parametrize(
    "below",
    [
        ["Udtræk lavet 3. marts af Kontoret;;"],
        ["", "Kontoret;;"],
        ["Tal: Kontoret", "2. udgave"],
        [";;Tal fra Kontoret, se notat 3"],
    ],
)
def test_a_line_of_text_below_is_turned_away_once(tmp_path, below):
    """Not once a column: it is one row of text."""
    path = table(tmp_path, "Bydel;2010;2011", "Valby;10;20", "Amager;30;", *below)
    residents, rejects = people(path)
    assert [row.population for row in residents] == [10, 20, 30]
    lines = [text for text in below if text]
    assert [reject.row_number for reject in rejects] == [2, *range(3, 3 + len(lines))]


def test_an_area_at_the_end_without_figures_is_no_line_of_text(tmp_path):
    path = table(tmp_path, "Bydel;2010;2011", "Valby;10;20", "Amager;;")
    residents, rejects = people(path)
    assert len(residents) == 2
    assert [reject.row_number for reject in rejects] == [2, 2]


MONTHLY = ("År;Bydel;jan;feb;I alt", "2010;Valby;1;2;3", "2011;Valby;3;4;7", "2011;Amager;5;6;11")


def monthly_counts(tmp_path, *options, rows=MONTHLY):
    """Load counts below months beside a column of years, and return what was said and stored."""
    city = City(tmp_path)
    city.areas(["Valby", "Amager"])
    path = city.write("a.csv", "\n".join(rows) + "\n")
    result = Hotspots(city.store).run("load", "counts", path, "--set", "bydele", *options)
    stored = Hotspots(city.store).query(
        "select row_number, area_code, year, part, n from incident_count order by all"
    )
    return result, stored


def test_months_beside_a_column_of_years(tmp_path):
    """Each month of a row is of the year of its row."""
    result, stored = monthly_counts(tmp_path)
    assert result.exit_code == 0, result.stderr
    assert stored == [
        (1, "1", 2010, "M01", 1), (1, "1", 2010, "M02", 2), (2, "1", 2011, "M01", 3),
        (2, "1", 2011, "M02", 4), (3, "2", 2011, "M01", 5), (3, "2", 2011, "M02", 6),
    ]  # fmt: skip
    assert "Not read: 'I alt'" in result.stderr


def test_a_line_below_months_beside_years_is_turned_away_once(tmp_path):
    rows = [*MONTHLY, "", "Udtræk fra systemet;;;;"]
    result, stored = monthly_counts(tmp_path, rows=rows)
    assert len(stored) == 6
    assert "7 rows in, 6 stored, 1 rejected" in result.stdout


@pytest.mark.parametrize(
    ("options", "way_out"),
    [
        (("--map", "count=jan"), "Leave it out: each month becomes a row"),
        (("--fixed", "year=2011"), "Leave out --fixed"),
    ],
)
def test_an_option_that_would_lose_months_or_years_is_refused(tmp_path, options, way_out):
    """And the way out is to leave it out."""
    result, stored = monthly_counts(tmp_path, *options)
    assert way_out in result.stderr
    assert stored == []


@pytest.mark.parametrize("heading", ["\x01\x02", "\u200b"])
def test_a_heading_that_cannot_be_typed_is_named_by_its_number(tmp_path, heading):
    rows = [f"Bydel;År;Antal;{heading}", "Valby;2010;1;a", "Valby;2010;2;b"]
    result, stored = monthly_counts(tmp_path, rows=rows)
    assert '--ignore "#4"' in result.stderr
    assert stored == []


@pytest.mark.parametrize(
    ("heading", "first", "second", "parts"),
    [
        ("Måned", "1", "2", ("M01", "M02")), ("Måned", "jan", "feb.", ("M01", "M02")),
        ("Måned", "M01", "Hele året", ("M01", "")), ("Kvartal", "1", "2", ("Q1", "Q2")),
        ("Kvartal", "1. kvartal", "K2", ("Q1", "Q2")), ("Halvår", "1", "2", ("H1", "H2")),
    ],
)  # fmt: skip
def test_a_part_of_the_year_in_a_column_of_its_own(tmp_path, heading, first, second, parts):
    """Of areas with one row each nothing told the months apart: each was taken for the year."""
    rows = [f"År;{heading};Bydel;Antal", f"2010;{first};Valby;1", f"2010;{second};Amager;2"]
    result, stored = monthly_counts(tmp_path, rows=rows)
    assert result.exit_code == 0, result.stderr
    assert stored == [(1, "1", 2010, parts[0], 1), (2, "2", 2010, parts[1], 2)]


def test_a_part_that_is_none_is_turned_away(tmp_path):
    rows = ["År;Måned;Bydel;Antal", "2010;13;Valby;1", "2010;2;Amager;2", "2010;sommer;Valby;3"]
    result, stored = monthly_counts(tmp_path, rows=rows)
    assert stored == [(2, "2", 2010, "M02", 2)]
    assert "3 rows in, 1 stored, 2 rejected" in result.stdout


@pytest.mark.parametrize("heading", ["jan-10", "jan.-10", "Jan '10", "jan'10", "januar 2010"])
def test_months_as_spreadsheets_write_them(tmp_path, heading):
    """With two digits for the year."""
    _, stored = monthly_counts(tmp_path, rows=[f"Bydel;{heading};feb-10", "Valby;1;2"])
    assert stored == [(1, "1", 2010, "M01", 1), (1, "1", 2010, "M02", 2)]


@pytest.mark.parametrize("sign", ["%", "(%)", "pct."])
def test_a_percent_sign_below_years_is_a_heading(tmp_path, sign):
    """It was taken for a figure, and the row below the years for data."""
    path = table(tmp_path, "Bydel;2010;;2011;", f";{sign};n;{sign};n", "Valby;10;100;20;200")
    assert [row[3:] for row in figures(path)] == [(2010, "", 10, 100), (2011, "", 20, 200)]
