"""A second header row is read or refused, never a reject; columns without a heading are named."""

import shlex

import openpyxl
import pytest

from hotspots.errors import InputProblem
from hotspots.model import fields
from hotspots.model.loads import Reading
from hotspots.sources.files.tables import read_table
from hotspots.sources.files.unread import refuse_unread_group_words
from hotspots.sources.incidents.area_counts import COUNT_KINDS, read_counts
from tests.conftest import Hotspots
from tests.loads.test_wide_groups import MEN, WOMEN, residents, shares
from tests.loads.test_wide_tables import FIXED, NAMES, TITLES, UNSAFE, index, people, quiet, table
from tests.small_city import City

OTHER = "utryg_aften"


def book(tmp_path, *rows):
    """Write a workbook in which a heading is merged over the blank cells after it."""
    return _saved(tmp_path, rows, merge=True)


def plain_book(tmp_path, *rows):
    """Write a workbook in which no cells are merged."""
    return _saved(tmp_path, rows, merge=False)


def _saved(tmp_path, rows, *, merge):
    made = openpyxl.Workbook()
    sheet = made.active
    cells = [[_cell(text) for text in row.split(";")] for row in rows]
    for row in cells:
        sheet.append(row)
    for column in range(2, len(cells[0]) if merge else 0):
        if cells[0][column - 1] is not None and cells[0][column] is None and cells[1][column]:
            sheet.merge_cells(start_row=1, end_row=1, start_column=column, end_column=column + 1)
    made.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def _cell(text):
    try:
        return float(text.replace(",", ".")) if text else None
    except ValueError:
        return text


def counts(path, reading=None):
    """Return the counts of a table by category and period."""
    counted = read_table(path, fields.COUNTS, reading or Reading(), quiet, grouped=True,
                         kinds=COUNT_KINDS)  # fmt: skip
    rows, rejects = read_counts(counted, NAMES)
    assert not rejects
    return {(row.category, row.year, row.part, row.group_key): row.n for row in rows}


def stated(dimension, *values):
    """Return the reading of FIXED with values that are said to stand in the headings."""
    return Reading(fixed=FIXED.fixed, heading_groups=dict.fromkeys(values, dimension))


FIGURES = "Valby;10;12;11;13"


@pytest.mark.parametrize("write", [table, book])
@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("M;K;M;K", ("'M', 'K'", '--group "gruppe=M" --group "gruppe=K"')),
        ("Gift;Ugift;Gift;Ugift", ("'Gift', 'Ugift'", '--group "gruppe=Gift"')),
        ("Unge;Ældre;Unge;Ældre", ("'Unge', 'Ældre'", "--ignore Ældre")),
        ("Mænd;Ukendt køn;Mænd;Ukendt køn", ("'Ukendt køn'", '"gruppe=Ukendt køn"')),
        ("Utryg nabolag;Utryg aften;Utryg nabolag;Utryg aften", ("Utryg aften",)),
    ],
)
@pytest.mark.parametrize("header", ["Bydel;2011;;2012;", "Bydel;2011;2011;2012;2012"])
def test_unknown_words_below_periods_are_refused(tmp_path, write, header, words, named):
    """Nobody's figure is stored, and all unknown words are named with how to go on."""
    for read in (index, people):
        with pytest.raises(InputProblem) as problem:
            read(write(tmp_path, header, f";{words}", FIGURES))
        assert all(text in str(problem.value) for text in named), str(problem.value)
        assert "write the table with one header row" in str(problem.value)


@pytest.mark.parametrize("write", [table, book])
def test_stated_words_are_read(tmp_path, write):
    """As the refusal says; also where some of the words are known without it."""
    path = write(tmp_path, "Bydel;2011;;2012;", ";M;K;M;K", "Valby;10,1;12,1;11,1;13,1")
    read = shares(path, stated("køn", "m", "k"))
    assert read == {
        (UNSAFE, "køn=m", 2011, ""): (10.1, None), (UNSAFE, "køn=k", 2011, ""): (12.1, None),
        (UNSAFE, "køn=m", 2012, ""): (11.1, None), (UNSAFE, "køn=k", 2012, ""): (13.1, None),
    }  # fmt: skip
    path = write(tmp_path, "Bydel;2011;;2012;", ";Gift;Ugift;Gift;Ugift", FIGURES)
    reading = Reading(heading_groups={"gift": "gruppe", "ugift": "gruppe"})
    assert residents(path, reading) == {
        ("gruppe=gift", 2011, ""): 10, ("gruppe=ugift", 2011, ""): 12,
        ("gruppe=gift", 2012, ""): 11, ("gruppe=ugift", 2012, ""): 13,
    }  # fmt: skip


