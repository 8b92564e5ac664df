"""The table below the map: its cells, what they are sorted by, and the area of each row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.page import Lang, PageTable

_NUMBER = {
    "da": re.compile(r"[-+\u2212]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[-+\u2212]?\d+(?:,\d+)?"),
    "en": re.compile(r"[-+\u2212]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+\u2212]?\d+(?:\.\d+)?"),
}
_PLAIN = {
    "da": str.maketrans({".": "", ",": ".", "\u2212": "-"}),
    "en": str.maketrans({",": "", "\u2212": "-"}),
}


@dataclass(frozen=True)
class Heading:
    """A column's heading."""

    text: str
    numeric: bool


@dataclass(frozen=True)
class Cell:
    """A cell as it is read, and the number it is sorted by, empty where it has none."""

    text: str
    numeric: bool
    value: str


@dataclass(frozen=True)
class Row:
    """A row; one of no single area is fixed to its end of the table when it is sorted."""

    cells: Sequence[Cell]
    area: int | None
    fixed: Literal["", "top", "bottom"]


def headings(table: PageTable) -> list[Heading]:
    """Return the columns' headings, or raise where they and the rows do not fit together."""
    widths = {len(table.numeric), *map(len, table.rows)}
    if widths != {len(table.headings)} or len(table.codes) != len(table.rows):
        raise UsageProblem(
            message(
                "The table {caption!r} has rows or headings of unequal length.",
                caption=table.caption,
            )
        )
    return [Heading(*pair) for pair in zip(table.headings, table.numeric, strict=True)]


def rows(table: PageTable, numbers: Mapping[str, int], lang: Lang) -> list[Row]:
    """Return the rows; ``numbers`` gives the drawn area's number for its code."""
    first = next((at for at, code in enumerate(table.codes) if code), len(table.codes))
    return [
        Row(
            [
                Cell(text, numeric, sort_value(text, lang) if numeric else "")
                for text, numeric in zip(cells, table.numeric, strict=True)
            ],
            numbers.get(code),
            "" if code else "top" if at < first else "bottom",
        )
        for at, (cells, code) in enumerate(zip(table.rows, table.codes, strict=True))
    ]


def sort_value(text: str, lang: Lang) -> str:
    """Return the first number in a text, written as scripts read it, or nothing: ``..`` is none.

    An interval is sorted by its lower end.
    """
    found = _NUMBER[lang].search(text)
    return found.group().translate(_PLAIN[lang]) if found else ""
