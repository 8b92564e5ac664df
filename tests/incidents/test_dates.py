"""Dates as people have them: by month, day first, or with the day in the time's column."""

import datetime as dt
import json

import pytest

from tests.small_city import City, by_area

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

NORD = "720500;6170500"


@pytest.fixture
def city(tmp_path):
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    return made


def load(city, heading, rows, *options, name="a.csv", expect=0):
    path = city.write(name, "\n".join([heading, *rows]) + "\n")
    return city.run("--lang", "en", "load", "incidents", path, *options, expect=expect)


def stored(city):
    import duckdb

    with duckdb.connect(str(city.store), read_only=True) as con:
        return con.execute(
            "select incident_id, time_precision, occurred_from::date::text, "
            "occurred_to::date::text, coalesce(category, '') from active_incident order by all"
        ).fetchall()


@pytest.mark.parametrize(
    ("text", "kind", "first", "end"),
    [
        ("2024-03", "month", "2024-03-01", "2024-04-01"),
        ("12-2024", "month", "2024-12-01", "2025-01-01"),
        ("3.2024", "month", "2024-03-01", "2024-04-01"),
        ("2024-W10", "week", "2024-03-04", "2024-03-11"),
        ("uge 10 2024", "week", "2024-03-04", "2024-03-11"),
        ("2024", "year", "2024-01-01", "2025-01-01"),
    ],
)
def test_a_date_known_to_the_month_is_stored_as_such(city, text, kind, first, end):
    """Not as its first day."""
    said = load(city, "id;måned;x;y", [f"1;{text};{NORD}"])
    assert stored(city) == [("1", kind, first, end, "")]
    assert "1 incident is known to the month, week or year only" in said.stderr


def test_a_month_that_does_not_exist_is_rejected(city):
    """Nor is a month told from a day of it."""
    assert "okt-12" in load(city, "id;dato;x;y", [f"1;okt-12;{NORD}"], expect=4).stderr
    assert "2024-13" in load(city, "id;måned;x;y", [f"1;2024-13;{NORD}"], expect=4).stderr


@pytest.mark.parametrize(
    ("earliest", "latest", "kind"),
    [
        ("01-02-2024", "29-02-2024", "month"),
        ("01-02-2024 00:00", "29-02-2024 23:59", "month"),
        ("01-01-2024", "31-12-2024", "year"),
        ("04-03-2024", "10-03-2024", "week"),
        ("01-02-2024", "28-02-2024", "span"),
        ("01-02-2024 08:00", "29-02-2024 23:59", "span"),
        ("05-03-2024", "11-03-2024", "span"),
    ],
)
def test_a_span_that_is_exactly_a_period_is_known_to_that(city, earliest, latest, kind):
    """A day less or later is a span."""
    load(city, "id;fra;til;x;y", [f"1;{earliest};{latest};{NORD}"])
    assert stored(city)[0][1] == kind


@pytest.mark.parametrize(
    ("earliest", "latest", "kind", "end"),
    [
        ("01-02-2024", "01-02-2024", "day", "2024-02-02 00:00"),
        ("01-02-2024", "02-02-2024", "span", "2024-02-03 00:00"),
        ("01-02-2024 22:00", "03-02-2024", "span", "2024-02-04 00:00"),
        ("01-02-2024 22:00", "01-02-2024", "span", "2024-02-02 00:00"),
        ("01-02-2024", "02-02-2024 00:00", "span", "2024-02-02 00:00"),
        ("", "02-02-2024", "open_start", "2024-02-03 00:00"),
    ],
)
def test_a_latest_day_ends_with_that_day(city, earliest, latest, kind, end):
    """Its last hours are in the span; an incident whose beginning is not known stays on it."""
    load(city, "id;fra;til;x;y", [f"1;{earliest};{latest};{NORD}"])
    assert ends(city) == [(kind, end, earliest[:10] or latest[:10])]


def ends(city):
    import duckdb

    with duckdb.connect(str(city.store), read_only=True) as con:
        return con.execute(
            "select time_precision, strftime(occurred_to, '%Y-%m-%d %H:%M'), "
            "strftime(occurred_on, '%d-%m-%Y') from active_incident"
        ).fetchall()


