"""How far the counts behind rates swing beyond chance, learnt from earlier years."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from hotspots.analysis.methods.count_swings import Floats, LogVariance, Swings, swings
from hotspots.analysis.methods.rates import TAIL
from hotspots.analysis.methods.spread import ExtraSpread
from hotspots.model.areas import CITY
from hotspots.model.indicators import Break, Figure
from hotspots.model.nulls import not_null

_SURE_DF = 1e9


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

    def spread(self, code: str, chance: float, years: int) -> tuple[float, float] | None:
        """Return how many times chance the variance is, and the df of a t as wide."""
        from scipy.special import ndtri, stdtridf

        spread = self.variance(code, chance, years)
        if spread is None:
            return None
        reach = float(LogVariance(*_shaped(spread)).quantile(TAIL)[0])
        sure = reach <= -float(ndtri(TAIL)) * (1 + 1e-6)
        df = _SURE_DF if sure else float(stdtridf(1 - TAIL, reach))
        return max(float(spread.variance[0]) / chance, 1.0), df


def _shaped(spread: LogVariance) -> tuple[Floats, Floats, Floats, Floats]:
    parts = (spread.variance, spread.df, spread.offset, spread.least)
    first, second, third, fourth = (np.atleast_1d(part) for part in parts)
    return first, second, third, fourth


def pair_spread(
    codes: Sequence[str], counts: Sequence[tuple[float, float]], of_rows: Sequence[RateSwings],
    otherwise: ExtraSpread,
) -> ExtraSpread:  # fmt: skip
    """Return what two years' rates vary by beyond chance, row by row.

    Of a row without two counts, or with nothing learnt, what it would be ``otherwise``.
    """
    factor, df = otherwise.factor.copy(), otherwise.df.copy()
    for row, (code, both, of_row) in enumerate(zip(codes, counts, of_rows, strict=True)):
        chance = sum(1 / n for n in both) if min(both) > 0 else 0.0
        spread = of_row.spread(code, chance, 2) if chance else None
        if spread is not None:
            factor[row], df[row] = spread
    return ExtraSpread(factor=factor, df=df)


def line_spread(
    codes: Sequence[str], counts: Sequence[Floats], of_rows: Sequence[RateSwings],
    otherwise: ExtraSpread,
) -> ExtraSpread:  # fmt: skip
    """Return the same of lines whose years' variances hold the swings already: the df alone."""
    factor, df = otherwise.factor.copy(), otherwise.df.copy()
    for row, (code, years, of_row) in enumerate(zip(codes, counts, of_rows, strict=True)):
        counted = years[years > 0]
        spread = of_row.spread(code, float(np.mean(1 / counted)), 1) if counted.size else None
        if spread is not None:
            factor[row], df[row] = 1.0, spread[1]
    return ExtraSpread(factor=factor, df=df)


def beyond_chance(codes: Sequence[str], of_rows: Sequence[RateSwings]) -> Floats:
    """Return phi and the squared swing of a year for each row, of shape (n, 2)."""
    return np.array([of_row.beyond(code) for code, of_row in zip(codes, of_rows, strict=True)])


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
    n_areas = {year: sum((code, year) in by_key for code in codes) for _, year in by_key}
    choices = []
    for least in sorted({*n_areas.values()} - {0}, reverse=True):
        years = tuple(sorted(year for year, n in n_areas.items() if n >= least))
        whole = [code for code in codes if all((code, year) in by_key for year in years)]
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
