"""Tables that count incidents: rows of area, period, category and number."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from hotspots.language import message
from hotspots.model.areas import OUTSIDE, UNPLACED
from hotspots.model.groups import WHOLE_GROUP, is_total
from hotspots.model.loads import Reject
from hotspots.model.periods import Period
from hotspots.sources.files.cells import Cells, Rejected, distinct_rows
from hotspots.sources.files.heading_meanings import ValueKinds
from hotspots.sources.files.names import AreaNames, without_footnote
from hotspots.sources.files.tables import Table, numbered
from hotspots.sources.files.values import NIL, WITHHELD_MARK, is_missing

COUNT_KINDS = ValueKinds("count")
ALL_CATEGORIES = ""
SUPPRESSED, MISSING = "suppressed", "missing"
# "<5", "1-4", "færre end 5": a number that the table keeps to itself.
_FEW = re.compile(
    r"(?:<|≤|under|færre end|mindre end|fewer than|less than|max\.?|højst|at most)\s*\d+"
    r"|\d+\s*[-–]\s*\d+",
    re.IGNORECASE,
)
_ALL_OF = ("", "gerningstype", "kategorier", "categories", "anmeldelser", "reports", "hændelser",
           "kriminalitet", "lovovertrædelser", "kategori", "offences")  # fmt: skip


@dataclass(frozen=True)
class AreaCountRow:
    """How many incidents an area had in a period, as a table gives it.

    ``n`` is None where the table withholds it, and ``withheld`` says how; ``made`` is None for a
    row of the table, and says else how the load made it.
    """

    row_number: int
    area_code: str
    year: int
    part: str
    category: str
    group_key: str
    n: int | None
    withheld: str | None = None
    made: str | None = None

    @property
    def period(self) -> Period:
        """Return the period it is of."""
        return Period(self.year, self.part)

    @property
    def first_month(self) -> int:
        """Return the first month of its period."""
        return self.period.days[0].month

    @property
    def last_month(self) -> int:
        """Return the last month of its period."""
        return self.period.days[1].month

    @property
    def identity(self) -> tuple[str, int, str, str, str]:
        """Return what makes two rows the same count."""
        return self.area_code, self.year, self.part, self.category.casefold(), self.group_key


def read_counts(table: Table, names: AreaNames) -> tuple[list[AreaCountRow], list[Reject]]:
    """Turn a table of counts into rows and rejects; each cell of a count is in exactly one."""
    return distinct_rows(
        table,
        lambda row_number, cells: _count(row_number, cells, names),
        lambda row: row.identity,
        _repeat,
    )


def _repeat(earlier: AreaCountRow, later: AreaCountRow) -> Rejected:
    reason = message(
        "row {row_number} has this area, period, category and group",
        row_number=earlier.row_number,
    )
    return Rejected("count", None if later.n is None else str(later.n), reason)


def _count(row_number: int, cells: Cells, names: AreaNames) -> AreaCountRow:
    code, period = _area(cells, names), _period(cells)
    n, withheld = _number(cells)
    return AreaCountRow(
        row_number, code, period.year, period.part, _category(cells), _group(cells), n, withheld
    )


def _group(cells: Cells) -> str:
    return cells.group() if cells.binding.groups else WHOLE_GROUP


def _area(cells: Cells, names: AreaNames) -> str:
    """Return an area's code, ``*`` for the city, ``outside`` or ``-`` for no place."""
    named = cells.raw("area")
    if not named.strip():
        raise Rejected("area", None, message("is missing"))
    match = names.match(named)
    if match.code is None:
        match = names.match_place(named)
    if match.code is None:
        raise Rejected("area", named, match.reason)
    return match.code


def _period(cells: Cells) -> Period:
    """Return the row's period, which must be of whole months of one year."""
    period = cells.period()
    first, last = period.days
    if first.day != 1 or (last + timedelta(days=1)).day != 1 or first.year != last.year:
        reason = message("counts are of years, half-years, quarters, months or whole months")
        raise Rejected("year", cells.text("year"), reason)
    return period


def _category(cells: Cells) -> str:
    if not cells.binding.has("category"):
        return ALL_CATEGORIES
    text = cells.text("category")
    if text is None:
        raise Rejected("category", None, message("is missing; all of them are written I alt"))
    return ALL_CATEGORIES if any(is_total(text, name) for name in _ALL_OF) else text


def _number(cells: Cells) -> tuple[int | None, str | None]:
    """Return a count, or how it is withheld; a dash is nought, an empty cell is not."""
    raw = cells.raw("count").strip()
    text = without_footnote(raw)
    if text in NIL:
        return 0, None
    if text in {WITHHELD_MARK, "*"} or _FEW.fullmatch(text):
        return None, SUPPRESSED
    if is_missing(text):
        return None, MISSING
    n = cells.whole("count") or 0
    if n < 0:
        raise Rejected("count", raw, message("is below 0"))
    return n, None


def categories_of(rows: Sequence[AreaCountRow]) -> list[str]:
    """Return the categories that a table names, in their order in it."""
    return [name for name in dict.fromkeys(row.category for row in rows) if name]


def words_of_no_area(table: Table, names: AreaNames) -> dict[str, Counter[str]]:
    """Return the texts that were read as lying outside, and as no place, with how many rows."""
    words: dict[str, Counter[str]] = {OUTSIDE: Counter(), UNPLACED: Counter()}
    rows = {row_number: table.binding.cell(row, "area") for row_number, row in numbered(table)}
    for text in rows.values():
        code = None if names.match(text).code else names.match_place(text).code
        if code in words:
            words[code][text] += 1
    return words
