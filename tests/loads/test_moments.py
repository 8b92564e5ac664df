"""Dates and times in the ways in which people and programs write them."""

from datetime import datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.sources.values.moments import Moments, Problem, is_approximate, moments

NOON_ISH = "2024-10-12 11:00:00"


@pytest.mark.parametrize(
    "text",
    [
        "12.10.2024 kl. 11.00", "12.10.2024 11.00", "12-10-2024 kl 11:00", "12/10/2024 11:00",
        "12-10-24 11:00", "12.10.2024 1100", "2024-10-12T11:00", "2024/10/12 11:00:00,0",
        "20241012 11:00", "202410121100", "12. oktober 2024 kl. 11", "12-okt-24 11:00",
        "lørdag d. 12. oktober 2024 kl. 11.00", "October 12, 2024 11:00 AM", "45577,4583333333",
        "2024-W41-6 11:00", "12-10-2024 12-10-2024 11:00", "12-10-2024 30-12-1899 11:00:00",
        "12\u00a0-\u00a010-2024 11:00:00.0000000",
    ],
)  # fmt: skip
def test_one_moment_in_many_ways(text):
    assert moments(text) == Moments(NOON_ISH)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12. oktober 2024", "2024-10-12", None),
        ("12/10 2024 kl. 8", "2024-10-12 08:00:00", None),
        ("12-10-2024 ukendt", "2024-10-12", None),
        ("31-12-2024 24:00", "2025-01-01 00:00:00", None),
        ("12-10-2024 12:05 am", "2024-10-12 00:05:00", None),
        ("12-10-2024 12:05 p.m.", "2024-10-12 12:05:00", None),
        ("12-10-2024 805", "2024-10-12 08:05:00", None),
        ("2024-10-12 11:00:00 UTC", "2024-10-12 11:00:00+00:00", None),
        ("12\u201110\u20112024", "2024-10-12", None),
        ("12-10-2024 8", "2024-10-12 08:00:00", None),
        ("2024-10-12 8-9", "2024-10-12 08:00:00", "2024-10-12 09:00:00"),
        ("12-10-2024 ca. 22", "2024-10-12 22:00:00", None),
        ("12-10-2024 kl. ca. 22.30", "2024-10-12 22:30:00", None),
        ("12-10-2024 omkring kl. 22", "2024-10-12 22:00:00", None),
        ("12-10-2024 ved 22-tiden", "2024-10-12 22:00:00", None),
        ("12-10-2024 08:05 CET", "2024-10-12 08:05:00+01:00", None),
        ("12-10-2024 08:05 (CEST)", "2024-10-12 08:05:00+02:00", None),
        ("12-10-2024 kl. 08.05 sommertid", "2024-10-12 08:05:00+02:00", None),
        ("12-10-2024 08:05 UTC+2", "2024-10-12 08:05:00+02:00", None),
        ("12-10-2024 08:05 GMT-05:00", "2024-10-12T08:05:00-05:00", None),
        (
            "Sat Oct 12 2024 08:05:00 GMT+0200 (centraleuropæisk sommertid)",
            "2024-10-12 08:05:00+02:00",
            None,
        ),
        ("2024-10-12T08:05:00+02:00[Europe/Copenhagen]", "2024-10-12 08:05:00+02:00", None),
        ("12-10-2024 08:05-09:15 UTC", "2024-10-12 08:05:00+00:00", "2024-10-12 09:15:00+00:00"),
        ("2024-10-12T11Z", "2024-10-12 11:00:00+00:00", None),
        ("2024-10-12 11:00:00+01", "2024-10-12 11:00:00+01:00", None),
        ("2024-10-12T11:00-0500", "2024-10-12T11:00:00-05:00", None),
        ("2024-10-12T11:00:00-05:00", "2024-10-12T11:00:00-05:00", None),
        ("2024-10-12 11:00:00.0000000 -05:00", "2024-10-12T11:00:00-05:00", None),
        ("2024-10-12 11:00:00 +02:00", "2024-10-12 11:00:00+02:00", None),
        ("12-10-2024 08:05:00-09:15:00", "2024-10-12 08:05:00", "2024-10-12 09:15:00"),
        ("12-10-2024 kl. 08.05.00-09.15", "2024-10-12 08:05:00", "2024-10-12 09:15:00"),
        ("2024-10-12 11:00:00.123456789", "2024-10-12 11:00:00.123456", None),
        ("12-10-2024 08:05-09:15", "2024-10-12 08:05:00", "2024-10-12 09:15:00"),
        ("2024-10-12T08:05-09:15", "2024-10-12 08:05:00", "2024-10-12 09:15:00"),
        ("2024-10-12 08:05–0915", "2024-10-12 08:05:00", "2024-10-12 09:15:00"),
        ("12-10-2024 kl. 22.00 til kl. 6.30", "2024-10-12 22:00:00", "2024-10-13 06:30:00"),
        ("2024-10-12 10:00-14:00", "2024-10-12 10:00:00", "2024-10-12 14:00:00"),
        ("12-10-2024 23:30 - 14-10-2024 01:00", "2024-10-12 23:30:00", "2024-10-14 01:00:00"),
        ("12-10-2024 - 14-10-2024", "2024-10-12", "2024-10-14"),
        ("1-1-68", "2068-01-01", None),
        ("1-1-69", "1969-01-01", None),
    ],
)
def test_what_else_is_read(text, first, last):
    assert moments(text) == Moments(first, last)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("31-02-2024", "no_such_date"), ("2024-13-01", "no_such_date"),
        ("12-10-2024 25:10", "no_such_date"), ("12-10-2024 08:60", "no_such_date"),
        ("12-10-2024 13:00 PM", "no_such_date"), ("12-10-2024 24:01", "no_such_date"),
        ("i går", "unknown_date"), ("12-10-2024 om natten", "unknown_date"),
        ("2024-10-12 12:00+12:00", "unknown_date"), ("12-10-2024 25", "no_such_date"),
        ("12-10-2024 08:05 PST", "unknown_zone"), ("12-10-2024 08:05 UTC+25", "unknown_zone"),
        ("12-10-2024 08:05 Asia/Tokyo", "unknown_zone"), ("12-10-2024 8.5", "one_digit_minute"),
        ("12-10-2024 08:05 nat", "unknown_date"),
        ("2024-10-12 08:05:00-09:00", "offset_or_range"),
        ("2024-10-12T08:05-09:00", "offset_or_range"), ("12-10-2024 23.3", "one_digit_minute"),
        ("2024-10-12T12:00+15:00", "unknown_date"), ("12-10", "unknown_date"),
        ("", "unknown_date"), ("2024-10", "unknown_date"), ("12:30", "unknown_date"),
    ],
)  # fmt: skip
def test_what_is_not_read_and_why(text, problem):
    """A date that does not exist is another thing than one that is written in an unknown way."""
    assert moments(text) == problem


