"""Counts of cells in two periods: which surely changed, and how hot cells became others."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.methods.distributions import mid_tails
from hotspots.analysis.methods.multiplicity import Floats, Method, adjusted
from hotspots.analysis.methods.share_change import ALPHA
from hotspots.analysis.methods.swing_ratio import swing_p

Mask = NDArray[np.bool_]
Heat = Literal["hot", "not_significant", "cold"]
HEATS: tuple[Heat, ...] = ("hot", "not_significant", "cold")


@dataclass(frozen=True)
class TwoPeriods:
    """Counts of every square of a grid, row by row, before and after.

    The exposures put the periods on equal footing: their days, or all the city's incidents.
    ``swings`` is how much counts swing from year to year, None where only chance is allowed
    for; ``city`` how often what moves the whole city enters: 2, or 0 beside the city itself.
    """

    before: Floats
    after: Floats
    exposure_before: float
    exposure_after: float
    swings: Swings | None = None
    city: float = 2.0

    @property
    def later_share(self) -> float:
        """Return the part of incidents that falls in the later period where nothing changed."""
        return self.exposure_after / (self.exposure_before + self.exposure_after)

    @property
    def later_surplus(self) -> Floats:
        """Return by how many the later counts exceed what the earlier ones let expect."""
        return self.after - self.before * self.exposure_after / self.exposure_before

    def p_of(self, before: Floats, after: Floats) -> Floats:
        """Return the two-sided p-values of pairs of counts in the two periods."""
        if self.swings is None:
            return mid_p(after, before + after, self.later_share)
        exposures = self.exposure_before, self.exposure_after
        return swing_p(before, after, exposures, self.swings, city=self.city)

    def least_p(self, total: Floats) -> Floats:
        """Return the smallest p-values that sums can give: all of it in one period."""
        nothing = np.zeros_like(total)
        return np.minimum(self.p_of(total, nothing), self.p_of(nothing, total))


@dataclass(frozen=True)
class CellTests:
    """One test a square; NaN where none was made. ``n_tests`` is the size of the family."""

    p: Floats
    p_adjusted: Floats
    fallen: Mask
    risen: Mask
    n_tests: int


def cell_tests(
    counts: TwoPeriods, adjust: Method = "bh", *, among: Mask | None = None
) -> CellTests:
    """Test each square's change, allowing for swings where they are known.

    The family is every square, of those ``among`` where given, that could be sure at all: one
    whose incidents, had they all fallen in the same period, would give a p-value under 5 %. The
    sum alone decides that, which says nothing of the change (Tarone 1990), so that nothing is
    chosen by its outcome.
    """
    total = counts.before + counts.after
    tested = counts.least_p(total) < ALPHA
    if among is not None:
        tested &= among
    p, fitted = np.full(total.shape, np.nan), np.full(total.shape, np.nan)
    p[tested] = counts.p_of(counts.before[tested], counts.after[tested])
    fitted[tested] = adjusted(p[tested], adjust)
    sure = np.nan_to_num(fitted, nan=1.0) < ALPHA
    surplus = counts.later_surplus
    return CellTests(p, fitted, sure & (surplus < 0), sure & (surplus > 0), int(tested.sum()))


def mid_p(later: Floats, total: Floats, share: float) -> Floats:
    """Return two-sided mid-p values (Lancaster 1961) of binomial counts, as in ``rates``."""
    upper, lower = mid_tails(later, total, share)
    return np.asarray(np.minimum(1.0, 2 * np.minimum(upper, lower)), dtype=np.float64)


@dataclass(frozen=True)
class Transitions:
    """How many cells were what before (rows) and after (columns), in the order of ``HEATS``.

    ``kappa`` is Cohen's; None where all cells are the same in both periods.
    """

    table: NDArray[np.int64]
    kappa: float | None


def transitions(before: NDArray[Any], after: NDArray[Any]) -> Transitions:
    """Cross cells by what they were before and after; both hold -1 cold, 0 neither, 1 hot.

    Kappa (Cohen 1960) is (observed - expected agreement) / (1 - expected agreement).
    """
    rank = {1: 0, 0: 1, -1: 2}
    table = np.zeros((3, 3), dtype=np.int64)
    for earlier, row in rank.items():
        for later, column in rank.items():
            table[row, column] = np.count_nonzero((before == earlier) & (after == later))
    return Transitions(table, kappa(table))


def kappa(table: NDArray[np.int64]) -> float | None:
    """Return Cohen's kappa of a square table; None where chance alone agrees everywhere."""
    n = int(table.sum())
    by_chance = int((table.sum(axis=1) * table.sum(axis=0)).sum())
    if by_chance == n * n:
        return None
    return float((n * int(np.trace(table)) - by_chance) / (n * n - by_chance))
