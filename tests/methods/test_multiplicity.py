"""Several tests at once: Holm, Benjamini-Hochberg, or none, against published figures."""

import numpy as np
import pytest

from hotspots.analysis.methods.multiplicity import METHODS, adjusted, adjusted_within

# the 15 p-values of Benjamini and Hochberg (1995), section 3.2
PUBLISHED = np.array([
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
    0.4262, 0.5719, 0.6528, 0.7590, 1.000,
])  # fmt: skip


@pytest.mark.parametrize(("method", "rejected"), [("holm", 3), ("bh", 4), ("none", 9)])
def test_published_p_values(method, rejected):
    """At .05 Holm rejects 3 of the 15, Benjamini-Hochberg 4; alone 9 are below."""
    assert int((adjusted(PUBLISHED, method) < 0.05).sum()) == rejected


def test_holm_and_bh_by_hand():
    """.01 .04 .03: Holm gives .03 .06 .06 in order of size, Benjamini-Hochberg .03 .04 .04."""
    p = np.array([0.01, 0.04, 0.03])
    assert adjusted(p, "holm") == pytest.approx([0.03, 0.06, 0.06])
    assert adjusted(p, "bh") == pytest.approx([0.03, 0.04, 0.04])
    assert adjusted(p, "none") == pytest.approx([0.01, 0.04, 0.03])


@pytest.mark.parametrize("method", METHODS)
def test_an_empty_family(method):
    """Nothing to adjust gives nothing."""
    assert adjusted(np.array([]), method).shape == (0,)


def test_an_adjusted_p_value_is_at_most_1():
    """Twice .6 is 1.2, which no chance can be."""
    p = np.array([0.6, 0.9])
    assert adjusted(p, "holm").tolist() == [1, 1]
    assert adjusted(p, "bh") == pytest.approx([0.9, 0.9])


def test_only_the_family_is_adjusted():
    """.02 and .03 are two tests; .01 between them is none of theirs, and stays."""
    p = np.array([0.02, 0.01, 0.03])
    family = np.array([True, False, True])
    assert adjusted_within(p, family, "holm") == pytest.approx([0.04, 0.01, 0.04])
    assert p.tolist() == [0.02, 0.01, 0.03]
