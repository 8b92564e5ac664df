"""``detect``: from stored incidents to hot cells and hotspots in every format."""

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from hotspots.engine.store import reading
from hotspots.workflows.incidents.points import PointsQuestion, incident_points
from tests import real_data
from tests.small_city import SOUTH_M, WEST_M, City
from tests.tools.workbooks import named_rows

COLUMNS = [
    "cell", "x_m", "y_m", "n", "gi_z", "p", "p_adjusted", "class", "hotspot", "hotspot_name",
]  # fmt: skip
HEAD = "Sagsnr;Dato;X;Y;Kategori\n"


def load(city, rows, *, name="h.csv", head=HEAD):
    """Load incidents written as time;x;y;category, with metres from the city's corner."""
    lines = []
    for at, row in enumerate(rows):
        time, x_m, y_m, category = row
        lines.append(f"{at};{time};{WEST_M + x_m};{SOUTH_M + y_m};{category}")
    city.run("load", "incidents", city.write(name, head + "\n".join(lines) + "\n"))


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return 2 by 1 km: one incident in each of 200 cells of 100 m, and 30 more in one of them.

    Those 30 happen in Nord, at 650, 450 m, in May at 23:30; the others on 1 January at noon.
    """
    made = City(tmp_path_factory.mktemp("detect"))
    made.areas(["Nord", "Midt"])
    rows = [("01-01-2020 12:00", 50 + 100 * col, 50 + 100 * row, "Indbrud")
            for col in range(20) for row in range(10)]  # fmt: skip
    rows += [("09-05-2020 23:30", 650, 450, "Vold")] * 30
    load(made, rows)
    return made


def by_cell(answer):
    """Return an answer's rows by cell."""
    return {row["cell"]: row for row in answer["rows"]}


def test_the_busy_cell_and_its_neighbours_are_hot(city):
    """31 in a cell: it and the eight around it, one hotspot of 39 incidents; nothing else."""
    answer = city.ask("detect", "--cell", 100)
    assert [list(row) for row in answer["rows"][:1]] == [COLUMNS]
    assert len(answer["rows"]) == 200
    hot = [row for row in answer["rows"] if row["class"] != "not_significant"]
    assert len(hot) == 9
    assert {row["class"] for row in hot} == {"hot_99"}
    assert {row["hotspot"] for row in hot} == {1}
    assert {row["hotspot_name"] for row in hot} == {"i Nord"}
    busiest = by_cell(answer)["100m_61704_7206"]
    assert (busiest["n"], busiest["x_m"], busiest["y_m"]) == (31, 720_650, 6_170_450)
    assert sum(row["n"] for row in answer["rows"]) == 230
    assert answer["settings"]["share_in_hotspots"] == pytest.approx(39 / 230)


def test_z_by_hand(city):
    """Mean 1.15, s² = 30²(1/200)(199/200); a corner has 4 cells, the busy one 9 with 39."""
    rows = by_cell(city.ask("detect", "--cell", 100))
    s = np.sqrt(900 * 199 / 200**2)
    busy = (39 - 9 * 1.15) / (s * np.sqrt((200 * 9 - 81) / 199))
    corner = (4 - 4 * 1.15) / (s * np.sqrt((200 * 4 - 16) / 199))
    assert rows["100m_61704_7206"]["gi_z"] == pytest.approx(busy)
    assert rows["100m_61700_7200"]["gi_z"] == pytest.approx(corner)


