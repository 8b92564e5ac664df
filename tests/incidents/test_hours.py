"""The hours of the week: the command, its picture, and hot cells at some hours only."""

import json
import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from hotspots.analysis.space.points import LeftOut, Points, in_times
from hotspots.analysis.time.hour_classes import hour_classes
from hotspots.mapping.pictures.hours_figure import COLOURS
from tests.conftest import Hotspots
from tests.real_data import THEFTS, real_data
from tests.small_city import City
from tests.tools.workbooks import named_rows

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

SVG = "{http://www.w3.org/2000/svg}"
DAY = ("--date", "2026-11-03")
HEAD = "id;tidspunkt;tidligst;senest;kategori;x;y"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return two areas with six incidents and one outside; 1 January 2024 was a Monday.

    In Nord: a moment, 90 minutes from Monday 23:30, a day, an open end, four days. In Syd: a
    moment. Outside: a moment.
    """
    made = City(tmp_path_factory.mktemp("filled"))
    made.areas(["Nord", "Syd"])
    rows = [
        "1;01-01-2024 14:20;;;tyveri;720500;6170500",
        "2;;01-01-2024 23:30;02-01-2024 01:00;indbrud;720500;6170500",
        "3;03-01-2024;;;tyveri;720500;6170500",
        "4;;03-01-2024 10:00;;tyveri;720500;6170500",
        "5;;03-01-2024 10:00;07-01-2024 10:00;indbrud;720500;6170500",
        "6;07-01-2024 03:10;;;tyveri;721500;6170500",
        "7;07-01-2024 03:20;;;tyveri;722500;6170500",
    ]
    path = made.write("a.csv", "\n".join([HEAD, *rows]) + "\n")
    made.run("load", "incidents", path, "--map", "occurred=tidspunkt")
    return made


@pytest.fixture
def city(filled, tmp_path):
    """Return a copy of that city."""
    return filled.copied(tmp_path)


def busy(answer):
    """Return the hours with any incident as {(weekday, hour): n}."""
    return {(row["weekday"], row["hour"]): row["n"] for row in answer["rows"] if row["n"]}


def test_every_hour_of_the_week_has_a_row_and_every_incident_is_counted_once(city):
    """168 rows, Monday first: 90 minutes by thirds; by day, open, long and outside apart."""
    answer = city.ask("hours")
    assert len(answer["rows"]) == 168
    assert [answer["rows"][at]["weekday_name"] for at in (0, 24, 167)] == [
        "mandag", "tirsdag", "søndag",
    ]  # fmt: skip
    assert busy(answer) == pytest.approx(
        {(1, 14): 1, (1, 23): 1 / 3, (2, 0): 2 / 3, (7, 3): 1}, abs=1e-9
    )
    settings = answer["settings"]
    counts = [settings[f"n_{name}"] for name in ("incidents", "used", "day_only", "open", "long")]
    assert counts == [6, 3, 1, 1, 1]
    assert sum(row["share"] for row in answer["rows"]) == pytest.approx(1, abs=1e-9)
    told = " ".join(answer["notes"])
    assert "Fordelt på ugens timer: 3 af 6 hændelser fra 01-01-2024 til 07-01-2024." in told
    assert "mere end 24 timer fra hinanden: 1." in told
    assert "De udeladte er 50,0 % af hændelserne" in told


def test_a_longer_limit_takes_longer_spans_in(city):
    """Four days from Wednesday 10:00: a 96th in each hour, with a limit of 96 and not of 95.5."""
    assert city.ask("hours", "--longest-hours", 95.5)["settings"]["n_long"] == 1
    answer = city.ask("hours", "--longest-hours", 96)
    assert answer["settings"]["n_long"] == 0
    assert busy(answer)[3, 10] == pytest.approx(1 / 96)
    assert (3, 9) not in busy(answer)


def test_the_default_limit_is_said(city):
    """On the screen and in the settings; a limit that was given is not said again."""
    assert "more than 24 hours are left out" in city.run("hours").stderr
    assert "left out" not in city.run("hours", "--longest-hours", 24).stderr


def test_one_area_one_category_some_days(city):
    """Nord has 5 of them, the set 6, and one lies outside; burglaries are 2."""
    nord = city.ask("hours", "--area", "Nord")
    assert (nord["settings"]["area"], nord["settings"]["n_incidents"]) == ("1", 5)
    both = city.ask("hours", "--set", "bydele")
    assert both["settings"]["n_incidents"] == 6
    assert "fordi de ligger uden for områderne: 1." in " ".join(both["notes"])
    assert city.ask("hours", "--category", "indbrud")["settings"]["n_incidents"] == 2
    some = city.ask("hours", "--from", "2024-01-07", "--to", "2024-01-07")
    assert busy(some) == {(7, 3): 1}
    unequal = "Perioden er ikke et helt antal uger"
    assert [unequal in " ".join(one["notes"]) for one in (some, both)] == [True, False]


@pytest.mark.parametrize(
    ("asked", "said", "code"),
    [
        (("--from", "2024-01-03", "--to", "2024-01-03"), "None of the 3 incidents", 1),
        (("--from", "2024-01-05", "--to", "2024-01-06"), "No incidents fit", 1),
        (("--category", "vold"), "No incidents of 'vold'", 1),
        (("--area", "Vest"), "Vest", 1),
        (("--from", "2024-01-05", "--to", "2024-01-04"), "has no days", 2),
        (("--longest-hours", "168"), "168", 2),
        (("--format", "gpkg", "-o", "a.gpkg"), "has no geometry", 2),
    ],
)
def test_what_cannot_be_answered_is_said(city, asked, said, code):
    """A table of nothing is no answer."""
    assert said in city.run("hours", *asked, expect=code).stderr


def workbook_frame(path):
    """Return a workbook's rows as a frame with the public names of the columns."""
    import pandas as pd

    return pd.DataFrame(named_rows(path))


