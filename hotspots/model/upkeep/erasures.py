"""What is to be erased, and what was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Retention:
    """What is to be erased: incidents that occurred before a day; of all sources, or of one."""

    before: date
    source: str | None
    erased_by: str
    now_utc: datetime


@dataclass(frozen=True)
class ErasedLoad:
    """How many incidents of a load are erased, and cells of its rows that were turned away."""

    load_id: int
    file_name: str
    n_rows: int
    n_cells: int


@dataclass(frozen=True)
class Erasure:
    """What is erased of which loads, what of it counted by year, and in which releases."""

    loads: Sequence[ErasedLoad]
    years: Mapping[int, int]
    releases: Sequence[str]

    @property
    def n_rows(self) -> int:
        """Return how many incidents are erased, those that no longer counted among them."""
        return sum(load.n_rows for load in self.loads)

    @property
    def n_cells(self) -> int:
        """Return how many cells of rejected rows are erased."""
        return sum(load.n_cells for load in self.loads)
