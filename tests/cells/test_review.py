"""``review``: two periods on the command line, in words, rows and layers."""

import csv
import io

import geopandas
import pytest

from tests import real_data
from tests.real_data import real_data as with_real_data
from tests.small_city import SOUTH_M, WEST_M, City

HEAD = "Sagsnr;Gerningstidspunkt;Gerningstype;X;Y\n"
ASKED = ("--set", "bydele", "--cell", 100)
TWO = ("--before", "2018-03-01..2018-03-31", "--after", "2019-03-01..2019-03-31")
HALVES = ("--before", "2019-01-01..2019-06-30", "--after", "2019-07-01..2019-12-31")


def spread(year):
    """Return one incident in each of 300 cells in March of a year."""
    return [(column * 100 + 50, row * 100 + 50, f"05-03-{year} 12:00")
            for column in range(30) for row in range(10)]  # fmt: skip


def at(column, row, n, year):
    """Return n incidents at one point in March of a year."""
    return [(column * 100 + 50, row * 100 + 50, f"{1 + one % 28:02d}-03-{year} 20:00")
            for one in range(n)]  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return three areas of 10 by 10 cells: one spot falls, one is new, one stays.

    90 to 55 incidents in Nord and 0 to 55 in Midt, beside one in every cell; 65 to 62 in Syd.
    From April to December 2018 there are nine a month in Nord.
    """
    made = City(tmp_path_factory.mktemp("review"))
    made.areas(["Nord", "Midt", "Syd"])
    rows = [*spread(2018), *spread(2019), *at(4, 4, 90, 2018), *at(4, 4, 55, 2019),
            *at(14, 4, 55, 2019), *at(24, 4, 65, 2018), *at(24, 4, 62, 2019)]  # fmt: skip
    rows += [(450, 450, f"10-{month:02d}-2018 12:00") for month in range(4, 13) for _ in range(9)]
    lines = [f"{one};{when};Vold;{WEST_M + east};{SOUTH_M + north}"
             for one, (east, north, when) in enumerate(rows)]  # fmt: skip
    path = made.write("haendelser.csv", HEAD + "\n".join(lines) + "\n")
    made.run("load", "incidents", path, "--crs", "EPSG:25832", "--source", "politi")
    return made


@pytest.fixture(scope="module")
def answer(city):
    """Return the review of two Marches."""
    return city.ask("review", *ASKED, *TWO)


def test_hotspots_are_told_worst_first(answer):
    """New, persistent, shrunk; the counts are of nine cells, one incident each beside the spot."""
    found = [(row["rank"], row["class"], row["before_n"], row["after_n"], row["verdict"])
             for row in answer["rows"]]  # fmt: skip
    assert found == [
        (1, "new", 9, 64, "worse"),
        (2, "persistent", 74, 71, "not_distinguishable"),
        (3, "shrunk", 99, 64, "better"),
    ]
    assert [row["sentence"] for row in answer["rows"]] == [
        "I Midt: fra 9 til 64 hændelser, nyt hotspot, statistisk sikker stigning.",
        (
            "I Syd: fra 74 til 71 hændelser, hotspot i begge perioder, "
            "kan ikke skelnes fra uændret."
        ),
        "I Nord: fra 99 til 64 hændelser, statistisk sikkert fald.",
    ]
    assert [row["area_km2"] for row in answer["rows"]] == pytest.approx([0.09] * 3)
    assert [row["flags"] for row in answer["rows"]] == [
        ["hot_after_only", "snapped", "chance_only"],
        ["snapped", "chance_only"],
        ["snapped", "chance_only"],
    ]


def test_settings_say_how_it_was_done(answer):
    """Days, tests, families and kappa; the same months are said to be so."""
    settings = answer["settings"]
    assert (settings["days_before"], settings["days_after"]) == (31, 31)
    assert (settings["n_cells"], settings["family_size"], settings["same_months"]) == (
        300,
        3,
        True,
    )
    assert settings["kappa"] is not None
    assert "De to perioder dækker de samme måneder." in answer["notes"]


def test_without_before_the_same_days_of_the_year_before_are_taken(city, answer):
    """And that is said."""
    found = city.run("review", *ASKED, *TWO[2:], "--format", "json")
    assert "Compared with 2018-03-01 to 2018-03-31" in found.stderr
    assert city.ask("review", *ASKED, *TWO[2:])["rows"] == answer["rows"]


def test_other_months_are_said_loudly(city):
    """In the terminal, first among the notes, and in every row."""
    periods = ("--before", "2018-06-01..2018-12-31", "--after", "2019-03-01..2019-03-31")
    found = city.ask("review", *ASKED, *periods)
    assert found["notes"][0].startswith("OBS: De to perioder dækker ikke de samme måneder.")
    assert all("other_months" in row["flags"] for row in found["rows"])
    assert "OBS:" in city.run("review", *ASKED, *periods).stderr


def test_periods_of_other_lengths_are_compared_by_the_day(city):
    """81 in 275 days against 64 in 31 is a rise of 601 %, not a fall."""
    periods = ("--before", "2018-04-01..2018-12-31", "--after", "2019-03-01..2019-03-31")
    nord = next(row for row in city.ask("review", *ASKED, *periods)["rows"]
                if row["name"].startswith("i Nord"))  # fmt: skip
    assert (nord["before_n"], nord["after_n"], nord["verdict"]) == (81, 64, "worse")
    assert nord["rate_ratio"] == pytest.approx(64 / 81 * 275 / 31)
    assert "(+601 % pr. dag)" in nord["sentence"]


def test_relative_measures_against_the_city(city):
    """455 incidents before and 472 after: 74 to 71 is a ratio of 71/74 times 455/472."""
    found = city.ask("review", *ASKED, *TWO, "--relative")
    syd = next(row for row in found["rows"] if row["name"].startswith("i Syd"))
    assert syd["rate_ratio"] == pytest.approx(71 / 74 * 455 / 472)
    assert found["settings"]["exposure"] == "incidents of the city"


def test_cells_and_transitions(city, answer):
    """Nine cells a hotspot: 18 hot before, 27 after, 9 of them new."""
    table = city.ask("review", *ASKED, *TWO, "--table", "transitions")["rows"]
    counts = {(row["class_before"], row["class_after"]): row["n_cells"] for row in table}
    assert counts["not_significant", "hot"] == 9
    assert counts["hot", "hot"] == 18
    assert sum(counts.values()) == 300
    cells = city.ask("review", *ASKED, *TWO, "--table", "cells")["rows"]
    spots = {row["cell"]: row for row in cells}
    assert (spots["100m_61704_7214"]["before_n"], spots["100m_61704_7214"]["after_n"]) == (1, 56)
    assert spots["100m_61704_7214"]["verdict"] == "worse"
    assert spots["100m_61704_7204"]["verdict"] == "better"
    assert spots["100m_61700_7200"]["verdict"] == "not_testable"
    assert {row["hotspot"] for row in cells} == {None, 1, 2, 3}


def test_every_format_holds_the_hotspots(city, tmp_path, answer):
    """CSV, GeoPackage in metres, GeoJSON with its ids, Parquet and Excel."""
    rows = list(csv.DictReader(io.StringIO(
        city.run("review", *ASKED, *TWO, "--format", "csv").stdout)))  # fmt: skip
    assert [row["class"] for row in rows] == ["new", "persistent", "shrunk"]
    for ending in ("gpkg", "geojson", "parquet", "xlsx"):
        city.run("review", *ASKED, *TWO, "-o", tmp_path / f"out.{ending}")
    layer = geopandas.read_file(tmp_path / "out.gpkg", layer="review")
    assert layer.crs.to_epsg() == 25832
    assert layer.area.tolist() == pytest.approx([90_000] * 3)
    assert geopandas.read_file(tmp_path / "out.geojson")["hotspot"].tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "with --after 2024-01-01..2024-06-30"),
        (("--before", "2019-03-01..2019-03-31", "--after", "2019-03-20..2019-04-30"),
         "must end before"),
        ((*TWO, "--from", "2019-01-01"), "--from does not go with --after"),
        ((*TWO, "--steps", "month"), "--steps goes with --table emerging"),
        ((*TWO, "--table", "emerging"), "--before does not go with --table emerging"),
        (("--after", "2019-03-31..2019-03-01"), "first day lies after"),
    ],
)  # fmt: skip
def test_wrong_questions_are_refused(city, options, said):
    """With exit code 2, and a sentence."""
    assert said in city.run("review", *ASKED, *options, expect=2).stderr


def test_a_period_without_incidents_is_refused(city):
    """And it is said when there are some."""
    found = city.run("review", *ASKED, "--after", "2025-01-01..2025-01-31", expect=1)
    assert "loaded from 2018-03-01 to 2019-03-31" not in found.stderr.replace("2019-03-28", "")
    assert "No incidents to count" in found.stderr


def test_emerging_cells_by_month(city):
    """The spot in Nord is hot in all months with incidents but one, and in the last."""
    found = city.ask("review", *ASKED, "--table", "emerging", "--from", "2018-03-01",
                     "--to", "2018-12-31")  # fmt: skip
    assert found["settings"]["n_steps"] == 10
    spot = next(row for row in found["rows"] if row["cell"] == "100m_61704_7204")
    assert (spot["history"], spot["steps_hot"]) == ("HHHHHHHHHH", 10)
    assert spot["class"] in {"persistent_hot", "intensifying_hot"}
    syd = next(row for row in found["rows"] if row["cell"] == "100m_61704_7224")
    assert (syd["class"], syd["history"]) == ("none", "H.........")


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    """Return 30 by 10 cells in 2018: nine fires a month in one from March to October, one after.

    Some other incident happens on the second and on the 28th of every month.
    """
    made = City(tmp_path_factory.mktemp("quiet"))
    made.areas(["Nord", "Midt", "Syd"])
    rows = [(f"{day}-{month:02d}-2018", "Vold", 2050)
            for month in range(1, 13) for day in ("02", "28")]  # fmt: skip
    rows += [(f"10-{month:02d}-2018", "Brand", 450) for month in range(3, 11) for _ in range(9)]
    lines = [f"{at};{day} 12:00;{kind};{WEST_M + east};{SOUTH_M + 450}"
             for at, (day, kind, east) in enumerate(rows)]  # fmt: skip
    path = made.write("brande.csv", HEAD + "\n".join(lines) + "\n")
    made.run("load", "incidents", path, "--crs", "EPSG:25832", "--source", "politi")
    return made


def test_quiet_months_of_a_category_are_steps(quiet):
    """Hot from March to October, in eight of twelve months and not the last: no class, not new.

    The extract runs from 2 January to 28 December: two and three quiet days are no gap.
    """
    found = quiet.ask("review", *ASKED, "--table", "emerging", "--category", "Brand")
    assert found["settings"]["n_steps"] == 12
    spot = next(row for row in found["rows"] if row["cell"] == "100m_61704_7204")
    assert (spot["class"], spot["history"]) == ("none", "..HHHHHHHH..")


def test_steps_beyond_the_days_loaded_are_left_out(quiet):
    """Nothing is known of 2019: the last step is December 2018, and that is said."""
    asked = ("review", *ASKED, "--table", "emerging", "--to", "2019-06-30")
    found = quiet.ask(*asked)
    assert (found["settings"]["n_steps"], found["settings"]["last_day"]) == (12, "2018-12-31")
    said = "dækker kun 01-01-2018 til 31-12-2018. Trin uden for det er udeladt."
    assert found["notes"][0].endswith(said)
    assert said in quiet.run(*asked).stderr
    inside = quiet.ask("review", *ASKED, "--table", "emerging", "--to", "2018-12-31")
    assert not any("udeladt" in note for note in inside["notes"])


@pytest.mark.parametrize(
    ("adjust", "said"),
    [("none", "p ikke justeret for de mange celler"), ("holm", "Holm over cellerne i trinnet")],
)
def test_the_adjustment_of_steps_is_told_in_words(quiet, adjust, said):
    """The option's own name is no word for people."""
    found = quiet.ask("review", *ASKED, "--table", "emerging", "--adjust", adjust)
    assert said in found["notes"][0]
    assert "ét for hver måned" in found["notes"][0]


