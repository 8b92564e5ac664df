"""Residents of an area set under a surface of incidents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from hotspots.analysis.density import Field
from hotspots.analysis.grid import Grid
from hotspots.analysis.kernels import Smoothing
from hotspots.analysis.residents import per_1000, residents_per_km2
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.model.load import Say
from hotspots.workflows.loading import known_set

_FIRST_YEAR = 1900


@dataclass(frozen=True)
class Risk:
    """Incidents per 1,000 residents of a year, and how many cells have too few of them."""

    field: Field
    year: int
    n_below: int
    share_below: float
    loads: Sequence[int]


@dataclass(frozen=True)
class AskedRisk:
    """Whose residents the incidents are seen against; ``year`` None is the newest known.

    ``last_day`` is the last of the incidents, after which no year is chosen. No value is given
    where fewer than ``floor_per_km2`` live.
    """

    set_name: str
    year: int | None
    last_day: date
    floor_per_km2: float


def risk_of(
    store: Store, incidents: Field, grid: Grid, smoothing: Smoothing, asked: AskedRisk, say: Say
) -> Risk:
    """Return incidents per 1,000 residents, both smoothed alike; what is chosen is said."""
    import shapely

    area_set = known_set(store, asked.set_name)
    if area_set["overlapping"]:
        raise UsageProblem(
            f"--population {asked.set_name}: its areas overlap, so residents would count twice. "
            "Choose a set without overlaps."
        )
    areas = store.rows("areas/areas_of_set", set_name=asked.set_name)
    people, year, loads = _people(store, asked, [one["code"] for one in areas])
    if asked.year is None:
        say(f"Residents of {year} used, the newest up to {asked.last_day.year} for all areas of "
            f"{asked.set_name!r}. Change it with --population-year.")  # fmt: skip
    shapes = shapely.from_wkb([bytes(one["geometry"]) for one in areas])
    living = residents_per_km2(list(shapes), people, grid, smoothing)
    below = (living.values < asked.floor_per_km2) & grid.inside
    n_below = int(np.count_nonzero(below))
    say(
        f"{n_below:,} of {grid.n_cells:,} cells have fewer than {asked.floor_per_km2:g} residents "
        "per km² and no value. Change that with --floor."
    )
    in_city = incidents.values[grid.inside].sum()
    share = float(incidents.values[below].sum() / in_city) if in_city else 0.0
    rates = per_1000(incidents, living, asked.floor_per_km2)
    return Risk(rates, year, n_below, share, [area_set["load_id"], *loads])


def _people(
    store: Store, asked: AskedRisk, codes: Sequence[str]
) -> tuple[list[float], int, list[int]]:
    """Return the residents of the areas in the year asked for, or the newest that has them all."""
    last = asked.last_day.year
    years = [asked.year] if asked.year else list(range(_FIRST_YEAR, last + 1))
    known: dict[int, dict[str, Mapping[str, Any]]] = {}
    for row in store.rows("population/of_years", set_name=asked.set_name, years=years):
        known.setdefault(row["year"], {})[row["area_code"]] = row
    whole = [one for one, rows in known.items() if all(code in rows for code in codes)]
    if not whole:
        when = f"in {asked.year}" if asked.year else f"in any year up to {last}"
        raise HotspotsError(
            f"The residents of all areas of {asked.set_name!r} are not known {when}. Bring them "
            "in with `hotspots load population`, or name another year with --population-year."
        )
    rows = known[max(whole)]
    loads = sorted({int(rows[code]["load_id"]) for code in codes})
    return [float(rows[code]["population"]) for code in codes], max(whole), loads
