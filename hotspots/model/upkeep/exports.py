"""An export of a store: which files it has, what each holds, and by which schema."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What is written, and read again; another one has another number.
EXPORT_FORMAT = 1
MANIFEST = "manifest.json"
# Tables in which a row is about one person or one event.
PERSONAL_TABLES = ("incident", "answer", "reject")


@dataclass(frozen=True)
class TableFile:
    """A table of the store as a file: its name, its rows, and the SHA-256 of its bytes."""

    table: str
    n_rows: int
    sha256: str

    @property
    def file(self) -> str:
        """Return what the file is called."""
        return f"{self.table}.parquet"


@dataclass(frozen=True)
class ExportManifest:
    """What an export holds; ``steps`` are those of the schema that its store had taken."""

    program: str
    steps: Sequence[int]
    tables: Sequence[TableFile]

    @property
    def n_rows(self) -> int:
        """Return how many rows all tables have."""
        return sum(table.n_rows for table in self.tables)

    @property
    def personal_rows(self) -> Mapping[str, int]:
        """Return how many rows are about one person or one event, by table that has any."""
        return {
            table.table: table.n_rows
            for table in self.tables
            if table.table in PERSONAL_TABLES and table.n_rows
        }


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a manifest's content, however it is laid out."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
