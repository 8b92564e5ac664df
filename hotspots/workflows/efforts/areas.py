"""The areas that an evaluation compares: treated, comparison, and a ring around each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hotspots.analysis.efforts.rings import Laid, laid_out, rest_of
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Lang, Say, message
from hotspots.model.areas import CITY
from hotspots.model.efforts import EffortPlace, EvaluationArea, Group, Since, Table
from hotspots.model.incidents import DateUsed
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.sentences.texts import text
from hotspots.sources.files.names import WHOLE
from hotspots.workflows.asking.area_names import match_area
from hotspots.workflows.asking.area_sets import incident_set
from hotspots.workflows.efforts.effort import Effort, Outlines, united
from hotspots.workflows.loads.stored_sets import names_of


@dataclass(frozen=True)
class EvaluationQuestion:
    """What an evaluation was asked with; None where the program is to choose.

    ``comparison`` are areas by name or code in place of the stored comparison places, and
    ``against_rest`` takes the rest of the city. ``before`` and ``after`` are months as
    ``2008-01..2008-12``. ``hours`` is half-open, ``weekdays`` count from Monday as 0.
    """

    intervention: str
    set_name: str | None = None
    comparison: Sequence[str] = ()
    against_rest: bool = False
    buffer_m: float = 250.0
    category: str | None = None
    hours: tuple[int, int] | None = None
    weekdays: Sequence[int] = ()
    date_used: DateUsed = "occurred"
    before: str | None = None
    after: str | None = None
    since: Since = "start"
    indicator: str | None = None
    table: Table = "measures"
    lang: Lang = "en"


@dataclass(frozen=True)
class Layout:
    """The areas of an evaluation, and the sets that their names and the border come from.

    ``parts`` are the outlines of the places that an area is made of: each may have a good or a
    bad year of its own. A ring is one place.
    """

    areas: Mapping[Group, EvaluationArea]
    parts: Mapping[Group, Sequence[bytes]]
    laid: Laid
    city_set: AreasActiveSetsRow | None
    loads: frozenset[int] = field(default_factory=frozenset)

    @property
    def has_comparison(self) -> bool:
        """Tell whether there is anything to compare with."""
        return "comparison" in self.areas


def layout(store: Store, effort: Effort, question: EvaluationQuestion, say: Say) -> Layout:
    """Lay out the areas; every choice made for the user is said."""
    import shapely

    treated = effort.of_role("treated")
    if not treated:
        raise HotspotsError(_nowhere(effort))
    city_set = _city_set(store, question, say)
    outlines = Outlines(store)
    city = _city(outlines, city_set)
    treated_shape = shapely.from_wkb(united([place.wkb for place in treated if place.wkb]))
    names, compared = _comparison(store, effort, question, city_set, outlines)
    comparison_shape = shapely.from_wkb(united(compared)) if compared else None
    if question.against_rest:
        if city is None or city_set is None:
            raise HotspotsError(
                message("--against-rest needs an area set: `hotspots load areas` first.")
            )
        names = (text(question.lang, "evaluation.rest"),)
        comparison_shape = rest_of(city, treated_shape, question.buffer_m)
        compared = list(outlines.of_set(city_set["set_name"]).values())
    laid = laid_out(treated_shape, comparison_shape, question.buffer_m, city)
    if "treated" not in laid.shapes:
        raise HotspotsError(
            message(
                "The place of {name!r} covers less than 1 m², where nothing can be "
                "counted. Load its outline anew with `hotspots load interventions "
                "--replace LOAD`.",
                name=effort.name,
            )
        )
    if question.buffer_m and city is None:
        say(message("No area set says where the city ends: the rings go all the way around."))
    sets = {place.set_name for place in effort.places if place.set_name}
    loads = {row["load_id"] for row in store.rows("areas/active_sets") if row["set_name"] in sets}
    return Layout(
        {group: _area(group, shape, treated, names) for group, shape in laid.shapes.items()},
        {"treated": _outlines(treated, outlines), "comparison": compared},
        laid,
        city_set,
        frozenset(loads | ({city_set["load_id"]} if city_set else set())),
    )


def _area(
    group: Group, shape: Any, treated: Sequence[EffortPlace], names: tuple[str, ...]
) -> EvaluationArea:
    import shapely

    treated_names = tuple(dict.fromkeys(place.name for place in treated))
    of = {"treated": treated_names, "comparison": names}
    wkb = bytes(shapely.to_wkb(shape))
    return EvaluationArea(group, of.get(group, ()), wkb, float(shapely.area(shape)))


def _nowhere(effort: Effort) -> str:
    names = ", ".join(place.name for place in effort.places if place.role == "treated") or message(
        "none"
    )
    return message(
        "Nobody can say where {name!r} ran: its places ({names}) have no "
        "outline. Load them with a code or a name of an area set, or as "
        "polygons, with `hotspots load interventions`.",
        name=effort.name,
        names=names,
    )


def _city_set(store: Store, question: EvaluationQuestion, say: Say) -> AreasActiveSetsRow | None:
    """Return the set whose outer border is the city's; None where the store has no set."""
    if question.set_name is None and not store.rows("areas/active_sets"):
        return None
    return incident_set(store, question.set_name, None, say)


def _city(outlines: Outlines, city_set: AreasActiveSetsRow | None) -> Any | None:
    import shapely

    if city_set is None:
        return None
    return shapely.from_wkb(united(list(outlines.of_set(city_set["set_name"]).values())))


def _comparison(
    store: Store,
    effort: Effort,
    question: EvaluationQuestion,
    city_set: AreasActiveSetsRow | None,
    outlines: Outlines,
) -> tuple[tuple[str, ...], list[bytes]]:
    """Return the names and the outlines of the comparison places, named or stored."""
    if question.comparison and question.against_rest:
        raise UsageProblem(message("Choose one: --comparison or --against-rest."))
    if question.comparison:
        set_name = _set_of_names(effort, question, city_set)
        names = names_of(store, set_name)
        codes = [match_area(names, name) for name in question.comparison]
        if CITY in codes:
            raise UsageProblem(
                message(
                    "The whole city is no comparison area: --against-rest takes the rest of it."
                )
            )
        wkb = [outlines.of_set(set_name)[code] for code in dict.fromkeys(codes)]
        return tuple(dict(names.areas)[code] for code in codes), wkb
    places = effort.of_role("comparison")
    return tuple(dict.fromkeys(place.name for place in places)), _outlines(places, outlines)


def _outlines(places: Sequence[EffortPlace], outlines: Outlines) -> list[bytes]:
    """Return the outlines of places; one that is the whole of a set is all of its areas."""
    parts: list[bytes] = []
    for place in places:
        if place.area_code == WHOLE and place.set_name:
            parts += outlines.of_set(place.set_name).values()
        elif place.wkb:
            parts.append(place.wkb)
    return parts


def _set_of_names(
    effort: Effort, question: EvaluationQuestion, city_set: AreasActiveSetsRow | None
) -> str:
    sets = {
        place.set_name for place in effort.of_role("treated") if place.area_code and place.set_name
    }
    if question.set_name is not None:
        return question.set_name
    if len(sets) == 1:
        return sets.pop()
    if city_set is None:
        raise HotspotsError(
            message("--comparison needs an area set: `hotspots load areas` first.")
        )
    return str(city_set["set_name"])
