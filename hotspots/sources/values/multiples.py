"""Headings that say how many things a figure stands for: thousands, or a rate per thousand."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from hotspots.errors import InputProblem
from hotspots.language import message

_THOUSAND = r"(?:1[., \u00a0]?000(?![.,]?\d)|tusinde?r?\b|thousands?\b)"
_THOUSANDS = re.compile(rf"(?<![\d.,])(?<!\w){_THOUSAND}", re.IGNORECASE)
# A line of its own speaks of the figures, not of what is counted: "Byer med over 1.000 beboere".
_UNIT = re.compile(
    rf"\b(?:i|in)\s+(?:hele\s+)?{_THOUSAND}|^\(?(?:enhed|måleenhed|unit)?:?\s*{_THOUSAND}",
    re.IGNORECASE,
)
_UNIT_HEADINGS = frozenset({"enhed", "måleenhed", "unit", "units"})
_OTHERWISE = re.compile(
    # "pr. 1. januar" is a day
    rf"\b(?:pr|per)\b\.?\s*(?:\d(?!\d?(?:\.\s*[a-z]|[./-]\d))|hundred|{_THOUSAND})|\bmio\b|\bmillion|\bmia\b|\bmilliard"
    r"|\bbillion",
    re.IGNORECASE,
)


_RATE = re.compile(rf"\b(?:pr|per)\b\.?\s*(?:{_THOUSAND}|100?[., ]?000|hundred)", re.IGNORECASE)
_NUMBERS = re.compile(r"\b(?:antal|number|count)", re.IGNORECASE)


def says_thousands(heading: str) -> bool:
    """Tell whether figures below a heading are thousands: *Folketal (1.000)*, *i tusinde*."""
    return bool(_THOUSANDS.search(heading)) and not is_no_number(heading)


def is_no_number(heading: str) -> bool:
    """Tell whether figures below a heading are rates or millions, and no numbers of things."""
    return bool(_OTHERWISE.search(heading))


def lines_of_thousands(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the texts alone in their row that say that the figures are thousands."""
    texts = ({cell.strip() for cell in row} - {""} for row in rows)
    alone = [next(iter(cells)) for cells in texts if len(cells) == 1]
    return [text for text in alone if _UNIT.search(text) and not is_no_number(text)]


def refuse_rates(where: str, rows: Iterable[Sequence[str]]) -> None:
    """Refuse numbers of things below a line that says they are rates, and no numbers.

    Raises ``InputProblem``.
    """
    for row in rows:
        texts = {cell.strip() for cell in row} - {""}
        line = next(iter(texts)) if len(texts) == 1 else ""
        if _RATE.search(line) and not _NUMBERS.search(line):
            raise InputProblem(
                message(
                    "{where}: {line!r} says that the figures are rates, and this table is of "
                    "whole numbers. Load the table of numbers; if the line is about something "
                    "else, delete it.",
                    where=where,
                    line=line,
                )
            )


def units_of_thousands(columns: Mapping[str, Collection[str]]) -> list[str]:
    """Return the units of columns of units, by heading, all of whose cells say thousands."""
    units: list[str] = []
    for heading, cells in columns.items():
        texts = sorted({cell.strip() for cell in cells} - {""})
        is_unit = heading.strip().casefold() in _UNIT_HEADINGS
        units += texts[:1] if is_unit and all(map(says_thousands, texts)) else []
    return units


def in_thousands(
    where: str, headings: Mapping[str, str], lines: Sequence[str] = ()
) -> tuple[list[str], list[str]]:
    """Return which fields of whole numbers are thousands, and what to say of it.

    Their headings say so, or ``lines`` say it of all figures of the table. Raises
    ``InputProblem`` where a heading says that they are rates or millions.
    """
    for name, heading in headings.items():
        if is_no_number(heading):
            raise InputProblem(
                message(
                    "{where}: the column {heading!r} holds rates or millions, and {name} is a "
                    "whole number. Name a column of numbers with --map {name}=COLUMN.",
                    where=where,
                    heading=heading,
                    name=name,
                )
            )
    if lines and headings:
        note = message(
            "{line!r} says thousands: each number of the table is taken 1,000 times.",
            line=lines[0],
        )
        return [*headings], [note]
    thousands = [name for name, heading in headings.items() if says_thousands(heading)]
    notes = [
        message(
            "The heading {heading!r} says thousands: each of its numbers is taken 1,000 times.",
            heading=headings[name],
        )
        for name in thousands
    ]
    return thousands, notes
