"""Whether an effort helped, asked of made-up cities whose incidents are known by hand."""

import json
import re
import shutil
from xml.etree import ElementTree as ET

import pytest
import shapely

from hotspots.engine.store import reading
from hotspots.workflows.efforts.areas import EvaluationQuestion
from hotspots.workflows.efforts.evaluate import find_evaluation
from tests.small_city import SIDE_M, SOUTH_M, WEST_M, City

NAMES = ("Akacie", "Birk", "Ceder", "Dild", "Eg", "Fyr")
HEAD = "Indsats;Sted;Rolle;Start;Slut"
# metres from the west: inside Birk, in its ring, inside Eg, in its ring, and far from both
TREATED, RING, COMPARISON, OTHER_RING, AWAY = 1500, 2100, 4500, 3900, 2500


@pytest.fixture
def city(tmp_path):
    """Return a city of six areas in a row, 1 km each, without incidents or efforts."""
    made = City(tmp_path)
    made.areas(NAMES)
    return made


def efforts(city, *rows, options=("--set", "bydele")):
    path = city.write("indsatser.csv", "\n".join([HEAD, *rows]) + "\n")
    city.run("load", "interventions", path, *options)


def incidents(city, monthly, first=2008, last=2013, last_month=12):
    """Load incidents: ``monthly`` gives for each place how many a month, by a rule of the year."""
    rows = ["id;dato;anmeldt;kategori;x;y"]
    for year in range(first, last + 1):
        for month in range(1, (last_month if year == last else 12) + 1):
            for x_m, rule in monthly.items():
                for at in range(rule(year) if callable(rule) else rule):
                    day = f"{1 + 29 * at // 30 if at else 1:02d}-{month:02d}-{year}"
                    place = f"{WEST_M + x_m};{SOUTH_M + 500}"
                    kind = "vold" if at % 2 == 0 else "tyveri"
                    rows.append(f"{len(rows)};{day};{day};{kind};{place}")
            rows.append(f"{len(rows)};28-{month:02d}-{year};28-{month:02d}-{year};andet;;")
    path = city.write("h.csv", "\n".join(rows) + "\n")
    city.run("load", "incidents", path, "--source", "politi", "--crs", "EPSG:25832")


def falls(before, after, from_year=2011):
    return lambda year: after if year >= from_year else before


def test_hours_and_days_of_the_week(city):
    """Fridays and Saturdays from 18 to 02: the night after belongs to the day before."""
    counted = {
        "2010-01-01 18:00": 1,  # a Friday
        "2010-01-02 01:59": 1,  # the night after it
        "2010-01-02 02:00": 0,
        "2010-01-03 01:00": 1,  # the night after Saturday
        "2010-01-04 01:00": 0,
        "2010-01-07 20:00": 0,  # a Thursday
        "2010-01-08": None,  # a Friday whose hour is not known
        "2011-01-07 17:59": 0,
        "2011-01-08 23:00": 1,
    }
    rows = ["id;dato;x;y"]
    for year in (2010, 2011):
        for month in range(1, 13):
            for day in ("01", "28"):
                moment = f"{year}-{month:02d}-{day} 12:30"
                rows.append(f"{len(rows)};{moment};{WEST_M + AWAY};{SOUTH_M + 500}")
    for moment in counted:
        rows.append(f"{len(rows)};{moment};{WEST_M + TREATED};{SOUTH_M + 500}")
    path = city.write("t.csv", "\n".join(rows) + "\n")
    city.run("load", "incidents", path, "--source", "politi", "--crs", "EPSG:25832")
    efforts(city, "Prøve;Birk;;2011-01-01;2011-12-31")
    asked = ("--lang", "en", "evaluate", "Prøve", "--table", "counts")
    span = ("--before", "2010-01..2010-12", "--after", "2011-01..2011-12")
    times = ("--hours", "18-02", "--weekday", "fri", "--weekday", "sat")
    answer = city.ask(*asked, *span, *times)
    assert [(row["before"], row["after"]) for row in answer["rows"][:1]] == [(3, 1)]
    settings = {name: answer["settings"][name] for name in ("hours", "weekdays", "n_time_unknown")}
    assert settings == {"hours": "18-02", "weekdays": ["fri", "sat"], "n_time_unknown": 1}
    notes = " ".join(answer["notes"])
    assert "Only incidents from 18:00 until 02:00 are counted." in notes
    assert "on these days of the week are counted: Friday, Saturday." in notes
    assert "The hours after midnight belong to the day of the week before." in notes
    assert "the hour or day of the week is not known or the span is over 24 hours: 1." in notes
    whole_days = city.ask(*asked, *span, "--weekday", "fri")
    assert [(row["before"], row["after"]) for row in whole_days["rows"][:1]] == [(2, 1)]
    all_times = city.ask(*asked, *span)
    assert [(row["before"], row["after"]) for row in all_times["rows"][:1]] == [(7, 2)]
    page = city.folder / "e.html"
    city.run("--lang", "en", "map", "evaluation", "Prøve", *span, *times, "--output", page)
    assert "Only incidents from 18:00 until 02:00 are counted." in page.read_text(encoding="utf-8")
    picture = city.folder / "e.svg"
    city.run("--lang", "en", "figure", "evaluation", "Prøve", *span, *times, "--output", picture)
    words = "".join(ET.fromstring(picture.read_text()).itertext())  # noqa: S314
    assert "All incidents, 18-02, Friday, Saturday." in words


