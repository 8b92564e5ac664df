"""What can be laid over a map of areas: the efforts that ran in the year, where they are drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hotspots.engine.store import Store
from hotspots.language import Lang
from hotspots.mapping.palettes import EFFORT
from hotspots.model.pages import Fact, LegendClass, Overlay
from hotspots.model.rows import InterventionsPlacesRow
from hotspots.sentences.texts import day, text
from hotspots.workflows.asking.questions import areas_of
from hotspots.workflows.loads.clear_stores import is_clear
from hotspots.workflows.maps.ground_map import Drawn, in_degrees

_EFFORT = "effort"


@dataclass(frozen=True)
class LaidOver:
    """What is laid over a map: the shapes, the loads they are from, and what must be said."""

    overlays: Sequence[Overlay] = ()
    loads: Sequence[int] = ()
    notes: Sequence[str] = ()

    def with_more(self, more: "LaidOver") -> "LaidOver":
        """Return this with something more above it."""
        return LaidOver(
            [*self.overlays, *more.overlays],
            [*self.loads, *more.loads],
            [*self.notes, *more.notes],
        )

    def noted(self, map_notes: Sequence[str], standing: Sequence[str]) -> list[str]:
        """Return a map's own notes and these, each once, with the standing ones at the end."""
        notes = [one for one in (*map_notes, *self.notes) if one not in standing]
        return [*dict.fromkeys(notes), *standing]


def efforts_of(store: Store, year: int, crs: str, lang: Lang) -> LaidOver:
    """Return the places treated on any day of a year as an overlay.

    An effort in the whole city, or in a place without an outline, is not drawn. None is where
    releases are made from.
    """
    if is_clear(store):
        return LaidOver()
    places = store.rows(
        "interventions/running", first_day=date(year, 1, 1), last_day=date(year, 12, 31)
    )
    treated = [one for one in places if one["role"] == "treated"]
    outlines_by_set: dict[str, Mapping[str, bytes]] = {}
    drawn, loads = [], []
    for number, place in enumerate(treated):
        outline = _outline(store, place, outlines_by_set)
        if outline is not None:
            name = str(place["intervention"])
            facts = _facts(place, lang)
            drawn.append(Drawn(f"effort:{number}", name, outline, _EFFORT, facts=facts))
            loads.append(int(place["load_id"]))
    if not drawn:
        return LaidOver()
    label = text(lang, "map_layers.efforts", year=year)
    legend = [LegendClass(_EFFORT, text(lang, "map_layers.effort"), *EFFORT)]
    return LaidOver(
        [Overlay("efforts", label, legend, in_degrees(drawn, crs), is_visible=False)], loads
    )


def _outline(
    store: Store, place: InterventionsPlacesRow, outlines_by_set: dict[str, Mapping[str, bytes]]
) -> bytes | None:
    if place["geometry"] is not None:
        return bytes(place["geometry"])
    set_name, code = place["set_name"], place["area_code"]
    if set_name is None or code is None:
        return None
    if set_name not in outlines_by_set:
        outlines_by_set[set_name] = areas_of(store, set_name)[1].wkb
    return outlines_by_set[set_name].get(code)


def _facts(place: InterventionsPlacesRow, lang: Lang) -> list[Fact]:
    dates = {key: place[key] for key in ("starts_on", "ends_on")}
    facts = {"place": place["place"]} | {
        key: day(lang, value) for key, value in dates.items() if value is not None
    }
    return [(text(lang, f"map_layers.{key}"), value) for key, value in facts.items() if value]
