"""Headings that say how many things a figure stands for: thousands, or a rate per thousand."""

import re
from collections.abc import Mapping

from hotspots.errors import InputProblem
from hotspots.language import message

_THOUSAND = r"(?:1[., \u00a0]?000(?![.,]?\d)|tusinde?r?\b|thousands?\b)"
_THOUSANDS = re.compile(rf"(?<![\d.,])(?<!\w){_THOUSAND}", re.IGNORECASE)
_OTHERWISE = re.compile(
    rf"\b(?:pr|per)\b\.?\s*(?:\d|hundred|{_THOUSAND})|\bmio\b|\bmillion|\bmia\b|\bmilliard"
    r"|\bbillion",
    re.IGNORECASE,
)


def says_thousands(heading: str) -> bool:
    """Tell whether figures below a heading are thousands: *Folketal (1.000)*, *i tusinde*."""
    return bool(_THOUSANDS.search(heading)) and not is_no_number(heading)


def is_no_number(heading: str) -> bool:
    """Tell whether figures below a heading are rates or millions, and no numbers of things."""
    return bool(_OTHERWISE.search(heading))


def in_thousands(where: str, headings: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return which fields of whole numbers are thousands by their headings, and what to say of it.

    Raises ``InputProblem`` where a heading says that they are rates or millions.
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
    thousands = [name for name, heading in headings.items() if says_thousands(heading)]
    notes = [
        message(
            "The heading {heading!r} says thousands: each of its numbers is taken 1,000 times.",
            heading=headings[name],
        )
        for name in thousands
    ]
    return thousands, notes
