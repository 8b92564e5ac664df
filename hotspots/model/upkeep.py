"""What became of a store as a whole: copied, put back, written out, taken in, thinned out."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class StoreContents:
    """How much a store or a copy of it holds."""

    path: Path
    n_loads: int
    n_tables: int
    n_rows: int