def test_emerging_cells_need_ten_steps(city):
    """Four quarters are too few, and what to do is said."""
    found = city.run("review", *ASKED, "--table", "emerging", "--steps", "quarter", expect=1)
    assert "whole quarters" in found.stderr
    assert "need 10" in found.stderr


@with_real_data
def test_real_robberies_are_reviewed_on_the_map_of_the_city(tmp_path):
    """January-June against July-December at 500 m: hotspots in metres; one of nine has changed.

    41 and 19 has p .0036; among fewer hotspots, by the exact test, that is .029 for all at once.
    """
    city = City(tmp_path)
    city.run("load", "areas", real_data.PRECINCTS, "--set", "precincts")
    city.run("load", "incidents", real_data.ROBBERIES, "--timezone", "America/Chicago")
    answer = city.ask("review", *HALVES, "--cell", 500)
    settings = answer["settings"]
    assert (settings["n_before"], settings["n_after"], settings["crs"]) == (
        1083,
        1161,
        "EPSG:32616",
    )
    assert (settings["days_before"], settings["days_after"]) == (181, 184)
    assert settings["same_months"] is False
    assert [row["class"] for row in answer["rows"]].count("persistent") == 4
    assert all(200_000 < row["x_m"] < 300_000 for row in answer["rows"])
    assert all(3_800_000 < row["y_m"] < 4_000_000 for row in answer["rows"])
    changed = [row for row in answer["rows"] if row["verdict"] != "not_distinguishable"]
    assert [(row["before_n"], row["after_n"], row["class"]) for row in changed] == [
        (41, 19, "shrunk")
    ]
    path = tmp_path / "review.gpkg"
    city.run("review", *HALVES, "--cell", 500, "-o", path)
    layer = geopandas.read_file(path, layer="review")
    precincts = geopandas.read_file(real_data.PRECINCTS).to_crs(layer.crs).union_all()
    assert layer.crs.to_epsg() == 32616
    assert layer.intersects(precincts.buffer(0)).all()
    emerging = city.ask("review", "--table", "emerging", "--cell", 1000)
    assert emerging["settings"]["n_steps"] == 12


