"""Verdicts on changes of counts that hold whatever the counts in the published classes are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from hotspots.analysis.methods.count_swings import Floats, Swings
from hotspots.analysis.methods.multiplicity import adjusted
from hotspots.analysis.methods.share_change import ALPHA
from hotspots.analysis.methods.swing_ratio import swing_p
from hotspots.model.disclosure import CountClass

ClassVerdict = Literal["better", "worse", "not_distinguishable", "undecided_classes"]
# of these each adjusted p-value rises with every other, so that ends of classes are enough
ClassMethod = Literal["holm", "none"]

_CHANCE_ALONE = Swings(1.0, 0.0, 0.0, np.zeros((3, 3)), np.zeros(3), (), 0)


@dataclass(frozen=True)
class ClassPair:
    """The classes of an earlier and a later count, and who or what was exposed to each.

    ``areas`` and ``city`` are those of :meth:`Swings.log_variance`.
    """

    earlier: CountClass
    later: CountClass
    exposure: tuple[float, float]
    areas: float = 2.0
    city: float = 2.0


class ClassJudgement(NamedTuple):
    """A verdict, and the largest p-value of all counts in the classes, by itself and adjusted."""

    verdict: ClassVerdict
    p: float
    p_adjusted: float


def class_judgements(
    pairs: Sequence[ClassPair], swings: Swings | None, adjust: ClassMethod = "holm"
) -> list[ClassJudgement]:
    """Judge a family of pairs; a verdict is given if all counts in all classes give it.

    A pair of 0 and 0 belongs to no family. Without ``swings`` only chance is allowed for.
    """
    spans = [_span(pair, swings or _CHANCE_ALONE) for pair in pairs]
    largest = adjusted(np.array([span.most for span in spans]), adjust)
    certain = [number for number, span in enumerate(spans) if not span.may_be_empty]
    judgements = []
    for number, span in enumerate(spans):
        family = sorted({*certain, number})
        p_values = adjusted(np.array([spans[member].least for member in family]), adjust)
        least, most = float(p_values[family.index(number)]), float(largest[number])
        judgements.append(ClassJudgement(_verdict(span, least, most), span.most, most))
    return judgements


def class_verdicts(
    pairs: Sequence[ClassPair], swings: Swings | None, adjust: ClassMethod = "holm"
) -> list[ClassVerdict]:
    """Return the verdicts alone; see :func:`class_judgements`."""
    return [judgement.verdict for judgement in class_judgements(pairs, swings, adjust)]


class _PValues(NamedTuple):
    """The least and the largest p-value of a pair's counts, and where all of them point."""

    least: float
    most: float
    directions: frozenset[float]
    may_be_empty: bool


def _span(pair: ClassPair, swings: Swings) -> _PValues:
    earlier, later = _grid(pair.earlier, pair.later)
    p_values = swing_p(earlier, later, pair.exposure, swings, areas=pair.areas, city=pair.city)
    directions = np.sign(later * pair.exposure[0] - earlier * pair.exposure[1])
    is_empty = pair.earlier.low == pair.later.low == 0
    return _PValues(
        float(p_values.min()), float(p_values.max()), frozenset(directions.tolist()), is_empty
    )


def _grid(earlier: CountClass, later: CountClass) -> tuple[Floats, Floats]:
    """Return every pair of counts in two classes."""
    before, after = np.meshgrid(
        np.arange(earlier.low, earlier.high + 1, dtype=np.float64),
        np.arange(later.low, later.high + 1, dtype=np.float64),
    )
    return before.ravel(), after.ravel()


def _verdict(span: _PValues, least: float, most: float) -> ClassVerdict:
    if least >= ALPHA:
        return "not_distinguishable"
    if most >= ALPHA or len(span.directions) > 1:
        return "undecided_classes"
    return "better" if span.directions == {-1.0} else "worse"
