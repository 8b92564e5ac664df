"""Answers joined to their areas' geometry, and answers as Parquet."""

import json
from pathlib import Path
from typing import Any

from hotspots import safe
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.answer import Answer
from hotspots.output.plain import cell, plain, plain_rows
from hotspots.output.styles.classes import classes_of

CLASS, COLOUR = "class", "colour"
_WGS84 = "EPSG:4326"
_DECIMALS = 6
_GEOPARQUET = "1.1.0"
_WHOLE_NUMBERS = frozenset({
    "weekday", "hour",
    "baseline_year", "year", "period", "rank", "level_rank", "level_rank_low", "level_rank_high",
    "rank_low", "rank_high", "incidents_n", "incidents_low", "incidents_high",
    "load", "row", "step", "edition", "rows_in", "rows_stored", "rows_rejected", "superseded_by",
    "decimals", "published_against", "n_areas", "n_units",
    "before", "after", "months_before", "months_after",
    "n_fulfilled", "n_not", "n_undecided", "baseline_edition", "trend_years", "category_steps",
    "hotspot", "before_n", "after_n", "cells_before", "cells_after", "n_cells", "steps_hot",
    "steps_cold", "pairs", "n_points", "shortest_gap_days",
})  # fmt: skip
_TEXTS = frozenset({
    "weekday_name",
    "area", "name", "indicator", "light", "verdict", "sentence", "baseline_category", "category",
    "flags", "reasons", "kind", "set", "file", "source", "loaded_at", "loaded_by", "timezone",
    "sha256", "column", "value", "reason", "what", "criteria_set", "area_name",
    "check", "where", "how_sure", "do", "definition", "supplier", "survey_period",
    "police_period", "published_light", "withheld",
    "units", "attributes", "made_from", "valid_from", "valid_to",
    "from_area", "from_name", "to_area", "to_name", "basis",
    "goal", "programme", "rule", "scope", "comparison", "deadline", "answer", "missing",
    "areas", "standing", "interventions", "designations", "cell", "class",
    "place", "metres", "days", "first_on", "last_on", "latest_gaps_days", "categories",
    "class_before", "class_after", "history", "window", "occurred_on", "opened_on", "until",
    "measure", "about", "group", "month", "part",
    "contour", "unit",
    "ends_first_years", "ends_last_years",
    "place_id", "intervention", "role", "starts_on", "ends_on", "dates_as_stated", "committee",
    "partners", "budget", "status", "documentation", "note", "origin",
})  # fmt: skip
# Columns that are text or whole numbers in other answers.
_MEASURES_OF = {"goals": frozenset({"value"}), "evaluate": frozenset({"value"}),
                "zonal": frozenset({"n_cells"})}  # fmt: skip
_TRUTHS = frozenset({"synthetic", "overlapping", "schematic", "designated", "outlined"})


def as_geojson(answer: Answer) -> str:
    """Return the rows of areas as GeoJSON in longitude and latitude, as RFC 7946 says.

    Outer rings run against the clock and inner ones with it.
    Settings, sources and notes stand beside the features.
    """
    import shapely

    frame = area_frame(answer).to_crs(_WGS84)
    rounded = shapely.set_precision(frame.geometry.array, 10.0**-_DECIMALS)
    shapes = shapely.orient_polygons(rounded)
    key = _key(answer)
    drawn = set(frame[key])
    looks = _looks(answer)
    rows = [row | look for row, look in zip(plain_rows(answer), looks, strict=True)
            if row[key] in drawn]  # fmt: skip
    features = [
        {
            "type": "Feature",
            "id": row[key],
            "properties": row,
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for row, shape in zip(rows, shapes, strict=True)
    ]
    about = {"settings": plain(answer.settings), "sources": plain(answer.sources),
             "notes": list(answer.notes)}  # fmt: skip
    whole = {"type": "FeatureCollection", "hotspots": about, "features": features}
    return safe.json_text(json.dumps(whole, ensure_ascii=False)) + "\n"


def write_parquet(answer: Answer, path: Path) -> None:
    """Write the rows as Parquet; with areas' geometry (GeoParquet) where they have one.

    The notes stand in a last column, ``notes``, of every row.
    """
    from hotspots.arrow import arrow_ready

    frame = _table(answer) if answer.shapes is None else area_frame(answer, every_row=True)
    with safe.whole_file(path) as draft:
        with_notes = arrow_ready(frame.assign(notes=" ".join(answer.notes)))
        if answer.shapes is None:
            with_notes.to_parquet(draft, index=False)
        else:
            with_notes.to_parquet(draft, index=False, schema_version=_GEOPARQUET)


def area_frame(answer: Answer, *, every_row: bool = False) -> Any:
    """Return the answer's rows as a GeoDataFrame in the CRS of its shapes.

    Behind the answer's own columns stand ``class``, where it has none, and ``colour``.
    Rows that are no area (the city, the unplaced) are left out, or with ``every_row``
    kept without geometry.
    """
    import geopandas
    import shapely

    if answer.shapes is None:
        raise UsageProblem(
            message(
                "`{command}` has no geometry. Choose table, csv, json, xlsx or parquet.",
                command=answer.command,
            )
        )
    shapes, key = answer.shapes.wkb, answer.shapes.key
    table = _table(answer).assign(**_look_columns(answer))
    if not every_row:
        table = table[table[key].isin(list(shapes))]
    geometry = [shapely.from_wkb(shapes[code]) if code in shapes else None for code in table[key]]
    return geopandas.GeoDataFrame(table, geometry=geometry, crs=answer.shapes.crs)


def _looks(answer: Answer) -> list[dict[str, str]]:
    """Return each row's class, where the answer itself has none, and its colour."""
    classes = classes_of(answer)
    names = [name for name in (CLASS, COLOUR) if name not in answer.columns]
    return [
        {name: {CLASS: key, COLOUR: colour}[name] for name in names}
        for key, colour in zip(classes.of_rows, classes.colours, strict=True)
    ]


def _look_columns(answer: Answer) -> dict[str, Any]:
    import pandas as pd

    looks = _looks(answer)
    names = [name for name in (CLASS, COLOUR) if name not in answer.columns]
    return {name: pd.array([look[name] for look in looks], dtype="string") for name in names}


def _key(answer: Answer) -> str:
    return answer.shapes.key if answer.shapes else "area"


def _table(answer: Answer) -> Any:
    import pandas as pd

    rows = [{name: cell(row[name]) for name in answer.columns} for row in answer.rows]
    frame = pd.DataFrame(rows, columns=list(answer.columns), dtype=object)
    kinds = {name: _kind(name, frame[name], answer.command) for name in frame.columns}
    return frame.astype(kinds)


def _kind(name: str, column: Any, command: str) -> str:
    """Return a column's type, the same whatever happens to be in it this year."""
    if name in _MEASURES_OF.get(command, ()):
        return "Float64"
    has_text = column.map(lambda value: isinstance(value, str)).any()
    # a period is a year, or has the name of a part of one
    if name in _WHOLE_NUMBERS and not (name == "period" and has_text):
        return "Int64"
    if name in _TEXTS or has_text:
        return "string"
    return "boolean" if name in _TRUTHS else "Float64"