@pytest.fixture
def monthly(city):
    """Return 40 in March and 40 in April 2024 by month, and 30 of March by day and hour."""
    rows = [f"m{n};2024-0{3 + n % 2};;;tyveri;{NORD}" for n in range(80)]
    rows += [f"d{n};{1 + n:02d}-03-2024 14:10;;;tyveri;{NORD}" for n in range(30)]
    load(city, "id;dato;fra;til;kategori;x;y", rows)
    return city


def test_months_are_counted_and_nothing_finer(monthly):
    """All in the year; hours and repeats take the 30 and say that 80 are left out."""
    answer = monthly.ask("incidents", "--baseline", 2023, "--year", 2024)
    assert by_area(answer)["1"]["n"] == 110
    assert answer["settings"]["days"][1] == "2024-04-30"
    hours = monthly.ask("hours")
    counts = [hours["settings"][f"n_{name}"] for name in ("incidents", "used", "coarse", "open")]
    assert counts == [110, 30, 80, 0]
    assert any("kun måned, uge eller år kendes: 80" in note for note in hours["notes"])
    repeats = monthly.ask("repeat")
    assert (repeats["settings"]["n_incidents"], repeats["settings"]["date_unknown"]) == (30, 80)
    assert any("kun måned, uge eller år kendes: 80" in note for note in repeats["notes"])


def test_a_month_counts_in_days_that_hold_all_of_it(monthly):
    """March whole: 40 and 30; half of March: 15 by day, and 40 are left out."""
    whole = monthly.ask("detect", "--from", "2024-03-01", "--to", "2024-03-31")
    assert whole["settings"]["n_incidents"] == 70
    half = monthly.ask("detect", "--from", "2024-03-01", "--to", "2024-03-15")
    assert half["settings"]["n_incidents"] == 15
    assert half["settings"]["n_date_unknown"] == 40
    assert any("rækker ud over de dage" in note for note in half["notes"])


def test_months_alone_give_no_repeats(city):
    """Not 'more within 8 days' of invented firsts of the month: exit 1, with the number."""
    ends = ("31-01", "29-02", "31-03", "30-04", "31-05", "30-06")
    rows = [f"{n};01{ends[n % 6][2:]}-2024;{ends[n % 6]}-2024;{NORD}" for n in range(60)]
    load(city, "id;fra;til;x;y", rows)
    refused = city.run("--lang", "en", "repeat", expect=1)
    assert "60 are known to the month, week or year only" in refused.stderr


def test_a_column_of_times_may_hold_moments(city):
    """Of the same day, or of the day on which spreadsheets put a time; another day is no time."""
    load(city, "id;dato;tid;x;y", [
        f"1;2024-03-01;2024-03-01 21:00:00;{NORD}",
        f"2;2024-03-02;1899-12-30 22:30:00;{NORD}",
        f"3;2024-03-03;2024-03-05 22:30:00;{NORD}",
    ])  # fmt: skip
    assert [row[:3] for row in stored(city)] == [
        ("1", "moment", "2024-03-01"), ("2", "moment", "2024-03-02"),
    ]  # fmt: skip


def test_the_day_first_beside_a_decimal_point(city):
    """27.03.2024 in a file with commas; strokes stay for those who say so."""
    rows = ["1,27.03.2024,720500.5,6170500", "2,02-04-2024,720500.5,6170500"]
    load(city, "id,dato,x,y", rows)
    assert [row[2] for row in stored(city)] == ["2024-03-27", "2024-04-02"]
    strokes = ["3,07/03/2024,720500.5,6170500", "4,08/03/2024,720500.5,6170500"]
    said = load(city, "id,dato,x,y", strokes, name="b.csv", expect=4).stderr
    assert "nothing tells the order of day, month and year in '07/03/2024'" in said
    load(city, "id,dato,x,y", strokes, "--dates", "month-first", name="b.csv")
    assert [row[2] for row in stored(city)][2:] == ["2024-07-03", "2024-08-03"]


