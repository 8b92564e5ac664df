"""Near repeats as series: who begins one, who belongs to it, and ``detect --series once``."""

import numpy as np
import pytest

from hotspots.analysis.cells.series import first_of_series
from tests.small_city import SOUTH_M, WEST_M, City


def firsts(*incidents):
    """Return which of some incidents, written as x, y and day, begin a series."""
    table = np.array(incidents, dtype=float)
    return first_of_series(table[:, :2], table[:, 2].astype(np.int64)).tolist()


def test_who_is_near_and_soon_belongs_to_the_first():
    """199 m and 14 days after is of the series; 200 m, or 15 days, is not."""
    assert firsts((0, 0, 0), (199, 0, 14)) == [True, False]
    assert firsts((0, 0, 0), (200, 0, 14)) == [True, True]
    assert firsts((0, 0, 0), (199, 0, 15)) == [True, True]


def test_a_series_does_not_grow_by_its_followers():
    """The third is near the second, which only follows: it begins a series of its own."""
    assert firsts((0, 0, 0), (150, 0, 7), (300, 0, 14)) == [True, False, True]


def test_the_order_of_the_file_changes_nothing():
    """The latest may stand first."""
    assert firsts((0, 0, 14), (0, 0, 0), (0, 0, 7)) == [False, True, False]


def test_of_one_day_the_first_in_order_begins():
    """And nobody is left without a series."""
    assert firsts((0, 0, 3), (10, 0, 3), (20, 0, 3)) == [True, False, False]


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return 2 by 1 km: an incident a month in each cell, and 30 in one place in one week."""
    made = City(tmp_path_factory.mktemp("series"))
    made.areas(["Nord", "Midt"])
    rows = [f"01-{1 + at % 12:02d}-2020;{WEST_M + 50 + 100 * (at % 20)};"
            f"{SOUTH_M + 50 + 100 * (at // 20 % 10)};Tyveri" for at in range(600)]  # fmt: skip
    rows += [f"0{1 + at % 7}-06-2020;{WEST_M + 650};{SOUTH_M + 450};Tyveri" for at in range(30)]
    lines = [f"{at};{row}" for at, row in enumerate(rows)]
    text = "Sagsnr;Dato;X;Y;Kategori\n" + "\n".join(lines) + "\n"
    made.run("load", "incidents", made.write("h.csv", text))
    return made


def test_a_series_counted_once_makes_no_hotspot(city):
    """Thirty thefts of one week in one place are one; it is said, with the windows."""
    every = city.ask("detect", "--cell", 100, "--table", "hotspots")
    assert [row["name"] for row in every["rows"]] == ["i Nord"]
    assert any("--series once tæller hver serie én gang" in note for note in every["notes"])
    once = city.ask("detect", "--cell", 100, "--table", "hotspots", "--series", "once")
    assert once["rows"] == []
    settings = once["settings"]
    assert (settings["series"], settings["series_within_m"]) == ("once", 200)
    assert settings["series_within_days"] == 15
    assert settings["n_incidents"] + settings["n_in_series_not_counted"] == 630
    assert settings["n_in_series_not_counted"] >= 29
    assert any("under 200 m fra den første i en serie" in note for note in once["notes"])
