"""Two groups beside each other: the gap, its change, and what is said of them."""

import math
from pathlib import Path

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from hotspots.analysis.indicators.answer_gap import answer_contrast
from hotspots.analysis.indicators.gap import (
    GroupShare,
    gap,
    gap_change,
    gap_verdict,
    within_margin,
)
from hotspots.analysis.methods.share_change import share_p
from hotspots.model.indicators import AnswerRow
from tests.methods import made_samples
from tests.tools.gap_simulation import MIXED, SETTINGS, rates


def shares(share, n, step=0.0):
    """Return shares as arrays."""
    return GroupShare(*(np.atleast_1d(np.array(value, float)) for value in (share, n, step)))


@pytest.mark.parametrize(
    ("first", "second"),
    [((0.25, 40), (0.10, 230)), ((0.0, 60), (0.03, 400)), ((0.5, 87.3), (0.5, 211.9))],
)
def test_the_interval_of_exact_figures_is_newcombes(first, second):
    """One in four against one in ten, nought against 3 %, effective numbers with decimals."""
    found = gap(shares(*first), shares(*second))
    low, high = confint_proportions_2indep(
        first[0] * first[1], first[1], second[0] * second[1], second[1],
        method="newcomb", compare="diff",
    )  # fmt: skip
    assert found.difference[0] == pytest.approx(first[0] - second[0], abs=1e-12)
    assert (found.low[0], found.high[0]) == pytest.approx((low, high), abs=1e-9)


def test_the_groups_change_places_with_the_sign():
    """The second less the first is the same gap the other way round."""
    there = gap(shares(0.25, 40, 0.01), shares(0.10, 230, 0.01), 0.2)
    back = gap(shares(0.10, 230, 0.01), shares(0.25, 40, 0.01), 0.2)
    assert there.difference == pytest.approx(-back.difference)
    assert there.low == pytest.approx(-back.high)


def test_rounding_widens_the_interval_by_its_variance():
    """Two figures printed in whole per cent: the reach squared grows by z² × 2 × 0.01² / 12."""
    exact = gap(shares(0.25, 40), shares(0.10, 230))
    printed = gap(shares(0.25, 40, 0.01), shares(0.10, 230, 0.01))
    grown = (printed.difference - printed.low) ** 2 - (exact.difference - exact.low) ** 2
    assert grown[0] == pytest.approx(1.959963984540054**2 * 2 * 0.01**2 / 12, rel=1e-9)


def test_groups_that_go_together_have_a_surer_gap():
    """And with all reaches alike and a correlation of 1 there is nothing to doubt."""
    apart = gap(shares(0.3, 100), shares(0.3, 100))
    together = gap(shares(0.3, 100), shares(0.3, 100), 0.5)
    assert (together.high - together.low)[0] < (apart.high - apart.low)[0]
    assert gap(shares(0.5, 100), shares(0.5, 100), 1.0).high[0] == pytest.approx(0, abs=1e-7)


def test_the_change_of_a_gap_by_hand():
    """15 points became 3: variance of each group pooled over both years, written out."""
    before = gap(shares(0.25, 100), shares(0.10, 300))
    after = gap(shares(0.13, 200), shares(0.10, 300))
    found = gap_change(before, after)
    pooled = (25 + 26) / 300
    variance = pooled * (1 - pooled) * (1 / 100 + 1 / 200) + 0.1 * 0.9 * 2 / 300
    z = -0.12 / math.sqrt(variance)
    assert found.change[0] == pytest.approx(-0.12)
    assert found.p[0] == pytest.approx(math.erfc(abs(z) / math.sqrt(2)), rel=1e-9)
    down = math.hypot((after.difference - after.low)[0], (before.high - before.difference)[0])
    assert found.low[0] == pytest.approx(-0.12 - down)


def test_the_change_of_one_group_alone_is_the_score_test_of_its_share():
    """Where the second group is nought in both years, only the first can have changed."""
    nought = shares(0.0, 500)
    found = gap_change(gap(shares(0.2, 150), nought), gap(shares(0.1, 200), nought))
    expected = share_p(*(np.array([value]) for value in (0.2, 150.0, 0.1, 200.0)))
    assert found.p == pytest.approx(expected)


