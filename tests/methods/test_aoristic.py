"""Events with a span over the hours of the week: by hand, minute by minute, and in general."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.analysis.time.aoristic import hour_weights, window
from hotspots.errors import HotspotsError, UsageProblem

MONDAY = "2024-01-01T00:00"
FIRST, LAST = datetime.fromisoformat("1960-01-01"), datetime.fromisoformat("2090-01-01")
KINDS = ("moment", "day", "span", "open_end", "open_start")


def times(*texts):
    """Return wall-clock times; None is an unknown one."""
    return np.array([text or "NaT" for text in texts], dtype="datetime64[us]")


def spread(start, end, longest_hours=24.0, kind="span"):
    """Return the weights of one event."""
    return hour_weights(times(start), times(end), np.array([kind]), longest_hours)


def cells(weights):
    """Return the hours with any weight as {(weekday, hour): weight}."""
    found = np.argwhere(weights.table > 0)
    return {(int(day), int(hour)): weights.table[day, hour] for day, hour in found}


def test_a_span_is_shared_by_the_time_in_each_hour():
    """Friday 22:30 to Saturday 01:00 is 150 minutes: 30, 60 and 60 of them."""
    found = cells(spread("2024-01-05T22:30", "2024-01-06T01:00"))
    assert found == pytest.approx({(4, 22): 0.2, (4, 23): 0.4, (5, 0): 0.4})


def test_a_span_within_an_hour_and_one_that_ends_on_the_hour():
    """14:10 to 14:50 lies wholly in 14; 14:00 to 15:00 has nothing in 15."""
    assert cells(spread("2024-01-01T14:10", "2024-01-01T14:50")) == {(0, 14): 1.0}
    assert cells(spread("2024-01-01T14:00", "2024-01-01T15:00")) == {(0, 14): 1.0}


def test_sunday_night_runs_into_monday():
    """23:00 on the last day of the week to 01:00 on its first: half and half."""
    found = cells(spread("2024-01-07T23:00", "2024-01-08T01:00"))
    assert found == {(6, 23): 0.5, (0, 0): 0.5}


def test_days_before_1970_have_their_weekday():
    """31 December 1969 was a Wednesday."""
    assert cells(spread("1969-12-31T23:59", "1969-12-31T23:59", kind="moment")) == {(2, 23): 1.0}


def test_a_moment_and_a_span_without_length_count_wholly_in_their_hour():
    """12:00 sharp belongs to the hour that begins."""
    for kind in ("moment", "span"):
        found = spread("2024-01-03T12:00", "2024-01-03T12:00", kind=kind)
        assert cells(found) == {(2, 12): 1.0}
        assert (found.n_used, found.n_moments, found.n_midnight) == (1, 1, 0)


def test_what_is_unknown_is_counted_and_not_guessed():
    """One moment, one day, one open to each side, one of 25 hours: only the moment is used."""
    found = hour_weights(
        times(MONDAY, MONDAY, MONDAY, None, MONDAY),
        times(MONDAY, "2024-01-02T00:00", None, MONDAY, "2024-01-02T01:00"),
        np.array(["moment", "day", "open_end", "open_start", "span"]),
    )
    assert cells(found) == {(0, 0): 1.0}
    assert (found.n_used, found.n_day_only, found.n_open, found.n_long) == (1, 1, 2, 1)
    assert found.n_midnight == 1


def test_the_limit_itself_is_used():
    """Exactly 24 hours is evenly spread; a second more is too long."""
    even = spread("2024-01-01T06:00", "2024-01-02T06:00")
    assert list(cells(even).values()) == pytest.approx([1 / 24] * 24)
    assert spread("2024-01-01T06:00", "2024-01-02T06:00:01").n_long == 1


def test_a_span_of_two_days_goes_round_the_clock_twice():
    """Each hour of Monday and Tuesday has a 48th, where the limit allows it."""
    found = cells(spread(MONDAY, "2024-01-03T00:00", longest_hours=48))
    assert len(found) == 48
    assert {day for day, _ in found} == {0, 1}
    assert list(found.values()) == pytest.approx([1 / 48] * 48)


@pytest.mark.parametrize("hours", [0, -1, 168, 400, float("nan")])
def test_a_limit_of_nothing_or_of_a_week_is_refused(hours):
    """Over a whole week a span is even, and nothing would be told apart."""
    with pytest.raises(UsageProblem, match="less than a week"):
        spread(MONDAY, MONDAY, longest_hours=hours)


def test_an_end_before_the_beginning_is_refused():
    """Loads reject it; here it cannot be."""
    with pytest.raises(HotspotsError, match="before it begins"):
        spread("2024-01-01T10:00", "2024-01-01T09:00")


def test_no_events_give_a_table_of_nothing():
    """And no error."""
    found = hour_weights(times(), times(), np.array([], dtype=np.str_))
    assert (found.n_used, found.table.sum(), found.share_in((22, 4)).size) == (0, 0.0, 0)


def test_hours_after_midnight_belong_to_the_evening_before():
    """Friday 22 to 4: two hours of Friday and four of Saturday."""
    found = [tuple(map(int, one)) for one in np.argwhere(window((22, 4), [4]))]
    assert found == [(4, 22), (4, 23), (5, 0), (5, 1), (5, 2), (5, 3)]
    assert window((22, 4), [6])[0, 3]
    assert window(None).all()
    assert window((0, 24)).all()
    assert window((8, 16)).sum() == 7 * 8


def test_share_in_hours_and_weekdays_by_hand():
    """Friday 21:00 to Saturday 01:00: three quarters from 22 to 4, half from 22 to 24."""
    found = spread("2024-01-05T21:00", "2024-01-06T01:00")
    assert found.share_in((22, 4), [4]) == pytest.approx([0.75])
    assert found.share_in((22, 24), [4]) == pytest.approx([0.5])
    assert found.share_in((22, 4), [5]) == pytest.approx([0.0])
    assert found.share_in(None, [4]) == pytest.approx([0.75])
    assert found.share_in(None) == pytest.approx([1.0])


def test_a_day_has_a_weekday_and_no_hour():
    """A Monday is wholly on Monday, not on Tuesday, and at 8 to 16 nobody knows."""
    found = spread(MONDAY, "2024-01-02T00:00", kind="day")
    assert found.share_in(None, [0]) == pytest.approx([1.0])
    assert found.share_in(None, [1]) == pytest.approx([0.0])
    assert np.isnan(found.share_in((8, 16))).all()


def test_unknown_ends_and_long_spans_have_no_share():
    """NaN, so that whoever asks must count them."""
    open_end = spread(MONDAY, None, kind="open_end")
    long = spread(MONDAY, "2024-01-05T00:00")
    assert np.isnan([open_end.share_in((8, 16))[0], long.share_in(None, [0])[0]]).all()


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.datetimes(FIRST, LAST),
        st.timedeltas(timedelta(0), timedelta(days=9)),
    ),
    max_size=30,
)


def arrays(events):
    """Return events as the store would give them."""
    starts = [None if kind == "open_start" else begin for kind, begin, _ in events]
    ends = [
        None if kind == "open_end" else begin if kind == "moment" else begin + length
        for kind, begin, length in events
    ]
    kinds = np.array([kind for kind, _, _ in events], dtype=np.str_)
    return (
        np.array(starts, dtype="datetime64[us]"),
        np.array(ends, dtype="datetime64[us]"),
        kinds,
    )


@given(EVENTS, st.floats(0.001, 167.999))
def test_the_sum_is_the_number_used_and_every_event_is_counted_once(events, longest):
    """To 1e-9; no hour is negative; used, by day, open and long make up all of them."""
    found = hour_weights(*arrays(events), longest)
    assert found.table.sum() == pytest.approx(found.n_used, abs=1e-9)
    assert (found.table >= 0).all()
    assert found.n_used + found.n_day_only + found.n_open + found.n_long == len(events)


@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_events_changes_nothing(events, random):
    """Shuffled, the table is the same."""
    shuffled = random.sample(events, len(events))
    tables = [hour_weights(*arrays(one), 100).table for one in (events, shuffled)]
    assert tables[0] == pytest.approx(tables[1], abs=1e-9)


@given(EVENTS, st.integers(1, 6))
def test_later_by_whole_days_turns_the_table(events, days):
    """Shifting every event by a day shifts the weekdays by one."""
    later = [(kind, begin + timedelta(days), length) for kind, begin, length in events]
    tables = [hour_weights(*arrays(one), 100).table for one in (events, later)]
    assert np.roll(tables[0], days, axis=0) == pytest.approx(tables[1], abs=1e-9)


@given(EVENTS, st.integers(0, 23), st.integers(1, 24), st.sets(st.integers(0, 6)))
def test_shares_add_up_to_the_table(events, first, end, weekdays):
    """Over the events used, the shares of a window sum to the table's hours in it."""
    found = hour_weights(*arrays(events), 100)
    share = found.share_in((first, end), sorted(weekdays))
    expected = found.table[window((first, end), sorted(weekdays))].sum()
    assert np.nansum(share) == pytest.approx(expected, abs=1e-9)
    assert np.isnan(share).sum() == len(events) - found.n_used


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 20_000),
            st.integers(1, 2_880),
        ),
        max_size=5,
    )
)
def test_minute_by_minute_it_is_the_same(spans):
    """Each minute of a span given its part, one after the other, with the calendar's weekdays."""
    expected = np.zeros((7, 24))
    events = []
    for start, minutes in spans:
        begin = datetime.fromisoformat("2024-02-20") + timedelta(minutes=start)
        events.append(("span", begin, timedelta(minutes=minutes)))
        for at in range(minutes):
            now = begin + timedelta(minutes=at)
            expected[now.weekday(), now.hour] += 1 / minutes
    assert hour_weights(*arrays(events), 48).table == pytest.approx(expected, abs=1e-9)


def test_a_million_events_sum_to_their_number():
    """No digit is lost on the way: to 1e-9, with spans of up to a day."""
    rng = np.random.default_rng(1)
    n = 1_000_000
    start = times(MONDAY)[0] + rng.integers(0, 10**14, n).astype("timedelta64[us]")
    end = start + rng.integers(0, 86_400_000_000, n).astype("timedelta64[us]")
    found = hour_weights(start, end, np.full(n, "span"))
    assert found.n_used == n
    assert abs(found.table.sum() - n) < 1e-9
