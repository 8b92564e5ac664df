"""How much counts swing beyond chance: cases that come in clusters, and years that swing.

A count of mean mu has the variance phi mu + alpha mu^2: phi is 1 where cases come one by one
and larger where they come in clusters, alpha is the squared swing of one area's year. What
moves all areas of a year at once has the squared swing ``common`` besides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEWEST_YEARS = 2
_FEWEST_WITH_INCIDENTS = 2
# with fewer areas nobody can tell clusters from years that swing, nor one area from all
_FEWEST_AREAS = 3
# two moments and a common swing want so many squares that are free
_FEWEST_DF = 6
_MOST_STEPS = 60
_FURTHEST_STEP = 2.0
_FURTHEST = 50.0
_CLOSE = 1e-10
_MOST_DF = 1e9
_HALVINGS = 60
_FURTHEST_TAIL = 1e6
# where the distribution of a variance is looked at, in standard normal quantiles
_NODES = np.linspace(-8, 8, 33)
_WEIGHTS = np.exp(-(_NODES**2) / 2) / np.sqrt(2 * np.pi) * (_NODES[1] - _NODES[0])
_LARGEST_LEVERAGE = 1 - 1e-9


@dataclass(frozen=True)
class LogVariance:
    """Variances of the logarithms of ratios, and how well they are known; all of one shape.

    A variance plus its ``offset`` was estimated with ``df`` degrees of freedom, the offset is
    known; it is never under ``least``. Without an offset a standardised log ratio follows t.
    """

    variance: Floats
    df: Floats
    offset: Floats
    least: Floats

    @classmethod
    def certain(cls, variance: float) -> "LogVariance":
        """Return a variance that needed no estimate."""
        nothing = np.asarray(0.0)
        return cls(np.asarray(variance), np.asarray(_MOST_DF), nothing, nothing)

    def tail(self, z: Floats, of: NDArray[np.intp] | None = None) -> Floats:
        """Return the one-sided tail beyond z standard errors, averaged over the variances.

        ``of`` says whose variance each z has, where many have the same few.
        """
        from scipy.special import ndtr

        shrinkage = self._shrinkage() if of is None else self._shrinkage()[of]
        return np.asarray(ndtr(-z[..., None] * shrinkage) @ _WEIGHTS)

    def quantile(self, tail: float) -> Floats:
        """Return how many standard errors leave a one-sided tail, by halving."""
        from scipy.special import ndtr

        shrinkage = self._shrinkage()
        low, high = np.zeros(self.variance.shape), np.full(self.variance.shape, _FURTHEST_TAIL)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            is_inside = ndtr(-middle[..., None] * shrinkage) @ _WEIGHTS > tail
            low, high = np.where(is_inside, middle, low), np.where(is_inside, high, middle)
        return np.asarray((low + high) / 2)

    def _shrinkage(self) -> Floats:
        """Return the root of the estimated over the true variance, at the nodes' quantiles."""
        from scipy.special import chdtri, ndtr

        df = self.df[..., None]
        chi = chdtri(df, ndtr(-_NODES))
        estimated = (self.variance + self.offset)[..., None]
        true = estimated * df / np.maximum(chi, np.finfo(float).tiny) - self.offset[..., None]
        return np.asarray(
            np.sqrt(self.variance[..., None] / np.maximum(true, self.least[..., None]))
        )


@dataclass(frozen=True)
class Swings:
    """The two moments and the common swing, how well they are known, and where they come from.

    ``covariance`` is of (phi, alpha, common), 3 x 3. What was estimated is each of them plus its
    ``offset``, the chance in the squares that they come from. ``years`` are those learnt from,
    ``df`` the squared residuals that are free.
    """

    phi: float
    alpha: float
    common: float
    covariance: Floats
    offsets: Floats
    years: tuple[int, ...]
    df: int

    @property
    def is_over(self) -> bool:
        """Tell whether counts swing more than chance alone would have them."""
        return self.phi > 1 or self.alpha > 0 or self.common > 0

    @property
    def knows_years(self) -> bool:
        """Tell whether years that swing could be told from cases that come in clusters."""
        return bool(self.covariance[1, 1] > 0)

    def log_variance(
        self, chance: Floats | float, areas: Floats | float = 2.0, city: Floats | float = 2.0
    ) -> LogVariance:
        """Return the variances of log ratios of counts.

        ``chance`` is the sum of 1/count over a ratio's counts, ``areas`` how often an area's
        swing enters (2 for an area's two years, 2 times the sum of squared shares for several
        areas together), ``city`` how often the common one does (0 for a ratio of ratios). The
        degrees of freedom are Satterthwaite's (1946), of what was estimated.
        """
        by_chance = np.asarray(chance, dtype=np.float64)
        parts = np.stack(np.broadcast_arrays(by_chance, areas, city), axis=-1)
        variance = parts @ np.array([self.phi, self.alpha, self.common])
        offset = parts @ self.offsets
        uncertain = np.einsum("...i,ij,...j->...", parts, self.covariance, parts)
        squared = 2 * (variance + offset) ** 2
        df = np.maximum(squared / np.maximum(uncertain, squared / _MOST_DF), 1.0)
        return LogVariance(variance, df, offset, by_chance)


