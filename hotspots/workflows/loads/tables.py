"""A load of one table: opened, recognised, read by its fields, and said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hotspots.engine.store import Store
from hotspots.language import Say
from hotspots.model.fields import Field
from hotspots.model.loads import Origin, Reading, Receipt
from hotspots.sources.files.heading_meanings import ValueKinds
from hotspots.sources.files.tables import Table, read_table
from hotspots.sources.files.unread import refuse_unread_group_words, refuse_unread_totals
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.loading import OpenLoad


@dataclass(frozen=True)
class TableLoad:
    """What a table is loaded as: its kind, the set or other target, its fields, how to read it.

    ``grouped`` tables keep figures of groups of people apart. ``kinds`` says of a store what the
    cells of a wide table may be. ``settings`` are what was asked
    besides how the file is to be read.
    """

    kind: str
    target: str | None
    fields: Sequence[Field]
    reading: Reading
    grouped: bool = False
    kinds: Callable[[Store], ValueKinds] | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


def load_table(
    store_path: Path,
    origin: Origin,
    plan: TableLoad,
    say: Say,
    keep: Callable[[OpenLoad, Table], Receipt],
) -> Receipt:
    """Read a table in one load, say which column was read as what, and let ``keep`` store it."""
    settings = {**loading.reading_settings(plan.reading), **plan.settings}
    with loading.session(store_path, plan.kind, plan.target, origin, settings) as load:
        if isinstance(load, Receipt):
            return load
        kinds = plan.kinds(load.store) if plan.kinds else None
        table = read_table(
            origin.path, plan.fields, plan.reading, say, grouped=plan.grouped, kinds=kinds
        )
        if plan.grouped:
            refuse_unread_totals(table)
            refuse_unread_group_words(table)
        load.read.table = table
        load.read_as(table.binding.columns, say, table.sheets)
        return keep(load, table)