@pytest.fixture(scope="session")
def helped_once(tmp_path_factory):
    """Return a city with an effort in Birk from 2011: 10 a month become 5; Eg stays at 8."""
    city = City(tmp_path_factory.mktemp("helped"))
    city.areas(NAMES)
    efforts(city, "Prøve;Birk;;2011-01-01;2012-12-31",
            "Prøve;Eg;sammenligning;2011-01-01;2012-12-31")  # fmt: skip
    incidents(city, {TREATED: falls(10, 5), RING: falls(4, 3), COMPARISON: 8, OTHER_RING: 4,
                     AWAY: 20}, first=2001)  # fmt: skip
    return city


@pytest.fixture
def helped(helped_once, tmp_path):
    """Return a copy of that city."""
    made = City(tmp_path)
    shutil.copy(helped_once.store, made.store)
    return made


def measures(answer):
    return {(row["measure"], row["about"]): row for row in answer["rows"]}


def counts(answer):
    return {row["group"]: (row["before"], row["after"]) for row in answer["settings"]["counts"]}


def test_counts_by_hand(helped):
    """24 months before and after: 240 to 120, ring 96 to 72; comparison 192, its ring 96."""
    answer = helped.ask("evaluate", "Prøve", "--table", "counts")
    assert counts(answer) == {
        "treated": (240, 120), "buffer": (96, 72), "comparison": (192, 192),
        "comparison_buffer": (96, 96),
    }  # fmt: skip
    first = answer["rows"][0]
    assert first["change_percent"] == pytest.approx(100 * (120 / 731 / (240 / 730) - 1))
    assert (first["areas"], first["area_km2"], first["months_before"]) == (["Birk"], 1.0, 24)
    assert answer["settings"]["before"] == "2009-01..2010-12"
    assert answer["settings"]["after"] == "2011-01..2012-12"
    assert [row["area_km2"] for row in answer["rows"]] == [1.0, 0.5, 1.0, 0.5]


def test_measures_by_hand(helped):
    """Ratio 120/240; difference -144 by the day; quotient (72-96)/(120-240) of the same 192."""
    answer = helped.ask("evaluate", "prøve")
    found = measures(answer)
    ratio = found["ratio_of_rate_ratios", "treated"]
    assert ratio["value"] == pytest.approx(0.5)
    assert ratio["verdict"] == answer["settings"]["verdict"] == "better"
    assert ratio["sentence"].startswith(
        "Antallet er faldet i indsatsområdet, men ikke i sammenligningsområdet: fra 240 til 120 "
        "hændelser (−50,1 % pr. dag) mod fra 192 til 192 hændelser (−0,1 % pr. dag)."
    )
    difference = found["weighted_displacement_difference", "treated"]
    assert difference["value"] == pytest.approx(120 + 72 - 288 - 731 / 730 * (336 - 288))
    quotient = found["displacement_quotient", "buffer"]
    assert quotient["value"] == pytest.approx(0.2)
    assert quotient["verdict"] == "not_distinguishable"
    assert "hverken forskydning eller spredning" in quotient["sentence"]
    assert found["pre_trend", "treated"]["verdict"] == "alike"
    assert found["change", "comparison"]["verdict"] == "not_distinguishable"
    assert answer["settings"]["swing_years"] == [2001, 2003, 2005, 2007, 2009]
    assert answer["settings"]["dispersion_between_areas"] is None


