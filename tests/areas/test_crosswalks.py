"""Crosswalks: read from a table, built from units or outlines, and figures carried by them."""

import csv
import io
import json
import shutil

import numpy as np
import pytest
import shapely

from hotspots.analysis.areas.crosswalks import NOWHERE, assign, by_area, by_units, unplaced_parts
from hotspots.analysis.indicators.carrying import one_to_one
from hotspots.engine.store import reading
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.workflows.areas.crosswalks import CROSSWALK_COLUMNS
from hotspots.workflows.asking.available_crosswalks import crosswalks_to
from hotspots.workflows.indicators.carrying import carried_figures, crosswalk
from tests.conftest import Hotspots, Layers, square
from tests.indicators.carried_totals import carry_totals
from tests.real_data import BYDELE, FOLDER, RODER, SURVEY_AREAS, real_data

DISTRICTS = FOLDER / "copenhagen" / "cph_distrikt35_derived.geojson"
SIDE_M2 = 10_000


def strip(first, last):
    """Return the squares of a row from one column to another as one area."""
    return shapely.union_all([square(at) for at in range(first, last + 1)])


@pytest.fixture(scope="module")
def stored_sets(tmp_path_factory):
    """Return a store with six units; ``gammel`` has 1 = units 1-2, 2 = 3-6; ``ny`` 1-3, 4-6."""
    units = [(at + 1, f"Rode {at + 1}", square(at)) for at in range(6)]
    old = [(1, "Vest", strip(0, 1)), (2, "Øst", strip(2, 5))]
    new = [(1, "Venstre", strip(0, 2)), (2, "Højre", strip(3, 5))]
    folder = tmp_path_factory.mktemp("sets")
    hotspots = Hotspots(folder / "store.duckdb")
    for name, areas in (("roder", units), ("gammel", old), ("ny", new)):
        path = Layers(folder).write(areas, name=f"{name}.geojson")
        hotspots.done("load", "areas", path, "--set", name)
    return hotspots.store


@pytest.fixture
def two_sets(hotspots, stored_sets):
    """Return the command line with a copy of that store."""
    shutil.copy(stored_sets, hotspots.store)
    return hotspots


def table_of(hotspots, text, *options):
    """Load a crosswalk table from gammel to ny."""
    path = hotspots.store.parent / "overgang.csv"
    path.write_text(text, encoding="utf-8")
    sets = ("--from-set", "gammel", "--to-set", "ny")
    return hotspots.run("load", "crosswalk", path, *sets, *options)


def stored(hotspots):
    """Return the stored pieces as (from, to, weight, amount, basis)."""
    return hotspots.query(
        "select from_area, to_area, weight, amount, basis from active_crosswalk order by all"
    )


def people(hotspots, *numbers):
    """Load residents of 2010 for the units in their order."""
    rows = "".join(f"{at};2010;{number}\n" for at, number in enumerate(numbers, start=1))
    path = hotspots.store.parent / "folketal.csv"
    path.write_text("Rode;År;Folketal\n" + rows, encoding="utf-8")
    hotspots.done("load", "population", path, "--set", "roder")


def test_a_table_is_matched_by_name_and_code(two_sets):
    """Vest by name, 2 by code, a decimal comma; nothing said of the basis means stated."""
    found = table_of(two_sets, "Fra;Til;Vægt\nVest;Venstre;1\n2;Venstre;0,25\nØst;2;0,75\n")
    assert found.exit_code == 0, found.stderr
    assert stored(two_sets) == [
        ("1", "1", 1.0, None, "stated"),
        ("2", "1", 0.25, None, "stated"),
        ("2", "2", 0.75, None, "stated"),
    ]


def test_amounts_give_the_weights(two_sets):
    """100 and 300 residents of one area are a quarter and three quarters."""
    text = (
        "Fra;Til;Indbyggere;Grundlag\n1;1;50;befolkning\n2;1;100;befolkning\n2;2;300;befolkning\n"
    )
    assert table_of(two_sets, text).exit_code == 0
    assert stored(two_sets)[1:] == [
        ("2", "1", 0.25, 100.0, "population"),
        ("2", "2", 0.75, 300.0, "population"),
    ]


