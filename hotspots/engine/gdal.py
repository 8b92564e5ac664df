"""GDAL with the drivers this program needs and no others: no scripts, no servers."""

import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import Say, message

_KEPT = {
    "GPKG": "gpkg",
    "GeoJSON": "geojson",
    "ESRI Shapefile": "shapefile",
    "MapInfo File": "tab",
    "FlatGeobuf": "flatgeobuf",
    "GML": "gml",
    "LIBKML": "kml",
    "OpenFileGDB": "gdb",
}
_SKIPPED = (
    "PCIDSK,PDS4,VICAR,PDF,MBTiles,EEDA,OGCAPI,GDALG,LVBAG,S57,DGN,OGR_VRT,CSV,GPX,KML,"
    "GeoJSONSeq,ESRIJSON,TopoJSON,OGR_GMT,SQLite,WAsP,DXF,GeoRSS,VFK,"
    "PGDUMP,OSM,GPSBabel,OGR_PDS,WFS,OAPIF,EDIGEO,Idrisi,ODS,XLSX,Elasticsearch,Carto,AmigoCloud,"
    "SXF,Selafin,JML,PLSCENES,CSW,VDV,MVT,NGW,MapML,GTFS,PMTiles,JSONFG,MiraMonVector,ADBC,AVCBin,"
    "AVCE00,AIVector,HTTP"
)
_SETTINGS = {
    "OGR_SKIP": _SKIPPED,
    "GDAL_VRT_ENABLE_PYTHON": "NO",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    # Whatever GDAL would ask of a server it asks by way of a proxy of a kind that there is not:
    # curl gives up before it connects, and nobody can listen there. No host is an exception.
    "GDAL_HTTP_PROXY": "none://none",
    "GDAL_HTTPS_PROXY": "none://none",
    "no_proxy": "none",
    "NO_PROXY": "none",
    "PROJ_NETWORK": "OFF",
}
DRIVER_OF = {kind: driver for driver, kind in _KEPT.items()} | {"mif": "MapInfo File"}


class UndecodableTexts(InputProblem):
    """Texts of a layer are not in the encoding that was said, or that the file says."""


def lock() -> None:
    """Set GDAL's environment; to be called before the first import of a GDAL library."""
    for name, value in _SETTINGS.items():
        os.environ[name] = value


@contextmanager
def warnings_spoken(path: Path, say: Say) -> Iterator[None]:
    """Say what libraries warn of in a file, each thing once."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
    for sentence in dict.fromkeys(str(warning.message) for warning in caught):
        say(f"{path.name}: {sentence}")


@contextmanager
def problems(path: Path, say: Say) -> Iterator[None]:
    """Turn what GDAL says against a file into one sentence; pass its warnings on."""
    from pyogrio import errors

    try:
        with warnings_spoken(path, say):
            yield
    except (errors.DataSourceError, errors.DataLayerError, errors.FeatureError) as problem:
        raise InputProblem(
            message(
                "{path}: the layer cannot be read: it is damaged, or a file that belongs to it is "
                "missing. Export it again as GeoPackage.",
                path=path,
            )
        ) from problem


def undecodable(path: Path) -> UndecodableTexts:
    """Return what is said of texts that are not in their encoding."""
    return UndecodableTexts(
        message(
            "{path}: the attributes cannot be read in the encoding that was said, or that "
            "the file says. Say --encoding utf-8 or --encoding windows-1252, or leave it out.",
            path=path,
        )
    )


def check_layer(path: Path, names: Sequence[str], layer: str | None) -> None:
    """Refuse a layer that is not among those of a file."""
    if layer is not None and layer not in names:
        listed = ", ".join(map(repr, names))
        raise UsageProblem(
            message(
                "{path}: no layer {asked!r}; it has {listed}.",
                path=path,
                asked=layer,
                listed=listed or "none",
            )
        )


def check_name(path: Path) -> None:
    """Refuse a path that pyogrio takes for an address: of another file, or of a server."""
    from pyogrio.util import vsi_path

    if vsi_path(str(path)) != str(path):
        raise InputProblem(
            message(
                "{path}: GDAL takes this for the name of another file, because of a mark such as "
                "'!', ';' or ':' in it. Rename the file or its folder.",
                path=path,
            )
        )
