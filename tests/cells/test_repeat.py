"""``repeat``: pairs, places and windows from the store to the answer."""

import json

import pytest

from tests.real_data import PRECINCTS, ROBBERIES, real_data
from tests.small_city import SOUTH_M, WEST_M, City

HEAD = "Sagsnr;Dato;X;Y;Kategori\n"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return a city of two areas with 60 burglaries in pairs: 40 m and 3 days apart.

    The pairs lie 150 m from each other or more, and 10 days. Three thefts happen at one corner
    of Midt; one has no place, one lies outside.
    """
    made = City(tmp_path_factory.mktemp("filled"))
    made.areas(["Nord", "Midt"])
    rows = []
    for at in range(30):
        x, y = WEST_M + 100 + (at % 6) * 150, SOUTH_M + 100 + (at // 6) * 150
        day = (at * 70) % 300
        rows += [f"{dated(day)};{x};{y};Indbrud", f"{dated(day + 3)};{x + 40};{y};Indbrud"]
    corner = f"{WEST_M + 1500},5;{SOUTH_M + 500};Tyveri"
    rows += [f"{dated(day)};{corner.replace(',5', '')}" for day in (0, 7, 300)]
    rows += [f"{dated(1)};;;Indbrud", f"{dated(2)};{WEST_M - 500};{SOUTH_M};Indbrud"]
    text = HEAD + "\n".join(f"{at};{row}" for at, row in enumerate(rows))
    made.run("load", "incidents", made.write("h.csv", text))
    return made


@pytest.fixture
def city(filled, tmp_path):
    """Return a copy of that city."""
    return filled.copied(tmp_path)


def dated(day):
    """Return a day of 2023, counted from 0, as Danes write it."""
    month, of_month = divmod(day, 28)
    return f"{of_month + 1:02d}-{month + 1:02d}-2023"


def cells(answer):
    """Return an answer's rows by their bands."""
    return {(row["from_m"], row["from_days"]): row for row in answer["rows"]}


def test_pairs_close_in_place_and_time_stand_out(city):
    """30 pairs are 40 m and 3 days apart (or across a short month's end, 3 to 6): all found."""
    answer = city.ask("repeat", "--space", "100,200", "--time", "8,15")
    assert [(row["metres"], row["days"]) for row in answer["rows"][:4]] == [
        ("[0, 100) m", "[0, 8) dage"), ("[0, 100) m", "[8, 15) dage"),
        ("[0, 100) m", "[15, ∞) dage"), ("[100, 200) m", "[0, 8) dage"),
    ]  # fmt: skip
    first = cells(answer)[0, 0]
    assert first["pairs"] >= 30
    assert first["ratio"] == pytest.approx(first["pairs"] / first["expected"])
    assert (first["p"], first["verdict"]) == (0.001, "more")
    assert answer["settings"]["n_pairs"] == sum(row["pairs"] for row in answer["rows"]) == 1953
    assert answer["notes"][0].startswith("Stærkeste mønster: inden for [0, 100) m og [0, 8) dage")
    assert cells(answer)[200, 0]["to_m"] is None
    assert cells(answer)[200, 0]["verdict"] == "open_band"


def test_what_takes_no_part_is_counted_and_said(city):
    """63 of 65: one has no place, one lies outside the set."""
    answer = city.ask("repeat", "--permutations", 9)
    chosen = answer["settings"]
    assert (chosen["n_incidents"], chosen["without_place"], chosen["outside"]) == (63, 1, 1)
    assert any("Ikke med: 1 uden sted og 1 uden for bydele." in one for one in answer["notes"])
    assert any("bed om flere med --permutations" in one for one in answer["notes"])
    assert any(one.startswith("Internt brug") for one in answer["notes"])


def test_the_same_seed_gives_the_same_answer(city):
    """Byte for byte; another seed draws other dates, and both stand in the settings."""
    asked = ("repeat", "--permutations", 49, "--format", "json", "--space", "300,600")
    first, again = (city.run(*asked, "--seed", 4).stdout for _ in range(2))
    other = json.loads(city.run(*asked, "--seed", 5).stdout)
    assert first == again
    assert json.loads(first)["settings"]["seed"] == 4
    assert [row["p"] for row in other["rows"]] != [row["p"] for row in json.loads(first)["rows"]]
    assert [row["pairs"] for row in other["rows"]] == [
        row["pairs"] for row in json.loads(first)["rows"]
    ]