def test_what_the_design_cannot_show_is_said(helped):
    """Not drawn by lot; one question; nothing published."""
    notes = " ".join(helped.ask("evaluate", "Prøve")["notes"])
    assert "ikke valgt ved lodtrækning" in notes
    assert "januar 2009 – december 2010" in notes
    assert "regression mod gennemsnittet" not in notes
    assert "48 af 1.200 hændelser" not in notes
    assert "har intet sted" in notes
    assert "ingen undersøgelsestal" in notes


def test_a_place_chosen_in_its_worst_year(city):
    """10 a month, then 14 in the year before the start: a fall was to be expected."""
    efforts(city, "Prøve;Birk;;2011;2012")
    incidents(city, {TREATED: lambda year: {2010: 14}.get(year, 10), AWAY: 5})
    answer = city.ask("evaluate", "Prøve", "--against-rest")
    assert "højeste af 3 (168 hændelser mod højst 120 før)" in " ".join(answer["notes"])
    first = answer["rows"][0]["sentence"]
    assert "højeste af 3: en del af et fald ville være kommet af sig selv." in first
    alone = city.ask("evaluate", "Prøve")["rows"][0]
    assert (alone["measure"], "kommet af sig selv" in alone["sentence"]) == ("change", True)


def test_too_few_years_to_see_a_worst_one(city):
    """Two years before the start tell nothing of a usual year."""
    efforts(city, "Prøve;Birk;;2011;2012")
    incidents(city, {TREATED: 10}, first=2009)
    answer = city.ask("evaluate", "Prøve")
    notes = " ".join(answer["notes"])
    assert "under tre hele år" in notes
    assert "derfor kalde for mange forskelle statistisk sikre" in notes
    assert answer["rows"][0]["flags"] == ["chance_only"]
    assert "Der er kun taget højde for tilfældigheder" in answer["rows"][0]["sentence"]


def test_places_that_swing_are_no_effect(tmp_path):
    """Six areas whose years swing by a fifth: 300 against 230 of one year is nothing unusual."""
    city = City(tmp_path)
    city.areas(NAMES)
    efforts(city, "Intet;Birk;;2010;2010", "Intet;Eg;sammenligning;2010;2010")
    swings = {500: "546675467", TREATED: "466557765", 2500: "556446755", 3500: "745665546",
              COMPARISON: "656745456", 5500: "467565675"}  # fmt: skip
    years = {x_m: dict(zip(range(2002, 2011), map(int, levels), strict=True))
             for x_m, levels in swings.items()}  # fmt: skip
    incidents(city, {x_m: levels.__getitem__ for x_m, levels in years.items()}, 2002, 2010)
    answer = city.ask("evaluate", "Intet")
    ratio = measures(answer)["ratio_of_rate_ratios", "treated"]
    assert ratio["flags"] == []
    assert ratio["verdict"] == "not_distinguishable"
    rank = measures(answer)["placebo_rank", "treated"]
    settings = answer["settings"]
    assert (rank["value"], rank["p"]) == (settings["placebo_rank"], settings["placebo_share"])
    assert settings["placebo_n"] == 5 + 7 * 5
    assert rank["verdict"] == "described"
    assert f"Blandt alle {settings['placebo_n']} forhold er indsatsens nummer" in rank["sentence"]
    assert settings["alpha"] > 0.001
    assert settings["swing_years"] == list(range(2002, 2010))
    page = city.folder / "kort.html"
    city.run("map", "evaluation", "Intet", "-o", page)
    strip = re.search(r'<figure class="strip">.*?</figure>', page.read_text("utf-8"), re.DOTALL)
    assert strip.group().count("<circle") == settings["placebo_n"] - 1
    label = re.search(r'role="img" aria-label="([^"]+)"', strip.group()).group(1)
    assert f"nr. {settings['placebo_rank']} af {settings['placebo_n']} efter afvigelse" in label
    assert label.startswith("Forholdet i 39 områder og år uden indsatsen")


