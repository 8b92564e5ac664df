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
    by_place: dict[tuple[str, int], AreaCategory] = {}
    for candidate in sorted(candidates, key=lambda row: row["category"] is None):
        place = candidate["area_code"], candidate["year"]
        row = None if place in by_place else _row(candidate, scales)
        if row is not None:
            by_place[place] = row
    return [by_place[place] for place in sorted(by_place)]


def _row(
    candidate: EstimatesCategoryCandidatesRow, scales: Sequence[ScalesStepsRow]
) -> AreaCategory | None:
    steps = [step for step in scales if step["edition"] == candidate["edition"]]
    category, loads = candidate["category"], [candidate["load_id"]]
    computed = category is None
    if computed and steps:
        category = category_of(
            not_null(candidate["score"]), [(step["category"], step["lowest"]) for step in steps]
        )
        loads += sorted({step["load_id"] for step in steps})
    if category is None:
        return None
    return {
        "area_code": candidate["area_code"],
        "year": candidate["year"],
        "category": category,
        "computed": computed,
        "load_id": candidate["load_id"],
        "load_ids": loads,
    }
