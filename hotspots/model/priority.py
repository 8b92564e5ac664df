"""A row of the list of priority areas: its place, every reason for it, and how sure it is."""

from dataclasses import asdict, dataclass
from typing import Any

from hotspots.model.change import Light, Verdict

CATEGORIES = ("markant", "intensiveret", "ordinær", "reduceret", "minimal")


@dataclass(frozen=True)
class PriorityRow:
    """One row of ``priority``; level_rank is the place by level alone, 1 the worst.

    ``interventions`` ran in the area on any day of the year, ``designations`` are those of the
    year; neither moves an area in the order.

    The last field is for showing the figure as it was printed, and is not public.
    """

    rank: int | None
    area: str
    name: str
    indicator: str
    baseline_year: int
    year: int
    category: str | None
    light: Light
    verdict: Verdict
    percent: float | None
    ci_low: float | None
    ci_high: float | None
    n: float | None
    change_pp: float | None
    rate_per_1000: float | None
    level_rank: int | None
    level_rank_low: int | None
    level_rank_high: int | None
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    interventions: tuple[str, ...] = ()
    designations: tuple[str, ...] = ()
    decimals: int | None = None

    def as_row(self) -> dict[str, Any]:
        """Return the row by its public column names."""
        lists = ("reasons", "flags", "interventions", "designations")
        row = {**asdict(self), **{name: list(getattr(self, name)) for name in lists}}
        return {name: row[name] for name in PRIORITY_COLUMNS}


PRIORITY_COLUMNS = tuple(PriorityRow.__dataclass_fields__)[:-1]
