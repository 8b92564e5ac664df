"""Which areas a goal is about: fixed in its baseline year, and never afterwards."""

from dataclasses import dataclass

from hotspots.analysis.goals.areas import Evidence
from hotspots.analysis.goals.printed import band, fulfils
from hotspots.model.areas import CITY
from hotspots.model.goals import AreaRule, Gap, Goal


@dataclass(frozen=True)
class GoalMembers:
    """The areas of a goal as (code, name) pairs, and what keeps the list from being whole.

    ``open_areas`` are those that may or may not be among them. ``differs`` says that
    figures of the baseline year choose other areas than the policy lists.
    """

    areas: tuple[tuple[str, str], ...]
    gaps: tuple[Gap, ...] = ()
    differs: bool = False
    open_areas: tuple[tuple[str, str], ...] = ()


def members(goal: Goal, evidence: Evidence) -> GoalMembers:
    """Return the areas that a goal about figures is judged in."""
    if goal.scope == "city":
        return GoalMembers(((CITY, CITY),))
    if goal.scope == "each_area":
        return GoalMembers(tuple(evidence.areas))
    return _chosen(goal, evidence)


def _chosen(goal: Goal, evidence: Evidence) -> GoalMembers:
    """Return the areas of the policy's own list, else of its rule; both where neither is whole.

    The list goes first where every name on it is an area of the set: the policy said so itself.
    """
    rule = {code: _by_rule(goal, evidence, code) for code, _ in evidence.areas}
    placed = {code for _, code in evidence.listed if code is not None}
    unplaced = tuple(name for name, code in evidence.listed if code is None)
    open_codes = {code for code, inside in rule.items() if inside is None}
    inside = {code for code, is_in in rule.items() if is_in}
    if evidence.listed and not unplaced:
        outside = {code for code, is_in in rule.items() if is_in is False}
        differs = bool(inside - placed or outside & placed)
        return GoalMembers(_pairs(evidence, placed), differs=differs)
    if goal.chosen_by is not None and not open_codes:
        nobody = () if inside else (Gap("nobody", goal.baseline_year or 0),)
        return GoalMembers(_pairs(evidence, inside), nobody)
    codes = inside | placed
    gaps = _unknown(goal, evidence, open_codes - placed)
    if unplaced:
        gaps += (Gap("unplaced", goal.baseline_year or 0, unplaced),)
    still_open = _pairs(evidence, open_codes - placed)
    return GoalMembers(_pairs(evidence, codes), gaps, open_areas=still_open)


def _pairs(evidence: Evidence, codes: set[str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, name) for code, name in evidence.areas if code in codes)


def _by_rule(goal: Goal, evidence: Evidence, code: str) -> bool | None:
    """Tell whether an area was chosen in the baseline year; None where it cannot be known."""
    chosen, year = goal.chosen or AreaRule(), goal.baseline_year or 0
    if chosen.categories:
        category = evidence.category_of(code, year)
        return None if category is None else category in chosen.categories
    figure = evidence.figure_of(code, year)
    limit = chosen.below if chosen.below is not None else chosen.above
    if figure is None or limit is None:
        return None
    kept = fulfils(band(figure), "at_least" if chosen.below is not None else "at_most", limit)
    return None if kept is None else not kept


def _unknown(goal: Goal, evidence: Evidence, codes: set[str]) -> tuple[Gap, ...]:
    chosen, year = goal.chosen or AreaRule(), goal.baseline_year or 0
    if goal.chosen_by is None or not codes:
        return ()
    if chosen.categories:
        return (_gap("categories", evidence, codes, year),)
    rounded = {code for code in codes if evidence.figure_of(code, year) is not None}
    thin = {code for code in codes if evidence.is_thin(code, year)}
    gaps = []
    if codes - rounded - thin:
        gaps.append(_gap("figures", evidence, codes - rounded - thin, year))
    if thin:
        gaps.append(Gap("too_few", year, tuple(name for _, name in _pairs(evidence, thin))))
    if rounded:
        gaps.append(_gap("rounding", evidence, rounded, year))
    return tuple(gaps)


def _gap(kind: str, evidence: Evidence, codes: set[str], year: int) -> Gap:
    names = tuple(name for _, name in _pairs(evidence, codes))
    whole = len(names) == len(evidence.areas)
    if kind == "categories":
        return Gap("categories", year, names, whole)
    return Gap("figures" if kind == "figures" else "rounding", year, names, whole)
