"""Shares of areas that share strength on the arcsine scale, and back, made to add up to a whole.

On that scale the variance of a share hardly depends on the share itself: it is 1/(4 n), with the
effective number of answers, so that an area where nobody answered yes is no surer than others.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.small_area import Prediction, predicted
from hotspots.analysis.methods.small_area_reml import AreaPanel, Variances

Floats = NDArray[np.float64]
_Z = 1.959963984540054
_TOP = np.pi / 2


@dataclass(frozen=True)
class DirectShares:
    """Shares (0 to 1) of areas (rows) and years (columns); NaN where there is none.

    ``n_effective`` are the answers behind them, ``half_step`` how far each may be off because
    it was rounded (0 where it is exact).
    """

    shares: Floats
    n_effective: Floats
    half_step: Floats
    years: Floats

    @property
    def variance(self) -> Floats:
        """Return the variance on the arcsine scale: of the sample, and of the rounding."""
        inner = np.clip(self.shares, self.half_step, 1 - self.half_step)
        bent = np.where(self.half_step > 0, 4 * inner * (1 - inner), 1.0)
        return np.asarray(1 / (4 * self.n_effective) + self.half_step**2 / 3 / bent)


@dataclass(frozen=True)
class SharedShares:
    """Estimates (0 to 1) with their 95 % interval, by area and year.

    ``direct_weight`` is the share that the direct figure has in the estimate, ``years_weight``
    that of the
    area's other years; the rest is the common level. ``moved`` is by how much the estimates of
    a year were moved, on average, so that they add up to the whole. ``scaled`` and ``error``
    are centre and standard error on the arcsine scale.
    """

    estimate: Floats
    low: Floats
    high: Floats
    direct_weight: Floats
    years_weight: Floats
    moved: Floats
    scaled: Floats
    error: Floats
    variances: Variances


def shared_shares(direct: DirectShares, weights: Floats, whole: Floats) -> SharedShares:
    """Return the estimates of the years, all of one year moved alike to meet the whole.

    ``weights`` are those of areas (rows) in the years (columns), 0 where an area does not
    count; ``whole`` the share of each year that their weighted mean must be, NaN to move
    nothing. There must be two areas with a figure in each year.
    """
    scaled = np.arcsin(np.sqrt(direct.shares))
    n_areas, n_years = scaled.shape
    design = np.broadcast_to(np.eye(n_years), (n_areas, n_years, n_years))
    fit = predicted(AreaPanel(scaled, direct.variance, design, direct.years))
    moves = np.array([_move(fit, weights, whole, column) for column in range(n_years)])
    return _back(fit, moves, weights)


def _move(fit: Prediction, weights: Floats, whole: Floats, column: int) -> float:
    """Return how far a year's estimates must be moved on the scale to meet the whole."""
    from scipy.optimize import brentq

    if not np.isfinite(whole[column]) or weights[:, column].sum() <= 0:
        return 0.0

    def off(move: float) -> float:
        shares = as_shares(fit.estimate[:, column] + move, fit.posterior[:, column])
        return float(np.average(shares, weights=weights[:, column]) - whole[column])

    reach = _TOP
    return float(brentq(off, -reach, reach)) if off(-reach) * off(reach) < 0 else 0.0


def as_shares(scaled: Floats, variance: Floats) -> Floats:
    """Return the mean of sin² of a normal value: the share, without the bias of sin² alone.

    Beyond 0 and a right angle, where there is no share, the nearest end stands.
    """
    inside = np.clip(scaled, 0.0, _TOP)
    return np.asarray((1 - np.exp(-2 * variance) * np.cos(2 * inside)) / 2)


def _back(fit: Prediction, moves: Floats, weights: Floats) -> SharedShares:
    centre, half = fit.estimate + moves, _Z * np.sqrt(fit.mse)
    estimate = as_shares(centre, fit.posterior)
    counted = np.where(weights.sum(axis=0) > 0, weights, 1.0)
    shift = estimate - as_shares(fit.estimate, fit.posterior)
    return SharedShares(
        estimate=estimate,
        low=np.minimum(np.sin(np.clip(centre - half, 0, _TOP)) ** 2, estimate),
        high=np.maximum(np.sin(np.clip(centre + half, 0, _TOP)) ** 2, estimate),
        direct_weight=fit.direct_weight,
        years_weight=fit.years_weight,
        moved=np.average(shift, axis=0, weights=counted),
        scaled=centre,
        error=np.sqrt(fit.mse),
        variances=fit.variances,
    )
