"""Bring in an area set from a file of areas."""

from pathlib import Path

from hotspots.language import Say, message
from hotspots.model.loads import Origin, Reading, Receipt
from hotspots.sources.layers import boundaries
from hotspots.workflows.areas import far_areas, storing_areas
from hotspots.workflows.areas.storing_areas import SetOptions
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.stored_sets import working_crs


def load_areas(
    store_path: Path, origin: Origin, options: SetOptions, reading: Reading, say: Say
) -> Receipt:
    """Load a file of areas as one version of a division; returns what became of it."""
    storing_areas.check_days(options)
    settings = loading.reading_settings(reading)
    with loading.session(store_path, "areas", options.name, origin, settings) as load:
        if isinstance(load, Receipt):
            return load
        return _load(load, options, reading, say)


def _load(load: OpenLoad, options: SetOptions, reading: Reading, say: Say) -> Receipt:
    storing_areas.refuse_second(load.store, options.name)
    stored_crs = working_crs(load.store)
    layer = boundaries.read_areas(load.origin.path, options.name, stored_crs, reading, say)
    load.read.columns, load.read.crs = layer.columns, layer.source_crs
    far_areas.refuse_far(load.store, load.origin.path, layer)
    if stored_crs is None:
        far_areas.say_outside(layer, say)
        load.store.run("store/insert_setting", name="working_crs", value=layer.crs)
        say(
            message(
                "This store measures in {crs}, chosen from where the areas lie.", crs=layer.crs
            )
        )
    storing_areas.store_set(load, layer, options, say)
    return load.finish(layer.rows_in, len(layer.rejects))
