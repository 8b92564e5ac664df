"""Incidents per resident in cells: the arithmetic, and ``detect --population``."""

import numpy as np
import pytest
import shapely
from scipy.stats import binom

from hotspots.analysis.cells.rates import (
    cell_rates,
    lived_in,
    rate_deviates,
    residents_of_cells,
)
from hotspots.analysis.space.grid import grid_over
from tests.small_city import SOUTH_M, WEST_M, City

# Eight regions' events and people, and the deviates that esda 2.9.0 (moran.assuncao_rate) gives.
EVENTS = np.array([30, 25, 25, 15, 33, 21, 30, 20], dtype=float)
PEOPLE = np.array([100, 100, 110, 90, 100, 90, 110, 90], dtype=float)


def test_deviates_agree_with_esda():
    """The first four of eight, as its own documentation prints them."""
    found = rate_deviates(EVENTS, PEOPLE)
    assert found[:4] == pytest.approx([1.03843594, -0.04099089, -0.56250375, -1.73061861])


def test_rates_are_per_1000_residents():
    """2 of 100 and 6 of 200, beside their residents and deviates."""
    n, people = np.array([2.0, 6.0]), np.array([100.0, 200.0])
    rates = cell_rates(n, people)
    assert rates.per_1000 == pytest.approx([20, 30])
    assert rates.residents is people
    assert rates.deviates.tolist() == rate_deviates(n, people).tolist()


def test_deviates_by_hand():
    """2 of 100 and 6 of 200: 8/300; less spread between them than chance alone would give."""
    n, people = np.array([2.0, 6.0]), np.array([100.0, 200.0])
    common = 8 / 300
    between = (100 * (0.02 - common) ** 2 + 200 * (0.03 - common) ** 2) / 300 - common / 150
    assert between < 0
    variance = [between + common / 100, between + common / 200]
    variance[1] = variance[1] if variance[1] > 0 else common / 200
    expected = [(0.02 - common) / variance[0] ** 0.5, (0.03 - common) / variance[1] ** 0.5]
    assert rate_deviates(n, people) == pytest.approx(expected)


def test_one_rate_everywhere_has_no_deviate():
    """3 per 100 in cells of every size: exactly 0, so that nothing is hot."""
    people = np.array([100.0, 700.0, 1e5, 33.0])
    assert (rate_deviates(0.03 * people, people) == 0).all()
    assert (rate_deviates(np.zeros(4), people) == 0).all()


