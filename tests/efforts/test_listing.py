"""``hotspots interventions``: all efforts, those without a place too, in every format."""

import json

import pytest

HEAD = "Projekt;Udvalg;Mål;Økonomi;Start;Slut;Partnere;Område;Status;Dokumentation;Rolle"
ROWS = (
    "Gade;Social;mål 5;28 mio. kr.;2011-03;2014;politi;Nørrebro og Kgs. Enghave;igang;a.invalid;",
    "Gade;;;;2011-03;2014;;3;;;sammenligning",
    "Linje;Social;mål 6;;2010;efteråret 2011;;;afsluttet;;",
    "Lys;;;;;;;Akacieparken;;;",
)


@pytest.fixture
def efforts(three_areas, tmp_path):
    path = tmp_path / "i.csv"
    path.write_text("\n".join([HEAD, *ROWS]) + "\n", encoding="utf-8")
    three_areas.done("load", "interventions", path, "--set", "by")
    return three_areas


def answer(efforts):
    listing = efforts.done("--lang", "en", "interventions", "--format", "json")
    return json.loads(listing.stdout)


def test_every_effort_with_all_that_was_said_of_it(efforts):
    rows = answer(efforts)["rows"]
    assert [(row["place_id"], row["intervention"], row["role"], row["area"]) for row in rows] == [
        ("2-1", "Gade", "treated", "1"),
        ("2-1-2", "Gade", "treated", "2"),
        ("2-2", "Gade", "comparison", "3"),
        ("2-3", "Linje", "treated", None),
        ("2-4", "Lys", "treated", None),
    ]
    assert {name: value for name, value in rows[1].items() if value is not None} == {
        "place_id": "2-1-2", "intervention": "Gade", "role": "treated", "place": "Kgs. Enghave",
        "set": "by", "area": "2", "area_name": "Kongens Enghave", "outlined": False,
        "starts_on": "2011-03-01", "ends_on": "2014-12-31", "dates_as_stated": "2011-03/2014",
        "goal": "mål 5", "committee": "Social", "partners": "politi", "budget": "28 mio. kr.",
        "status": "igang", "documentation": "a.invalid", "load": 2, "row": 1,
    }  # fmt: skip


def test_what_is_not_known_is_said(efforts):
    assert answer(efforts)["notes"][:4] == [
        "3 efforts.",
        "No place is stated of: Linje.",
        "Places that are no known area, of: Lys. They count in no area.",
        "Dates that are no single day, month or year, of: Linje. They stand in dates_as_stated.",
    ]


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "parquet", "gpkg", "geojson"])
def test_in_every_format(efforts, tmp_path, ending):
    """A layer has the three places that are areas."""
    path = tmp_path / f"efforts.{ending}"
    said = efforts.done("interventions", "--output", path).stderr
    assert f"({3 if ending in {'gpkg', 'geojson'} else 5} rows)" in said
    if ending == "geojson":
        names = [one["id"] for one in json.loads(path.read_text(encoding="utf-8"))["features"]]
        assert names == ["2-1", "2-1-2", "2-2"]


def test_a_store_without_efforts(three_areas):
    empty = three_areas.run("interventions")
    assert empty.exit_code == 1
    assert "load interventions" in empty.stderr