def test_every_format_holds_the_same_rows(city):
    """CSV, Excel and Parquet have 168 rows; weekday and hour are whole numbers."""
    import pandas as pd

    frames = []
    for suffix, read in (("csv", pd.read_csv), ("xlsx", workbook_frame),
                         ("parquet", pd.read_parquet)):  # fmt: skip
        path = city.folder / f"uge.{suffix}"
        city.run("hours", "-o", path)
        frames.append(read(path)[["weekday", "hour", "n", "share"]].astype(float))
    assert [len(one) for one in frames] == [168] * 3
    for other in frames[1:]:
        assert np.allclose(frames[0], other)
    kinds = pd.read_parquet(city.folder / "uge.parquet").dtypes.astype(str)
    assert (kinds["weekday"], kinds["hour"], kinds["weekday_name"]) == ("Int64", "Int64", "string")


def test_midnights_and_few_incidents_are_warned_of(tmp_path):
    """Three of four moments at 00:00; under 20 in the average hour."""
    made = City(tmp_path)
    made.areas(["Nord"])
    times = ["01-01-2024 00:00", "02-01-2024 00:00", "03-01-2024 00:00:00", "03-01-2024 00:01"]
    rows = [f"{at};{one};;;tyveri;720500;6170500" for at, one in enumerate(times)]
    path = made.write("a.csv", "\n".join([HEAD, *rows]) + "\n")
    made.run("load", "incidents", path, "--map", "occurred=tidspunkt")
    told = " ".join(made.ask("hours")["notes"])
    assert "3 af 4 hændelser med ét tidspunkt er registreret præcis kl. 00.00" in told
    assert "under 20 hændelser i en gennemsnitlig time" in told