def test_with_one_of_two_words_stated_the_other_is_still_refused(tmp_path):
    """Never is the first of several columns taken."""
    path = table(tmp_path, "Bydel;2011;;2012;", ";M;K;M;K", FIGURES)
    with pytest.raises(InputProblem, match="the words 'K': it is a second header row"):
        index(path, stated("køn", "m"))
    reading = Reading(fixed=FIXED.fixed, heading_groups={"m": "køn"}, ignore=("K",))
    assert shares(path, reading) == {
        (UNSAFE, "køn=m", 2011, ""): (10, None), (UNSAFE, "køn=m", 2012, ""): (11, None),
    }  # fmt: skip


@pytest.mark.parametrize("write", [table, book])
def test_known_groups_below_each_period(tmp_path, write):
    """One column a period: women are not everybody."""
    path = write(tmp_path, "Bydel;2011;2012", ";Kvinder;Kvinder", "Valby;10;11")
    assert residents(path) == {(WOMEN, 2011, ""): 10, (WOMEN, 2012, ""): 11}
    path = write(tmp_path, "Bydel;2011;2012", ";Kvinder;Mænd", "Valby;10;11")
    assert shares(path) == {(UNSAFE, WOMEN, 2011, ""): (10, None),
                            (UNSAFE, MEN, 2012, ""): (11, None)}  # fmt: skip


@pytest.mark.parametrize("write", [table, book])
@pytest.mark.parametrize(
    ("words", "parts"),
    [("1. halvår;2. halvår", ("H1", "H2")), ("1. kvartal;2. kvt.", ("Q1", "Q2")),
     ("januar;feb", ("M01", "M02"))],
)  # fmt: skip
def test_parts_of_years_below_years(tmp_path, write, words, parts):
    """Each part is read with the year that stands over it."""
    path = write(tmp_path, "Bydel;2023;;2024;", f";{words};{words}", "Valby;1;2;3;4")
    first, second = parts
    assert counts(path) == {
        ("", 2023, first, ""): 1, ("", 2023, second, ""): 2,
        ("", 2024, first, ""): 3, ("", 2024, second, ""): 4,
    }  # fmt: skip


@pytest.mark.parametrize("write", [table, book])
def test_indicators_below_years(tmp_path, write, monkeypatch):
    """Known titles are read with the year over them; with one indicator for all they are two."""
    monkeypatch.setitem(TITLES, "utryg aften", "utryg i byen")
    monkeypatch.setitem(TITLES, "utryg nabolag", UNSAFE)
    words = "Utryg nabolag;Utryg aften"
    path = write(tmp_path, "Bydel;2011;;2012;", f";{words};{words}", FIGURES)
    assert shares(path, Reading()) == {
        (UNSAFE, "", 2011, ""): (10, None), ("utryg i byen", "", 2011, ""): (12, None),
        (UNSAFE, "", 2012, ""): (11, None), ("utryg i byen", "", 2012, ""): (13, None),
    }  # fmt: skip
    with pytest.raises(InputProblem, match="mean the same: percent"):
        index(path)


@pytest.mark.parametrize("write", [table, book])
def test_categories_below_years(tmp_path, write):
    """Refused, and read as the refusal says."""
    path = write(tmp_path, "Bydel;2023;;2024;", ";Tyveri;Vold;Tyveri;Vold", "Valby;1;2;3;4")
    with pytest.raises(InputProblem) as problem:
        counts(path)
    assert '--group "kategori=Tyveri" --group "kategori=Vold"' in str(problem.value)
    for dimension in ("kategori", "category", "gerningstype"):
        reading = Reading(heading_groups=dict.fromkeys(("tyveri", "vold"), dimension))
        assert counts(path, reading) == {
            ("Tyveri", 2023, "", ""): 1, ("Vold", 2023, "", ""): 2,
            ("Tyveri", 2024, "", ""): 3, ("Vold", 2024, "", ""): 4,
        }  # fmt: skip


