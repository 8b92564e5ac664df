"""Two groups of one sample: how their shares differ and hang together, from the answers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.indicators.survey_figures import design_of, group_of
from hotspots.analysis.methods.linearisation import (
    LinearisedShares,
    linearised_shares,
    primary_units,
)
from hotspots.model.areas import CITY
from hotspots.model.groups import parts_of
from hotspots.model.indicators import AnswerRow


@dataclass(frozen=True)
class GroupContrast:
    """The first share less the second (0 to 1), its standard error, and their correlation."""

    difference: float
    se: float
    correlation: float


def answer_contrast(
    answers: Sequence[AnswerRow], area: str, first: str, second: str
) -> GroupContrast | None:
    """Return the contrast of two groups in an area or the city; None where one has no answers.

    ``answers`` are all of one survey, because groups are domains of the whole sample. R's
    ``svycontrast`` of ``svyby`` with ``covmat``.
    """
    members = np.array([_members(answers, area, group) for group in (first, second)])
    if not members.any(axis=1).all():
        return None
    design = design_of(answers, of_city=area == CITY)
    yes = np.array([row.yes for row in answers])
    shares = linearised_shares(yes, members, design.weights, primary_units(design))
    return _contrast(shares)


def _members(answers: Sequence[AnswerRow], area: str, group: str) -> NDArray[np.bool_]:
    dimensions = list(parts_of(group))
    is_member = [
        area in {CITY, row.area_code} and group_of(row, dimensions) == group for row in answers
    ]
    return np.array(is_member)


def _contrast(shares: LinearisedShares) -> GroupContrast:
    (first, together), (_, second) = shares.covariance
    spread = math.sqrt(first * second)
    return GroupContrast(
        difference=float(shares.share[0] - shares.share[1]),
        se=math.sqrt(max(first + second - 2 * together, 0.0)),
        correlation=float(together / spread) if spread > 0 else 0.0,
    )