def test_one_date_decides_for_its_file(city):
    """Of strokes: 03/27 is no day of March but the 27th of it, so 07/03 is the 3rd of July."""
    rows = ["1,07/03/2024,720500.5,6170500", "2,03/27/2024,720500.5,6170500"]
    said = load(city, "id,dato,x,y", rows)
    assert [row[2] for row in stored(city)] == ["2024-07-03", "2024-03-27"]
    assert "month first" in said.stderr
    both = ["3,27/03/2024,720500.5,6170500", "4,03/28/2024,720500.5,6170500"]
    said = load(city, "id,dato,x,y", both, name="b.csv", expect=4).stderr
    assert "'27/03/2024' begins with the day and '03/28/2024' with the month" in said


def test_a_layer_with_dates_as_text(city):
    """Read with the day first, and with strokes where --dialect says so; points have no comma."""
    for name, text, options in (("a", "27-03-2024", ()), ("b", "27/03/2024", ("--dialect", "dk"))):
        feature = {"type": "Feature", "properties": {"id": name, "dato": text},
                   "geometry": {"type": "Point", "coordinates": [12.56, 55.68]}}  # fmt: skip
        layer = json.dumps({"type": "FeatureCollection", "features": [feature]})
        city.run("load", "incidents", city.write(f"{name}.geojson", layer), *options)
    assert [row[2] for row in stored(city)] == ["2024-03-27", "2024-03-27"]


def test_the_offence_goes_before_the_type(city):
    """A column called type may be the kind of street."""
    said = load(city, "id;date;offense;type;x;y", [f"1;2024-03-01;burglary;st;{NORD}"])
    assert stored(city)[0][-1] == "burglary"
    assert "offense → category" in said.stderr
    assert "Not read: 'type'" in said.stderr


@pytest.mark.parametrize("text", ["2024-03-01", "01-03-2024", "2024-03-01 00:00:00"])
def test_the_first_of_a_month_below_a_heading_of_months_is_the_month(city, text):
    """A spreadsheet writes March 2024 as its first day."""
    load(city, "id;Måned;x;y", [f"1;{text};{NORD}"])
    assert stored(city)[0][1:4] == stored_month(city)


def stored_month(city):
    """Return what a month that is written as such is stored as."""
    load(city, "id;Måned;x;y", [f"2;2024-03;{NORD}"], name="b.csv")
    return stored(city)[1][1:4]


@pytest.mark.parametrize(
    ("text", "known_to", "first", "last"),
    [
        ("marts 2024", "month", "2024-03-01", "2024-04-01"),
        ("2024M05", "month", "2024-05-01", "2024-06-01"),
        ("2024U12", "week", "2024-03-18", "2024-03-25"),
        ("2. kvartal 2024", "span", "2024-04-01", "2024-07-01"),
        ("2024-H1", "span", "2024-01-01", "2024-07-01"),
    ],
)
def test_what_is_known_to_a_month_or_more_in_words(city, text, known_to, first, last):
    load(city, "id;dato;x;y", [f"1;{text};{NORD}"])
    assert stored(city)[0][1:4] == (known_to, first, last)


@pytest.mark.parametrize("counts_from", [1900, 1904])
def test_numbers_of_days_count_from_the_first_day_of_their_workbook(city, counts_from):
    """As the dates beside them do: that of 1904 is 1,462 days later."""
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = openpyxl.Workbook()
    if counts_from == 1904:
        book.epoch = CALENDAR_MAC_1904
    serial = 43862 if counts_from == 1904 else 45324
    book.active.append(["id", "dato", "x", "y"])
    days = (dt.date(2024, 2, 2), serial, serial + 0.5)
    for number, day in enumerate(days):
        book.active.append([number, day, 720500, 6170500])
    book.save(city.folder / "a.xlsx")
    city.run("load", "incidents", city.folder / "a.xlsx")
    assert [(kind, first) for _, kind, first, *_ in stored(city)] == [
        ("day", "2024-02-02"), ("day", "2024-02-02"), ("moment", "2024-02-02"),
    ]  # fmt: skip
