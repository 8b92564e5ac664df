"""Which of day, month and year stands first, told by all dates of a file together."""

import pytest

from tests.small_city import City

PLACE = "720500;6170500"


@pytest.fixture
def city(tmp_path):
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    return made


def load(city, dates, *options, expect=0, name="a.csv"):
    rows = [f"{name}{at};{date};{PLACE}" for at, date in enumerate(dates)]
    path = city.write(name, "\n".join(["id;dato;x;y", *rows]) + "\n")
    return city.run("load", "incidents", path, *options, expect=expect).stderr


def days(city):
    import duckdb

    with duckdb.connect(str(city.store), read_only=True) as connection:
        query = "select occurred_from::text from active_incident order by incident_id"
        return [moment for (moment,) in connection.execute(query).fetchall()]


@pytest.mark.parametrize("dates", [("24-02-01", "24-03-05"), ("240201", "240305")])
def test_a_year_of_two_digits_first(city, dates):
    """24-02-01 was 24 February 2001; the years of the other order are not to be expected."""
    said = load(city, dates)
    assert days(city) == ["2024-02-01 00:00:00", "2024-03-05 00:00:00"]
    assert f"dates read year first, as '{dates[0]}' shows" in said


@pytest.mark.parametrize("dates", [("01-02-24",), ("15.03.24", "01.02.24"), ("150324", "010224")])
def test_a_year_of_two_digits_last(city, dates):
    assert "first, as" not in load(city, dates)
    assert days(city)[-1] == "2024-02-01 00:00:00"


def test_the_year_takes_few_values(city):
    """Of 2012 and 2015 both are likely; the days of one year are many."""
    load(city, [f"{day:02d}-02-15" for day in range(10, 20)])
    assert days(city)[0] == "2015-02-10 00:00:00"
    load(city, [f"15-02-{day:02d}" for day in range(10, 20)], name="b.csv")
    assert days(city)[10] == "2015-02-10 00:00:00"


def test_where_nothing_tells_it_is_asked_and_the_advice_works(city):
    said = load(city, ["12-02-15", "13-02-15"], expect=4)
    assert "nothing tells the order of day, month and year in '12-02-15'" in said
    load(city, ["12-02-15", "13-02-15"], "--dates", "iso")
    assert days(city) == ["2012-02-15 00:00:00", "2013-02-15 00:00:00"]


def test_months_first_with_a_clock_of_twelve_hours(city):
    """What is turned to begin with the day is not turned again where it is read cell by cell."""
    said = load(city, ["03/27/2024 9:30 PM", "07/03/2024 11:05 am"])
    assert days(city) == ["2024-03-27 21:30:00", "2024-07-03 11:05:00"]
    assert "dates read month first, as '03/27/2024' shows" in said


def test_months_first_with_years_of_two_digits(city):
    load(city, ["3/27/24", "7/3/24"])
    assert days(city) == ["2024-03-27 00:00:00", "2024-07-03 00:00:00"]


def test_strokes_and_a_clock_of_twelve_hours_are_asked_for(city):
    """Semicolons between the columns do not say that the day stands first."""
    said = load(city, ["02/01/2024 3:05 PM", "03/04/2024 11:05 am"], expect=4)
    assert "nothing tells the order of day, month and year in '02/01/2024 3:05 PM'" in said
    load(city, ["02/01/2024 3:05 PM"], "--dates", "month-first")
    assert days(city) == ["2024-02-01 15:05:00"]


def test_another_date_tells_what_a_clock_of_twelve_hours_does_not(city):
    load(city, ["02/01/2024 3:05 PM", "13/01/2024 3:05 PM"])
    assert days(city)[0] == "2024-01-02 15:05:00"
