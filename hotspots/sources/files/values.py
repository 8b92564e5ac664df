"""What a cell's text means: strict, so that no number changes size on the way in."""

import re
from dataclasses import dataclass

from hotspots.language import marked, message, translated
from hotspots.model.loads import Mark
from hotspots.sources.values import decimals

NOT_AVAILABLE = frozenset(
    {"", "..", "…", "...", ":", "x", "na", "n/a", "nan", "null", "none", "i.o.", "u.o."}
)
# Statistics Denmark's mark for a figure that is too uncertain to give, or confidential.
WITHHELD_MARK = ".."
NIL = frozenset({"-", "–", "—"})
_FORMULA_ERROR = re.compile(r"#[A-ZÆØÅ/0]+[!?]?")

_SHOULD: dict[Mark, str] = {
    ",": marked(
        "is not a number written with a decimal comma (1.234,5); say --decimal . if it has a point"
    ),
    ".": marked(
        "is not a number written with a decimal point (1,234.5); say --decimal , if it has a comma"
    ),
}
_OTHER: dict[Mark, Mark] = {",": ".", ".": ","}
_MARKED = re.compile(r"[-+]?[\d.,]*\d[\d.,]*", re.ASCII)
_UNREAD = (
    (re.compile(r"\d\s*(?:‰|promille|per mille)", re.IGNORECASE),
     marked("is per thousand: write it in per cent")),
    (re.compile(r"^\s*[-+]?[\d.,]+e[-+]?\d+\s*$", re.IGNORECASE),
     marked("is a number that was shortened with an exponent: write out its digits")),
    (re.compile(r"\d['\u2019\u00b4`]\d{3}"),
     marked("has an apostrophe between thousands: write it without")),
    (re.compile(r"\d"), marked("is more than a number: write the number alone")),
)  # fmt: skip


class NumberCell(str):
    """The text of a cell that is a number in its file, with a decimal point and no thousands."""

    __slots__ = ()


@dataclass(frozen=True)
class Number:
    """A number and how many decimals it was written with; None where it is exact."""

    value: float
    decimals: int | None


class UnreadableCell(Exception):
    """A cell that cannot be what its column says."""


def is_missing(text: str) -> bool:
    """Tell whether a cell says that there is no value: empty, ``..``, ``…`` and the like."""
    return text.strip().casefold() in NOT_AVAILABLE


def number(text: str, mark: Mark) -> Number:
    """Read a number with one mark before its decimals and nothing else.

    ``1.234`` is 1234 with a comma and 1.234 with a point; ``12.34`` is no number with a comma.
    A trailing percent sign is allowed. Raises ``UnreadableCell`` with what was expected.
    """
    if _FORMULA_ERROR.fullmatch(text.strip()):
        raise UnreadableCell(message("is an error of a spreadsheet's formula, not a number"))
    parsed = decimals.read(text, mark)
    if parsed is None:
        raise UnreadableCell(_no_number(text, mark))
    return Number(*parsed)


def _no_number(text: str, mark: Mark) -> str:
    """Return why a text is no number with a mark; the other one is named where it would do."""
    if decimals.read(text, _OTHER[mark]) is not None or _MARKED.fullmatch(text.strip()):
        return translated(_SHOULD[mark])
    for pattern, reason in _UNREAD:
        if pattern.search(text):
            return translated(reason)
    return message("is not a number")