def test_what_is_left_over_is_said(two_sets):
    """A tenth of area 2 lies in no area."""
    found = table_of(two_sets, "Fra;Til;Vægt\n1;1;1\n2;2;0,9\n")
    assert "2 10.0%" in found.stderr


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("1;2;35", "Vægt", "is more than 1: write a part such as 0.35"),
        ("1;2;-0,1", "Vægt", "is below 0"),
        ("1;2;", "Vægt", "is missing, and so is the amount"),
        ("Nord;2;1", "Fra", "no area of this name in gammel"),
        ("1;Nord;1", "Til", "no area of this name in ny"),
        ("1;Hele byen;1", "Til", "is the whole city, not an area"),
        ("2;2;0,5", "Til", "row 1 has this pair"),
    ],
)
def test_rows_that_cannot_be_used_are_rejected(two_sets, row, column, reason):
    """Each with its row, column and reason; the others are stored."""
    found = table_of(two_sets, f"Fra;Til;Vægt\n2;2;0,5\n{row}\n")
    assert found.exit_code == 0, found.stderr
    ((row_number, its_column, _, its_reason),) = two_sets.rejects()
    assert (row_number, its_column) == (2, column)
    assert its_reason.startswith(reason)


def test_weights_over_one_are_turned_down_together(two_sets):
    """0.6 and 0.5 of one area; which of them is wrong, nobody can know."""
    table_of(two_sets, "Fra;Til;Vægt\n1;1;1\n2;1;0,6\n2;2;0,5\n")
    assert [(row, reason) for row, _, _, reason in two_sets.rejects()] == [
        (2, "the weights of this area sum to 1.1"),
        (3, "the weights of this area sum to 1.1"),
    ]


def test_a_rejected_row_takes_the_parts_beside_it_along(two_sets):
    """Without the row of Nord nobody knows what part of area 2 the other is."""
    table_of(two_sets, "Fra;Til;Antal\n1;1;5\n2;Nord;3\n2;2;7\n")
    assert [row for row, *_ in two_sets.rejects()] == [2, 3]
    assert "row 2 of this area was rejected" in two_sets.rejects()[1][3]


def test_an_unknown_set_is_a_reason(two_sets):
    """Sets may stand in the file, too."""
    text = "Fra inddeling;Fra;Til inddeling;Til;Vægt\ngammel;1;ny;1;1\ngammel;1;nyere;2;1\n"
    path = two_sets.store.parent / "overgang.csv"
    path.write_text(text, encoding="utf-8")
    two_sets.done("load", "crosswalk", path)
    assert two_sets.rejects()[0][1:] == (
        "Til inddeling", "nyere", "is no area set of this store",
    )  # fmt: skip


def test_a_second_crosswalk_on_the_same_basis_is_refused(two_sets):
    """Until it is said which one it replaces."""
    table_of(two_sets, "Fra;Til;Vægt\n1;1;1\n")
    again = "Fra;Til;Vægt\n1;1;1\n2;2;1\n"
    refused = table_of(two_sets, again)
    assert refused.exit_code == 1
    assert "--replace 4" in refused.stderr
    assert table_of(two_sets, again, "--replace", 4).exit_code == 0
    assert len(stored(two_sets)) == 2


def built(hotspots, *options, expect=0):
    """Build a crosswalk from gammel to ny and return its rows and what was said."""
    found = hotspots.run("areas", "crosswalk", "gammel", "ny", *options, "--format", "json")
    assert found.exit_code == expect, found.stderr
    return (json.loads(found.stdout)["rows"] if expect == 0 else []), found.stderr


def test_by_units_each_unit_counts_one(two_sets):
    """Area 2 has four units, one of which lies in the new area 1."""
    rows, said = built(two_sets, "--by", "rode")
    assert [(r["from_area"], r["to_area"], r["weight"], r["n_units"]) for r in rows] == [
        ("1", "1", 1.0, 2), ("2", "1", 0.25, 1), ("2", "2", 0.75, 3)
    ]  # fmt: skip
    assert "Units set to 'roder', 6 areas." in said


def test_by_people_each_unit_counts_its_residents(two_sets):
    """0 is a number of residents: unit 6 has none."""
    people(two_sets, 5, 5, 60, 20, 20, 0)
    rows, _ = built(two_sets, "--by", "population", "--year", 2010)
    assert [(r["weight"], r["amount"]) for r in rows] == [(1.0, 10), (0.6, 60), (0.4, 40)]
    assert sum(r["n_units"] for r in rows) == 6


def test_units_without_a_number_of_people_are_listed(two_sets):
    """Nothing is assumed about them."""
    people(two_sets, 5, 5, 60)
    _, said = built(two_sets, "--by", "population", "--year", 2010, expect=1)
    assert "No residents of 2010 for 3 of the 6 areas of 'roder': 4, 5, 6." in said


