"""Days as headings of a wide table: months or years, as the spreadsheet shows them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import message
from hotspots.model.loads import Display
from hotspots.sources.files import headings
from hotspots.sources.files.heading_meanings import WideReading
from hotspots.sources.files.periods import period
from hotspots.sources.files.values import NumberCell, UnreadableCell

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: 00:00:00)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_WRITTEN: Mapping[Display, str] = {"month": "%Y-%m", "year": "%Y"}
_MONTHS = 12


def with_periods_of_days(
    where: str, rows: Sequence[Sequence[str]], searched: int, wanted: WideReading, *, bare: bool
) -> tuple[Sequence[Sequence[str]], list[str]]:
    """Return rows whose headings that are days are periods, and what is to be said of that.

    ``bare`` tells that the file does not say how it shows its cells: months one after the other,
    each by its first day, are months. Raises ``InputProblem`` where the days may mean several
    things, ``UsageProblem`` where it is said what they mean, but there are none.
    """
    display = wanted.reading.display
    header = _header(rows[:searched], wanted)
    if header is None:
        _check_needed(where, display)
        return rows, []
    number, days = header
    texts = [rows[number][column] for column in days]
    follow = bare and _are_months_in_turn([*days.values()])
    if display is None and follow:
        display = "month"
    if display is None or display not in _WRITTEN:
        raise _undecided(where, texts)
    written = [day.strftime(_WRITTEN[display]) for day in days.values()]
    dated = dict(zip(days, written, strict=True))
    row = [dated.get(column, text) for column, text in enumerate(rows[number])]
    note = message("{where}: the headings {texts} are read as {periods}.", where=where,
                   texts=_in_short(texts), periods=_in_short(written))  # fmt: skip
    return [*rows[:number], row, *rows[number + 1 :]], [note]


def _header(
    rows: Sequence[Sequence[str]], wanted: WideReading
) -> tuple[int, Mapping[int, date]] | None:
    """Return the first row of several days and no figures above the data, and its days."""
    for number, row in enumerate(rows):
        if any(isinstance(cell, NumberCell) for cell in row):
            return None
        bound = headings.bind(row, wanted.fields, wanted.reading, grouped=wanted.grouped)
        if bound.has("year") and bound.has(wanted.kinds.value):
            return None
        taken = {*bound.position.values(), *bound.groups.values(), *bound.ignored}
        days = {column: day for column, text in enumerate(row)
                if column not in taken and (day := _day(text)) is not None}  # fmt: skip
        rest = (text for column, text in enumerate(row) if column not in {*taken, *days})
        if len(days) > 1 or (days and any(map(_is_period, rest))):
            return number, days
    return None


def _is_period(text: str) -> bool:
    """Tell whether a heading is a period alone, such as 2023, beside which a day is odd."""
    try:
        return bool(text.strip() and period(text))
    except UnreadableCell:
        return False


def _day(text: str) -> date | None:
    if match := _ISO.fullmatch(text.strip()):
        parts = [int(part) for part in match.groups()]
    elif match := _DAY_FIRST.fullmatch(text.strip()):
        parts = [int(part) for part in reversed(match.groups())]
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def _are_months_in_turn(days: Sequence[date]) -> bool:
    """Tell whether days are the firsts of months that follow each other."""
    months = [_MONTHS * day.year + day.month for day in dict.fromkeys(days)]
    in_turn = [*range(months[0], months[0] + len(months))]
    return len(months) > 1 and months == in_turn and all(day.day == 1 for day in days)


def _undecided(where: str, texts: Sequence[str]) -> InputProblem:
    return InputProblem(
        message(
            "{where}: the headings {texts} are days, and a figure is of a year or another "
            "period. Say --shown-as month if each is the figure of that month, --shown-as year "
            "if it is that of the year; or write periods as headings, such as 2024, 2024-01 or "
            "2024K1.",
            where=where,
            texts=_in_short(texts),
        )
    )


def _check_needed(where: str, display: Display | None) -> None:
    if display in _WRITTEN:
        raise UsageProblem(
            message(
                "{where}: --shown-as {display} is for headings that are days, and there are none. "
                "Leave it out.",
                where=where,
                display=display,
            )
        )


def _in_short(texts: Sequence[str]) -> str:
    return f"{texts[0]} … {texts[-1]}" if len(texts) > 1 else texts[0]
