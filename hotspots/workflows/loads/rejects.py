"""Rows that were turned away: as they are stored, and as they are told."""

from collections.abc import Iterable, Sequence

from hotspots.arrow import pa
from hotspots.language import in_english, in_reader_language, kept, marked, message
from hotspots.model.loads import Reject
from hotspots.model.rows import StoreRejectReasonsRow
from hotspots.sources.values.person_numbers import hidden

# What was said of rows that older stores hold, so that it can still be read in Danish.
FORMER_REASONS = (
    marked("is no date that exists, day first (31-12-2024 23:59)"),
    marked("is no date that exists, year first (2024-12-31 23:59)"),
    marked(
        "is not a number written the Danish way (1.234,5); for a decimal point say --dialect iso"
    ),
    marked("is not a number with a decimal point (1234.5); for a decimal comma say --dialect dk"),
    marked("stands beyond the last column of the header"),
)
# So many letters of a cell are kept: enough to find it by, too few to be a report.
LONGEST_CELL = 100
# How the reason of a row begins, as it is stored, that only repeats another one.
DUPLICATE = "repeats "


def stored_rejects(rejects: Sequence[Reject]) -> pa.Table:
    """Return rejects as the store takes them: each reason in English and as JSON.

    A long cell, or one of several lines, is cut; what may be a CPR number is made unreadable.
    """
    return pa.table(
        {
            "row_number": pa.array([one.row_number for one in rejects], pa.int64()),
            "column_name": _safe(one.column for one in rejects),
            "cell": _safe(cut(one.value) for one in rejects),
            "reason": _safe(in_english(one.reason) for one in rejects),
            "kept": _safe(kept(one.reason) for one in rejects),
        }
    )


def _safe(texts: Iterable[str | None]) -> pa.Array:
    return pa.array([text and hidden(text, whole=True) for text in texts], pa.string())


def cut(cell: str | None) -> str | None:
    """Return the beginning of a cell: its first line, of ``LONGEST_CELL`` letters at most."""
    if not cell:
        return cell
    first, *earlier_rejects = cell.strip().splitlines() or [""]
    return f"{first[:LONGEST_CELL]}…" if earlier_rejects or len(first) > LONGEST_CELL else first


def grouped_reject(row: StoreRejectReasonsRow) -> Reject:
    """Return the first of the rows that were turned away for one reason, which it counts."""
    reason = in_reader_language(row["reason"], row["kept"])
    if row["n_rows"] > 1:
        reason = message(
            "{reason} ({n_rows} {n_rows:row|rows})", reason=reason, n_rows=row["n_rows"]
        )
    return Reject(row["first_row"], row["column_name"], row["first_value"], reason)


def repeated_reject(
    row_number: int, value: str | None, load_id: int | None, *, is_same: bool, otherwise: str
) -> Reject:
    """Return the reject of a row that another load has: the same, or said otherwise there."""
    return Reject(
        row_number,
        None,
        value,
        message("repeats load {load}", load=load_id) if is_same else otherwise,
    )
