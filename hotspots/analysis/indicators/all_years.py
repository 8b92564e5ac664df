"""All comparable years of every area: the line through them, and how far years swing about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.indicators.pairing import base_of, half_step
from hotspots.analysis.methods.share_change import Floats
from hotspots.analysis.methods.spread import ExtraSpread, rounding_variance
from hotspots.analysis.methods.weighted_line import (
    LEAST_YEARS_OF_LINE,
    Lines,
    rate_variances,
    share_variances,
    swings,
    weighted_lines,
)
from hotspots.model.indicators import Figure, Measure
from hotspots.model.nulls import not_null

Marks = NDArray[np.bool_]
AreaSeries = Mapping[int, Figure]


@dataclass(frozen=True)
class AllYears:
    """Slopes in the figures' unit a year with 95 % limits and p-value; nan where not judged."""

    slope: Floats
    low: Floats
    high: Floats
    p: Floats


@dataclass(frozen=True)
class YearColumns:
    """Figures, what they rest on and their half steps, areas by years; nan where there is none."""

    years: Floats
    values: Floats
    bases: Floats
    halves: Floats


def year_columns(series: Sequence[AreaSeries], measure: Measure) -> YearColumns:
    """Return the figures of each area's series side by side; a year for each that any has."""
    years = sorted({year for one in series for year in one})
    cells = [[_cell(one.get(year), measure) for year in years] for one in series]
    table = np.array(cells, dtype=np.float64).reshape(len(series), len(years), 3)
    return YearColumns(np.array(years, dtype=np.float64), *np.moveaxis(table, 2, 0))


def _cell(figure: Figure | None, measure: Measure) -> tuple[float, float, float]:
    if figure is None:
        return np.nan, np.nan, 0.0
    base = base_of(figure, measure)
    value = float(not_null(figure["percent"]))
    return value, np.nan if base is None else base, half_step(figure)


def lines_through(columns: YearColumns, measure: Measure, beyond: Floats | None = None) -> Lines:
    """Return the weighted line of each area, through the years that say how sure they are.

    ``beyond`` are phi and the squared swing of a year of each area's rates, where they are known.
    """
    unit = 1.0 if measure == "per_1000" else 100.0
    values, rounding = columns.values / unit, rounding_variance(columns.halves / unit)
    if measure == "per_1000":
        variances = rate_variances(values, columns.bases / values, rounding, beyond)
    else:
        variances = share_variances(values, columns.bases, rounding)
    lines = weighted_lines(columns.years, values, variances)
    return Lines(unit * lines.slope, unit**2 * lines.variance, lines.residual, lines.df)


def described(columns: YearColumns) -> Lines:
    """Return each area's line with every year weighed alike: it says how, not how surely."""
    return weighted_lines(columns.years, columns.values, np.ones_like(columns.values))


def judged(lines: Lines, spread: ExtraSpread) -> AllYears:
    """Return what lines through at least five years say, each with the spread of its years."""
    enough = lines.n_years >= LEAST_YEARS_OF_LINE
    slope, variance = (np.where(enough, one, np.nan) for one in (lines.slope, lines.variance))
    half = spread.critical * np.sqrt(spread.factor * variance)
    return AllYears(slope, slope - half, slope + half, spread.p(slope, variance))


def swings_of(lines: Lines, city: Marks) -> ExtraSpread:
    """Return how far each area's years swing: pooled over the areas, the city by its own line.

    ``city`` is true for the city's lines. The city's own years are enough from the fifth on.
    """
    areas = swings(_only(lines, ~city))
    of_city = swings(_only(lines, city & (lines.n_years >= LEAST_YEARS_OF_LINE), alone=True))
    return ExtraSpread(
        factor=np.where(city, of_city.factor[..., 0], areas.factor),
        df=np.where(city, of_city.df[..., 0], areas.df),
    )


def _only(lines: Lines, chosen: Marks, *, alone: bool = False) -> Lines:
    """Return lines of which only those chosen count; ``alone`` makes each a pool of its own."""
    parts = (lines.slope, lines.variance, np.where(chosen, lines.residual, 0.0),
             np.where(chosen, lines.df, 0.0))  # fmt: skip
    return Lines(*(one[..., None] if alone else one for one in parts))
