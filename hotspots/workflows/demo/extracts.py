"""Made-up extracts in the formats that users have, over the schematic Copenhagen."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc

from hotspots import shipped
from hotspots.analysis.methods import synthetic
from hotspots.analysis.methods.synthetic import Incidents
from hotspots.arrow import pa
from hotspots.language import Say, message
from hotspots.workflows.demo.csv_extract import write_csv
from hotspots.workflows.demo.names import (
    CATEGORIES,
    DISTRICTS,
    EARLY_INCIDENTS,
    EXTRACTS_FOLDER,
    FORMER_DISTRICTS,
    LATE_INCIDENTS,
    POPULATION,
)  # fmt: skip
from hotspots.workflows.demo.programme import write_programme
from hotspots.workflows.demo.steps import STATUS_DAY
from hotspots.workflows.demo.surveys import write_surveys
from hotspots.workflows.release.templates import write_example

SEED = 2010
KINDS = (
    ("1210", "Indbrud"), ("1320", "Tyveri"), ("1430", "Hærværk"), ("2110", "Vold"),
    ("2240", "Røveri"), ("3150", "Narkotika"),
    ("1810", "Brandstiftelse"),
)  # fmt: skip
_SPLIT_YEAR = 2016
_CORRECTED = 40


def write_extracts(folder: Path, say: Say, *, seed: int = SEED) -> None:
    """Write the extracts; the same seed gives the same figures."""
    rng = np.random.default_rng(seed)
    target = folder / EXTRACTS_FOLDER
    layer = json.loads(shipped.text("geodata/copenhagen_schematic/survey13.geojson"))
    names = [feature["properties"]["name"] for feature in layer["features"]]
    true = synthetic.levels(len(names), rng)
    say(message("Making up survey answers and about 450,000 incidents ..."))
    _write_areas(target, layer)
    write_surveys(target, names, true, rng)
    _write_population(target, names, rng)
    made = synthetic.incidents(_metres(layer), true, len(KINDS), rng)
    _write_incidents(target, made)
    write_programme(target, names, true)
    write_example(folder, STATUS_DAY)


def _write_areas(target: Path, layer: dict[str, Any]) -> None:
    text = json.dumps(layer, ensure_ascii=False)
    (target / DISTRICTS).write_text(text, encoding="utf-8")
    (target / FORMER_DISTRICTS).write_text(_dissolved(layer), encoding="utf-8")


def _dissolved(layer: dict[str, Any]) -> str:
    """Return the ten official districts as the union of their survey areas."""
    import shapely

    members: dict[tuple[int, str], list[Any]] = {}
    for feature in layer["features"]:
        properties = feature["properties"]
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        members.setdefault((int(properties["bydel_nr"]), properties["bydel_name"]), []).append(
            shape
        )
    features = [
        {
            "type": "Feature",
            "properties": {"bydel_nr": number, "navn": name},
            "geometry": json.loads(shapely.to_geojson(shapely.union_all(shapes))),
        }
        for (number, name), shapes in sorted(members.items())
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def _metres(layer: dict[str, Any]) -> Any:
    import geopandas

    frame = geopandas.GeoDataFrame.from_features(layer["features"], crs="EPSG:4326")
    return frame.to_crs("EPSG:25832").geometry.to_numpy()


def _write_population(target: Path, names: Sequence[str], rng: np.random.Generator) -> None:
    people = rng.integers(11_000, 75_000, len(names))
    rows = [
        [name, year, round(int(start) * 1.012 ** (year - synthetic.FIRST_YEAR))]
        for name, start in zip(names, people, strict=True)
        for year in range(synthetic.FIRST_YEAR, synthetic.LAST_YEAR + 1)
    ]
    write_csv(target / POPULATION, ["Bydel", "År", "Folketal"], rows, encoding="utf-8-sig")
    codes = ["Kode", "Kategori"]
    write_csv(target / CATEGORIES, codes, [list(one) for one in KINDS], encoding="utf-8-sig")


def _write_incidents(target: Path, made: Incidents) -> None:
    """Write two overlapping extracts; the second corrects a few rows of the first."""
    years = made.occurred_min.astype("datetime64[m]").astype("datetime64[Y]").astype(int) + 1970
    table = _incident_table(made)
    first = table.filter(pa.array(years <= _SPLIT_YEAR))
    second = table.filter(pa.array(years >= _SPLIT_YEAR))
    kinds = second["Gerningskode"].to_pylist()
    kinds[:_CORRECTED] = [KINDS[0][0]] * _CORRECTED
    second = second.set_column(3, "Gerningskode", pa.array(kinds))
    for name, rows in ((EARLY_INCIDENTS, first), (LATE_INCIDENTS, second)):
        _write_arrow(target / name, rows)


def _incident_table(made: Incidents) -> Any:
    occurred = pa.array(made.occurred_min.astype("datetime64[m]").astype("datetime64[us]"))
    reported_min = made.occurred_min + made.reported_after_min
    reported = pa.array(reported_min.astype("datetime64[m]").astype("datetime64[us]"))
    numbers = pa.array(np.arange(1, len(made.kind) + 1)).cast(pa.string())
    codes = pa.array([code for code, _ in KINDS])
    return pa.table(
        {
            "Sagsnr": pc.binary_join_element_wise("SYN", numbers, "-"),
            "Gerningstidspunkt": pc.strftime(occurred, "%d-%m-%Y %H:%M"),
            "Anmeldt": pc.strftime(reported, "%d-%m-%Y"),
            "Gerningskode": codes.take(pa.array(made.kind)),
            "X": _comma_text(made.x_m),
            "Y": _comma_text(made.y_m),
        }
    )


def _comma_text(values_m: Any) -> Any:
    """Write coordinates with one decimal and a decimal comma; nothing where there is none."""
    finite = np.isfinite(values_m)
    tenths = np.where(finite, np.rint(values_m * 10), 0).astype(np.int64)
    units = pa.array(tenths // 10).cast(pa.string())
    text = pc.binary_join_element_wise(units, pa.array(tenths % 10).cast(pa.string()), ",")
    return pc.if_else(pa.array(finite), text, "")


def _write_arrow(path: Path, rows: Any) -> None:
    from pyarrow import csv as arrow_csv

    options = arrow_csv.WriteOptions(delimiter=";", quoting_style="needed")
    with path.open("wb") as file:
        file.write(b"\xef\xbb\xbf")
        quoted = arrow_csv.WriteOptions(include_header=False, delimiter=";",
                                        quoting_style=options.quoting_style)  # fmt: skip
        file.write((";".join(rows.column_names) + "\n").encode())
        # X and Y hold a comma, which is no delimiter here, so nothing needs quotes
        arrow_csv.write_csv(rows, file, quoted)
