"""GDAL with the drivers this program needs and no others: no scripts, no servers."""

import os

_KEPT = {
    "GPKG": "gpkg",
    "GeoJSON": "geojson",
    "ESRI Shapefile": "shapefile",
    "MapInfo File": "tab",
}
_SKIPPED = (
    "PCIDSK,PDS4,VICAR,PDF,MBTiles,EEDA,OGCAPI,GDALG,LVBAG,S57,DGN,OGR_VRT,CSV,GML,GPX,LIBKML,KML,"
    "GeoJSONSeq,ESRIJSON,TopoJSON,OGR_GMT,SQLite,WAsP,OpenFileGDB,DXF,FlatGeobuf,GeoRSS,VFK,"
    "PGDUMP,OSM,GPSBabel,OGR_PDS,WFS,OAPIF,EDIGEO,Idrisi,ODS,XLSX,Elasticsearch,Carto,AmigoCloud,"
    "SXF,Selafin,JML,PLSCENES,CSW,VDV,MVT,NGW,MapML,GTFS,PMTiles,JSONFG,MiraMonVector,ADBC,AVCBin,"
    "AVCE00,AIVector,HTTP"
)
_SETTINGS = {
    "OGR_SKIP": _SKIPPED,
    "GDAL_VRT_ENABLE_PYTHON": "NO",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
}
DRIVER_OF = {kind: driver for driver, kind in _KEPT.items()}


def lock() -> None:
    """Set GDAL's environment; to be called before the first import of a GDAL library."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