def test_categories_with_all_of_them_and_in_one_header_row(tmp_path):
    """I alt is all categories; a group of people may stand in the heading too."""
    reading = Reading(heading_groups={"tyveri": "kategori"})
    path = table(tmp_path, "Bydel;Tyveri 2023;I alt 2023", "Valby;1;5")
    assert counts(path, reading) == {("Tyveri", 2023, "", ""): 1, ("", 2023, "", ""): 5}
    path = table(tmp_path, "Bydel;Tyveri, mænd 2023;Tyveri, kvinder 2023", "Valby;1;5")
    assert counts(path, reading) == {("Tyveri", 2023, "", MEN): 1, ("Tyveri", 2023, "", WOMEN): 5}


@pytest.mark.parametrize("write", [table, book])
@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Bydel;År;Antal;", ";;Gift;Ugift", "Valby;2020;1;2"),
         {("gruppe=gift", 2020, ""): 1, ("gruppe=ugift", 2020, ""): 2}),
        (("Bydel;År;Antal", ";;Gift", "Valby;2020;1"), {("gruppe=gift", 2020, ""): 1}),
        (("Bydel;Mænd 2010;Kvinder 2010", ";Gift;Ugift", "Valby;1;2"),
         {("køn=mænd; gruppe=gift", 2010, ""): 1, ("køn=kvinder; gruppe=ugift", 2010, ""): 2}),
    ],
)  # fmt: skip
def test_words_below_plain_figures_and_below_groups(tmp_path, write, rows, expected):
    """Refused, and read as the refusal says."""
    path = write(tmp_path, *rows)
    with pytest.raises(InputProblem, match="second header row"):
        people(path)
    reading = Reading(heading_groups={"gift": "gruppe", "ugift": "gruppe"})
    if "Ugift" not in rows[1]:
        reading = Reading(heading_groups={"gift": "gruppe"})
    assert residents(path, reading) == expected


@pytest.mark.parametrize("write", [table, book])
def test_a_third_header_row_is_refused(tmp_path, write):
    """No option reads it, and none is named."""
    rows = ("Bydel;Mænd;;Kvinder;", ";2011;2012;2011;2012", ";Gift;Ugift;Gift;Ugift", FIGURES)
    with pytest.raises(InputProblem, match="one header row more than can be read") as problem:
        people(write(tmp_path, *rows))
    assert "--" not in str(problem.value)


@pytest.mark.parametrize("write", [table, plain_book])
def test_a_blank_row_between_the_header_rows(tmp_path, write):
    """The advice works there too."""
    path = write(tmp_path, "Bydel;2011;;2012;", ";;;;", ";M;K;M;K", FIGURES)
    with pytest.raises(InputProblem, match="second header row"):
        index(path)
    assert len(shares(path, stated("køn", "m", "k"))) == 4


def test_words_of_a_field_of_words_are_data(tmp_path):
    """A light without an area and a figure is a reject."""
    path = table(tmp_path, "Bydel;År;Procent;Lys", ";2020;;grøn", "Valby;2020;10;grøn")
    rows, rejects = index(path)
    assert len(rows) == len(rejects) == 1


def test_everybody_beside_unknown_words(tmp_path):
    """Words over columns without a heading alone are refused as well."""
    path = table(tmp_path, "Bydel;2011;;2012;", ";;K;;K", FIGURES)
    with pytest.raises(InputProblem, match="the words 'K': it is a second header row"):
        index(path)
    assert shares(path, stated("køn", "k")) == {
        (UNSAFE, "", 2011, ""): (10, None), (UNSAFE, "køn=k", 2011, ""): (12, None),
        (UNSAFE, "", 2012, ""): (11, None), (UNSAFE, "køn=k", 2012, ""): (13, None),
    }  # fmt: skip


