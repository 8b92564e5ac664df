"""What is asked where a spreadsheet does not say how it shows a number: percent or midnight.

The library that reads .xls, .xlsb and .ods gives values alone. 0.12 may be shown as 12 % or as
0.12, and a midnight beside other moments may be 00:00 or a day without a time.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import message
from hotspots.model.loads import Display
from hotspots.sources.files.values import NumberCell

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DIGITS = 10


def check_needless(where: str, display: Display | None) -> None:
    """Refuse the option for a file that says itself how it shows its cells."""
    if display is not None:
        raise UsageProblem(
            message(
                "{where}: --shown-as is for .xls, .xlsb and .ods, and for layers and Parquet with "
                "fields of moments; this file says itself what its cells are. Leave it out.",
                where=where,
            )
        )


def shares_as_percent(
    where: str, heading: str, cells: Sequence[str], display: Display | None
) -> list[str]:
    """Return the cells of a column of percentages, a hundred times larger where they are shares.

    Raises ``InputProblem`` where nothing says which they are.
    """
    numbers = [float(cell) for cell in cells if isinstance(cell, NumberCell)]
    shares = [number for number in numbers if number]
    if not shares or max(map(abs, shares)) > 1:
        return [*cells]
    if display is None:
        raise InputProblem(
            message(
                "{where}: {heading!r} holds numbers of at most 1, such as {example}, and this "
                "kind of file does not say how they are shown. Say --shown-as percent if "
                "it is {percent} % in the spreadsheet, --shown-as number if it is "
                "{example} %, or save it as .xlsx.",
                where=where,
                heading=heading,
                example=_written(shares[0]),
                percent=_written(shares[0] * 100),
            )
        )
    if display != "percent":
        return [*cells]
    return [NumberCell(_written(float(cell) * 100)) if isinstance(cell, NumberCell) else cell
            for cell in cells]  # fmt: skip


def _written(number: float) -> str:
    return f"{number:.{_DIGITS}f}".rstrip("0").rstrip(".")


def check_midnights(
    where: str, heading: str, values: Iterable[Any], display: Display | None
) -> None:
    """Refuse a column of moments in which some are midnight, unless it is said what that means."""
    days, moments = [], []
    for value in values:
        if type(value) is date:
            days.append(value)
        elif type(value) is datetime:
            moments.append(value)
    if days and moments and display not in {"date", "time"}:
        raise InputProblem(
            message(
                "{where}: {heading!r} holds {n:,} midnights, such as {day}, beside moments such "
                "as {moment}, and this kind of file does not say how they are shown. Say "
                "--shown-as time if they happened at 00:00, --shown-as date if only the "
                "day is known, or save it as .xlsx.",
                where=where,
                heading=heading,
                n=len(days),
                day=days[0].isoformat(),
                moment=moments[0].isoformat(sep=" ", timespec="minutes"),
            )
        )


def with_clock(text: str) -> str:
    """Return a day as the moment at which it begins, any other text as it is."""
    return f"{text} 00:00:00" if _DAY.fullmatch(text) else text