@real_data
def test_new_york_thefts_are_all_accounted_for(tmp_path):
    """35,746 thefts: the table sums to those used; 2,852 open, and those over a day apart."""
    hotspots = Hotspots(tmp_path / "store.duckdb")
    hotspots.done("load", "incidents", THEFTS, "--timezone", "America/New_York")
    days = ("--from", "2000-01-01", "--to", "2030-12-31")  # also of years with stragglers only
    answer = json.loads(hotspots.done("hours", *days, "--format", "json").stdout)
    settings, rows = answer["settings"], answer["rows"]
    parts = [settings[f"n_{name}"] for name in ("used", "day_only", "open", "long")]
    (n_long,) = hotspots.query(
        "select count(*) from active_incident where time_precision = 'span' "
        "and occurred_to - occurred_from > interval 24 hours"
    )[0]
    assert parts[2:] == [2_852, n_long]
    assert (sum(parts), settings["n_incidents"]) == (35_746, 35_746)
    assert parts[0] == 25_099
    assert sum(row["n"] for row in rows) == pytest.approx(parts[0], abs=1e-6)
    assert sum(row["share"] for row in rows) == pytest.approx(1, abs=1e-9)
    told = " ".join(answer["notes"])
    assert "25.099 af 35.746 hændelser" in told
    assert "fordi det ene af de to tidspunkter mangler: 2.852." in told
    assert "mere end 24 timer fra hinanden: 7.795." in told


def test_classes_are_parts_of_the_average_and_agree_with_the_printed_numbers():
    """Average 100: under 50, 50-74, 75-124, 125-149, 150 and more; 49.5 is printed 50."""
    table = np.full((7, 24), 100.0)
    table[0, :6] = [49.4, 49.6, 74.4, 125.0, 149.6, 152.0]
    found = hour_classes(table)
    assert found.mean == pytest.approx(100.0)
    assert list(found.starts) == [50, 75, 125, 150]
    assert found.ranks[0, :7].tolist() == [0, 1, 1, 3, 4, 4, 2]


def test_a_week_without_a_pattern_has_one_class():
    """However few or many there are in each hour."""
    for n in (0.3, 4.0, 1000.0):
        assert hour_classes(np.full((7, 24), n)).present() == [2]


def fills(path):
    """Return how many fields an SVG has of each colour."""
    drawn = path.read_text(encoding="utf-8")
    return {colour: len(re.findall(rf"fill: {colour}; stroke: #ffffff", drawn))
            for colour in COLOURS}  # fmt: skip


def test_the_picture_has_a_field_for_every_hour_and_says_what_was_left_out(city):
    """168 fields and the legend's swatches; days in Danish; title and words inside."""
    path = city.folder / "uge.svg"
    city.run("figure", "hours", "-o", path, *DAY)
    texts = [one.text for one in ET.parse(path).iter(f"{SVG}text")]  # noqa: S314 - ours
    assert {"mandag", "søndag", "kl.", "24"} <= set(texts)
    assert sum(fills(path).values()) == 168 + len([one for one in fills(path).values() if one])
    told = " ".join(texts)
    assert "Hændelser time for time gennem ugen" in told
    assert texts[0] == "Intern – må ikke videregives uden for enheden"
    assert "Udeladt, fordi klokkeslættet mangler: 1." in told
    drawn = path.read_text(encoding="utf-8")
    assert "Flest: mandag kl. 14-15 (1,00), søndag kl. 3-4 (1,00)" in drawn
    assert "tirsdag kl. 0-1 (0,67)" in drawn


def test_the_picture_of_an_area_names_it_and_comes_in_english(city):
    """And its words lie beside a PNG."""
    path = city.folder / "uge.png"
    city.run("--lang", "en", "figure", "hours", "--area", "Nord", "-o", path, "--dpi", 72, *DAY)
    words = path.with_name("uge.png.alt.txt").read_text(encoding="utf-8")
    assert words.startswith("Figure: Incidents hour by hour through the week, Nord.")
    assert "Monday 14:00-15:00 (1.00)" in words


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_same_input_same_bytes(city, suffix):
    """Nothing of the moment or of chance is in a picture."""
    paths = [city.folder / f"{name}.{suffix}" for name in ("en", "to")]
    for path in paths:
        city.run("figure", "hours", "-o", path, "--dpi", 72, *DAY)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_picture_is_not_overwritten_unasked(city):
    """Nor the words beside it."""
    path = city.folder / "uge.png"
    path.with_name("uge.png.alt.txt").write_text("mit", encoding="utf-8")
    city.run("figure", "hours", "-o", path, *DAY, expect=2)
    assert not path.exists()


