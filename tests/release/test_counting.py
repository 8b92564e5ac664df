"""What a release counts is what ``incidents`` counts, cell by cell."""

import json

import numpy as np
import pytest

from hotspots.analysis.areas.pieces import SetAreas, pieces
from hotspots.engine.store import reading
from hotspots.errors import ReleaseRefused
from hotspots.model.disclosure import Member
from hotspots.model.periods import Period
from hotspots.model.release import DeclaredTable, Policy
from hotspots.workflows.release.counting import counted
from hotspots.workflows.release.definite import whole_years
from hotspots.workflows.release.universe import history_of, period_pieces, steps_between
from tests.incidents.test_coverage import small_set_of
from tests.release.made.made_city import CATEGORIES, made_city
from tests.small_city import City

TOTAL = Member("total", "*")
_USUAL = Policy()


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return made_city(tmp_path_factory.mktemp("city"), n_incidents=900)


def count_of(city, *tables, k=5, policy=_USUAL, **options):
    with reading(city.store) as store:
        return counted(store, tables, policy, k, **options)


def years(first, last, categories=("*",), sets=("bydele",)):
    return DeclaredTable(sets, "year", Period(first), Period(last), tuple(categories))


@pytest.mark.parametrize("category", [None, *CATEGORIES])
def test_counts_are_those_of_incidents(city, category):
    """In every area, outside, without a place, and in the city."""
    counts = count_of(city, years(2020, 2024))
    options = ["--category", category] if category else []
    for year in (2022, 2024):
        rows = city.ask(
            "incidents", "--set", "bydele", "--baseline", 2020, "--year", year, *options
        )["rows"]
        assert len(rows) == 7
        for row in rows:
            member = Member("category", category) if category else TOTAL
            cell = (Member("bydele", row["area"]), member, TOTAL, Member("year", str(year)))
            assert counts.count(cell) == row["n"], cell


def test_periods_within_one_another_add_up(city):
    """The quarters of a year are its count."""
    quarters = DeclaredTable(("bydele",), "quarter", Period(2023, "Q1"), Period(2023, "Q4"))
    counts = count_of(
        city, years(2023, 2024, ()), quarters, policy=Policy(places=1, most_percent=100)
    )
    area = Member("bydele", "1")
    parts = [counts.count((area, TOTAL, TOTAL, Member("quarter", f"2023-Q{part}")))
             for part in range(1, 5)]  # fmt: skip
    assert min(parts) > 0
    assert sum(parts) == counts.count((area, TOTAL, TOTAL, Member("year", "2023")))


def test_history_is_counted_and_not_printed(city):
    """As far as the extracts go back."""
    counts = count_of(city, years(2020, 2024, ()), n_history=5)
    before = {cell for cell in counts.tables.cells if cell[3].code in {"2018", "2019"}}
    assert len(before) == 14
    assert not before & counts.printed
    assert not any(cell[3].code in {"2015", "2016", "2017"} for cell in counts.tables.cells)


def test_what_is_left_of_an_excluded_category_is_a_finest_cell_and_no_member(city):
    """All but its own are members; the total counts it."""
    counts = count_of(city, years(2024, 2024), policy=Policy(excluded=("Røveri",)))
    listed = {cell[1].code for cell in counts.tables.cells}
    assert listed == {"*", "Indbrud", "Vold"}
    whole, *parts = (
        counts.count((Member("bydele", "*"), category, TOTAL, Member("year", "2024")))
        for category in (TOTAL, Member("category", "Indbrud"), Member("category", "Vold"))
    )
    robberies = city.ask("incidents", "--set", "bydele", "--year", 2024, "--baseline", 2020,
                         "--category", "Røveri")["rows"][0]["n"]  # fmt: skip
    assert whole - sum(parts) == robberies > 0


def test_sets_within_one_another_are_linked(city, tmp_path):
    """Halves of the city are made of its areas: their counts are sums of them."""
    own = city.copied(tmp_path / "own")
    halves(own)
    counts = count_of(own, years(2024, 2024, (), ("bydele", "halvdele")))
    year = Member("year", "2024")
    for half, areas in (("1", "12"), ("2", "34")):
        parts = [counts.count((Member("bydele", area), TOTAL, TOTAL, year)) for area in areas]
        assert counts.count((Member("halvdele", half), TOTAL, TOTAL, year)) == sum(parts)
    finest = [counts.tables.finest_of((Member(name, "*"), TOTAL, TOTAL, year))
              for name in ("bydele", "halvdele")]  # fmt: skip
    assert finest[0] == finest[1]


def halves(city: City):
    """Load two areas that the four lie in."""
    west, south = 720_000, 6_170_000
    features = []
    for at, name in enumerate(("Øst for åen", "Vest for åen")):
        left, right = west + 2000 * at, west + 2000 * (at + 1)
        ring = [[left, south], [right, south], [right, south + 1000], [left, south + 1000],
                [left, south]]  # fmt: skip
        features.append({"type": "Feature", "properties": {"bydel_nr": at + 1, "navn": name},
                         "geometry": {"type": "Polygon", "coordinates": [ring]}})  # fmt: skip
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    layer = {"type": "FeatureCollection", "crs": crs, "features": features}
    city.run("load", "areas", city.write("halvdele.geojson", json.dumps(layer)),
             "--set", "halvdele")  # fmt: skip


