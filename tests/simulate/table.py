"""What a row of the table of simulations holds."""

from typing import NamedTuple


class SimulationRow(NamedTuple):
    """How often a verdict errs or finds, over so many made-up stores; shares are 0 to 1.

    ``any_false`` is the share of stores with at least one false verdict, ``power`` the share of
    true changes found, ``coverage`` that of intervals that hold the truth, in the mean over the
    areas; ``worst`` names the area where it is least.
    """

    verdict: str
    setting: str
    runs: int
    any_false: float | None
    power: float | None
    coverage: float | None
    worst: str | None