def test_every_choice_is_said_and_stands_in_the_settings(city):
    """The set, the period, the cell size, the neighbours; 1 km / 50 gives the smallest side."""
    done = city.run("detect", "--format", "json")
    for sentence in (
        "Using the area set 'bydele'.",
        "Period set to 2020-01-01 to 2020-05-09",
        "Cell size set to 100 m (1/50 of the shorter side of the city, rounded).",
        "Neighbours set to cells within 150 m: those that share a side or a corner.",
    ):
        assert sentence in done.stderr
    settings = json.loads(done.stdout)["settings"]
    told = {name: settings[name] for name in ("crs", "cell_m", "band_m", "neighbours", "n_cells",
                                              "adjust", "family_size", "first_day", "last_day",
                                              "date_used", "n_incidents", "level")}  # fmt: skip
    assert told == {
        "crs": "EPSG:25832", "cell_m": 100, "band_m": 150, "neighbours": "queen", "n_cells": 200,
        "adjust": "bh", "family_size": 200, "first_day": "2020-01-01", "last_day": "2020-05-09",
        "date_used": "occurred", "n_incidents": 230, "level": "hot_95",
    }  # fmt: skip


def test_what_is_asked_for_is_not_announced(city):
    """A cell and a band in the command are the user's own choice."""
    done = city.run("detect", "--cell", 250, "--band", 600, "--format", "json")
    assert "Change it with --cell" not in done.stderr
    assert "Change it with --band" not in done.stderr
    assert json.loads(done.stdout)["settings"]["neighbours"] == "distance band"


def test_the_terminal_shows_hot_cells_and_all_on_request(city):
    """9 rows in the table, 200 with --all and in a file."""
    assert city.run("detect", "--cell", 100).stdout.count("100m_") == 9
    assert city.run("detect", "--cell", 100, "--all").stdout.count("100m_") == 200
    assert city.run("detect", "--cell", 100, "--format", "csv").stdout.count("100m_") == 200


def test_hours_and_weekdays(city):
    """9 May 2020 was a Saturday; noon on 1 January is out of 22-04, and a Wednesday."""
    night = city.ask("detect", "--hours", "22-04", "--weekday", "sat")
    assert night["settings"]["n_incidents"] == 30
    assert (night["settings"]["hours"], night["settings"]["weekdays"]) == ("22-04", ["sat"])
    assert any("fra kl. 22 til kl. 04" in note for note in night["notes"])
    assert any("ugedage er talt med: lørdag." in note for note in night["notes"])
    assert city.ask("detect", "--weekday", "wed")["settings"]["n_incidents"] == 200
    assert city.ask("detect", "--category", "Vold")["settings"]["n_incidents"] == 30
    assert city.ask("detect", "--from", "2020-02-01")["settings"]["n_incidents"] == 30


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (("--hours", "22-22"), 2, "write two different hours from 00 to 24"),
        (("--hours", "om natten"), 2, "write two different hours from 00 to 24"),
        (("--hours", "22-25"), 2, "write two different hours from 00 to 24"),
        (("--band", 50, "--cell", 100), 2, "reaches no neighbour of a cell of 100 m"),
        (("--category", "Brand"), 1, "No incidents of 'Brand'. Categories: Indbrud, Vold."),
        (("--from", "2020-02-01", "--to", "2020-01-01"), 2, "has no days"),
        (("--from", "2021-02-01"), 1, "Incidents run from 2020-01-01 to 2020-05-09: ask for"),
        (("--hours", "٢-٤"), 2, "write two different hours from 00 to 24"),
        (("--from", "2020-02-01", "--to", "2020-02-02"), 1, "No incidents to count"),
        (("--hours", "03-04"), 1, "No incidents to count in 'bydele'"),
        (("--test-against", "2020-05-09..2020-05-31"), 2, "tested on themselves"),
        (("--test-against", "2020-06"), 2, "write two days with two points between"),
        (("--test-against", "2021-05-09..2020-05-09"), 2, "the first day lies after the last"),
        (("--set", "roder"), 1, "No area set 'roder'"),
    ],
)
def test_what_cannot_be_carried_out_is_said(city, options, code, sentence):
    """One sentence, and the right exit code."""
    assert sentence in " ".join(city.run("detect", *options, expect=code).stderr.split())


