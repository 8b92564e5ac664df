"""A cell's value as the text that a table would have: by what it is, and by how it is shown."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from hotspots.model.loads import Mark
from hotspots.sources.files.values import NumberCell
from hotspots.sources.files.workbooks.xlsx_styles import PLAIN, CellFormat

# From here on a number no longer holds all its digits, which are to be looked up.
_INEXACT = 9e15
LONG_NUMBER = "\0"
_PERCENT_DIGITS = 10
_MOMENT_LENGTH = len("2024-12-31 23:59:59")
_NEARLY_SECOND_US = 1_000


def cell_text(value: Any, cell_format: CellFormat, mark: Mark | None) -> str:
    """Return a value as text: dates and moments the ISO way, numbers with a mark before decimals.

    Without a mark a number is a ``NumberCell``, which needs none.
    """
    kind = type(value)
    if kind is str:
        return str(value).strip()
    if kind is float:
        return _marked(_number_text(value, cell_format), mark)
    return _TEXTS.get(kind, _plain)(value, cell_format)


def _marked(text: str, mark: Mark | None) -> str:
    return NumberCell(text) if mark is None else text.replace(".", mark)


def _number_text(value: float, cell_format: CellFormat) -> str:
    if abs(value) >= _INEXACT:
        return LONG_NUMBER
    printed = round(value * 100, _PERCENT_DIGITS) if cell_format.percent else value
    written = repr(printed)
    if "e" in written or "n" in written:
        written = f"{printed:.10f}"
    units, _, fraction = written.partition(".")
    fraction = fraction.rstrip("0").ljust(cell_format.decimals, "0")
    return f"{units}.{fraction}" if fraction else units


def _moment_text(value: datetime, cell_format: CellFormat) -> str:
    """Return a moment, or the day where it is midnight and no clock is shown."""
    near = value + timedelta(microseconds=_NEARLY_SECOND_US)
    if near.microsecond <= 2 * _NEARLY_SECOND_US:
        # a sum of days and minutes that a thousandth of a second is missing from
        value = near.replace(microsecond=0)
    if value.time() == time(0) and not cell_format.has_clock:
        return _day_text(value.date(), cell_format)
    return value.isoformat(sep=" ")


def _day_text(value: date, cell_format: CellFormat) -> str:
    """Return a day, or the month or the year that it is the first day of and is shown as."""
    is_first = value.day == 1 and (value.month == 1 or cell_format.period != "%Y")
    if cell_format.period and is_first:
        return value.strftime(cell_format.period)
    return f"{value.isoformat()} 00:00:00" if cell_format.has_clock else value.isoformat()


def _clock_text(value: time, _: CellFormat) -> str:
    return value.isoformat()


def _duration_text(value: timedelta, _: CellFormat) -> str:
    """Return hours, minutes and seconds; more than 24 hours stay hours."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def _plain(value: Any, _: CellFormat) -> str:
    return str(value)


_TEXTS: Mapping[type, Callable[[Any, CellFormat], str]] = {
    datetime: _moment_text,
    date: _day_text,
    time: _clock_text,
    timedelta: _duration_text,
}


def column_texts(values: Sequence[Any], cell_format: CellFormat, mark: Mark | None) -> list[str]:
    """Return the texts of values that are shown alike; ``LONG_NUMBER`` for lost digits.

    Columns of one kind are turned into text as a whole, ten times as fast as cell by cell.
    """
    kinds = {*map(type, values)}
    if kinds == {str}:
        return [*map(str.strip, values)]
    if kinds == {float} and cell_format == PLAIN:
        return _plain_numbers(values, mark)
    if kinds == {datetime}:
        texts = [*map(str, values)]
        # neither a part of a second nor, from this reader, ever a midnight
        if {*map(len, texts)} == {_MOMENT_LENGTH}:
            return texts
    return [cell_text(value, cell_format, mark) for value in values]


def _plain_numbers(values: Sequence[float], mark: Mark | None) -> list[str]:
    texts = "\n".join(map(repr, values)) + "\n"
    if "e" in texts or "n" in texts or max(map(abs, values)) >= _INEXACT:
        return [cell_text(value, PLAIN, mark) for value in values]
    texts = texts.replace(".0\n", "\n")
    if mark is None:
        return [*map(NumberCell, texts.splitlines())]
    return texts.replace(".", mark).splitlines()
