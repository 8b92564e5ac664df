"""Which mark stands before the decimals of a column: what its cells, taken together, allow.

``1.234`` is 1234 where a comma stands before the decimals, and 1.234 where a point does. One cell
that can be read in one way only decides for its whole column; nothing is guessed cell by cell.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.loads import Mark

_GROUPED = r"[1-9]\d{0,2}(?:%s\d{3})+"
_FORMS: dict[Mark, re.Pattern[str]] = {
    ",": re.compile(rf"[-+]?(?:{_GROUPED % '[.]'}|\d+|(?=,))(?:,(?P<decimals>\d+))?", re.ASCII),
    ".": re.compile(
        rf"[-+]?(?:{_GROUPED % ','}|\d+|(?=[.]))(?:[.](?P<decimals>\d+))?",
        re.ASCII,
    ),
}
_OTHER: dict[Mark, Mark] = {",": ".", ".": ","}
_SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009](?=\d{3}(?!\d))")
_UNIT = re.compile(r"\s*(?:%|pct\.?|procent|percent)$", re.IGNORECASE)

Reason = Literal["contradiction", "undecided"]


@dataclass(frozen=True)
class Decision:
    """The mark of a column; without one, the cells by which it cannot be told.

    ``mark`` is None and ``reason`` is None where no cell has a mark at all.
    """

    mark: Mark | None = None
    reason: Reason | None = None
    examples: tuple[str, ...] = ()


def bare(text: str) -> str:
    """Return a number's text without per cent, blanks between thousands, and odd minus signs."""
    plain = _UNIT.sub("", text.strip()).replace("\u2212", "-")
    return _SPACED.sub("", plain).replace("\u00a0", "")


def has_unit(text: str) -> bool:
    """Tell whether a number's text says that it is in per cent."""
    return bool(_UNIT.search(text.strip()))


def read(text: str, mark: Mark) -> tuple[float, int] | None:
    """Return a number and how many decimals it was written with; None where it is none."""
    plain = bare(text)
    match = _FORMS[mark].fullmatch(plain) if plain else None
    if match is None:
        return None
    value = float(plain.replace(_OTHER[mark], "").replace(mark, "."))
    return (value, len(match["decimals"] or "")) if math.isfinite(value) else None


def decided(
    cells: Iterable[str], *, whole: bool = False, most: float = math.inf, hint: Mark | None = None
) -> Decision:
    """Return the mark of a column of numbers.

    ``whole`` numbers decide by being whole where no cell decides otherwise; a value above
    ``most`` cannot be. ``hint`` is the mark that the rest of the file has. Cells that are no
    number in any way do not count. Where each cell can be read in one way only and they differ,
    the more frequent mark is the column's, and the others are none of its numbers, unless one is
    read so only because it would be above ``most`` otherwise.
    """
    seen = _Seen.of(cells, most)
    if seen.only[","] and seen.only["."]:
        return _of_two(seen)
    for mark in _OTHER:
        if seen.only[mark]:
            return _checked(mark, seen, whole=whole)
    if not any(seen.either.values()):
        return Decision()
    return _undecided(seen, whole=whole, hint=hint)


@dataclass(frozen=True)
class _Seen:
    """A column's cells by what they can be: ``either`` by the mark that would be its decimal's.

    ``by_size`` are those that can be read in one way only because the other is too large.
    """

    only: dict[Mark, list[str]]
    either: dict[Mark, list[str]]
    grouped: dict[Mark, bool]
    by_size: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, cells: Iterable[str], most: float) -> "_Seen":
        seen = cls({",": [], ".": []}, {",": [], ".": []}, {",": False, ".": False})
        for cell in cells:
            plain = bare(cell)
            if "," in plain or "." in plain:
                seen._take(cell, plain, most)
        return seen

    def _take(self, cell: str, plain: str, most: float) -> None:
        values = {mark: read(plain, mark) for mark in _OTHER}
        fits = [mark for mark, value in values.items() if value and abs(value[0]) <= most]
        if len(fits) == 1:
            self.only[fits[0]].append(cell)
            self.grouped[fits[0]] |= _OTHER[fits[0]] in plain
            if all(values.values()):
                self.by_size.append(cell)
        elif fits:
            self.either["," if "," in plain else "."].append(cell)


def _of_two(seen: _Seen) -> Decision:
    """Return the more frequent of two marks, or the contradiction where a cell could have both."""
    comma, point = seen.only[","], seen.only["."]
    if any(seen.either.values()) or seen.by_size:
        return Decision(None, "contradiction", (comma[0], point[0]))
    return Decision("," if len(comma) >= len(point) else ".")


def _checked(mark: Mark, seen: _Seen, *, whole: bool) -> Decision:
    """Return the mark, or the contradiction of cells that would be thousands beside decimals."""
    thousands = seen.either[_OTHER[mark]]
    if thousands and not (whole or seen.grouped[mark]):
        return Decision(None, "contradiction", (seen.only[mark][0], thousands[0]))
    return Decision(mark)


def _undecided(seen: _Seen, *, whole: bool, hint: Mark | None) -> Decision:
    comma, point = seen.either[","], seen.either["."]
    if comma and point:
        return Decision(None, "contradiction", (comma[0], point[0]))
    mark: Mark = "," if comma else "."
    if whole:
        return Decision(_OTHER[mark])
    if hint is not None:
        return Decision(hint)
    return Decision(None, "undecided", tuple(dict.fromkeys([*comma, *point]))[:2])


def untold(where: str, heading: str, decision: Decision, column: str = "") -> InputProblem:
    """Say by which cells the mark of a column cannot be told, and what to do.

    ``column`` is how the option names the column, where each may have its mark.
    """
    ways = [f'--decimal "{column}={mark}"' if column else f"--decimal {mark}" for mark in ",."]
    if decision.reason == "undecided":
        return InputProblem(
            message(
                "{where}, column {heading!r}: nothing tells whether {examples} has thousands or "
                "decimals. Say what stands before decimals: {comma} or {point}",
                where=where,
                heading=heading,
                examples=", ".join(map(repr, decision.examples)),
                comma=ways[0],
                point=ways[1],
            )
        )
    return InputProblem(
        message(
            "{where}, column {heading!r}: {first!r} and {second!r} cannot both be read. Say "
            "what stands before decimals with {comma} or {point} and the other cells "
            "are rejected, or correct the file.",
            where=where,
            heading=heading,
            first=decision.examples[0],
            second=decision.examples[1],
            comma=ways[0],
            point=ways[1],
        )
    )
