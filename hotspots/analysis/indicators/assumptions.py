"""What is assumed of figures whose number of answers, or design effect, nobody stated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotspots.model.indicators import Figure

ASSUMED_DEFF = 1.3
PlannedAnswers = Mapping[tuple[str, int], float]


@dataclass(frozen=True)
class Assumptions:
    """A design effect, and numbers of answers by area and year where some are assumed."""

    deff: float = ASSUMED_DEFF
    answers: PlannedAnswers | None = None


def with_assumptions(figures: Sequence[Figure], assumed: Assumptions) -> list[Figure]:
    """Return shares with all that their certainty rests on, and marked where it is assumed."""
    return [_with_deff(_with_answers(one, assumed), assumed.deff) for one in figures]


def _with_answers(figure: Figure, assumed: Assumptions) -> Figure:
    if assumed.answers is None or figure["n"] is not None or figure["n_eff"] is not None:
        return figure
    planned = assumed.answers.get((figure["area_code"], figure["year"]))
    return figure if planned is None else {**figure, "n": planned, "assumed_n": True}


def _with_deff(figure: Figure, deff: float) -> Figure:
    if figure["n"] is None or figure["n_eff"] is not None:
        return figure
    return {**figure, "n_eff": figure["n"] / deff, "assumed_deff": deff}