def test_by_area_needs_no_units(two_sets):
    """Area 2 is 40,000 m², of which 10,000 lie in the new area 1."""
    rows, said = built(two_sets, "--by", "area")
    assert [r["weight"] for r in rows] == pytest.approx([1, 0.25, 0.75])
    assert [r["amount"] for r in rows] == pytest.approx([20_000, 10_000, 30_000])
    assert "as if people lived evenly spread" in said


def test_built_twice_is_one_load(two_sets):
    """The same rows come again, and nothing is stored twice; with --replace it is made anew."""
    first, _ = built(two_sets, "--by", "rode")
    again, said = built(two_sets, "--by", "rode")
    assert again == first
    assert "is there already as load 4" in said
    assert len(stored(two_sets)) == 3
    kind = two_sets.query("select kind, target, rows_in, rows_rejected from load where load_id=4")
    assert kind == [("crosswalk", "gammel→ny", 3, 0)]


def test_sets_that_do_not_meet_have_no_crosswalk(two_sets, layers):
    """Another city."""
    path = layers.write([(1, "Fjern", square(50))], name="fjern.geojson")
    two_sets.done("load", "areas", path, "--set", "fjern")
    found = two_sets.run("areas", "crosswalk", "gammel", "fjern", "--by", "area")
    assert found.exit_code == 1
    assert "no ground in common" in found.stderr


def test_a_crosswalk_of_areas_that_were_replaced_is_not_used(two_sets, layers):
    """A corrected set of units may lie otherwise."""
    built(two_sets, "--by", "rode")
    units = [(at + 1, f"Rode {at + 1}", square(at)) for at in range(6)]
    path = layers.write([*units, (7, "Rode 7", square(6))], name="roder2.geojson")
    two_sets.done("load", "areas", path, "--set", "roder", "--replace", 1)
    with pytest.raises(HotspotsError, match="was built from load 1, which load 5 has replaced"):
        carry(two_sets, [figure("1", 10)])
    built(two_sets, "--by", "rode", "--units", "roder", "--replace", 4)
    assert carry(two_sets, [figure("1", 10), figure("2", 10)])["1"]


@pytest.mark.parametrize(
    "options",
    [
        ("--by", "population"),
        ("--by", "rode", "--year", 2010),
        ("--by", "area", "--units", "roder"),
    ],
)
def test_questions_that_do_not_hold_together(two_sets, options):
    """Wrong usage."""
    built(two_sets, *options, expect=2)


def test_every_table_format_is_written(two_sets, tmp_path):
    """CSV and Parquet among them, with codes as text."""
    found = two_sets.done("areas", "crosswalk", "gammel", "ny", "--by", "rode", "--format", "csv")
    head, *rows = csv.reader(io.StringIO(found.stdout.lstrip("\ufeff")))
    assert head == [*CROSSWALK_COLUMNS]
    assert [row[:4] for row in rows][:1] == [["1", "Vest", "1", "Venstre"]]
    for name in ("a.xlsx", "a.parquet"):
        two_sets.done("areas", "crosswalk", "gammel", "ny", "--by", "rode", "-o", tmp_path / name)
        assert (tmp_path / name).stat().st_size > 0


def test_units_are_given_to_the_area_they_share_most_with():
    """A unit 70 % in one area and 30 % in another; one outside; one touching by a thousandth."""
    areas = np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)])
    units = np.array([
        shapely.box(30, 0, 130, 10), shapely.box(500, 0, 510, 10), shapely.box(199.99, 0, 210, 10),
    ])  # fmt: skip
    found = assign(units, areas)
    assert found.area.tolist() == [0, NOWHERE, NOWHERE]
    assert found.elsewhere == pytest.approx([0.3, 0, 0])


def test_an_area_without_people_is_dealt_out_by_units():
    """Its weights still sum to 1, so that totals are conserved."""
    found = by_units(np.array([0, 0, 0]), np.array([0, 1, 1]), np.zeros(3))
    assert [(one.weight, one.amount) for one in found] == [(1 / 3, 0), (2 / 3, 0)]


def test_slivers_are_left_out_and_rests_are_kept():
    """0.005 m of 100 m is a sliver; a tenth outside everything is not."""
    old = np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)])
    new = np.array([shapely.box(0, 0, 100.005, 100), shapely.box(100.005, 0, 190, 100)])
    found = by_area(old, new)
    assert [(one.from_area, one.to_area) for one in found.common] == [(0, 0), (1, 1)]
    assert found.sliver_m2 == pytest.approx(0.5)
    assert found.common[0].weight == 1
    assert unplaced_parts(found.common, 2)[1] == pytest.approx(0.1, abs=1e-4)