def swings(years: Sequence[int], counts: Floats, exposure: Floats | None = None) -> Swings | None:
    """Learn from the counts of areas (rows) in earlier years (columns) how much they swing.

    Around each area's own log-linear trend (from three years on; its mean of two), times what
    the year did to all areas. The moments are weighted least squares of the squared residuals
    on what phi and alpha make of them, with phi at least 1 and alpha at least 0; ``exposure``
    has the shape of ``counts``. Of fewer than three areas, or six squares that are free, there
    is but phi, Pearson's chi square over its degrees of freedom (McCullagh and Nelder 1989,
    6.2.4). None with one year or one free square, or where no area has incidents in two years.
    """
    kept = np.count_nonzero(counts, axis=1) >= _FEWEST_WITH_INCIDENTS
    if len(years) < FEWEST_YEARS or not kept.any():
        return None
    fit = _trends(counts[kept], np.ones_like(counts[kept]) if exposure is None else exposure[kept])
    n_areas, n_free = len(fit.expected), len(years) - fit.n_parameters
    if n_areas < _FEWEST_AREAS or (n_areas - 1) * n_free < _FEWEST_DF:
        return _pearson(years, counts[kept], fit) if n_areas * n_free >= FEWEST_YEARS else None
    squares, effects = _squares(counts[kept], fit)
    phi, alpha, moments = _moments(squares)
    covariance = np.zeros((3, 3))
    common, by_areas = _common(effects, phi, alpha)
    covariance[:2, :2] = moments
    covariance[2, 2] = 2 * (common + by_areas) ** 2 / effects.df
    offsets = np.array([0.0, max(squares.scale(phi, alpha) - alpha, 0.0), by_areas])
    return Swings(phi, alpha, common, covariance, offsets, tuple(years), squares.df)


class _Fit(NamedTuple):
    """Expected counts, the leverage of each, and how many parameters an area has."""

    expected: Floats
    leverage: Floats
    n_parameters: int


class _Squares(NamedTuple):
    """Squared residuals, and their expectation for each unit of phi and of alpha (n x 2)."""

    squares: Floats
    design: Floats
    df: int

    def scale(self, phi: float, alpha: float) -> float:
        """Return the mean of alpha and what chance adds to it, where alpha is learnt from."""
        variance = self.design @ np.array([phi, alpha])
        by_alpha = self.design[:, 1]
        information = (by_alpha / variance) ** 2
        return float((information * variance / by_alpha).sum() / information.sum())


class _YearEffects(NamedTuple):
    """What each year did to all areas, and its variance per unit of phi and of alpha."""

    squares: Floats
    free: Floats
    by_phi: Floats
    by_alpha: Floats
    df: int


def _trends(counts: Floats, exposure: Floats) -> _Fit:
    """Fit each row's Poisson regression on the year by Newton's method, all rows at once."""
    n_years = counts.shape[1]
    centred = np.arange(n_years) - (n_years - 1) / 2
    has_trend = n_years > FEWEST_YEARS
    level, slope = np.log(counts.sum(1) / exposure.sum(1)), np.zeros(len(counts))
    for _ in range(_MOST_STEPS if has_trend else 0):
        steps = _newton(counts, _expected(exposure, level, slope, centred), centred)
        level, slope = level + steps[0], slope + steps[1]
        if np.abs(steps).max() < _CLOSE:
            break
    expected = _expected(exposure, level, slope, centred)
    leverage = (
        _leverage(expected, centred) if has_trend else expected / expected.sum(1, keepdims=True)
    )
    return _Fit(expected, np.minimum(leverage, _LARGEST_LEVERAGE), 2 if has_trend else 1)


def _expected(exposure: Floats, level: Floats, slope: Floats, centred: Floats) -> Floats:
    line = level[:, None] + slope[:, None] * centred
    return np.asarray(exposure * np.exp(np.clip(line, -_FURTHEST, _FURTHEST)))


