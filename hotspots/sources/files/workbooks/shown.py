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
from hotspots.sources.files.headings import Binding
from hotspots.sources.files.values import NumberCell

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DIGITS = 10
# Fields whose numbers may be shown as percentages in a spreadsheet.
_PERCENTAGES = ("percent", "published_change", "value")
_OF_HEADINGS = frozenset({"month", "year"})


def check_needless(where: str, display: Display | None, *, has_headings: bool = False) -> None:
    """Refuse the option for a file that says itself how it shows its cells.

    With ``has_headings`` it may be about headings that are days.
    """
    if display is not None and not (has_headings and display in _OF_HEADINGS):
        raise UsageProblem(
            message(
                "{where}: --shown-as is for .xls, .xlsb and .ods, and for layers and Parquet with "
                "fields of moments; this file says itself what its cells are. Leave it out.",
                where=where,
            )
        )


def rows_with_percentages(
    where: str, binding: Binding, rows: Sequence[Sequence[str]], display: Display | None
) -> list[list[str]]:
    """Return rows whose percentages are such, where the file does not say how it shows them."""
    changed = [[*row] for row in rows]
    for name in _PERCENTAGES:
        column = binding.position.get(name)
        if column is None:
            continue
        cells = [row[column] if column < len(row) else "" for row in changed]
        texts = shares_as_percent(where, binding.heading(name), cells, display)
        for row, text in zip(changed, texts, strict=True):
            if column < len(row):
                row[column] = text
    return changed


def shares_as_percent(
    where: str, heading: str, cells: Sequence[str], display: Display | None
) -> list[str]:
    """Return the cells of a column of percentages, a hundred times larger where they are shares.

    One that is shown as 12.3 % may stand beside 12.5, so that each of at most 1 may be a share; a
    1 beside larger numbers is none. Raises ``InputProblem`` where nothing says which they are.
    """
    numbers = [float(cell) for cell in cells if isinstance(cell, NumberCell)]
    shares = [number for number in numbers if 0 < abs(number) <= 1]
    if not shares or (len(shares) < len([*filter(None, numbers)]) and {*map(abs, shares)} == {1}):
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
    return [NumberCell(_written(float(cell) * 100))
            if isinstance(cell, NumberCell) and abs(float(cell)) <= 1 else cell
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
                "{where}: {heading!r} holds {n:,} {n:midnight|midnights}, such as {day}, beside "
                "moments such as {moment}, and this kind of file does not say how they are shown."
                " Say --shown-as time if they happened at 00:00, --shown-as date if only the day "
                "is known, or save it as .xlsx.",
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
