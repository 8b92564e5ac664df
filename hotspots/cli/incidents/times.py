"""Options on which incidents count: their category, days, hours and days of the week."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import click

from hotspots.cli.options import DAY
from hotspots.language import message
from hotspots.model.cells import WEEKDAYS

Command = TypeVar("Command", bound=Callable[..., Any])
_HOURS = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")
_LAST_HOUR = 24


def times_options(command: Command) -> Command:
    """Add ``--hours`` and ``--weekday`` to a command."""
    for option in (
        click.option(
            "--weekday", "weekdays", multiple=True, type=click.Choice(WEEKDAYS),
            callback=_weekdays, help="Only on this day of the week. Repeatable.",
        ),
        click.option(
            "--hours", metavar="HH-HH", callback=hours_of,
            help="Only from this hour until that one, such as 22-04.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def incident_options(command: Command) -> Command:
    """Add ``--category``, ``--from``, ``--to``, ``--hours`` and ``--weekday`` to a command."""
    for option in (
        times_options,
        click.option("--to", "last_day", type=DAY, callback=_day, help="Last day that counts."),
        click.option("--from", "first_day", type=DAY, callback=_day,
                     help="First day that counts."),
        click.option("--category", help="One category only."),
    ):  # fmt: skip
        command = option(command)
    return command


def hours_of(_: click.Context, __: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """Return the hours that ``22-04`` means: from 22:00 until just before 04:00."""
    if value is None:
        return None
    match = _HOURS.fullmatch(value.strip())
    first, end = (int(match[1]), int(match[2])) if match else (0, 0)
    if first == end or first >= _LAST_HOUR or end > _LAST_HOUR:
        raise click.BadParameter(message("write two different hours from 00 to 24, such as 22-04"))
    return first, end


def days_of(_: click.Context, __: click.Parameter, value: str | None) -> tuple[date, date] | None:
    """Return the first and last day that ``2024-01-01..2024-06-30`` means."""
    if value is None:
        return None
    try:
        first, last = (_day_of(text) for text in value.split(".."))
    except ValueError:
        raise click.BadParameter(
            message("write two days with two points between, such as 2024-01-01..2024-06-30")
        ) from None
    if first > last:
        raise click.BadParameter(message("the first day lies after the last one"))
    return first, last


def _day_of(text: str) -> date:
    for pattern in DAY.formats:
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    raise ValueError(text)


def _day(_: click.Context, __: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def _weekdays(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(sorted({WEEKDAYS.index(one) for one in value}))