def test_choices_made_for_the_user_are_said(city):
    """The city, the bands, the permutations and the seed."""
    said = city.run("repeat", "--format", "json").stderr
    assert "Using the area set 'bydele'." in said
    assert "100,200,300,400 m" in said
    assert "8,15,22 days" in said
    assert "999 permutations of the dates with seed 1" in said
    assert "[0, 100) m" in city.run("repeat").stdout


def test_without_permutations_nothing_is_concluded(city):
    """The counts stand; every cell with edges is not_testable."""
    answer = city.ask("repeat", "--permutations", 0)
    assert {row["verdict"] for row in answer["rows"]} == {"not_testable", "open_band"}
    assert all(row["p"] is None for row in answer["rows"])
    assert any("--permutations 0" in one for one in answer["notes"])


def test_one_category_and_days(city):
    """Thefts alone: three pairs at one corner, 7, 293 (and 300) days apart or so."""
    answer = city.ask("repeat", "--category", "Tyveri", "--space", "1,100", "--permutations", 9)
    assert answer["settings"]["n_incidents"] == 3
    assert sum(row["pairs"] for row in answer["rows"] if row["from_m"] == 0) == 3
    early = city.ask("repeat", "--category", "Tyveri", "--to", "2023-01-31", "--permutations", 9)
    assert early["settings"]["n_incidents"] == 2
    assert any("på nøjagtig samme sted" in one for one in early["notes"])


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (("--category", "Brand"), 1, "Indbrud, Tyveri"),
        (("--from", "2024-06-01"), 1, "ask for more days"),
        (("--space", "100,50"), 2, "rising order"),
        (("--time", "otte"), 2, "with commas between"),
        (("--permutations", "-1"), 2, "0 to 99,999"),
        (("--set", "ukendt"), 1, "No area set 'ukendt'"),
        (("--table", "follow-up", "--days", "8"), 2, "go together"),
        (("--table", "follow-up", "--days", "8", "--metres", "0"), 2, "--metres"),
        (("--table", "follow-up", "--permutations", "0"), 2, "Instead ask for 999"),
        (("--table", "places", "--at-least", "1"), 2, "two incidents"),
        (("--table", "places", "--same-place", "400"), 2, "at most 50 m"),
        (("--as-of", "2023-02-01"), 2, "--table follow-up"),
        (("--same-place", "1"), 2, "--table places"),
        (("-o", "x.gpkg"), 2, "no geometry"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_said(city, asked, code, said, monkeypatch):
    """One sentence with what to do, and the exit code."""
    monkeypatch.chdir(city.folder)
    assert said in city.run("repeat", *asked, expect=code).stderr.replace("\n", " ")


def test_an_empty_store_says_what_to_load(tmp_path):
    """An area set and no incidents."""
    made = City(tmp_path)
    made.areas(["Nord"])
    assert f"{made.program} load incidents" in made.run("repeat", expect=1).stderr


def test_a_city_where_all_lie_elsewhere_says_so(tmp_path):
    """Incidents there are, but none in the set."""
    made = City(tmp_path)
    made.areas(["Nord"])
    row = f"1;01-01-2023;{WEST_M - 900};{SOUTH_M};Vold"
    made.run("load", "incidents", made.write("h.csv", HEAD + row))
    assert "or for another set" in made.run("repeat", expect=1).stderr


def test_places_hit_again(city):
    """The corner of three thefts, 7 and 293 + 6 days between, called by its area."""
    answer = city.ask("repeat", "--table", "places")
    assert len(answer["rows"]) == 1
    row = answer["rows"][0]
    assert (row["place"], row["n"], row["x_m"]) == ("1", 3, WEST_M + 1500)
    assert (row["first_on"], row["last_on"]) == ("2023-01-01", "2023-11-21")
    assert row["latest_gaps_days"] == [7, 317]
    assert (row["median_gap_days"], row["shortest_gap_days"]) == (162, 7)
    assert row["categories"] == ["Tyveri (3)"]
    assert (row["where"], row["near_m"]) == ("i Midt", None)
    assert row["percent_of_all"] == pytest.approx(300 / 63)
    assert answer["notes"][0].startswith("KUN TIL INTERNT BRUG")


def test_places_are_for_internal_use_only_and_it_is_shouted(city):
    """On stderr and first among the notes, for places and for the follow-up list."""
    for which in ("places", "follow-up"):
        found = city.run("repeat", "--table", which, "--format", "json")
        assert "INTERNAL USE ONLY" in found.stderr
        assert "KUN TIL INTERNT BRUG" in json.loads(found.stdout)["notes"][0]
    english = city.run("--lang", "en", "repeat", "--table", "places")
    assert "must not be sent" in english.stdout


def test_a_named_place_names_what_is_near_it(city):
    """A station 30 m off gives its name and its distance; the load is among the sources."""
    x, y = WEST_M + 1530, SOUTH_M + 500
    layer = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}},
        "features": [{"type": "Feature", "properties": {"navn": "Sjælør"},
                      "geometry": {"type": "Point", "coordinates": [x, y]}}],
    }  # fmt: skip
    path = city.write("stationer.geojson", json.dumps(layer))
    city.run("load", "places", path, "--set", "stationer")
    answer = city.ask("repeat", "--table", "places")
    assert (answer["rows"][0]["where"], answer["rows"][0]["near_m"]) == ("ved Sjælør", 30)
    assert "stationer.geojson" in {one["file"] for one in answer["sources"]}


