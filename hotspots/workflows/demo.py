"""Made-up extracts in the formats that users have, over the schematic Copenhagen."""

import csv
import io
import json
import os
import shutil
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hotspots import shipped
from hotspots.analysis.methods import synthetic
from hotspots.analysis.methods.synthetic import Incidents, SyntheticSurvey
from hotspots.audit.folder import MANIFEST
from hotspots.errors import UsageProblem
from hotspots.language import Say, message
from hotspots.sentences.sources import program_source
from hotspots.workflows.release.templates import POLICY, RELEASE, write_example

SEED = 2010
KINDS = (
    ("1210", "Indbrud"), ("1320", "Tyveri"), ("1430", "Hærværk"), ("2110", "Vold"),
    ("2240", "Røveri"), ("3150", "Narkotika"),
    ("1810", "Brandstiftelse"),
)  # fmt: skip
EXTRACTS = (
    "bydele13.geojson", "bydele10.geojson", "tryghedsindeks_2009-2014.csv",
    "tryghedsundersoegelse_2015-2024.xlsx", "befolkning.csv", "gerningskoder.csv",
    "haendelser_2009-2016.csv", "haendelser_2016-2024.csv",
)  # fmt: skip
RESULTS = (
    "hotspots.duckdb", "kort_udvikling.html", "kort_prioritet.html", "udvikling.xlsx",
    "udvikling.geojson", "prioritet.csv", "prioritet.notes.txt", "haendelser.csv",
    "haendelser.notes.txt", "tidsserie.png",
    "tidsserie.png.alt.txt", "hotspots.gpkg", "kort_hotspots.html", "taethed.tif",
    "kort_utryghed.html", "uge.html", "statusrapport.docx", "statusrapport.html",
    "statusrapport.pdf",
    POLICY, RELEASE,
)  # fmt: skip
_TITLES = (("--title", "Bydele og kvarterer"), ("--title", "Bydele til 2014"))
_BELOW = ("--background", "copenhagen")
RELEASED = "offentlig"
REPORTS = (".docx", ".html", ".pdf")
_SPLIT_YEAR = 2016
_CORRECTED = 40


@dataclass(frozen=True)
class DemoStep:
    """One command of the demo, as a user would type it after ``hotspots``."""

    arguments: tuple[str, ...]


def prepare(folder: Path, *, force: bool) -> None:
    """Make room for the demo; its own files of an earlier run are removed with ``force``."""
    if folder.exists() and any(folder.iterdir()) and not force:
        raise UsageProblem(
            message("{folder} is not empty. Say --force to write the demo anew.", folder=folder)
        )
    for name in (*RESULTS, "hotspots.duckdb.wal", *(f"udtraek/{one}" for one in EXTRACTS)):
        (folder / name).unlink(missing_ok=True)
    if (folder / RELEASED / MANIFEST).exists():
        shutil.rmtree(folder / RELEASED)
    (folder / "udtraek").mkdir(parents=True, exist_ok=True)


def write_extracts(folder: Path, say: Say, *, seed: int = SEED) -> None:
    """Write the extracts; the same seed gives the same figures."""
    rng = np.random.default_rng(seed)
    target = folder / "udtraek"
    layer = json.loads(shipped.text("geodata/copenhagen_schematic/survey13.geojson"))
    names = [feature["properties"]["name"] for feature in layer["features"]]
    true = synthetic.levels(len(names), rng)
    say(message("Making up survey answers and about 450,000 incidents ..."))
    _write_areas(target, layer)
    _write_surveys(target, names, true, rng)
    _write_population(target, names, rng)
    made = synthetic.incidents(_metres(layer), true, len(KINDS), rng)
    _write_incidents(target, made)
    write_example(folder, date(synthetic.LAST_YEAR + 1, 1, 2))


def steps(folder: Path) -> list[DemoStep]:
    """Return the commands that take the extracts to maps and tables."""
    source = str(folder / "udtraek") + os.sep
    data = ("--synthetic", "--source", program_source("made_up"))
    former, present = (
        ("--valid-from", "2007-01-01", "--valid-to", "2014-12-31"),
        (
            "--valid-from",
            "2015-01-01",
        ),
    )
    drawn = ("--schematic", "--source", program_source("drawn"), "--licence", _licence())
    loads = [
        ("areas", source + EXTRACTS[0], "--set", "bydele13", *_TITLES[0], *present, *drawn),
        ("areas", source + EXTRACTS[1], "--set", "bydele10", *_TITLES[1], *former, *drawn),
        ("index", source + EXTRACTS[2], "--set", "bydele13", *data),
        ("index", source + EXTRACTS[3], "--set", "bydele13", *data),
        ("population", source + EXTRACTS[4], "--set", "bydele13", *data),
        *(
            ("incidents", source + name, "--categories", source + EXTRACTS[5], *data)
            for name in EXTRACTS[6:]
        ),
    ]
    out = str(folder) + os.sep
    year = ("--set", "bydele13", "--from", f"{synthetic.LAST_YEAR}-01-01")
    answers = [
        ("change", "--set", "bydele13", "-o", out + "udvikling.xlsx"),
        ("change", "--set", "bydele13", "-o", out + "udvikling.geojson"),
        ("priority", "--set", "bydele13", "-o", out + "prioritet.csv"),
        ("incidents", "--set", "bydele13", "-o", out + "haendelser.csv"),
        ("map", "change", "--set", "bydele13", *_BELOW, "-o", out + "kort_udvikling.html"),
        (
            "map",
            "priority",
            "--set",
            "bydele13",
            "--hotspots",
            *_BELOW,
            "-o",
            out + "kort_prioritet.html",
        ),
        ("map", "indicator", "--set", "bydele13", *_BELOW, "-o", out + "kort_utryghed.html"),
        ("figure", "series", "--set", "bydele13", "-o", out + "tidsserie.png"),
        ("detect", *year, "--table", "hotspots", "-o", out + "hotspots.gpkg"),
        ("map", "hotspots", *year, *_BELOW, "-o", out + "kort_hotspots.html"),
        ("week", "--set", "bydele13", "-o", out + "uge.html"),
        ("surface", *year, "-o", out + "taethed.tif"),
        ("report", "--set", "bydele13", *_each("-o", out + "statusrapport", REPORTS)),
        ("check",),
        ("release", "build", out + RELEASE, "-o", out + RELEASED),
        ("audit", out + RELEASED),
    ]
    return [DemoStep(("load", *one)) for one in loads] + [DemoStep(one) for one in answers]