def test_one_hotspot_is_told_in_the_singular(quiet):
    """The only fires are of one cell: one hotspot of both periods together."""
    found = quiet.ask("review", *ASKED, "--category", "Brand", "--before",
                      "2018-03-01..2018-06-30", "--after", "2018-07-01..2018-10-31")  # fmt: skip
    assert len(found["rows"]) == 1
    assert any(
        note.startswith("Ét hotspot i de to perioder tilsammen:") for note in found["notes"]
    )


@pytest.fixture(scope="module")
def straggling(tmp_path_factory):
    """Return a city with 30 thefts a month in 2018 and 2019, and one each in 2015 and 2016."""
    made = City(tmp_path_factory.mktemp("straggling"))
    made.areas(["Nord", "Midt", "Syd"])
    days = [f"{1 + at % 28:02d}-{month:02d}-{year}"
            for year in (2018, 2019) for month in range(1, 13) for at in range(30)]  # fmt: skip
    lines = [f"{at};{day} 12:00;Tyveri;{WEST_M + 450};{SOUTH_M + 450}"
             for at, day in enumerate(["05-02-2015", "05-06-2016", *days])]  # fmt: skip
    path = made.write("tyverier.csv", HEAD + "\n".join(lines) + "\n")
    made.run("load", "incidents", path, "--crs", "EPSG:25832", "--source", "politi")
    return made