def test_pieces_are_what_borders_do_not_divide():
    """A square with a half of it and a part beside it."""
    from shapely import box

    whole = SetAreas("a", ["1"], [box(0, 0, 10, 10)])
    other = SetAreas("b", ["x", "y"], [box(0, 0, 5, 10), box(5, 0, 15, 10)])
    assert pieces([whole, other]) == {
        frozenset(), frozenset({("a", "1"), ("b", "x")}), frozenset({("a", "1"), ("b", "y")}),
        frozenset({("b", "y")}),
    }  # fmt: skip


def test_slivers_are_no_pieces():
    from shapely import box

    first = SetAreas("a", ["1", "2"], [box(0, 0, 10, 10), box(10, 0, 20, 10)])
    second = SetAreas("b", ["x"], [box(0, 0, 10.05, 10)])
    assert frozenset({("a", "2"), ("b", "x")}) not in pieces([first, second])


def test_periods_that_share_all_days_are_one_piece():
    """Of a year and its first quarter: that, and the nine months left."""
    made = period_pieces([Period(2024), Period(2024, "Q1")])
    year, quarter = Member("year", "2024"), Member("quarter", "2024-Q1")
    assert {atom: len(days) for atom, days in made.items()} == {
        frozenset({year, quarter}): 3, frozenset({year}): 9,
    }  # fmt: skip


def test_steps_and_history_are_of_one_kind():
    assert [str(one) for one in steps_between(Period(2023, "Q3"), Period(2024, "Q1"))] == [
        "2023-Q3", "2023-Q4", "2024-Q1",
    ]  # fmt: skip
    assert steps_between(Period(2024), Period(2023)) == []
    assert [str(one) for one in history_of(Period(2024, "H2"), 1)] == ["2023-H1", "2023-H2"]


def test_tables_of_counts_are_counted_with_what_they_leave_of_totals(tmp_path):
    """What no place has, what no group has, and what no category has are cells of their own."""
    city = City(tmp_path)
    city.areas(("Nord", "Syd"))
    whole = (("Nord", 60), ("Syd", 40), ("Hele byen", 110))
    violent = (("Nord", 20), ("Syd", 10), ("Hele byen", 31))
    for name, figures in (("alle", whole), ("vold", violent)):
        rows = ["Område;År;Antal"]
        rows += [f"{area};{year};{n}"
                 for year in (2022, 2023, 2024) for area, n in figures]  # fmt: skip
        path = city.write(f"{name}.csv", "\n".join(rows) + "\n")
        fixed = () if name == "alle" else ("--fixed", "category=Vold")
        city.run("load", "counts", path, "--set", "bydele", *fixed)
    counts = count_of(city, years(2022, 2024))
    year = Member("year", "2022")

    def n(area, category=TOTAL):
        return counts.count((Member("bydele", area), category, TOTAL, year))

    violence = Member("category", "Vold")
    assert [n("1"), n("2"), n("*"), n("-"), n("outside")] == [60, 40, 110, 10, 0]
    assert [n("1", violence), n("*", violence), n("-", violence)] == [20, 31, 1]
    assert counts.counts.min() >= 0
    assert counts.counts.sum() == 3 * 110


def test_a_case_in_two_areas_counts_in_each_and_once_for_the_city(tmp_path):
    """Five cases whose two offences lie in two areas, beside others; fewer are not told."""
    city = City(tmp_path)
    city.areas(("Nord", "Syd"))
    rows = ["id;kategori;dato;x;y"]
    for number in range(40):
        x = 720_000 + 40 * number
        rows.append(f"a{number};Vold;2024-{1 + number % 12:02}-{2 + number % 27};{x};6170500")
    for number in range(5):
        for area in (0, 1):
            x = 720_100 + 1000 * area + number
            rows.append(f"b{number};Vold;2024-{1 + 2 * number:02}-07;{x};6170100")
    path = city.write("a.csv", "\n".join(rows) + "\n")
    city.run("load", "incidents", path, "--source", "s", "--crs", "25832", "--rows", "offences")
    table = years(2024, 2024, ())
    counts = count_of(city, table)
    year = Member("year", "2024")
    answer = city.ask("incidents", "--set", "bydele", "--year", 2024, "--baseline", 2023)
    for row in answer["rows"]:
        if row["area"] in {"*", "1", "2"}:
            cell = (Member("bydele", row["area"]), TOTAL, TOTAL, year)
            assert counts.count(cell) == row["n"]
    areas = [counts.count((Member("bydele", code), TOTAL, TOTAL, year)) for code in "12"]
    assert sum(areas) == counts.count((Member("bydele", "*"), TOTAL, TOTAL, year)) + 5
    with pytest.raises(ReleaseRefused, match="Fewer cases"):
        count_of(city, table, k=6)


def test_the_order_of_rows_changes_nothing(city):
    """Two counts are identical, and so are their tables."""
    first, second = (count_of(city, years(2020, 2024)) for _ in range(2))
    assert first.tables == second.tables
    assert np.array_equal(first.counts, second.counts)


def test_a_set_with_few_cases_has_the_years_of_the_extracts(tmp_path):
    """Thirteen cases to December, of a year that others fill from end to end."""
    own = small_set_of(tmp_path)
    table = DeclaredTable(("parker",), "year", Period(2024), Period(2024))
    counts = count_of(own, table, policy=Policy(places=1, most_percent=100))
    year = Member("year", "2024")
    codes = ("1", "outside", "-", "*")
    cells = [(Member("parker", code), TOTAL, TOTAL, year) for code in codes]
    assert [counts.count(cell) for cell in cells] == [13, 200, 1, 14]
    with reading(own.store) as store:
        assert whole_years(store, "parker", by_group=False) == [2024]
