"""Loads from before groups, cases and periods were read: where they could have been misread."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hotspots.analysis.provenance.limits import (
    LEAST_DATE_HEAP,
    MONTH_HEAP_TIMES,
)
from hotspots.analysis.time.heaps import is_heap
from hotspots.model.provenance import Finding, FindingPlace, HowSure
from hotspots.model.rows import (
    CheckOldDatesRow,
    CheckOldOutsideRow,
    CheckOldRepeatedIdsRow,
)

_MONTHS_OF_YEARS = 12 / 365.25
# Two incidents may have happened at midnight.
_LEAST_MIDNIGHTS = 3


@dataclass(frozen=True)
class OldLoad:
    """A load from before, the command that reads its file anew, and what its file shows.

    ``unread`` are the columns of its file that were not read; None where the file is not at hand.
    ``problem`` is why the file is refused today.
    """

    load_id: int
    kind: str
    set_name: str | None
    file_name: str
    command: str
    n_alike: int = 0
    first_alike: int | None = None
    unread: tuple[str, ...] | None = None
    problem: str | None = None

    @property
    def place(self) -> FindingPlace:
        """Return where its findings lie."""
        return FindingPlace(self.set_name, load=self.load_id)

    @property
    def facts(self) -> dict[str, Any]:
        """Return what every sentence about it can name."""
        return {"load": str(self.load_id), "file": self.file_name, "command": self.command}


def unread_columns(loads: Sequence[OldLoad]) -> list[Finding]:
    """Find columns that were not read: from the file where it is at hand, else it is not known."""
    return [finding for load in loads for finding in _columns(load)]


def _columns(load: OldLoad) -> Iterator[Finding]:
    if load.problem is not None:
        yield _finding("unread_columns", "file_refused", "likely", load, problem=load.problem)
    elif load.unread is None:
        yield _finding("unread_columns", "columns_unknown", "possible", load)
    elif load.unread:
        columns = tuple(f"'{heading}'" for heading in load.unread)
        yield _finding("unread_columns", "unread_columns", "certain", load, columns=columns)


def rows_alike(loads: Sequence[OldLoad]) -> list[Finding]:
    """Find loads that took the first of several rows of a key and turned the others away."""
    return [
        Finding("rows_alike", "rows_alike", "likely",
                FindingPlace(load.set_name, load=load.load_id, row=load.first_alike),
                {**load.facts, "n": load.n_alike})
        for load in loads if load.n_alike
    ]  # fmt: skip


def repeated_ids(
    loads: Mapping[int, OldLoad], rows: Sequence[CheckOldRepeatedIdsRow]
) -> list[Finding]:
    """Find extracts in which ids stand in several rows, of which only the last was counted."""
    return [
        Finding("repeated_ids", "repeated_ids", "likely",
                FindingPlace(load=row["load_id"], row=row["first_row"]),
                {**loads[row["load_id"]].facts, "n": int(row["n_ids"]),
                 "total": int(row["n_rows"]), "id": row["first_id"]})
        for row in rows if row["load_id"] in loads
    ]  # fmt: skip


def counted_outside(
    loads: Mapping[int, OldLoad], rows: Sequence[CheckOldOutsideRow]
) -> list[Finding]:
    """Find incidents outside the set, which earlier answers counted in the city."""
    return [
        Finding("counted_outside", "counted_outside", "certain",
                FindingPlace(row["set_name"], load=row["load_id"]),
                {**loads[row["load_id"]].facts, "n": int(row["n_outside"])})
        for row in rows if row["load_id"] in loads
    ]  # fmt: skip


def rough_dates(loads: Mapping[int, OldLoad], rows: Sequence[CheckOldDatesRow]) -> list[Finding]:
    """Find times that are all 00:00, and dates that heap up on the first of the month."""
    return [
        finding for row in rows if row["load_id"] in loads
        for finding in _dates(loads[row["load_id"]], row)
    ]  # fmt: skip


def _dates(load: OldLoad, row: CheckOldDatesRow) -> Iterator[Finding]:
    if row["n_moments"] >= _LEAST_MIDNIGHTS and row["n_midnight"] == row["n_moments"]:
        yield _finding("rough_dates", "all_midnight", "likely", load, n=int(row["n_moments"]))
    expected = row["n_dated"] * _MONTHS_OF_YEARS
    if is_heap(row["n_first"], expected, MONTH_HEAP_TIMES, LEAST_DATE_HEAP):
        yield _finding("rough_dates", "firsts_of_month", "possible", load,
                       n=int(row["n_first"]), total=int(row["n_dated"]),
                       expected=round(expected))  # fmt: skip


def _finding(check: str, text: str, sure: HowSure, load: OldLoad, **figures: Any) -> Finding:
    return Finding(check, text, sure, load.place, {**load.facts, **figures})
