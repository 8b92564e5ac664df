"""Releases to different readers, of groups of people, and of sets within one another."""

import json

import pytest

from hotspots.engine.store import reading
from hotspots.errors import ReleaseRefused
from hotspots.model.answer import Answer
from hotspots.model.periods import Period
from hotspots.model.release import DeclaredTable, Policy
from hotspots.output.styles.classes import classes_of
from hotspots.sources.release.policy import policy_in
from hotspots.workflows.release.counting import counted
from tests.release.made.made_city import POLICY, declaration, made_city
from tests.release.test_counting import halves
from tests.small_city import City

NESTED = """
[[tabel]]
omraader = ["bydele", "halvdele"]
kategorier = ["Røveri"]
trin = "år"
fra = 2022
til = 2024
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    city = made_city(tmp_path_factory.mktemp("city"))
    halves(city)
    return city


def built(city, name, files, expect=0, **options):
    path = declaration(city, files, **options)
    return city.run("release", "build", path, "-o", city.folder / name, expect=expect)


@pytest.mark.thorough
def test_sets_within_one_another_leave_together(city, tmp_path):
    """Both have figures of the same cells, and the proof is of both."""
    own = city.copied(tmp_path / "own")
    built(own, "ud", {"a.json": "incidents --set bydele", "b.json": "incidents --set halvdele"},
          tables=NESTED)  # fmt: skip
    own.run("audit", own.folder / "ud")
    cities = [json.loads((own.folder / "ud" / name).read_text(encoding="utf-8"))["rows"][0]
              for name in ("a.json", "b.json")]  # fmt: skip
    for column in ("area", "n", "n_low", "n_high", "baseline_n", "baseline_low", "baseline_high"):
        assert cities[0][column] == cities[1][column]


def test_files_tell_the_day_of_the_approval_and_no_time_of_a_build(city, tmp_path):
    """So that two builds are the same, and nobody learns when something was loaded."""
    own = city.copied(tmp_path / "own")
    built(own, "ud", {"a.json": "incidents --set bydele"})
    sources = json.loads((own.folder / "ud" / "a.json").read_text(encoding="utf-8"))["sources"]
    approved = f"{policy_in(POLICY).approval.on}T00:00:00Z"
    assert {source["loaded_at"] for source in sources} == {approved}


@pytest.mark.thorough
def test_the_public_first_and_partners_after_that(city, tmp_path):
    """Partners have both, and their k is smaller: the other way round they would learn more."""
    own = city.copied(tmp_path / "own")
    files = {"a.csv": "incidents --set bydele"}
    built(own, "offentlig", files)
    built(own, "partner", files, audience="partner")
    own.run("audit", own.folder / "partner")
    other = city.copied(tmp_path / "other")
    built(other, "partner", files, audience="partner")
    said = built(other, "offentlig", files, expect=3).stderr
    assert "Release to the public first" in said
    assert not (other.folder / "offentlig").exists()


def test_groups_of_people_are_cleared_with_what_they_leave_of_everybody(tmp_path):
    """Women and men of tables of counts: rates beside the residents of the group."""
    city = City(tmp_path)
    city.areas(("Nord", "Syd"))
    people = ["Område;År;Køn;Folketal"]
    rows = ["Område;År;Køn;Antal"]
    for year in (2022, 2023, 2024):
        for at, area in enumerate(("Nord", "Syd")):
            women, men = 20 + 15 * at, 30 + 20 * at
            rows += [f"{area};{year};Kvinder;{women}", f"{area};{year};Mænd;{men}",
                     f"{area};{year};I alt;{women + men + 8}"]  # fmt: skip
            people += [f"{area};{year};Kvinder;1000", f"{area};{year};Mænd;900"]
    for name, lines, kind in (("f.csv", people, "population"), ("n.csv", rows, "counts")):
        path = city.write(name, "\n".join(lines) + "\n")
        adds_up = ("--adds-up", "køn") if kind == "population" else ()
        city.run("load", kind, path, "--set", "bydele", *adds_up)
    table = ('[[tabel]]\nomraader = ["bydele"]\ntrin = "år"\nfra = 2022\ntil = 2024\n'
             'grupper = ["køn"]\n')  # fmt: skip
    built(city, "ud", {"a.json": "incidents --group køn=kvinder --baseline 2022"}, tables=table)
    city.run("audit", city.folder / "ud")
    answer = json.loads((city.folder / "ud" / "a.json").read_text(encoding="utf-8"))
    by_area = {row["area"]: row for row in answer["rows"]}
    assert (by_area["1"]["n"], by_area["1"]["group"]) == (20, "køn=kvinder")
    assert by_area["1"]["rate_per_1000"] == pytest.approx(20 * 365 / 366)
    said = built(city, "to", {"a.json": "incidents --group køn=andre"}, 3, tables=table).stderr
    assert "køn=andre" in said


def test_cases_whose_parts_do_not_go_together_are_refused(tmp_path):
    """Six cases with violence in one area and theft in another: no product of cells has them."""
    city = City(tmp_path)
    city.areas(("Nord", "Syd"))
    rows = ["id;kategori;dato;x;y"]
    for number in range(60):
        day = f"2024-{1 + number % 12:02}-{2 + number % 27:02}"
        rows.append(f"a{number};Vold;{day};{720_000 + 20 * number};6170500")
        if number < 6:
            rows.append(f"a{number};Tyveri;{day};{721_500 + number};6170100")
    path = city.write("a.csv", "\n".join(rows) + "\n")
    city.run("load", "incidents", path, "--source", "s", "--crs", "25832", "--rows", "offences")
    table = DeclaredTable(("bydele",), "year", Period(2024), Period(2024), ("*",))
    with reading(city.store) as store, pytest.raises(ReleaseRefused, match="6 cases have rows"):
        counted(store, [table], Policy(), 5)


def test_undecided_is_grey_with_words_of_its_own():
    """Beside it the ordinary verdicts keep their colours."""
    rows = [{"verdict": "undecided_classes"}, {"verdict": "worse"}, {"verdict": "no_baseline"}]
    answer = Answer("incidents", ("verdict",), rows, {"use": "cleared"}, lang="da")
    classes = classes_of(answer)
    labels = {each.key: each.label for each in classes.legend}
    assert labels["undecided_classes"] == "Grå: kan ikke vurderes ud fra de offentliggjorte antal"
    assert classes.colours[0] == classes.colours[2] != classes.colours[1]
