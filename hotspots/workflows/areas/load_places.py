"""Bring in places by name, from which hotspots take theirs."""

from pathlib import Path

from hotspots.arrow import pa
from hotspots.errors import HotspotsError
from hotspots.language import Say, message
from hotspots.model.loads import Origin, Reading, Receipt
from hotspots.sources.areas.places import Places, read_places
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.stored_sets import working_crs

_COLUMNS = {
    "row_number": pa.int64(), "name": pa.string(), "kind": pa.string(), "x_m": pa.float64(),
    "y_m": pa.float64(), "geometry": pa.binary(),
}  # fmt: skip


def load_places(
    store_path: Path, origin: Origin, place_set: str, reading: Reading, say: Say
) -> Receipt:
    """Load a layer of named places, such as stations, under a name of its own."""
    settings = loading.reading_settings(reading)
    with loading.session(store_path, "places", place_set, origin, settings) as load:
        if isinstance(load, Receipt):
            return load
        _refuse_second(load, place_set)
        stored_crs = working_crs(load.store)
        places = read_places(origin.path, stored_crs, reading, say)
        if stored_crs is None:
            load.store.run("store/insert_setting", name="working_crs", value=places.crs)
            say(
                message(
                    "This store measures in {crs}, chosen from where the places lie.",
                    crs=places.crs,
                )
            )
        return _store(load, place_set, places)


def _refuse_second(load: OpenLoad, place_set: str) -> None:
    for stored_set in load.store.rows("places/sets"):
        if stored_set["place_set"] == place_set:
            raise HotspotsError(
                message(
                    "The places {place_set!r} are already there (load {load_id}). Say "
                    "--replace {load_id} to correct them, or give the new ones their own "
                    "name.",
                    place_set=place_set,
                    load_id=stored_set["load_id"],
                )
            )


def _store(load: OpenLoad, place_set: str, places: Places) -> Receipt:
    with load.store.relation("new_places", loading.as_table(places.rows, _COLUMNS)):
        load.store.run("places/insert_places", load_id=load.load_id, place_set=place_set)
    load.keep_rejects(places.rejects)
    return load.finish(len(places.rows) + len(places.rejects), len(places.rejects))
