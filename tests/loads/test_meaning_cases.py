"""What a row counts: one case for each way in which small files were once misunderstood.

Of figures and residents they stand here; where else a case is held:

=============================================== ==============================================
a month is no day; spans of whole months        tests/incidents/test_dates.py
a moment in the column of times, days first     tests/incidents/test_dates.py
kinds of street are no offences                 tests/incidents/test_dates.py
several offences of one case                    tests/incidents/test_cases.py
points in the next town                         tests/incidents/test_outside.py
years of late reports only                      tests/incidents/test_coverage.py
the same bytes under another source or mapping  tests/loads/test_same_file.py
efforts without a place, lists of places        tests/efforts/test_interventions.py
every effort is listed                          tests/efforts/test_listing.py
groups in the headings of wide tables           tests/loads/test_wide_groups.py
=============================================== ==============================================
"""

import openpyxl
import pytest

from tests.small_city import City, by_area

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

UNSAFE = "utryg_nabolag"
HEAD = "Bydel;År;Indikator;Køn;Alder;Procent;Antal svar"
WHOLE = (f"Nord;2010;{UNSAFE};I alt;I alt;18,0;590", f"Nord;2024;{UNSAFE};I alt;I alt;16,0;341")
YOUNG = (
    f"Nord;2010;{UNSAFE};Kvinder;15-24;31,0;61",
    f"Nord;2010;{UNSAFE};Mænd;15-24;12,0;58",
    f"Nord;2024;{UNSAFE};Mænd;15-24;9,0;40",
)


@pytest.fixture
def city(tmp_path):
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    return made


def load(city, kind, head, rows, *options, name="a.csv", encoding="utf-8", expect=0):
    """Load a table as text or as a workbook; return what was said."""
    lines = [line.split(";") for line in (head, *rows)]
    path = city.folder / name
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append(line)
        book.save(path)
    else:
        mark = {".csv": ";", ".tsv": "\t"}[path.suffix]
        path = path.with_suffix(".csv")
        path.write_text("".join(mark.join(line) + "\n" for line in lines), encoding=encoding)
    said = city.run("--lang", "en", "load", kind, path, "--set", "bydele", *options, expect=expect)
    return said.stdout + said.stderr


def figures(city):
    """Return what is stored of figures, by area, period and group."""
    return asked(city, "select area_code, year || part, group_key, percent from estimate")


def people(city):
    """Return what is stored of residents, by area, period and group."""
    return asked(city, "select area_code, year || part, group_key, population from population")


def asked(city, statement):
    import duckdb

    with duckdb.connect(str(city.store), read_only=True) as con:
        rows = con.execute(f"{statement} order by all").fetchall()
    return {(code, period, group): value for code, period, group, value in rows}


def change_of_nord(city, *options):
    """Return from what and to what the figure of Nord went, and its light."""
    row = by_area(city.ask("change", "--year", 2024, *options))["1"]
    return row["baseline_percent"], row["percent"], row["light"]


@pytest.mark.part(3)
@pytest.mark.parametrize("rows", [(*YOUNG[:2], *WHOLE, *YOUNG[2:]), (*WHOLE, *YOUNG), WHOLE])
@pytest.mark.parametrize(
    ("name", "encoding"),
    [("a.csv", "utf-8"), ("a.csv", "cp1252"), ("a.tsv", "utf-8"), ("a.xlsx", "")],
)
def test_the_whole_is_the_row_of_the_total(city, rows, name, encoding):
    """Whatever the order and the format; where only totals stand they are the whole."""
    load(city, "index", HEAD, rows, name=name, encoding=encoding)
    assert change_of_nord(city) == (18.0, 16.0, "yellow")
    assert len(figures(city)) == len(rows)


