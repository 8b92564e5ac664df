"""Residents of the areas of a set in one year, chosen and said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.model.groups import WHOLE_GROUP
from hotspots.model.rows import PopulationOfYearsRow
from hotspots.workflows.loads.stored_sets import area_set_named

DEFAULT_FLOOR_PER_KM2 = 500.0
_FIRST_YEAR = 1900


@dataclass(frozen=True)
class ResidentsQuestion:
    """Whose residents incidents are seen against; ``year`` None is the newest known.

    ``last_day`` is the last of the incidents, after which no year is chosen. Nothing is said of
    places where fewer than ``floor_per_km2`` live.
    """

    set_name: str
    year: int | None
    last_day: date
    floor_per_km2: float = DEFAULT_FLOOR_PER_KM2


@dataclass(frozen=True)
class AreaResidents:
    """Areas in the working CRS, as an array of shapely polygons, and how many live in each."""

    set_name: str
    shapes: Any
    people: Any
    year: int
    loads: Sequence[int]


def residents_of(store: Store, question: ResidentsQuestion, say: Say) -> AreaResidents:
    """Return the residents of all areas of a set that does not overlap."""
    import shapely

    area_set = area_set_named(store, question.set_name)
    if area_set["overlapping"]:
        raise UsageProblem(
            message(
                "--population {set_name}: its areas overlap, so residents would count "
                "twice. Choose a set without overlaps.",
                set_name=question.set_name,
            )
        )
    areas = store.rows("areas/areas_of_set", set_name=question.set_name)
    people, year, loads = _people(store, question, [one["code"] for one in areas])
    if question.year is None:
        say(
            message(
                "Residents of {year} used, the newest up to {year_2} for all areas of "
                "{set_name!r}. Change it with --population-year.",
                year=year,
                year_2=question.last_day.year,
                set_name=question.set_name,
            )
        )
    shapes = shapely.from_wkb([bytes(one["geometry"]) for one in areas])
    return AreaResidents(
        question.set_name, shapes, np.array(people), year, [area_set["load_id"], *loads]
    )


def _people(
    store: Store, question: ResidentsQuestion, codes: Sequence[str]
) -> tuple[list[float], int, list[int]]:
    """Return the residents of the areas in the year asked for, or the newest that has them all."""
    last = question.last_day.year
    years = [question.year] if question.year else list(range(_FIRST_YEAR, last + 1))
    rows_by_year: dict[int, dict[str, PopulationOfYearsRow]] = {}
    for row in store.rows(
        "population/of_years", set_name=question.set_name, years=years, group_key=WHOLE_GROUP
    ):
        rows_by_year.setdefault(row["year"], {})[row["area_code"]] = row
    whole = [one for one, rows in rows_by_year.items() if all(code in rows for code in codes)]
    if not whole:
        when = (
            message("in {year}", year=question.year)
            if question.year
            else message("in any year up to {last}", last=last)
        )
        raise HotspotsError(
            message(
                "The residents of all areas of {set_name!r} are not known {when}. Bring "
                "them in with `hotspots load population`, or name another year with "
                "--population-year.",
                set_name=question.set_name,
                when=when,
            )
        )
    rows = rows_by_year[max(whole)]
    loads = sorted({int(rows[code]["load_id"]) for code in codes})
    return [float(rows[code]["population"]) for code in codes], max(whole), loads
