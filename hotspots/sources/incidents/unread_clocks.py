"""Columns of clocks that would be left out: days alone would be stored, though more is known."""

import re
from collections.abc import Iterator
from typing import Any

import pyarrow.compute as pc

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.sources.files.headings import Binding
from hotspots.sources.files.names import heading_key

_CLOCK = r"^(?:[Kk]l(?:okken)?\.? ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[AaPp]\.? ?[Mm]\.?)?$"
_TIME_WORDS = frozenset({"kl", "klokken", "klokkeslaet", "tid", "tidspunkt", "time", "clock"})
_DAY = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{4}-\d\d-\d\d")
_SAMPLE_ROWS = 5000


def clocks_read(where: str, batches: Iterator[Any], binding: Binding) -> Iterator[Any]:
    """Pass batches on; refuse those of days alone beside a column of clocks that is not read.

    Raises ``InputProblem`` with the options that take the column, or leave it out.
    """
    for index, batch in enumerate(batches):
        if index == 0 and _only_days(batch, binding):
            _refuse_clocks(where, batch.slice(0, _SAMPLE_ROWS), binding)
        yield batch


def _only_days(batch: Any, binding: Binding) -> bool:
    """Tell whether an extract has days of occurrence and no clocks, by its first rows."""
    if "occurred" not in batch.column_names or binding.has("clock"):
        return False
    days = pc.unique(batch["occurred"].slice(0, _SAMPLE_ROWS)).to_pylist()
    return all(_DAY.fullmatch(day.strip()) for day in days if day)


def _refuse_clocks(where: str, batch: Any, binding: Binding) -> None:
    for column in binding.unread:
        heading, name = binding.called(column), f"column {column}"
        if name not in batch.column_names or not _TIME_WORDS & {*heading_key(heading).split()}:
            continue
        cells = pc.utf8_trim_whitespace(batch[name])
        cells = cells.filter(pc.greater(pc.utf8_length(cells), 0))
        if len(cells) and pc.all(pc.match_substring_regex(cells, _CLOCK)).as_py():
            raise InputProblem(
                message(
                    "{where}: the column {heading!r} holds times of day, such as {cell}, and "
                    "would not be read beside days. Say --map clock={option} to take it, or "
                    "--ignore {option} to leave it out.",
                    where=where,
                    heading=heading,
                    cell=cells[0].as_py(),
                    option=binding.option(column),
                )
            )
