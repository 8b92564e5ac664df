"""A verdict is given where every pair of counts in the classes gives it, and only there."""

from itertools import product

import numpy as np
import pytest
from scipy.stats import binom

from hotspots.analysis.disclosure.classes import class_numbers, count_classes
from hotspots.analysis.incidents.class_verdicts import ClassPair, class_verdicts
from hotspots.analysis.methods.count_swings import swings
from hotspots.analysis.methods.swing_ratio import swing_ratio
from hotspots.model.disclosure import CountClass

EXPOSURE = (1000.0, 1100.0)


def mid_p(earlier, later, exposure):
    """Return the two-sided mid-p of a later count, which is binomial given the sum."""
    n, share = earlier + later, exposure[1] / sum(exposure)
    if n == 0:
        return 1.0
    tails = (binom.cdf(later, n, share), binom.sf(later - 1, n, share))
    return min(1.0, 2 * (min(tails) - binom.pmf(later, n, share) / 2))


def holm(p_values):
    """Adjust step by step: the i-th smallest of m by m - i."""
    order = sorted(range(len(p_values)), key=lambda number: p_values[number])
    adjusted, largest = [0.0] * len(p_values), 0.0
    for place, number in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - place) * p_values[number]))
        adjusted[number] = largest
    return adjusted


def verdicts(counts, exposure, p_of):
    """Return the verdict of every pair of counts of a family, in which 0 and 0 is none."""
    family = [pair for pair in counts if any(pair)]
    adjusted = dict(zip(family, holm([p_of(*pair) for pair in family]), strict=True))
    return [
        "not_distinguishable"
        if adjusted.get(pair, 1.0) >= 0.05
        else "better"
        if pair[1] / exposure[1] < pair[0] / exposure[0]
        else "worse"
        for pair in counts
    ]


def class_of(count, k=3):
    """Return the class of a count before anything is widened."""
    return count_classes(class_numbers(np.array([count]), k), np.zeros(1, dtype=int), k)[0]


def enumerated(classes, exposure, p_of):
    """Return the one verdict that all counts in the classes give, by trying each."""
    spans = [range(each.low, each.high + 1) for pair in classes for each in pair]
    seen = [set() for _ in classes]
    for flat in product(*spans):
        counts = list(zip(flat[::2], flat[1::2], strict=True))
        if len(set(counts)) < len(counts):
            continue
        for number, verdict in enumerate(verdicts(counts, exposure, p_of)):
            seen[number].add(verdict)
    return [next(iter(each)) if len(each) == 1 else "undecided_classes" for each in seen]


@pytest.mark.parametrize("seed", range(4))
def test_verdicts_of_classes_equal_those_of_every_pair_tried(seed):
    """Two areas at a time, Holm over both, chance alone."""
    rng = np.random.default_rng(seed)
    cache = {}

    def p_of(earlier, later):
        key = (earlier, later)
        if key not in cache:
            cache[key] = mid_p(earlier, later, EXPOSURE)
        return cache[key]

    kinds = set()
    for _ in range(12):
        counts = rng.choice([0, 4, 9, 15, 30], size=(2, 2))
        if (counts[0] == counts[1]).all():
            continue
        classes = [(class_of(earlier), class_of(later)) for earlier, later in counts]
        judged = class_verdicts([ClassPair(*pair, EXPOSURE) for pair in classes], None)
        assert judged == enumerated(classes, EXPOSURE, p_of)
        kinds |= set(judged)
    assert "not_distinguishable" in kinds
    assert len(kinds) > 1


def test_verdicts_of_classes_where_counts_swing_equal_those_of_every_pair_tried():
    """As many p-values as pairs, by the scalar test, with years that swing."""
    rng = np.random.default_rng(3)
    mean = np.array([400.0, 300, 200, 100])[:, None] * rng.gamma(100, 1 / 100, (4, 6))
    learnt = swings(range(2010, 2016), rng.poisson(mean).astype(float))
    for earlier, later in [(200, 90), (200, 150), (30, 3), (12, 40), (90, 95), (8, 0)]:
        classes = [(class_of(earlier, 5), class_of(later, 5))]

        def p_of(before, after):
            return swing_ratio(before, after, EXPOSURE, learnt).p

        judged = class_verdicts([ClassPair(*classes[0], EXPOSURE)], learnt)
        assert judged == enumerated(classes, EXPOSURE, p_of)


def test_no_verdict_of_classes_contradicts_that_of_the_true_counts():
    """Of a made-up city each verdict is the true one or none; most are given."""
    rng = np.random.default_rng(7)
    earlier = rng.poisson(rng.gamma(0.6, 50, 200))
    later = rng.poisson(earlier * np.exp(rng.normal(0, 0.35, 200)))
    undecided = 0
    for before, after in zip(earlier.tolist(), later.tolist(), strict=True):
        pair = ClassPair(class_of(before, 5), class_of(after, 5), (1.0, 1.0))
        judged = class_verdicts([pair], None, "none")[0]
        true = verdicts([(before, after)], (1.0, 1.0), lambda a, b: mid_p(a, b, (1.0, 1.0)))[0]
        assert judged in {true, "undecided_classes"}
        undecided += judged == "undecided_classes"
    assert 0 < undecided < 80


def test_a_pair_that_may_be_0_and_0_may_leave_the_others_alone():
    """Then one is judged as if it stood alone, and is significant at its furthest counts."""
    exposure, small = (1.0, 1.0), CountClass(0, 4)
    classes = [(class_of(33, 5), class_of(48, 5)), (small, small)]
    pairs = [ClassPair(*pair, exposure) for pair in classes]
    judged = class_verdicts(pairs, None)
    assert judged == ["undecided_classes", "not_distinguishable"]
    assert judged == enumerated(classes, exposure, lambda a, b: mid_p(a, b, exposure))
    certain = [pairs[0], ClassPair(CountClass(5, 7), CountClass(5, 7), exposure)]
    assert class_verdicts(certain, None) == ["not_distinguishable"] * 2


def test_two_small_classes_are_never_told_apart():
    """Under 5 and under 5: whatever they are, nothing can be said."""
    pair = ClassPair(CountClass(0, 4), CountClass(0, 4), (1.0, 1.0))
    assert class_verdicts([pair], None) == ["not_distinguishable"]
    assert class_verdicts([], None) == []
