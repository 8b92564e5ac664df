"""A new store from the files that an export wrote, each compared with the manifest."""

from pathlib import Path

from hotspots.engine import copies
from hotspots.engine.outcomes import log_of
from hotspots.engine.store import Store, all_steps, held, looking, writing
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.upkeep.exports import ExportManifest, TableFile
from hotspots.sources.exports.manifest import read_manifest
from hotspots.sources.exports.rows import misfit, table_rows


def import_(store_path: Path, folder: Path) -> ExportManifest:
    """Make a new store of an export; one of an earlier schema is brought up to date."""
    for path in (store_path, log_of(store_path)):
        if path.exists():
            raise UsageProblem(
                message(
                    "{path} is already there. An export makes a new store: name one with --store.",
                    path=path,
                )
            )
    manifest = read_manifest(folder, all_steps())
    with (
        copies.replacing(store_path, held(store_path)) as draft,
        copies.writing_errors(store_path),
    ):
        with copies.empty_store(draft, manifest.steps) as store:
            _fill(store, folder, manifest)
        if {*manifest.steps} != all_steps():
            with writing(draft):
                pass
        with looking(draft) as store:
            copies.digests(store)
    return manifest


def _fill(store: Store, folder: Path, manifest: ExportManifest) -> None:
    columns = copies.columns_of(store)
    tables = {table.table: table for table in manifest.tables}
    for name in sorted(columns.keys() ^ tables.keys()):
        raise misfit(folder / f"{name}.parquet")
    for name, names in columns.items():
        _fill_table(store, folder, tables[name], names)


def _fill_table(store: Store, folder: Path, table: TableFile, columns: tuple[str, ...]) -> None:
    with table_rows(folder, table, columns) as rows:
        if not copies.fits(store, table.table, rows):
            raise misfit(folder / table.file)
    if store.rows("store/table_digest", table=table.table)[0]["n_rows"] != table.n_rows:
        raise misfit(folder / table.file)
