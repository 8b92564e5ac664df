"""Figures of areas: every row is stored or rejected with its reason, however kept."""

import datetime as dt
import json

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import real_data
from tests.conftest import Hotspots

HEADER = "område;år;indikator;procent;antal svar;udgave"
INDEX = ("load", "index", "--set", "by")
FIGURES = "select area_code, year, indicator, percent, decimals, n from estimate order by all"


def table(tmp_path, *rows, name="a.csv", header=HEADER):
    path = tmp_path / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def loaded(hotspots, path, *options):
    """Load figures that are taken as they are, and return them."""
    hotspots.done(*INDEX, path, *options)
    return hotspots.query(FIGURES)


@real_data.real_data
def test_the_published_figures(hotspots):
    """119 rows as people would receive them; seven of them are of an area that is in no set."""
    hotspots.done("load", "areas", real_data.SURVEY_AREAS, "--set", "survey13")
    found = hotspots.done("load", "index", real_data.INDEX, "--set", "survey13")
    assert found.stdout == "Load 2: 119 rows in, 112 stored, 7 rejected.\n"
    rejects = hotspots.rejects()
    assert [row for row, *_ in rejects] == list(range(113, 120))
    assert {column for _, column, _, _ in rejects} == {"Område"}
    reason = "no area of this name in survey13; nearest: Kongens Enghave, Amager Vest, Amager Øst"
    assert {reason for *_, reason in rejects} == {reason}
    stored = hotspots.query("select distinct area_code from estimate")
    assert ("*",) in stored
    assert ("Kongens Enghave",) in stored
    answer = json.loads(
        hotspots.done(
            *("change", "--indicator", "utryg_nabolag", "--baseline", "2009"),
            *("--year", "2020", "--format", "json"),
        ).stdout
    )
    rows = {row["area"]: row for row in answer["rows"]}
    assert len(rows) == 14
    assert answer["rows"][0]["area"] == "*"
    both = {"Amager Øst": (11, 5), "Brønshøj-Husum": (15, 13)}
    for area, (earlier, later) in both.items():
        assert (rows[area]["baseline_percent"], rows[area]["percent"]) == (earlier, later)
        assert (rows[area]["light"], rows[area]["verdict"]) == ("grey", "not_testable")
    others = [row for area, row in rows.items() if area not in {*both, "*"}]
    assert len(others) == 11
    assert all({"no_baseline", "no_figure"} & set(row["flags"]) for row in others)


@pytest.mark.parametrize(
    ("row", "column", "value", "reason"),
    [
        (
            "1;2020;utryg_nabolag;ni;;",
            "procent",
            "ni",
            "is not a number",
        ),
        ("1;2020;utryg_nabolag;ca. 9;;", "procent", "ca. 9", "is more than a number: write"),
        ("1;2020;utryg_nabolag;(12,3);;", "procent", "(12,3)", "is more than a number: write"),
        ("1;2020;utryg_nabolag;12,3 ±2,1;;", "procent", "12,3 ±2,1", "write the number alone"),
        ("1;2020;utryg_nabolag;123 ‰;;", "procent", "123 ‰", "is per thousand: write it in per"),
        ("1;2020;utryg_nabolag;9;5,1E+03;", "antal svar", "5,1E+03", "shortened with an exponent"),
        (
            "1;2020;utryg_nabolag;9;5'100;",
            "antal svar",
            "5'100",
            "an apostrophe between thousands",
        ),
        ("1;2020;utryg_nabolag;12.34;;", "procent", "12.34", "say --decimal . if it has a point"),
        ("1;2020;utryg_nabolag;101;;", "procent", "101", "is not between 0 and 100"),
        ("1;2020;utryg_nabolag;-1;;", "procent", "-1", "is not between 0 and 100"),
        ("1;2020;utryg_nabolag;-;;", "procent", "-", "a dash is no share"),
        ("1;2020;utryg_nabolag;…;300;", "procent", "…", "no figure is given"),
        ("1;2020;utryg_nabolag;9;0;", "antal svar", "0", "must be more than 0"),
        ("1;20;utryg_nabolag;9;;", "år", "20", "is not a year"),
        ("1;;utryg_nabolag;9;;", "år", None, "is missing"),
        ("1;2020;;9;;", "indikator", None, "is missing"),
        (";2020;utryg_nabolag;9;;", "område", None, "is missing"),
        ("Tårnby;2020;utryg_nabolag;9;;", "område", "Tårnby", "no area of this name in by"),
        ("2;2021;utryg_nabolag;9;;", "procent", "9", "row 1 already gives the same figure"),
        ("1;2020;utryg_nabolag;9;;2020;7", None, None, "has a cell beyond the last column"),
    ],
)
def test_a_cell_that_cannot_be_right_is_a_reject(
    three_areas, tmp_path, row, column, value, reason
):
    """Row, column, value and reason are kept; the other rows are stored, exit 0."""
    path = table(tmp_path, "2;2021;utryg_nabolag;9;;", row, "3;2021;utryg_nabolag;7,5;;")
    found = three_areas.done(*INDEX, path)
    assert found.stdout == "Load 2: 3 rows in, 2 stored, 1 rejected.\n"
    [reject] = three_areas.rejects()
    assert reject[:3] == (2, column, value)
    assert reason in reject[3]
    assert reason in found.stderr