def figure(area, percent, **more):
    """Return a figure as the store's query gives it."""
    row = {
        "area_code": area, "year": 2010, "edition": 2010, "supplier": "A", "percent": percent,
        "decimals": 0, "n": 200.0, "n_eff": 160.0, "category": "markant", "load_id": 9,
    }  # fmt: skip
    return {**row, **more}


def carry(hotspots, figures, measure="share", basis=None):
    """Carry figures from gammel to ny and return the rows by area."""
    with reading(hotspots.store) as store:
        by = crosswalk(store, "gammel", "ny", basis)
        rows = carried_figures(store, figures, by, measure)
    found = {}
    for row in rows:
        found.setdefault(row["area_code"], []).append(row)
    return found


@pytest.fixture
def by_people(two_sets):
    """Return the store with a crosswalk by people: 10 | 60 + 40."""
    people(two_sets, 5, 5, 60, 20, 20, 0)
    built(two_sets, "--by", "population", "--year", 2010)
    return two_sets


def test_figures_are_carried_and_marked(by_people):
    """New area 1: (10 x 10 + 60 x 20) / 70 = 18.57; new area 2 is part of old 2: 20."""
    found = carry(by_people, [figure("1", 10), figure("2", 20), figure("*", 15)])
    assert (found["*"][0]["percent"], found["*"][0]["carried"]) == (15, False)
    (one,), (two,) = found["1"], found["2"]
    assert one["percent"] == pytest.approx(130 / 7)
    assert (two["percent"], two["n"], two["n_eff"]) == pytest.approx((20, 80, 64))
    assert (two["carried"], two["category"], two["decimals"], two["supplier"]) == (
        True, None, None, "A",
    )  # fmt: skip
    assert one["half_step"] == pytest.approx(0.5)
    assert [piece["from_area"] for piece in one["pieces"]] == ["1", "2"]
    assert one["load_ids"][0] == 9


def test_editions_are_never_mixed(by_people):
    """Edition 2012 has area 2 alone: area 1 comes from 2010 only, area 2 from both."""
    figures = [figure("1", 10), figure("2", 20), figure("2", 30, edition=2012)]
    found = carry(by_people, figures)
    assert [row["edition"] for row in found["1"]] == [2010]
    assert [(row["edition"], row["percent"]) for row in found["2"]] == [(2010, 20), (2012, 30)]


def test_a_missing_figure_is_named(by_people):
    """No figure for old area 1: none for new area 1, and why."""
    found = carry(by_people, [figure("2", 20)])
    assert (found["1"][0]["percent"], found["1"][0]["missing"]) == (None, ["1"])
    assert found["2"][0]["percent"] == 20


def test_rates_are_weighed_by_people(two_sets):
    """By rode the weights are by units, so people of the year are asked for, or no rate."""
    built(two_sets, "--by", "rode")
    rates = [figure("1", 300.0, n=None, n_eff=None), figure("2", 20.0, n=None, n_eff=None)]
    assert carry(two_sets, rates, "per_1000")["1"][0]["reason"] == "no_mass"
    path = two_sets.store.parent / "folk.csv"
    path.write_text("Område;År;Folketal\n1;2010;100\n2;2010;400\n", encoding="utf-8")
    two_sets.done("load", "population", path, "--set", "gammel")
    (one,) = carry(two_sets, rates, "per_1000")["1"]
    assert (one["percent"], one["mass"]) == (pytest.approx(160), "population")
    assert one["load_ids"] == [9, 5, 4]


def test_area_weights_only_where_they_are_asked_for(two_sets):
    """A crosswalk by area alone is named, not used."""
    built(two_sets, "--by", "area")
    with pytest.raises(UsageProblem, match="There is one by area: name it"):
        carry(two_sets, [figure("1", 10)])
    assert carry(two_sets, [figure("1", 10), figure("2", 10)], basis="area")["2"]


