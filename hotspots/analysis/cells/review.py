"""What became of hotspots between two periods: new, grown, moved, lasting, shrunk or gone.

Hot cells are picked because they were high, so they tend to be lower at any other time. The rule
that keeps chance from being reported:

1. Hotspots of both periods that share cells are one. Its incidents before and after are those of
   all its cells in both periods, and their change is tested exactly (conditional binomial, mid-p).
2. Hotspots of one period only were picked from all cells by that period's count. Their p is
   multiplied by the number of cells (Bonferroni), as if each cell had been tried.
3. A hotspot hot in both has *moved* where at least a quarter of its incidents before lie in cells
   that surely fell, and at least a quarter of those after in cells that surely rose. The family
   of that test is the cells of all hotspots that are hot in both.
4. The p-values of all other hotspots are one family, adjusted by Benjamini-Hochberg; those with
   so few incidents that no change of them could ever be sure are left out of it. Without a p
   under 5 % after that, no change is claimed: hot in both is *persistent*, hot in one
   *unsettled*.
5. One that is surely gone and one surely new within reach of each other, the nearest first, are
   together one that has moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.cells.change import CellTests, TwoPeriods, cell_tests, least_p, mid_p
from hotspots.analysis.methods.multiplicity import Method, adjusted
from hotspots.analysis.methods.rates import RateRatio, rate_ratio
from hotspots.analysis.methods.share_change import ALPHA
from hotspots.analysis.space.grid import Grid
from hotspots.model.review import BY_ATTENTION, HotspotClass

Cells = frozenset[int]
MOVED_SHARE = 0.25
REACH_CELLS = 3
REACH_M = 500.0


@dataclass(frozen=True)
class Reviewed:
    """A hotspot of either period; ``before`` and ``after`` are its hot cells, by position.

    The counts are of all its cells in both periods. ``p`` and ``p_adjusted`` are of the claim of
    ``class_``: of the change, multiplied by the number of cells where it was hot in one period
    only; where it moved, the weaker of the fall at the old place and the rise at the new one, by
    its surest cell where both places adjoin. ``x_m`` and ``y_m`` are the centre of its incidents
    by cell, of those after where it moved; ``moved_m`` is from the old centre.
    """

    before: Cells
    after: Cells
    n_before: int
    n_after: int
    p: float
    p_adjusted: float | None
    class_: HotspotClass
    x_m: float
    y_m: float
    moved_m: float | None = None

    @property
    def cells(self) -> Cells:
        """Return all its cells."""
        return self.before | self.after

    @property
    def is_hot_in_both(self) -> bool:
        """Tell whether it was hot before and after."""
        return bool(self.before) and bool(self.after)

    @property
    def is_sure(self) -> bool:
        """Tell whether its claim holds when all hotspots are tested at once."""
        return self.p_adjusted is not None and self.p_adjusted < ALPHA


@dataclass(frozen=True)
class Review:
    """Hotspots by what needs attention, and the tests of all cells.

    ``n_tests`` and ``n_tests_within`` are the sizes of the family of hotspots, and of that of
    the cells of hotspots hot in both periods.
    """

    hotspots: Sequence[Reviewed]
    cells: CellTests
    reach_m: float
    n_tests: int
    n_tests_within: int


def reach_of(side_m: float) -> float:
    """Return how far a hotspot may have moved: three cells, and at least 500 m."""
    return max(REACH_CELLS * side_m, REACH_M)


def review_hotspots(
    before: Sequence[Cells],
    after: Sequence[Cells],
    counts: TwoPeriods,
    grid: Grid,
    *,
    adjust: Method = "bh",
) -> Review:
    """Match the hotspots of two periods on one grid and judge each, worst first.

    ``before`` and ``after`` are the positions of each hotspot's cells; ``counts`` are of every
    square of the grid. Within a class those with the largest change in counts come first.
    """
    tested = [_tested(old, new, counts, grid) for old, new in joined(before, after)]
    within = _cells_of_lasting(tested, counts, adjust)
    moved = [_moved_within(hotspot, counts, within, grid) for hotspot in tested]
    family = [position for position, hotspot in enumerate(moved)
              if hotspot.class_ != "moved" and _can_be_sure(hotspot, counts, grid)]  # fmt: skip
    p_adjusted = adjusted(
        np.array([moved[position].p for position in family], dtype=np.float64), adjust
    )
    for position, p in zip(family, p_adjusted, strict=True):
        moved[position] = _judged(replace(moved[position], p_adjusted=float(p)), counts)
    reach_m = reach_of(grid.side_m)
    paired = _with_moves(moved, counts, reach_m)
    paired.sort(key=lambda hotspot: _attention(hotspot, counts))
    return Review(paired, cell_tests(counts, adjust), reach_m, len(family), within.n_tests)


def _cells_of_lasting(
    hotspots: Sequence[Reviewed], counts: TwoPeriods, adjust: Method
) -> CellTests:
    """Test the cells of the hotspots that are hot in both periods, as one family."""
    among = np.zeros(counts.before.shape, dtype=bool)
    for hotspot in hotspots:
        if hotspot.is_hot_in_both:
            among[_positions(hotspot.cells)] = True
    return cell_tests(counts, adjust, among=among)


def _can_be_sure(hotspot: Reviewed, counts: TwoPeriods, grid: Grid) -> bool:
    """Tell whether any split of a hotspot's incidents over the periods could be sure."""
    total = np.array([hotspot.n_before + hotspot.n_after], dtype=np.float64)
    factor = 1 if hotspot.is_hot_in_both else grid.n_cells
    return float(least_p(total, counts.later_share)[0]) * factor < ALPHA


