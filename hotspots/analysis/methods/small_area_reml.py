"""How much levels of areas differ, for good and for a while: variances by restricted likelihood.

The model of Rao and Yu (1994): a figure is the common level of its time, plus what is lasting in
the area, plus what is passing (an AR(1) within the area), plus the error of sampling, whose
variance is taken as known. With one time it is the model of Fay and Herriot (1979).
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_MOST_RHO = 0.98
_STARTS = tuple(product((0.03, 0.3, 1.0), (0.1, 1.0, 4.0), (0.2, 0.7, 0.9)))
_CLOSE = {"ftol": 1e-13, "gtol": 1e-9, "maxiter": 300}
_STEPS = 50
_STILL = 1e-12
_SLACK = 1e-9


@dataclass(frozen=True)
class AreaPanel:
    """Direct figures of areas (rows) and times (columns), some of them missing (NaN).

    ``variance`` is their sampling variance, ``design`` what the common level is made of (area,
    time, column). ``times`` is the year of each column: the farther apart, the less alike.
    """

    y: Floats
    variance: Floats
    design: Floats
    times: Floats

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Return where there is a figure with a variance."""
        return np.isfinite(self.y) & np.isfinite(self.variance)

    @property
    def is_single(self) -> bool:
        """Tell whether there is one time only, so that nothing is passing."""
        return len(self.times) == 1


@dataclass(frozen=True)
class Variances:
    """The variance of a year's new swing, that between areas, and what is left a year on."""

    within: float
    between: float
    rho: float = 0.0


@dataclass(frozen=True)
class Solved:
    """All that follows from a panel and its variances, area by area.

    ``cov`` is the covariance of an area's levels, ``slopes`` its derivatives by within, between
    and rho. A missing figure has a row of noughts in ``inverse`` and ``inverse_design``.
    """

    cov: Floats
    slopes: Floats
    total: Floats
    inverse: Floats
    inverse_design: Floats
    spread: Floats
    level: Floats
    residual: Floats

    @classmethod
    def of(cls, panel: AreaPanel, variances: Variances) -> "Solved":
        """Solve the equations of a panel at given variances."""
        seen = panel.seen
        cov, slopes = _covariance(panel, variances)
        both = seen[:, :, None] & seen[:, None, :]
        error = np.where(seen, panel.variance, 1.0)[:, :, None] * np.eye(len(panel.times))
        total = np.where(both, cov, 0.0) + error
        inverse = np.where(both, np.linalg.inv(total), 0.0)
        design = np.where(seen[:, :, None], panel.design, 0.0)
        y = np.where(seen, panel.y, 0.0)
        inverse_design = inverse @ design
        spread = np.linalg.inv(np.tensordot(design, inverse_design, ((0, 1), (0, 1))))
        level = spread @ np.tensordot(inverse_design, y, ((0, 1), (0, 1)))
        residual = np.where(seen, y - design @ level, 0.0)
        return cls(cov, slopes, total, inverse, inverse_design, spread, level, residual)

    @property
    def pull(self) -> Floats:
        """Return the residuals as the inverse covariance weighs them."""
        return np.asarray((self.inverse @ self.residual[:, :, None])[:, :, 0])

    @property
    def likelihood(self) -> float:
        """Return the restricted log-likelihood, less its constant."""
        log_det = np.linalg.slogdet(self.total)[1].sum() - np.linalg.slogdet(self.spread)[1]
        return -0.5 * float(log_det + (self.residual * self.pull).sum())

    @property
    def score(self) -> Floats:
        """Return the slope of the likelihood by within, between and rho."""
        projected = (self.inverse_design @ self.spread) @ self.inverse_design.transpose(0, 2, 1)
        bent = self.pull.T @ self.pull - self.inverse.sum(axis=0) + projected.sum(axis=0)
        return np.asarray(0.5 * (self.slopes * bent).sum(axis=(1, 2)))

    @property
    def information(self) -> Floats:
        """Return Fisher's information of within, between and rho; the common level is paid for."""
        turned = self.slopes[None] @ self.inverse[:, None]
        by_level = self.slopes[None] @ self.inverse_design[:, None]
        across = np.einsum("ajtp,ats,aksq->jkpq", by_level, self.inverse, by_level, optimize=True)
        level = self.inverse_design.transpose(0, 2, 1)[:, None] @ by_level
        by_slope = self.spread @ level.sum(axis=0)
        trace = np.einsum("ajts,akst->jk", turned, turned)
        paid = np.einsum("pq,jkqp->jk", self.spread, across)
        return np.asarray(0.5 * (trace - 2 * paid + np.einsum("jpq,kqp->jk", by_slope, by_slope)))

    @property
    def plain_information(self) -> Floats:
        """Return the information as for many areas, where the common level costs nothing."""
        turned = self.slopes[None] @ self.inverse[:, None]
        return np.asarray(0.5 * np.einsum("ajts,akst->jk", turned, turned))


