"""Which area set a question is about: one rule for every command, and one sentence."""

import shutil
from datetime import date

import pytest
from click.testing import CliRunner

from hotspots.analysis.areas.preference import preferred
from hotspots.cli.main import main
from hotspots.model.areas import CandidateSet

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

SENTENCE = "Using the area set 'bydele13'. Change it with --set."
COMMANDS = [
    "change", "priority", "incidents", "hours --area Valby", "detect --from 2024-01-01",
    "detect --table hotspots --from 2024-01-01", "repeat --from 2024-10-01 --permutations 0",
    "review --after 2024-01-01..2024-12-31", "surface --from 2024-01-01 -o {out}.tif",
    "trace Valby 2020 utryg_nabolag", "trace Valby 2020 incidents",
    "map change -o {out}.html", "map priority -o {out}.html", "map indicator -o {out}.html",
    "map hotspots --from 2024-01-01 -o {out}.html",
    "map review --after 2024-01-01..2024-12-31 -o {out}.html",
    "figure series -o {out}.svg", "figure intervals -o {out}.svg",
    "figure intervals --reported -o {out}.svg", "figure change -o {out}.svg",
    "figure hours --area Valby -o {out}.svg", "zonal {raster}",
]  # fmt: skip


def candidate(name, **facts):
    """Return a division of the whole city in force since ever, with figures of 2020."""
    plain = {"valid_from": None, "valid_to": None, "overlapping": False, "n_areas": 10,
             "area_m2": 100.0, "newest_year": 2020}  # fmt: skip
    return CandidateSet(name, **{**plain, **facts})


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"overlapping": True, "n_areas": 99}),
        ({}, {"area_m2": 49.0, "n_areas": 99}),
        ({"valid_to": date(2014, 12, 31)}, {"valid_from": date(2015, 1, 1), "n_areas": 99}),
        ({"newest_year": 2020}, {"newest_year": 2019, "valid_from": date(2010, 1, 1)}),
        ({"valid_from": date(2010, 1, 1)}, {"n_areas": 99}),
        ({"n_areas": 13}, {"n_areas": 10}),
    ],
)
def test_the_better_set_is_preferred_whatever_comes_after(better, worse):
    """A division of the city, in force, with the newest figures, the later, the finer one."""
    sets = [candidate("worse", **worse), candidate("better", **better)]
    day = date(2012, 12, 31)
    assert [one.set_name for one in preferred(sets, day)] == ["better"]
    assert [one.set_name for one in preferred(sets[::-1], day)] == ["better"]


def test_two_sets_that_nothing_tells_apart_are_both_left():
    assert len(preferred([candidate("a"), candidate("b")], None)) == 2


@pytest.fixture(scope="module")
def store(demo, tmp_path_factory):
    """Return a copy of the demo's store, which has two sets, and its raster."""
    folder = tmp_path_factory.mktemp("choice")
    shutil.copy(demo.folder / "hotspots.duckdb", folder / "store.duckdb")
    shutil.copy(demo.folder / "taethed.tif", folder / "raster.tif")
    return folder


@pytest.mark.part(3)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_chooses_alike_and_says_it(store, command, tmp_path):
    words = command.format(out=tmp_path / "out", raster=store / "raster.tif").split()
    arguments = ["--lang", "en", "--store", str(store / "store.duckdb"), *words]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    assert [line for line in result.stderr.splitlines() if "area set" in line] == [SENTENCE]


def test_a_year_before_the_reform_is_asked_of_the_set_of_that_time(store):
    """bydele10 was in force until 2014, and both sets can count incidents."""
    arguments = ["--lang", "en", "--store", str(store / "store.duckdb"), "incidents",
                 "--baseline", "2010", "--year", "2012"]  # fmt: skip
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert "Using the area set 'bydele10'. Change it with --set." in result.stderr
