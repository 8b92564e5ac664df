"""Half-open bands of metres or days, from zero to the last edge, and an open one beyond it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.errors import UsageProblem
from hotspots.language import message

Floats = NDArray[np.float64]
MOST_BANDS = 30


@dataclass(frozen=True)
class Bands:
    """Bands ``[0, e1) [e1, e2) … [last, ∞)``; ``upper`` are the edges e1 to last, ascending.

    A value at an edge belongs to the band above it, so that no value is in two bands.
    """

    upper: tuple[float, ...]

    @property
    def last(self) -> float:
        """Return the largest edge; beyond it lies the open band."""
        return self.upper[-1]

    @property
    def n_finite(self) -> int:
        """Return how many bands have an upper edge."""
        return len(self.upper)

    @property
    def limits(self) -> list[tuple[float, float | None]]:
        """Return each band's edges, the open band last with None for its upper edge."""
        lower = (0.0, *self.upper)
        return list(zip(lower, (*self.upper, None), strict=True))

    def of(self, values: Floats) -> NDArray[np.int64]:
        """Return the number of each value's band; the open band is number ``n_finite``."""
        numbers: NDArray[np.int64] = np.searchsorted(self.upper, values, side="right")
        return numbers


def bands(edges: Sequence[float], what: str) -> Bands:
    """Return the bands of some edges; a leading zero and a trailing infinity may be written.

    ``what`` names the edges in the error that says what is wrong with them.
    """
    finite = [float(one) for one in edges]
    if finite and finite[0] == 0:
        finite = finite[1:]
    if finite and finite[-1] == math.inf:
        finite = finite[:-1]
    rising = all(one < other for one, other in zip([0.0, *finite], finite, strict=False))
    if not finite or not rising or not math.isfinite(finite[-1]):
        raise UsageProblem(
            message(
                "{what}: write the edges of the bands in rising order above 0, such as "
                "100,200,300.",
                what=what,
            )
        )
    if len(finite) > MOST_BANDS:
        raise UsageProblem(
            message(
                "{what}: {n} bands are too many; use at most {most_bands}.",
                what=what,
                n=len(finite),
                most_bands=MOST_BANDS,
            )
        )
    return Bands(tuple(finite))


def band_text(low: float, high: float | None, unit: str) -> str:
    """Write a band with its brackets, such as ``[100, 200) m`` or ``[400, ∞) m``."""
    upper = "∞" if high is None else f"{high:g}"
    return f"[{low:g}, {upper}) {unit}"