def test_no_comparison_area(city):
    """Only before and after; what is missing is said, and none is chosen."""
    efforts(city, "Prøve;Birk;;2011-01-01;2012-12-31")
    incidents(city, {TREATED: falls(10, 5), RING: 4, AWAY: 9})
    done = city.run("evaluate", "Prøve")
    assert "There is no comparison area" in done.stderr
    answer = city.ask("evaluate", "Prøve")
    assert [(row["measure"], row["about"]) for row in answer["rows"]] == [
        ("change", "treated"), ("change", "buffer")
    ]  # fmt: skip
    assert answer["settings"]["verdict"] == "better"
    assert any("Der er intet sammenligningsområde" in note for note in answer["notes"])


def test_areas_named_and_the_rest_of_the_city(helped):
    """Named areas take the place of the stored ones; the rest leaves the ring out."""
    named = helped.ask("evaluate", "Prøve", "--comparison", "Fyr", "--comparison", "6",
                       "--buffer", 0)  # fmt: skip
    assert counts(named) == {"treated": (240, 120), "comparison": (0, 0)}
    ratio = measures(named)["ratio_of_rate_ratios", "treated"]
    assert (ratio["value"], ratio["verdict"]) == (None, "not_testable")
    rest = helped.ask("evaluate", "Prøve", "--against-rest")
    assert counts(rest)["comparison"] == (192 + 96 + 480, 192 + 96 + 480)
    assert "comparison_buffer" not in counts(rest)
    difference = measures(rest)["weighted_displacement_difference", "treated"]
    assert difference["value"] == pytest.approx(120 - 768 - 731 / 730 * (240 - 768))
    assert difference["flags"] == ["unequal_sizes"]
    both = helped.run("evaluate", "Prøve", "--comparison", "Fyr", "--against-rest", expect=2)
    assert "Choose one" in both.stderr
    whole = helped.run("evaluate", "Prøve", "--comparison", "*", expect=2)
    assert "--against-rest" in whole.stderr
    assert "Areas:" in helped.run("evaluate", "Prøve", "--comparison", "Gran", expect=1).stderr


def test_a_comparison_area_next_door(city):
    """Ceder lies in Birk's ring: a quarter of it may be affected, and the ring leaves it out."""
    efforts(city, "Prøve;Birk;;2011;2012", "Prøve;Ceder;sammenligning;2011;2012",
            "Andet;Ceder;;2012;2012")  # fmt: skip
    incidents(city, {TREATED: falls(10, 5), RING: 4, COMPARISON: 3})
    answer = city.ask("evaluate", "Prøve")
    assert counts(answer)["comparison"] == (96, 96)
    assert counts(answer)["buffer"] == (0, 0)
    notes = " ".join(answer["notes"])
    assert "25 % af sammenligningsområdet ligger under 250 m" in notes
    assert "Andre indsatser i sammenligningsområdet i de måneder, der sammenlignes: Andet" in notes


def polygons(city, *rows):
    """Load outlines as (name, place, role, west, east) in metres from the city's west."""
    features = [
        {"type": "Feature",
         "geometry": json.loads(shapely.to_geojson(
             shapely.box(WEST_M + west, SOUTH_M, WEST_M + east, SOUTH_M + SIDE_M))),
         "properties": {"indsats": name, "sted": place, "rolle": role, "start": "2011-01-01",
                        "slut": "2012-12-31"}}
        for name, place, role, west, east in rows
    ]  # fmt: skip
    crs = {"type": "name", "properties": {"name": "EPSG:25832"}}
    layer = {"type": "FeatureCollection", "crs": crs, "features": features}
    path = city.write("i.geojson", json.dumps(layer))
    city.run("load", "interventions", path)


def test_outlines_and_areas_that_overlap(city):
    """Two outlines are one treated area; common ground is treated; rings end at the city."""
    polygons(city, ("P", "Strimlen", "indsats", 0, 800), ("P", "Pladsen", "indsats", 700, 1600),
             ("P", "Naboen", "sammenligning", 1400, 2400))  # fmt: skip
    incidents(city, {TREATED: falls(10, 5), RING: 4, 2550: 2})
    answer = city.ask("evaluate", "P", "--table", "counts")
    assert counts(answer) == {"treated": (240, 120), "comparison": (96, 96),
                              "comparison_buffer": (48, 48)}  # fmt: skip
    assert answer["rows"][0]["areas"] == ["Strimlen", "Pladsen"]
    assert answer["rows"][0]["area_km2"] == pytest.approx(1.6)
    assert any("0,200 km² af sammenligningsområdet" in note for note in answer["notes"])


