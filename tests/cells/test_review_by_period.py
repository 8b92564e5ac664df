"""``review`` of dates, of the last whole period, by the day of report and in some areas."""

from datetime import date, timedelta

import pytest

from tests.small_city import SOUTH_M, WEST_M, City

HEAD = "Sagsnr;Gerningstidspunkt;Anmeldt;Gerningstype;X;Y\n"
ASKED = ("--set", "bydele", "--cell", 100)
# Column, row and how many cases in each March of 2018 and 2019: a spot in each of three areas.
SPOTS = {"Nord": (4, 4, 90, 55), "Midt": (14, 4, 0, 55), "Syd": (24, 4, 65, 62)}


def cases():
    """Return column, row, day and day of report: one in each cell, and the spots beside.

    What happened in the last week of March 2019 in Syd is reported in April, and of each
    spot the first case of 2019 has no day of report. In other months there is one a day in Nord.
    """
    days = [date(2018, 1, 1) + timedelta(later) for later in range(730)]
    quiet = [(4, 4, day, day) for day in days if day.month != 3]
    cells = [(column, row, date(year, 3, 5), date(year, 3, 6))
             for year in (2018, 2019) for column in range(30) for row in range(10)]  # fmt: skip
    spots = [(column, row, *spot_days(name, year, number))
             for name, (column, row, *numbers) in SPOTS.items() for year in (2018, 2019)
             for number in range(numbers[year - 2018])]  # fmt: skip
    return [*quiet, *cells, *spots]


def spot_days(name, year, number):
    """Return the day of a spot's case and the day of its report, None where it has none."""
    day = date(year, 3, 1 + number % 28)
    if year == 2018:
        return day, day
    if number == 0:
        return day, None
    return day, date(2019, 4, 2) if name == "Syd" and day.day > 21 else day


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    made = City(tmp_path_factory.mktemp("review"))
    made.areas(["Nord", "Midt", "Syd"])
    lines = [f"{number};{day:%d-%m-%Y} 12:00;{reported.strftime('%d-%m-%Y') if reported else ''};"
             "Vold;" for number, (_, _, day, reported) in enumerate(cases())]  # fmt: skip
    places = [f"{WEST_M + column * 100 + 50};{SOUTH_M + row * 100 + 50}"
              for column, row, _, _ in cases()]  # fmt: skip
    rows = [line + place for line, place in zip(lines, places, strict=True)]
    path = made.write("haendelser.csv", HEAD + "\n".join(rows) + "\n")
    made.run("load", "incidents", path, "--crs", "EPSG:25832", "--source", "politi")
    return made


@pytest.fixture(scope="module")
def march(city):
    """Return the review of March 2019 as it was always asked for."""
    return city.ask("review", *ASKED, "--after", "2019-03-01..2019-03-31")


@pytest.mark.parametrize(
    "period",
    [
        ("--from", "2019-03-01", "--to", "2019-03-31"),
        ("--per", "month", "--to", "2019-04-15"),
        ("--per", "month", "--to", "2019-03-31"),
        ("--from", "01-03-2019", "--to", "31-03-2019", "--before", "2018-03-01..2018-03-31"),
    ],
)
def test_dates_and_the_last_whole_month_are_the_same_review(city, march, period):
    assert len(march["rows"]) == 3
    assert city.ask("review", *ASKED, *period)["rows"] == march["rows"]


@pytest.mark.parametrize(
    ("per", "before", "after"),
    [
        ("quarter", ["2018-10-01", "2018-12-31"], ["2019-10-01", "2019-12-31"]),
        ("half-year", ["2018-07-01", "2018-12-31"], ["2019-07-01", "2019-12-31"]),
    ],
)
def test_without_a_day_it_is_the_last_that_is_covered(city, per, before, after):
    """The extracts end in December 2019; the choice is said."""
    line = ["--lang", "en", "review", *ASKED, "--min-incidents", 1, "--per", per]
    settings = city.ask(*line)["settings"]
    assert (settings["before"], settings["after"]) == (before, after)
    assert f"from {after[0]} to {after[1]}, the last whole one until" in city.run(*line).stderr


def test_a_week_stands_beside_the_week_of_its_number(city):
    """Week 10 of 2019 and of 2018, which are not the same days of March."""
    answer = city.ask("--lang", "en", "review", *ASKED, "--per", "week", "--to", "2019-03-12")
    settings = answer["settings"]
    iso = [[date.fromisoformat(day).isocalendar()[:2] for day in settings[name]]
           for name in ("before", "after")]  # fmt: skip
    assert iso == [[(2018, 10), (2018, 10)], [(2019, 10), (2019, 10)]]
    assert settings["after"] == ["2019-03-04", "2019-03-10"]
    assert "The two periods are the weeks of one number in two years." in answer["notes"]
    assert not any("do not cover the same months" in note for note in answer["notes"])


