"""One line of the table of simulations."""

from typing import NamedTuple


class SimulationRow(NamedTuple):
    """What one verdict did in one setting; shares are 0 to 1, None where it has none."""

    verdict: str
    setting: str
    runs: int
    any_false: float | None
    power: float | None
    coverage: float | None
    worst: str | None
