"""What stands between two columns of a text table."""

from collections.abc import Iterable

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.loads import Reading

_DELIMITERS = (";", "\t", "|", ",")


def delimiter_of(where: str, reading: Reading, lines: Iterable[str]) -> str:
    """Return the delimiter asked for, or else the one that is found."""
    delimiter = reading.delimiter
    if delimiter is None:
        return likely_delimiter(lines)
    delimiter = {"tab": "\t", "\\t": "\t"}.get(delimiter.casefold(), delimiter)
    if len(delimiter) != 1 or not delimiter.isascii() or delimiter in '"\r\n':
        raise UsageProblem(
            message(
                "{where}: --delimiter {asked!r} is not one character, or tab.",
                where=where,
                asked=delimiter,
            )
        )
    return delimiter


def likely_delimiter(lines: Iterable[str]) -> str:
    """Return the delimiter that the most of the first lines hold; a semicolon goes first.

    A comma goes last, since it stands in numbers and addresses too.
    """
    seen = list(lines)
    counts = {mark: sum(line.count(mark) > 0 for line in seen) for mark in _DELIMITERS}
    best = max(counts.values(), default=0)
    return next((mark for mark in _DELIMITERS if best and counts[mark] == best), ";")