def test_outlines_for_a_map(helped):
    """The four areas with their counts, treated first, in metres of the working CRS."""
    with reading(helped.store) as store:
        found = find_evaluation(store, EvaluationQuestion("Prøve"), lambda _: None)
    assert list(found.layout.areas) == [
        "treated", "buffer", "comparison", "comparison_buffer"
    ]  # fmt: skip
    area, row = found.layout.areas["treated"], found.counts[0]
    assert (row.group, row.before, row.after) == ("treated", 240, 120)
    assert shapely.from_wkb(area.wkb).bounds == (
        WEST_M + 1000, SOUTH_M, WEST_M + 2000, SOUTH_M + 1000
    )  # fmt: skip


def test_dates_that_are_no_days_are_refused(city):
    """Nobody knows then what is before and after; the months can be named instead."""
    efforts(city, "Prøve;Birk;;2011-01-01;slutningen af 2012", "Anden;Birk;;engang i 2011;2012",
            "Tredje;Gran;;2011;2012")  # fmt: skip
    incidents(city, {TREATED: falls(10, 5)})
    end = city.run("evaluate", "Prøve", expect=1).stderr
    assert "The end of 'Prøve' in Birk is not known as a day" in end
    assert "slutningen af 2012" in end and "--before" in end  # noqa: PT018
    start = city.run("evaluate", "Anden", "--before", "2010-01..2010-12", expect=1).stderr
    assert "The start of 'Anden'" in start
    asked = ("--before", "2010-01..2010-12", "--after", "2012-01..2012-12")
    assert counts(city.ask("evaluate", "Anden", *asked))["treated"] == (120, 60)
    assert "have no outline" in city.run("evaluate", "Tredje", expect=1).stderr


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (("Ukendt",), 1, "There is 'Prøve'"),
        (("Prøve", "--before", "2010"), 2, "write the first and the last month"),
        (("Prøve", "--before", "2010-13..2010-14"), 2, "write the first"),
        (("Prøve", "--before", "2010-06..2011-06"), 2, "reaches into the effort"),
        (("Prøve", "--after", "2030-01..2030-12"), 1, "do not cover 2030-01"),
        (("Prøve", "--before", "2010-01..2010-12", "--after", "2009-01..2009-12"), 2, "must end"),
        (("Prøve", "--category", "mord"), 1, "Categories: andet, tyveri, vold"),
        (("Prøve", "--buffer", "-1"), 2, "--buffer"),
    ],
)
def test_what_cannot_be_done_is_said(helped, asked, code, said):
    """One sentence with what to do, and the right exit code."""
    assert said in helped.run("evaluate", *asked, expect=code).stderr


def test_months_after_the_end(helped):
    """2013 lies after the effort: 12 months of it against 2010."""
    answer = helped.ask("evaluate", "Prøve", "--since", "end")
    assert answer["settings"]["before"] == "2010-01..2010-12"
    assert answer["settings"]["after"] == "2013-01..2013-12"
    assert counts(answer)["treated"] == (120, 60)
    assert "Efter er tiden efter indsatsens slutning." in answer["notes"]


def test_a_start_within_a_month_and_two_starts(city):
    """The months in which only one of the places had begun belong to neither side."""
    efforts(city, "Prøve;Birk;;2011-01-15;", "Prøve;Ceder;;2011-03-10;")
    incidents(city, {TREATED: 10}, last=2012, last_month=4)
    answer = city.ask("evaluate", "Prøve")
    assert answer["settings"]["before"] == "2010-01..2010-12"
    assert answer["settings"]["after"] == "2011-04..2012-03"
    notes = " ".join(answer["notes"])
    assert "Stederne begyndte ikke samme dag" in notes
    assert "Indsatsen har ingen slutdato" in notes


def test_less_than_a_year_is_compared_with_the_same_months(city):
    """January to March 2011 against January to March 2010."""
    efforts(city, "Prøve;Birk;;2011-01-01;")
    incidents(city, {TREATED: 10}, last=2011, last_month=3)
    settings = city.ask("evaluate", "Prøve")["settings"]
    assert (settings["before"], settings["after"]) == ("2010-01..2010-03", "2011-01..2011-03")