def _covariance(panel: AreaPanel, variances: Variances) -> tuple[Floats, Floats]:
    """Return the covariance of an area's levels and its derivatives by the three variances."""
    lag = np.abs(np.subtract.outer(panel.times, panel.times))
    common = np.ones_like(lag)
    if panel.is_single:
        return variances.between * common, np.array([0 * common, common, 0 * common])
    rho, left = variances.rho, 1 - variances.rho**2
    alike = rho**lag / left
    steeper = np.where(lag > 0, lag * rho ** np.maximum(lag - 1, 0), 0.0)
    by_rho = variances.within * (steeper / left + 2 * rho * alike / left)
    return variances.within * alike + variances.between, np.array([alike, common, by_rho])


@dataclass(frozen=True)
class _Search:
    """The search for the variances of a panel, in units of the mean sampling variance."""

    panel: AreaPanel

    @property
    def searched(self) -> NDArray[np.int_]:
        """Return which of within, between and rho are searched."""
        return np.array([1]) if self.panel.is_single else np.arange(3)

    @property
    def unit(self) -> Floats:
        """Return the unit of each that is searched."""
        error = float(np.mean(self.panel.variance[self.panel.seen]))
        return np.array([error, error, 1.0])[self.searched]

    @property
    def most(self) -> Floats:
        """Return the largest value of each that is searched; the least is nought."""
        return np.array([np.inf, np.inf, _MOST_RHO])[self.searched]

    def variances(self, scaled: Floats) -> Variances:
        """Return what a point of the search stands for."""
        every = np.zeros(3)
        every[self.searched] = scaled * self.unit
        return Variances(*map(float, every))

    def solved(self, scaled: Floats) -> Solved:
        """Return the equations solved at a point."""
        return Solved.of(self.panel, self.variances(scaled))

    def loss(self, scaled: Floats) -> tuple[float, Floats]:
        """Return the likelihood and its slope, both turned round."""
        solved = self.solved(scaled)
        return -solved.likelihood, -solved.score[self.searched] * self.unit


def fitted(panel: AreaPanel) -> Variances:
    """Return the variances of the largest restricted likelihood; none is below nought.

    The best of a grid is followed uphill, then refined by Fisher's scoring, because the
    likelihood is flat where areas are few.
    """
    from scipy.optimize import minimize

    search = _Search(panel)
    starts = np.unique(np.array(_STARTS)[:, search.searched], axis=0)
    best = max(starts, key=lambda start: search.solved(start).likelihood)
    bounds = [(0.0, most) for most in search.most]
    climb = minimize(search.loss, best, jac=True, bounds=bounds, method="L-BFGS-B", options=_CLOSE)
    return search.variances(_refined(search, np.asarray(climb.x)))


def _refined(search: _Search, scaled: Floats) -> Floats:
    """Take Fisher's scoring steps in what is not at a limit, as long as they go uphill."""
    free = (scaled > 0) & (scaled < search.most)
    free_parts, unit = search.searched[free], search.unit[free]
    solved = search.solved(scaled)
    for _ in range(_STEPS if free.any() else 0):
        bent = solved.information[np.ix_(free_parts, free_parts)] * np.outer(unit, unit)
        step = np.zeros_like(scaled)
        step[free] = np.linalg.pinv(bent) @ (solved.score[free_parts] * unit)
        trial = scaled + step
        if (trial[free] <= 0).any() or (trial > search.most).any():
            break
        moved = search.solved(trial)
        if moved.likelihood < solved.likelihood - _SLACK:
            break
        scaled, solved = trial, moved
        if np.abs(step).max() < _STILL:
            break
    return scaled
