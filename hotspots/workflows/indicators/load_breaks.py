"""Bring in breaks of series that the project does not know yet."""

from collections.abc import Sequence
from pathlib import Path

from hotspots.arrow import pa
from hotspots.engine.store import Store
from hotspots.language import Say
from hotspots.model import fields
from hotspots.model.loads import Origin, Reading, Receipt
from hotspots.sources.files.tables import Table
from hotspots.sources.indicators.breaks import BreakRow, read_breaks
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.stored_sets import names_of
from hotspots.workflows.loads.tables import TableLoad, load_table

_COLUMNS = {
    "row_number": pa.int64(), "indicator": pa.string(), "area_code": pa.string(),
    "year": pa.int32(), "last_year": pa.int32(), "kind": pa.string(), "text_da": pa.string(),
    "text_en": pa.string(), "source": pa.string(),
    "source_en": pa.string(),
}  # fmt: skip


def load_breaks(
    store_path: Path, origin: Origin, set_name: str | None, reading: Reading, say: Say
) -> Receipt:
    """Load from which years which series are broken; ``set_name`` is for breaks of one area."""

    def keep(load: OpenLoad, table: Table) -> Receipt:
        names = None if set_name is None else names_of(load.store, set_name)
        rows, rejects = read_breaks(table, _indicators(load.store), names)
        _store(load, rows)
        return load.close(len(rows), rejects)

    plan = TableLoad("breaks", set_name, fields.BREAKS, reading)
    return load_table(store_path, origin, plan, say, keep)


def _indicators(store: Store) -> frozenset[str]:
    rows = store.rows("estimates/indicators")
    return frozenset(
        name for row in rows for name in (row["indicator"], row["series"]) if name is not None
    )


def _store(load: OpenLoad, rows: Sequence[BreakRow]) -> None:
    with load.store.relation("new_breaks", loading.as_table(rows, _COLUMNS)):
        load.store.run("estimates/insert_breaks", load_id=load.load_id, set_name=load.target)
