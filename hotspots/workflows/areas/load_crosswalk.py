"""Bring in a crosswalk that somebody else has made."""

import math
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from hotspots.engine.store import Store
from hotspots.language import Say, message
from hotspots.model import fields
from hotspots.model.areas import CrosswalkRow
from hotspots.model.loads import Origin, Reading, Receipt
from hotspots.sources.areas.crosswalk import read_crosswalk, set_pairs
from hotspots.sources.files.checked import checked_file
from hotspots.sources.files.names import AreaNames
from hotspots.sources.files.tables import read_table
from hotspots.workflows.areas.storing_crosswalks import store_pieces, target_of
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.stored_sets import names_of

_WHOLE_TOLERANCE = 1e-9
_NAMED = 3


def load_crosswalk(store_path: Path, origin: Origin, reading: Reading, say: Say) -> Receipt:
    """Load the pieces that areas of two stored sets have in common."""
    table = read_table(checked_file(origin.path), fields.CROSSWALK, reading, say)
    target = target_of(set_pairs(table))
    settings = loading.reading_settings(reading)
    with loading.session(store_path, "crosswalk", target, origin, settings) as load:
        if isinstance(load, Receipt):
            return load
        load.read.table = table
        rows, rejects = read_crosswalk(table, _sets(load.store))
        _say_unplaced(rows, say)
        store_pieces(load, rows)
        load.keep_rejects(rejects)
        return load.finish(len(table.rows), len(rejects))


def _sets(store: Store) -> dict[str, AreaNames]:
    sets = [str(one["set_name"]) for one in store.rows("areas/active_sets")]
    return {name: names_of(store, name) for name in sets}


def _say_unplaced(rows: Sequence[CrosswalkRow], say: Say) -> None:
    weights: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in rows:
        weights[row.to_set, row.from_area].append(row.weight)
    lost = {area: 1 - math.fsum(own) for area, own in weights.items()}
    short = sorted(
        ((part, *area) for area, part in lost.items() if part > _WHOLE_TOLERANCE), reverse=True
    )
    if short:
        named = ", ".join(f"{area} {part:.1%}" for part, _, area in short[:_NAMED])
        rest = message(" and {n} more", n=len(short) - _NAMED) if len(short) > _NAMED else ""
        say(
            message(
                "The weights of {n} {n:area|areas} sum to less than 1; what is left over lies in "
                "no area carried to: {named}{rest}.",
                n=len(short),
                named=named,
                rest=rest,
            )
        )
