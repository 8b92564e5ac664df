"""Which interventions ran where: places carried to the areas of a set by code or by outline."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hotspots import safe
from hotspots.analysis.areas.overlaps import shares_covered
from hotspots.engine.store import Store
from hotspots.model.release import is_below
from hotspots.model.rows import InterventionsRunningRow
from hotspots.sources.files.names import WHOLE

LEAST_SHARE = 0.01


@dataclass(frozen=True)
class Run:
    """An intervention's place in an area: which part of the area it covers, 0 to 1."""

    intervention: str
    role: str
    place: str | None
    area_code: str
    share: float
    starts_on: date | None
    ends_on: date | None
    dates_as_stated: str | None
    load_id: int


def running(store: Store, set_name: str, year: int) -> dict[str, tuple[str, ...]]:
    """Return the interventions that ran on any day of a year, by area code, names sorted.

    Only treated places count, no comparison areas. A place runs in every area of which it
    covers at least 1 per cent. One that began and has no stated end is still running; one
    whose end cannot be read as a day counts in the year of its start only. Below internal none
    is returned: no release names them.
    """
    if is_below(safe.permit().audience):
        return {}
    names_by_area: dict[str, set[str]] = {}
    for run in runs(store, set_name, year):
        if run.role == "treated":
            names_by_area.setdefault(run.area_code, set()).add(run.intervention)
    return {code: tuple(sorted(names)) for code, names in sorted(names_by_area.items())}


def runs(store: Store, set_name: str, year: int) -> list[Run]:
    """Return each place of an intervention in a year with the areas of a set it lies in."""
    places = store.rows(
        "interventions/running", first_day=date(year, 1, 1), last_day=date(year, 12, 31)
    )
    if not places:
        return []
    outlines = _SetOutlines(store, set_name)
    return [run for place in places for run in _runs(place, outlines)]


def _runs(place: InterventionsRunningRow, outlines: "_SetOutlines") -> Iterator[Run]:
    for code, share in _areas(place, outlines):
        yield Run(
            intervention=place["intervention"],
            role=place["role"],
            place=place["place"],
            area_code=code,
            share=share,
            starts_on=place["starts_on"],
            ends_on=place["ends_on"],
            dates_as_stated=place["dates_as_stated"],
            load_id=place["load_id"],
        )


def _areas(
    place: InterventionsRunningRow, outlines: "_SetOutlines"
) -> Sequence[tuple[str, float]]:
    code, place_set = place["area_code"], place["set_name"]
    if code == WHOLE or (code is not None and place_set == outlines.set_name):
        return [(code, 1.0)]
    if place["geometry"] is not None:
        return outlines.covered(bytes(place["geometry"]))
    outline = outlines.of_area(place_set, code)
    return outlines.covered(outline) if outline is not None else []


class _SetOutlines:
    """The outlines of the set asked about, and of other sets that places were given in."""

    def __init__(self, store: Store, set_name: str) -> None:
        self.set_name = set_name
        self._store = store
        self._by_set: dict[str, dict[str, bytes]] = {}

    def of_area(self, set_name: str | None, code: str | None) -> bytes | None:
        """Return the outline of an area of any set, as WKB in the working CRS."""
        return self._of_set(set_name).get(code) if set_name and code else None

    def covered(self, outline: bytes) -> list[tuple[str, float]]:
        """Return the areas that an outline covers enough of, with the share covered."""
        outlines = self._of_set(self.set_name)
        shares = shares_covered(list(outlines.values()), outline)
        return [
            (code, share)
            for code, share in zip(outlines, shares, strict=True)
            if share >= LEAST_SHARE
        ]

    def _of_set(self, set_name: str) -> dict[str, bytes]:
        if set_name not in self._by_set:
            rows = self._store.rows("areas/areas_of_set", set_name=set_name)
            self._by_set[set_name] = {row["code"]: bytes(row["geometry"]) for row in rows}
        return self._by_set[set_name]