def test_an_indicator_that_is_lacking_is_asked_for_after_the_words(tmp_path):
    """Each refusal is settled by what it says, and none comes twice."""
    path = table(tmp_path, "Bydel;2011;;2012;", ";M;K;M;K", FIGURES)
    with pytest.raises(InputProblem, match="second header row"):
        index(path, Reading())
    with pytest.raises(InputProblem, match="--fixed indicator=VALUE"):
        index(path, Reading(heading_groups={"m": "køn", "k": "køn"}))
    assert len(shares(path, stated("køn", "m", "k"))) == 4


def test_unknown_words_beside_the_area_in_the_second_row(tmp_path):
    """With the first of them stated, the next one is refused, not left unread."""
    path = table(tmp_path, ";2011;;2012;", "Bydel;M;K;M;K", FIGURES)
    with pytest.raises(InputProblem, match=r"--group .gruppe=M"):
        index(path)
    with pytest.raises(InputProblem, match=r"--group .gruppe=K"):
        index(path, stated("køn", "m"))
    assert shares(path, stated("køn", "m", "k")) == {
        (UNSAFE, "køn=m", 2011, ""): (10, None), (UNSAFE, "køn=k", 2011, ""): (12, None),
        (UNSAFE, "køn=m", 2012, ""): (11, None), (UNSAFE, "køn=k", 2012, ""): (13, None),
    }  # fmt: skip


@pytest.mark.parametrize("row", [";5;6", ";..;5", ";;"])
def test_a_row_of_figures_without_an_area_stays_a_reject(tmp_path, row):
    """It is data that lacks its area."""
    path = table(tmp_path, "Bydel;2011;2012", row, "Valby;10;11")
    rows, rejects = people(path)
    assert [(one.year, one.population) for one in rows] == [(2011, 10), (2012, 11)]
    assert len(rejects) == (0 if row == ";;" else 2)


UNHEADED = ("Bydel;År;;Antal", "Valby;2020;Mænd;100", "Amager;2020;Kvinder;200")


def population(path, reading=None):
    """Return the table of a population load with its residents by area and group."""
    read = read_table(path, fields.POPULATION, reading or Reading(), quiet, grouped=True)
    refuse_unread_group_words(read)
    rows, _ = people(path, reading)
    return read, {(row.area_code, row.group_key): row.population for row in rows}


@pytest.mark.parametrize("write", [table, plain_book])
def test_a_column_of_groups_without_a_heading_is_refused_by_its_number(tmp_path, write):
    """Each way on that the refusal names gives what it says."""
    path = write(tmp_path, *UNHEADED)
    with pytest.raises(InputProblem) as problem:
        population(path)
    assert "'column no. 3 (no heading)'" in str(problem.value)
    for option in ('--group "#3"', '--ignore "#3"'):
        assert option in str(problem.value)
    read, stored = population(path, Reading(groups=("#3",)))
    assert read.binding.columns.groups == {"#3": "column no. 3 (no heading)"}
    assert stored == {("1", "#3=mænd"): 100, ("2", "#3=kvinder"): 200}
    read, stored = population(path, Reading(ignore=("#3",)))
    assert stored == {("1", ""): 100, ("2", ""): 200}
    assert read.binding.columns.unread == ("column no. 3 (no heading)",)
    assert population(path, Reading(only={"#3": "Mænd"}))[1] == {("1", ""): 100}


def test_a_column_without_a_heading_that_tells_rows_apart(tmp_path):
    """As one with an unknown heading; with words that are none of people."""
    path = table(tmp_path, "Bydel;År;;Antal", "Valby;2020;a;100", "Valby;2020;b;200")
    with pytest.raises(InputProblem, match=r"'column no. 3 \(no heading\)' tells rows apart"):
        people(path)
    assert len(people(path, Reading(groups=("#3",)))[0]) == 2


def test_a_column_without_a_heading_in_a_wide_table_keeps_its_number(tmp_path):
    """Though columns of figures stand before it."""
    path = table(tmp_path, "Bydel;2011;2012;;Note", "Valby;1;2;a;x", "Valby;3;4;b;x")
    with pytest.raises(InputProblem, match=r'column no. 4 \(no heading\).*--group "#4"'):
        people(path)
    assert {row.group_key for row in people(path, Reading(groups=("#4",)))[0]} == {"#4=a", "#4=b"}


