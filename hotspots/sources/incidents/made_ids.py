"""Ids of incidents that have none, made from what stands in their rows."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from hotspots.arrow import pa

_ID_DIGITS = 20


def made_ids(texts: Any) -> Any:
    """Return ids made from all that stands in each row: alike where every column is."""
    return pa.array([_made_id(text) for text in texts.to_pylist()], pa.string())


def counted_apart(batches: Iterator[Any]) -> Iterator[Any]:
    """Pass batches on in which rows alike have ids of their own, by how many came before.

    An extract that holds as many of them again has the same ids.
    """
    met: Counter[str] = Counter()
    for batch in batches:
        ids = []
        for row_id in batch["id"].to_pylist():
            met[row_id] += 1
            ids.append(row_id if met[row_id] == 1 else _made_id(f"{row_id} {met[row_id]}"))
        position = batch.column_names.index("id")
        yield batch.set_column(position, "id", pa.array(ids, pa.string()))


def _made_id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_ID_DIGITS]
