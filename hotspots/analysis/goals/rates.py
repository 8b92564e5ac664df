"""Rates per 1,000 held against a goal: how far the counts behind them swing beyond chance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from hotspots.analysis.goals.printed import band
from hotspots.analysis.indicators.pairing import base_of
from hotspots.analysis.methods.count_swings import Floats, Swings, swings
from hotspots.analysis.methods.rates import rate_ratio
from hotspots.analysis.methods.swing_limit import count_interval, count_p
from hotspots.analysis.methods.swing_ratio import swing_p
from hotspots.model.areas import CITY
from hotspots.model.goals import Certainty
from hotspots.model.indicators import Break, Figure
from hotspots.model.nulls import not_null

_PER = "per_1000"


@dataclass(frozen=True)
class RateSwings:
    """What tests of rates allow for; None where earlier years cannot tell.

    ``of_city`` is how often an area's swing enters the city's count of one year, ``load_ids``
    are those of the figures learnt from.
    """

    learnt: Swings | None = None
    of_city: float = 1.0
    load_ids: frozenset[int] = frozenset()

    def interval(self, code: str, count: float) -> tuple[float, float]:
        """Return the 95 % interval of what an area's count swings around, in counts."""
        return count_interval(count, self.learnt, areas=self._areas(code))

    def p(self, code: str, count: float, mean: float) -> float:
        """Return the two-sided p of what an area's count swings around."""
        return count_p(count, mean, self.learnt, areas=self._areas(code))

    def relative_variance(self, code: str, count: float) -> float:
        """Return the variance of a count over its square."""
        if self.learnt is None:
            return 1 / count
        return float(self.learnt.log_variance(1 / count, self._areas(code), 1.0).variance)

    def _areas(self, code: str) -> float:
        return self.of_city if code == CITY else 1.0

    def change_p(self, code: str, earlier: "_Rate", later: "_Rate") -> float:
        """Return the two-sided p of two years having one rate."""
        exposure = earlier.exposure, later.exposure
        if self.learnt is None:
            return rate_ratio(round(earlier.n), round(later.n), *exposure).p
        counts = np.array([earlier.n]), np.array([later.n])
        return float(swing_p(*counts, exposure, self.learnt, areas=2 * self._areas(code))[0])


class _Rate(NamedTuple):
    """A count ``n`` and who or what it is of, in thousands."""

    n: float
    exposure: float


def rate_change_p(earlier: Figure, later: Figure, swings_of_rates: RateSwings) -> float | None:
    """Return the p of no change, the largest over all that rounds to both rates.

    1 where the sign of the change is open, None without a count behind both.
    """
    rates = [_ends(figure) for figure in (earlier, later)]
    if not all(rates):
        return None
    pairs = [(first, second) for first in rates[0] for second in rates[1]]
    signs = {
        math.copysign(1, first.n * second.exposure - second.n * first.exposure)
        for first, second in pairs
    }
    code = later["area_code"]
    p = max(swings_of_rates.change_p(code, first, second) for first, second in pairs)
    return p if len(signs) == 1 else 1.0


def certainty_of(p: float | None, alpha: float) -> Certainty:
    """Return whether a p-value is under a limit; unknown where there is none."""
    return "unknown" if p is None else "certain" if p < alpha else "uncertain"


def _ends(figure: Figure) -> list[_Rate]:
    """Return a rate's count beside the exposures at both ends of what rounds to it."""
    count, printed = base_of(figure, _PER), band(figure)
    if count is None or printed.low <= 0:
        return []
    return [_Rate(count, count / float(end)) for end in dict.fromkeys((printed.low, printed.high))]


def swings_before(
    year: int, areas: Sequence[str], figures: Sequence[Figure], breaks: Sequence[Break]
) -> RateSwings:
    """Learn how rates swing from the years before one, as ``incidents`` does from its counts.

    The figures are of one definition and method with that year's, each from its newest edition.
    Learnt from are the years that most areas have counts of, and the areas that have all of
    them; else the city by itself.
    """
    by_key = _newest(year, figures, breaks)
    for codes in (areas, [CITY]):
        table = _table(codes, by_key)
        learnt = None if table is None else swings(table.years, table.counts, table.exposure)
        if table is not None and learnt is not None:
            latest = table.counts[:, -1] / max(float(table.counts[:, -1].sum()), 1.0)
            return RateSwings(learnt, float((latest**2).sum()), table.load_ids)
    return RateSwings()


def _newest(
    year: int, figures: Sequence[Figure], breaks: Sequence[Break]
) -> dict[tuple[str, int], Figure]:
    """Return the comparable figures with counts of the years before, by area and year."""
    in_order = sorted(figures, key=lambda figure: (figure["year"], figure["edition"] or 0))
    last = next((one for one in reversed(in_order) if one["year"] <= year), None)
    cuts = [line for line in breaks if line.kind != "context"]
    return {
        (figure["area_code"], figure["year"]): figure
        for figure in in_order
        if figure["year"] < year
        and last is not None
        and figure["indicator"] == last["indicator"]
        and figure["counted"] is not None
        and figure["percent"] is not None
        and not any(
            line.concerns(figure["area_code"]) and line.is_crossed(figure["year"], year)
            for line in cuts
        )
    }


class _RateTable(NamedTuple):
    """Counts and exposures of areas (rows) in years (columns)."""

    years: tuple[int, ...]
    counts: Floats
    exposure: Floats
    load_ids: frozenset[int]


def _table(codes: Sequence[str], by_key: dict[tuple[str, int], Figure]) -> _RateTable | None:
    n_areas = {year: sum((code, year) in by_key for code in codes) for _, year in by_key}
    most = max(n_areas.values(), default=0)
    years = tuple(sorted(year for year, n in n_areas.items() if n == most)) if most else ()
    rows = [[by_key[code, year] for year in years] for code in codes
            if all((code, year) in by_key for year in years)]  # fmt: skip
    if not years or not rows:
        return None
    counts = np.array(
        [[not_null(one["counted"]) for one in row] for row in rows], dtype=np.float64
    )
    rates = np.array([[not_null(one["percent"]) for one in row] for row in rows], dtype=np.float64)
    load_ids = frozenset(int(one["load_id"]) for row in rows for one in row)
    return _RateTable(years, counts, _exposures(counts, rates), load_ids)


def _exposures(counts: Floats, rates: Floats) -> Floats:
    """Return who was exposed; in a year without a count as many as in the area's others."""
    known = (rates > 0) & (counts > 0)
    exposure = np.divide(counts, rates, out=np.zeros_like(counts), where=known)
    mean = exposure.sum(1) / np.maximum(known.sum(1), 1)
    return np.where(known, exposure, np.where(mean > 0, mean, 1.0)[:, None])
