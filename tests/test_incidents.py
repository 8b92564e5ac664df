"""``incidents``: counts, rates and their change, written out by hand."""

import pytest

from tests.small_city import City, by_area

COLUMNS = [
    "area", "name", "category", "period", "n", "population", "rate_per_1000", "ci_low", "ci_high",
    "baseline_n", "rate_ratio", "rr_low", "rr_high", "p", "p_adjusted", "verdict", "flags",
    "city_ratio", "city_ratio_low", "city_ratio_high", "eb_rate_per_1000",
]  # fmt: skip


@pytest.fixture
def city(tmp_path):
    """Return a city of two areas with 30 and 18 incidents in Nord, some elsewhere."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt"])
    rows = []
    for year, inside, outside in ((2010, 30, 1), (2020, 18, 3)):
        rows += [f"01-01-{year};720500,5;6170500;Vold" for _ in range(inside)]
        rows += [f"31-12-{year};720500;6172500;Indbrud" for _ in range(outside)]
    rows += ["05-05-2020;;;Indbrud"]
    text = "Sagsnr;Dato;X;Y;Kategori\n"
    text += "\n".join(f"{at};{row}" for at, row in enumerate(rows))
    made.run("load", "incidents", made.write("h.csv", text))
    return made


def test_counts_by_hand(city):
    """18 in Nord, none in Midt, 4 unplaced (3 outside, 1 without coordinates), 22 in all."""
    answer = city.ask("incidents", "--year", 2020)
    rows = by_area(answer)
    assert [row["area"] for row in answer["rows"]] == ["*", "1", "2", "-"]
    assert {code: row["n"] for code, row in rows.items()} == {"*": 22, "1": 18, "2": 0, "-": 4}
    assert {code: row["baseline_n"] for code, row in rows.items()} == {
        "*": 31, "1": 30, "2": 0, "-": 1,
    }  # fmt: skip
    assert all(list(row) == COLUMNS for row in answer["rows"])
    assert any("4 af 22" in note for note in answer["notes"])
    assert (rows["-"]["verdict"], rows["-"]["p"]) == ("not_testable", None)


def test_without_population_only_counts_are_compared(city):
    """30 to 18 is a ratio of 0.6 that cannot be told from no change, and says what it is."""
    row = by_area(city.ask("incidents", "--year", 2020))["1"]
    assert (row["rate_per_1000"], row["population"]) == (None, None)
    assert row["rate_ratio"] == pytest.approx(0.6)
    assert row["verdict"] == "not_distinguishable"
    assert row["flags"] == ["no_population", "counts_only"]


def test_rates_use_the_population_of_their_own_year(city):
    """18 of 2,000 in 2020 is 9 per 1,000 (exact: 5.3 to 14.2), 30 of 1,000 before is 30."""
    people = "Område;År;Folketal\nNord;2010;1.000\nNord;2020;2.000\nMidt;2010;10\nMidt;2020;10\n"
    city.run("load", "population", city.write("folk.csv", people), "--set", "bydele")
    rows = by_area(city.ask("incidents", "--year", 2020))
    assert rows["1"]["rate_per_1000"] == 9
    assert rows["1"]["ci_low"] == pytest.approx(5.334, abs=1e-3)
    assert rows["1"]["ci_high"] == pytest.approx(14.224, abs=1e-3)
    assert rows["1"]["rate_ratio"] == pytest.approx(0.3)
    assert rows["1"]["verdict"] == "better"
    assert rows["*"]["population"] == 2010
    assert rows["*"]["rate_per_1000"] == pytest.approx(22 / 2.01)
    assert rows["-"]["rate_per_1000"] is None


def test_one_category(city):
    """Only the category asked for counts; an unknown one names those there are."""
    rows = by_area(city.ask("incidents", "--year", 2020, "--category", "Vold"))
    assert (rows["*"]["n"], rows["1"]["n"], rows["-"]["n"]) == (18, 18, 0)
    unknown = city.run("incidents", "--year", 2020, "--category", "Røveri", expect=1)
    assert "Indbrud, Vold" in unknown.stderr


def test_a_year_that_no_extract_covers_is_no_baseline(city):
    """Nothing loaded is not the same as nothing happened."""
    rows = by_area(city.ask("incidents", "--year", 2020, "--baseline", 2005))
    assert rows["1"]["baseline_n"] is None
    assert rows["1"]["verdict"] == "no_baseline"
    assert "no_baseline" in rows["1"]["flags"]


def test_a_year_that_is_half_loaded_is_compared_with_the_same_days(city):
    """An extract that ends in June 2021: only 1 January to 1 June count, in 2010 too."""
    late = city.write("sen.csv", "Sagsnr;Dato;X;Y\nny1;01-06-2021;720500;6170500\n")
    city.run("load", "incidents", late)
    answer = city.ask("incidents", "--year", 2021)
    assert answer["settings"]["days"] == ["2021-01-01", "2021-06-01"]
    assert any("01-01-2021 til 01-06-2021" in note for note in answer["notes"])
    rows = by_area(answer)
    assert (rows["1"]["n"], rows["1"]["baseline_n"]) == (1, 30)
    assert rows["-"]["baseline_n"] == 0
    assert "part_year" in rows["1"]["flags"]


def test_a_year_beyond_the_extracts_is_refused(city):
    """Nothing is known of 2099: exit 1, and from when to when there is something."""
    result = city.run("incidents", "--year", 2099, expect=1)
    assert "2010-01-01 to 2020-12-31" in result.stderr
