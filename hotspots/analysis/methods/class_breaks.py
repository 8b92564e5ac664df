"""The classes of a map: where one colour ends and the next begins, the same in every year."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.model.indicators import Method
from hotspots.model.rounding import as_written

_STEPS = (1, 2, 5)
_CUTS = (0.0, 0.02, 0.05)

Values = NDArray[np.float64]


@dataclass(frozen=True)
class ClassBreaks:
    """Classes by their inner limits, in ascending order; a figure at a limit is above it.

    ``method`` is None where the limits were given. Limits have ``decimals`` decimals.
    ``mirrored`` classes are alike on both sides of 0: a limit below 0 belongs to what is below.
    """

    limits: tuple[float, ...]
    decimals: int
    method: Method | None = None
    mirrored: bool = False

    @property
    def count(self) -> int:
        """Return how many classes there are."""
        return len(self.limits) + 1

    def of(self, figure: float) -> int:
        """Return the class, from 0, of a figure as it is shown."""
        side = bisect_left if self.mirrored and figure < 0 else bisect_right
        return side(self.limits, figure)


def classes(
    figures: Sequence[float], n_classes: int, method: Method, decimals: int
) -> ClassBreaks:
    """Return at most ``n_classes`` classes of figures, limits rounded as the figures are.

    Fewer come out where figures are few or alike: no limit is said twice, and none lies at or
    below the least figure or above the largest.
    """
    values = np.sort(np.asarray(figures, dtype=np.float64))
    if not len(values) or values[0] == values[-1]:
        return ClassBreaks((), decimals, method)
    breaks = _BREAKS[method](values, n_classes, decimals)
    limits = {as_written(one, decimals) for one in breaks}
    kept = tuple(sorted(one for one in limits if values[0] < one <= values[-1]))
    return ClassBreaks(kept, decimals, method)


def around_zero(figures: Sequence[float], n_classes: int, decimals: int) -> ClassBreaks:
    """Return classes of differences, alike on both sides of 0; 0 is a limit or in the middle."""
    largest = max((abs(one) for one in figures), default=0.0)
    middle = [] if n_classes % 2 else [0.0]
    sides = (n_classes - 1) // 2
    step = 10.0**-decimals
    while _next_step(step) * sides < largest and sides:
        step = _next_step(step)
    outer = [as_written(step * at, decimals) for at in range(1, sides + 1)]
    limits = {*middle, *outer, *(-one for one in outer)}
    return ClassBreaks(tuple(sorted(limits)), decimals, "pretty", mirrored=True)


def quantile_breaks(values: Values, n_classes: int, _: int = 0) -> Values:
    """Return the limits between equally many figures, interpolated between two of them."""
    return np.asarray(np.quantile(values, np.arange(1, n_classes) / n_classes))


def equal_breaks(values: Values, n_classes: int, _: int = 0) -> Values:
    """Return the limits of equally wide classes from the least to the largest figure."""
    return np.linspace(values.min(), values.max(), n_classes + 1)[1:-1]


def pretty_breaks(values: Values, n_classes: int, decimals: int) -> Values:
    """Return the multiples of 1, 2 or 5 times a power of ten, as close as the classes allow.

    The outer classes are open: where it makes the fullest class less full, up to a twentieth of
    the figures at either end lie beyond the outermost limits, however far.
    """
    candidates = [_multiples(np.quantile(values, [cut, 1 - cut]), n_classes, decimals)
             for cut in _CUTS]  # fmt: skip
    return min(candidates, key=lambda limits: _fullest(values, limits))


def _fullest(values: Values, limits: Values) -> int:
    return int(np.bincount(np.searchsorted(limits, values, side="right")).max())


def _multiples(ends: Values, n_classes: int, decimals: int) -> Values:
    step = 10.0**-decimals
    while True:
        first, last = np.floor(ends[0] / step) + 1, np.floor(ends[1] / step)
        if last - first + 1 <= n_classes - 1:
            return np.arange(first, last + 1) * step
        step = _next_step(step)


def _next_step(step: float) -> float:
    power = 10.0 ** np.floor(np.log10(step) + 1e-9)
    position = _STEPS.index(round(step / power))
    return float(power * (*_STEPS, 10)[position + 1])


def jenks_breaks(values: Values, n_classes: int, _: int = 0) -> Values:
    """Return the least figure of each class but the first, where spread within them is least.

    Fisher (1958): the sum of squared distances from the classes' means, exactly minimised.
    """
    unique, counts = np.unique(values, return_counts=True)
    most = min(n_classes, len(unique))
    weight, total, square = (
        np.concatenate([[0.0], np.cumsum(counts * unique**power)]) for power in range(3)
    )

    def spread(first: NDArray[np.intp], end: int) -> Values:
        n, mass = weight[end] - weight[first], total[end] - total[first]
        return np.asarray(square[end] - square[first] - mass**2 / n)

    starts = np.zeros((most + 1, len(unique) + 1), dtype=np.intp)
    least = np.array([0.0, *(spread(np.array([0]), end)[0] for end in range(1, len(unique) + 1))])
    for k in range(2, most + 1):
        before, least = least, np.full(len(unique) + 1, np.inf)
        for end in range(k, len(unique) + 1):
            first = np.arange(k - 1, end)
            sums = before[first] + spread(first, end)
            starts[k, end] = first[np.argmin(sums)]
            least[end] = sums.min()
    return unique[_traced(starts, most, len(unique))]


def _traced(starts: NDArray[np.intp], n_classes: int, end: int) -> list[int]:
    ends = []
    for k in range(n_classes, 1, -1):
        end = int(starts[k, end])
        ends.append(end)
    return ends[::-1]


_BREAKS: Mapping[Method, Callable[[Values, int, int], Values]] = {
    "pretty": pretty_breaks,
    "quantile": quantile_breaks,
    "equal": equal_breaks,
    "jenks": jenks_breaks,
}
