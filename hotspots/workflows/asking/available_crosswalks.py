"""The crosswalks that a store has."""

from dataclasses import dataclass

from hotspots.engine.store import Store
from hotspots.model.areas import Basis


@dataclass(frozen=True)
class Available:
    """A crosswalk that the store has."""

    from_set: str
    to_set: str
    basis: Basis
    load_id: int
    n_pieces: int


def crosswalks_to(
    store: Store, to_set: str | None = None, from_set: str | None = None
) -> list[Available]:
    """Return the crosswalks that count, to a set or to all, by from-set and basis."""
    rows = store.rows("crosswalk/available", from_set=from_set, to_set=to_set)
    return [Available(**row) for row in rows]
