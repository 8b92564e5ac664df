"""Rows turned away because they repeat another one: as the store takes them, all at once.

There may be a million in an extract that overlaps those before it; no object is made for each.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow.compute as pc

from hotspots.arrow import pa
from hotspots.language import in_english, kept, message
from hotspots.model.loads import SheetRows
from hotspots.sources.values.person_numbers import LEAST_DIGITS, hidden
from hotspots.workflows.loads.rejects import LONGEST_CELL, cut

# Numbers that stand in a sentence for those of each row.
_LOAD, _ROW = 70_000_000_000_001, 70_000_000_000_002
_COLUMN = "id"
# What may be a blank at an end, which ``cut`` takes off, and what ends a line.
_ODD_BLANKS = r"^[^!-~]|[^!-~]$|[\n\r\v\f\x{1c}-\x{1e}\x{85}\x{2028}\x{2029}]"


def stored_repeats(rows: Any, sheets: Sequence[SheetRows]) -> Any:
    """Return rows that repeat another as the store takes rejects.

    ``rows`` is an Arrow table of ``row_number``, ``incident_id`` and ``earlier_row``, and
    ``earlier_load`` where the other row is of a load; otherwise it is of the same file, whose
    ``sheets`` name their rows where there are several.
    """
    place = _Sheets(sheets)
    if "earlier_load" in rows.column_names:
        reason = message("repeats load {load}, row {row}", load=_LOAD, row=_ROW)
        english = {_LOAD: _texts(rows["earlier_load"]), _ROW: _texts(rows["earlier_row"])}
        as_json = english
    else:
        reason = message("repeats row {row} of this file", row=str(_ROW) if sheets else _ROW)
        english, as_json = place.called(rows["earlier_row"])
    return pa.table(
        {
            "row_number": place.within(rows["row_number"]),
            "column_name": place.columns(rows["row_number"]),
            "cell": _cells(rows["incident_id"]),
            "reason": _filled(in_english(reason), english),
            "kept": _filled(str(kept(reason)), as_json),
        }
    )


class _Sheets:
    """The sheets of a workbook that were joined; none where there is but one."""

    def __init__(self, sheets: Sequence[SheetRows]) -> None:
        self._sheets = sheets
        self._before = np.array([sheet.rows_before for sheet in sheets] or [0], dtype=np.int64)

    def within(self, rows: Any) -> Any:
        """Return the numbers that rows have within their sheets."""
        numbers = rows.to_numpy()
        return pa.array(numbers - self._before[self._of(numbers)])

    def columns(self, rows: Any) -> Any:
        """Return what the column of the ids is called, for each row."""
        names = [f"{sheet.name}!{_COLUMN}" for sheet in self._sheets] or [_COLUMN]
        return pa.array(names, pa.string()).take(pa.array(self._of(rows.to_numpy())))

    def called(self, rows: Any) -> tuple[dict[int, Any], dict[int, Any]]:
        """Return what rows are called: as a text, and within the texts of JSON."""
        plain = [f" ({sheet.name})" for sheet in self._sheets] or [""]
        encoded = [json.dumps(text, ensure_ascii=False)[1:-1] for text in plain]
        sheet, numbers = pa.array(self._of(rows.to_numpy())), _texts(self.within(rows))
        as_text, as_json = (
            pc.binary_join_element_wise(numbers, pa.array(names, pa.string()).take(sheet), "")
            for names in (plain, encoded)
        )
        return {_ROW: as_text}, {_ROW: as_json}

    def _of(self, rows: Any) -> Any:
        return np.maximum(np.searchsorted(self._before, rows) - 1, 0)


def _texts(column: Any) -> Any:
    return pc.cast(column, pa.string())


def _filled(sentence: str, values: Mapping[int, Any]) -> Any:
    """Return a sentence for each row, with the row's own values for the numbers in it."""
    parts = re.split("|".join(f"({number})" for number in values), sentence)
    pieces = [values[int(part)] if part.isdecimal() and int(part) in values else part
              for part in parts if part]  # fmt: skip
    return pc.binary_join_element_wise(*pieces, "")


def _cells(ids: Any) -> Any:
    """Return ids as rejects keep cells: short, in one line, without what may be a CPR number."""
    odd = pc.or_(
        pc.greater_equal(pc.count_substring_regex(ids, "[0-9]"), LEAST_DIGITS),
        pc.or_(
            pc.greater(pc.utf8_length(ids), LONGEST_CELL),
            pc.match_substring_regex(ids, _ODD_BLANKS),
        ),
    )
    mended = [hidden(cut(cell) or "", whole=True) for cell in ids.filter(odd).to_pylist()]
    return pc.replace_with_mask(_whole(ids), _whole(odd), pa.array(mended, pa.string()))


def _whole(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