def test_residents_go_with_the_ground():
    """1,000 in a rectangle of 250 by 100 m: 400, 400 and 200, and none in a square beside it."""
    grid = grid_over(np.array([shapely.box(0, 0, 400, 100)]), 100, "EPSG:25832")
    found = residents_of_cells(np.array([shapely.box(0, 0, 250, 100)]), np.array([1000.0]), grid)
    assert found.ravel().tolist() == pytest.approx([400, 400, 200, 0])
    assert lived_in(found, grid, 20_000).ravel().tolist() == [True, True, True, False]
    assert lived_in(found, grid, 20_001).ravel().tolist() == [True, True, False, False]


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return two districts of 1 km: 20,000 live in Nord, 2,000 in Midt; every 100 m one incident.

    Nord has 19 more in each of the nine cells around 450, 450 m: 20 times the city's count there,
    and 100 incidents per 1,000 residents. Midt has nothing but the one in each cell.
    """
    made = City(tmp_path_factory.mktemp("rates"))
    made.areas(["Nord", "Midt"])
    people = "Bydel;År;Folketal\nNord;2020;20000\nMidt;2020;2000\n"
    made.run("load", "population", made.write("folk.csv", people), "--set", "bydele")
    places = [(50 + 100 * col, 50 + 100 * row) for col in range(20) for row in range(10)]
    places += [(x, y) for x in (350, 450, 550) for y in (350, 450, 550)] * 19
    rows = [f"{at};01-02-2020 12:00;{WEST_M + x};{SOUTH_M + y};Vold"
            for at, (x, y) in enumerate(places)]  # fmt: skip
    text = "Sagsnr;Dato;X;Y;Kategori\n" + "\n".join(rows) + "\n"
    made.run("load", "incidents", made.write("h.csv", text))
    return made


def test_rates_and_residents_stand_in_the_rows(city):
    """200 live in a cell of Nord and 20 in one of Midt: 5, 100 and 50 per 1,000."""
    answer = city.ask("detect", "--cell", 100, "--population", "bydele")
    rows = {(row["x_m"] - WEST_M, row["y_m"] - SOUTH_M): row for row in answer["rows"]}
    told = {at: (rows[at]["n"], rows[at]["residents"], rows[at]["rate_per_1000"])
            for at in ((50, 50), (450, 450), (1950, 50))}  # fmt: skip
    assert told == {
        (50, 50): (1, pytest.approx(200), pytest.approx(5)),
        (450, 450): (20, pytest.approx(200), pytest.approx(100)),
        (1950, 50): (1, pytest.approx(20), pytest.approx(50)),
    }


def test_residents_are_what_is_expected_from(city):
    """Nord's place stands out by 20 times the incidents; Midt, at three times the rate, does not.

    In Midt nine incidents fall to 180 residents, where 3.0 of the city's 371 would: p .0077. But
    so it is in half of all cells, and a z of 1.73 is not high enough among the others.
    """
    answer = city.ask("detect", "--cell", 100, "--population", "bydele", "--table", "hotspots")
    [busy] = answer["rows"]
    assert (busy["x_m"], busy["n"]) == (pytest.approx(WEST_M + 450), 9 * 20)
    assert busy["rate_per_1000"] == pytest.approx(1000 * busy["n"] / busy["residents"])
    assert "pr. 1.000 indbyggere mod 16,9 i alle celler" in busy["sentence"]
    cells = city.ask("detect", "--cell", 100, "--population", "bydele")["rows"]
    middle = next(one for one in cells if one["x_m"] == WEST_M + 1550)
    share = 180 / 22_000
    assert middle["p"] == pytest.approx(2 * binom.sf(8, 371, share))
    assert middle["gi_z"] < 1.96
    assert middle["class"] == "hot_90"


def test_cells_below_the_floor_take_no_part(city):
    """2,000 per km² is the least by default 500; at 2,001 Midt is left out, with 100 incidents."""
    answer = city.ask("detect", "--cell", 100, "--population", "bydele", "--floor", 2001)
    settings = answer["settings"]
    named = ("n_cells", "n_cells_below_floor", "n_below_floor", "n_incidents",
             "residents_in_cells", "residents_year", "residents_of", "residents_floor_per_km2",
             "family_size")  # fmt: skip
    assert {name: settings[name] for name in named} == {
        "n_cells": 100, "n_cells_below_floor": 100, "n_below_floor": 100, "n_incidents": 271,
        "residents_in_cells": pytest.approx(20_000), "residents_year": 2020,
        "residents_of": "bydele", "residents_floor_per_km2": 2001, "family_size": 100,
    }  # fmt: skip
    notes = " ".join(answer["notes"])
    assert (
        "100 celler, hvor færre end 2.001 bor pr. km², er ikke med; de har 100 hændelser" in notes
    )
    assert "end deres del af indbyggerne ville give ved et tilfælde" in notes
    assert "Besøgende er med blandt hændelserne" in notes


def test_what_is_chosen_is_said(city):
    """The year, and how many cells have too few residents."""
    said = city.run("detect", "--cell", 100, "--population", "bydele", "--format", "csv").stderr
    assert "Residents of 2020 used, the newest up to 2020" in said
    assert "0 of 200 cells have fewer than 500 residents per km² and take no part" in said


def test_the_page_tells_the_rate(city, tmp_path):
    """The hotspot's sentence on the map is that of the table."""
    page = tmp_path / "kort.html"
    city.run("map", "hotspots", "--cell", 100, "--population", "bydele", "-o", page)
    assert "pr. 1.000 indbyggere mod 16,9" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (("--floor", 100), 2, "--floor needs --population SET"),
        (("--population-year", 2020), 2, "--population-year needs --population SET"),
        (("--population", "bydele", "--floor", 30_000), 1, "Lower it with --floor"),
        (("--population", "roder"), 1, "No area set 'roder'"),
        (("--population", "bydele", "--population-year", 2019), 1, "are not known in 2019"),
    ],
)
def test_what_cannot_be_carried_out_is_said(city, options, code, sentence):
    """One sentence, and the right exit code."""
    done = city.run("detect", "--cell", 100, *options, expect=code)
    assert sentence in " ".join(done.stderr.split())