def test_periods_of_different_length_and_season(helped):
    """The means of as many days are compared, so that they give the change; the season is said."""
    answer = helped.ask("evaluate", "Prøve", "--before", "2010-01..2010-12", "--after",
                        "2011-01..2011-06")  # fmt: skip
    assert counts(answer)["treated"] == (120, 30)
    row = measures(answer)["change", "treated"]
    assert row["value"] == pytest.approx(100 * (30 / 181 / (120 / 365) - 1))
    assert "fra 9,99 til 5,04 hændelser pr. 30,4 dage (−49,6 %)" in row["sentence"]
    assert any("årstiden" in note for note in answer["notes"])


def test_one_category_and_the_day_of_report(helped):
    """Of ten a month five are violence, of five three."""
    answer = helped.ask("evaluate", "Prøve", "--category", "vold", "--date", "reported")
    assert counts(answer)["treated"] == (120, 72)
    assert "Hændelser er talt efter den dag, de blev anmeldt." in answer["notes"]


def test_months_in_rows(helped):
    """Every covered month of every area, with its part."""
    rows = helped.ask("evaluate", "Prøve", "--table", "monthly")["rows"]
    assert len(rows) == 4 * 13 * 12
    assert {"month": "2010-12", "part": "before", "group": "treated", "n": 10} in rows
    assert {"month": "2013-01", "part": "not", "group": "treated", "n": 5} in rows


def test_the_survey_stands_beside(helped):
    """The year before the start against the last year in the effort or right after it."""
    helped.index(["Birk;2010;33;300;;", "Birk;2012;20;300;;", "Birk;2013;15;300;;",
                  "Eg;2010;20;300;;", "Eg;2013;20;300;;", "Birk;2016;3;300;;"])  # fmt: skip
    answer = helped.ask("evaluate", "Prøve")
    row = measures(answer)["survey_change", "Birk"]
    assert row["value"] == -18
    assert row["verdict"] == "better"
    assert answer["settings"]["survey"]["year"] == 2013
    assert any("fra 2010 til 2013" in note for note in answer["notes"])


def test_the_note_on_the_survey_calls_the_division_by_its_title(helped, monkeypatch):
    """The set's name is for commands; people read its title."""
    helped.index(["Birk;2010;33;300;;", "Birk;2013;15;300;;"])
    titled = property(lambda _: "Byens bydele")
    monkeypatch.setattr("hotspots.workflows.asking.questions.Scope.set_title", titled)
    assert any("alle områder i Byens bydele." in note
               for note in helped.ask("evaluate", "Prøve")["notes"])  # fmt: skip


def test_nothing_is_called_an_effect_where_both_fell(city):
    """10 to 5 and 8 to 4: the same fall."""
    efforts(city, "Prøve;Birk;;2011;2012", "Prøve;Eg;kontrol;2011;2012")
    incidents(city, {TREATED: falls(10, 5), COMPARISON: falls(8, 4)})
    row = measures(city.ask("evaluate", "Prøve"))["ratio_of_rate_ratios", "treated"]
    assert row["value"] == pytest.approx(1)
    assert row["verdict"] == "not_distinguishable"
    assert "kan ikke skelnes" in row["sentence"]


@pytest.mark.parametrize(
    ("treated", "comparison", "lead"),
    [
        (falls(20, 5), falls(12, 8), "The fall is larger in the treated area"),
        (falls(20, 15), falls(20, 5), "The fall is smaller in the treated area"),
        (falls(10, 12), falls(10, 25), "The rise is smaller in the treated area"),
        (falls(10, 25), falls(10, 12), "The rise is larger in the treated area"),
        (falls(10, 20), falls(20, 10), "The number fell in the comparison area, but not"),
    ],
)
def test_directions_in_words(city, treated, comparison, lead):
    """What is said fits what both areas did."""
    efforts(city, "Prøve;Birk;;2011;2012", "Prøve;Eg;kontrol;2011;2012")
    incidents(city, {TREATED: treated, COMPARISON: comparison})
    answer = json.loads(city.run("--lang", "en", "evaluate", "Prøve", "--format", "json").stdout)
    assert answer["rows"][0]["sentence"].startswith(lead)


