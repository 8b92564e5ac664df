"""Which area set a question is about: the same rule for every command."""

from collections.abc import Collection
from datetime import date

from hotspots.analysis.areas.preference import preferred
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.model.areas import CandidateSet
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.workflows.loads.stored_sets import area_set_named


def title_of(area_set: AreasActiveSetsRow) -> str:
    """Return what people call an area set: its title, or its name where it has none."""
    return str(area_set["title"] or area_set["set_name"])


def settled_set(
    store: Store,
    named: str | None,
    say: Say,
    *,
    last_day: date | None = None,
    able: Collection[str] | None = None,
) -> AreasActiveSetsRow:
    """Return the area set named, or else the best of those that can answer, which is said.

    ``last_day`` is the last day asked about, ``able`` the sets that can answer, all of them
    where it is None. Two that nothing tells apart are asked about.
    """
    if named:
        return area_set_named(store, named)
    candidates = [CandidateSet(**row) for row in store.rows("areas/candidate_sets")]
    if not candidates:
        raise HotspotsError(message("The store has no area set yet: `hotspots load areas` first."))
    best = preferred([one for one in candidates if able is None or one.set_name in able], last_day)
    if len(best) != 1:
        raise _undecided([one.set_name for one in best or candidates])
    say(
        message(
            "Using the area set {set_name!r}. Change it with --set.", set_name=best[0].set_name
        )
    )
    return area_set_named(store, best[0].set_name)


def incident_set(
    store: Store, named: str | None, last_day: date | None, say: Say
) -> AreasActiveSetsRow:
    """Return the area set in which incidents until a day are counted; until the newest if None."""
    stored = store.rows("incidents/period", category=None)[0]["last_day"]
    counted = {row["set_name"] for row in store.rows("incidents/counted_sets")}
    able = counted if stored is None and counted else None
    return settled_set(store, named, say, last_day=last_day or stored, able=able)


def _undecided(names: Collection[str]) -> UsageProblem:
    listed = ", ".join(map(repr, names))
    return UsageProblem(
        message("Which area set? There is {listed}. Say it with --set.", listed=listed)
    )
