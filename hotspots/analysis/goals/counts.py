"""A goal about the number of areas in some categories: whether it has fallen far enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hotspots.analysis.goals.areas import Evidence
from hotspots.model.goals import AreaRule, AreaVerdict, Gap, Goal, Standing


@dataclass(frozen=True)
class Bounds:
    """How many areas there are in some categories: between ``low`` and ``high``."""

    low: int
    high: int

    @property
    def certain(self) -> int | None:
        """Return the number where every area has a category."""
        return self.low if self.low == self.high else None


def counted(goal: Goal, evidence: Evidence, year: int) -> Bounds:
    """Return how many areas were in the goal's categories in a year, whatever is unknown."""
    wanted = (goal.chosen or AreaRule()).categories
    categories = [evidence.category_of(code, year) for code, _ in evidence.areas]
    low = sum(one in wanted for one in categories)
    return Bounds(low, low + categories.count(None))


def kept_share(goal: Goal, year: int) -> Fraction:
    """Return which part of the number may be left in a year: on a straight line to the deadline.

    From all of it in the baseline year to 1 less the fall asked for in the deadline's year.
    """
    start = goal.baseline_year or 0
    fall = Fraction(repr(float(goal.value or 0))) / 100
    progress = Fraction(min(year, goal.deadline.year) - start, goal.deadline.year - start)
    return 1 - fall * progress


def has_fallen(before: Bounds, after: Bounds, kept: Fraction) -> bool | None:
    """Tell whether a number has fallen to a part of what it was, or None where it is open.

    It has where it holds at the largest number after and the smallest before; it has not where
    it fails at the smallest after and the largest before. From none it cannot fall.
    """
    if before.low > 0 and after.high <= kept * before.low:
        return True
    if before.high > 0 and after.low > kept * before.high:
        return False
    return None


def area_verdicts(goal: Goal, evidence: Evidence, year: int) -> tuple[AreaVerdict, ...]:
    """Return where each area stands: in the categories, out of them, or without one."""
    return tuple(_verdict(goal, evidence, code, name, year) for code, name in evidence.areas)


def _verdict(goal: Goal, evidence: Evidence, code: str, name: str, year: int) -> AreaVerdict:
    wanted = (goal.chosen or AreaRule()).categories
    base_year = goal.baseline_year or 0
    earlier, later = evidence.category_of(code, base_year), evidence.category_of(code, year)
    missing_year = year if later is None else base_year if earlier is None else None
    if missing_year is not None:
        return AreaVerdict(
            code, name, "missing", earlier_category=earlier, category=later, why="categories",
            why_year=missing_year,
        )  # fmt: skip
    standing: Standing = "not" if later in wanted else "fulfilled"
    return AreaVerdict(code, name, standing, earlier_category=earlier, category=later)


def gaps(evidence: Evidence, years: Sequence[int]) -> tuple[Gap, ...]:
    """Return which areas have no category, for each of some years."""
    gaps_by_year = []
    for year in years:
        names = tuple(
            name for code, name in evidence.areas if evidence.category_of(code, year) is None
        )
        if names:
            gaps_by_year.append(Gap("categories", year, names, len(names) == len(evidence.areas)))
    return tuple(gaps_by_year)
