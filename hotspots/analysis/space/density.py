"""Kernel density of points at the centres of cells, close to exact summation and fast.

Two ways lead to the same surface, and the cheaper one is taken. Few points, or a kernel that
reaches few cells, are summed exactly. Otherwise each point is shared among the four nearest
nodes of a lattice finer than the cells (linear binning; Wand 1994, "Fast computation of
multivariate kernel estimators"). Every cell centre is a node, so the nodes are dealt out into
lattices as coarse as the cells, one for each place within a cell; each is convolved with its
own slice of the kernel, padded by the kernel's reach, and the sum is transformed back once.

Coordinates are metres of one projected CRS; row 0 is the southernmost, as in ``grid``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.space import kernels
from hotspots.analysis.space.grid import Grid
from hotspots.analysis.space.kernels import Smoothing

# The shares of a point are multiples of 2^-24, so that their sums are exact in any order.
_NOTCHES = 4096
# A kernel value takes about as long as a fifth of a node of both transforms.
_VALUES_PER_NODE = 5
_CHUNK = 200_000
_NOISE = 1e-12
_M2_PER_KM2 = 1e6

Values = NDArray[np.float64]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class SurfaceField:
    """Values at the centres of square cells, shape (n_rows, n_cols), row 0 in the south.

    ``x0_m`` and ``y0_m`` are the south-west corner in ``crs``. NaN is where nothing is said.
    """

    values: Values
    side_m: float
    x0_m: float
    y0_m: float
    crs: str

    def centres(self) -> tuple[Values, Values]:
        """Return the x of the columns, shape (n_cols,), and the y of the rows, (n_rows,)."""
        n_rows, n_cols = self.values.shape
        columns, rows = (np.arange(n, dtype=np.float64) + 0.5 for n in (n_cols, n_rows))
        return self.x0_m + columns * self.side_m, self.y0_m + rows * self.side_m

    def where(self, kept: Mask) -> "SurfaceField":
        """Return the field with NaN outside ``kept``, shape as the values."""
        return replace(self, values=np.where(kept, self.values, np.nan))


def density(
    x_m: Values, y_m: Values, grid: Grid, smoothing: Smoothing, *, weights: Values | None = None
) -> SurfaceField:
    """Return the points per km² at the centre of every square of a grid, cells or not.

    ``x_m`` and ``y_m`` have shape (n,), in the grid's CRS; no point gives zeros. Points outside
    the grid within the kernel's reach are felt. The largest error against exact summation is
    0.25 % of the peak; values times the area of a cell sum to the number of points, away from
    edges and as far as one sample for each cell can tell. ``weights`` gives points a size other
    than one. The order of points changes nothing. Raises ``UsageProblem`` for bandwidths that
    are not offered at this side.
    """
    kernels.check(smoothing, grid.side_m)
    sums = _Sums(grid, smoothing)
    sizes = np.ones(len(x_m)) if weights is None else weights
    around = sums.felt(x_m, y_m)
    x_m, y_m, sizes = x_m[around], y_m[around], sizes[around]
    exactly = sums.values_to_sum(len(x_m)) <= _VALUES_PER_NODE * sums.n_nodes
    surface = sums.exactly(x_m, y_m, sizes) if exactly else sums.binned(x_m, y_m, sizes)
    surface[surface < _NOISE * surface.max(initial=0)] = 0
    x0_m, y0_m = grid.first_col * grid.side_m, grid.first_row * grid.side_m
    return SurfaceField(surface * _M2_PER_KM2, grid.side_m, x0_m, y0_m, grid.crs)


@dataclass(frozen=True)
class _Sums:
    """Kernel sums at the centres of a grid, per square metre, on squares reaching beyond it."""

    grid: Grid
    smoothing: Smoothing

    @property
    def margin(self) -> int:
        """Return how many squares the kernel reaches beyond the grid, and one more."""
        return ceil(self.smoothing.reach_m / self.grid.side_m) + 1

    @property
    def nearest(self) -> int:
        """Return how many squares from its own a point is felt at a centre."""
        return int(self.smoothing.reach_m / self.grid.side_m + 0.5)

    @property
    def refine(self) -> int:
        """Return how many nodes there are to a side of a square."""
        return self.smoothing.steps_per_cell(self.grid.side_m)

    @property
    def shape(self) -> tuple[int, int]:
        """Return the rows and columns of squares, those beyond the grid included."""
        return self.grid.n_rows + 2 * self.margin, self.grid.n_cols + 2 * self.margin

    @property
    def n_nodes(self) -> int:
        """Return how many nodes there are."""
        return self.refine**2 * self.shape[0] * self.shape[1]

    def values_to_sum(self, n_points: int) -> int:
        """Return how many values of the kernel an exact sum takes."""
        return n_points * (2 * self.nearest + 1) ** 2

    def felt(self, x_m: Values, y_m: Values) -> Mask:
        """Tell which points the grid may feel."""
        rows, columns = self.shape
        across, up = self._from_first_centre(x_m, y_m)
        kept: Mask = (across >= 0) & (across < columns - 1) & (up >= 0) & (up < rows - 1)
        return kept

    def _from_first_centre(self, x_m: Values, y_m: Values) -> tuple[Values, Values]:
        """Return how many sides points lie east and north of the first square's centre."""
        side_m, back = self.grid.side_m, 0.5 - self.margin
        return (
            x_m / side_m - (self.grid.first_col + back),
            y_m / side_m - (self.grid.first_row + back),
        )

    def _within(self, whole: Values) -> Values:
        ours = slice(self.margin, self.margin + self.grid.n_rows)
        return whole[ours, self.margin : self.margin + self.grid.n_cols].copy()

    def exactly(self, x_m: Values, y_m: Values, sizes: Values) -> Values:
        """Return the sums of the kernel of every point, whatever their order."""
        order = np.lexsort((sizes, x_m, y_m))
        total = np.zeros(self.shape[0] * self.shape[1])
        for start in range(0, len(order), _CHUNK):
            chunk = order[start : start + _CHUNK]
            across, up = self._from_first_centre(x_m[chunk], y_m[chunk])
            self._add(total, across, up, sizes[chunk])
        return self._within(total.reshape(self.shape))

    def _add(self, total: Values, across: Values, up: Values, sizes: Values) -> None:
        rows, columns = self.shape
        column, row = np.rint(across).astype(np.int64), np.rint(up).astype(np.int64)
        offsets = np.arange(-self.nearest, self.nearest + 1)
        squares_x = (np.subtract.outer(offsets, across - column) * self.grid.side_m) ** 2
        squares_y = (np.subtract.outer(offsets, up - row) * self.grid.side_m) ** 2
        for down, square_y in zip(offsets, squares_y, strict=True):
            for aside, square_x in zip(offsets, squares_x, strict=True):
                felt = self.smoothing.per_m2(square_x + square_y) * sizes
                # what lies beyond the squares is pressed onto their edge, which is never shown
                target = np.clip(row + down, 0, rows - 1) * columns
                target += np.clip(column + aside, 0, columns - 1)
                np.add.at(total, target, felt)

    def binned(self, x_m: Values, y_m: Values, sizes: Values) -> Values:
        """Return the sums for points that are shared among the nodes around them."""
        from scipy import fft

        size = tuple(fft.next_fast_len(n + self.margin, real=True) for n in self.shape)
        total = np.zeros((size[0], size[1] // 2 + 1), dtype=np.complex128)
        for phase_y, phase_x, counts in self._shared(x_m, y_m, sizes):
            kernel = self._kernel(size, phase_y, phase_x)
            total += fft.rfft2(counts, size) * fft.rfft2(kernel)
        whole: Values = fft.irfft2(total, size)
        return self._within(whole)

    def _shared(
        self, x_m: Values, y_m: Values, sizes: Values
    ) -> Iterator[tuple[int, int, Values]]:
        """Yield the points' shares at the nodes in one place of all squares after another."""
        rows, columns = self.shape
        bins = np.zeros(self.n_nodes)
        across, up = self._from_first_centre(x_m, y_m)
        for nodes_x, shares_x in _neighbours(across, self.refine):
            for nodes_y, shares_y in _neighbours(up, self.refine):
                column, phase_x = np.divmod(nodes_x, self.refine)
                row, phase_y = np.divmod(nodes_y, self.refine)
                positions = ((phase_y * self.refine + phase_x) * rows + row) * columns + column
                bins += np.bincount(positions, shares_x * shares_y * sizes, minlength=len(bins))
        for phase, counts in enumerate(bins.reshape(self.refine**2, rows, columns)):
            if counts.any():
                yield *divmod(phase, self.refine), counts

    def _kernel(self, size: tuple[int, ...], phase_y: int, phase_x: int) -> Values:
        """Return the kernel around nodes in one place of a square, wrapped at the corners."""
        cells = np.arange(-self.margin, self.margin + 1)
        up_m = (cells - phase_y / self.refine) * self.grid.side_m
        across_m = (cells - phase_x / self.refine) * self.grid.side_m
        kernel = np.zeros(size)
        around = self.smoothing.per_m2(up_m[:, None] ** 2 + across_m[None, :] ** 2)
        kernel[np.ix_(cells % size[0], cells % size[1])] = around
        return kernel


def _neighbours(sides: Values, refine: int) -> Iterator[tuple[Whole, Values]]:
    """Yield the nodes on both sides of each place, with the share that each takes."""
    steps = np.rint(sides * (refine * _NOTCHES)) / _NOTCHES
    lower = np.floor(steps)
    beyond = steps - lower
    nodes = lower.astype(np.int64)
    yield nodes, 1 - beyond
    yield nodes + 1, beyond