def _licence() -> str:
    """Return the licence of the schematic areas, which the drawn extracts are."""
    about = tomllib.loads(shipped.text("geodata/copenhagen_schematic/copenhagen_schematic.toml"))
    return str(about["licence"])


def _each(option: str, name: str, endings: Sequence[str]) -> list[str]:
    return [part for ending in endings for part in (option, name + ending)]


def _write_areas(target: Path, layer: dict[str, Any]) -> None:
    text = json.dumps(layer, ensure_ascii=False)
    (target / EXTRACTS[0]).write_text(text, encoding="utf-8")
    (target / EXTRACTS[1]).write_text(_dissolved(layer), encoding="utf-8")


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


def _write_surveys(
    target: Path, names: Sequence[str], true: Any, rng: np.random.Generator
) -> None:
    evening = np.clip(true * 1.9, 0.02, 0.6)
    parts = [
        ("utryg_nabolag", synthetic.survey(true, rng)),
        ("utryg_aften_nat", synthetic.survey(evening, rng)),
    ]
    rows = [row for name, found in parts for row in _survey_rows(name, found, names)]
    heading = ["Område", "År", "Indikator", "Procent", "Antal svar", "Designeffekt",
               "Handlingskategori", "Udgave", "Leverandør"]  # fmt: skip
    early = [row for row in rows if row[1] <= synthetic.LAST_INDEX_YEAR]
    late = [row[:6] + row[7:] for row in rows if row[1] > synthetic.LAST_INDEX_YEAR]
    _write_csv(target / EXTRACTS[2], heading, early, encoding="cp1252")
    _write_workbook(target / EXTRACTS[3], heading[:6] + heading[7:], late)


def _survey_rows(indicator: str, survey: SyntheticSurvey, names: Sequence[str]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for index, year in enumerate(survey.years.tolist()):
        early = year <= synthetic.LAST_INDEX_YEAR
        for name, yes, n in zip(names, survey.yes[index], survey.n[index], strict=True):
            category = synthetic.category(yes / n) if early else ""
            stated_category = category if indicator == "utryg_nabolag" else ""
            rows.append(_survey_row(name, year, indicator, yes, n, stated_category))
        total = (survey.yes[index].sum(), survey.n[index].sum())
        rows.append(_survey_row("Hele København", year, indicator, *total, ""))
    return rows


def _survey_row(
    name: str, year: int, indicator: str, yes: int, n: int, category: str
) -> list[Any]:
    percent = round(100 * float(yes) / float(n), 1)
    return [name, year, indicator, percent, int(n), synthetic.DESIGN_EFFECT, category, 2024,
            program_source("made_up")]  # fmt: skip


def _write_csv(
    path: Path, heading: Sequence[str], rows: Sequence[Sequence[Any]], *, encoding: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([[_danish(value) for value in row] for row in rows])
    path.write_bytes(out.getvalue().encode(encoding))


def _danish(value: Any) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def _write_workbook(path: Path, heading: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Resultater")
        decimal_format = book.add_format({"num_format": "0.0"})
        sheet.write(0, 0, "Tryghedsundersøgelsen – SYNTETISKE DATA")
        sheet.write(1, 0, "Andel utrygge i procent. Tallene er opdigtede.")
        sheet.write_row(3, 0, heading)
        for down, row in enumerate(rows, start=4):
            for column, value in enumerate(row):
                style = decimal_format if isinstance(value, float) else None
                sheet.write(down, column, value, style)
        sheet.write(len(rows) + 5, 0, "")


def _write_population(target: Path, names: Sequence[str], rng: np.random.Generator) -> None:
    people = rng.integers(11_000, 75_000, len(names))
    rows = [
        [name, year, round(int(start) * 1.012 ** (year - synthetic.FIRST_YEAR))]
        for name, start in zip(names, people, strict=True)
        for year in range(synthetic.FIRST_YEAR, synthetic.LAST_YEAR + 1)
    ]
    _write_csv(target / EXTRACTS[4], ["Bydel", "År", "Folketal"], rows, encoding="utf-8-sig")
    codes = ["Kode", "Kategori"]
    _write_csv(target / EXTRACTS[5], codes, [list(one) for one in KINDS], encoding="utf-8-sig")


def _write_incidents(target: Path, made: Incidents) -> None:
    """Write two overlapping extracts; the second corrects a few rows of the first."""
    years = made.occurred_min.astype("datetime64[m]").astype("datetime64[Y]").astype(int) + 1970
    table = _incident_table(made)
    first = table.filter(pa.array(years <= _SPLIT_YEAR))
    second = table.filter(pa.array(years >= _SPLIT_YEAR))
    kinds = second["Gerningskode"].to_pylist()
    kinds[:_CORRECTED] = [KINDS[0][0]] * _CORRECTED
    second = second.set_column(3, "Gerningskode", pa.array(kinds))
    for name, rows in ((EXTRACTS[6], first), (EXTRACTS[7], second)):
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
