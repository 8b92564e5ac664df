"""Columns of clocks that would be left out: days alone would be stored, though more is known."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow.compute as pc

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.fields import CLOCK_OF
from hotspots.sources.files.headings import Binding
from hotspots.sources.files.names import heading_key

_CLOCK = r"^(?:[Kk]l(?:okken)?\.? ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[AaPp]\.? ?[Mm]\.?)?$"
_TIME_WORDS = frozenset({"kl", "klokken", "klokkeslaet", "tid", "tidspunkt", "time", "clock",
                         "gerningstid", "gerningstidspunkt", "starttid", "sluttid"})  # fmt: skip
_END_WORDS = frozenset({"til", "slut", "senest", "sluttid", "to", "end", "latest"})
_DAY = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{4}-\d\d-\d\d")
_SAMPLE_ROWS = 5000


def clocks_read(where: str, batches: Iterator[Any], binding: Binding) -> Iterator[Any]:
    """Pass batches on; refuse those of days alone beside a column of clocks that is not read.

    Raises ``InputProblem`` with the options that take the column, or leave it out.
    """
    for index, batch in enumerate(batches):
        if index == 0 and (lacking := _without_clocks(batch, binding)):
            _refuse_clocks(where, batch.slice(0, _SAMPLE_ROWS), binding, lacking)
        yield batch


def _without_clocks(batch: Any, binding: Binding) -> list[str]:
    """Return the fields of days that have no clocks, in the days or beside them, by first rows."""
    names = [name for name in CLOCK_OF if name in batch.column_names]
    return [name for name in names
            if not binding.has(CLOCK_OF[name]) and _only_days(batch[name])]  # fmt: skip


def _only_days(column: Any) -> bool:
    days = pc.unique(column.slice(0, _SAMPLE_ROWS)).to_pylist()
    return all(_DAY.fullmatch(day.strip()) for day in days if day)


def _columns_left(binding: Binding) -> Iterator[tuple[int, str]]:
    """Yield columns that are read as nothing, and clocks of a day that is not there."""
    yield from ((column, f"column {column}") for column in binding.unread)
    if "clock" in binding.position and not binding.has("occurred"):
        yield binding.position["clock"], "clock"


def _clock_for(heading: str, lacking: Sequence[str]) -> str:
    """Return the field that a column of clocks is likely to be: of the end if it says so."""
    is_end = bool(_END_WORDS & {*heading_key(heading).split()})
    return CLOCK_OF["latest" if is_end and "latest" in lacking else lacking[0]]


def _refuse_clocks(where: str, batch: Any, binding: Binding, lacking: Sequence[str]) -> None:
    held = {*batch.column_names}
    for column, name in _columns_left(binding):
        heading = binding.called(column)
        if name not in held or not _TIME_WORDS & {*heading_key(heading).split()}:
            continue
        cells = pc.utf8_trim_whitespace(batch[name])
        cells = cells.filter(pc.greater(pc.utf8_length(cells), 0))
        if len(cells) and pc.all(pc.match_substring_regex(cells, _CLOCK)).as_py():
            raise InputProblem(
                message(
                    "{where}: the column {heading!r} holds times of day, such as {cell}, and "
                    "would not be read beside days. Say --map {field}={option} to take it, or "
                    "--ignore {option} to leave it out.",
                    where=where,
                    heading=heading,
                    cell=cells[0].as_py(),
                    field=_clock_for(heading, lacking),
                    option=binding.option(column),
                )
            )
