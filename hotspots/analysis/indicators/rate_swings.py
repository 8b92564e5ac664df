"""How far the counts behind rates swing beyond chance, learnt from earlier years."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.count_swings import Floats, LogVariance, Swings, swings
from hotspots.analysis.methods.rates import TAIL, distinct
from hotspots.analysis.methods.spread import ExtraSpread
from hotspots.model.areas import CITY
from hotspots.model.indicators import Break, Figure
from hotspots.model.nulls import not_null

_SURE_DF = 1e9
_WIDE = 3.0  # any reach of a t with few degrees of freedom


@dataclass(frozen=True)
class RateSwings:
    """What tests of rates allow for; None where earlier years cannot tell.

    ``of_city`` is how often an area's swing enters the city's count of one year, ``load_ids``
    are those of the figures learnt from.
    """

    learnt: Swings | None = None
    of_city: float = 1.0
    load_ids: frozenset[int] = frozenset()

    def areas(self, code: str) -> float:
        """Return how often an area's swing enters the count of an area or the city."""
        return self.of_city if code == CITY else 1.0

    def beyond(self, code: str) -> tuple[float, float]:
        """Return phi and the squared swing of a year of an area or the city."""
        if self.learnt is None:
            return 1.0, 0.0
        return self.learnt.phi, self.learnt.alpha * self.areas(code) + self.learnt.common

    def variance(self, code: str, chance: float, years: int = 1) -> LogVariance | None:
        """Return the variance of the logarithm of a count, or of the ratio of two years.

        ``chance`` is the sum of 1/count over the years; None where earlier years cannot tell.
        """
        if self.learnt is None:
            return None
        return self.learnt.log_variance(np.array([chance]), years * self.areas(code), years)

    def spreads(
        self, codes: Sequence[str], chance: Floats, years: int
    ) -> tuple[Floats, Floats] | None:
        """Return how many times chance the variances are, and the df of a t as wide, by row.

        ``chance`` as in ``variance``, of shape (n,); None where earlier years cannot tell.
        """
        from scipy.special import ndtri, stdtridf

        if self.learnt is None:
            return None
        cases, place = distinct(chance, np.array([self.areas(code) for code in codes]))
        spread = self.learnt.log_variance(cases[0], years * cases[1], years)
        reach = spread.quantile(TAIL)
        sure = reach <= -float(ndtri(TAIL)) * (1 + 1e-6)
        df = np.where(sure, _SURE_DF, stdtridf(1 - TAIL, np.where(sure, _WIDE, reach)))
        return np.maximum(spread.variance / cases[0], 1.0)[place], df[place]


def pair_spread(
    codes: Sequence[str], counts: Floats, of_groups: Sequence[RateSwings], otherwise: ExtraSpread
) -> ExtraSpread:
    """Return what two years' rates vary by beyond chance, row by row; ``counts`` are (n, 2).

    Of a row without two counts, or with nothing learnt, what it would be ``otherwise``. The rows
    of each group follow each other, all groups having as many.
    """
    is_counted = counts.min(axis=1) > 0
    chance = (1 / np.where(is_counted[:, None], counts, np.nan)).sum(axis=1)
    return _spread(codes, chance, of_groups, 2, otherwise)


def line_spread(
    codes: Sequence[str], counts: Floats, of_groups: Sequence[RateSwings], otherwise: ExtraSpread
) -> ExtraSpread:
    """Return the same of lines whose years' variances hold the swings already: the df alone.

    ``counts`` are rows by years, nan or 0 where there is none.
    """
    is_counted = counts > 0
    inverse = np.where(is_counted, 1 / np.where(is_counted, counts, 1.0), 0.0)
    n_years = is_counted.sum(axis=1)
    chance = np.where(n_years > 0, inverse.sum(axis=1) / np.maximum(n_years, 1), np.nan)
    spread = _spread(codes, chance, of_groups, 1, otherwise)
    return ExtraSpread(
        factor=np.where(np.isfinite(chance) & _is_learnt(codes, of_groups), 1.0, spread.factor),
        df=spread.df,
    )


def _spread(
    codes: Sequence[str],
    chance: Floats,
    of_groups: Sequence[RateSwings],
    years: int,
    otherwise: ExtraSpread,
) -> ExtraSpread:
    """Return the spread of rows by their chance; ``otherwise`` where it is nan."""
    factor, df = otherwise.factor.copy(), otherwise.df.copy()
    for of_group, block in zip(of_groups, _blocks(codes, of_groups), strict=True):
        rows = block[np.isfinite(chance[block])]
        spreads = of_group.spreads([codes[row] for row in rows], chance[rows], years)
        if spreads is not None:
            factor[rows], df[rows] = spreads
    return ExtraSpread(factor=factor, df=df)


def _blocks(codes: Sequence[str], of_groups: Sequence[RateSwings]) -> list[NDArray[np.intp]]:
    """Return the places of each group's rows."""
    return np.split(np.arange(len(codes)), len(of_groups))


def _is_learnt(codes: Sequence[str], of_groups: Sequence[RateSwings]) -> NDArray[np.bool_]:
    n_rows = len(codes) // len(of_groups)
    return np.repeat([of_group.learnt is not None for of_group in of_groups], n_rows)


def beyond_chance(codes: Sequence[str], of_groups: Sequence[RateSwings]) -> Floats:
    """Return phi and the squared swing of a year for each row, of shape (n, 2)."""
    return np.array([
        of_group.beyond(codes[row])
        for of_group, block in zip(of_groups, _blocks(codes, of_groups), strict=True)
        for row in block
    ])  # fmt: skip


def swings_before(
    year: int, areas: Sequence[str], figures: Sequence[Figure], breaks: Sequence[Break]
) -> RateSwings:
    """Learn how rates swing from the years before one, as ``incidents`` does from its counts.

    The figures are of one definition and method with that year's, each from its newest edition.
    Learnt from are areas that have all of some years, of the years that leave most of them;
    else the city by itself.
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
    """Return the areas that have all of some years, those years that leave most to learn from."""
    years_of: defaultdict[str, set[int]] = defaultdict(set)
    for code, year in by_key:
        years_of[code].add(year)
    n_areas = Counter(year for code in codes for year in years_of.get(code, ()))
    choices = []
    for least in sorted({*n_areas.values()}, reverse=True):
        years = tuple(sorted(year for year, n in n_areas.items() if n >= least))
        whole = [code for code in codes if years_of[code].issuperset(years)]
        choices.append((len(whole) * (len(years) - 1), years, whole))
    _, years, whole = max(choices, key=lambda choice: choice[0], default=(0, (), []))
    if not whole:
        return None
    rows = [[by_key[code, year] for year in years] for code in whole]
    counts = np.array(
        [[not_null(one["counted"]) for one in row] for row in rows], dtype=np.float64
    )
    rates = np.array([[not_null(one["percent"]) for one in row] for row in rows], dtype=np.float64)
    load_ids = frozenset(int(one["load_id"]) for row in rows for one in row)
    return _RateTable(years, counts, _exposures(counts, rates), load_ids)


def _exposures(counts: Floats, rates: Floats) -> Floats:
    """Return who was exposed; in a year without a count as many as in the area's others."""
    is_stated = (rates > 0) & (counts > 0)
    exposure = np.divide(counts, rates, out=np.zeros_like(counts), where=is_stated)
    mean = exposure.sum(1) / np.maximum(is_stated.sum(1), 1)
    return np.where(is_stated, exposure, np.where(mean > 0, mean, 1.0)[:, None])