def test_all_rows_rejected_is_no_load(three_areas, tmp_path):
    """Exit 4 with the first reason; the store is as it was."""
    before = three_areas.contents()
    found = three_areas.run(*INDEX, table(tmp_path, "Tårnby;2020;utryg_nabolag;9;;"))
    assert found.exit_code == 4
    assert "the only row was rejected, nothing was stored. Row 1, column 'område'" in found.stderr
    assert three_areas.contents() == before


def test_an_ambiguous_name_asks_for_the_code(hotspots, layers, tmp_path):
    """Two areas of one name: the name says neither, each code says which."""
    from tests.conftest import square

    path = layers.write([(1, "Kvarteret", square(0)), (2, "Kvarteret", square(1))])
    hotspots.done("load", "areas", path, "--set", "by")
    rows = ["Kvarteret;2020;utryg_nabolag;9;;", "02;2020;utryg_nabolag;8;;"]
    hotspots.done(*INDEX, table(tmp_path, *rows))
    assert hotspots.query("select area_code from estimate") == [("2",)]
    assert "the name fits several areas of by (1 Kvarteret, 2 Kvarteret): give" in str(
        hotspots.rejects()
    )


def test_a_figure_that_another_load_gives_is_no_news(three_areas, tmp_path):
    """The same figure repeats, another one wants --replace; with it the new one counts."""
    three_areas.done(*INDEX, table(tmp_path, "1;2020;utryg_nabolag;9;;"))
    rows = ("1;2020;utryg_nabolag;8;;", "2;2020;utryg_nabolag;7;;")
    second = table(tmp_path, *rows, name="b.csv")
    three_areas.done(*INDEX, second)
    assert three_areas.counts(3) == (2, 1, 1)
    [reject] = three_areas.rejects(3)
    assert reject[3] == "load 2 has this figure otherwise, 9; say --replace 2 to correct it"
    third = table(tmp_path, "1;2020;utryg_nabolag;8;;", name="c.csv")
    three_areas.done(*INDEX, third, "--replace", "2")
    counted = three_areas.query("select area_code, percent from active_estimate order by all")
    assert counted == [("1", 8), ("2", 7)]
    fourth = table(tmp_path, "1;2020;utryg_nabolag;8;;", "", name="d.csv")
    assert "1 row in, 0 stored, 1 rejected" in three_areas.done(*INDEX, fourth).stdout


def test_of_rows_that_contradict_each_other_none_is_taken(three_areas, tmp_path):
    """Nobody can say which of the two is right."""
    path = table(
        tmp_path,
        "2;2021;utryg_nabolag;9;;",
        "2;2021;utryg_nabolag;8;;",
        "1;2021;utryg_nabolag;7;;",
    )
    assert "3 rows in, 1 stored, 2 rejected" in three_areas.done(*INDEX, path).stdout
    assert [(row, value) for row, _, value, _ in three_areas.rejects()] == [(1, "9"), (2, "8")]
    assert all("none is taken" in reason for *_, reason in three_areas.rejects())


def test_an_unknown_indicator_wants_its_direction(three_areas, tmp_path):
    """Which way is better is never guessed."""
    path = table(tmp_path, "1;2020;oplevet_uro;9;;")
    found = three_areas.run(*INDEX, path)
    assert found.exit_code == 2
    assert '--better "oplevet_uro=lower"' in found.stderr
    three_areas.done(*INDEX, path, "--better", "lower")
    known = three_areas.query("select better, measure from indicator where indicator like 'op%'")
    assert known == [("lower", "share")]


def test_windows_1252_is_found(three_areas, tmp_path):
    """Danish letters, curly quotes and a euro sign, as an old program writes them."""
    path = tmp_path / "a.csv"
    row = "Nørrebro;2020;utryg_nabolag;9,4;“Analyse” – 5 €\n"
    path.write_bytes(f"område;år;indikator;procent;leverandør\n{row}".encode("cp1252"))
    found = three_areas.done(*INDEX, path)
    assert "a.csv: read as Windows-1252." in found.stderr
    assert three_areas.query("select area_code, supplier from estimate") == [
        ("1", "“Analyse” – 5 €")
    ]


