"""The level of an indicator in one area and year, as a map shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

LevelKind = Literal[
    "certain", "unreliable", "no_base", "too_few", "withheld", "missing", "broken",
]  # fmt: skip
COLOURED: frozenset[LevelKind] = frozenset({"certain", "unreliable", "no_base"})


@dataclass(frozen=True)
class Level:
    """One figure in its own unit (a percentage is 0 to 100).

    ``value`` is None where there is none or it is not to be shown; ``low`` and ``high`` are its
    95 % interval. ``n`` is the number of answers, of reports for a rate. A ``broken`` figure is
    of another definition than the area's newer ones. ``disputed`` says that another edition
    prints it otherwise.
    """

    area: str
    name: str
    year: int
    kind: LevelKind
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: float | None = None
    edition: int | None = None
    decimals: int | None = None
    carried: bool = False
    disputed: bool = False

    @property
    def shown_decimals(self) -> int:
        """Return the decimals it is written with: those printed, at most one."""
        return 1 if self.decimals is None else min(self.decimals, 1)


@dataclass(frozen=True)
class Levels:
    """The levels of a set of areas in the years of one definition, oldest first.

    ``by_year`` has a level for the city, ``*``, and for every area, by code.
    ``other_years`` have figures of areas that are of another definition.
    """

    indicator: str
    years: Sequence[int]
    by_year: Mapping[int, Mapping[str, Level]]
    other_years: Sequence[int] = ()
