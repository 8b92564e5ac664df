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

_DIGITS = 10


def in_percent(
    path: Path, rows: Sequence[EstimateRow], measures: Mapping[str, str], display: Display | None
) -> list[EstimateRow]:
    """Return figures in per cent, where all shares are of one and that is what they mean.

    Shares with a percent sign say themselves what they are.

    Raises ``InputProblem`` where nobody said what they mean.
    """
    if display == "percent" and named_format(path) in {"xls", "xlsb", "ods"}:
        return [*rows]  # made percentages as the sheet was read
    doubtful = _unsigned_shares(rows, measures)
    if not _are_fractions(doubtful):
        if named_format(path) in {"csv", "xlsx"}:
            check_needless(str(path), display)
        return [*rows]
    if display is None:
        raise InputProblem(
            message(
                "{path}: every share without a percent sign is 1 or less, as if 0,11 meant 11 per "
                "cent. Say --shown-as percent if it does, --shown-as number if it is 0,11 per "
                "cent.",
                path=path,
            )
        )
    if display != "percent":
        return [*rows]
    numbers = {id(row) for row in doubtful}
    return [_times_100(row) if id(row) in numbers else row for row in rows]


def _unsigned_shares(
    rows: Sequence[EstimateRow], measures: Mapping[str, str]
) -> list[EstimateRow]:
    return [row for row in rows if row.percent is not None and not row.has_sign
            and measures[row.indicator] == "share"]  # fmt: skip


def _are_fractions(rows: Sequence[EstimateRow]) -> bool:
    shares = [row.percent for row in rows if row.percent is not None]
    return max(shares, default=0) <= 1 and any(0 < share < 1 for share in shares)


def _times_100(row: EstimateRow) -> EstimateRow:
    if row.percent is None:
        return row
    decimals = None if row.decimals is None else max(row.decimals - 2, 0)
    return replace(row, percent=round(row.percent * 100, _DIGITS), decimals=decimals)
