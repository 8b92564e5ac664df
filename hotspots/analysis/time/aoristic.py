"""Events that happened some time within a span, spread over the hours of the week.

Aoristic weights: each event counts once, shared out over the hours of its span by the time that
the span spends in each. Ratcliffe (2000), *Aoristic analysis: the spatial interpretation of
unspecific temporal events*, and Ratcliffe (2002), *Aoristic signatures and the spatio-temporal
analysis of high volume crime patterns*.

Times are wall-clock, and a span is as long as the clock says: on the two nights of a year when
the clocks are changed it is an hour off, and the hour that is skipped or comes twice counts as
any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import message
from hotspots.model.periods import COARSE

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Micros = NDArray[np.int64]
Times = NDArray[np.datetime64]

DAYS, HOURS = 7, 24
WEEK_HOURS = DAYS * HOURS
LONGEST_HOURS = 24.0
_HOUR_US = 3_600_000_000
_DAY_US = HOURS * _HOUR_US
_THURSDAY_US = 3 * _DAY_US  # 1 January 1970 was a Thursday
_BLOCK = 65_536  # events summed at a time: short sums keep their last digits


@dataclass(frozen=True)
class HourWeights:
    """The weights of events over the week, and how many of them have none.

    ``table`` has shape (7, 24): weekdays from Monday, hours from midnight; its sum is
    ``n_used``. Each event is counted in one of ``n_used``, ``n_day_only`` (the day is known and
    the time is not), ``n_open`` (one end is unknown) and ``n_long`` (the span is longer than
    ``longest_hours``). ``n_moments`` of those used are moments, ``n_midnight`` of these at
    00:00 to the second. ``start_us`` and ``length_us``, shape (n_events,), are each event's
    beginning, in microseconds since a Monday at midnight, and how long its span is; they carry
    no meaning where neither ``used`` nor ``day_only`` holds.
    """

    table: Floats
    longest_hours: float
    n_day_only: int
    n_open: int
    n_long: int
    n_coarse: int
    n_moments: int
    n_midnight: int
    start_us: Micros
    length_us: Micros
    used: Mask
    day_only: Mask

    @property
    def n_used(self) -> int:
        """Return how many events the table holds."""
        return int(np.count_nonzero(self.used))

    def share_in(self, hours: tuple[int, int] | None, weekdays: Sequence[int] = ()) -> Floats:
        """Return the part of each event, 0 to 1, that falls in hours and on days of the week.

        The question is as in ``window``. Shape (n_events,); NaN where it is not known: of spans
        with an unknown end, of those too long, and of days where hours are asked for.
        """
        mask = window(hours, weekdays)
        share = np.full(len(self.used), np.nan)
        share[self.used] = _share(self.start_us[self.used], self.length_us[self.used], mask)
        if hours is None:
            weekday = self.start_us[self.day_only] // _DAY_US % DAYS
            share[self.day_only] = mask[weekday, 0]
        return share


def hour_weights(
    occurred_from: Times, occurred_to: Times, precision: Any, longest_hours: float = LONGEST_HOURS
) -> HourWeights:
    """Spread each event over the 168 hours of the week by the time its span spends in each.

    ``occurred_from`` and ``occurred_to`` are wall-clock times, NaT where unknown; ``precision``
    is ``moment``, ``day``, ``span``, ``open_end``, ``open_start``, ``week``, ``month`` or
    ``year``, one of each to an event.
    A moment, and a span without length, counts wholly in its hour. A span holds its beginning
    and not its end. Days without a time, spans with an unknown end and those longer than
    ``longest_hours``, which must be less than a week, are counted and take no part.
    """
    _refuse_week(longest_hours)
    kind = np.asarray(precision)
    day_only, moment = kind == "day", kind == "moment"
    coarse = np.isin(kind, COARSE)
    ended = ~(np.isnat(occurred_from) | (np.isnat(occurred_to) & ~moment))
    spanned = ended & (kind == "span")
    start_us = np.where(np.isnat(occurred_from), 0, _micros(occurred_from)) + _THURSDAY_US
    end_us = np.where(spanned, _micros(occurred_to) + _THURSDAY_US, start_us)
    length_us = end_us - start_us
    _refuse_backwards(length_us)
    long = spanned & (length_us > longest_hours * _HOUR_US)
    used = (spanned & ~long) | (moment & ended)
    momentary = used & (length_us == 0)
    return HourWeights(
        table=_table(start_us[used], length_us[used]),
        longest_hours=longest_hours,
        n_day_only=int(np.count_nonzero(day_only)),
        n_open=int(np.count_nonzero(~used & ~day_only & ~long & ~coarse)),
        n_coarse=int(np.count_nonzero(coarse)),
        n_long=int(np.count_nonzero(long)),
        n_moments=int(np.count_nonzero(momentary)),
        n_midnight=int(np.count_nonzero(momentary & (start_us % _DAY_US == 0))),
        start_us=start_us,
        length_us=length_us,
        used=used,
        day_only=day_only,
    )


def _refuse_week(longest_hours: float) -> None:
    if not 0 < longest_hours < WEEK_HOURS:
        raise UsageProblem(
            message(
                "{longest_hours:g} hours cannot be the longest span: it must be more "
                "than 0 and less than a week ({week_hours} hours), over which nothing "
                "would be told apart.",
                longest_hours=longest_hours,
                week_hours=WEEK_HOURS,
            )
        )


def _refuse_backwards(length_us: Micros) -> None:
    if (length_us < 0).any():
        raise HotspotsError(
            message(
                "An event ends before it begins. Load its extract again: such rows are rejected."
            )
        )


def window(hours: tuple[int, int] | None, weekdays: Sequence[int] = ()) -> Mask:
    """Return which hours of the week are meant, shape (7, 24).

    ``hours`` is half-open: (22, 4) is from 22:00 until just before 04:00; None is the whole
    day. ``weekdays`` count from Monday as 0, none are all; hours after midnight belong to the
    day on which the window began.
    """
    first, end = hours or (0, HOURS)
    n_hours = end - first if first < end else HOURS - first + end
    days = np.array(sorted(set(weekdays)) or range(DAYS), dtype=np.intp)
    cells = days[:, None] * HOURS + first + np.arange(n_hours)
    mask = np.zeros(WEEK_HOURS, dtype=bool)
    mask[cells.ravel() % WEEK_HOURS] = True
    return mask.reshape(DAYS, HOURS)


def _micros(times: Times) -> Micros:
    return times.astype("datetime64[us]").astype(np.int64)


def _table(start_us: Micros, length_us: Micros) -> Floats:
    momentary = length_us == 0
    cells = start_us[momentary] // _HOUR_US % WEEK_HOURS
    table = np.bincount(cells, minlength=WEEK_HOURS).astype(np.float64)
    start_us, length_us = start_us[~momentary], length_us[~momentary]
    for first in range(0, len(start_us), _BLOCK):
        block = slice(first, first + _BLOCK)
        table += _spread(start_us[block], length_us[block])
    return table.reshape(DAYS, HOURS)


def _spread(start_us: Micros, length_us: Micros) -> Floats:
    """Return the weights of spans, hour by hour from their beginning, as long as any is left."""
    table = np.zeros(WEEK_HOURS)
    hour, begun_us = np.divmod(start_us, _HOUR_US)
    left_us, room_us = length_us, _HOUR_US - begun_us
    while len(left_us):
        part_us = np.minimum(left_us, room_us)
        table += np.bincount(hour % WEEK_HOURS, weights=part_us / length_us, minlength=WEEK_HOURS)
        on = left_us > part_us
        hour, left_us, length_us = hour[on] + 1, (left_us - part_us)[on], length_us[on]
        room_us = np.full(len(left_us), _HOUR_US)
    return table


def _share(start_us: Micros, length_us: Micros, mask: Mask) -> Floats:
    end_us = start_us + length_us
    inside = _window_before(end_us, mask) - _window_before(start_us, mask)
    in_hour = mask.ravel()[start_us // _HOUR_US % WEEK_HOURS]
    lengths = np.where(length_us > 0, length_us, 1)
    return np.where(length_us > 0, inside / lengths, in_hour.astype(np.float64))


def _window_before(times_us: Micros, mask: Mask) -> Micros:
    """Return how much of the time before a moment was asked for, in whole microseconds."""
    flat = mask.ravel().astype(np.int64)
    before = np.concatenate([[0], np.cumsum(flat)])
    hour, begun_us = np.divmod(times_us, _HOUR_US)
    week, hour_of_week = np.divmod(hour, WEEK_HOURS)
    whole_hours: Micros = week * before[-1] + before[hour_of_week]
    return whole_hours * _HOUR_US + flat[hour_of_week] * begun_us