def test_groups_are_kept_as_groups(city):
    """Of two dimensions, each with its own series."""
    load(city, "index", HEAD, (*YOUNG, *WHOLE))
    assert figures(city)["1", "2010", "køn=kvinder; alder=15-24"] == 31
    men = ("--group", "køn=mænd", "--group", "alder=15-24")
    assert change_of_nord(city, *men)[:2] == (12.0, 9.0)


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("heading", "dimension"),
    [
        ("Målgruppe", "målgruppe"), ("Maalgruppe", "målgruppe"), ("Herkomst", "oprindelse"),
        ("Boligform", "boligform"), ("EJERFORHOLD", "boligform"), ("Uddannelse", "uddannelse"),
        ("Koen", "køn"), ("Age_group", "alder"), ("Husstandstype", "familietype"),
        ("Gruppe*", "gruppe"),
    ],
)  # fmt: skip
def test_another_group_each_year_is_no_series(city, heading, dimension):
    """No change of the whole is told from people in council flats and, later, everybody."""
    head = f"Bydel;År;Indikator;{heading};Procent;Antal svar"
    rows = (f"Nord;2010;{UNSAFE};Beboere i almene boliger;41,0;120",
            f"Nord;2024;{UNSAFE};Alle;20,0;341")  # fmt: skip
    load(city, "index", head, rows)
    assert change_of_nord(city) == (None, 20.0, "grey")
    assert figures(city) == {
        ("1", "2010", f"{dimension}=beboere i almene boliger"): 41, ("1", "2024", ""): 20,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        (("Utryg", "I alt"), "tells rows apart"),
        (("Kvinder", "Mænd"), "about 'Kvinder' alone"),
        (("Almene boliger", "Almene boliger"), "about 'Almene boliger' alone"),
        (("15-24 år", "25-39 år"), "about '15-24 år' alone"),
    ],
)
def test_a_column_that_nobody_knows(city, values, refused):
    """Is refused where it tells a total from its parts, or holds nothing but groups.

    Following each advice gives the right figures.
    """
    head = "Bydel;År;Indikator;Type af svar;Procent"
    rows = [f"Nord;2010;{UNSAFE};{values[0]};30", f"Nord;2024;{UNSAFE};{values[1]};20"]
    said = load(city, "index", head, rows, expect=4)
    assert refused in said
    assert '--group "Type af svar"' in said
    load(city, "index", head, rows, "--group", "Type af svar")
    assert (
        figures(city)["1", "2010", f"type af svar={values[0].removesuffix(' år').lower()}"] == 30
    )


def test_numbers_in_a_column_that_nobody_knows_are_no_ages(city):
    """An interval beside a figure is not read, and named."""
    said = load(city, "index", "Bydel;År;Indikator;Procent;Interval",
                [f"Nord;2010;{UNSAFE};12;10-14"])  # fmt: skip
    assert "Not read: 'Interval'" in said
    assert figures(city) == {("1", "2010", ""): 12}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_residents_are_those_of_the_total(city, order):
    """Not of the first row, the men; and men and women add up to it."""
    rows = ("Nord;2010;Mænd;24000", "Nord;2010;Kvinder;26000", "Nord;2010;I alt;50000")
    load(city, "population", "Bydel;År;Køn;Folketal", [rows[n] for n in order], "--adds-up", "køn")
    assert people(city) == {
        ("1", "2010", "køn=mænd"): 24_000, ("1", "2010", "køn=kvinder"): 26_000,
        ("1", "2010", ""): 50_000,
    }  # fmt: skip


def test_groups_without_a_total_are_summed_only_where_it_is_said(city):
    """2,500 men and 2,600 women, and 5,100 with --adds-up."""
    rows = ("Nord;2010;Mænd;2500", "Nord;2010;Kvinder;2600")
    groups = {("1", "2010", "køn=mænd"): 2500, ("1", "2010", "køn=kvinder"): 2600}
    load(city, "population", "Bydel;År;Køn;Antal", rows)
    assert people(city) == groups
    load(city, "population", "Bydel;År;Køn;Antal", rows, "--adds-up", "køn", "--replace", "2")
    assert {**groups, ("1", "2010", ""): 5100}.items() <= people(city).items()


