"""How SQL reads a number or a time: the macros alone, a cell at a time."""

from datetime import datetime

import duckdb
import pytest

from hotspots import shipped


def wall(*numbers):
    """Return a time of day as a clock on the wall has it."""
    return datetime(*numbers)  # noqa: DTZ001


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        con.execute(shipped.text("queries/macros.sql"))
        yield con


@pytest.mark.parametrize(
    ("cell", "by_comma", "by_point"),
    [
        ("12", 12, 12), ("-7", -7, -7), ("12,5", 12.5, None), ("12.5", None, 12.5),
        ("1.234,5", 1234.5, None), ("1,234.5", None, 1234.5), ("1.234.567", 1234567, None),
        ("+1,234", None, 1234), ("-1.234", -1234, -1.234), ("1,234", 1.234, 1234),
        ("0.123", None, 0.123), ("0,123", 0.123, None), ("12.34", None, 12.34),
        ("12.34,5", None, None), ("2e3", None, 2000), ("1.5E-1", None, 0.15), ("ni", None, None),
        ("1,234,567.5", None, 1234567.5), ("1234,567.5", None, None), ("", None, None),
    ],
)  # fmt: skip
def test_a_number_by_its_decimal_mark(con, cell, by_comma, by_point):
    """What does not fit the mark is nothing, and no other number."""
    read = con.execute("select strict_number($1, true), strict_number($1, false)", [cell])
    assert read.fetchone() == (by_comma, by_point)


NEW_YEAR, LATE = wall(2024, 12, 31), wall(2024, 12, 31, 23, 59)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31-12-2024", NEW_YEAR), ("31.12.2024", NEW_YEAR), ("31/12/2024", NEW_YEAR),
        ("1-2-2024", wall(2024, 2, 1)), ("31-12-2024 23:59", LATE),
        ("31.12.2024 23.59", LATE), ("31/12/2024 23:59", LATE), ("1-12-2024 9:05",
        wall(2024, 12, 1, 9, 5)), ("31-12-2024 23:59:58", LATE.replace(second=58)),
        ("31.12.2024 23.59.58", LATE.replace(second=58)), ("31.12.2024 23.5", None),
        ("31-12-2024 22-23", None), ("31-12-2024 22:00-23:00", None), ("32-12-2024", None),
        ("31-12-2024 25:00", None), ("31-12-2024 7:30", wall(2024, 12, 31, 7, 30)),
        ("31/12/2024 22/23", None), ("31x12x2024 23:59", None),
        ("31-12-2024x23:59", None),
    ],
)  # fmt: skip
def test_a_date_with_its_day_first(con, cell, expected):
    """With hyphens, dots or strokes; a range of hours is no time."""
    assert con.execute("select day_first_time($1)", [cell]).fetchone() == (expected,)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024-12-31", NEW_YEAR), ("2024-12-31 23:59", LATE), ("2024-12-31T23:59", LATE),
        ("2024-12-31 23:59:58", LATE.replace(second=58)), ("2024-12-31T24:00", None),
        ("2024-12-31T23:59:58.25", LATE.replace(second=58, microsecond=250_000)),
        ("2024-12-3", wall(2024, 12, 3)), ("2024-13-01", None), ("2024-12-31 9:05",
        wall(2024, 12, 31, 9, 5)),
    ],
)  # fmt: skip
def test_a_date_with_its_year_first(con, cell, expected):
    """Up to fractions of a second."""
    assert con.execute("select iso_time($1)", [cell]).fetchone() == (expected,)


@pytest.mark.parametrize(
    ("cell", "kind", "first"),
    [
        ("2024", "year", wall(2024, 1, 1)), ("2024-03", "month", wall(2024, 3, 1)),
        ("03.2024", "month", wall(2024, 3, 1)), ("3/2024", "month", wall(2024, 3, 1)),
        ("2024-W10", "week", wall(2024, 3, 4)), ("2024w9", "week", wall(2024, 2, 26)),
        ("uge 10 2024", "week", wall(2024, 3, 4)), ("Week 1, 2024", "week",
        wall(2024, 1, 1)), ("2024-13", "month", None), ("2024-W60", "week", None),
        ("20240", None, None), ("2024-03-01", None, None), ("2024-W10-1", None, None),
        ("uge  10 2024", None, None), ("week 10, 20245", None, None),
        ("Week 10, 2024", "week", wall(2024, 3, 4)),
    ],
)  # fmt: skip
def test_what_is_known_of_a_time_to_more_than_a_day(con, cell, kind, first):
    """A year, a month, a week of ISO 8601; and their first day where there is one."""
    read = con.execute("select coarse_kind($1), coarse_time($1)", [cell])
    assert read.fetchone() == (kind, first)


SUMMER = wall(2024, 7, 1, 14, 30)


@pytest.mark.parametrize(
    ("cell", "with_strokes", "without"),
    [
        ("01-07-2024 14:30", SUMMER, SUMMER), ("01.07.2024 14.30", SUMMER, SUMMER),
        ("01/07/2024 14:30", SUMMER, None), ("2024-07-01 14:30", SUMMER, SUMMER),
        ("2024-07-01", SUMMER.replace(hour=0, minute=0), SUMMER.replace(hour=0, minute=0)),
        ("2024-07-01T12:30:00Z", SUMMER, SUMMER), ("2024-07-01T14:30+02:00", SUMMER, SUMMER),
        ("2024-07-01 12:30:00+0000", SUMMER, SUMMER),
        ("2024-07-01T03:30:00-09:00", SUMMER, SUMMER),
        ("2024-07-01 03:30:00-09:00", None, None),
        ("2024-07-01 03:30:00.5-09:00", SUMMER.replace(microsecond=500_000),
         SUMMER.replace(microsecond=500_000)),
        ("2024-07-01T14:30:00+02:10", None, None), ("2024-07-01 14:30:00", SUMMER, SUMMER),
        ("2024-07-02T02:30:00+14:00", SUMMER, SUMMER), ("2024-07-02T02:30:00+15:00", None, None),
    ],
)  # fmt: skip
def test_a_time_on_the_wall_of_copenhagen(con, cell, with_strokes, without):
    """An offset is brought there; strokes are read where the day is said to be first."""
    read = con.execute(
        "select strict_time($1, true, 'Europe/Copenhagen'), "
        "strict_time($1, false, 'Europe/Copenhagen')", [cell],
    )  # fmt: skip
    assert read.fetchone() == (with_strokes, without)
