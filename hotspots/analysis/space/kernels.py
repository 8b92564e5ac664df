"""Kernels: how far and how strongly a point is felt around it."""

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.cells import Kernel

LEAST_SIDE_M, MOST_SIDE_M = 10, 1000
LEAST_BANDWIDTH_CELLS, MOST_BANDWIDTH_CELLS = 2, 100
GAUSSIAN_CUT_OFF = 5
_STEPS_PER_BANDWIDTH = {"quartic": 50, "gaussian": 16}
_REACH = {"quartic": 1, "gaussian": GAUSSIAN_CUT_OFF}

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Smoothing:
    """How points are smoothed: ``bandwidth_m`` (h) is where a quartic kernel ends.

    For the Gaussian it is the standard deviation; that kernel is cut off at
    ``GAUSSIAN_CUT_OFF`` of them, beyond which 0.0004 % of it lies.
    """

    kernel: Kernel
    bandwidth_m: float

    @property
    def reach_m(self) -> float:
        """Return how far from a point the surface feels it."""
        return _REACH[self.kernel] * self.bandwidth_m

    def steps_per_cell(self, side_m: float) -> int:
        """Return how many times finer than the cells points must be binned.

        Linear binning errs by at most step²/8 times the kernel's second derivatives in both
        directions: for one point (step/h)² of the quartic's peak, a quarter of that for the
        Gaussian. Errors of several heaps of points add up most where six quartic kernels end
        in one place. Steps of h/50 keep those below 0.25 % of the peak, steps of h/16 all of
        the Gaussian's below 0.1 %.
        """
        return max(1, ceil(_STEPS_PER_BANDWIDTH[self.kernel] * side_m / self.bandwidth_m))

    def lattice_step_m(self, side_m: float) -> float:
        """Return the step of a lattice that stands for ground spread evenly below cells.

        Half a cell makes even what a bandwidth of two cells or more smooths; finer than a
        twenty-fourth of the bandwidth nothing is gained. A border is felt to step²/6h².
        """
        return max(side_m / 2, self.bandwidth_m / 24)

    def per_m2(self, distance2_m2: Values) -> Values:
        """Return the kernel per square metre at squared distances in square metres.

        It is 3/(πh²) at its own point for the quartic (Silverman 1986, eq. 4.5),
        1/(2πh²) for the Gaussian.
        """
        h2 = self.bandwidth_m**2
        if self.kernel == "gaussian":
            curve = np.exp(-distance2_m2 / (2 * h2)) / (2 * np.pi * h2)
            return np.where(distance2_m2 <= self.reach_m**2, curve, 0.0)
        inside: Values = np.maximum(1 - distance2_m2 / h2, 0) ** 2 * (3 / (np.pi * h2))
        return inside


def check(smoothing: Smoothing, side_m: float) -> None:
    """Raise ``UsageProblem`` for cells and bandwidths whose error is not known to be small."""
    if not LEAST_SIDE_M <= side_m <= MOST_SIDE_M:
        raise UsageProblem(
            message(
                "--cell {side_m:g}: cells of {least_side_m} to {most_side_m} m can be shown.",
                side_m=side_m,
                least_side_m=LEAST_SIDE_M,
                most_side_m=MOST_SIDE_M,
            )
        )
    in_cells = smoothing.bandwidth_m / side_m
    if not LEAST_BANDWIDTH_CELLS <= in_cells <= MOST_BANDWIDTH_CELLS:
        raise UsageProblem(
            message(
                "--bandwidth {bandwidth_m:g} with --cell {side_m:g}: a bandwidth is "
                "{least_bandwidth_cells} to {most_bandwidth_cells} cells, here "
                "{least_bandwidth_cells_2:g} to {most_bandwidth_cells_2:g} m.",
                bandwidth_m=smoothing.bandwidth_m,
                side_m=side_m,
                least_bandwidth_cells=LEAST_BANDWIDTH_CELLS,
                most_bandwidth_cells=MOST_BANDWIDTH_CELLS,
                least_bandwidth_cells_2=LEAST_BANDWIDTH_CELLS * side_m,
                most_bandwidth_cells_2=MOST_BANDWIDTH_CELLS * side_m,
            )
        )
