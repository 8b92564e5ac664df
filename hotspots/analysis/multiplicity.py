"""Several tests at once: p-values adjusted for a whole family of them."""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Method = Literal["holm", "bh", "none"]
METHODS: tuple[Method, ...] = ("holm", "bh", "none")

_STATSMODELS = {"holm": "holm", "bh": "fdr_bh"}


def adjusted(p: Floats, method: Method) -> Floats:
    """Return the adjusted p-values of one family of tests, in its order; empty stays empty.

    ``holm`` bounds the chance of any false verdict in the family (Holm 1979), ``bh`` the
    expected share of false ones among the verdicts (Benjamini and Hochberg 1995), ``none``
    leaves each p-value as if its test stood alone.
    """
    from statsmodels.stats.multitest import multipletests

    if len(p) == 0 or method == "none":
        return np.array(p, dtype=np.float64)
    found: Any = multipletests(p, method=_STATSMODELS[method])[1]
    return np.asarray(found, dtype=np.float64)
