"""The whole store as Parquet files in a folder, a file a table, with a manifest."""

from pathlib import Path

from hotspots import __version__, safe, targets
from hotspots.engine import copies
from hotspots.engine.outcomes import placing
from hotspots.engine.store import Store, reading
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.upkeep.exports import ExportManifest
from hotspots.output.exports.tables import write_manifest, write_table


def export(store_path: Path, folder: Path) -> ExportManifest:
    """Write the store into a new folder, whole or not at all, that only its owner may enter."""
    if folder.exists():
        raise UsageProblem(message("{folder} is already there. Name a new folder.", folder=folder))
    targets.refuse_closed_folder(folder)
    with (
        copies.engine_errors(store_path),
        reading(store_path) as store,
        placing(folder, safe.whole_folder(folder)) as draft,
        copies.writing_errors(folder),
    ):
        return _write(store, draft)


def _write(store: Store, folder: Path) -> ExportManifest:
    tables = [
        write_table(folder, table, store.batches(table, names))
        for table, names in copies.columns_of(store).items()
    ]
    manifest = ExportManifest(f"hotspots {__version__}", copies.steps_of(store), tables)
    write_manifest(folder, manifest)
    return manifest
