"""The action category of a score, by the cut points of the score's own edition."""

from collections.abc import Sequence
from itertools import pairwise

from hotspots.model.indicators import AreaCategory
from hotspots.model.nulls import not_null
from hotspots.model.rows import EstimatesCategoryCandidatesRow, ScalesStepsRow


def is_monotone(cut_points: Sequence[float]) -> bool:
    """Tell whether cut points in the order of need rise all the way, or fall all the way."""
    pairs = list(pairwise(cut_points))
    return all(one < other for one, other in pairs) or all(one > other for one, other in pairs)


def category_of(score: float, scale: Sequence[tuple[str, float]]) -> str | None:
    """Return the category whose smallest score is the nearest one at or below a score.

    ``scale`` are (category, smallest score) pairs of one edition, in any order; whether a
    higher score means more need follows from them. None below the smallest of all.
    """
    reached = [(lowest, category) for category, lowest in scale if lowest <= score]
    return max(reached)[1] if reached else None


def with_categories(
    candidates: Sequence[EstimatesCategoryCandidatesRow], scales: Sequence[ScalesStepsRow]
) -> list[AreaCategory]:
    """Return one category for each area and year: the one that was read, else a computed one.

    ``candidates`` are rows with area_code, year, edition, category, score and load_id, the one
    that counts first; ``scales`` rows with edition, category, lowest and load_id. A score of an
    edition without a scale gives no category, and none is taken from another edition or year.
    The rows given have area_code, year, category, computed, load_id and load_ids.
    """
    found: dict[tuple[str, int], AreaCategory] = {}
    for one in sorted(candidates, key=lambda row: row["category"] is None):
        place = one["area_code"], one["year"]
        row = None if place in found else _row(one, scales)
        if row is not None:
            found[place] = row
    return [found[place] for place in sorted(found)]


def _row(
    one: EstimatesCategoryCandidatesRow, scales: Sequence[ScalesStepsRow]
) -> AreaCategory | None:
    own = [step for step in scales if step["edition"] == one["edition"]]
    category, loads = one["category"], [one["load_id"]]
    computed = category is None
    if computed and own:
        category = category_of(
            not_null(one["score"]), [(step["category"], step["lowest"]) for step in own]
        )
        loads += sorted({step["load_id"] for step in own})
    if category is None:
        return None
    return {
        "area_code": one["area_code"],
        "year": one["year"],
        "category": category,
        "computed": computed,
        "load_id": one["load_id"],
        "load_ids": loads,
    }