@pytest.mark.parametrize("named", ["Syd", "3"])
def test_an_area_limits_the_list_and_not_the_tests(city, march, named):
    answer = city.ask("--lang", "da", "review", *ASKED, "--from", "2019-03-01", "--to",
                      "2019-03-31", "--area", named)  # fmt: skip
    assert answer["rows"] == [row for row in march["rows"] if row["sentence"].startswith("I Syd")]
    assert answer["settings"]["family_size"] == march["settings"]["family_size"]
    assert answer["settings"]["areas"] == ["3"]
    assert any(note.startswith("Vist er de hotspots, der ligger helt eller delvis i Syd: 1 af 3.")
               for note in answer["notes"])  # fmt: skip


def test_cells_are_those_with_ground_in_the_area(city):
    """All hundred cells of Midt had incidents; a cell that only shares its border is none."""
    line = ["review", *ASKED, "--from", "2019-03-01", "--to", "2019-03-31", "--table", "cells"]
    every, part = city.ask(*line)["rows"], city.ask(*line, "--area", "Midt")["rows"]
    assert part == [row for row in every if 1000 < row["x_m"] - WEST_M < 2000]
    assert len(part) == 100
    assert len(every) == 300


def test_by_the_day_of_report_cases_without_one_are_named(city):
    """Counted by hand: those reported in March of each year, and three that have no day."""
    answer = city.ask("--lang", "en", "review", *ASKED, "--from", "2019-03-01", "--to",
                      "2019-03-31", "--date", "reported")  # fmt: skip
    days = [reported for *_, reported in cases()]
    n_before, n_after = (
        sum(bool(day) and (day.year, day.month) == (year, 3) for day in days)
        for year in (2018, 2019)
    )
    settings = answer["settings"]
    assert (settings["n_before"], settings["n_after"]) == (n_before, n_after)
    assert settings["date_used"] == "reported"
    assert days.count(None) == 3
    account = (f"Of {len(days):,} incidents, {n_before + n_after} were reported in these periods "
               f"and {len(days) - n_before - n_after - 3} on other days; 3 have no day of report "
               "and are in no period.")  # fmt: skip
    assert account in answer["notes"]
    assert "Incidents are counted by the day they were reported." in answer["notes"]
    south = next(row for row in answer["rows"] if row["name"].endswith("Syd"))
    by_hand = sum(column in {23, 24, 25} and row in {3, 4, 5} and day is not None
                  and (day.year, day.month) == (2019, 3)
                  for column, row, _, day in cases())  # fmt: skip
    assert south["after_n"] == by_hand


MARCH = ("--from", "2019-03-01", "--to", "2019-03-31")
REFUSED = {
    "nothing": ((), 2, "Which period is to be reviewed?"),
    "half a period": (("--from", "2019-03-01"), 2, "Which period is to be reviewed?"),
    "two ways at once": ((*MARCH, "--after", "2019-03-01..2019-03-31"), 2,
                         "--from does not go with --after"),
    "a named and the last": (("--after", "2019-03-01..2019-03-31", "--per", "month"), 2,
                             "--per does not go with --after"),
    "the last from a day": ((*MARCH, "--per", "month"), 2, "--from does not go with --per"),
    "turned round": (("--from", "2019-03-31", "--to", "2019-03-01"), 2, "Turn them round"),
    "not covered": (("--per", "month", "--to", "2021-03-31"), 1, "do not cover 2021-M03"),
    "before the first": (("--per", "quarter", "--to", "2017-12-31"), 1, "do not cover 2017-Q4"),
    "hours of reports": ((*MARCH, "--date", "reported", "--hours", "22-04"), 2,
                         "--hours is of when incidents occurred"),
    "series of reports": ((*MARCH, "--date", "reported", "--series", "once"), 2, "--series is of"),
    "transitions of an area": ((*MARCH, "--table", "transitions", "--area", "Syd"), 2,
                               "--area does not go with --table transitions"),
    "steps and a period": (("--table", "emerging", "--per", "month"), 2, "say --steps"),
    "steps by report": (("--table", "emerging", "--date", "reported"), 2, "--date reported"),
    "steps of an area": (("--table", "emerging", "--area", "Syd"), 2, "--area does not go"),
    "no such area": ((*MARCH, "--area", "Øst"), 1, "Øst"),
}  # fmt: skip


@pytest.mark.parametrize("why", REFUSED)
def test_what_makes_no_sense_is_refused_in_a_sentence(city, why):
    options, code, words = REFUSED[why]
    assert words in city.run("--lang", "en", "review", *ASKED, *options, expect=code).stderr