def people_book(path):
    """Write a workbook as people keep it."""
    book = openpyxl.Workbook()
    book.active.title = "Forside"
    book.active.append(["Tryghed i tal"])
    sheet = book.create_sheet("Tal")
    sheet.append(["Utrygge i nabolaget, udtræk fra november"])
    sheet.merge_cells("A1:E1")
    sheet.append([])
    sheet.append(["Bydel", "År", "Indikator", "Andel", "Antal svar"])
    sheet.append(["Nørrebro", 2019, "utryg_nabolag", 0.094, "1.204"])
    sheet.append([None, 2020, "utryg_nabolag", 0.1, 1204])
    sheet.append(["Kgs. Enghave¹", 2019, "utryg_nabolag", "9,4 %", "300*"])
    sheet.append(["Kongens Enghave", 2020, "utryg_nabolag", "..", 300])
    sheet.append(["Vesterbro-Ålholm", 2019, "utryg_nabolag", "…", None])
    sheet.append(["Vesterbro / Ålholm", 2020, "utryg_nabolag", "x", None])
    sheet.append([])
    sheet.append(["I alt", 2019, "utryg_nabolag", 0.1 / 3, 1504])
    sheet.merge_cells("A4:A5")
    for row, shown in ((4, "0.0%"), (5, "0.0 %"), (11, "0.0%")):
        sheet.cell(row, 4).number_format = shown
    book.save(path)
    return path


def test_a_workbook_as_people_keep_it(three_areas, tmp_path):
    """Title, merged names, percent formats, numbers as text, footnotes, missing marks, a total."""
    found = three_areas.done(*INDEX, people_book(tmp_path / "a.xlsx"))
    assert "a.xlsx: read sheet 'Tal'." in found.stderr
    rows = three_areas.query(FIGURES)
    assert rows[:1] == [("*", 2019, "utryg_nabolag", pytest.approx(10 / 3), rows[0][4], 1504)]
    assert rows[1:] == [
        ("1", 2019, "utryg_nabolag", 9.4, 1, 1204),
        ("1", 2020, "utryg_nabolag", 10.0, 1, 1204),
        ("2", 2019, "utryg_nabolag", 9.4, 1, 300),
        ("2", 2020, "utryg_nabolag", None, None, 300),
    ]
    # the blank row is no data row; missing stays missing, withheld is stored as such, never as 0
    assert three_areas.query("select withheld from estimate where percent is null") == [
        ("suppressed",)
    ]
    assert [(row, value) for row, _, value, _ in three_areas.rejects()] == [
        (5, "…"),
        (6, "x"),
    ]


def test_a_sheet_can_be_named_and_must_be_where_two_look_alike(three_areas, tmp_path):
    """Two sheets with the same headings: neither is taken unasked."""
    book = openpyxl.Workbook()
    book.active.title = "2019"
    for sheet in (book.active, book.create_sheet("2020")):
        sheet.append(["Område", "År", "Indikator", "Procent"])
        sheet.append([1, int(sheet.title), "utryg_nabolag", 9.5])
    book.save(tmp_path / "a.xlsx")
    found = three_areas.run(*INDEX, tmp_path / "a.xlsx")
    assert found.exit_code == 4
    assert "the sheets '2019', '2020' all look like the table. Name one" in found.stderr
    found = three_areas.run(*INDEX, tmp_path / "a.xlsx", "--sheet", "2021")
    assert found.exit_code == 2
    assert "no sheet '2021'; it has '2019', '2020'" in found.stderr
    assert loaded(three_areas, tmp_path / "a.xlsx", "--sheet", "2020") == [
        ("1", 2020, "utryg_nabolag", 9.5, 1, None)
    ]


def test_counts_take_the_place_of_rounded_shares(three_areas, tmp_path):
    """31 of 300 are 10.333… per cent, exactly; more than n or half a person are rejected."""
    path = table(
        tmp_path,
        "1;2020;utryg_nabolag;31;300",
        "2;2020;utryg_nabolag;301;300",
        "3;2020;utryg_nabolag;1,5;300",
        "3;2021;utryg_nabolag;-;300",
        header="område;år;indikator;antal utrygge;antal svar",
    )
    figures = loaded(three_areas, path)
    assert figures[0][3:] == (pytest.approx(31 / 3), None, 300)
    assert figures[1][3:] == (0, None, 300)
    assert [row for row, *_ in three_areas.rejects()] == [2, 3]


