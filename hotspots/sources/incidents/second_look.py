"""A second look at the times that are not written in one of the usual ways.

Most extracts write times so that they can be read column by column. What could not be is read
here cell by cell, put into the usual way, and judged again; what cannot be read at all gets the
true reason.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow.compute as pc

from hotspots.arrow import pa
from hotspots.model.fields import CLOCK_OF
from hotspots.model.loads import DateOrder
from hotspots.sources.files.periods import period
from hotspots.sources.files.values import UnreadableCell
from hotspots.sources.incidents.conventions import TIME_FIELDS
from hotspots.sources.values.moments import Moments, begins_with_day, is_approximate, moments

_UNREAD = pa.array(["unknown_date", "far_date", "before_earliest"])
# The end of a span: called a clock, or with a mark in it, so that no number is taken for it.
_CLOCK_ALONE = re.compile(r"kl(?:okken)?\.? .*|\d{1,2}[:.]\d\d(?:[:.]\d\d)?", re.IGNORECASE)
_FULL_YEAR = re.compile(r"\d{4}")
Row = dict[str, str | None]


@dataclass(frozen=True)
class Fault:
    """Why a row cannot be read: the field that is to blame, and the key of what is said."""

    field: str
    reason: str


def second_look(
    batch: Any, judged: Any, order: DateOrder, zone: ZoneInfo
) -> tuple[Sequence[int], Any, Sequence[Fault | None]]:
    """Return the rows to be judged again: their positions, their texts, and faults in them.

    A fault is None where the row could be read now, and is to be judged anew. ``zone`` is that
    of wall-clock times.
    """
    unread = pc.is_in(judged["reject_reason"], value_set=_UNREAD)
    positions = np.flatnonzero(np.asarray(pc.fill_null(unread, False))).tolist()  # noqa: FBT003
    if not positions:
        return [], batch.slice(0, 0), []
    again = batch.take(pa.array(positions))
    names = [name for name in (*TIME_FIELDS, *CLOCK_OF.values()) if name in again.column_names]
    looked_at = [_read(row, order, zone) for row in again.select(names).to_pylist()]
    for name in TIME_FIELDS:
        column = pa.array([row[name] for row, _ in looked_at], pa.string())
        again = again.set_column(again.column_names.index(name), name, column)
    return positions, again, [fault for _, fault in looked_at]


def approximate(batch: Any, n: int, positions: Sequence[int]) -> Any:
    """Return of ``n`` rows whether a time of theirs is so roughly (``ca. kl. 22``).

    ``batch`` has the rows at some positions, which were looked at twice; others are in no words.
    """
    flags = np.zeros(n, dtype=bool)
    rows = batch.select(TIME_FIELDS).to_pylist() if len(positions) else []
    for position, row in zip(positions, rows, strict=True):
        flags[position] = any(text and is_approximate(text) for text in row.values())
    return pa.array(flags)


def _read(row: Row, order: DateOrder, zone: ZoneInfo) -> tuple[Row, Fault | None]:
    """Return a row's times in the usual way of writing, and why one of them cannot be read."""
    read: Row = dict(row)
    for name in TIME_FIELDS:
        text = row[name]
        moment = _time_of(text, order) if text else None
        if name == "latest" and isinstance(moment, str):
            moment = _end_of(row["earliest"], text or "", order) or moment
        if isinstance(moment, str):
            return row, Fault(_at_fault(row, name, order), moment)
        if moment is not None:
            read |= _fields(name, moment)
    if read["earliest"] and read["latest"]:
        read |= _on_one_clock(read["earliest"], read["latest"], zone)
    return read, None


def _time_of(text: str, order: DateOrder) -> Moments | str:
    """Return a moment, a range, or what is known to a month, week, quarter or year only."""
    moment = moments(text, order)
    # "okt-12" may be a day of October
    if moment != "unknown_date" or not _FULL_YEAR.search(text):
        return moment
    try:
        rough = period(text)
    except UnreadableCell:
        return moment
    first, last = rough.days
    written = {"year": f"{first:%Y}", "month": f"{first:%Y-%m}", "week": str(rough)}
    if rough.kind in written:
        return Moments(written[rough.kind])
    return Moments(first.isoformat(), last.isoformat())


def _end_of(earliest: str | None, text: str, order: DateOrder) -> Moments | None:
    """Return the end of a span that is a clock alone: of the day of its beginning, or the next."""
    if not earliest or not _CLOCK_ALONE.fullmatch(text):
        return None
    span = moments(f"{earliest} - {text}", order)
    return Moments(span.last) if isinstance(span, Moments) and span.last else None


def _at_fault(row: Row, name: str, order: DateOrder) -> str:
    """Return the field of the clock where its day can be read, else that of the time."""
    clock, text = CLOCK_OF.get(name, ""), row[name] or ""
    is_clock = text.startswith("kl. ") or begins_with_day(text, order)
    return clock if row.get(clock) and is_clock else name


def _fields(name: str, moment: Moments) -> Row:
    """Return the fields that a text fills: a range has an earliest and a latest moment."""
    if moment.last is None:
        return {name: moment.first}
    if name == "occurred":
        return {"occurred": None, "earliest": moment.first, "latest": moment.last}
    return {name: moment.first if name != "latest" else moment.last}


def _on_one_clock(earliest: str, latest: str, zone: ZoneInfo) -> Row:
    """Return the ends of a span on the clock of the first, where both say their offset.

    In the hour that is lived twice in autumn the later moment may have the earlier wall clock.
    """
    first, last = datetime.fromisoformat(earliest), datetime.fromisoformat(latest)
    if first.tzinfo is None or last.tzinfo is None or last < first:
        return {}
    start = first.astimezone(zone).replace(tzinfo=None)
    return {"earliest": start.isoformat(" "), "latest": (start + (last - first)).isoformat(" ")}


def spliced(
    judged: Any, again: Any, positions: Sequence[int], faults: Sequence[Fault | None]
) -> Any:
    """Return the judged rows with those at some positions as they were judged again."""
    pairs = zip(again["reject_field"].to_pylist(), again["reject_reason"].to_pylist(), strict=True)
    named = [(fault.field, fault.reason) if reason and fault else (field, reason)
             for (field, reason), fault in zip(pairs, faults, strict=True)]  # fmt: skip
    for at, name in enumerate(("reject_field", "reject_reason")):
        column = pa.array([pair[at] for pair in named], pa.string())
        again = again.set_column(again.column_names.index(name), name, column)
    order = np.arange(judged.num_rows)
    order[np.asarray(positions)] = judged.num_rows + np.arange(len(positions))
    return pa.concat_tables([judged, again.cast(judged.schema)]).take(pa.array(order))
