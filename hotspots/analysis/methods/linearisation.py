"""Shares of groups in one sample, and their covariance, by Taylor linearisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.distributions import t_isf

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]
Labels = Sequence[str]
Reference = Literal["wr", "wor"]

TAIL = 0.025


@dataclass(frozen=True)
class SurveyDesign:
    """How the answers were drawn; every sequence has one entry for each answer.

    ``strata`` and ``clusters`` are None where the sample has none; clusters count within
    their stratum. ``stratum_sizes`` are the units that could be drawn in the answer's stratum
    (clusters, where there are clusters), for the finite population correction.
    """

    weights: Floats
    strata: Labels | None = None
    clusters: Labels | None = None
    stratum_sizes: Floats | None = None


@dataclass(frozen=True)
class PrimaryUnits:
    """What was drawn: each answer's unit, each unit's stratum, and the drawn part of a stratum.

    Units and strata are numbered from 0; ``n_in_stratum`` counts the units of each stratum.
    """

    of_answer: Integers
    stratum: Integers
    n_in_stratum: Integers
    drawn_part: Floats

    @cached_property
    def is_lonely(self) -> Mask:
        """Tell for each answer whether its unit is the only one of its stratum."""
        return np.asarray(self.n_in_stratum[self.stratum[self.of_answer]] == 1)

    def totals(self, scores: Floats) -> Floats:
        """Return the sum of the scores of each unit; scores have shape (n answers, n columns)."""
        n_units = len(self.stratum)
        sums = [np.bincount(self.of_answer, column, n_units) for column in scores.T]
        return np.asarray(sums, np.float64).reshape(-1, n_units).T

    def covariance(self, scores: Floats) -> Floats:
        """Return the covariance matrix of the sums of weighted, linearised scores.

        Within a stratum units vary about their mean. The only unit of a stratum varies about 0,
        the mean of all units (R: ``survey.lonely.psu = "adjust"``).
        """
        totals, n_units = self.totals(scores), self.n_in_stratum
        sums = [np.bincount(self.stratum, column, len(n_units)) for column in totals.T]
        means = np.asarray(sums, np.float64).reshape(-1, len(n_units)).T / n_units[:, None]
        means[n_units == 1] = 0
        scale = (1 - self.drawn_part) * np.where(
            n_units > 1, n_units / np.maximum(n_units - 1, 1), 1
        )
        apart = totals - means[self.stratum]
        # summed without the threads of a matrix product, which cost more than they gain here
        return np.asarray(np.einsum("ui,uj->ij", apart * scale[self.stratum, None], apart))


def primary_units(design: SurveyDesign) -> PrimaryUnits:
    """Return the units of a design; the answers themselves without clusters."""
    n = len(design.weights)
    strata = np.zeros(n, np.int64) if design.strata is None else _numbered(design.strata)
    units = np.arange(n) if design.clusters is None else _numbered(design.clusters)
    pairs, of_answer = np.unique(strata * (n + 1) + units, return_inverse=True)
    stratum = pairs // (n + 1)
    n_in_stratum = np.bincount(stratum)
    drawn_part = np.zeros(len(n_in_stratum))
    if design.stratum_sizes is not None:
        drawn_part[strata] = n_in_stratum[strata] / design.stratum_sizes
    return PrimaryUnits(of_answer, stratum, n_in_stratum, drawn_part)


def _numbered(labels: Labels) -> Integers:
    return np.unique(np.asarray(labels, str), return_inverse=True)[1].ravel()


@dataclass(frozen=True)
class LinearisedShares:
    """The shares (0 to 1) of groups in one sample, and their covariance matrix.

    ``deff`` is the design effect, not a number where nothing can vary; ``df`` are the primary
    units of a group less its strata.
    """

    share: Floats
    covariance: Floats
    deff: Floats
    df: Integers

    @property
    def se(self) -> Floats:
        """Return the standard errors."""
        return np.sqrt(np.diag(self.covariance))


def linearised_shares(
    yes: Mask,
    members: Mask,
    weights: Floats,
    units: PrimaryUnits,
    *,
    reference: Reference = "wr",
) -> LinearisedShares:
    """Estimate the share of yes in each group as a domain of the whole sample.

    ``members`` has shape (n groups, n answers); groups may overlap, and each has an answer.
    Taylor linearisation of a ratio of totals, as R's ``survey`` does it (``svyby`` with
    ``covmat``). The design effect compares with a simple random sample drawn with replacement
    (``wr``, R's ``deff="replace"``) or without (``wor``, R's ``deff=TRUE``).
    """
    group_weights = members * weights
    sums = group_weights.sum(axis=1)
    share = (group_weights * yes).sum(axis=1) / sums
    scores = group_weights * (yes - share[:, None]) / sums[:, None]
    covariance = units.covariance(scores.T)
    n = members.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        simple = share * (1 - share) / (n - 1)
        if reference == "wor":
            simple = simple * (1 - n / sums)
        deff = np.diag(covariance) / simple
    df = np.array([_degrees_of_freedom(units, group) for group in members], np.int64)
    return LinearisedShares(share, covariance, deff, df)


def _degrees_of_freedom(units: PrimaryUnits, group: Mask) -> int:
    drawn = np.unique(units.of_answer[group])
    return len(drawn) - len(np.unique(units.stratum[drawn]))


def logit_interval(share: float, se: float, df: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (0 to 1), symmetric in log odds, on t with ``df``.

    R's ``svyciprop`` with ``method = "logit"``.
    """
    from scipy.special import expit, logit

    reach = float(t_isf(TAIL, df)) * se / (share * (1 - share))
    return float(expit(logit(share) - reach)), float(expit(logit(share) + reach))
