"""What is in the store: every load with its counts, what it holds, and what was rejected."""

from pathlib import Path
from typing import Any

from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError
from hotspots.model.answer import Answer
from hotspots.workflows.loading import working_crs

STATUS_COLUMNS = (
    "load", "kind", "set", "file", "source", "rows_in", "rows_stored", "rows_rejected",
    "superseded_by", "synthetic", "loaded_at", "loaded_by", "timezone", "sha256",
)  # fmt: skip
REJECT_COLUMNS = ("load", "file", "row", "column", "value", "reason")


def status(store_path: Path) -> Answer:
    """Return a row for every load, and in the notes what the store holds now."""
    with reading(store_path) as store:
        rows = [_load_row(row) for row in store.rows("store/loads")]
        notes = [_content_note(row) for row in store.rows("store/contents")]
        notes += _set_notes(store)
        return Answer(
            command="status",
            columns=STATUS_COLUMNS,
            rows=rows,
            settings={"store": store_path.name, "working_crs": working_crs(store)},
            notes=notes,
        )


def rejects(store_path: Path, load_id: int | None, most: int) -> Answer:
    """Return the rows that were turned away, of one load or of all that count."""
    with reading(store_path) as store:
        if load_id is not None and not store.rows("store/one_load", load_id=load_id):
            raise HotspotsError(f"There is no load {load_id}. `hotspots status` lists them.")
        rows = store.rows("store/rejects", load_id=load_id, most=most)
    return Answer(
        command="status",
        columns=REJECT_COLUMNS,
        rows=rows,
        settings={"rejects_of": load_id or "all", "most": most},
    )


def _load_row(row: dict[str, Any]) -> dict[str, Any]:
    loaded_at = row["loaded_at_utc"].isoformat(timespec="seconds") + "Z"
    return {name: loaded_at if name == "loaded_at" else row[name] for name in STATUS_COLUMNS}


def _content_note(row: dict[str, Any]) -> str:
    name = " ".join(str(part) for part in (row["set_name"], row["label"]) if part)
    period = f", {row['first']} to {row['last']}" if row["first"] else ""
    return f"{row['thing']} {name}: {row['n_rows']:,} rows{period}"


def _set_notes(store: Store) -> list[str]:
    return [
        f"area set {row['set_name']}: {row['n_areas']} areas"
        + (", overlapping" if row["overlapping"] else "")
        + (", schematic" if row["schematic"] else "")
        + f", in force {row['valid_from'] or '…'} to {row['valid_to'] or '…'}"
        + f", overlaps {row['overlap_m2']:.2f} m², gaps {row['gap_m2']:.3f} m²"
        for row in store.rows("areas/active_sets")
    ]
