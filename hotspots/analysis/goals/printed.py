"""What a printed figure may truly be, and what holds at every value that rounds to it."""

from dataclasses import dataclass
from decimal import Decimal

from hotspots.analysis.methods.share_change import Better
from hotspots.model.goals import Comparison
from hotspots.model.indicators import Figure
from hotspots.model.nulls import not_null


@dataclass(frozen=True)
class Band:
    """The values that a figure may have: from ``low`` up to but not including ``high``.

    An exact figure has one value, ``low`` and ``high`` alike.
    """

    low: Decimal
    high: Decimal

    @property
    def is_exact(self) -> bool:
        """Tell whether there is one value only."""
        return self.low == self.high


def band(figure: Figure) -> Band:
    """Return what a figure with percent and decimals may be; printed as 10 it is 9.5 to 10.5."""
    value, decimals = Decimal(repr(float(not_null(figure["percent"])))), figure["decimals"]
    half = Decimal(0) if decimals is None else Decimal(5).scaleb(-int(decimals) - 1)
    return Band(value - half, value + half)


def fulfils(figure: Band, comparison: Comparison, limit: float) -> bool | None:
    """Tell whether a figure surely keeps to a limit, surely does not, or None: rounding decides.

    A value exactly at the limit keeps to it.
    """
    bound = Decimal(repr(float(limit)))
    if comparison == "at_most":
        return True if figure.high <= bound else False if figure.low > bound else None
    if figure.low >= bound:
        return True
    below = figure.high < bound or (figure.high == bound and not figure.is_exact)
    return False if below else None


def improved(earlier: Band, later: Band, better: Better) -> bool | None:
    """Tell whether a figure surely became better, surely did not, or None: rounding decides."""
    small, large = (later, earlier) if better == "lower" else (earlier, later)
    if small.high < large.low or (small.high == large.low and not small.is_exact):
        return True
    return False if small.low >= large.high else None
