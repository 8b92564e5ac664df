"""A crosswalk: which part of each area of one division lies in which area of another."""

from dataclasses import dataclass
from typing import Literal

Basis = Literal["rode", "population", "area", "stated"]
BASES: tuple[Basis, ...] = ("rode", "population", "area", "stated")


@dataclass(frozen=True)
class CrosswalkRow:
    """``weight`` (0 to 1) of ``from_area`` lies in ``to_area``: ``amount`` people, units or m².

    From-area ``-`` is the ground of ``to_area`` that lies in no area of ``from_set``.
    """

    row_number: int
    from_set: str
    from_area: str
    to_set: str
    to_area: str
    weight: float
    amount: float | None
    basis: Basis
