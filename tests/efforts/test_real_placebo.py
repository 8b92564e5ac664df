"""Efforts that nobody made, in the thefts of New York: how often the ratio is called sure.

Areas are squares of the degree grid with at least sixty thefts a year. Every pair of them is an
evaluation of one beside the other, one year against the next.
"""

import sys
from itertools import combinations

import numpy as np
import pandas as pd

from hotspots.analysis.efforts.earlier import AreaMonths, earlier_swings
from hotspots.analysis.efforts.evaluation import BeforeAfter, Design, ratio_of_ratios
from hotspots.analysis.time.months import YEAR, Span
from tests.real_data import THEFTS, real_data

FIRST_YEAR, N_YEARS = 2014, 4
FEWEST_A_YEAR = 60
MOST_SURE = 0.07


def by_month(cell_degrees: float) -> np.ndarray:
    """Return thefts by square and month, (n_squares, n_months)."""
    thefts = pd.read_csv(THEFTS, usecols=["date_start", "longitude", "latitude"])
    when = pd.to_datetime(thefts["date_start"], errors="coerce")
    thefts = thefts[when.dt.year.between(FIRST_YEAR, FIRST_YEAR + N_YEARS - 1)]
    when = when[thefts.index]
    columns = [(thefts[one] // cell_degrees).astype(int) for one in ("longitude", "latitude")]
    month = (when.dt.year - FIRST_YEAR) * YEAR + when.dt.month - 1
    counts = pd.crosstab(columns, month).reindex(columns=range(N_YEARS * YEAR), fill_value=0)
    table = counts.to_numpy()
    return table[table.sum(axis=1) >= FEWEST_A_YEAR * N_YEARS]


def pairs_called_sure(counts: np.ndarray, year: int) -> tuple[int, int]:
    """Return how many pairs of squares are called sure between a year and the next, and of all."""
    first = FIRST_YEAR * YEAR
    nothing = np.zeros_like(counts)
    months = AreaMonths(
        first, [], counts, nothing, nothing[0], nothing[0], np.zeros(len(counts), bool),
        range(first, first + N_YEARS * YEAR), (year + 1) * YEAR - 1,
    )  # fmt: skip
    before, after = (Span(one * YEAR, one * YEAR + YEAR - 1) for one in (year, year + 1))
    learnt = earlier_swings(months, before, after)
    then, now = (months.within(counts, span).tolist() for span in (before, after))
    areas = [BeforeAfter(*pair) for pair in zip(then, now, strict=True)]
    sure = [ratio_of_ratios(Design(one, other), learnt).p < 0.05
            for one, other in combinations(areas, 2)]  # fmt: skip
    return sum(sure), len(sure)


@real_data
def test_thefts_without_an_effort_are_seldom_called_sure():
    """Two sizes of square, two pairs of years with two earlier ones or three, pooled."""
    parts = {
        (cell, year): pairs_called_sure(by_month(cell), year)
        for cell in (0.02, 0.05)
        for year in (2015, 2016)
    }
    counts = [f"{cell}°, {year} to {year + 1}: {n_sure} of {n} ({n_sure / n:.1%})"
              for (cell, year), (n_sure, n) in parts.items()]  # fmt: skip
    n_sure, n = map(sum, zip(*parts.values(), strict=True))
    sys.stdout.write("\n".join([*counts, f"pooled: {n_sure} of {n} ({n_sure / n:.1%})", ""]))
    assert n_sure <= MOST_SURE * n
