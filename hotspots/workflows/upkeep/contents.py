"""How much a store holds, in numbers that two copies can be compared by."""

from collections.abc import Mapping
from pathlib import Path

from hotspots.engine.copies import TableDigest
from hotspots.model.upkeep.contents import CopyContents


def contents(path: Path, digests: Mapping[str, TableDigest]) -> CopyContents:
    """Return how many loads, tables with rows, and rows there are."""
    filled = [digest.n_rows for digest in digests.values() if digest.n_rows]
    return CopyContents(path, digests["load"].n_rows, len(filled), sum(filled))