def test_windows_open_on_a_day(city):
    """The last theft opens nothing after its days; a burglary of the day does, for a week."""
    answer = city.ask("repeat", "--table", "follow-up", "--as-of", "2023-01-04")
    assert answer["settings"]["as_of"] == "2023-01-04"
    assert answer["settings"]["last_day"] == "2023-01-04"
    asked = ("repeat", "--table", "follow-up", "--metres", 100, "--days", 8)
    whole = city.ask(*asked)
    assert whole["settings"]["as_of"] == "2023-11-21"
    rows = whole["rows"]
    assert {row["metres"] for row in rows} == {"[0, 100) m"}
    assert all(row["opened_on"] <= "2023-11-21" <= row["until"] for row in rows)
    corner = next(row for row in rows if row["category"] == "Tyveri")
    assert (corner["occurred_on"], corner["until"]) == ("2023-11-21", "2023-11-28")
    assert "ikke at der vil ske noget" in " ".join(whole["notes"])
    assert "er valgt, ikke fundet" in " ".join(whole["notes"])
    assert "i Midt: vinduet er åbent til og med 28-11-2023" in corner["sentence"]


def test_incidents_after_the_day_asked_about_are_not_used(city):
    """As of 31 January nothing of February is known, neither as pattern nor as window."""
    answer = city.ask("repeat", "--table", "follow-up", "--as-of", "2023-01-31", "--metres", 100,
                      "--days", 8)  # fmt: skip
    assert answer["settings"]["last_day"] <= "2023-01-31"
    assert all(row["occurred_on"] <= "2023-01-31" for row in answer["rows"])


def test_a_band_without_a_pattern_promises_none(city):
    """Asked for [0, 30) m by [0, 2) days, where no pair is: said in the notes and the row."""
    answer = city.ask("repeat", "--table", "follow-up", "--metres", 30, "--days", 2,
                      "--category", "Indbrud")  # fmt: skip
    assert any("intet mønster at følge op på" in one for one in answer["notes"])
    assert answer["rows"]
    assert all("par ikke skelnes" in row["sentence"] for row in answer["rows"])
    assert {row["verdict"] for row in answer["rows"]} <= {"not_testable", "not_distinguishable"}


def test_without_a_pattern_nothing_opens_a_window(city):
    """Three thefts show no pattern: the list is empty and says why."""
    answer = city.ask("repeat", "--table", "follow-up", "--category", "Tyveri")
    assert answer["rows"] == []
    assert any("intet åbner et vindue" in one for one in answer["notes"])


@pytest.mark.parametrize(("metric", "area_m2"), [("euclidean", 31_400), ("manhattan", 20_000)])
def test_windows_leave_as_shapes(city, metric, area_m2, monkeypatch):
    """A disc of 100 m, or the square on its corner that Manhattan distances make of it."""
    import geopandas

    monkeypatch.chdir(city.folder)
    city.run("repeat", "--table", "follow-up", "--metres", 100, "--days", 8, "--metric", metric,
             "-o", "vinduer.gpkg")  # fmt: skip
    frame = geopandas.read_file("vinduer.gpkg", layer="repeat")
    assert frame.crs.to_epsg() == 25832
    assert frame.area.iloc[0] == pytest.approx(area_m2, rel=0.002)
    city.run("repeat", "--table", "places", "-o", "steder.geojson")
    places = json.loads((city.folder / "steder.geojson").read_text(encoding="utf-8"))
    assert [one["geometry"]["type"] for one in places["features"]] == ["Point"]


