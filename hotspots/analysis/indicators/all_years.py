"""All comparable years of every area: the line through them, their ends, and how they swing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.indicators.pairing import base_of, half_step
from hotspots.analysis.methods.share_change import Floats
from hotspots.analysis.methods.spread import ExtraSpread, rounding_variance
from hotspots.analysis.methods.weighted_line import (
    LEAST_YEARS_OF_LINE,
    Lines,
    PooledEnds,
    off_line,
    pooled_ends,
    rate_variances,
    share_variances,
    swings,
    usable_years,
    weighted_lines,
)
from hotspots.model.indicators import Figure, Measure
from hotspots.model.nulls import not_null

Marks = NDArray[np.bool_]
AreaSeries = Mapping[int, Figure]


@dataclass(frozen=True)
class AllYears:
    """What all years say with 95 % limits and p-value; nan where not judged.

    ``change`` is a slope in the figures' unit a year, or the difference of two ends.
    """

    change: Floats
    low: Floats
    high: Floats
    p: Floats


@dataclass(frozen=True)
class YearColumns:
    """Figures, what they rest on and their half steps, areas by years; nan where there is none.

    ``before_step`` marks figures to which ``step``, that between two methods, was added.
    """

    years: Floats
    values: Floats
    bases: Floats
    halves: Floats
    before_step: Marks | None = None
    step: float = 0.0

    @property
    def printed(self) -> Floats:
        """Return the figures as they were before any step was added."""
        if self.before_step is None:
            return self.values
        return self.values - np.where(self.before_step, self.step, 0.0)


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
    of_year = _weighed(columns, measure, beyond)
    lines = weighted_lines(columns.years, of_year.values, of_year.variances)
    unit = of_year.unit
    return Lines(unit * lines.slope, unit**2 * lines.variance, lines.residual, lines.df)


def ends_of(
    columns: YearColumns, measure: Measure, window: int, beyond: Floats | None = None
) -> PooledEnds:
    """Return the pooled last years of each area less its pooled first ones, and how sure it is.

    Shares are weighted by effective answers, rates by the residents behind them. ``beyond`` as
    in ``lines_through``.
    """
    of_year = _weighed(columns, measure, beyond)
    ends = pooled_ends(of_year.values, of_year.variances, of_year.weights, window)
    unit = of_year.unit
    return replace(ends, change=unit * ends.change, variance=unit**2 * ends.variance)


def years_used(columns: YearColumns, measure: Measure, beyond: Floats | None = None) -> Marks:
    """Return which years each area's line goes through; ``beyond`` as in ``lines_through``."""
    of_year = _weighed(columns, measure, beyond)
    return usable_years(of_year.values, of_year.variances)


@dataclass(frozen=True)
class _Weighed:
    """Each year's figure and variance in ``unit`` of the printed one, and what it weighs."""

    unit: float
    values: Floats
    variances: Floats
    weights: Floats


def slope_of_step(columns: YearColumns, measure: Measure) -> Floats:
    """Return how far each area's slope moves with the step that was added."""
    of_year = _weighed(columns, measure)
    return weighted_lines(columns.years, _stepped(columns), of_year.variances).slope


def ends_of_step(columns: YearColumns, measure: Measure, window: int) -> Floats:
    """Return how far each area's pooled ends move with the step that was added."""
    of_year = _weighed(columns, measure)
    return pooled_ends(_stepped(columns), of_year.variances, of_year.weights, window).change


def _stepped(columns: YearColumns) -> Floats:
    """Return 1 for figures that a step was added to, 0 for the others, nan where there is none."""
    marks = np.zeros(columns.values.shape) if columns.before_step is None else columns.before_step
    return np.where(np.isfinite(columns.values), marks, np.nan)


def _weighed(columns: YearColumns, measure: Measure, beyond: Floats | None = None) -> _Weighed:
    unit = 1.0 if measure == "per_1000" else 100.0
    values, rounding = columns.values / unit, rounding_variance(columns.halves / unit)
    if measure == "per_1000":
        exposures = columns.bases / values
        return _Weighed(
            unit, values, rate_variances(values, exposures, rounding, beyond), exposures
        )
    variances = share_variances(columns.printed / unit, columns.bases, rounding)
    return _Weighed(unit, values, variances, columns.bases)


def described(columns: YearColumns) -> Lines:
    """Return each area's line with every year weighed alike: it says how, not how surely."""
    return weighted_lines(columns.years, columns.values, np.ones_like(columns.values))


def described_ends(columns: YearColumns, window: int) -> PooledEnds:
    """Return each area's ends with every year weighed alike: they say how, not how surely."""
    alike = np.ones_like(columns.values)
    return pooled_ends(columns.values, alike, alike, window)


def judged(lines: Lines, spread: ExtraSpread) -> AllYears:
    """Return what lines through at least five years say, each with the spread of its years."""
    enough = lines.n_years >= LEAST_YEARS_OF_LINE
    slope, variance = (np.where(enough, one, np.nan) for one in (lines.slope, lines.variance))
    return _judged(slope, variance, spread)


def judged_ends(ends: PooledEnds, spread: ExtraSpread) -> AllYears:
    """Return what pooled ends say, each with the spread of its area's years."""
    return _judged(ends.change, ends.variance, spread)


def _judged(change: Floats, variance: Floats, spread: ExtraSpread) -> AllYears:
    half = spread.with_step(spread.critical * np.sqrt(spread.factor * variance))
    return AllYears(change, change - half, change + half, spread.p(change, variance))


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


def off_their_lines(lines: Lines, city: Marks) -> Marks:
    """Return the areas that were left out of the measure of the swings; never the city."""
    return off_line(_only(lines, ~city))


def by_their_own(fits: Lines | PooledEnds, spread: ExtraSpread, chosen: Marks) -> ExtraSpread:
    """Return the spread, of the areas chosen by their own residuals where these are larger.

    What all areas' years swing by says too little of years that do not lie on a line.
    """
    alone = fits.residual / np.maximum(fits.df, 1.0)
    is_larger = chosen & (alone > spread.factor)
    return replace(
        spread,
        factor=np.where(is_larger, alone, spread.factor),
        df=np.where(is_larger, fits.df, spread.df),
    )


def _only(lines: Lines, chosen: Marks, *, alone: bool = False) -> Lines:
    """Return lines of which only those chosen count; ``alone`` makes each a pool of its own."""
    parts = (lines.slope, lines.variance, np.where(chosen, lines.residual, 0.0),
             np.where(chosen, lines.df, 0.0))  # fmt: skip
    return Lines(*(one[..., None] if alone else one for one in parts))
