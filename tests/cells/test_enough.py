"""What ``detect`` says where incidents are too few, and that what it advises is right."""

import shlex

import numpy as np
import pytest

from hotspots.analysis.cells.enough import Scale
from tests.small_city import SOUTH_M, WEST_M, City

HEAD = "id,occurred,x,y,category\n"
NAMES = [f"Område {at}" for at in range(1, 9)]


def scattered(n, seed):
    """Return lines of incidents at random over eight areas of 1 km, from 2018 to 2023."""
    rng = np.random.default_rng(seed)
    x_m, y_m = WEST_M + rng.uniform(0, 8000, n), SOUTH_M + rng.uniform(0, 1000, n)
    days = [f"{2018 + at % 6}-{1 + at % 12:02d}-{1 + at % 28:02d}" for at in range(n)]
    return [f"{at},{days[at]} 12:00,{x:.1f},{y:.1f},tyveri"
            for at, (x, y) in enumerate(zip(x_m, y_m, strict=True))]  # fmt: skip


def made(folder, n, seed=1):
    """Return a city with incidents at random: no hotspot exists."""
    city = City(folder)
    city.areas(NAMES)
    city.run("load", "incidents", city.write("h.csv", HEAD + "\n".join(scattered(n, seed)) + "\n"))
    return city


def test_150_at_random_are_no_hotspot_and_what_would_do_is_said(tmp_path):
    """Cells of 100 m: before, hotspots without a single incident were found in such maps."""
    city = made(tmp_path, 150)
    answer = city.ask("detect", "--cell", 100, "--table", "hotspots")
    assert answer["rows"] == []
    lacking = answer["settings"]["too_few_incidents"]
    assert answer["notes"][0] == lacking["sentence"]
    assert answer["notes"][0].startswith(
        "Der kan ikke påvises noget hotspot: 150 hændelser i 800 celler er for få til at skelne"
    )
    assert "Der skal omkring 960 til i celler på 100 m." in answer["notes"][0]
    assert lacking["incidents_needed"] == pytest.approx(955, rel=0.02)


@pytest.mark.parametrize("asked", [
    ("--cell", 100), ("--cell", 100, "--from", "2023-01-01", "--to", "2023-12-31"),
])  # fmt: skip
def test_what_is_advised_can_be_pasted_and_does(tmp_path, asked):
    """Each command runs as it stands, and its own answer lacks nothing."""
    city = made(tmp_path, 1200 if len(asked) > 2 else 600)
    lacking = city.ask("detect", *asked)["settings"]["too_few_incidents"]
    commands = [shlex.split(one) for one in lacking["commands_that_would_do"]]
    assert commands
    for program, *words in commands:
        assert program == "hotspots"
        assert city.ask(*words)["settings"]["too_few_incidents"] is None
    if len(asked) > 2:
        assert ["--from", "2019-01-01"] in [words[i:i + 2] for words in commands
                                            for i in range(len(words))]  # fmt: skip


def test_the_scale_agrees_with_drawn_maps():
    """A place three times as busy: its neighbourhood reaches the count needed as often as said."""
    scale, rng = Scale(9 / 1456, 0.05 / 1456), np.random.default_rng(2)
    busy = 27 / (1456 + 18)
    least = scale._least_hot(1500)
    drawn = np.mean(rng.binomial(1500, busy, 20_000) >= least)
    assert scale.power(1500) == pytest.approx(drawn, abs=0.01)
    assert scale.power(scale.needed()) >= 0.8 > scale.power(scale.needed() * 0.95)
    assert Scale(0.99, 0.05 / 3).needed() is None or Scale(1.0, 0.01).needed() is None
    assert scale.power(0) == 0


def test_of_a_place_with_few_incidents_nothing_is_told(tmp_path):
    """Four in one place in a town of 12 are a hotspot if asked for, without offence or hour."""
    city = City(tmp_path)
    city.areas(NAMES)
    places = [(650, 450)] * 4 + [(1050 + 800 * at, 550) for at in range(8)]
    rows = [f"{at},2020-03-0{1 + at % 9} 23:10,{WEST_M + x},{SOUTH_M + y},tyveri"
            for at, (x, y) in enumerate(places)]  # fmt: skip
    city.run("load", "incidents", city.write("h.csv", HEAD + "\n".join(rows) + "\n"))
    usual = city.ask("detect", "--cell", 100, "--table", "hotspots")
    assert usual["rows"] == []
    assert usual["settings"]["n_clusters_too_small"] == 1
    assert any("1 gruppe af varme celler har færre" in note for note in usual["notes"])
    asked = city.ask("detect", "--cell", 100, "--table", "hotspots", "--min-incidents", 2)
    assert [(row["n"], row["categories"], row["busiest_part"]) for row in asked["rows"]] == [
        (4, [], None)
    ]
    assert any("oplyses hverken kategori eller tidspunkt" in note for note in asked["notes"])


@pytest.mark.parametrize(("lang", "said"), [
    ("da", "Tilfældige hotspots må ventes: hver af de 128 celler er testet for sig."),
    ("en", "Hotspots by chance must be expected: each of the 128 cells was tested by itself."),
])  # fmt: skip
def test_each_cell_alone_is_never_advised(tmp_path, lang, said):
    """Of random points some cell is hot then: the first note says so, no command asks it."""
    city = made(tmp_path, 100)
    for side in (100, 250):
        lacking = city.ask("detect", "--cell", side, "--adjust", "none")["settings"]
        commands = (lacking["too_few_incidents"] or {}).get("commands_that_would_do", ())
        assert not any("--adjust" in one for one in commands)
    answer = city.ask("--lang", lang, "detect", "--cell", 250, "--adjust", "none",
                      "--level", "hot_90", "--min-incidents", 1)  # fmt: skip
    assert answer["settings"]["n_hotspots"]
    assert said in answer["notes"][0]
