"""Which area set a question is about."""

from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.workflows.loads.stored_sets import known_set


def chosen_set(store: Store, name: str | None, say: Say) -> AreasActiveSetsRow:
    """Return the area set asked for, or the only one there is, which is said."""
    if name:
        return known_set(store, name)
    sets = [str(row["set_name"]) for row in store.rows("areas/active_sets")]
    if not sets:
        raise HotspotsError(message("The store has no area set yet: `hotspots load areas` first."))
    if len(sets) > 1:
        listed = ", ".join(map(repr, sets))
        raise UsageProblem(
            message("Which area set? There is {listed}. Say it with --set.", listed=listed)
        )
    say(message("Using the area set {sets!r}.", sets=sets[0]))
    return known_set(store, sets[0])
