"""Shares of people from a sample, with the uncertainty that its design gives them."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.distributions import t_isf
from hotspots.analysis.methods.linearisation import (
    TAIL,
    Floats,
    Labels,
    Mask,
    PrimaryUnits,
    Reference,
    SurveyDesign,
    linearised_shares,
    logit_interval,
    primary_units,
)
from hotspots.analysis.methods.share_change import wilson
from hotspots.language import message

_NO_SPREAD = 1e-9


@dataclass(frozen=True)
class DesignShare:
    """A share (0 to 1) with its standard error, design effect and 95 % interval.

    ``n`` and ``n_yes`` are plain numbers of answers, ``n_effective`` is n over the design
    effect, ``df`` the degrees of freedom. ``reason`` says why there is no interval, or why it
    is not the usual one; it is empty otherwise.
    """

    share: float
    n: int
    n_yes: int
    se: float | None = None
    deff: float | None = None
    n_effective: float | None = None
    low: float | None = None
    high: float | None = None
    df: int | None = None
    reason: str = ""

    @property
    def n_reckoned(self) -> float | None:
        """Return the effective answers that intervals are reckoned on.

        Few clusters tell little of how much clusters differ, so n over the design effect is made
        smaller by the squared ratio of t with n - 1 and with ``df`` degrees of freedom
        (Korn and Graubard 1998).
        """
        if self.n_effective is None or self.df is None:
            return self.n_effective
        ratio = float(t_isf(TAIL, self.n - 1) / t_isf(TAIL, self.df))
        return self.n_effective * min(ratio, 1.0) ** 2


def domain_shares(
    yes: NDArray[np.bool_], domains: Labels, design: SurveyDesign, *, reference: Reference = "wr"
) -> dict[str, DesignShare]:
    """Estimate the share of yes in each domain of one sample, by domain.

    Taylor linearisation over the whole sample, as R's ``survey`` does for a subset of a
    design; the interval is its logit interval (``svyciprop``) on the t distribution with the
    primary units of the domain less its strata. The design effect compares with a simple
    random sample drawn with replacement (``wr``, R's ``deff="replace"``), which no scale of
    the weights can change, or without (``wor``, R's ``deff=TRUE``), which takes the sum of the
    weights for the population. One simple random sample has a design effect of 1.

    Where all answers are alike the interval is Wilson's on Kish's effective number of primary
    units (1965), and there is no standard error. There is no interval where a domain has a
    single primary unit or no degrees of freedom, touches a stratum with a single primary unit,
    or shows no spread.
    """
    sample = _Sample(np.asarray(yes, bool), design, primary_units(design), reference)
    names, numbers = np.unique(np.asarray(domains, str), return_inverse=True)
    return {str(name): _settled(sample, numbers == n) for n, name in enumerate(names)}


@dataclass(frozen=True)
class _Sample:
    """The answers of a sample, how they were drawn, and what a design effect compares with."""

    yes: Mask
    design: SurveyDesign
    units: PrimaryUnits
    reference: Reference


def _settled(sample: _Sample, members: Mask) -> DesignShare:
    yes, weights = sample.yes[members], sample.design.weights[members]
    share = float(np.average(yes, weights=weights))
    n, n_yes = len(yes), int(yes.sum())
    reason = _against(sample, members)
    if reason:
        return DesignShare(share, n, n_yes, reason=reason)
    if n_yes in {0, n}:
        unit_weights = _unit_weights(sample.units.of_answer[members], weights)
        return _all_alike(share, n, n_yes, unit_weights)
    return _spread(sample, members, DesignShare(share, n, n_yes))


def _spread(sample: _Sample, members: Mask, plain: DesignShare) -> DesignShare:
    """Return a share with what the design says of it; a share without spread has no interval."""
    design, units = sample.design, sample.units
    estimate = linearised_shares(
        sample.yes, members[None], design.weights, units, reference=sample.reference
    )
    se, deff, df = float(estimate.se[0]), float(estimate.deff[0]), int(estimate.df[0])
    if not se > _NO_SPREAD or not deff > 0:
        reason = message(
            "the standard error is 0: the answers differ between the strata only, or "
            "everybody was asked"
        )
        return replace(plain, reason=reason)
    low, high = logit_interval(plain.share, se, df)
    return replace(plain, se=se, deff=deff, n_effective=plain.n / deff, low=low, high=high, df=df)


def _against(sample: _Sample, members: Mask) -> str:
    """Return what stands against an interval for a domain, or nothing."""
    units, strata = sample.units, sample.design.strata
    is_clustered = sample.design.clusters is not None
    unit_word = message("cluster") if is_clustered else message("answer")
    drawn = np.unique(units.of_answer[members])
    if len(drawn) == 1:
        return message("it has a single {one}", one=unit_word)
    if (members & units.is_lonely).any():
        labels = np.unique(np.asarray(strata, str)[members & units.is_lonely])
        return message(
            "stratum {named} has a single {one}: join it with another stratum",
            named=", ".join(map(repr, labels.tolist())),
            one=unit_word,
        )
    if len(drawn) <= len(np.unique(units.stratum[drawn])):
        return message("it has a single {one} in each of its strata", one=unit_word)
    return ""


def _unit_weights(units: NDArray[np.int64], weights: Floats) -> Floats:
    """Return the sum of the weights of each primary unit."""
    numbers = np.unique(units, return_inverse=True)[1]
    return np.asarray(np.bincount(numbers, weights=weights), np.float64)


def _all_alike(share: float, n: int, n_yes: int, unit_weights: Floats) -> DesignShare:
    n_effective = float(unit_weights.sum() ** 2 / (unit_weights**2).sum())
    low, high = wilson(np.array([share]), np.array([n_effective]))
    return DesignShare(
        share,
        n,
        n_yes,
        None,
        n / n_effective,
        n_effective,
        float(low[0]),
        float(high[0]),
        len(unit_weights) - 1,
        reason=message(
            "all its answers are alike: the interval is Wilson's on the effective number"
        ),
    )
