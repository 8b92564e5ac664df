"""Values of an answer as plain JSON, CSV cells and table text, the same in every format."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hotspots.model.answer import Answer
from hotspots.model.rounding import kept


def plain(value: Any) -> Any:
    """Return a value that JSON holds exactly; numbers keep ten significant digits."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return kept(value) if math.isfinite(value) else None
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [plain(one) for one in value]
    return value


def plain_rows(answer: Answer) -> list[dict[str, Any]]:
    """Return the rows with every public column in its order."""
    return [{name: plain(row[name]) for name in answer.columns} for row in answer.rows]


def cell(value: Any) -> Any:
    """Return a value for one cell: a list becomes text divided by semicolons, sentences follow."""
    plain_value = plain(value)
    if isinstance(plain_value, list):
        sentences = all(str(one).endswith(".") for one in plain_value)
        return (" " if sentences else "; ").join(map(str, plain_value))
    return plain_value


def decimals_for(step: float) -> int:
    """Return how many decimals show a difference of ``step`` with about two digits, at most 6."""
    if step <= 0 or not math.isfinite(step):
        return 0
    return min(max(1 - math.floor(math.log10(step)), 0), 6)
