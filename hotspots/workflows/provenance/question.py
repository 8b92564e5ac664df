"""What ``trace`` is asked, made definite: the set, the area, the indicator; or what there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hotspots.engine.store import Store
from hotspots.errors import HotspotsError
from hotspots.language import Lang, Say, message
from hotspots.model.areas import CITY, Basis
from hotspots.model.provenance import CATEGORY, INCIDENTS, About
from hotspots.model.rows import TraceKnownRow
from hotspots.sentences.texts import text
from hotspots.sources.files.names import AreaNames, unknown
from hotspots.workflows.asking.area_names import match_area
from hotspots.workflows.asking.area_sets import settled_set
from hotspots.workflows.loads.stored_sets import known_set

_INCIDENT_WORDS = frozenset({"incidents", "anmeldelser", "hændelser"})
_CATEGORY_WORDS = frozenset({"category", "kategori", "handlingskategori"})

Known = Sequence[TraceKnownRow]
AreasBySet = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class AskedTrace:
    """What ``trace`` was asked; None where the program is to choose."""

    area: str
    year: int
    indicator: str
    set_name: str | None = None
    edition: int | None = None
    as_of: str | None = None
    baseline: int | None = None
    category: str | None = None
    carry_by: Basis | None = None
    lang: Lang = "en"

    @property
    def thing(self) -> str:
        """Return the indicator's name, or ``incidents`` or ``category``."""
        name = self.indicator.casefold()
        if name in _INCIDENT_WORDS:
            return INCIDENTS
        return CATEGORY if name in _CATEGORY_WORDS else name


def settle(store: Store, asked: AskedTrace, say: Say) -> About:
    """Return the one area of one set that is asked about, with the indicator and the year."""
    sets = _areas_by_set(store)
    known = [] if asked.thing == INCIDENTS else _known(store, asked.thing)
    set_name = asked.as_of or asked.set_name or _set(store, asked, sets, known, say)
    known_set(store, set_name)
    code = match_area(set_name, sets[set_name], asked.area)
    about = About(set_name, code, _name(code, sets[set_name], asked.lang), asked.thing, asked.year)
    if asked.thing != INCIDENTS and asked.as_of is None:
        for year in (asked.year, asked.baseline):
            if year is not None:
                _check_year(store, about, known, year)
    return about


def _areas_by_set(store: Store) -> dict[str, list[tuple[str, str]]]:
    sets: dict[str, list[tuple[str, str]]] = {}
    for row in store.rows("trace/areas"):
        sets.setdefault(row["set_name"], []).append((row["code"], row["area_name"]))
    if not sets:
        raise HotspotsError(message("The store has no area set yet: `hotspots load areas` first."))
    return sets


def _known(store: Store, thing: str) -> Known:
    """Return where there are figures of an indicator or series, or say which there are."""
    rows = store.rows("trace/known")
    if thing == CATEGORY:
        found = [row for row in rows if row["has_category"]]
    else:
        found = [row for row in rows if thing in {row["indicator"], row["series"]}]
    if found:
        return found
    there = sorted({str(row["indicator"]) for row in rows})
    listed = ", ".join([*there, INCIDENTS])
    figure = message("figure of {thing!r}", thing=thing)
    what = message("action category") if thing == CATEGORY else figure
    raise unknown(
        message(
            "The store has no {what}. There are: {listed}. Bring more in with "
            "`hotspots load index`.",
            what=what,
            listed=listed,
        ),
        thing,
        [*there, INCIDENTS],
    )


def _set(
    store: Store,
    asked: AskedTrace,
    sets: Mapping[str, Sequence[tuple[str, str]]],
    known: Known,
    say: Say,
) -> str:
    """Return the one set in which the area and its figure are found."""
    having = sorted({str(row["set_name"]) for row in known} & sets.keys()) or sorted(sets)
    matched = {name: AreaNames.of(name, sets[name]).match(asked.area).code for name in having}
    found = [name for name, code in matched.items() if code is not None]
    there = {(row["set_name"], row["area_code"], row["year"]) for row in known}
    full = [name for name in found if (name, matched[name], asked.year) in there]
    able = full or found or having
    last_day = date(asked.year, 12, 31)
    return str(settled_set(store, None, say, last_day=last_day, able=able)["set_name"])


def _name(code: str, areas: Sequence[tuple[str, str]], lang: Lang) -> str:
    return text(lang, "change.city") if code == CITY else dict(areas)[code]


def _check_year(store: Store, about: About, known: Known, year: int) -> None:
    """Say what is missing where the area has no figure of a year, and what would bring it."""
    of_set = [row for row in known if row["set_name"] == about.set_name]
    own = sorted({int(row["year"]) for row in of_set if row["area_code"] == about.area})
    if year in own:
        return
    there = (
        message("There are for {own}.", own=", ".join(map(str, own)))
        if own
        else message("There are for no year.")
    )
    others = {row["area_code"] for row in of_set if row["year"] == year}
    if others:
        there += message(" {n} other areas have one for {year}.", n=len(others), year=year)
    raise HotspotsError(
        message(
            "No figure of {indicator!r} for {name} ({area}) in {year} in the set "
            "{set_name!r}. {there} A file with that row brings it: `hotspots load "
            "index`.{rejected}",
            indicator=about.indicator,
            name=about.name,
            area=about.area,
            year=year,
            set_name=about.set_name,
            there=there,
            rejected=_rejected(store, about.set_name),
        )
    )


def _rejected(store: Store, set_name: str | None) -> str:
    """Name the loads that turned rows away: the figure may be among them."""
    loads = [
        row
        for row in store.rows("trace/loads")
        if row["set"] == set_name
        and row["kind"] in {"index", "survey"}
        and row["rows_rejected"]
        and row["superseded_by"] is None
    ]
    return "".join(
        message(
            " Load {load} turned {rows_rejected} rows away: `hotspots status --rejects {load}`.",
            load=row["load"],
            rows_rejected=row["rows_rejected"],
        )
        for row in loads
    )
