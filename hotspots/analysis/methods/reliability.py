"""When a figure is too thin to be shown, and when it is shown as unreliable."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Effective answers below which a figure is not shown, or is unreliable.

    ``unsure_cv`` is the coefficient of variation (standard error over share) above which a
    share is unreliable whatever its answers.
    """

    min_n: float = 30
    unsure_n: float = 100
    unsure_cv: float = 0.3

    def hides(self, n_effective: float | None) -> bool:
        """Tell whether a figure rests on too few answers to be shown."""
        return n_effective is not None and n_effective < self.min_n

    def doubts(self, share: float, n_effective: float | None) -> bool:
        """Tell whether a share (0 to 1) is unreliable; unknown answers raise no doubt here."""
        if n_effective is None:
            return False
        return n_effective < self.unsure_n or variation(share, n_effective) > self.unsure_cv


def variation(share: float, n_effective: float) -> float:
    """Return the coefficient of variation of a share (0 to 1); infinite where it is 0."""
    return math.sqrt((1 - share) / (share * n_effective)) if share > 0 else math.inf
