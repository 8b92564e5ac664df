"""Shares that are written as 0,11 where 11 per cent is meant: nobody would notice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.loads import Display
from hotspots.sources.files.checked import named_format
from hotspots.sources.files.workbooks.shown import check_needless
from hotspots.sources.indicators.index import EstimateRow

_ENOUGH_SHARES = 3
_DIGITS = 10


def in_percent(
    path: Path, rows: Sequence[EstimateRow], measures: Mapping[str, str], display: Display | None
) -> list[EstimateRow]:
    """Return figures in per cent, where all shares are of one and that is what they mean.

    Raises ``InputProblem`` where nobody said what they mean.
    """
    if not _are_fractions(rows, measures):
        if named_format(path) in {"csv", "xlsx"}:
            check_needless(str(path), display)
        return [*rows]
    if display is None:
        raise InputProblem(
            message(
                "{path}: every share is 1 or less, as if 0,11 meant 11 per cent. Say --shown-as "
                "percent if it does, --shown-as number if it is 0,11 per cent.",
                path=path,
            )
        )
    if display != "percent":
        return [*rows]
    return [_times_100(row) if measures[row.indicator] == "share" else row for row in rows]


def _are_fractions(rows: Sequence[EstimateRow], measures: Mapping[str, str]) -> bool:
    shares = [row.percent for row in rows
              if row.percent is not None and measures[row.indicator] == "share"]  # fmt: skip
    is_enough = len(shares) >= _ENOUGH_SHARES and max(shares) <= 1
    return is_enough and any(0 < one < 1 for one in shares)


def _times_100(row: EstimateRow) -> EstimateRow:
    if row.percent is None:
        return row
    decimals = None if row.decimals is None else max(row.decimals - 2, 0)
    return replace(row, percent=round(row.percent * 100, _DIGITS), decimals=decimals)
