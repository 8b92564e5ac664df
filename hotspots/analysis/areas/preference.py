"""Which area set a question is about where nobody named one."""

from collections.abc import Sequence
from datetime import date

from hotspots.model.areas import CandidateSet


def preferred(candidates: Sequence[CandidateSet], last_day: date | None) -> list[CandidateSet]:
    """Return the best candidates, several only where nothing tells them apart.

    Divisions of a city come before sets of special areas, which overlap or cover less than half
    of the ground that the largest division covers. Then a set is better if it is in
    force on ``last_day`` (today's, where it is None), if it has figures of the newest year, if
    it came into force later, and if it has more areas.
    """
    if not candidates:
        return []
    newest = max(one.newest_year or 0 for one in candidates)
    largest_m2 = max((one.area_m2 for one in candidates if not one.overlapping), default=0.0)
    ranks = {one.set_name: _rank(one, last_day, newest, largest_m2) for one in candidates}
    best = max(ranks.values())
    return [one for one in candidates if ranks[one.set_name] == best]


def _rank(
    candidate: CandidateSet, last_day: date | None, newest_year: int, largest_m2: float
) -> tuple[bool, bool, bool, date, int]:
    return (
        not candidate.overlapping and candidate.area_m2 >= largest_m2 / 2,
        _is_in_force(candidate, last_day),
        candidate.newest_year == newest_year,
        candidate.valid_from or date.min,
        candidate.n_areas,
    )


def _is_in_force(candidate: CandidateSet, day: date | None) -> bool:
    if day is None:
        return candidate.valid_to is None
    return (candidate.valid_from or day) <= day <= (candidate.valid_to or day)