def test_groups_of_two_dimensions_add_up_one_after_the_other(city):
    """Sexes to ages, ages to sexes, and all to the whole."""
    rows = ("Nord;2010;Mænd;0-17;5", "Nord;2010;Kvinder;0-17;6", "Nord;2010;Mænd;18+;7",
            "Nord;2010;Kvinder;18+;8")  # fmt: skip
    load(city, "population", "Bydel;År;Køn;Alder;Antal", rows, "--adds-up", "køn", "--adds-up",
         "alder")  # fmt: skip
    sums = {key[2]: n for key, n in people(city).items() if key[2].count("=") < 2}
    assert sums == {
        "": 26, "køn=mænd": 12, "køn=kvinder": 14, "alder=0-17": 11, "alder=18+": 15,
    }  # fmt: skip


def test_no_sum_where_a_group_is_missing(city):
    """A withheld number of women does not make the men everybody; it is said where."""
    rows = ("Nord;2010;Mænd;5", "Nord;2010;Kvinder;6", "Syd;2010;Mænd;7", "Syd;2010;Kvinder;..")
    said = load(city, "population", "Bydel;År;Køn;Antal", rows, "--adds-up", "køn", expect=0)
    assert {key: n for key, n in people(city).items() if not key[2]} == {("1", "2010", ""): 11}
    assert "Areas and periods without a whole: 1, such as area 2 in 2010." in said


def test_groups_that_do_not_add_up_are_refused(city):
    """Held against the total, with its row."""
    rows = ("Nord;2010;Mænd;24", "Nord;2010;Kvinder;26", "Nord;2010;I alt;51")
    said = load(city, "population", "Bydel;År;Køn;Antal", rows, "--adds-up", "køn", expect=4)
    assert "row 3: the whole is 51, but the groups of køn sum to 50" in said


def test_statbanks_own_headings(city):
    """With *Bydel* before the name, the total of three dimensions, and a quarter."""
    rows = (
        "Bydel Nord;I alt;I alt;I alt;2024K1;62345",
        "Bydel Syd;I alt;I alt;I alt;2024K1;41000",
    )
    head = "OMRKK;KØN;ALDER;CIVILSTAND;TID;INDHOLD"
    load(city, "population", head, rows, encoding="utf-8-sig")
    assert people(city) == {("1", "2024Q1", ""): 62_345, ("2", "2024Q1", ""): 41_000}


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("first", "second", "quarter"),
    [
        ("1. halvår 2011", "2. halvår 2011", "2012K3"),
        ("2011-H1", "H2 2011", "3. kvartal 2012"),
        ("første halvår af 2011", "2011 (2. halvår)", "III. kvartal 2012"),
        ("I. halvår 2011", "II. halvår 2011", "3. kv. 2012"),
        ("1. hå 2011", "juli-december 2011", "2012K03"),
        ("01.01.2011-30.06.2011", "2011/2. halvår", "Q3 2012"),
        ("first half of 2011", "2H 2011", "third quarter 2012"),
    ],
)
def test_parts_of_years_are_parts_of_years(city, first, second, quarter):
    """Stored as what they are; halves are compared with the same half, and with nothing else."""
    head = "Område;Periode;Indikator;Procent;Antal svar;Kilde"
    rows = [f"Hele København;{when};{UNSAFE};{percent};3000;x"
            for when, percent in ((first, "10,2"), (second, "9,8"), ("2012-H1", "9,1"),
                                  (quarter, "9,0"))]  # fmt: skip
    assert "Not read: 'Kilde'" in load(city, "index", head, rows)
    assert figures(city) == {
        ("*", "2011H1", ""): 10.2, ("*", "2011H2", ""): 9.8, ("*", "2012H1", ""): 9.1,
        ("*", "2012Q3", ""): 9.0,
    }  # fmt: skip
    row = by_area(city.ask("change", "--baseline", "2011-H1", "--year", "2012-H1"))["*"]
    assert (row["baseline_percent"], row["percent"]) == (10.2, 9.1)
    refused = city.run("--lang", "en", "change", expect=1).stderr
    assert "There are no figures of everybody in whole years" in refused


