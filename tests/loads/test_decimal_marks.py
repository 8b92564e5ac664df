"""Which mark stands before the decimals of a column, and what becomes of files that say it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.sources.values.decimals import Decision, decided, read
from tests.small_city import City


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["12,5", "1"], ","), (["12.5", "1"], "."), (["0.873", "1.127"], "."),
        (["0,873", "1,127"], ","), (["1.234.567", "1.234"], ","), (["1,234.5", "1,234"], "."),
        (["1.234,5", "2.345"], ","), (["9,4", "9.4", "8,1"], ","), (["7", "8"], None),
        (["ni", "7"], None), ([], None),
    ],
)  # fmt: skip
def test_a_column_decides(cells, mark):
    assert decided(cells) == Decision(mark)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["1.234", "5"], "undecided"), (["1,234"], "undecided"),
        (["0.987", "1,234"], "contradiction"), (["0,9", "1.234"], "contradiction"),
        (["1.234", "2,345"], "contradiction"), (["0.5", "0,5", "1.234"], "contradiction"),
    ],
)  # fmt: skip
def test_a_column_that_cannot_be_told(cells, reason):
    told = decided(cells)
    assert (told.mark, told.reason) == (None, reason)
    assert set(told.examples) <= set(cells)


def test_a_mark_that_only_size_decides_is_no_match_for_another():
    told = decided(["9.876", "0,873"], most=100)
    assert told == Decision(None, "contradiction", ("0,873", "9.876"))


def test_what_else_decides():
    """Being whole, being too large for thousands, and what the rest of the file has."""
    assert decided(["41.456", "12.345"], whole=True) == Decision(",")
    assert decided(["41,456", "12,345"], whole=True) == Decision(".")
    assert decided(["0.873", "12.125"], whole=True) == Decision(".")
    assert decided(["22.945", "18.300"], most=1000) == Decision(".")
    assert decided(["1.234"], hint=",") == Decision(",")


@given(st.lists(st.integers(1, 10**9), min_size=1), st.sampled_from(",."))
def test_whole_numbers_with_thousands_come_back(values, mark):
    texts = [f"{value:,}".replace(",", "." if mark == "," else ",") for value in values]
    told = decided(texts, whole=True)
    assert [read(text, told.mark or ",") for text in texts] == [(value, 0) for value in values]


@given(st.lists(st.decimals(0, 100, places=3), min_size=1), st.sampled_from(",."))
def test_shares_with_three_decimals_come_back(values, mark):
    texts = [str(value).replace(".", mark) for value in values]
    assert decided(texts, most=100) == Decision(mark)
    for text, value in zip(texts, values, strict=True):
        found = read(text, mark)
        assert found is not None
        assert math.isclose(found[0], float(value))


@pytest.fixture
def city(tmp_path):
    made = City(tmp_path)
    made.areas(("Nord", "Syd", "Vest"))
    return made


def load(city, rows, *options, kind="index", head="Område;År;Indikator;Procent;Antal svar;Deff",
         expect=0):  # fmt: skip
    """Load a table, and return what was said."""
    path = city.write("tal.csv", "\n".join([head, *rows]) + "\n")
    return city.run("load", kind, path, "--set", "bydele", *options, expect=expect).stderr


def figures(city, *columns):
    """Return columns of the stored figures by area."""
    import duckdb

    with duckdb.connect(str(city.store), read_only=True) as connection:
        return connection.execute(
            f"select {', '.join(columns)} from active_figure order by area_code"  # noqa: S608
        ).fetchall()


DEFF = ["Nord;2010;utryg_nabolag;12,5;400;1.234", "Syd;2010;utryg_nabolag;11,5;400;0.987"]


def test_three_decimals_are_no_thousands(city):
    """400 / 1.234 and 400 / 0.987, though the shares beside have commas."""
    load(city, DEFF)
    assert figures(city, "percent", "round(n_eff, 1)") == [(12.5, 324.1), (11.5, 405.3)]


def test_a_column_that_contradicts_itself_is_refused_and_the_advice_works(city):
    """1,234 beside 1.234 could be 1234 answers for one; what it says by column is followed."""
    rows = [*DEFF, "Vest;2010;utryg_nabolag;10,5;400;1,234"]
    said = load(city, rows, expect=4)
    assert "column 'Deff': '1,234' and '1.234' cannot both be read" in said
    assert '--decimal "Deff=,"' in said
    load(city, rows, "--decimal", "Deff=.")
    assert figures(city, "percent", "round(n_eff, 2)") == [(12.5, 324.15), (11.5, 405.27)]


def test_design_effects_are_no_thousands_and_never_more_than_the_answers(city):
    rows = [f"{area};2010;utryg_nabolag;12;400;{deff}" for area, deff in
            (("Nord", "1.234"), ("Syd", "1.345"))]  # fmt: skip
    said = load(city, rows, "--decimal", ",", expect=4)
    assert "cannot be a design effect: it would leave 0.32 of 400 answers" in said
    load(city, rows)
    assert figures(city, "round(n_eff, 1)") == [(324.1,), (297.4,)]


def test_an_option_that_names_no_column_of_numbers_is_refused(city):
    said = load(city, DEFF, "--decimal", "Dref=.", expect=2)
    assert "no column 'Dref' is read as numbers. Those that are: 'Procent', 'Antal svar'" in said
    assert "COLUMN=," in load(city, DEFF, "--decimal", ";", expect=2)


NEFF = "Område;År;Indikator;Procent;Antal svar;Effektivt antal svar"


def test_where_nothing_tells_it_is_asked_and_the_advice_works(city):
    rows = [f"{area};2010;utryg_nabolag;12;400;312.456" for area in ("Nord", "Syd")]
    said = load(city, rows, head=NEFF, expect=4)
    assert "nothing tells whether '312.456' has thousands or decimals" in said
    assert '--decimal "Effektivt antal svar=."' in said
    load(city, rows, "--decimal", "Effektivt antal svar=.", head=NEFF)
    assert [n for (n,) in figures(city, "n_eff")] == [312.456, 312.456]


@pytest.mark.parametrize(("first", "second"), [("312.456", "987.123"), ("1.234", "987")])
def test_one_mark_for_decimals_and_thousands_is_asked_about(city, first, second):
    rows = [f"Nord;2010;utryg_nabolag;12.5;{first}", f"Syd;2010;utryg_nabolag;13.5;{second}"]
    head = "Område;År;Indikator;Procent;Antal svar"
    said = load(city, rows, head=head, expect=4)
    assert "'.' stands before decimals in '12.5' of column 'Procent'" in said
    assert f"thousands in {first!r} of column 'Antal svar'" in said
    load(city, rows, "--decimal", "Antal svar=,", head=head)
    assert figures(city, "percent", "n") == [
        (12.5, float(first.replace(".", ""))), (13.5, float(second.replace(".", ""))),
    ]  # fmt: skip


def test_the_marks_of_columns_are_kept_with_the_load(city):
    import json

    import duckdb

    load(city, DEFF, "--decimal", "Deff=.")
    with duckdb.connect(str(city.store), read_only=True) as connection:
        rows = connection.execute("select settings from load where kind = 'index'").fetchall()
    assert json.loads(rows[0][0])["decimal_of"] == {"Deff": "."}


SHARES = "Område;År;Indikator;Procent"


def test_two_shares_of_one_are_asked_about(city):
    rows = ["Nord;2010;utryg_nabolag;0,123", "Syd;2010;utryg_nabolag;0,098"]
    assert "--shown-as percent" in load(city, rows, head=SHARES, expect=4)
    load(city, rows, "--shown-as", "percent", head=SHARES)
    assert figures(city, "percent") == [(12.3,), (9.8,)]


def test_a_share_of_one_beside_a_percent_sign_is_asked_about(city):
    rows = ["Nord;2010;utryg_nabolag;12 %", "Syd;2010;utryg_nabolag;0,098"]
    assert "without a percent sign" in load(city, rows, head=SHARES, expect=4)
    load(city, rows, "--shown-as", "percent", head=SHARES)
    assert figures(city, "percent") == [(12.0,), (9.8,)]


def test_a_percent_sign_says_what_a_small_share_is(city):
    rows = ["Nord;2010;utryg_nabolag;0,5 %", "Syd;2010;utryg_nabolag;0,25 pct."]
    load(city, rows, head=SHARES)
    assert figures(city, "percent") == [(0.5,), (0.25,)]


def test_residents_are_whole(city):
    head = "Bydel;År;Folketal"
    load(city, ["Nord;2024;41.456", "Syd;2024;12.345"], kind="population", head=head)
    said = load(
        city, ["Nord;2020;0.873", "Syd;2020;12.125"], kind="population", head=head, expect=4
    )
    assert "'0.873' is not a whole number" in said


def test_a_rate_above_a_thousand_in_a_thousand_has_decimals(city):
    rows = ["Nord;2010;anmeldelser_pr_1000;22.945", "Syd;2010;anmeldelser_pr_1000;18.300"]
    load(city, rows, head="Område;År;Indikator;pr 1.000")
    assert figures(city, "percent") == [(22.945,), (18.3,)]


def test_weights(city):
    """One of four says yes; read as thousands, 873 of 2002 would."""
    rows = [f"Nord;2010;utryg_nabolag;{answer};{weight}" for answer, weight in
            (("nej", "0.873"), ("nej", "1.127"), ("ja", "1"), ("nej", "1"))]  # fmt: skip
    load(city, rows, kind="survey", head="Område;År;Indikator;Svar;Vægt")
    assert figures(city, "percent") == [(25.0,)]


def test_coordinates_of_an_extract(city):
    """Degrees cannot be thousands; metres with three decimals and nothing else are asked about."""
    head = "id;dato;lon;lat\n"
    path = city.write("a.csv", head + "1;2024-03-01;12.568;55.676\n2;2024-03-02;12.569;55.677\n")
    city.run("load", "incidents", path)
    metres = city.write("b.csv", "id;dato;x;y\n3;2024-03-01;720.500;6.170.500\n")
    city.run("load", "incidents", metres, "--crs", "EPSG:25832")
    import duckdb

    with duckdb.connect(str(city.store), read_only=True) as connection:
        found = connection.execute(
            "select x_m, y_m from incident where incident_id = '3'"
        ).fetchone()
    assert found == (720500.0, 6170500.0)
    open_ = city.write("c.csv", "id;dato;x;y\n4;2024-03-01;720.500;617.500\n")
    said = city.run("load", "incidents", open_, "--crs", "EPSG:25832", expect=4).stderr
    assert "column 'x': nothing tells whether '720.500'" in said
