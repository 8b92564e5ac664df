"""Square cells over a city: where they lie, which of them count, and what they are called.

Coordinates are metres in one projected CRS. Cells lie on multiples of their side, so that two
grids of one side always fit together, whatever they were laid over. Row 0 is the southernmost,
column 0 the westernmost; a cell holds its southern and western border and not the others.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.errors import UsageProblem
from hotspots.language import message

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]
Mask = NDArray[np.bool_]

MOST_CELLS = 4_000_000
LEAST_SHARE = 0.5
# A square that is a cell by an incident alone has some ground, however little of it was drawn.
_LEAST_GROUND = 0.01
SIDES_M = (100, 250, 500, 1000)
_CELLS_ACROSS = 50
_NATIONAL_CRS = "EPSG:25832"
# Det Danske Kvadratnet: what a side is called, and the unit that its corners are written in.
_NATIONAL = {100: ("100m", 100), 250: ("250m", 10), 1000: ("1km", 1000)}


@dataclass(frozen=True)
class Grid:
    """A lattice of squares; those where ``inside`` is true, shape (n_rows, n_cols), are cells.

    ``first_col`` and ``first_row`` are the lower left corner in whole sides from the CRS's
    origin. A position numbers the squares row by row from the south-west, cells or not.
    ``ground`` is the part, 0 to 1, of each square that lies in the city; None where all does.
    """

    side_m: int
    first_col: int
    first_row: int
    inside: Mask
    crs: str
    ground: Floats | None = None

    @property
    def n_rows(self) -> int:
        """Return how many rows the lattice has."""
        return int(self.inside.shape[0])

    @property
    def n_cols(self) -> int:
        """Return how many columns the lattice has."""
        return int(self.inside.shape[1])

    @property
    def n_cells(self) -> int:
        """Return how many squares are cells."""
        return int(np.count_nonzero(self.inside))

    @property
    def cells(self) -> Positions:
        """Return the positions of all cells, in their order."""
        return np.flatnonzero(self.inside)

    @property
    def exposed_ground(self) -> Floats:
        """Return how much of each square's ground can hold incidents, in squares; 0 in no cell."""
        if self.ground is None:
            return self.inside.astype(np.float64)
        return np.where(self.inside, np.maximum(self.ground, _LEAST_GROUND), 0.0)

    def position_of(self, x_m: Floats, y_m: Floats) -> Positions:
        """Return the position of the square each point lies in, -1 where it lies in none."""
        cols = np.floor(np.asarray(x_m) / self.side_m) - self.first_col
        rows = np.floor(np.asarray(y_m) / self.side_m) - self.first_row
        inside = (cols >= 0) & (cols < self.n_cols) & (rows >= 0) & (rows < self.n_rows)
        positions = np.where(inside, rows * self.n_cols + cols, -1.0)
        return positions.astype(np.intp)

    def cell_of(self, x_m: Floats, y_m: Floats) -> Positions:
        """Return the position of the cell each point lies in, -1 where it lies in no cell."""
        positions = self.position_of(x_m, y_m)
        inside = self.inside.ravel()[np.maximum(positions, 0)] & (positions >= 0)
        return np.where(inside, positions, -1)

    def count(self, x_m: Floats, y_m: Floats, weights: Floats | None = None) -> Floats:
        """Return the points of each square, or the sum of their weights; shape as ``inside``.

        Points in no cell are not counted.
        """
        cells = self.cell_of(x_m, y_m)
        kept = cells >= 0
        chosen = None if weights is None else weights[kept]
        counts = np.bincount(cells[kept], chosen, minlength=self.inside.size)
        return counts.astype(np.float64).reshape(self.inside.shape)

    def corners(self, positions: Positions) -> tuple[Floats, Floats]:
        """Return x and y of the squares' lower left corners, in metres."""
        rows, cols = np.divmod(np.asarray(positions), self.n_cols)
        return (
            (cols + self.first_col) * float(self.side_m),
            (rows + self.first_row) * float(self.side_m),
        )

    def centres(self, positions: Positions) -> tuple[Floats, Floats]:
        """Return x and y of the squares' centres, in metres."""
        west, south = self.corners(positions)
        return west + self.side_m / 2, south + self.side_m / 2

    def squares(self, positions: Positions) -> Any:
        """Return the squares as an array of shapely polygons."""
        import shapely

        west, south = self.corners(positions)
        return shapely.box(west, south, west + self.side_m, south + self.side_m)

    def names(self, positions: Positions) -> list[str]:
        """Return the squares' names: side, northing and easting of the lower left corner.

        In EPSG:25832, squares of 100, 250 and 1000 m carry the names of the Danish national
        square grid; elsewhere and for other sides both are written in metres.
        """
        west, south = self.corners(positions)
        plain = (f"{self.side_m}m", 1)
        label, unit = _NATIONAL.get(self.side_m, plain) if self.crs == _NATIONAL_CRS else plain
        return [
            f"{label}_{int(y) // unit}_{int(x) // unit}" for x, y in zip(west, south, strict=True)
        ]

    def with_cells(self, positions: Positions) -> "Grid":
        """Return the grid with some more of its squares as cells."""
        inside = self.inside.copy()
        inside.ravel()[positions] = True
        return replace(self, inside=inside)