def test_spans_and_unknown_hours_are_said(tmp_path):
    """A span counts on its first day; what is not surely in the hours asked for is left out."""
    made = City(tmp_path)
    made.areas(["Nord"])
    place = f"{WEST_M + 5};{SOUTH_M + 5};Vold"
    rows = [";01-01-2023 10:00;03-01-2023 10:00", ";05-01-2023 23:30;", "06-01-2023 23:45;;",
            "07-01-2023 12:00;;", "08-01-2023 02:00;;",
            ";08-01-2023 21:00;08-01-2023 23:00"]  # fmt: skip
    text = "Sagsnr;Sket;Tidligst;Senest;X;Y;Kategori\n"
    text += "\n".join(f"{at};{row};{place}" for at, row in enumerate(rows))
    made.run("load", "incidents", made.write("h.csv", text), "--map", "occurred=Sket")
    whole = made.ask("repeat", "--table", "places")
    assert (whole["rows"][0]["n"], whole["rows"][0]["first_on"]) == (6, "2023-01-01")
    assert any(one.startswith("2 hændelser kan være sket over flere") for one in whole["notes"])
    night = made.ask("repeat", "--table", "places", "--hours", "22-4")
    assert (night["rows"][0]["n"], night["settings"]["hours"]) == (2, [22, 4])
    assert (night["settings"]["time_unknown"], night["settings"]["other_time"]) == (3, 1)
    assert any("3, som ikke med sikkerhed skete" in one for one in night["notes"])


def test_incidents_on_few_points_are_a_possible_artefact(tmp_path):
    """600 incidents on three points: every table says so, whatever it finds."""
    made = City(tmp_path)
    made.areas(["Nord"])
    rows = [f"{at};{at % 28 + 1:02d}-{at % 12 + 1:02d}-2023;{WEST_M + 100 * (at % 3 + 1)};"
            f"{SOUTH_M + 5};Vold" for at in range(600)]  # fmt: skip
    made.run("load", "incidents", made.write("h.csv", HEAD + "\n".join(rows)))
    for which in ("knox", "places", "follow-up"):
        notes = made.ask("repeat", "--table", which, "--permutations", 19)["notes"]
        assert any(one.startswith("Mulig fejlkilde: 600 stedfæstede") for one in notes), which


def test_text_from_data_stays_text(tmp_path):
    """A category that would be a formula is none in CSV."""
    made = City(tmp_path)
    made.areas(["Nord"])
    rows = [f"{at};0{at}-01-2023;{WEST_M + 5};{SOUTH_M + 5};=1+1" for at in (1, 2)]
    made.run("load", "incidents", made.write("h.csv", HEAD + "\n".join(rows)))
    found = made.run("repeat", "--table", "places", "--format", "csv").stdout
    assert "'=1+1 (2)" in found


@real_data
def test_memphis_robberies_come_in_near_repeats(hotspots):
    """2,244 of 2,245 in the precincts; more pairs within 100 m and 8 days than dates explain."""
    hotspots.done("load", "areas", PRECINCTS, "--set", "precincts")
    hotspots.done("load", "incidents", ROBBERIES, "--timezone", "America/Chicago",
                  "--crs", "EPSG:4326")  # fmt: skip
    answer = json.loads(hotspots.done("repeat", "--format", "json").stdout)
    first = answer["rows"][0]
    assert answer["settings"]["n_incidents"] == 2244
    assert sum(row["pairs"] for row in answer["rows"]) == 2244 * 2243 // 2
    assert (first["pairs"], first["verdict"]) == (69, "more")
    assert first["ratio"] == pytest.approx(1.67, abs=0.01)
    assert answer["settings"]["crs"].startswith("EPSG:326")


def test_days_the_wrong_way_round_are_wrong_usage(city):
    """As for every other command, and not as if no incident were there."""
    said = city.run("repeat", "--from", "2023-12-31", "--to", "2023-01-01", expect=2).stderr
    assert "The period from 2023-12-31 to 2023-01-01 has no days" in said


def test_somebody_who_watches_sees_how_far_it_is(city, monkeypatch):
    """Permutations are counted on a terminal, in the reader's words, and nowhere else."""
    asked = ("repeat", "--space", "100", "--time", "8", "--permutations", "20")
    assert "\r" not in city.run(*asked).stderr
    monkeypatch.setattr("hotspots.cli.console._is_watched", lambda: True)
    assert "\r19 permutations\r20 permutations\n" in city.run("--lang", "en", *asked).stderr
    assert "\r20 ombytninger\n" in city.run("--lang", "da", *asked).stderr
    assert "\r" not in city.run("--quiet", *asked).stderr
