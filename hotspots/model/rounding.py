"""How a figure is rounded wherever it is written, so that it reads the same everywhere.

Figures are classed as they are shown: 9.96, written 10,0, is not "under 10,0".
"""

import math
from decimal import ROUND_HALF_UP, Decimal

# The columns of answers that are rates, by command; under an empty name those of every command.
RATES = {
    "": frozenset({"rate_per_1000", "eb_rate_per_1000"}),
    "incidents": frozenset({"ci_low", "ci_high"}),
}
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


def rate_decimals(rate: float) -> int:
    """Return how many decimals a rate is written with: one; below 1 so many that two digits count.

    A rate of 0.004 per 1,000 is written 0.0040; nought and what is no number have one decimal.
    """
    size = abs(rate)
    if not 0 < size < 1:
        return 1
    return max(1, 1 - math.floor(math.log10(kept(size))))


def is_rate(command: str, column: str) -> bool:
    """Tell whether a column of a command's answer is a rate, or a limit of one."""
    return column in RATES[""] or column in RATES.get(command, ())
