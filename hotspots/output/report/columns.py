"""How wide the columns of a report's table are: no word is cut that could be whole."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain

from hotspots.mapping.pictures.typeset import width_cm
from hotspots.mapping.pictures.typst_pdf import printable
from hotspots.model.report import ReportTable

_SIZE_PT, _AIR_CM = 8.5, 0.3
_LINE_MAY_END = re.compile(r" |(?<=-)")
_MEASURED = 3  # the words with the most signs; the widest is among them
_MOST_SHARE = {True: 0.25, False: 0.2}  # of the room, where a column holds numbers or words
_MOST_SIGNS = 60


def fitted(table: ReportTable, room_cm: float) -> list[float]:
    """Return the columns' widths in centimetres, which fill the room.

    They have the table's own shares, but a column whose longest word has no room is widened at
    the cost of the others. Where not all have room, each has its part of what it needs.
    Measured is the pictures' font, wider than Arial, which not all have.
    """
    shares = [room_cm * width / sum(table.widths) for width in table.widths]
    least = [min(width, _MOST_SHARE[is_number] * room_cm)
             for width, is_number in zip(_least(table), table.numeric, strict=True)]  # fmt: skip
    if sum(least) >= room_cm:
        return [width * room_cm / sum(least) for width in least]
    narrow: set[int] = set()
    while True:
        free = room_cm - sum(least[column] for column in narrow)
        rest = sum(width for column, width in enumerate(shares) if column not in narrow)
        widths = [least[column] if column in narrow else width * free / rest
                  for column, width in enumerate(shares)]  # fmt: skip
        more = {
            column
            for column, width in enumerate(widths)
            if width < least[column] and column not in narrow
        }
        if not more:
            return widths
        narrow |= more


def _least(table: ReportTable) -> list[float]:
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.widths)
    heads = table.headings or ("",) * len(table.widths)
    return [
        max(_widest((head,), bold=True), _widest(cells, bold=False)) + _AIR_CM
        for head, cells in zip(heads, columns, strict=True)
    ]


def _widest(cells: Sequence[str], *, bold: bool) -> float:
    words = set(chain.from_iterable(_LINE_MAY_END.split(one) for one in cells))
    longest = sorted(words, key=lambda word: (-len(word), word))[:_MEASURED]
    return max((_width(one[:_MOST_SIGNS], bold=bold) for one in longest), default=0.0)


@cache
def _width(word: str, *, bold: bool) -> float:
    return width_cm(printable(word), _SIZE_PT, bold=bold)
