"""How often ``goals`` calls a goal surely not met where every area is just at its limit."""

from dataclasses import replace
from datetime import date

import numpy as np

from hotspots.analysis.goals.areas import Evidence, verdict
from hotspots.analysis.goals.judging import as_family, judge
from hotspots.model.goals import Goal
from hotspots.model.indicators import Figure
from tests.simulate.incident_changes import MEANS, SETTINGS, Floats, IncidentSetting, drawn_counts
from tests.simulate.table import SimulationRow

N_AREAS = 13
N_ANSWERS = 250
LIMIT = 10.0
AREAS = [(f"{at:02}", f"Område {at}") for at in range(N_AREAS)]
GOAL = Goal("1", "", "", "", "each_area", "utryg", "at_most", LIMIT, None, None, (), None,
            date(2020, 12, 31), None, "")  # fmt: skip
RATE_GOALS = {
    "at its limit": replace(GOAL, value=1000.0),
    "improving": replace(GOAL, comparison="must_improve", value=None, baseline_year=2015),
}
OVER = np.where(np.isin(MEANS, [120, 300, 800]), 1.6, 1.0)


def _figure(code: str, percent: float, year: int = 2020, counted: float | None = None) -> Figure:
    n = N_ANSWERS if counted is None else None
    return Figure(area_code=code, indicator="utryg", year=year, edition=None, supplier=None,
                  survey_period=None, percent=percent, decimals=6, n=n, n_eff=n,
                  counted=counted, category=None, withheld=None, published_light=None,
                  published_against=None, load_id=1, row_number=None)  # fmt: skip


def _is_surely_missed(percents: list[float]) -> bool:
    figures = [_figure(code, one) for (code, _), one in zip(AREAS, percents, strict=True)]
    evidence = Evidence("a", AREAS, figures, (), (), (), "lower", "share")
    held = as_family([verdict(GOAL, evidence, code, name, 2020) for code, name in AREAS])
    return any(one.standing == "not" and one.certainty == "certain" for one in held)


def rate_figures(counts: Floats) -> list[Figure]:
    """Return the figures of counts of (n_areas, n_years) to 2020, none of nought.

    A thousand residents have 1,000 incidents a year in the mean, in each area.
    """
    return [
        _figure(code, 1000 * n / mean, year, n)
        for (code, _), mean, row in zip(AREAS, MEANS, np.maximum(counts, 0.5), strict=True)
        for year, n in enumerate(row, 2021 - len(row))
    ]


def surely_missed(goal: Goal, counts: Floats) -> bool:
    """Tell whether rates of counts surely miss a goal, as ``goals`` says it."""
    evidence = Evidence("a", AREAS, rate_figures(counts), (), (), (), "lower", "per_1000")
    judgement = judge(goal, evidence, date(2021, 1, 1))
    return judgement.answer == "not_met" and judgement.certainty == "certain"


def rate_rows(
    runs: int, rng: np.random.Generator, settings: tuple[IncidentSetting, ...] = SETTINGS
) -> list[SimulationRow]:
    """Return how often a goal on rates is surely not met after five earlier years.

    All areas are at the limit, or none improved; then three of them have 1.6 times the cases.
    """
    lines = []
    for name, goal in RATE_GOALS.items():
        for setting in settings:
            false = power = 0
            for _ in range(runs):
                same = drawn_counts(rng, setting, 6, np.ones(N_AREAS))
                false += surely_missed(goal, same)
                power += surely_missed(goal, drawn_counts(rng, setting, 6, OVER))
            lines.append(SimulationRow("goals on rates", f"{name}, {setting.name}", runs,
                                       false / runs, power / runs, None, None))  # fmt: skip
    return lines


def rows(runs: int, seed: int) -> list[SimulationRow]:
    """Return how often goals on shares and on rates are surely not met."""
    rng = np.random.default_rng(seed)
    return [*share_rows(runs, rng), *rate_rows(runs, rng)]


def share_rows(runs: int, rng: np.random.Generator) -> list[SimulationRow]:
    """Return how often a goal is surely not met: all at the limit, all below it, three over it."""
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
