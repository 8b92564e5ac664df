"""Several tests at once: p-values adjusted for a whole family of them."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Method = Literal["holm", "bh", "none"]
METHODS: tuple[Method, ...] = ("holm", "bh", "none")


def adjusted(p: Floats, method: Method) -> Floats:
    """Return the adjusted p-values of one family of tests, in its order; empty stays empty.

    ``holm`` bounds the chance of any false verdict in the family (Holm 1979), ``bh`` the
    expected share of false ones among the verdicts (Benjamini and Hochberg 1995), ``none``
    leaves each p-value as if its test stood alone.
    """
    if method == "none":
        return np.array(p, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    p_adjusted = np.empty(len(p), dtype=np.float64)
    p_adjusted[order] = (_holm if method == "holm" else _bh)(
        np.asarray(p, dtype=np.float64)[order]
    )
    return p_adjusted


def adjusted_within(p: Floats, family: NDArray[np.bool_], method: Method) -> Floats:
    """Return p-values of which those of the family are adjusted, and the others stay."""
    p_adjusted = p.copy()
    p_adjusted[family] = adjusted(p[family], method)
    return p_adjusted


def _holm(ascending: Floats) -> Floats:
    factors = np.arange(len(ascending), 0, -1)
    return np.minimum(np.maximum.accumulate(ascending * factors), 1.0)


def _bh(ascending: Floats) -> Floats:
    shares = np.arange(1, len(ascending) + 1) / len(ascending)
    return np.minimum.accumulate((ascending / shares)[::-1])[::-1]