@pytest.fixture(scope="module")
def copenhagen(tmp_path_factory):
    """Return a store with roder, bydele, districts and survey areas, and crosswalks by people.

    Nobody publishes residents by rode: these are drawn by a seed.
    """
    hotspots = Hotspots(tmp_path_factory.mktemp("city") / "store.duckdb")
    sets = {"roder": RODER, "bydele": BYDELE, "distrikter": DISTRICTS, "ny": SURVEY_AREAS}
    for name, path in sets.items():
        hotspots.done("load", "areas", path, "--set", name)
    codes = hotspots.query("select code from area where set_name = 'roder' order by code_order")
    numbers = np.random.default_rng(2010).integers(0, 4000, len(codes))
    rows = [f"{code};2010;{n}\n" for (code,), n in zip(codes, numbers, strict=True)]
    path = hotspots.store.parent / "folketal.csv"
    path.write_text("Rode;År;Folketal\n" + "".join(rows), encoding="utf-8")
    hotspots.done("load", "population", path, "--set", "roder", "--synthetic")
    for old in ("bydele", "distrikter"):
        hotspots.done("areas", "crosswalk", old, "ny", "--by", "population", "--year", 2010)
    return hotspots


def of_city(hotspots, from_set):
    """Return a stored crosswalk to the survey areas, and the codes carried from."""
    with reading(hotspots.store) as store:
        return crosswalk(store, from_set, "ny")


@real_data
@pytest.mark.parametrize(("from_set", "n_pieces"), [("bydele", 13), ("distrikter", 39)])
def test_the_citys_totals_are_conserved(copenhagen, from_set, n_pieces):
    """Residents and any other total, to 1e-9, and nothing is unplaced."""
    by = of_city(copenhagen, from_set)
    assert len(by.pieces) == n_pieces
    ((residents,),) = copenhagen.query("select sum(population) from population")
    assert sum(one.amount for one in by.pieces) == residents
    rng = np.random.default_rng(35)
    totals = {area: float(rng.integers(1, 1e6)) / 7 for area in sorted(by.from_areas)}
    found = carry_totals(totals, by.pieces)
    assert found.unplaced == {}
    assert sum(one.total for one in found.areas) == pytest.approx(sum(totals.values()), rel=1e-9)


@real_data
def test_seven_of_ten_bydele_are_survey_areas(copenhagen):
    """Counted by hand: all but Indre By, Nørrebro and Vesterbro-Kongens Enghave, now six."""
    by = of_city(copenhagen, "bydele")
    assert one_to_one(by.pieces) == {
        "Østerbro": "2", "Valby": "5", "Vanløse": "6", "Brønshøj-Husum": "7",
        "Bispebjerg": "8", "Amager Øst": "9", "Amager Vest": "10",
    }  # fmt: skip


@real_data
def test_a_baseline_of_the_bydele_is_carried_and_marked(copenhagen):
    """Valby's figure passes as it is; the two halves of Nørrebro are estimates of one share."""
    figures = [figure(str(code), 5.0 + code) for code in range(1, 11)]
    with reading(copenhagen.store) as store:
        rows = carried_figures(store, figures, crosswalk(store, "bydele", "ny"))
    by_name = {row["area_code"]: row for row in rows}
    assert len(by_name) == 13
    valby = by_name["Valby"]
    assert {name: valby[name] for name in figures[4]} == {**figures[4], "area_code": "Valby"}
    assert not valby["carried"]
    carried = {name for name, row in by_name.items() if row["carried"]}
    assert carried == {
        "Indre By", "Christianshavn", "Indre Nørrebro", "Ydre Nørrebro", "Vesterbro",
        "Kongens Enghave",
    }  # fmt: skip
    halves = [by_name["Indre Nørrebro"], by_name["Ydre Nørrebro"]]
    assert [row["percent"] for row in halves] == [8.0, 8.0]
    assert sum(row["n_eff"] for row in halves) == pytest.approx(160)
    assert all(row["category"] is None for row in halves)


@real_data
def test_one_index_district_is_a_survey_area(copenhagen):
    """District 25 is Kongens Enghave; by units it holds 12 roder. The 12 others are made up."""
    by = of_city(copenhagen, "distrikter")
    assert one_to_one(by.pieces) == {"Kongens Enghave": "25"}
    with reading(copenhagen.store) as store:
        (found,) = crosswalks_to(store, "ny", "distrikter")
    assert (found.basis, found.n_pieces) == ("population", 39)


@real_data
def test_ground_outside_the_old_areas_leaves_no_figure(copenhagen):
    """By outlines some 4 % of Amager Øst lie in no bydel of 2023: that is said."""
    found = copenhagen.done("areas", "crosswalk", "bydele", "ny", "--by", "area")
    assert "Amager Øst, Kongens Enghave): there is no carried figure" in found.stderr
