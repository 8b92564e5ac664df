"""How much a copy of a store holds."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class CopyContents:
    """How much a store or a copy of it holds."""

    path: Path
    n_loads: int
    n_tables: int
    n_rows: int
