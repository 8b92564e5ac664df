"""Which number of a short date is the day, and which offsets from UTC there are."""

import re

import pytest

from hotspots.sources.values.moments import Moments, begins_with_day, moments
from hotspots.sources.values.short_dates import ShortDate, short_order
from hotspots.sources.values.zones import signed_offset


def order(*dates, strokes=(), by_stroke=False):
    """Return the order of dates given by their three numbers; some of them with strokes."""
    return short_order(
        [ShortDate(*numbers, at in strokes, "") for at, numbers in enumerate(dates)],
        by_stroke=by_stroke,
    )


def test_the_numbers_of_a_date():
    """As they stand, and whether strokes part them."""
    shape = re.compile(r"(\d\d)([-/])(\d\d)[-/](\d\d)")
    dates = [ShortDate.of(shape.fullmatch(text), text) for text in ("01/02/24", "01-02-24")]
    assert dates == [
        ShortDate(1, 2, 24, True, "01/02/24"),  # noqa: FBT003
        ShortDate(1, 2, 24, False, "01-02-24"),  # noqa: FBT003
    ]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((31, 12, 50), "day-first"), ((50, 12, 31), "iso"), ((12, 31, 50), "month-first"),
        ((1, 1, 50), "day-first"), ((50, 1, 1), "iso"), ((1, 31, 50), "month-first"),
        ((31, 13, 50), None), ((32, 1, 50), None), ((0, 1, 50), None), ((31, 0, 50), None),
        ((50, 1, 32), None), ((50, 1, 0), None), ((13, 31, 50), None), ((12, 32, 50), None),
        ((0, 31, 50), None), ((13, 2, 24), None), ((24, 2, 1), "iso"), ((4, 2, 5), "day-first"),
    ],
)  # fmt: skip
def test_what_the_numbers_of_a_date_allow(numbers, expected):
    """Months to 12, days to 31; 2004 and before are no likely years."""
    assert order(numbers) == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([], "day-first"), ([(31, 12, 50), (32, 1, 50)], None), ([(50, 1, 31), (50, 1, 32)], None),
        ([(12, 31, 50), (13, 31, 50)], None), ([(31, 12, 50), (31, 13, 50)], None),
        ([(24, 2, 1), (24, 2, 9)], "iso"), ([(24, 2, 10), (24, 2, 11), (24, 2, 12)], "iso"),
        ([(24, 2, 10), (24, 2, 11)], None),
        ([(23, 2, 10), (23, 2, 11), (24, 2, 12), (24, 2, 13)], "iso"),
        ([(23, 2, 10), (24, 2, 11), (24, 2, 12)], None),
        ([(22, 2, 10), (23, 2, 11), (24, 2, 12)], None),
        ([(13, 2, 24), (14, 2, 24), (15, 2, 24)], "day-first"),
        ([(13, 2, 24), (14, 2, 24)], None), ([(13, 2, 23), (14, 2, 24), (15, 2, 24)], None),
        ([(13, 2, 23), (14, 2, 24), (15, 2, 23), (16, 2, 24)], "day-first"),
    ],
)  # fmt: skip
def test_all_dates_together(dates, expected):
    """The number that takes at most half as many values is the year; of two values none."""
    assert order(*dates) == expected


def test_strokes_may_be_a_month_first():
    """One date with strokes is enough, where strokes speak for no order and the month fits."""
    spread, days = [(10, 2, 24), (11, 2, 24), (12, 2, 24)], [(13, 2, 24), (14, 2, 24), (15, 2, 24)]
    for dates in (spread, [(1, 2, 50), (2, 2, 50)]):
        assert order(*dates, strokes=[0], by_stroke=True) is None
        assert order(*dates, strokes=[0]) == order(*dates, by_stroke=True) == "day-first"
    assert order(*days, strokes=[0], by_stroke=True) == "day-first"


@pytest.mark.parametrize(
    "offset",
    ["+00:00", "+05:15", "+05:30", "+05:45", "+14:00", "-02:30", "-03:30", "-04:30", "-09:30",
     "-12:00"],
)  # fmt: skip
def test_offsets_that_clocks_have(offset):
    """To 14 hours ahead by quarters, 12 behind, and four halves there."""
    assert signed_offset(f"{offset} x") == (offset, " x")


@pytest.mark.parametrize(
    "offset", ["+05:10", "+14:15", "+15:00", "-02:31", "-05:30", "-12:30", "-13:00"]
)
def test_offsets_that_no_clock_has(offset):
    """They are something else."""
    assert signed_offset(offset) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45577", Moments("2024-10-12")), ("45577 11:00", Moments("2024-10-12 11:00:00")),
        ("45577,99999", Moments("2024-10-12 23:59:59")), ("12-10-2024 2 (?)", "hour_or_minutes"),
        ("12-10-2024 0,45", "part_of_day"), ("12-10-2024 0:05 am", "no_such_date"),
        ("12-10-2024 08:05:59", Moments("2024-10-12 08:05:59")),
        ("12-10-2024 08:05:00.5", Moments("2024-10-12 08:05:00.500000")),
        ("12-10-2024 08:05-08:05", Moments("2024-10-12 08:05:00", "2024-10-12 08:05:00")),
        ("12-10-2024 - 14-10-2024 x", "unknown_date"),
        ("2024-10-12 08:05:00+01:00 - 2024-10-12 09:15:00+02:00",
         Moments("2024-10-12 08:05:00+01:00", "2024-10-12 09:15:00+02:00")),
    ],
)  # fmt: skip
def test_the_edges_of_what_is_read(text, expected):
    """Numbers of spreadsheets, the last second, the first hour, ranges of no length."""
    assert moments(text) == expected


def test_whether_a_text_begins_with_a_day():
    """One that exists."""
    texts = ("12-10-2024 x", "32-10-2024", "x")
    assert [begins_with_day(text, "day-first") for text in texts] == [True, False, False]
