"""An effort by its name: its places with their outlines, and when it began and ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hotspots.engine.store import Store
from hotspots.errors import HotspotsError
from hotspots.language import marked, message, translated
from hotspots.model.efforts import EffortPlace
from hotspots.sources.files.names import WHOLE, key, unknown

_OPEN = ".."


@dataclass(frozen=True)
class Effort:
    """An effort and its places, those with an outline and those without."""

    name: str
    places: Sequence[EffortPlace]

    def of_role(self, role: str) -> list[EffortPlace]:
        """Return the places of a role that have an outline."""
        return [place for place in self.places if place.role == role and place.wkb is not None]

    @property
    def without_outline(self) -> list[EffortPlace]:
        """Return the places that lie nowhere."""
        return [place for place in self.places if place.wkb is None]

    @property
    def loads(self) -> set[int]:
        """Return the loads that brought the places."""
        return {place.load_id for place in self.places}


@dataclass(frozen=True)
class Dates:
    """The first and the last start of an effort's places, and its first end; None: still open."""

    first_start: date
    last_start: date
    end: date | None


def find_effort(store: Store, named: str) -> Effort:
    """Return the effort of a name, whatever its spelling, or say which there are."""
    rows = store.rows("interventions/places")
    names = list(dict.fromkeys(row["intervention"] for row in rows))
    if not names:
        raise HotspotsError(
            message(
                "The store has no interventions yet. Bring some in with `hotspots load "
                "interventions`."
            )
        )
    matches = [name for name in names if name == named] or [
        name for name in names if key(name) == key(named)
    ]
    if len(matches) != 1:
        raise unknown(
            message(
                "No intervention {named!r}. There is {names}.",
                named=named,
                names=", ".join(map(repr, names)),
            ),
            named,
            names,
        )
    outlines = Outlines(store)
    places = [
        EffortPlace(
            role=row["role"],
            name=row["place"] or matches[0],
            set_name=row["set_name"],
            area_code=row["area_code"],
            starts_on=row["starts_on"],
            ends_on=row["ends_on"],
            dates_as_stated=row["dates_as_stated"],
            load_id=row["load_id"],
            wkb=outlines.of_place(row["geometry"], row["set_name"], row["area_code"]),
        )
        for row in rows
        if row["intervention"] == matches[0]
    ]
    return Effort(matches[0], places)


class Outlines:
    """The outlines of areas of any set, each set read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._by_set: dict[str, dict[str, bytes]] = {}

    def of_place(
        self, geometry: bytes | None, set_name: str | None, code: str | None
    ) -> bytes | None:
        """Return the outline of a place: its own, or that of the area it is; None without."""
        if geometry is not None:
            return bytes(geometry)
        if set_name is None or code is None:
            return None
        areas = self.of_set(set_name)
        if code == WHOLE:
            return united(list(areas.values())) if areas else None
        return areas.get(code)

    def of_set(self, set_name: str) -> dict[str, bytes]:
        """Return the outlines of a set's areas by code, as WKB in the working CRS."""
        if set_name not in self._by_set:
            rows = self._store.rows("areas/areas_of_set", set_name=set_name)
            self._by_set[set_name] = {row["code"]: bytes(row["geometry"]) for row in rows}
        return self._by_set[set_name]


def united(outlines: Sequence[bytes]) -> bytes:
    """Return all outlines as one, as WKB."""
    import shapely

    return bytes(shapely.to_wkb(shapely.union_all(shapely.from_wkb(list(outlines)))))


def dates_of(effort: Effort) -> Dates:
    """Return when the treated places' effort began and ended.

    Raises where a start is missing, or an end was stated that is no day: nobody knows then
    which months are before, and which lie in the effort.
    """
    places = effort.of_role("treated")
    starts = [place.starts_on for place in places if place.starts_on is not None]
    if len(starts) < len(places):
        unread = next(place for place in places if place.starts_on is None)
        raise HotspotsError(_unknown(effort.name, marked("start"), unread))
    unread_ends = [place for place in places if place.ends_on is None and not _is_open(place)]
    if unread_ends:
        raise HotspotsError(_unknown(effort.name, marked("end"), unread_ends[0]))
    ends = [place.ends_on for place in places if place.ends_on is not None]
    return Dates(min(starts), max(starts), min(ends, default=None))


def _is_open(place: EffortPlace) -> bool:
    return place.dates_as_stated is None or place.dates_as_stated.endswith(f"/{_OPEN}")


def _unknown(name: str, which: str, place: EffortPlace) -> str:
    stated = place.dates_as_stated or message("nothing")
    return message(
        "The {which} of {name!r} in {name_2} is not known as a day (stated as "
        "{stated!r}). Say which months are compared with --before "
        "2008-01..2008-12 --after 2010-01..2010-12, or load the row anew with a "
        "date, with `hotspots load interventions --replace {load_id}`.",
        which=translated(which),
        name=name,
        name_2=place.name,
        stated=stated,
        load_id=place.load_id,
    )