def test_population_is_read_with_the_same_care(three_areas, tmp_path):
    """A dash is nobody, a blank is unknown; the city's total is the city."""
    rows = ["Nørrebro;2020;80.123", "2;2020;-", "3;2020;", "I alt;2020;100.000", "1;2020;80.123"]
    path = table(tmp_path, *rows, header="område;år;befolkning")
    three_areas.done("load", "population", path, "--set", "by")
    stored = three_areas.query("select area_code, population from population order by all")
    assert stored == [("*", 100_000), ("1", 80_123), ("2", 0)]
    assert [(row, reason) for row, _, _, reason in three_areas.rejects()] == [
        (3, "is missing"),
        (5, "row 1 has this area, period and group"),
    ]


figures = st.dictionaries(
    st.tuples(st.sampled_from(["1", "Kgs. Enghave", "I alt"]), st.integers(2009, 2024)),
    st.tuples(st.decimals(0, 100, places=1), st.none() | st.integers(1, 99_999)),
    min_size=1,
    max_size=8,
)


def decimal_text(value, mark):
    return f"{value}".replace(".", mark)


def thousands(n, mark):
    return "" if n is None else f"{n:,}".replace(",", mark)


@pytest.mark.thorough
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=figures)
def test_three_formats_of_one_table_give_equal_figures(tmp_path_factory, stored_areas, rows):
    """CSV in the Danish way, CSV in the ISO way, and a workbook of real numbers."""
    import shutil

    folder = tmp_path_factory.mktemp("three")
    heads = ["Område", "År", "Indikator", "Procent", "Antal svar"]
    danish, iso = [";".join(heads)], [",".join(heads)]
    book = openpyxl.Workbook()
    book.active.append(heads)
    for (area, year), (percent, n) in rows.items():
        named = f"{area};{year};utryg_nabolag"
        danish.append(f"{named};{decimal_text(percent, ',')};{thousands(n, '.')}")
        shown = f'"{thousands(n, ",")}"'
        iso.append(f"{named.replace(';', ',')},{percent},{shown}")
        book.active.append([area, year, "utryg_nabolag", float(percent), n])
        book.active.cell(book.active.max_row, 4).number_format = "0.0"
    (folder / "dk.csv").write_text("\r\n".join(danish), encoding="utf-8-sig")
    (folder / "iso.csv").write_text("\n".join(iso), encoding="utf-8")
    book.save(folder / "book.xlsx")
    found = []
    for name in ("dk.csv", "iso.csv", "book.xlsx"):
        hotspots = Hotspots(folder / f"{name}.duckdb")
        shutil.copy(stored_areas, hotspots.store)
        found.append(loaded(hotspots, folder / name))
    assert len(found[0]) == len(rows)
    assert found[0] == found[1] == found[2]


NO_PERIOD = "is not a year or another period, such as 2012, 2012-H1, 2012K3 or 2012-06"


def test_real_dates_are_no_years(three_areas, tmp_path):
    """A date where a year should be is said to be none."""
    book = openpyxl.Workbook()
    book.active.append(["Område", "År", "Indikator", "Procent"])
    book.active.append([1, dt.date(2020, 1, 1), "utryg_nabolag", 9.5])
    book.active.append([2, 2020, "utryg_nabolag", 9.5])
    book.save(tmp_path / "a.xlsx")
    three_areas.done(*INDEX, tmp_path / "a.xlsx")
    assert three_areas.rejects() == [(1, "År", "2020-01-01", NO_PERIOD)]


@pytest.mark.parametrize("name", ["Utryg i nabolaget", "UTRYGGE NABOLAG", "utryg_nabolaget"])
def test_an_indicator_is_known_by_its_words(three_areas, tmp_path, name):
    """However they are bent; which one it was taken for is said."""
    said = three_areas.run(*INDEX, table(tmp_path, f"1;2020;{name};9,0;;"))
    assert f"{name.lower()!r} is read as the indicator 'utryg_nabolag'." in said.stderr
    other = table(tmp_path, "1;2021;utryghed;9,0;;", name="b.csv")
    assert "not known as indicators: 'utryghed'" in three_areas.run(*INDEX, other).stderr


def test_residents_of_1_january_are_those_of_the_year(three_areas, tmp_path):
    path = table(tmp_path, "1;1. januar 2025;7", "2;01-01-2025;8", "3;1. februar 2025;9",
                 header="område;år;folketal")  # fmt: skip
    said = three_areas.run("load", "population", path, "--set", "by").stderr
    assert "'1. februar 2025' is not a year or another period" in said
    assert three_areas.query("select year, part, population from population order by all") == [
        (2025, "", 7), (2025, "", 8),
    ]  # fmt: skip


def test_an_error_of_a_formula_is_named_as_such(three_areas, tmp_path):
    path = table(tmp_path, "1;2020;utryg_nabolag;#DIV/0!;;", "2;2020;utryg_nabolag;9,0;;")
    said = three_areas.run(*INDEX, path).stderr
    assert "'#DIV/0!' is an error of a spreadsheet's formula" in said