def test_later_incidents_test_the_hotspots(city):
    """Detected until April nothing is hot; detected on all, there is nothing later to find."""
    answer = city.ask("detect", "--to", "2020-04-30", "--test-against", "2020-05-01..2020-05-31")
    assert answer["settings"]["n_hot_cells"] == 0
    assert answer["settings"]["accuracy"]["n_later"] == 30
    assert any("kan ikke prøves" in note for note in answer["notes"])
    assert answer["notes"][0].startswith("Der kan ikke påvises noget hotspot: 200 hændelser i 200")


def test_every_format_has_all_cells(city):
    """Squares of 100 m in layers, in metres and in degrees."""
    import geopandas

    for name in ("c.csv", "c.json", "c.xlsx", "c.gpkg", "c.geojson", "c.parquet"):
        done = city.run("detect", "--cell", 100, "-o", city.folder / name)
        assert "(200 rows)" in done.stderr
    layer = geopandas.read_file(city.folder / "c.gpkg", layer="detect")
    assert layer.crs.to_epsg() == 25832
    assert layer.area.round(6).eq(100**2).all()
    assert layer.set_index("cell").loc["100m_61704_7206"].geometry.bounds == (
        720_600, 6_170_400, 720_700, 6_170_500,
    )  # fmt: skip
    features = json.loads((city.folder / "c.geojson").read_text(encoding="utf-8"))["features"]
    assert features[0]["id"] == features[0]["properties"]["cell"]
    assert 5 < features[0]["geometry"]["coordinates"][0][0][0] < 20
    parquet = pd.read_parquet(city.folder / "c.parquet")
    assert str(parquet["hotspot"].dtype) == "Int64"
    assert parquet["hotspot"].notna().sum() == 9
    assert len({row["cell"] for row in named_rows(city.folder / "c.xlsx")}) == 200


def test_strays_are_counted_and_change_no_cell(city, tmp_path):
    """One far outside the city, one just outside, one without a place: 200 cells as before."""
    other = City(tmp_path)
    other.areas(["Nord", "Midt"])
    text = HEAD + f"1;01-01-2020;{WEST_M + 50};{SOUTH_M + 50};Vold\n"
    text += f"2;01-01-2020;{WEST_M + 50};{SOUTH_M - 10};Vold\n"
    text += f"3;01-01-2020;{WEST_M - 40_000};{SOUTH_M};Vold\n4;01-01-2020;;;Vold\n"
    other.run("load", "incidents", other.write("h.csv", text))
    answer = other.ask("detect", "--cell", 100)
    settings = answer["settings"]
    assert (settings["n_cells"], settings["n_incidents"]) == (200, 1)
    assert (settings["n_outside"], settings["n_without_place"]) == (2, 1)
    assert "Hændelser uden sted, der ikke er talt med: 1." in answer["notes"]
    assert "Hændelser uden for bydele, der ikke er talt med: 2." in answer["notes"]
    assert answer["notes"][0].startswith("Der kan ikke påvises noget hotspot: 1 hændelser i 200")


def test_no_incident_in_the_city_is_lost_at_its_border(tmp_path):
    """Cells of 300 m over 1 km: the fourth row is a third in; one incident makes it a cell."""
    city = City(tmp_path)
    city.areas(["Nord"])
    assert WEST_M % 300 == SOUTH_M % 300 - 200 == 0
    load(city, [("01-01-2020", 450, 450, "Vold"), ("01-01-2019", 950, 450, "Indbrud")])
    done = city.run("detect", "--cell", 300, "--category", "Vold", "--format", "json")
    settings = json.loads(done.stdout)["settings"]
    assert (settings["n_cells"], settings["n_cells_by_incident"]) == (10, 1)
    assert "1 of 10 cells have less than 50% of their area in the set" in done.stderr
    both = city.ask("detect", "--cell", 300)
    assert (both["settings"]["n_cells"], both["settings"]["n_incidents"]) == (10, 2)


