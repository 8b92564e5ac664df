"""Gaps, goals, designations, areas and figures in whole releases, for either audience."""

import json

import duckdb
import pytest

from tests.release.made.made_city import declaration
from tests.release.made.open_city import LOADED, open_city, secrets
from tests.small_city import by_area

SEXES = "--between køn=kvinder --and køn=mænd"
FILES = {
    "gab.json": f"gap utryg_nabolag {SEXES} --baseline 2010 --year 2014",
    "gab_svar.json": f"gap utryg_aften_nat {SEXES}",
    "maal.json": "goals --as-of 2015-01-01",
    "udpegninger.json": "designations",
    "udpeget.html": "map designations --kind udsat_boligomraade --set bydele --embed",
    "udpeget.svg": "figure designations --kind udsat_boligomraade --set bydele",
    "saet.json": "areas list",
    "omraader.json": "areas show bydele",
    "serie.svg": "figure series --indicator utryg_nabolag",
    "svar.svg": "figure intervals --indicator utryg_nabolag",
    "omregnet.json": "change --indicator utryg_nabolag --set bydele --as-of halve --by area",
}
RATES = """\
Område;År;Indikator;Pr. 1.000;Anmeldelser
Hele byen;2014;borgervendt_pr_1000;21,5;430
"""
LIST = "priority --indicator utryg_nabolag --no-rates --baseline 2010 --year 2014"
GOAL = """\
goal;programme;rule_da;scope;indicator;comparison;value;deadline;origin
anmeldt;P;R;city;borgervendt_pr_1000;at_most;30;31-12-2014;O
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return open_city(tmp_path_factory.mktemp("open"))


def built(city, folder, audience):
    """Return a city and the folder of a release of such files, without a table of counts."""
    own = city.copied(folder)
    path = declaration(own, FILES, tables="", audience=audience)
    own.run("release", "build", path, "-o", own.folder / "ud")
    return own, own.folder / "ud"


@pytest.fixture(scope="module")
def released(city, tmp_path_factory):
    return built(city, tmp_path_factory.mktemp("partner"), "partner")


def answer(folder, name):
    return json.loads((folder / name).read_text(encoding="utf-8"))


@pytest.mark.thorough
@pytest.mark.part(2)
@pytest.mark.parametrize("audience", ["offentlig", "partner"])
def test_a_release_without_counts_proves_itself_and_holds_no_secret(
    city, released, tmp_path, audience
):
    """No name of a file, user or source, no hash, and no day on which something was loaded."""
    own, folder = released if audience == "partner" else built(city, tmp_path / "own", audience)
    own.run("audit", folder)
    hidden = [secret.encode() for secret in secrets(own)]
    names = {path.name for path in folder.iterdir()}
    assert FILES.keys() <= names
    for path in folder.iterdir():
        content = path.read_bytes() if path.is_file() else b""
        assert [secret for secret in hidden if secret in content] == [], path.name
    assert LOADED not in (folder / "gab.json").read_text(encoding="utf-8")


def test_the_gap_of_a_surveys_groups_minds_that_they_were_drawn_together(released):
    """As in the house, but for a correlation that is rounded down: the interval is no narrower."""
    own, folder = released
    inside = by_area(own.ask("gap", "utryg_aften_nat", *SEXES.split()))
    outside = by_area(answer(folder, "gab_svar.json"))
    assert inside.keys() == outside.keys()
    for code in "123":
        before, after = inside[code], outside[code]
        assert "from_answers" in after["flags"]
        assert after["gap_pp"] == before["gap_pp"]
        width = {name: row["gap_high_pp"] - row["gap_low_pp"]
                 for name, row in (("before", before), ("after", after))}  # fmt: skip
        assert width["before"] < width["after"] < 1.05 * width["before"]


def test_goals_are_judged_as_in_the_house_where_the_figures_pass(released):
    """Vest has 12 answers, so that no goal of each area can be said to be met."""
    _, folder = released
    rows = {row["goal"]: row for row in answer(folder, "maal.json")["rows"]}
    assert rows["kvinder"]["answer"] == "not_met"
    assert rows["kvinder"]["figure"] == 33
    assert any("Vest" in text for text in rows["højst 30"]["missing"])
    assert not any(text.startswith("Vest 2") for text in rows["højst 30"]["areas"])


def test_no_share_that_leaves_is_of_few_answers(released):
    """Percent times n gives 5 answers or more on either side, whatever rounds to it."""
    _, folder = released
    rows = answer(folder, "omregnet.json")["rows"]
    assert {row["area"] for row in rows if row["percent"] is not None} == {"*", "1", "2"}
    for row in rows:
        for n, percent in (
            (row["n"], row["percent"]),
            (row["baseline_n"], row["baseline_percent"]),
        ):
            assert n >= 30
            assert min(percent - 0.5, 99.5 - percent) * n / 100 >= 5


def test_designations_of_a_set_that_is_there_leave_by_their_names(city, tmp_path):
    """Designations and the priority list name the area, also where it was given another name."""
    own = city.copied(tmp_path)
    alias = own.write("folketal_alias.csv", "Område;År;Folketal\nNordre kvarter;2017;4000\n")
    own.run("load", "population", alias, "--set", "bydele", "--alias", "Nordre kvarter=Nord")
    named = own.write("udpeget.csv", "Type;Navn;År;Kriterier\nkvarter;Nordre kvarter;2014;K\n")
    own.run("load", "designations", named, "--set", "bydele")
    path = declaration(own, {"u.json": "designations --kind kvarter", "p.json": LIST}, tables="")
    own.run("release", "build", path, "-o", own.folder / "ud")
    outside = answer(own.folder / "ud", "u.json")["rows"]
    assert outside == own.ask("designations", "--kind", "kvarter")["rows"]
    assert outside[0]["area_name"] == "Nord"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("goals", "'anmeldt' is measured by 'borgervendt_pr_1000'"),
        ("change --indicator borgervendt_pr_1000", "'borgervendt_pr_1000' is no share of answers"),
        (f"gap borgervendt_pr_1000 {SEXES}", "'borgervendt_pr_1000' is no share of answers"),
        ("change --indicator utryg_nabolag --set bydele --as-of halve --by area", "no crosswalk"),
    ],
)  # fmt: skip
def test_what_rests_on_counts_or_old_areas_is_refused(counted, line, words):
    """By name, and nothing is in place; the goals beside it may be named."""
    path = declaration(counted, {"a.json": line}, tables="")
    code = 2 if "crosswalk" in words else 3
    done = counted.run("release", "build", path, "-o", counted.folder / "ud", expect=code)
    assert words in done.stderr
    assert ".release-" not in done.stderr
    assert not (counted.folder / "ud").exists()


@pytest.fixture(scope="module")
def counted(city, tmp_path_factory):
    """Return the city with a goal on reports, their rate, and a set that was drawn anew."""
    own = city.copied(tmp_path_factory.mktemp("counted"))
    own.run("load", "index", own.write("rater.csv", RATES), "--set", "bydele")
    own.run("load", "goals", own.write("flere.csv", GOAL))
    with duckdb.connect(str(own.store), read_only=True) as con:
        sets = con.execute("select target, load_id from load where kind = 'areas'").fetchall()
    own.areas(("Nord", "Sydvest"), "--replace", str(dict(sets)["halve"]), set_name="halve")
    return own


def test_a_background_of_ones_own_is_refused_and_the_one_that_ships_is_not(city, tmp_path):
    """What a file writes on a map is not accounted for; our own labels hold no number."""
    own = city.copied(tmp_path / "own")
    path = declaration(own, {"a.html": "map indicator --background min.geojson"}, tables="")
    done = own.run("release", "build", path, "-o", own.folder / "ud", expect=3)
    assert "--background copenhagen" in done.stderr
    assert not (own.folder / "ud").exists()
    path = declaration(own, {"a.html": "map indicator --background copenhagen"}, tables="")
    own.run("release", "build", path, "-o", own.folder / "ud")
    own.run("audit", own.folder / "ud")


def test_the_name_of_a_file_of_water_stays_here(city, tmp_path):
    """Whose it is must be said in its place."""
    own = city.copied(tmp_path / "own")
    path = declaration(own, {"a.html": "map indicator --water hemmelig_fil.geojson"}, tables="")
    done = own.run("release", "build", path, "-o", own.folder / "ud", expect=3)
    assert "--water-source" in done.stderr
