"""A minus behind a time of day: an offset from UTC or a range, as the column as a whole tells."""

import pytest

from tests.incidents.test_clock_columns import times
from tests.incidents.test_dates import NORD, load
from tests.small_city import City

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)


@pytest.fixture
def city(tmp_path):
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    return made


def column(city, *cells, expect=0):
    rows = [f"{n};{cell};{NORD}" for n, cell in enumerate(cells)]
    return load(city, "id;gerningstidspunkt;x;y", rows, expect=expect).stderr


def firsts(city):
    return [first for _, first, _ in times(city)]


def test_a_column_with_ranges_has_ranges(city):
    column(city, "01-07-2024 08:05:00-09:15:00", "01-07-2024 08:05:00-09:00",
           "2024-07-01T08:05-09:15", "2024-07-01 08:05:00-09:00")  # fmt: skip
    starts = ("span", "01 08:05")
    ends = ["01 09:15", "01 09:00", "01 09:15", "01 09:00"]
    assert times(city) == [(*starts, end) for end in ends]


def test_a_column_with_offsets_has_offsets(city):
    """In summer the clocks of Copenhagen are two hours before UTC."""
    column(city, "2024-07-01 12:00:00Z", "2024-07-01 08:05:00-09:00", "2024-07-01 08:05-02:00",
           "01-07-2024 23:30 -02:00", "2024-07-01 23:30 +02:00",
           "2024-07-01 23:30+02:00")  # fmt: skip
    assert firsts(city) == ["01 14:00", "01 19:05", "01 12:05", "02 03:30", "01 23:30", "01 23:30"]


def test_the_offsets_of_sql_server(city):
    column(city, "2024-07-01 23:30:00.0000000 -05:00", "2024-07-01 23:30:00.0000000 +02:00")
    assert firsts(city) == ["02 06:30", "01 23:30"]


def test_a_day_first_and_a_clock_without_seconds_have_ranges(city):
    column(city, "01-07-2024 08:05:00-09:00", "2024-07-01 08:05-09:00")
    assert {kind for kind, *_ in times(city)} == {"span"}


@pytest.mark.parametrize("cell", ["2024-07-01 08:05:00-09:00", "2024-07-01T08:05-09:00"])
def test_what_the_column_does_not_tell_is_rejected(city, cell):
    """And both ways out that are named work."""
    said = column(city, cell, "2024-07-01 10:00", expect=0)
    assert "may be a range of hours or a time with its offset" in said
    column(city, "2024-07-01 08:05 - 09:00", "2024-07-02 10:00")
    assert times(city)[0] == ("span", "01 08:05", "01 09:00")
    column(city, "2024-07-01T08:05:00-09:00", "2024-07-03 10:00")
    assert times(city)[0] == ("moment", "01 19:05", "01 19:05")


BESIDE_AN_OFFSET = "2024-02-01 23:59:00+01:00"


@pytest.mark.parametrize(
    ("cell", "end"),
    [
        ("01-02-2024 08:05-09:15", "01 09:15"), ("01-02-2024 08:05-0915", "01 09:15"),
        ("2024-02-01 08:05-0915", "01 09:15"), ("2024-02-01 08:05-0900", "01 09:00"),
        ("2024-02-01 08:05:00-09:15", "01 09:15"), ("2024-02-01 08:05 -13:00", "01 13:00"),
    ],
)  # fmt: skip
def test_a_range_beside_an_offset_is_a_range(city, cell, end):
    """No clock of the world is 9 hours and 15 minutes behind UTC, nor 13 hours."""
    column(city, cell, BESIDE_AN_OFFSET)
    assert times(city)[0] == ("span", "01 08:05", end)


@pytest.mark.parametrize("cell", ["01-02-2024 08:05-09:00", "2024-02-01 12:00+12:00"])
def test_what_may_be_a_range_beside_an_offset_with_seconds_is_rejected(city, cell):
    """An offset behind seconds does not tell what stands behind a clock without them."""
    column(city, cell, BESIDE_AN_OFFSET)
    assert firsts(city) == ["01 23:59"]


def test_a_plus_of_many_hours_alone_is_no_offset(city):
    column(city, "2024-02-01 12:00+12:00", "2024-02-01 10:00")
    assert firsts(city) == ["01 10:00"]
    column(city, "2024-02-01 12:00+01:00", "2024-02-01 10:00Z", "2024-02-01 12:00+12:00")
    assert firsts(city)[-3:] == ["01 12:00", "01 11:00", "01 01:00"]


@pytest.mark.parametrize("offset", ["-09:30", "-0330", "-12:00", "+05:45", "+14:00"])
def test_offsets_of_the_world_are_read(city, offset):
    column(city, f"2024-02-01T12:00:00{offset}")
    assert len(times(city)) == 1
