"""Which edition of two years' figures is compared: like with like, and said where not."""

from collections.abc import Sequence
from dataclasses import dataclass

from hotspots.model.indicators import Figure


@dataclass(frozen=True)
class Pair:
    """The figures of two years that are compared; None where there is none."""

    earlier: Figure | None
    later: Figure | None

    @property
    def mixed(self) -> bool:
        """Tell whether the two figures come from different editions."""
        if self.earlier is None or self.later is None:
            return False
        return bool(self.earlier["edition"] != self.later["edition"])


def choose(earlier: Sequence[Figure], later: Sequence[Figure]) -> Pair:
    """Take both years from the newest edition that has both, else the newest of each.

    Figures without an edition count as the oldest one.
    """
    both = {_edition(one) for one in earlier} & {_edition(one) for one in later}
    if both:
        newest = max(both)
        return Pair(_of(earlier, newest), _of(later, newest))
    return Pair(_newest(earlier), _newest(later))


def _edition(figure: Figure) -> int:
    return int(figure["edition"] or 0)


def _of(figures: Sequence[Figure], edition: int) -> Figure:
    return next(one for one in figures if _edition(one) == edition)


def _newest(figures: Sequence[Figure]) -> Figure | None:
    return max(figures, key=_edition, default=None)
