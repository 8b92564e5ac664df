"""Shares of people from a sample, with the uncertainty that its design gives them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.share_change import wilson
from hotspots.language import message

Floats = NDArray[np.float64]
Labels = Sequence[str]
Reference = Literal["wr", "wor"]

_NO_SPREAD = 1e-9

_TAIL = 0.025


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
        from scipy.stats import t

        ratio = t.isf(_TAIL, self.n - 1) / t.isf(_TAIL, self.df)
        return float(self.n_effective * min(ratio, 1.0) ** 2)


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
    sample = _sample_of(np.asarray(yes, bool), np.asarray(domains, str), design)
    linearised = _linearised(sample, reference)
    return {
        str(name): _settled(sample, sample.domains == name, linearised.get(str(name)))
        for name in np.unique(sample.domains)
    }


@dataclass(frozen=True)
class _Sample:
    """A sample with the number of each answer's primary unit, and who is in a lonely stratum."""

    yes: NDArray[np.bool_]
    domains: NDArray[np.str_]
    weights: Floats
    strata: NDArray[np.str_]
    units: NDArray[np.int64]
    in_lonely: NDArray[np.bool_]
    design: SurveyDesign


def _sample_of(yes: NDArray[np.bool_], domains: NDArray[np.str_], design: SurveyDesign) -> _Sample:
    strata = np.full(len(yes), "") if design.strata is None else np.asarray(design.strata, str)
    units = _numbered_units(strata, design.clusters)
    _, first = np.unique(units, return_index=True)
    names, counts = np.unique(strata[first], return_counts=True)
    lonely = np.isin(strata, names[counts == 1])
    return _Sample(yes, domains, np.asarray(design.weights, float), strata, units, lonely, design)


def _numbered_units(strata: NDArray[np.str_], clusters: Labels | None) -> NDArray[np.int64]:
    """Return a number for each answer's primary unit; the answer itself without clusters."""
    if clusters is None:
        return np.arange(len(strata))
    pairs = np.stack([strata, np.asarray(clusters, str)], axis=1)
    return np.asarray(np.unique(pairs, axis=0, return_inverse=True)[1]).ravel()


def _linearised(sample: _Sample, reference: Reference) -> dict[str, Mapping[str, Any]]:
    """Return the library's figures by domain, lonely strata left out.

    A domain without answers in a stratum gets nothing from it, so leaving it out is exact for
    all domains whose figures are used.
    """
    import polars as pl
    import svy

    kept = ~sample.in_lonely
    if not _differ_somewhere(sample.yes[kept], sample.domains[kept]):
        return {}
    design = sample.design
    columns: dict[str, Any] = {
        "domain": sample.domains, "yes": sample.yes.astype(int), "weight": sample.weights,
        "stratum": sample.strata, "unit": sample.units, "size": design.stratum_sizes,
    }  # fmt: skip
    drawn = svy.Design(
        wgt="weight",
        stratum=None if design.strata is None else "stratum",
        psu=None if design.clusters is None else "unit",
        pop_size=None if design.stratum_sizes is None else "size",
    )
    answers = pl.DataFrame({name: one for name, one in columns.items() if one is not None})
    estimation = svy.Sample(answers.filter(kept), drawn).estimation
    # one variable gives one estimate, never a list
    shares: Any = estimation.prop("yes", by="domain", deff=reference)
    return {row["domain"]: row for row in shares.to_polars().to_dicts() if row["yes"] == 1}


def _differ_somewhere(yes: NDArray[np.bool_], domains: NDArray[np.str_]) -> bool:
    """Tell whether any domain has both answers; the library refuses a sample where none has."""
    return bool(np.intersect1d(domains[yes], domains[~yes]).size)


def _settled(
    sample: _Sample, in_domain: NDArray[np.bool_], row: Mapping[str, Any] | None
) -> DesignShare:
    yes, weights = sample.yes[in_domain], sample.weights[in_domain]
    share = float(np.average(yes, weights=weights))
    n, n_yes = len(yes), int(yes.sum())
    reason = _against(sample, in_domain)
    if reason:
        return DesignShare(share, n, n_yes, reason=reason)
    if n_yes in {0, n}:
        return _all_alike(share, n, n_yes, _unit_weights(sample.units[in_domain], weights))
    if row is None or not row["se"] > _NO_SPREAD or not row["deff"] > 0:
        reason = message(
            "the standard error is 0: the answers differ between the strata only, or "
            "everybody was asked"
        )
        return DesignShare(share, n, n_yes, reason=reason)
    return DesignShare(
        share, n, n_yes, row["se"], row["deff"], n / row["deff"], row["lci"], row["uci"], row["df"]
    )


def _against(sample: _Sample, in_domain: NDArray[np.bool_]) -> str:
    """Return what stands against an interval for a domain, or nothing."""
    clustered = sample.design.clusters is not None
    unit_word = message("cluster") if clustered else message("answer")
    n_units = len(np.unique(sample.units[in_domain]))
    if n_units == 1:
        return message("it has a single {one}", one=unit_word)
    lonely = np.unique(sample.strata[in_domain & sample.in_lonely])
    if len(lonely):
        named = ", ".join(map(repr, lonely.tolist()))
        return message(
            "stratum {named} has a single {one}: join it with another stratum",
            named=named,
            one=unit_word,
        )
    if n_units <= len(np.unique(sample.strata[in_domain])):
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
