"""Times placing at two sizes beside SedonaDB, and beside the placing that came before.

SedonaDB runs in a process of its own, in ``.venv-bench``. Its ``ST_DWithin`` by a micrometre and
the lowest area is what placing has to agree with, on points beside borders above all; its
``ST_Intersects``, which knows no tolerance, is quicker and what speed is compared with.
"""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely
from hotspot_bench import ENVIRONMENT, require, rival
from timing import report, timed

from hotspots.analysis.space import placing
from hotspots.analysis.space.placing import Placer

ROOT = Path(__file__).resolve().parents[2]
# The last commit that tested points near borders against whole areas.
BEFORE = "c6d57cf5:hotspots/analysis/space/placing.py"
N_BESIDE = 60_000
OFF_M = (0, 0, 0.5e-6, -0.5e-6, 0.9e-6, -0.9e-6, 1.2e-6, -1.2e-6, 1e-3, -1e-3)


def bench_placing(path: Path, x_m: Any, y_m: Any, runs: int) -> None:
    """Place the points, and ten times as many, with three times ``N_BESIDE`` beside borders."""
    areas = geopandas.read_file(path).to_crs("EPSG:25832").geometry.make_valid()
    shapes = np.asarray(areas.array)
    print(
        f"Grid of {len(shapes)} areas: built in {timed(lambda: rebuilt(shapes)):.2f} s", flush=True
    )
    for times in (1, 10):
        points = np.vstack([spread(x_m, y_m, times), points_beside(shapes)])
        bench_before(shapes, points, runs)
        bench_sedona(shapes, points, max(1, runs // times))


def bench_before(shapes: Any, points: Any, runs: int) -> None:
    """Compare placing with a kept grid with what it was before, the grid built as well."""
    shown = subprocess.run(["git", "show", BEFORE], cwd=ROOT, capture_output=True, check=False)
    if shown.returncode:
        print("Not compared: the placing of before is not in this checkout.", flush=True)
        return
    before = module_from_spec(spec_from_loader("before", loader=None))
    sys.modules["before"] = before
    exec(compile(shown.stdout, BEFORE, "exec"), vars(before))  # noqa: S102 - our own code
    earlier, placer = before.Placer(shapes), rebuilt(shapes)
    x_m, y_m = points.T.copy()
    same = np.array_equal(earlier.first_area(x_m, y_m), placer.first_area(x_m, y_m))
    require(same, "placing differs from what it was before")
    report(
        f"{len(x_m):,} points into {len(shapes)} areas, grid kept: before / ours",
        lambda: earlier.first_area(x_m, y_m), lambda: placer.first_area(x_m, y_m), runs,
        warmed=True,
    )  # fmt: skip


def bench_sedona(shapes: Any, points: Any, runs: int) -> None:
    """Compare building and placing with SedonaDB; first require that no point differs."""
    if not (ENVIRONMENT / ".ready").exists():
        print(f"Not compared: SedonaDB is not in {ENVIRONMENT.name}.", flush=True)
        return
    x_m, y_m = points.T.copy()
    wkb = [np.frombuffer(outline, np.uint8) for outline in shapely.to_wkb(shapes)]
    cuts = np.cumsum([len(outline) for outline in wkb])[:-1]
    given = {"x_m": x_m, "y_m": y_m, "wkb": np.concatenate(wkb), "cuts": cuts}

    def ours() -> Any:
        return rebuilt(shapes).first_area(x_m, y_m)

    with rival("sedona", predicate="ST_DWithin", **given) as theirs:
        n_apart = np.count_nonzero(ours() != theirs.found["first"])
        require(n_apart == 0, f"placing differs from SedonaDB on {n_apart:,} points")
    with rival("sedona", predicate="ST_Intersects", **given) as theirs:
        name = f"{len(x_m):,} points into {len(shapes)} areas: SedonaDB ST_Intersects / ours"
        report(name, theirs.again, ours, runs, warmed=True)


def rebuilt(shapes: Any) -> Placer:
    """Return a placer that has to build its grid."""
    placing._shared_grid.cache_clear()
    return Placer(shapes)


def spread(x_m: Any, y_m: Any, times: int) -> Any:
    """Return points so many times over, each a little elsewhere; shape (n, 2), to the cm."""
    rng = np.random.default_rng(6)
    points = np.tile(np.column_stack([x_m, y_m]), (times, 1))
    return np.round(points + rng.normal(0, 20, points.shape), 2)


def points_beside(shapes: Any) -> Any:
    """Return vertices, middles of edges, and points up to a millimetre beside edges."""
    rng = np.random.default_rng(9)
    rings = shapely.get_rings(shapely.get_parts(shapes))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    start, end = (part[ring[1:] == ring[:-1]] for part in (xy[:-1], xy[1:]))
    edge = rng.integers(0, len(start), N_BESIDE)
    along = end[edge] - start[edge]
    length_m = np.maximum(np.hypot(*along.T), 1e-12)[:, None]
    left = np.column_stack([-along[:, 1], along[:, 0]]) / length_m
    beside = start[edge] + rng.random((N_BESIDE, 1)) * along
    beside += left * rng.choice(OFF_M, (N_BESIDE, 1))
    vertices = xy[rng.integers(0, len(xy), N_BESIDE)]
    return np.vstack([vertices, start[edge] + along / 2, beside])
