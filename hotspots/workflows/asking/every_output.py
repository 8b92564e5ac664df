"""What stands on every output: the loads it rests on, and for whom it is."""

from collections.abc import Sequence

from hotspots import safe
from hotspots.engine.store import Store
from hotspots.language import Lang
from hotspots.model.answer import Source
from hotspots.model.release import is_below
from hotspots.model.rows import AreasActiveSetsRow, AreasSetsRow
from hotspots.sentences.texts import text


def sources_of(store: Store, load_ids: Sequence[int]) -> list[Source]:
    """Return the loads an answer rests on, by number, as they go into every output."""
    wanted = set(load_ids)
    return [
        {
            "load": row["load"],
            "kind": row["kind"],
            "file": row["file"],
            "sha256": row["sha256"],
            "loaded_at": row["loaded_at_utc"].isoformat(timespec="seconds") + "Z",
            "source": row["source"],
            "licence": row["licence"],
            "synthetic": row["synthetic"],
        }
        for row in store.rows("store/loads")
        if row["load"] in wanted
    ]


def standing_notes(
    sources: Sequence[Source], area_set: AreasActiveSetsRow | AreasSetsRow | None, lang: Lang
) -> list[str]:
    """Return the notes that must stand on every output of this kind of data."""
    notes = []
    if any(one["synthetic"] for one in sources):
        notes.append(text(lang, "note.synthetic"))
    if area_set is not None and area_set["schematic"]:
        notes.append(text(lang, "note.schematic"))
    notes.append(text(lang, audience_key()))
    return notes


def audience_key() -> str:
    """Return the text that says who an output is for, by the permit that is in force."""
    return "note.internal" if is_internal() else f"note.cleared_{safe.permit().audience}"


def is_internal() -> bool:
    """Tell whether outputs are marked as internal, by the permit that is in force."""
    return not is_below(safe.permit().audience)
