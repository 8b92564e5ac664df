"""The loads of incidents that an answer rests on."""

from hotspots.engine.store import Store


def incident_loads(store: Store) -> list[int]:
    """Return the loads of incidents that count, oldest first; none that was replaced."""
    return [row["load_id"] for row in store.rows("incidents/active_loads")]
