"""What a question assumes of figures that state no number of answers, or no design effect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotspots.analysis.indicators.assumptions import ASSUMED_DEFF


@dataclass(frozen=True)
class AssumedSample:
    """A design effect, and the answers of each area and year: a number, or the file with them."""

    deff: float = ASSUMED_DEFF
    n: int | Path | None = None

    def unused_by(self, figures: Sequence[Mapping[str, Any]]) -> list[str]:
        """Return the options that were given and change nothing in so many figures."""
        has_n = any(one.get("assumed_n") for one in figures)
        has_deff = any(one.get("assumed_deff") is not None for one in figures)
        return [
            *(["--assume-n"] if self.n is not None and not has_n else []),
            *(["--assume-deff"] if self.deff != ASSUMED_DEFF and not has_deff else []),
        ]

    def settings(self) -> dict[str, Any]:
        """Return what settings say of both; nothing of answers where none are assumed."""
        if self.n is None:
            return {"assumed_deff": self.deff}
        n = self.n if isinstance(self.n, int) else self.n.name
        return {"assumed_deff": self.deff, "assumed_n": n}
