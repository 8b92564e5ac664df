"""How a figure is rounded wherever it is written, so that it reads the same everywhere.

Figures are classed as they are shown: 9.96, written 10,0, is not "under 10,0".
"""

import math
from decimal import ROUND_HALF_UP, Decimal

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
