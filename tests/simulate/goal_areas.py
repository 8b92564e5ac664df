"""How often ``goals`` calls a goal surely not met where every area is just at its limit."""

from datetime import date

import numpy as np

from hotspots.analysis.goals.areas import Evidence, verdict
from hotspots.analysis.goals.judging import as_family
from hotspots.model.goals import Goal
from hotspots.model.indicators import Figure
from tests.simulate.table import SimulationRow

N_AREAS = 13
N_ANSWERS = 250
LIMIT = 10.0
AREAS = [(f"{at:02}", f"Område {at}") for at in range(N_AREAS)]
GOAL = Goal("1", "", "", "", "each_area", "utryg", "at_most", LIMIT, None, None, (), None,
            date(2020, 12, 31), None, "")  # fmt: skip


def _figure(code: str, percent: float) -> Figure:
    return Figure(area_code=code, indicator="utryg", year=2020, edition=None, supplier=None,
                  survey_period=None, percent=percent, decimals=6, n=N_ANSWERS, n_eff=N_ANSWERS,
                  counted=None, category=None, withheld=None, published_light=None,
                  published_against=None, load_id=1, row_number=None)  # fmt: skip


def _is_surely_missed(percents: list[float]) -> bool:
    figures = [_figure(code, one) for (code, _), one in zip(AREAS, percents, strict=True)]
    evidence = Evidence("a", AREAS, figures, (), (), (), "lower", "share")
    held = as_family([verdict(GOAL, evidence, code, name, 2020) for code, name in AREAS])
    return any(one.standing == "not" and one.certainty == "certain" for one in held)


def rows(runs: int, seed: int) -> list[SimulationRow]:
    """Return how often a goal is surely not met: all at the limit, all below it, three over it."""
    rng = np.random.default_rng(seed)
    truths = {"all areas exactly at 10 %": [LIMIT] * 13, "all areas at 9.5 %": [9.5] * 13,
              "three of 13 areas at 18 %": [8.0] * 10 + [18.0] * 3}  # fmt: skip
    lines = []
    for setting, truth in truths.items():
        shares = rng.binomial(N_ANSWERS, np.array(truth) / 100, (runs, N_AREAS)) / N_ANSWERS
        missed = sum(_is_surely_missed(list(100 * one)) for one in shares) / runs
        is_false = max(truth) <= LIMIT
        lines.append(SimulationRow("goals", setting, runs, missed if is_false else None,
                                   None if is_false else missed, None, None))  # fmt: skip
    return lines