@pytest.mark.parametrize(
    ("text", "rough"),
    [
        ("12-10-2024 ca. 22", True), ("12-10-2024 kl. ca. 22.30", True),
        ("12-10-2024 ~22:30", True), ("12-10-2024 22-tiden", True),
        ("12-10-2024 about 10 pm", True), ("12-10-2024 22:30", False),
        ("12-10-2024 kl. 22", False), ("America 12-10-2024", False),
    ],
)  # fmt: skip
def test_a_rough_time_is_noticed(text, rough):
    assert is_approximate(text) is rough


def test_the_order_of_numbers():
    assert moments("07/03/2024") == Moments("2024-03-07")
    assert moments("07/03/2024", "month-first") == Moments("2024-07-03")
    assert moments("24-03-07", "iso") == Moments("2024-03-07")


TIMES = st.datetimes(datetime(1970, 1, 1), datetime(2060, 12, 31)).map(  # noqa: DTZ001
    lambda one: one.replace(second=0, microsecond=0)
)
SHAPES = ("%d-%m-%Y %H:%M", "%d.%m.%Y kl. %H.%M", "%Y/%m/%d %H:%M", "%Y%m%d%H%M", "%d/%m/%Y %H%M",
          "%d-%m-%Y %I:%M %p", "%Y-%m-%dT%H:%M:00.0000000")  # fmt: skip


@given(TIMES, st.sampled_from(SHAPES))
def test_every_moment_comes_back(moment, shape):
    assert moments(moment.strftime(shape)) == Moments(moment.isoformat(" "))


@given(
    TIMES, st.integers(1, 1439), st.sampled_from([":", "."]), st.sampled_from([" - ", "–", "-"])
)
def test_every_range_comes_back(start, minutes, mark, between):
    """Of less than a day: it ends on the same day, or before the same time of the next."""
    end = start + timedelta(minutes=minutes)
    text = f"{start:%d-%m-%Y %H{mark}%M}{between}{end:%H{mark}%M}"
    assert moments(text) == Moments(start.isoformat(" "), end.isoformat(" "))


@given(st.text(alphabet="0123456789 .:-/+TZapm,klokten", max_size=24))
def test_no_text_breaks_it(text):
    found = moments(text)
    assert isinstance(found, Moments) or found in get_args(Problem)