@pytest.mark.thorough
def test_every_table_in_every_format(helped, tmp_path):
    """The same rows whatever the file."""
    import pandas as pd

    for table in ("measures", "counts", "monthly"):
        path = tmp_path / f"{table}.parquet"
        helped.run("evaluate", "Prøve", "--table", table, "-o", path)
        frame = pd.read_parquet(path)
        assert len(frame) == len(helped.ask("evaluate", "Prøve", "--table", table)["rows"])
        helped.run("evaluate", "Prøve", "--table", table, "-o", tmp_path / f"{table}.xlsx")
        helped.run("evaluate", "Prøve", "--table", table, "-o", tmp_path / f"{table}.csv")
    assert str(pd.read_parquet(tmp_path / "measures.parquet")["value"].dtype) == "Float64"
    assert str(pd.read_parquet(tmp_path / "counts.parquet")["before"].dtype) == "Int64"
    assert "no geometry" in helped.run(
        "evaluate", "Prøve", "-o", tmp_path / "a.gpkg", expect=2
    ).stderr  # fmt: skip


def test_an_empty_store(city):
    """No efforts, then no incidents, then only days of a month."""
    assert "no interventions yet" in city.run("evaluate", "Prøve", expect=1).stderr
    efforts(city, "Prøve;Birk;;2011;2012")
    assert "no incidents yet" in city.run("evaluate", "Prøve", expect=1).stderr
    path = city.write("h.csv", f"id;dato;x;y\n1;15-01-2011;{WEST_M + TREATED};{SOUTH_M + 500}\n")
    city.run("load", "incidents", path, "--crs", "EPSG:25832")
    assert "no whole month" in city.run("evaluate", "Prøve", expect=1).stderr


def svg_texts(path):
    """Return every text of an SVG."""
    texts = ET.parse(path).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - ours
    return [one.text for one in texts]


def test_the_picture(helped):
    """Four panels, start and end, the sentences below; the same bytes again."""
    paths = [helped.folder / name for name in ("a.svg", "b.svg")]
    for path in paths:
        helped.run("figure", "evaluation", "Prøve", "-o", path, "--made-on", "2026-11-03")
    assert paths[0].read_bytes() == paths[1].read_bytes()
    told = svg_texts(paths[0])
    for words in ("Indsatsområdet (Birk)", "Sammenligningsområdet (Eg)", "Start 01-01-2011",
                  "Slut 31-12-2012", "før 10,0", "efter 5,0", "2008"):  # fmt: skip
        assert words in told, words
    assert "Antallet er faldet i indsatsområdet" in " ".join(told)
    words = helped.folder / "c.png.alt.txt"
    helped.run("figure", "evaluation", "Prøve", "-o", helped.folder / "c.png", "--dpi", 72)
    assert "i gennemsnit 10,0 om måneden før og 5,0 efter" in words.read_text(encoding="utf-8")
    again = helped.run("figure", "evaluation", "Prøve", "-o", paths[0], expect=2)
    assert "--force" in again.stderr


def test_the_picture_without_a_known_day(city):
    """No line is drawn for a day that nobody knows."""
    efforts(city, "Prøve;Birk;;engang;engang")
    incidents(city, {TREATED: 3})
    path = city.folder / "a.svg"
    city.run("figure", "evaluation", "Prøve", "-o", path, "--before", "2009-01..2009-12",
             "--after", "2011-01..2011-12")  # fmt: skip
    assert not any((one or "").startswith(("Start", "Slut")) for one in svg_texts(path))


def test_a_place_too_small_to_hold_anything_is_said(city):
    """A place of a square millimetre is no area, and nothing can be counted in it."""
    polygons(city, ("Plet", "Plet", "indsats", 500, 500.0001))
    incidents(city, {TREATED: 1})
    said = city.run("evaluate", "Plet", expect=1).stderr
    assert "'Plet' covers less than 1 m²" in said


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("Prøven",), "No intervention 'Prøven'. There is 'Prøve'. Did you mean 'Prøve'?"),
        (("Prøve", "--indicator", "utryg_nabolaget"), "Did you mean 'utryg_nabolag'?"),
        (("Prøve", "--indicator", "humør"), "There is no indicator 'humør'. There are: "),
        (("Prøve", "--category", "void"), "Categories: andet, tyveri, vold. Did you mean 'vold'?"),
        (("Prøve", "--set", "bydel"), "There is 'bydele'. Did you mean 'bydele'?"),
        (("Prøve", "--comparison", "Birck"), "nearest: Birk"),
    ],
)
def test_a_name_that_is_not_there(helped_once, asked, told):
    """Each is refused, with what there is and the nearest name."""
    assert told in helped_once.run("evaluate", *asked, expect=1).stderr
