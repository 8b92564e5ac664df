"""Answers as GeoPackage: the rows with geometry, how QGIS draws them, and where they come from."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from typing import Any

from hotspots import __version__, safe
from hotspots.model.answer import Answer
from hotspots.output.answers.columns import table_title
from hotspots.output.answers.layers import CLASS, area_frame
from hotspots.output.answers.sources import newest_load
from hotspots.output.plain import plain
from hotspots.output.styles.classes import StyleClasses, classes_of
from hotspots.output.styles.qml import Shape, qml
from hotspots.output.styles.sld import sld
from hotspots.sentences.sources import terms

STYLES = "layer_styles"
_GEOMETRY = "geom"
_AREA_LINE_MM, _CELL_LINE_MM = 0.26, 0.06
_TABLE_OF_STYLES = {"ASPATIAL_VARIANT": "GPKG_ATTRIBUTES", "FID": "id"}


def write_gpkg(answer: Answer, path: Path) -> None:
    """Write the rows of areas with their geometry as a GeoPackage in the working CRS.

    The table ``layer_styles`` is QGIS's own: it opens the layer in the colours of the pages.
    Times in the file are those of the newest load, so that the same answer gives the same bytes.
    """
    import pyogrio

    frame, classes = area_frame(answer), classes_of(answer)
    made = newest_load(answer)
    title = _title(table_title(answer), classes.title)
    with safe.whole_file(path) as draft, safe.scratch_folder() as folder:
        plain_name = folder / "answer.gpkg"  # to pyogrio some marks in a name are an address
        with _dated(made):
            pyogrio.write_dataframe(
                frame, plain_name, layer=answer.command, driver="GPKG",
                layer_options={"GEOMETRY_NAME": _GEOMETRY, "IDENTIFIER": safe.xml_text(title),
                               "DESCRIPTION": safe.xml_text("\n".join(answer.notes))},
                layer_metadata=_about(answer, title),
                geometry_type=None if len(frame) else _none_yet(answer),
            )  # fmt: skip
            styles = _styles(answer, classes, _shape(answer, frame), made)
            pyogrio.write_dataframe(
                styles, plain_name, layer=STYLES, driver="GPKG", layer_options=_TABLE_OF_STYLES
            )
        copyfile(plain_name, draft)


def _title(table: str, classes: str) -> str:
    """Return both titles, or the longer one where it begins with the other."""
    short, long = sorted((table, classes), key=len)
    return long if long.startswith(short) else f"{table} – {classes}"


@contextmanager
def _dated(moment: str) -> Iterator[None]:
    """Have GDAL write a time of ours where it would write the clock's."""
    import pyogrio

    stated = moment.removesuffix("Z") + ".000Z"
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": stated})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _about(answer: Answer, title: str) -> dict[str, str]:
    """Return the layer's metadata by name; what is no text is JSON."""
    metadata: Mapping[str, Any] = {
        "TITLE": title,
        "LICENCE": terms(answer.sources, answer.lang),
        "LANGUAGE": answer.lang,
        "COMMAND": answer.command,
        "SETTINGS": _json(plain(answer.settings)),
        "SOURCES": _json(plain(answer.sources)),
        "SOFTWARE": f"hotspots {__version__}",
    }
    return {name: safe.xml_text(value) for name, value in metadata.items() if value}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _none_yet(answer: Answer) -> str:
    """Return what an answer without rows would have, for QGIS draws no layer of unknown kind."""
    return "Point" if answer.shapes is not None and answer.shapes.key == "place" else "Polygon"


def _shape(answer: Answer, frame: Any) -> Shape:
    kinds = set(frame.geometry.geom_type) or {_none_yet(answer)}
    return "marker" if kinds <= {"Point", "MultiPoint"} else "fill"


def _styles(answer: Answer, classes: StyleClasses, shape: Shape, made: str) -> Any:
    import pandas as pd

    is_cell = answer.shapes is not None and answer.shapes.key == "cell"
    line_mm = _CELL_LINE_MM if is_cell else _AREA_LINE_MM
    texts: Sequence[tuple[str, str | None]] = (
        ("f_table_catalog", ""), ("f_table_schema", ""), ("f_table_name", answer.command),
        ("f_geometry_column", _GEOMETRY), ("styleName", answer.command),
        ("styleQML", qml(CLASS, classes.legend, shape, line_mm)),
        ("styleSLD", sld(answer.command, CLASS, classes.legend, shape, line_mm)),
    )  # fmt: skip
    row = {name: pd.Series([value], dtype="string") for name, value in texts}
    return pd.DataFrame({
        **row,
        "useAsDefault": [True],
        "description": pd.Series([safe.xml_text(classes.title)], dtype="string"),
        "owner": pd.Series([""], dtype="string"),
        "ui": pd.Series([None], dtype="string"),
        "update_time": pd.to_datetime([made.removesuffix("Z")]),
    })  # fmt: skip
