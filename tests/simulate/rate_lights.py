"""How often ``change`` of an indicator per 1,000 has a light where nothing changed."""

import numpy as np

from hotspots.analysis.indicators.change import ChangeQuestion, change_rows
from hotspots.model.indicators import ChangeRow
from tests.simulate.goal_areas import AREAS, rate_figures
from tests.simulate.incident_changes import (
    CHANGED,
    MEANS,
    SETTINGS,
    Floats,
    IncidentSetting,
    drawn_counts,
)
from tests.simulate.table import SimulationRow

N_YEARS = 8
SURE = frozenset({"better", "worse"})
EFFECT = np.array([CHANGED.get(f"{at:02}", 1.0) for at in range(len(MEANS))])


def rows_of(counts: Floats) -> list[ChangeRow]:
    """Return the areas' rows of the last year against the first, as ``change`` has them."""
    first = 2021 - counts.shape[1]
    asked = ChangeQuestion("utryg", "lower", first, 2020, "per_1000")
    return change_rows(AREAS, rate_figures(counts), asked)[1:]


def rows(
    runs: int, seed: int, settings: tuple[IncidentSetting, ...] = SETTINGS
) -> list[SimulationRow]:
    """Return false lights of two years and of the line of all eight, and lights of true falls."""
    rng = np.random.default_rng(seed)
    lines = []
    for setting in settings:
        false, power = np.zeros(2), np.zeros(2)
        for _ in range(runs):
            same = rows_of(drawn_counts(rng, setting, N_YEARS, np.ones(len(MEANS))))
            fell = rows_of(drawn_counts(rng, setting, N_YEARS, EFFECT))
            false += [any(row.verdict in SURE for row in same),
                      any(row.trend_verdict in SURE for row in same)]  # fmt: skip
            of_true = [row for row, effect in zip(fell, EFFECT, strict=True) if effect < 1]
            power += [np.mean([row.verdict == "better" for row in of_true]),
                      np.mean([row.trend_verdict == "better" for row in of_true])]  # fmt: skip
        lines += [
            SimulationRow("change of rates", f"{kind}, {setting.name}", runs,
                          float(false[at]) / runs, float(power[at]) / runs, None, None)
            for at, kind in enumerate(("two years", "all years"))
        ]  # fmt: skip
    return lines
