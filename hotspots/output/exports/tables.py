"""A table as a Parquet file, and the manifest beside all of them."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hotspots.model.upkeep.exports import (
    EXPORT_FORMAT,
    MANIFEST,
    ExportManifest,
    TableFile,
    content_hash,
)
from hotspots.sentences.exports import holds, table_words

_ROWS_KEPT = 100_000


def write_table(folder: Path, table: str, batches: Any) -> TableFile:
    """Write Arrow batches as the file of a table; the same rows are the same bytes."""
    import pyarrow.parquet as pq

    n_rows, file = 0, folder / f"{table}.parquet"
    with pq.ParquetWriter(file, batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch, row_group_size=_ROWS_KEPT)
            n_rows += batch.num_rows
    file.chmod(0o600)
    with file.open("rb") as content:
        return TableFile(table, n_rows, hashlib.file_digest(content, "sha256").hexdigest())


def write_manifest(folder: Path, manifest: ExportManifest) -> None:
    """Write what the export holds; its last line is the hash of all the others."""
    content = manifest_content(manifest)
    content["sha256"] = content_hash(content)
    file = folder / MANIFEST
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    file.chmod(0o600)


def manifest_content(manifest: ExportManifest) -> dict[str, Any]:
    """Return a manifest as JSON has it, without its hash."""
    return {
        "format": EXPORT_FORMAT,
        "program": manifest.program,
        "schema_steps": list(manifest.steps),
        "holds": holds(manifest),
        "personal_rows": dict(manifest.personal_rows),
        "tables": [
            {**asdict(table), "file": table.file, "holds": table_words(table.table)}
            for table in manifest.tables
        ],
    }
