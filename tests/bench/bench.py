"""Times the tool beside what a user would pick instead; prints ratios taken in one run.

Absolute times depend on the machine; ratios are taken pair by pair, in turn, and their
median is printed. Results are compared before anything is timed: a fast wrong answer
counts as a failure. Nothing here is a test: slowness does not fail the suite.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import shapely
from hotspot_bench import bench_hotspots
from join_bench import bench_placing
from page_bench import RODER, bench_page
from timing import report
from workbook_bench import bench_workbook

from hotspots import shipped
from hotspots.analysis.space.placing import Placer
from hotspots.model.loads import Origin, Reading
from hotspots.workflows.areas.load import load_areas
from hotspots.workflows.areas.storing_areas import SetOptions
from hotspots.workflows.incidents.load import IncidentOptions, load_incidents

LAYER = shipped.path("geodata/copenhagen_schematic/survey13.geojson")
ROOT = Path(__file__).resolve().parents[2]
REAL = Path(os.environ.get("HOTSPOTS_REAL_DATA") or ROOT.parent / "shared" / "data")
REAL_LAYER = REAL / "copenhagen" / "cph_survey13_derived.geojson"
KINDS = np.array(["Indbrud", "Vold", "Tyveri", "Hærværk", "Røveri"])


def main() -> None:
    """Run every comparison and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    layer = REAL_LAYER if REAL_LAYER.exists() else LAYER
    parser.add_argument("--areas", type=Path, default=layer, help="an area layer of your own")
    asked = parser.parse_args()
    x_m, y_m = made_points(asked.points)
    bench_join(asked.areas, x_m, y_m, asked.runs)
    roder = REAL / "copenhagen" / RODER
    bench_placing(roder if roder.exists() else LAYER, x_m, y_m, asked.runs)
    bench_load(x_m, y_m, asked.runs)
    bench_workbook(x_m, y_m, _load_into, asked.runs)
    bench_help(asked.runs)
    bench_hotspots(x_m, y_m, asked.runs)
    bench_page(roder, asked.runs)


def made_points(n: int) -> tuple[Any, Any]:
    """Return seeded points around the city, clustered as incidents are, in EPSG:25832."""
    rng = np.random.default_rng(1)
    areas = geopandas.read_file(LAYER).to_crs("EPSG:25832")
    city = areas.union_all()
    shapely.prepare(city)
    tried = rng.uniform(city.bounds[:2], city.bounds[2:], size=(4000, 2))
    hubs = tried[shapely.contains_xy(city, tried[:, 0], tried[:, 1])]
    points = hubs[rng.integers(0, len(hubs), n)] + rng.normal(0, 300, (n, 2))
    return points[:, 0].copy(), points[:, 1].copy()


