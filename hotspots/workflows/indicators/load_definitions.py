"""Bring in what indicators are: names, titles, directions, units and definitions."""

from pathlib import Path

from hotspots.arrow import pa
from hotspots.language import Say
from hotspots.model import fields
from hotspots.model.loads import Origin, Reading, Receipt
from hotspots.sources.files.tables import Table
from hotspots.sources.indicators.definitions import read_definitions
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.tables import TableLoad, load_table

_TEXT = pa.string()
_COLUMNS = {
    "row_number": pa.int64(), "indicator": _TEXT, "better": _TEXT, "measure": _TEXT,
    "name_da": _TEXT, "name_en": _TEXT, "definition_da": _TEXT, "definition_en": _TEXT,
    "source": _TEXT,
}  # fmt: skip


def load_definitions(store_path: Path, origin: Origin, reading: Reading, say: Say) -> Receipt:
    """Load indicators; one that is known keeps its direction and unit and gets its titles."""

    def keep(load: OpenLoad, table: Table) -> Receipt:
        better = {
            row["indicator"]: row["better"] for row in load.store.rows("estimates/indicators")
        }
        rows, rejects = read_definitions(table, better)
        with load.store.relation("new_definitions", loading.as_table(rows, _COLUMNS)):
            load.store.run("estimates/insert_definitions", load_id=load.load_id)
            load.store.run("estimates/define_indicators")
        return load.close(len(rows), rejects)

    plan = TableLoad("indicators", None, fields.INDICATORS, reading)
    return load_table(store_path, origin, plan, say, keep)
