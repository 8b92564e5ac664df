"""Levels of areas that share strength: the direct figure, its area's others, the common level."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.small_area_reml import AreaPanel, Solved, Variances, fitted

Floats = NDArray[np.float64]
_FLAT = 1e-10


@dataclass(frozen=True)
class Prediction:
    """The estimates of all areas and times, missing ones too, with their squared error.

    ``mse`` is g1 + g2 + 2 g3 (Prasad and Rao 1990, Datta and Lahiri 2000); ``posterior`` is g1,
    what would be left if the variances and the common level were known. ``direct_weight`` is the
    share of
    the figure itself in the estimate (the gamma of Fay and Herriot), ``years_weight`` that of the
    area's other times; the rest is the common level.
    """

    estimate: Floats
    mse: Floats
    posterior: Floats
    direct_weight: Floats
    years_weight: Floats
    variances: Variances


def predicted(panel: AreaPanel) -> Prediction:
    """Return the estimates of a panel; of one time by Fay-Herriot, of several by Rao-Yu."""
    variances = fitted(panel)
    solved = Solved.of(panel, variances)
    weights = solved.cov @ solved.inverse
    direct = np.einsum("att->at", weights)
    posterior = np.diag(solved.cov) - (weights * solved.cov).sum(axis=2)
    return Prediction(
        estimate=panel.design @ solved.level + _times(weights, solved.residual),
        mse=posterior + _of_level(panel, solved, weights) + 2 * _of_variances(panel, solved),
        posterior=posterior,
        direct_weight=direct,
        years_weight=weights.sum(axis=2) - direct,
        variances=variances,
    )


def _times(matrices: Floats, columns: Floats) -> Floats:
    return np.asarray((matrices @ columns[:, :, None])[:, :, 0])


def _of_level(panel: AreaPanel, solved: Solved, weights: Floats) -> Floats:
    """Return g2: what the uncertain common level adds to the squared error."""
    design = np.where(panel.seen[:, :, None], panel.design, 0.0)
    gap = panel.design - weights @ design
    return np.asarray(((gap @ solved.spread) * gap).sum(axis=2))


def _of_variances(panel: AreaPanel, solved: Solved) -> Floats:
    """Return g3: what the uncertain variances add, by the slopes of the weights.

    A variance that nothing can be learnt of, as rho where nothing is passing, adds nothing. As
    in R's ``sae`` and ``sae2``, the information pays for the common level in panels only.
    """
    inverse = solved.inverse[:, None]
    turned = solved.slopes[None] @ inverse
    slope = turned - (solved.cov @ solved.inverse)[:, None] @ turned
    squared = np.einsum("ajtr,ars,akts->atjk", slope, solved.total, slope, optimize=True)
    information = solved.plain_information if panel.is_single else solved.information
    scale = np.sqrt(np.diag(information))
    scale = np.where(scale > 0, scale, 1.0)
    uncertain = np.linalg.pinv(information / np.outer(scale, scale), rcond=_FLAT)
    return np.asarray(np.einsum("jk,atjk->at", uncertain / np.outer(scale, scale), squared))