def _attention(hotspot: Reviewed, counts: TwoPeriods) -> tuple[int, float, int]:
    expected = hotspot.n_before * counts.exposure_after / counts.exposure_before
    return BY_ATTENTION.index(hotspot.class_), -abs(hotspot.n_after - expected), min(hotspot.cells)


def joined(before: Sequence[Cells], after: Sequence[Cells]) -> list[tuple[Cells, Cells]]:
    """Join hotspots that share cells, also through others; each pair has what is left of both.

    A hotspot that split or several that grew together are one pair.
    """
    groups: list[tuple[Cells, Cells]] = [(one, frozenset()) for one in before]
    for cells in after:
        touching = [group for group in groups if (group[0] | group[1]) & cells]
        groups = [group for group in groups if group not in touching]
        old = frozenset[int]().union(*(group[0] for group in touching))
        new = cells.union(*(group[1] for group in touching))
        groups.append((old, new))
    return sorted(groups, key=lambda group: min(group[0] | group[1]))


def _tested(before: Cells, after: Cells, counts: TwoPeriods, grid: Grid) -> Reviewed:
    positions = _positions(before | after)
    n_before, n_after = int(counts.before[positions].sum()), int(counts.after[positions].sum())
    hot_in_both = bool(before) and bool(after)
    p = min(1.0, _p(n_before, n_after, counts) * (1 if hot_in_both else grid.n_cells))
    weights = counts.before * bool(before) + counts.after * bool(after)
    x_m, y_m = _centre(positions, weights[positions], grid)
    class_: HotspotClass = "persistent" if hot_in_both else "unsettled"
    return Reviewed(before, after, n_before, n_after, p, None, class_, x_m, y_m)


def _p(n_before: int, n_after: int, counts: TwoPeriods) -> float:
    later, total = (np.array([one], dtype=np.float64) for one in (n_after, n_before + n_after))
    return float(mid_p(later, total, counts.later_share)[0])


def ratio_of(hotspot: Reviewed, counts: TwoPeriods) -> RateRatio:
    """Return a hotspot's rate ratio with its mid-p 95 % interval, by itself.

    Its p is of the plain change of the counts, whatever the hotspot's class claims.
    """
    return rate_ratio(
        hotspot.n_before, hotspot.n_after, counts.exposure_before, counts.exposure_after
    )


def _positions(cells: Cells) -> NDArray[np.intp]:
    return np.array(sorted(cells), dtype=np.intp)


def _centre(
    positions: NDArray[np.intp], weights: NDArray[np.float64], grid: Grid
) -> tuple[float, float]:
    x_m, y_m = grid.centres(positions)
    used = weights if weights.sum() > 0 else np.ones(len(positions))
    return float(np.average(x_m, weights=used)), float(np.average(y_m, weights=used))


def _judged(hotspot: Reviewed, counts: TwoPeriods) -> Reviewed:
    if not hotspot.is_sure:
        return hotspot
    if hotspot.n_after * counts.exposure_before > hotspot.n_before * counts.exposure_after:
        return replace(hotspot, class_="grown" if hotspot.before else "new")
    return replace(hotspot, class_="shrunk" if hotspot.after else "gone")


def _moved_within(hotspot: Reviewed, counts: TwoPeriods, tests: CellTests, grid: Grid) -> Reviewed:
    """Return a hotspot as moved where its weight surely went from some of its cells to others."""
    positions = _positions(hotspot.cells)
    old, new = positions[tests.fallen[positions]], positions[tests.risen[positions]]
    left = counts.before[old].sum() >= MOVED_SHARE * hotspot.n_before
    come = counts.after[new].sum() >= MOVED_SHARE * hotspot.n_after
    if not (hotspot.is_hot_in_both and len(old) and len(new) and left and come):
        return hotspot
    surplus = counts.later_surplus
    old_centre, new_centre = _centre(old, -surplus[old], grid), _centre(new, surplus[new], grid)
    return replace(
        hotspot,
        class_="moved",
        p=float(max(tests.p[old].min(), tests.p[new].min())),
        p_adjusted=float(max(tests.p_adjusted[old].min(), tests.p_adjusted[new].min())),
        moved_m=float(np.hypot(new_centre[0] - old_centre[0], new_centre[1] - old_centre[1])),
        x_m=new_centre[0],
        y_m=new_centre[1],
    )


def _with_moves(
    hotspots: Sequence[Reviewed], counts: TwoPeriods, reach_m: float
) -> list[Reviewed]:
    """Join the surely gone and the surely new that lie within reach, the nearest first."""
    gone = [one for one in hotspots if one.class_ == "gone"]
    new = [one for one in hotspots if one.class_ == "new"]
    near = [pair for pair in product(gone, new) if _apart_m(*pair) <= reach_m]
    near.sort(key=lambda pair: (_apart_m(*pair), min(pair[0].before), min(pair[1].after)))
    taken: set[Cells] = set()
    moved = []
    for old, young in near:
        if not {old.cells, young.cells} & taken:
            taken |= {old.cells, young.cells}
            moved.append(_as_moved(old, young, counts))
    return [one for one in hotspots if one.cells not in taken] + moved


def _as_moved(old: Reviewed, young: Reviewed, counts: TwoPeriods) -> Reviewed:
    positions = _positions(old.before | young.after)
    return replace(
        young,
        before=old.before,
        n_before=int(counts.before[positions].sum()),
        n_after=int(counts.after[positions].sum()),
        p=max(old.p, young.p),
        p_adjusted=max(old.p_adjusted or 0.0, young.p_adjusted or 0.0),
        class_="moved",
        moved_m=_apart_m(old, young),
    )


def _apart_m(left: Reviewed, right: Reviewed) -> float:
    return float(np.hypot(left.x_m - right.x_m, left.y_m - right.y_m))