def test_of_two_columns_without_a_heading_each_goes_by_its_number(tmp_path):
    """They are no twins of one heading."""
    path = table(tmp_path, "Bydel;År;;;Antal", "Valby;2020;a;x;100", "Valby;2020;b;y;200")
    stored, _ = people(path, Reading(groups=("#4",)))
    assert {row.group_key: row.population for row in stored} == {"#4=x": 100, "#4=y": 200}


def test_a_column_without_a_heading_of_a_later_sheet_is_named(tmp_path):
    """Though in the first sheet nothing stands in it."""
    made = openpyxl.Workbook()
    for sheet, year, text in ((made.active, 2020, None), (made.create_sheet("b"), 2021, "x")):
        sheet.append(["Bydel", "År", None, "Antal"])
        sheet.append(["Valby", year, text, 100])
    made.save(tmp_path / "a.xlsx")
    read, _ = population(tmp_path / "a.xlsx", Reading(sheet="*"))
    assert read.binding.columns.unread == ("column no. 3 (no heading)",)


def test_an_empty_column_without_a_heading_is_not_named(tmp_path):
    """Nothing stands in it."""
    path = table(tmp_path, "Bydel;År;;Antal", "Valby;2020;;100")
    assert population(path)[0].binding.columns.unread == ()


def loaded(city, *arguments):
    """Return what a load says, and with which exit code it ends."""
    ended = Hotspots(city.store).run("load", *arguments, "--set", "bydele")
    return ended.exit_code, ended.stderr + ended.stdout


@pytest.mark.parametrize(
    ("kind", "rows", "advice", "n_rows"),
    [
        ("index", "Område;2011;;2012;\n;M;K;M;K\nNord;10,1;12,1;11,1;13,1\n",
         ["--group", "gruppe=M", "--group", "gruppe=K"], 4),
        ("population", "Område;2023;;2024;\n;Gift;Ugift;Gift;Ugift\nNord;10;12;11;13\n",
         ["--group", "gruppe=Gift", "--group", "gruppe=Ugift"], 4),
        ("counts", "Område;2023;;2024;\n;Tyveri;Vold;Tyveri;Vold\nNord;10;12;11;13\n",
         ["--group", "kategori=Tyveri", "--group", "kategori=Vold"], 4),
        ("population", "Område;År;;Antal\nNord;2020;Mænd;100\nNord;2020;Kvinder;200\n",
         ["--group", "#3"], 2),
        ("population", "Område;År;;Antal\nNord;2020;Mænd;100\nSyd;2020;Kvinder;200\n",
         ["--ignore", "#3"], 2),
        ("population", "Område;År;;Antal\nNord;2020;x;100\nNord;2020;I alt;200\n",
         ["--only", "#3=I alt"], 1),
    ],
)  # fmt: skip
def test_in_the_store_the_advice_of_a_refusal_works(tmp_path, kind, rows, advice, n_rows):
    """Exit code 4 and nothing stored; the very options that are named load all figures."""
    city = City(tmp_path)
    city.areas(["Nord", "Syd"])
    fixed = ["--fixed", "indicator=utryg_nabolag"] if kind == "index" else []
    load = (kind, city.write("a.csv", rows), *fixed)
    exit_code, said = loaded(city, *load)
    assert exit_code == InputProblem.exit_code
    words = shlex.split(said.replace("'", ""))
    assert all(word in words for word in advice), said
    exit_code, said = loaded(city, *load, *advice)
    assert exit_code == 0, said
    assert f"{n_rows} stored, " in said, said


def test_the_line_of_columns_names_one_without_a_heading(tmp_path):
    """By its number."""
    city = City(tmp_path)
    city.areas(["Nord", "Syd"])
    rows = city.write("a.csv", "Område;År;;Antal\nNord;2020;x;100\nSyd;2020;y;200\n")
    exit_code, said = loaded(city, "population", rows)
    assert exit_code == 0
    assert "Not read: 'column no. 3 (no heading)'." in said
