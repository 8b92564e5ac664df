"""What a cell's text means: strict, so that no number changes size on the way in."""

import math
import re
from dataclasses import dataclass

from hotspots.language import marked, message, translated
from hotspots.model.loads import Dialect

NOT_AVAILABLE = frozenset(
    {"", "..", "…", "...", ":", "x", "na", "n/a", "nan", "null", "none", "i.o.", "u.o."}
)
# Statistics Denmark's mark for a figure that is too uncertain to give, or confidential.
WITHHELD_MARK = ".."
NIL = frozenset({"-", "–", "—"})

_NUMBER = {
    "dk": re.compile(r"[-+]?(\d{1,3}(\.\d{3})+|\d+)(,(?P<decimals>\d+))?", re.ASCII),
    "iso": re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.(?P<decimals>\d+))?", re.ASCII),
}
_MARKS = {"dk": (".", ","), "iso": (",", ".")}
_SHOULD = {
    "dk": marked(
        "is not a number written the Danish way (1.234,5); for a decimal point say --dialect iso"
    ),
    "iso": marked(
        "is not a number with a decimal point (1234.5); for a decimal comma say --dialect dk"
    ),
}


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


def number(text: str, dialect: Dialect) -> Number:
    """Read a number in one dialect and nothing else.

    ``1.234`` is 1234 in ``dk`` and 1.234 in ``iso``; ``12.34`` is no number in ``dk``.
    A trailing percent sign is allowed. Raises ``UnreadableCell`` with what was expected.
    """
    plain = text.strip().removesuffix("%").strip().replace("\u00a0", "").replace("−", "-")
    match = _NUMBER[dialect].fullmatch(plain)
    if not match:
        raise UnreadableCell(translated(_SHOULD[dialect]))
    thousands, decimal = _MARKS[dialect]
    value = float(plain.replace(thousands, "").replace(decimal, "."))
    if not math.isfinite(value):
        raise UnreadableCell(message("is too large to be a number of anything"))
    return Number(value, len(match["decimals"] or ""))


def whole(text: str, dialect: Dialect) -> int:
    """Read a whole number; ``3,0`` counts, ``3,5`` does not."""
    parsed = number(text, dialect)
    if parsed.value != int(parsed.value):
        raise UnreadableCell(message("is not a whole number"))
    return int(parsed.value)
