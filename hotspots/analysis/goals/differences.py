"""One area held against a goal that two groups shall not differ: by a margin, never by a test."""

from hotspots.analysis.goals.areas import Evidence, broken
from hotspots.analysis.indicators.gap import GroupGap, within_margin
from hotspots.analysis.indicators.gap_rows import GapQuestion, gap_of, group_figures
from hotspots.analysis.methods.distributions import normal_isf, normal_p
from hotspots.analysis.methods.editions import Pair
from hotspots.analysis.methods.rates import TAIL
from hotspots.model.goals import AreaVerdict, Estimated, GapKind, Goal
from hotspots.model.indicators import Figure
from hotspots.model.nulls import not_null


def difference_verdict(
    goal: Goal, evidence: Evidence, code: str, name: str, year: int
) -> AreaVerdict:
    """Hold the gap of two groups in a year against a margin.

    It is kept where the whole 95 % interval of the gap lies within the margin, and surely not
    where it lies wholly outside. Between the two, without a margin and without an interval,
    nothing is decided.
    """
    first, second = figures_of_both(goal, evidence, code, year)
    if first is None or second is None:
        return AreaVerdict(code, name, "missing", why="figures", why_year=year)
    crossed = evidence.definition_break(code, goal.earlier_year, year)
    if crossed is not None:
        return broken(code, name, Pair(None, first), crossed, second)
    difference = None
    if evidence.measure == "share":
        difference = gap_of((first, second), evidence.correlations.get((code, year)))
    spread = _spread(first, second, difference)
    why = _why(goal, difference)
    if why is not None:
        return AreaVerdict(
            code, name, "undecided", later=first, second=second, difference=spread, why=why,
            why_year=year,
        )  # fmt: skip
    is_within = bool(within_margin(not_null(difference), not_null(goal.value) / 100)[0])
    return AreaVerdict(
        code, name, "fulfilled" if is_within else "not", "certain", later=first, second=second,
        difference=spread, p=_margin_p(not_null(difference), not_null(goal.value) / 100),
    )  # fmt: skip


def _margin_p(difference: GroupGap, margin: float) -> float:
    """Return the two-sided p of a gap as large as the margin, from its 95 % interval."""
    low, high = float(difference.low[0]), float(difference.high[0])
    error = (high - low) / (2 * normal_isf(TAIL))
    return float(normal_p((abs(low + high) / 2 - margin) / error)) if error else 0.0


def figures_of_both(
    goal: Goal, evidence: Evidence, code: str, year: int
) -> tuple[Figure | None, Figure | None]:
    """Return a year's figures of both groups: of one edition if it can be, of one definition."""
    question = GapQuestion(
        goal.indicator, goal.group, goal.against_group or "", None, evidence.period(year), "share"
    )
    first, second = group_figures(
        evidence.figures_of(code), evidence.second.figures_of(code), question
    ).later
    if first is not None and second is not None and first["indicator"] != second["indicator"]:
        return first, None
    return first, second


def _spread(first: Figure, second: Figure, difference: GroupGap | None) -> Estimated:
    value = float(not_null(first["percent"])) - float(not_null(second["percent"]))
    if difference is None:
        return Estimated(value)
    return Estimated(value, 100 * float(difference.low[0]), 100 * float(difference.high[0]))


def _why(goal: Goal, difference: GroupGap | None) -> GapKind | None:
    """Return what keeps a gap from being judged, if anything."""
    if goal.value is None:
        return "no_margin"
    if difference is None:
        return "no_interval"
    margin = goal.value / 100
    is_within = bool(within_margin(difference, margin)[0])
    is_outside = float(difference.low[0]) > margin or float(difference.high[0]) < -margin
    return None if is_within or is_outside else "beyond_margin"
