"""Shares of groups and their covariance agree with R's ``survey`` on ten made-up samples."""

import csv
import math
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from hotspots.analysis.methods.linearisation import (
    linearised_shares,
    logit_interval,
    primary_units,
)
from tests.methods.made_samples import DRAWINGS, GROUPS, answers, design_of

PAIRS = {"ab": (1, 2), "ac": (1, 3), "bc": (2, 3)}


def references():
    """Return R's figures by sample, as made_samples.R wrote them."""
    text = Path(__file__).with_name("made_samples.csv").read_text(encoding="utf-8")
    figures = defaultdict(dict)
    for row in csv.DictReader(text.splitlines()[1:]):
        figures[row["sample"]][row["figure"]] = float(row["value"])
    return figures


REFERENCES = references()


def ours(name):
    """Return our figures of a sample under R's names."""
    rows = answers(DRAWINGS[name])
    design = design_of(DRAWINGS[name], rows)
    yes = np.array([row.yes for row in rows])
    labels = np.array([row.group for row in rows])
    members = np.array([labels != "", *(labels == group for group in GROUPS)])
    units = primary_units(design)
    with_, without = (
        linearised_shares(yes, members, design.weights, units, reference=reference)
        for reference in ("wr", "wor")
    )
    figures = {}
    for at, group in enumerate(("all", *GROUPS)):
        share, se, df = with_.share[at], with_.se[at], with_.df[at]
        figures |= {f"share_{group}": share, f"se_{group}": se, f"df_{group}": df}
        if share > 0:
            low, high = logit_interval(share, se, df)
            figures |= {f"deff_wor_{group}": without.deff[at], f"deff_wr_{group}": with_.deff[at]}
            figures |= {f"low_{group}": low, f"high_{group}": high}
    for pair, (first, second) in PAIRS.items():
        contrast = np.zeros(4)
        contrast[[first, second]] = 1, -1
        figures[f"cov_{pair}"] = with_.covariance[first, second]
        figures[f"gap_{pair}"] = contrast @ with_.share
        figures[f"gap_se_{pair}"] = math.sqrt(contrast @ with_.covariance @ contrast)
    return figures


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_sample_as_r_has_it(name):
    """Shares, errors, covariances, contrasts, design effects, degrees of freedom: to 1e-9.

    The logit interval to 1e-8: R finds it by iteration.
    """
    figures, expected = ours(name), REFERENCES[name]
    assert figures.keys() == expected.keys()
    for figure, value in expected.items():
        tolerance = 1e-8 if figure.startswith(("low_", "high_")) else 1e-9
        assert figures[figure] == pytest.approx(value, rel=tolerance, abs=tolerance), figure


def test_the_samples_hold_what_they_are_made_for():
    """Lonely units in two samples, a share of nought in one, all kinds of designs."""
    assert len(DRAWINGS) == 10
    for name, n_lonely in (("lonely", 2), ("lonely_zero", 1), ("both", 0)):
        rows = answers(DRAWINGS[name])
        units = primary_units(design_of(DRAWINGS[name], rows))
        assert (units.n_in_stratum == 1).sum() == n_lonely
    assert REFERENCES["lonely_zero"]["share_b"] == REFERENCES["lonely_zero"]["se_b"] == 0
    assert REFERENCES["lonely_zero"]["cov_ab"] == 0


def test_groups_of_one_sample_are_not_independent_in_clusters():
    """The covariance is what a gap from answers has and a gap from printed figures has not."""
    assert REFERENCES["clusters"]["cov_ab"] != 0
    assert REFERENCES["simple"]["cov_ab"] == pytest.approx(0, abs=1e-3)
