"""What became of hotspots between two periods: new, grown, moved, lasting, shrunk or gone.

Hot cells are picked because they were high, so they tend to be lower at any other time. The rule
that keeps chance from being reported:

1. Hotspots of both periods that share cells are one, also with a place that was hot in the years
   before both. Such a place was not picked by what is compared: its incidents before and after are
   those of the cells that were hot in those years, and their change is tested with what counts
   swing from year to year (mid-p of counts of variance phi mu + alpha mu^2).
2. Hotspots that no earlier year knows were picked from all cells by what is compared. Their
   incidents are those of all their cells, and their p is multiplied by the number of cells
   (Bonferroni), as if each cell had been tried. Without earlier years only those of one period
   pay, and only chance is allowed for.
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

from hotspots.analysis.cells.change import CellTests, TwoPeriods, cell_tests
from hotspots.analysis.cells.earlier_years import Cells, EarlierYears, with_swings
from hotspots.analysis.methods.multiplicity import Method, adjusted
from hotspots.analysis.methods.rates import RateRatio, rate_ratio
from hotspots.analysis.methods.share_change import ALPHA
from hotspots.analysis.methods.swing_ratio import swing_ratio
from hotspots.analysis.space.grid import Grid
from hotspots.model.review import BY_ATTENTION, HotspotClass

MOVED_SHARE = 0.25
NO_YEARS = EarlierYears()
REACH_CELLS = 3
REACH_M = 500.0


@dataclass(frozen=True)
class Reviewed:
    """A hotspot of either period; ``before`` and ``after`` are its hot cells, by position.

    ``earlier`` are those of the years before. The counts are of its ``judged`` cells in both
    periods: those of earlier years where there are any, else all. ``p`` and ``p_adjusted`` are
    of the claim of ``class_``: of the change, multiplied by the number of cells where it was
    picked by what is compared; where it moved, the weaker of the fall at the old place and the
    rise at the new one, by its surest cell where both places adjoin. ``x_m`` and ``y_m`` are the
    centre of its incidents by cell, of those after where it moved; ``moved_m`` is from the old
    centre.
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
    earlier: Cells = frozenset()

    @property
    def judged(self) -> Cells:
        """Return the cells whose incidents are compared."""
        return self.earlier or self.cells

    @property
    def is_hot(self) -> bool:
        """Tell whether it was hot in either of the two periods, and not in earlier years alone."""
        return bool(self.cells)

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
    the cells of hotspots hot in both periods; ``n_earlier_tests`` of the first are of places hot
    in earlier years alone. ``counts`` know how much counts swing.
    """

    hotspots: Sequence[Reviewed]
    counts: TwoPeriods
    cells: CellTests
    reach_m: float
    n_tests: int
    n_tests_within: int
    n_earlier_tests: int = 0


def reach_of(side_m: float) -> float:
    """Return how far a hotspot may have moved: three cells, and at least 500 m."""
    return max(REACH_CELLS * side_m, REACH_M)


def review_hotspots(
    before: Sequence[Cells],
    after: Sequence[Cells],
    counts: TwoPeriods,
    grid: Grid,
    *,
    earlier: EarlierYears = NO_YEARS,
    adjust: Method = "bh",
    relative: bool = False,
) -> Review:
    """Match the hotspots of two periods on one grid and judge each, worst first.

    ``before`` and ``after`` are the positions of each hotspot's cells; ``counts`` are of every
    square of the grid. Places hot in the ``earlier`` years alone are in the family of tests and
    not in the answer. Within a class those with the largest change in counts come first.
    """
    shape = grid.inside.shape[0], grid.inside.shape[1]
    counts = with_swings(counts, earlier, shape, relative=relative)
    tested = [_tested(group, counts, grid) for group in joined(before, after, earlier.places)]
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
    paired = _with_moves([one for one in moved if one.is_hot], counts, reach_m)
    paired.sort(key=lambda hotspot: _attention(hotspot, counts))
    n_earlier = sum(not moved[position].is_hot for position in family)
    tests = cell_tests(counts, adjust)
    return Review(paired, counts, tests, reach_m, len(family), within.n_tests, n_earlier)


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
    return float(counts.least_p(total)[0]) * _n_picked_from(hotspot, grid) < ALPHA


def _n_picked_from(hotspot: Reviewed, grid: Grid) -> int:
    """Return from how many cells a hotspot was picked by what is compared."""
    return 1 if hotspot.earlier or hotspot.is_hot_in_both else grid.n_cells


def _attention(hotspot: Reviewed, counts: TwoPeriods) -> tuple[int, float, int]:
    expected = hotspot.n_before * counts.exposure_after / counts.exposure_before
    return BY_ATTENTION.index(hotspot.class_), -abs(hotspot.n_after - expected), min(hotspot.cells)


def joined(*kinds: Sequence[Cells]) -> list[tuple[Cells, ...]]:
    """Join hotspots of several kinds that share cells, also through others.

    Each group has what is left of every kind, in their order. A hotspot that split or several
    that grew together are one group.
    """
    groups: list[tuple[Cells, ...]] = []
    for position, kind in enumerate(kinds):
        for cells in kind:
            touching = [group for group in groups if any(cells & one for one in group)]
            groups = [group for group in groups if group not in touching]
            merged = [frozenset[int]().union(*(group[at] for group in touching))
                      for at in range(len(kinds))]  # fmt: skip
            merged[position] |= cells
            groups.append(tuple(merged))
    return sorted(groups, key=lambda group: min(frozenset().union(*group)))


def _tested(group: tuple[Cells, ...], counts: TwoPeriods, grid: Grid) -> Reviewed:
    before, after, earlier = group
    positions = _positions(earlier or before | after)
    n_before, n_after = int(counts.before[positions].sum()), int(counts.after[positions].sum())
    weights = counts.before * bool(before) + counts.after * bool(after)
    x_m, y_m = _centre(positions, weights[positions], grid)
    class_: HotspotClass = "persistent" if before and after else "unsettled"
    hotspot = Reviewed(before, after, n_before, n_after, 1.0, None, class_, x_m, y_m,
                       earlier=earlier)  # fmt: skip
    p = _p(n_before, n_after, counts) * _n_picked_from(hotspot, grid)
    return replace(hotspot, p=min(1.0, p))


def _p(n_before: int, n_after: int, counts: TwoPeriods) -> float:
    before, after = (np.array([one], dtype=np.float64) for one in (n_before, n_after))
    return float(counts.p_of(before, after)[0])


def ratio_of(hotspot: Reviewed, counts: TwoPeriods) -> RateRatio:
    """Return a hotspot's rate ratio with its 95 % interval, by itself.

    Its p is of the plain change of the counts, whatever the hotspot's class claims.
    """
    numbers = hotspot.n_before, hotspot.n_after
    exposure = counts.exposure_before, counts.exposure_after
    if counts.swings is None:
        return rate_ratio(*numbers, *exposure)
    return swing_ratio(*numbers, exposure, counts.swings, city=counts.city)


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