def default_side_m(shapes: Any) -> int:
    """Return the side nearest to 1/50 of the shorter side of the shapes' extent."""
    import shapely

    west, south, east, north = shapely.total_bounds(np.asarray(shapes, dtype=object))
    wanted_m = max(min(east - west, north - south) / _CELLS_ACROSS, 1.0)
    return min(SIDES_M, key=lambda side: abs(np.log(side / wanted_m)))


def grid_over(shapes: Any, side_m: int, crs: str, *, least_share: float = LEAST_SHARE) -> Grid:
    """Lay squares over polygons; a square is a cell where enough of it lies in the polygons.

    ``shapes`` is an array of shapely polygons in the metric ``crs`` that may overlap. A square
    needs ``least_share`` of its area inside them, so that water and outside are no cells.
    More squares than ``MOST_CELLS`` are refused. The extent comes from the polygons alone.
    """
    import shapely

    merged = shapely.union_all(np.asarray(shapes, dtype=object))
    if merged.is_empty:
        raise UsageProblem(
            message("The area set has no extent: there is nothing to lay cells over.")
        )
    first_col, first_row, n_cols, n_rows = _extent(shapely.bounds(merged), side_m)
    empty = np.zeros((n_rows, n_cols), dtype=bool)
    grid = Grid(side_m, first_col, first_row, empty, crs)
    shares = _shares(merged, grid)
    return replace(grid, inside=shares >= least_share * (1 - 1e-9), ground=shares)


def _extent(bounds: Floats, side_m: int) -> tuple[int, int, int, int]:
    west, south = np.floor(bounds[:2] / side_m).astype(int)
    east, north = np.ceil(bounds[2:] / side_m).astype(int)
    n_cols, n_rows = max(int(east - west), 1), max(int(north - south), 1)
    if n_cols * n_rows > MOST_CELLS:
        raise UsageProblem(
            message(
                "Cells of {side_m} m would be {n_cols:,} by {n_rows:,}: more than the "
                "{most_cells:,} that are computed at once. Choose larger ones with "
                "--cell.",
                side_m=side_m,
                n_cols=n_cols,
                n_rows=n_rows,
                most_cells=MOST_CELLS,
            )
        )
    return int(west), int(south), n_cols, n_rows


def _shares(merged: Any, grid: Grid) -> Floats:
    """Return the part, 0 to 1, of each square that lies in a shape.

    Blocks of squares are halved both ways until they lie wholly inside or outside or are one
    square, each with its own part of the shape, so that only squares at the border are cut.
    """
    import shapely

    shares = np.zeros(grid.inside.shape)
    blocks = np.array([[0, 0, grid.n_rows, grid.n_cols]])
    pieces = np.array([merged], dtype=object)
    while len(blocks):
        boxes = _boxes(blocks, grid)
        pieces = shapely.intersection(pieces, boxes)
        parts = shapely.area(pieces) / shapely.area(boxes)
        single = (blocks[:, 2] == 1) & (blocks[:, 3] == 1)
        full = parts >= 1 - 1e-12
        for (row, col, height, width), part in zip(
            blocks[single | full], parts[single | full], strict=True
        ):
            shares[row : row + height, col : col + width] = part
        open_ = ~(single | full) & (parts > 0)
        blocks, parents = _quarters(blocks[open_])
        pieces = pieces[open_][parents]
    return shares


def _boxes(blocks: NDArray[np.int64], grid: Grid) -> Any:
    import shapely

    row, col, height, width = blocks.T
    west, south = (col + grid.first_col) * grid.side_m, (row + grid.first_row) * grid.side_m
    return shapely.box(
        west, south, west + width * grid.side_m, south + height * grid.side_m
    )  # fmt: skip


def _quarters(blocks: NDArray[np.int64]) -> tuple[NDArray[np.int64], Positions]:
    """Return the halves of the halves of blocks, those without extent left out."""
    row, col, height, width = blocks.T
    upper, right = height // 2, width // 2
    quarters = np.concatenate([
        np.stack([row + up * upper, col + to * right, tall, wide], axis=1)
        for up, tall in ((0, upper), (1, height - upper))
        for to, wide in ((0, right), (1, width - right))
    ])  # fmt: skip
    parents = np.tile(np.arange(len(blocks)), 4)
    kept = (quarters[:, 2] > 0) & (quarters[:, 3] > 0)
    return quarters[kept], parents[kept]
