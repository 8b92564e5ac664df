"""What a figure must change by each year until a deadline, and what it did change by."""

import numpy as np

from hotspots.analysis.goals.areas import Evidence, interval
from hotspots.analysis.indicators.pairing import base_of, half_step
from hotspots.analysis.methods.share_change import Floats
from hotspots.model.goals import Estimated, Goal, Pace
from hotspots.model.indicators import Figure
from hotspots.model.nulls import not_null

ENOUGH_YEARS = 3
_Z95 = 1.959963984540054
_ROUNDING = 3  # a value between two ends that are 2 h apart has the variance h² / 3
_LIMITED = frozenset({"at_most", "at_least"})


def pace_of(goal: Goal, evidence: Evidence, code: str, newest: Figure) -> Pace | None:
    """Return the pace that a limit asks for from an area's newest figure, and that of its series.

    None where there is no limit, the deadline's year is not ahead of the figure, the series has
    fewer than three comparable years, or one of them rests on an unknown number.
    """
    years_left = goal.deadline.year - int(newest["year"])
    if goal.comparison not in _LIMITED or goal.value is None or years_left <= 0:
        return None
    series = comparable(evidence, code, newest)
    ends = interval(newest, evidence)
    spreads = [_variance(figure, evidence) for figure in series]
    if len(series) < ENOUGH_YEARS or ends is None or None in spreads:
        return None
    years = [int(figure["year"]) for figure in series]
    needed = [(goal.value - value) / years_left
              for value in (float(not_null(newest["percent"])), ends[1], ends[0])]  # fmt: skip
    values = [float(not_null(figure["percent"])) for figure in series]
    past = slope(np.array(years, float), np.array(values), np.array(spreads, dtype=np.float64))
    return Pace(Estimated(*needed), past, years[0], years[-1], len(years))


def comparable(evidence: Evidence, code: str, newest: Figure) -> list[Figure]:
    """Return the figures that make one series with the newest, one a year, in order.

    They have its definition, and no break of definition or method, and no change of supplier,
    lies between. They are of its edition if that has three years or more, else of the newest
    of each year.
    """
    last = int(newest["year"])
    candidates = [
        figure
        for figure in evidence.figures_of(code)
        if figure["year"] <= last
        and figure["indicator"] == newest["indicator"]
        and figure["supplier"] == newest["supplier"]
        and not _is_cut(evidence, code, int(figure["year"]), last)
    ]
    of_edition = [figure for figure in candidates if figure["edition"] == newest["edition"]]
    years = {int(figure["year"]) for figure in of_edition}
    if len(years) < ENOUGH_YEARS:
        of_edition = candidates
    newest_last = sorted(of_edition, key=lambda figure: (figure["year"], figure["edition"] or 0))
    by_year = {int(figure["year"]): figure for figure in newest_last}
    return list({**by_year, last: newest}.values())


def _is_cut(evidence: Evidence, code: str, earlier: int, later: int) -> bool:
    return any(
        line.kind != "context" and line.concerns(code) and line.is_crossed(earlier, later)
        for line in evidence.breaks
    )


def _variance(figure: Figure, evidence: Evidence) -> float | None:
    """Return the variance of a figure, in its unit squared, with that of its rounding.

    A share is taken a little nearer to a half (Agresti and Coull 1998), so that none of few
    answers is not taken for exact. A rate's count swings as it did in earlier years.
    """
    base = base_of(figure, evidence.measure)
    if base is None:
        return None
    value, rounding = float(not_null(figure["percent"])), half_step(figure) ** 2 / _ROUNDING
    if evidence.measure == "share":
        share = (value / 100 * base + 2) / (base + 4)
        return 100**2 * share * (1 - share) / base + rounding
    spread = evidence.swings.variance(figure["area_code"], 1 / base)
    return value**2 * (float(spread.variance[0]) if spread else 1 / base) + rounding


def slope(years: Floats, values: Floats, variances: Floats) -> Estimated:
    """Return the weighted least-squares slope with its 95 % interval, in units a year.

    The weights are the figures' known variances. Where the figures lie farther from the line
    than those explain, the interval is widened by the Birge ratio; it is never narrowed.
    """
    weights = 1 / variances
    middle = np.average(years, weights=weights)
    level = np.average(values, weights=weights)
    square = float(np.sum(weights * (years - middle) ** 2))
    rate = float(np.sum(weights * (years - middle) * (values - level))) / square
    residuals = values - level - rate * (years - middle)
    scatter = float(np.sum(weights * residuals**2)) / (len(years) - 2)
    reach = _Z95 * np.sqrt(max(scatter, 1.0) / square)
    return Estimated(rate, rate - float(reach), rate + float(reach))
