"""Maps and lists of estimates that share strength, from the command line."""

import numpy as np
import pytest

from tests.maps.test_map_indicator import drawn
from tests.small_city import City, by_area

NAMES = ("Nord", "Midt", "Syd", "Vest", "Øst", "Havn", "Eng", "Ø")


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return eight areas in four years; in 2020 Ø has 20 answers and Eng is withheld."""
    made = City(tmp_path_factory.mktemp("shared"))
    made.areas(list(NAMES))
    rng, rows = np.random.default_rng(9), []
    for at, name in enumerate(NAMES):
        for year in (2017, 2018, 2019, 2020):
            n = 20 if (name, year) == ("Ø", 2020) else 250
            percent = f"{100 * rng.binomial(n, 0.08 + 0.02 * at) / n:.1f}".replace(".", ",")
            hidden = (name, year) == ("Eng", 2020)
            rows.append(
                f"{name};{year};..;;2020;" if hidden else f"{name};{year};{percent};{n};2020;"
            )
    rows += [f"*;{year};15,0;1800;2020;" for year in (2017, 2018, 2019, 2020)]
    made.index(rows)
    return made


def test_the_map_shows_the_estimate_and_the_areas_own_figure(city, tmp_path):
    """One year: both figures, the interval, what the estimate rests on; few answers are marked."""
    page, data = drawn(city, tmp_path / "k.html", "--estimate", "shared", "--year", 2020)
    assert "støttede skøn" in page
    assert "Områdets egne svar alene" in page
    assert "kun skøn" in page
    assert "for få til at blive vist alene" in page
    assert "holdt tilbage i kilden og indgår ikke i skønnet" in page
    assert "områdets andre år med" in page
    assert "vises på kortet over udviklingen" in page
    assert len(data["areas"]) == len(NAMES)
    plain, _ = drawn(city, tmp_path / "d.html", "--year", 2020)
    assert "skøn" not in plain.casefold()


def test_too_few_areas_or_no_answers_is_said(city, tmp_path):
    """Without answers nothing says how far areas can support each other: exit 1, in words."""
    bare = City(tmp_path)
    bare.areas(list(NAMES))
    bare.index([f"{name};2020;10,0;;2020;" for name in NAMES])
    wanted = ("--estimate", "shared", "-o", tmp_path / "x.html")
    result = bare.run("--lang", "en", "map", "indicator", *wanted, expect=1)
    assert "In no year have 6 areas both a figure and a number of answers" in result.stderr


def test_priority_has_the_estimate_beside_the_figure(city):
    """The columns are there without asking; with --estimate shared they place the areas."""
    answer = city.ask("priority", "--baseline", 2017, "--year", 2020)
    row = by_area(answer)["1"]
    assert row["estimate_low"] < row["estimate"] < row["estimate_high"]
    assert row["estimate_high"] - row["estimate_low"] < row["ci_high"] - row["ci_low"]
    assert 0 < row["direct_share"] < 1
    assert 0 < row["direct_share"] + row["years_share"] < 1
    assert "for each area alone" in answer["settings"]["rank_interval"]
    shared = city.ask("priority", "--baseline", 2017, "--year", 2020, "--estimate", "shared")
    placed = [one for one in shared["rows"] if one["level_rank"] is not None]
    by_rank = sorted(placed, key=lambda one: one["level_rank"])
    assert [one["estimate"] for one in by_rank] == sorted(
        (one["estimate"] for one in placed), reverse=True
    )
    assert all(one["light"] == by_area(answer)[one["area"]]["light"] for one in shared["rows"])


def test_joint_places_are_wider_and_refuse_estimates(city):
    """--joint holds for all at once; it compares the areas' own figures."""
    asked = ("priority", "--baseline", 2017, "--year", 2019)
    alone, joint = (by_area(city.ask(*asked, *more)) for more in ((), ("--joint",)))
    assert all(
        joint[code]["level_rank_low"] <= row["level_rank_low"]
        and joint[code]["level_rank_high"] >= row["level_rank_high"]
        for code, row in alone.items()
    )
    assert "for all areas at once" in city.ask(*asked, "--joint")["settings"]["rank_interval"]
    refused = city.run("--lang", "en", *asked, "--joint", "--estimate", "shared", expect=2)
    assert "--joint compares the areas' own figures" in refused.stderr
