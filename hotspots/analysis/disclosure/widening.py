"""Which published classes are widened, so that a small cell can be all that is under k.

Decided from the classes of base k, without a true count. The class of base k of a cell that is
widened is not published, so that the choice tells more than the published classes do.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.disclosure.classes import WIDEST, Ints, class_bounds
from hotspots.analysis.disclosure.system import System

Floats = NDArray[np.float64]

# what a unit of room costs: in a figure, in a figure that is lost by it, in a small cell
_COST, _COST_OF_FIGURE, _COST_OF_SMALL = 1.0, 8.0, 30.0
# among equals the first row is widened
_TIE = 1e-4
_LARGEST_FREE = 1e-6
_MOST_NODES = 20_000


class Elastic(NamedTuple):
    """What each row must give below and above its class, and a table that then fits."""

    below: Floats
    above: Floats
    table: Floats


class Widening(NamedTuple):
    """The classes that rows have: numbers of base k (-1 for rows that are fixed), and steps."""

    numbers: Ints
    steps: Ints
    k: int

    def reach(self, step: int) -> tuple[Ints, Ints]:
        """Return the bounds that each row has when it is widened by so many steps."""
        steps = np.full(len(self.numbers), step)
        return class_bounds(np.maximum(self.numbers, 0), steps, self.k)

    def widened(self, system: System, need: Elastic) -> Ints:
        """Return the steps at which every row gives what is needed, or as much as it can."""
        low = system.low - np.ceil(need.below - _LARGEST_FREE)
        high = system.high + np.ceil(need.above - _LARGEST_FREE)
        is_needed = (low < system.low) | (high > system.high)
        steps = np.where(is_needed, WIDEST, self.steps)
        for step in range(WIDEST, 0, -1):
            least, most = self.reach(step)
            is_enough = is_needed & (least <= low) & (most >= high) & (step > self.steps)
            steps = np.where(is_enough, step, steps)
        return steps


def elastic(system: System, widening: Widening, end: tuple[int, int], *, whole: bool
            ) -> Elastic | None:  # fmt: skip
    """Return the least that classes must give for a row to reach an end; None if too much.

    ``whole`` asks for a table of whole counts, which may need more room.
    """
    from scipy.optimize import Bounds, milp

    n_rows, n_finest = system.matrix.shape
    room_below, room_above = _room(system, widening)
    costs = np.concatenate([np.zeros(n_finest), np.tile(_costs(widening), 2)])
    most = np.full(n_finest, np.inf)
    most[system.empty] = 0
    upper = np.concatenate([most, room_below, room_above])
    result = milp(
        costs,
        constraints=_constraints(system, end),
        bounds=Bounds(np.zeros(len(costs)), upper),
        integrality=np.concatenate([np.full(n_finest, int(whole)), np.zeros(2 * n_rows)]),
        options={"node_limit": _MOST_NODES},
    )
    if result.x is None:
        return None
    table, below, above = np.split(result.x, [n_finest, n_finest + n_rows])
    return Elastic(below, above, table)


def is_needed(need: Elastic) -> bool:
    """Tell whether any class must give."""
    return bool(max(need.below.max(), need.above.max()) > _LARGEST_FREE)


def _room(system: System, widening: Widening) -> tuple[Ints, Ints]:
    """Return how far each row can still be widened below and above its class."""
    below, above = np.zeros((2, system.n_rows), dtype=np.int64)
    for step in range(1, WIDEST + 1):
        low, high = widening.reach(step)
        is_open = (widening.numbers >= 0) & (step > widening.steps)
        below = np.maximum(below, np.where(is_open, system.low - low, 0))
        above = np.maximum(above, np.where(is_open, high - system.high, 0))
    return below, above


def _costs(widening: Widening) -> Floats:
    low, _ = widening.reach(WIDEST)
    kind = [widening.numbers == 0, low == 0]
    cost = np.select(kind, [_COST_OF_SMALL, _COST_OF_FIGURE], _COST)
    return np.asarray(cost + _TIE * np.arange(len(cost)) / len(cost))


def _constraints(system: System, end: tuple[int, int]) -> list[Any]:
    from scipy.optimize import LinearConstraint
    from scipy.sparse import csr_matrix, hstack, identity

    row, value = end
    low, high = system.low.astype(float), system.upper.copy()
    low[row] = value
    high[row] = value if value == 0 else max(high[row], value)
    room, nothing = identity(system.n_rows, format="csr"), csr_matrix((system.n_rows,) * 2)
    return [
        LinearConstraint(hstack([system.matrix, room, nothing], format="csr"), low, np.inf),
        LinearConstraint(hstack([system.matrix, nothing, -room], format="csr"), -np.inf, high),
    ]