def points(starts, ends, kinds):
    """Return points with times, all at one place."""
    times = [np.array([one or "NaT" for one in each], dtype="datetime64[us]")
             for each in (starts, ends)]  # fmt: skip
    n = len(kinds)
    return Points(
        key=np.arange(n), x_m=np.zeros(n), y_m=np.zeros(n),
        occurred_on=times[0].astype("datetime64[D]"), occurred_from=times[0],
        occurred_to=times[1], precision=np.array(kinds), category=np.zeros(n, dtype=np.int32),
        categories=["vold"], weight=np.ones(n), left_out=LeftOut(without_place=2),
    )  # fmt: skip


def test_points_count_with_the_part_of_their_span_in_the_hours():
    """22 to 24: one moment in, half of 21-23, one moment out, a day and an open end unknown."""
    asked = points(
        ["2024-01-01T22:10", "2024-01-01T21:00", "2024-01-01T12:00", "2024-01-01", "2024-01-01"],
        ["2024-01-01T22:10", "2024-01-01T23:00", "2024-01-01T12:00", "2024-01-02", None],
        ["moment", "span", "moment", "day", "open_end"],
    )
    found = in_times(asked, (22, 24))
    assert (found.key.tolist(), found.weight.tolist()) == ([0, 1], [1.0, 0.5])
    assert found.n_used == 1.5
    assert found.left_out == LeftOut(without_place=2, time_unknown=2, other_time=1)


def test_hot_cells_at_some_hours_count_parts_of_spans(city):
    """00 to 02: two thirds of the 90 minutes from 23:30; nothing else is there."""
    answer = city.ask("detect", "--cell", 500, "--hours", "00-02")
    assert answer["settings"]["n_incidents"] == pytest.approx(2 / 3)
    assert sum(row["n"] for row in answer["rows"]) == pytest.approx(2 / 3)


def test_days_after_the_newest_incident_are_said_to_be_so(city):
    """Only one day was named, so there is nothing to turn round."""
    said = city.run("hours", "--from", "2030-01-01", expect=1).stderr
    assert "Incidents run from 2024-01-01 to 2024-01-07" in said


def test_stragglers_before_the_covered_years_are_left_out_and_counted(tmp_path):
    """Two of 2019 beside forty of 2021 are no year of their own; with --from they count."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    rows = [f"{at};{1 + at % 28:02d}-{1 + at % 12:02d}-2021 14:20;720500;6170500"
            for at in range(40)]  # fmt: skip
    rows += ["a;02-03-2019 15:10;720500;6170500", "b;02-03-2019 15:10;722500;6170500"]
    rows += ["c;02-03-2019 15:10;721500;6170500"]
    made.run("load", "incidents", made.write("h.csv", "\n".join(["id;dato;x;y", *rows]) + "\n"))
    answer = made.ask("hours")
    assert answer["settings"]["n_incidents"] == 40
    assert answer["settings"]["n_uncovered"] == 2
    assert any("2 that happened before" in note or "Udeladt: 2, der skete før" in note
               for note in answer["notes"])  # fmt: skip
    of_area = made.ask("hours", "--set", "bydele", "--area", "Nord")["settings"]
    assert of_area["n_uncovered"] == 1
    asked = made.ask("hours", "--from", "2019-01-01")["settings"]
    assert (asked["n_incidents"], asked["n_uncovered"]) == (42, 0)
