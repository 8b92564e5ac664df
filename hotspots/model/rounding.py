"""How a figure is rounded wherever it is written, so that it reads the same everywhere.

Figures are classed as they are shown: 9.96, written 10,0, is not "under 10,0".
"""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

# The columns of answers that are rates, by command; under an empty name those of every command.
RATES = {
    "": frozenset({"rate_per_1000", "eb_rate_per_1000"}),
    "incidents": frozenset({"ci_low", "ci_high"}),
    # Whatever a raster holds, what is rare in it is not nought.
    "zonal": frozenset({"mean", "min", "max", "sum"}),
}
PER_1000 = "per_1000"
# And of an answer, or a row of one, about an indicator that is measured per 1,000.
_OF_INDICATOR = frozenset({
    "percent", "baseline_percent", "change_pp", "ci_low_pp", "ci_high_pp", "city_diff_pp",
    "city_low_pp", "city_high_pp", "published_change_pp", "value", "low", "high",
    "first_percent", "second_percent", "baseline_first_percent", "baseline_second_percent",
    "gap_pp", "baseline_gap_pp", "gap_low_pp", "gap_high_pp",
    "figure", "baseline", "needed_per_year", "needed_low", "needed_high", "pace_per_year",
    "pace_low", "pace_high",
})  # fmt: skip
_MOST_OF_LIMITS = 4
DIGITS = 10  # what answers keep of a number; what lies beyond is the noise of arithmetic


def kept(value: float) -> float:
    """Return a finite figure with as many significant digits as answers keep."""
    return float(f"{value:.{DIGITS}g}")


def as_written(value: float, decimals: int) -> float:
    """Return a figure as it is written with so many decimals, a half away from zero.

    So do spreadsheets, which get the figures unrounded. Infinities and nan come back as they are.
    """
    if not math.isfinite(value):
        return value
    step = Decimal(1).scaleb(-decimals)
    exact = Decimal(value) if isinstance(value, int) else Decimal(repr(kept(value)))
    return float(exact.quantize(step, ROUND_HALF_UP)) + 0.0


def limit_decimals(limit: float, decimals: int, no_change: float = 0.0) -> int:
    """Return how many decimals a limit of an interval is written with, so as to stay on its side.

    A limit of -0.02 beside no change is not written 0.0: its sign is what the verdict rests on.
    Beyond four decimals it is as good as no change.
    """
    if as_written(limit, _MOST_OF_LIMITS) == no_change:
        return decimals
    while decimals < _MOST_OF_LIMITS and as_written(limit, decimals) == no_change:
        decimals += 1
    return decimals


def rate_decimals(rate: float) -> int:
    """Return how many decimals a rate is written with: one; below 1 so many that two digits count.

    A rate of 0.004 per 1,000 is written 0.0040; nought and what is no number have one decimal.
    """
    size = abs(rate)
    if not 0 < size < 1:
        return 1
    return max(1, 1 - math.floor(math.log10(kept(size))))


def figure_decimals(figure: float, printed: int | None, measure: str) -> int:
    """Return how many decimals an indicator's figure is written with: those printed, at most one.

    Of a rate per 1,000 below 1 they are so many that two digits count, where so many are printed.
    An exact figure was printed with None.
    """
    most = rate_decimals(figure) if measure == PER_1000 else 1
    return most if printed is None else min(printed, most)


def class_decimals(figures: Sequence[float], measure: str) -> int:
    """Return how many decimals limits of classes of figures have, by the largest of them."""
    if all(figure == round(figure) for figure in figures):
        return 0
    return rate_decimals(max(map(abs, figures))) if measure == PER_1000 else 1


def is_rate(command: str, column: str, measure: str = "") -> bool:
    """Tell whether a column of a command's answer is a rate, or a limit or difference of some.

    ``measure`` is that of the indicator that the answer or the row is about, if any.
    """
    if measure == PER_1000 and column in _OF_INDICATOR:
        return True
    return column in RATES[""] or column in RATES.get(command, ())
