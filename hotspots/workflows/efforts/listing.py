"""All efforts as they were loaded, those without a place too."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError
from hotspots.language import Lang, message
from hotspots.model.answer import Answer, AreaShapes
from hotspots.model.efforts import INTERVENTION_COLUMNS
from hotspots.model.rows import InterventionsListingRow
from hotspots.sentences.efforts.listing import listing_notes
from hotspots.sources.files.names import WHOLE
from hotspots.workflows.asking.every_output import sources_of, standing_notes
from hotspots.workflows.efforts.effort import Outlines
from hotspots.workflows.loads.stored_sets import working_crs


def interventions(store_path: Path, lang: Lang) -> Answer:
    """Return a row for each place of each effort, by the effort's name; treated places first."""
    with reading(store_path) as store:
        places = store.rows("interventions/listing")
        if not places:
            raise HotspotsError(
                message(
                    "The store has no interventions yet. Bring some in with `hotspots load "
                    "interventions`."
                )
            )
        sources = sources_of(store, [place["load_id"] for place in places])
        used = {place["set_name"] for place in places if place["area_code"]}
        sets = store.rows("areas/active_sets")
        schematic = next(
            (row for row in sets if row["set_name"] in used and row["schematic"]), None
        )
        rows = list(_rows(places))
        return Answer(
            command="interventions",
            columns=INTERVENTION_COLUMNS,
            rows=rows,
            sources=sources,
            notes=[*listing_notes(rows, lang), *standing_notes(sources, schematic, lang)],
            shapes=_shapes(store, places, rows),
        )


def _rows(places: Sequence[InterventionsListingRow]) -> Iterator[dict[str, Any]]:
    """Yield the rows by their public column names; a list of areas counts on in its row."""
    counts: Counter[tuple[int, int]] = Counter()
    for place in places:
        row = place["load_id"], place["row_number"]
        counts[row] += 1
        columns: Mapping[str, Any] = {
            **place,
            "place_id": "-".join(map(str, (*row, *([counts[row]] if counts[row] > 1 else [])))),
            "set": place["set_name"],
            "area": place["area_code"],
            "outlined": place["geometry"] is not None,
            "load": place["load_id"],
            "row": place["row_number"],
            **{name: day.isoformat() if (day := place[name]) else None
               for name in ("starts_on", "ends_on")},
        }  # fmt: skip
        yield {name: columns[name] for name in INTERVENTION_COLUMNS}


def _shapes(
    store: Store, places: Sequence[InterventionsListingRow], rows: Sequence[Mapping[str, Any]]
) -> AreaShapes | None:
    """Return the outlines of the places that have one, but not the whole city's, by place_id."""
    outlines, shapes = Outlines(store), {}
    for place, row in zip(places, rows, strict=True):
        wkb = outlines.of_place(place["geometry"], place["set_name"], place["area_code"])
        if wkb is not None and place["area_code"] != WHOLE:
            shapes[row["place_id"]] = wkb
    return AreaShapes(working_crs(store) or "", shapes, "place_id") if shapes else None