def _newton(counts: Floats, expected: Floats, centred: Floats) -> Floats:
    rest = counts - expected
    information = _information(expected, centred)
    level = (
        information.square * rest.sum(1) - information.line * (rest @ centred)
    ) / information.whole
    slope = (
        information.mean * (rest @ centred) - information.line * rest.sum(1)
    ) / information.whole
    return np.asarray(np.clip([level, slope], -_FURTHEST_STEP, _FURTHEST_STEP))


def _leverage(expected: Floats, centred: Floats) -> Floats:
    mean, line, square, whole = (part[:, None] for part in _information(expected, centred))
    around = (square - 2 * line * centred + mean * centred**2) / whole
    return np.asarray(expected * around)


class _Information(NamedTuple):
    """Fisher's information of each row's level and slope, and its determinant."""

    mean: Floats
    line: Floats
    square: Floats
    whole: Floats


def _information(expected: Floats, centred: Floats) -> _Information:
    mean, line, square = expected.sum(1), expected @ centred, expected @ centred**2
    whole = np.maximum(mean * square - line**2, np.finfo(float).tiny)
    return _Information(mean, line, square, whole)


def _pearson(years: Sequence[int], counts: Floats, fit: _Fit) -> Swings:
    n_areas, n_years = counts.shape
    df = n_areas * (n_years - fit.n_parameters)
    phi = max(float(((counts - fit.expected) ** 2 / fit.expected).sum()) / df, 1.0)
    return Swings(
        phi, 0.0, 0.0, np.diag([2 * phi**2 / df, 0.0, 0.0]), np.zeros(3), tuple(years), df
    )


def _squares(counts: Floats, fit: _Fit) -> tuple[_Squares, _YearEffects]:
    n_areas, n_years = counts.shape
    expected, free = fit.expected, 1 - fit.leverage
    whole = expected.sum(0)
    share, effect = expected / whole, counts.sum(0) / whole
    design = np.stack(
        [(free * _less_year(power, share)).ravel() for power in (expected, expected**2)], axis=1
    )
    df = (n_areas - 1) * (n_years - fit.n_parameters)
    effects = _YearEffects(
        squares=(effect - 1) ** 2,
        free=(free * share).sum(0),
        by_phi=1 / whole,
        by_alpha=(share**2).sum(0),
        df=n_years - fit.n_parameters,
    )
    return _Squares(((counts - expected * effect) ** 2).ravel(), design, df), effects


def _less_year(variance: Floats, share: Floats) -> Floats:
    """Return what remains of a variance once the year's effect on all areas is taken out."""
    return np.asarray(variance * (1 - 2 * share) + share**2 * variance.sum(0))


def _moments(data: _Squares) -> tuple[float, float, Floats]:
    """Return phi, alpha and their covariance; a squared residual's variance is 2 V^2."""
    phi, alpha = 1.0, 0.01
    for _ in range(_MOST_STEPS):
        normal, right = _normal_equations(data, phi, alpha)
        before, (phi, alpha) = (phi, alpha), _within_bounds(normal, right)
        if abs(phi - before[0]) + abs(alpha - before[1]) < _CLOSE:
            break
    normal, _ = _normal_equations(data, phi, alpha)
    normal *= data.df / len(data.squares)
    covariance = np.asarray(np.linalg.pinv(normal))
    if phi == 1 or alpha == 0:
        # at a bound the other moment alone explains what is left
        covariance = np.diag(1 / np.diag(normal))
    return phi, alpha, covariance


def _normal_equations(data: _Squares, phi: float, alpha: float) -> tuple[Floats, Floats]:
    weights = 1 / (2 * (data.design @ np.array([phi, alpha])) ** 2)
    weighted = data.design * weights[:, None]
    return data.design.T @ weighted, weighted.T @ data.squares


def _within_bounds(normal: Floats, right: Floats) -> tuple[float, float]:
    phi, alpha = np.linalg.lstsq(normal, right, rcond=None)[0]
    if phi < 1:
        phi, alpha = 1.0, (right[1] - normal[0, 1]) / normal[1, 1]
    if alpha < 0:
        phi, alpha = max(right[0] / normal[0, 0], 1.0), 0.0
    return float(phi), float(alpha)


def _common(effects: _YearEffects, phi: float, alpha: float) -> tuple[float, float]:
    """Return the squared swing that all areas share, and what areas alone make of a year's."""
    by_areas = phi * effects.by_phi + alpha * effects.by_alpha
    beyond = float((effects.squares - effects.free * by_areas).sum() / effects.free.sum())
    return max(beyond, 0.0), float(by_areas.mean())