def test_old_stragglers_make_no_steps(straggling):
    """Two old thefts are no extract: the steps are the months of 2018 and 2019."""
    found = straggling.ask("review", *ASKED, "--table", "emerging")["settings"]
    assert (found["n_steps"], found["first_day"]) == (24, "2018-01-01")


def test_a_gap_between_extracts_is_said(straggling):
    """Of 2016 one old theft is loaded, which covers nothing: its rise to 360 in 2018 is none."""
    asked = ("review", *ASKED, "--after", "2018-01-01..2018-12-31")
    notes = straggling.ask(*asked, "--before", "2016-01-01..2016-12-31")["notes"]
    assert notes[0].startswith("OBS: Der er kun indlæst hændelser fra 01-01-2018")
    later = straggling.ask("review", *ASKED, "--after", "2019-01-01..2019-12-31")["notes"]
    assert not any("dækker ikke alle" in note for note in later)


def test_each_series_counts_once_where_it_is_asked_for(city, answer):
    """55 in a month at one point are two series: one until the 15th, one from the 16th on."""
    once = city.ask("review", *ASKED, *TWO, "--series", "once")
    counted, of_every = once["settings"], answer["settings"]
    assert (of_every["series"], counted["series"]) == ("every", "once")
    assert "n_in_series_not_counted" not in of_every
    n_once, n_every = (one["n_before"] + one["n_after"] for one in (counted, of_every))
    assert n_once + counted["n_in_series_not_counted"] == n_every
    assert (counted["series_within_m"], counted["series_within_days"]) == (200, 15)
    assert once["rows"] == []
    assert any(f"{counted['n_in_series_not_counted']} hændelser er ikke talt" in note
               for note in once["notes"])  # fmt: skip


def test_a_page_of_a_review_takes_series_too(city):
    """The note stands on the page, and no hotspot does."""
    page = city.folder / "serier.html"
    city.run("map", "review", *ASKED, *TWO, "--series", "once", "-o", page)
    assert "Hver serie af gentagelser tæt på hinanden er talt én gang" in page.read_text("utf-8")


def test_emerging_cells_have_no_series(city):
    """A step is short beside a series: the option is refused with what it goes with."""
    said = city.run("review", *ASKED, "--table", "emerging", "--series", "once", expect=2)
    assert "--series does not go with --table emerging" in said.stderr
