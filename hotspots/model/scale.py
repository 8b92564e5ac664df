"""A scale of the action categories: from which score each of them begins, by edition."""

from dataclasses import dataclass

from hotspots.model.priority import CATEGORIES


@dataclass(frozen=True)
class ScaleStep:
    """The smallest score of one category in one edition of the index."""

    row_number: int
    edition: int
    category: str
    lowest: float

    @property
    def place(self) -> int:
        """Return the category's place; 1 is the greatest need."""
        return CATEGORIES.index(self.category) + 1
