"""When a figure is too thin to be shown, and when it is shown as unreliable, and why."""

import math
from dataclasses import dataclass
from functools import lru_cache

from hotspots.model.indicators import Doubt

# A share below is 0: no survey asks so many.
_LEAST_SHARE = 1e-9
_MOST_KEPT = 2**16


@dataclass(frozen=True)
class Limits:
    """Effective answers below which a figure is not shown, or is unreliable.

    ``unsure_width`` is the width of the 95 % interval, in shares of the rarer of the two
    answers, above which a share is unreliable whatever its answers.
    """

    min_n: float = 30
    unsure_n: float = 100
    unsure_width: float = 1.3

    def hides(self, n_effective: float | None) -> bool:
        """Tell whether a figure rests on too few answers to be shown."""
        return n_effective is not None and n_effective < self.min_n

    def doubts(self, share: float, n_effective: float | None) -> Doubt | None:
        """Return why a share (0 to 1) is unreliable: few answers, or near 0 or 1.

        Unknown answers raise no doubt here.
        """
        if n_effective is None:
            return None
        if n_effective < self.unsure_n:
            return "few"
        return "edge" if relative_width(share, n_effective) > self.unsure_width else None


@lru_cache(maxsize=_MOST_KEPT)
def relative_width(share: float, n_effective: float) -> float:
    """Return the width of a share's 95 % interval over the rarer answer's share (0 to 1).

    The interval is Korn and Graubard's (1998): Clopper and Pearson's on the effective answers.
    The same for a share and for what is left of it; infinite where one of them is 0.
    """
    from scipy.special import betaincinv

    rarer = min(share, 1 - share)
    if rarer < _LEAST_SHARE:
        return math.inf
    yes, no = rarer * n_effective, (1 - rarer) * n_effective
    low, high = betaincinv(yes, no + 1, 0.025), betaincinv(yes + 1, no, 0.975)
    return float(high - low) / rarer