def test_nothing_that_can_vary_is_no_change():
    """All four shares nought: p is 1."""
    nought = gap(shares(0, 50), shares(0, 50))
    assert gap_change(nought, nought).p[0] == 1


@pytest.mark.parametrize(
    ("earlier", "later", "p", "verdict"),
    [
        (0.15, 0.03, 0.01, "better"),
        (-0.15, -0.03, 0.01, "better"),
        (0.03, 0.15, 0.01, "worse"),
        (0.0, 0.1, 0.01, "worse"),
        (0.1, 0.0, 0.01, "better"),
        (0.1, -0.1, 0.01, "reversed"),
        (0.1, -0.1, 0.05, "not_distinguishable"),
        (0.15, 0.03, 0.2, "not_distinguishable"),
    ],
)
def test_better_is_nearer_to_nought(earlier, later, p, verdict):
    """A gap that went through nought is neither better nor worse."""
    assert gap_verdict(earlier, later, p) == verdict


def test_no_difference_is_shown_by_an_interval_within_a_margin():
    """Not by a test that found nothing: with few answers the interval is wide."""
    assert within_margin(gap(shares(0.10, 4000), shares(0.11, 4000)), 0.03).all()
    few = gap(shares(0.10, 60), shares(0.10, 60))
    assert not within_margin(few, 0.03).any()
    assert within_margin(few, 0.15).all()


def sample(name):
    """Return a made-up sample as answers of one area, and R's figures of it."""
    drawing = made_samples.DRAWINGS[name]
    rows = [
        AnswerRow(
            row_number=number, area_code="1", indicator="x", year=2024, edition=None,
            supplier=None, survey_period=None, yes=row.yes, weight=row.weight,
            stratum=row.stratum if drawing.n_strata else None,
            cluster=row.cluster if drawing.n_clusters else None,
            stratum_size=row.size if drawing.finite else None,
            group_key=f"gruppe={row.group}",
        )
        for number, row in enumerate(made_samples.answers(drawing), start=1)
    ]  # fmt: skip
    text = Path(made_samples.__file__).with_suffix(".csv").read_text(encoding="utf-8")
    lines = [line.split(",") for line in text.splitlines() if line.startswith(f"{name},")]
    return rows, {figure: float(value) for _, figure, value in lines}


@pytest.mark.parametrize("name", ["strata_finite", "both"])
@pytest.mark.parametrize("area", ["1", "*"])
def test_a_gap_from_answers_as_r_has_it(name, area):
    """svyby(covmat = TRUE) and svycontrast, to 1e-9: an area of the city, and the city."""
    rows, expected = sample(name)
    for pair in ("ab", "ac", "bc"):
        found = answer_contrast(rows, area, f"gruppe={pair[0]}", f"gruppe={pair[1]}")
        assert found.difference == pytest.approx(expected[f"gap_{pair}"], abs=1e-9)
        assert found.se == pytest.approx(expected[f"gap_se_{pair}"], abs=1e-9)
        errors = expected[f"se_{pair[0]}"] * expected[f"se_{pair[1]}"]
        assert found.correlation == pytest.approx(expected[f"cov_{pair}"] / errors, abs=1e-8)


def test_a_group_without_answers_has_no_contrast():
    """Nor has a share of nought a correlation."""
    rows, _ = sample("lonely_zero")
    assert answer_contrast(rows, "1", "gruppe=a", "gruppe=x") is None
    assert answer_contrast(rows, "*", "gruppe=a", "gruppe=b").correlation == 0


def test_coverage_and_false_lights_in_a_smaller_simulation():
    """The whole one is ``python -m tests.tools.gap_simulation``; here 1,500 runs, seeded.

    Three standard errors are allowed for: 0.5 points of 19,500 areas, 1.7 of 1,500 lights.
    """
    rng = np.random.default_rng(7)
    hardest = [setting for setting in SETTINGS if setting.n_first == 60 and not setting.moved]
    for setting in (MIXED, *hardest):
        found = rates(setting, 1500, rng)
        assert found.gap >= 0.94 - 0.005, setting
        assert found.change >= 0.94 - 0.005, setting
        assert found.any_light <= 0.055 + 0.017, setting
