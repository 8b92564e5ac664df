"""What every part of a trace stands on: the store's loads and areas, and the way back to them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hotspots.engine.store import Store
from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.provenance import About, TraceStep
from hotspots.model.rows import EstimatesIndicatorsRow, TraceAreasRow, TraceLoadsRow
from hotspots.sentences.provenance import trace as sentences
from hotspots.sentences.slices import slice_words


@dataclass(frozen=True)
class TraceGround:
    """An open store with every load by its number, and every area that counts."""

    store: Store
    lang: Lang
    loads: Mapping[int, TraceLoadsRow]
    areas: Sequence[TraceAreasRow]
    indicators: Mapping[str, EstimatesIndicatorsRow]

    @classmethod
    def of(cls, store: Store, lang: Lang) -> "TraceGround":
        """Look the loads, areas and indicators up."""
        loads = {row["load"]: row for row in store.rows("trace/loads")}
        indicators = {row["indicator"]: row for row in store.rows("estimates/indicators")}
        return cls(store, lang, loads, store.rows("trace/areas"), indicators)

    def indicator_name(self, name: str) -> str:
        """Return an indicator's name for people."""
        indicator = self.indicators.get(name)
        return (
            (indicator["name_da"] if self.lang == "da" else indicator["name_en"])
            if indicator
            else name
        )

    def figure_name(self, about: About) -> str:
        """Return the name of what a step is about, with the group and the part of the year."""
        name = self.indicator_name(str(about.indicator))
        words = slice_words(about.group, about.part, self.lang)
        return f"{name} ({words})" if words else name

    def area_row(self, about: About) -> TraceAreasRow | None:
        """Return the row of the layer that an area came from; the city has none."""
        return next(
            (
                row
                for row in self.areas
                if (row["set_name"], row["code"]) == (about.set_name, about.area)
            ),
            None,
        )

    def area_name(self, set_name: str, code: str) -> str:
        """Return an area's name; its code where the set has none of that code."""
        row = self.area_row(About(set_name=set_name, area=code))
        return str(row["area_name"]) if row else code

    def settings_of(self, load: int) -> dict[str, Any]:
        """Return how a load's file was read."""
        settings: dict[str, Any] = json.loads(self.loads[load]["settings"])
        return settings


def load_steps(ground: TraceGround, about: About, load: int, row: int | None) -> list[TraceStep]:
    """Return the load with its file and row, how the file was read, and what it replaced."""
    record = ground.loads[load]
    facts = {
        "load": load,
        "who": record["loaded_by"],
        "rows_in": record["rows_in"],
        "stored": record["rows_stored"],
        "rejected": record["rows_rejected"],
        "value": record["file"],
    }
    settings = ground.settings_of(load)
    made_from = settings.pop("made_from", [])
    read = sentences.settings(settings, ground.lang)
    kind = "made_as" if made_from else "read_as" if read else "read_plainly"
    return [
        TraceStep("load", about, facts, load, row),
        TraceStep(kind, about, {"value": read}, load),
        *(_made_from(ground, about, load, one) for one in made_from),
        *_replaced(ground, about, load),
    ]


def _made_from(ground: TraceGround, about: About, load: int, source: int) -> TraceStep:
    """Return one of the loads that a load without a file of its own was made from."""
    facts = {"load": load, "old": source, "value": ground.loads[source]["file"]}
    return TraceStep("made_from", about, facts, source)


def _replaced(ground: TraceGround, about: About, load: int) -> list[TraceStep]:
    """Return the loads that a load took the place of, one after the other."""
    steps = []
    old = ground.loads[load]["supersedes"]
    while old is not None:
        record = ground.loads[old]
        facts = {"load": load, "old": old, "value": record["file"]}
        steps.append(TraceStep("replaced", about, facts, old))
        load, old = old, record["supersedes"]
    return steps


def area_steps(ground: TraceGround, about: About) -> list[TraceStep]:
    """Return where an area's name and code come from: the row of its layer."""
    row = ground.area_row(about)
    if row is None:
        return [TraceStep("city", about, {})] if about.area == CITY else []
    facts = {"set": about.set_name, "code": row["code"], "value": row["area_name"]}
    return [TraceStep("area", about, facts, row["load_id"], row["row_number"])]
