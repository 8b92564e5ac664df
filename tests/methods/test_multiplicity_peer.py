"""Several tests at once, beside statsmodels, whose import alone takes two seconds."""

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from hotspots.analysis.methods.multiplicity import adjusted


@pytest.mark.parametrize(("method", "known_as"), [("holm", "holm"), ("bh", "fdr_bh")])
def test_families_agree_with_statsmodels(method, known_as):
    """Families of all sizes, with equal p-values, 0 and 1 among them."""
    rng = np.random.default_rng(1995)
    for size in (1, 2, 13, 399):
        p = rng.uniform(size=size) ** 3
        p[: size // 4] = p[0]
        p[-1], p[size // 2] = 1.0, 0.0
        assert adjusted(p, method) == pytest.approx(multipletests(p, method=known_as)[1], abs=0)