@pytest.mark.parametrize("when", ["2. halvår 12", "2012-1", "2012.1", "sommer 2012", "2011/12"])
def test_what_could_be_another_period_is_rejected(city, when):
    """No half-year is guessed."""
    load(city, "index", "Område;Periode;Indikator;Procent",
         [f"Nord;{when};{UNSAFE};9", f"Nord;2012;{UNSAFE};8"], expect=0)  # fmt: skip
    assert figures(city) == {("1", "2012", ""): 8}


BAROMETER = (
    "Hele København;2010;diskrimineret;24,0;1000", "Hele København;2014;diskrimineret;19,0;1000",
    "Hele København;2010;inkluderet;60,0;1000", "Hele København;2014;inkluderet;66,0;1000",
)  # fmt: skip
DIRECTIONS = ("--better", "diskrimineret=lower", "--better", "inkluderet=higher")


def test_each_indicator_has_its_own_direction(city):
    """All unknown ones are named at once; a fall from 24 to 19 is met where a fall is the aim."""
    head = "Område;År;Indikator;Procent;Antal svar"
    refused = load(city, "index", head, BAROMETER, "--better", "lower", expect=2)
    assert "'diskrimineret', 'inkluderet'" in refused
    load(city, "index", head, BAROMETER, *DIRECTIONS)
    goals = ("goal;programme;origin;rule_da;rule_en;scope;indicator;comparison;baseline_year;"
             "first_year;deadline")  # fmt: skip
    rules = [f"{name};p;o;skal;must;city;{name};must_improve;2010;2011;31-12-2014"
             for name in ("diskrimineret", "inkluderet")]  # fmt: skip
    city.run("load", "goals", city.write("g.csv", "\n".join([goals, *rules]) + "\n"))
    answers = {row["goal"]: (row["baseline"], row["figure"], row["answer"])
               for row in city.ask("goals", "--as-of", "2015-06-01")["rows"]}  # fmt: skip
    assert answers == {"diskrimineret": (24, 19, "met"), "inkluderet": (60, 66, "met")}


def test_a_direction_that_contradicts_the_stored_one_is_refused(city):
    """A later --better is not passed over."""
    head = "Område;År;Indikator;Procent;Antal svar"
    load(city, "index", head, BAROMETER, *DIRECTIONS)
    said = load(city, "index", head, ["Nord;2012;diskrimineret;7,0;300"], "--better",
                "diskrimineret=higher", name="b.csv", expect=2)  # fmt: skip
    assert "the store knows that lower is better" in said


def test_a_gap_is_of_two_groups(city):
    """2.4 and 1.7 points, with an interval (design effect 1.3) that holds them."""
    head = "Område;År;Indikator;Oprindelse;Procent;Antal svar"
    rows = [f"Hele København;{year};sigtede;{group};{percent};{n}"
            for year, group, percent, n in (
                (2007, "Ikke-vestlig", "5,0", 4000), (2007, "Dansk", "2,6", 9000),
                (2010, "Ikke-vestlig", "4,9", 4000), (2010, "Dansk", "3,2", 9000))]  # fmt: skip
    load(city, "index", head, rows, "--better", "sigtede=lower")
    answer = city.ask("gap", "sigtede", "--between", "oprindelse=ikke-vestlig", "--and",
                      "oprindelse=dansk", "--baseline", 2007, "--year", 2010)  # fmt: skip
    row = by_area(answer)["*"]
    assert (row["baseline_gap_pp"], row["gap_pp"]) == (pytest.approx(2.4), pytest.approx(1.7))
    assert 0.8 < row["gap_low_pp"] < 1.7 < row["gap_high_pp"] < 2.7
