"""Two columns that may both be the time of an incident: one has its days, one its clocks."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyarrow.compute as pc

from hotspots.model import fields
from hotspots.sources.files.headings import Binding
from hotspots.sources.files.names import heading_key

_SAMPLE_ROWS = 5000
_DATE = r"(?:\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{4}[-./]\d{2}[-./]\d{2})"
_DAY = rf"^{_DATE}(?:[ T]00:00(?::00(?:\.0+)?)?)?$"
_CLOCK = (
    r"(?i)^(?:(?:ca\.? ?)?(?:kl(?:okken)?\.? ?)?\d{1,2}(?:[:.]?\d{2}){0,2}(?:[.,]0+)?"
    r"(?: ?[ap]\.? ?m\.?)?|ukendt|uoplyst|ikke oplyst|unknown)$"
)
_MOMENT = rf"^{_DATE}[ T]+\d{{1,2}}[:.]\d{{2}}"
# A clock below one of these headings may be that of the report, where there is one.
_OF_ANY_TIME = frozenset({"tidspunkt", "datetime"})
_HEADINGS = next(
    frozenset(map(heading_key, spec.headings)) for spec in fields.INCIDENTS
    if spec.name == "occurred"
)  # fmt: skip


def days_beside_clocks(batches: Iterator[Any], binding: Binding) -> tuple[Iterator[Any], Binding]:
    """Return batches and binding with a column of clocks beside days, as the first rows tell."""
    first = next(batches, None)
    if first is None:
        return iter(()), binding
    renamed = _renamed(first.slice(0, _SAMPLE_ROWS), binding)
    batches = itertools.chain([first], batches)
    if not renamed:
        return batches, binding
    by_name = {**binding.position, **{f"column {column}": column for column in binding.unread}}
    moved = {renamed.get(name, name): column for name, column in by_name.items()}
    position = {name: column for name, column in moved.items() if not name.startswith("column ")}
    named = (batch.rename_columns([renamed.get(name, name) for name in batch.column_names])
             for batch in batches)  # fmt: skip
    return named, replace(binding, position=position)


def _renamed(batch: Any, binding: Binding) -> dict[str, str]:
    """Return the fields that columns of a batch are, by what they are called in it."""
    # a column that is said to be two fields stands under the other one's name
    if "occurred" not in batch.column_names or binding.has("clock"):
        return {}
    times = batch["occurred"]
    for column in binding.unread:
        name = f"column {column}"
        if (
            heading_key(binding.headings[column]) not in _HEADINGS
            or name not in batch.column_names
        ):
            continue
        if _are_clocks(times) and _all(batch[name], _DAY):
            return {"occurred": "clock", name: "occurred"}
        if _all(times, _DAY) and _is_clock(batch[name], times) and _may_be(column, binding):
            return {name: "clock"}
    return {}


def _may_be(column: int, binding: Binding) -> bool:
    is_any = heading_key(binding.headings[column]) in _OF_ANY_TIME
    return not (is_any and binding.has("reported"))


def _is_clock(cells: Any, days: Any) -> bool:
    """Tell whether cells are clocks, or moments of the days beside them."""
    if _are_clocks(cells):
        return True
    same = pc.equal(pc.utf8_slice_codeunits(cells, 0, 10), pc.utf8_slice_codeunits(days, 0, 10))
    return _all(cells, _MOMENT) and bool(pc.all(pc.fill_null(same, True)).as_py())  # noqa: FBT003


def _are_clocks(cells: Any) -> bool:
    """Tell whether cells are clocks, but for a few that are words and no dates."""
    plain = cells.drop_null()
    is_clock = pc.match_substring_regex(pc.utf8_trim_whitespace(plain), _CLOCK)
    n_dated = pc.sum(pc.match_substring_regex(plain, _DATE)).as_py() or 0
    n_filled = pc.sum(pc.greater(pc.utf8_length(plain), 0)).as_py() or 0
    return n_dated == 0 and 2 * (pc.sum(is_clock).as_py() or 0) > n_filled


def _all(cells: Any, pattern: str) -> bool:
    """Tell whether all cells that hold something are written in one way, and there is one."""
    plain = pc.utf8_trim_whitespace(cells)
    plain = plain.filter(pc.greater(pc.utf8_length(plain), 0))
    return len(plain) > 0 and bool(pc.all(pc.match_substring_regex(plain, pattern)).as_py())