def test_unknown_hours_are_left_out_and_counted(tmp_path):
    """A moment, a day, spans in the hours, half in and over days, and an open end."""
    city = City(tmp_path)
    city.areas(["Nord"])
    head = "id;gerningstidspunkt;tidligst;senest;x;y\n"
    place = f"{WEST_M + 50};{SOUTH_M + 50}"
    rows = [
        f"1;04-05-2020 23:10;;;{place}",
        f"2;04-05-2020;;;{place}",
        f"3;;04-05-2020 22:00;04-05-2020 23:00;{place}",
        f"4;;04-05-2020 22:00;06-05-2020 23:00;{place}",
        f"5;;04-05-2020 22:00;;{place}",
        f"6;05-05-2020 01:10;;;{place}",
        f"7;05-05-2020 22:10;;;{place}",
        f"8;;04-05-2020 21:00;04-05-2020 23:00;{place}",
    ]
    city.run("load", "incidents", city.write("h.csv", head + "\n".join(rows) + "\n"))

    def asked(*options):
        settings = city.ask("detect", *options)["settings"]
        return settings["n_incidents"], settings["n_time_unknown"]

    assert asked() == (8, 0)
    assert asked("--hours", "22-04") == (4.5, 3)
    # 4 May 2020 was a Monday; the night goes on until Tuesday at four
    assert asked("--hours", "22-04", "--weekday", "mon") == (3.5, 3)
    assert asked("--hours", "00-04", "--weekday", "tue") == (1, 3)
    assert asked("--weekday", "mon") == (4, 2)
    notes = city.ask("detect", "--hours", "22-04")["notes"]
    assert any("den del af tidsrummet, der er spurgt om: 1." in note for note in notes)
    assert any("tidsrummet er over 24 timer: 3." in note for note in notes)
    assert notes[1].startswith("4,5 hændelser fra 04-05-2020 til 05-05-2020")


def test_points_as_arrays(city):
    """In the order of their keys, with times, categories and a weight of one each."""
    with reading(city.store) as store:
        load_id = store.rows("areas/active_sets")[0]["load_id"]
        points = incident_points(store, PointsQuestion(load_id, date(2020, 5, 1)))
        none = incident_points(store, PointsQuestion(load_id, date(2030, 5, 1)))
    assert (len(points), points.n_used) == (30, 30)
    assert list(points.categories) == ["Vold"]
    assert set(points.precision) == {"moment"}
    assert points.occurred_from[0] == np.datetime64("2020-05-09T23:30")
    assert (np.diff(points.key) > 0).all()
    assert len(none) == 0


@real_data.real_data
def test_memphis_robberies_fall_in_the_hotspots_of_the_half_year_before(tmp_path):
    """At 500 m, January to June against July to December: PAI above 1, and all choices said."""
    city = City(tmp_path)
    city.run("load", "areas", real_data.PRECINCTS, "--set", "by")
    city.run("load", "incidents", real_data.ROBBERIES, "--timezone", "America/Chicago")
    answer = city.ask("detect", "--cell", 500, "--from", "2019-01-01", "--to", "2019-06-30",
                      "--test-against", "2019-07-01..2019-12-31")  # fmt: skip
    settings, found = answer["settings"], answer["settings"]["accuracy"]
    assert settings["crs"] == "EPSG:32616"
    assert sum(row["n"] for row in answer["rows"]) == settings["n_incidents"] == 1083
    assert found["n_later"] == 2244 - 1083
    assert found["pai"] > 1
    assert found["pai"] == pytest.approx(found["hit_rate"] / found["area_share"])
    assert 0 < found["pei"] < 1
    assert settings["n_hotspots"] == max(row["hotspot"] or 0 for row in answer["rows"])
    assert any("PAI er 4," in note for note in answer["notes"])


def test_snapped_incidents_are_said_to_be_so(tmp_path):
    """300 incidents on three points: hotspots may be artefacts of it."""
    city = City(tmp_path)
    city.areas(["Nord"])
    load(city, [("01-01-2020", 150 + 300 * (at % 3), 150, "Vold") for at in range(300)])
    notes = city.ask("detect", "--cell", 100)["notes"]
    assert any("300 hændelser på 3 punkter" in note for note in notes)