def bench_join(path: Path, x_m: Any, y_m: Any, runs: int) -> None:
    """Compare placing points with geopandas.sjoin, the grid's building included."""
    areas = geopandas.read_file(path).to_crs("EPSG:25832").reset_index(drop=True)
    areas.geometry = areas.geometry.make_valid()
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x_m, y_m, crs=areas.crs))
    shapes = np.asarray(areas.geometry.array)

    def ours() -> Any:
        return Placer(shapes).first_area(x_m, y_m)

    def theirs(predicate: str) -> Any:
        joined = geopandas.sjoin(points, areas[["geometry"]], how="left", predicate=predicate)
        first = joined[~joined.index.duplicated()]["index_right"]
        return first.fillna(-1).astype(np.intp).to_numpy()

    found = ours()
    for predicate in ("intersects", "within"):
        if not np.array_equal(found, theirs(predicate)):
            sys.exit(f"placing disagrees with geopandas.sjoin (predicate {predicate})")
    vertices = int(shapely.get_num_coordinates(shapes).sum())
    n = f"{len(x_m):,} points into {len(areas)} areas ({path.stem}, {vertices:,} vertices)"
    few = max(1, runs // 2)
    report(f"{n}: geopandas.sjoin / ours", lambda: theirs("intersects"), ours, few)
    report(f"{n}: geopandas.sjoin within / ours", lambda: theirs("within"), ours, runs)


def bench_load(x_m: Any, y_m: Any, runs: int) -> None:
    """Compare a checked, placed load of a Danish CSV with a typed read_csv into DuckDB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        extract = folder / "haendelser.csv"
        write_extract(extract, x_m, y_m)

        def ours() -> None:
            store = folder / "store.duckdb"
            store.unlink(missing_ok=True)
            _load_into(store, extract)

        report_load = f"{len(x_m):,} rows of CSV: ours / typed read_csv into a DuckDB file"
        report(report_load, ours, lambda: typed_read(extract, folder / "plain.duckdb"), runs)
        peak_mb = peak_of_load(extract, folder / "peak.duckdb")
        print(f"{len(x_m):,} rows of CSV: peak memory of the load {peak_mb:,.0f} MB", flush=True)


def _load_into(store: Path, extract: Path) -> None:
    now = datetime.now(UTC)
    quiet: Callable[..., None] = lambda *_: None  # noqa: E731 - says nothing
    load_areas(store, Origin(LAYER, "bench", now), SetOptions("bydele"), Reading(), quiet)
    origin = Origin(extract, "bench", now)
    receipt = load_incidents(store, origin, IncidentOptions(), Reading(), quiet, quiet)
    if receipt.rows_stored != receipt.rows_in:
        sys.exit(f"the load rejected {receipt.rows_rejected} rows of a clean extract")


def write_extract(path: Path, x_m: Any, y_m: Any) -> None:
    """Write a Danish extract: semicolons, decimal commas, days first."""
    rng = np.random.default_rng(2)
    n = len(x_m)
    minutes = rng.integers(0, 60 * 24 * 365 * 10, n).astype("timedelta64[m]")
    when = pd.to_datetime(np.datetime64("2010-01-01T00:00") + minutes)
    frame = pd.DataFrame(
        {
            "Sagsnr": np.arange(n).astype(str),
            "Gerningstidspunkt": when.strftime("%d-%m-%Y %H:%M"),
            "Anmeldt": when.strftime("%d-%m-%Y"),
            "X": pd.Series(x_m).round(2).astype(str).str.replace(".", ","),
            "Y": pd.Series(y_m).round(2).astype(str).str.replace(".", ","),
            "Kategori": KINDS[rng.integers(0, len(KINDS), n)],
        }
    )
    frame.to_csv(path, sep=";", index=False)


def typed_read(extract: Path, target: Path) -> None:
    """Do what a user at home in DuckDB would do: every type named, no check, no join."""
    import duckdb

    target.unlink(missing_ok=True)
    columns = {"id": "VARCHAR", "occurred": "TIMESTAMP", "reported": "DATE", "x": "DOUBLE",
               "y": "DOUBLE", "category": "VARCHAR"}  # fmt: skip
    with duckdb.connect(str(target)) as con:
        con.execute(
            "create table incident as from read_csv($path, delim=';', header=true, "
            "decimal_separator=',', auto_detect=false, dateformat='%d-%m-%Y', "
            "timestampformat='%d-%m-%Y %H:%M', columns=$columns)",
            {"path": str(extract), "columns": columns},
        )
        con.execute("checkpoint")


def peak_of_load(extract: Path, store: Path) -> float:
    """Return the largest resident size of a process that does the load and nothing else."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[3]); from pathlib import Path; "
        "import bench, timing; bench._load_into(Path(sys.argv[2]), Path(sys.argv[1])); "
        "print(timing.peak_mb())"
    )
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", code, str(extract), str(store), here]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def bench_help(runs: int) -> None:
    """Compare the start of the command line with importing Click alone."""
    ours = [str(Path(sys.executable).with_name("hotspots")), "--help"]
    click = [sys.executable, "-c", "import click"]

    def run(command: list[str]) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    report("hotspots --help / python -c 'import click'", lambda: run(ours), lambda: run(click),
           2 * runs)  # fmt: skip


if __name__ == "__main__":
    main()
