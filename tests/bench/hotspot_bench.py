"""Times hot cells, density and near repeat beside esda, scikit-learn and pointpats.

Those run in a process of their own, in ``.venv-bench``, so that the tool and its tests need
none of them. Where they could not be installed, that is said, and the tool is measured alone.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from timing import peak_mb, report

from hotspots.analysis.cells.bands import Bands
from hotspots.analysis.cells.hot_cells import hot_cells
from hotspots.analysis.cells.near_repeat import Knox, knox
from hotspots.analysis.space.density import density
from hotspots.analysis.space.grid import Grid
from hotspots.analysis.space.kernels import Smoothing

ENVIRONMENT = Path(__file__).resolve().parents[2] / ".venv-bench"
RIVALS = Path(__file__).with_name("rivals.py")
SIDE_M, N_ROWS, N_COLS = 50, 250, 400
QUEEN_M = 1.5 * SIDE_M
BANDWIDTH_M = 200.0
# What the tool says of its surfaces: no farther than this part of the peak from exact sums.
MOST_OFF = 0.0025
N_PLACES = 200
N_EVENTS, PERMUTATIONS = 20_000, 99
WITHIN_M, WITHIN_DAYS = 100.0, 15.0


def bench_hotspots(x_m: Any, y_m: Any, runs: int) -> None:
    """Run the comparisons for hotspots, and measure the memory of near repeat."""
    bench_memory()
    if not (ENVIRONMENT / ".ready").exists():
        print(
            "Not compared: esda, scikit-learn and pointpats could not be installed in "
            f"{ENVIRONMENT.name}, so that hot cells, density and near repeat stand alone here.",
            flush=True,
        )
        return
    grid = made_grid(x_m, y_m)
    bench_hot_cells(grid, grid.count(x_m, y_m), runs)
    bench_density(grid, x_m, y_m, runs)
    bench_near_repeat(max(1, runs // 2))


def made_grid(x_m: Any, y_m: Any) -> Grid:
    """Lay 100,000 cells around the middle of the points."""
    first_col = int(np.median(x_m) // SIDE_M) - N_COLS // 2
    first_row = int(np.median(y_m) // SIDE_M) - N_ROWS // 2
    return Grid(SIDE_M, first_col, first_row, np.ones((N_ROWS, N_COLS), bool), "EPSG:25832")


def made_events() -> tuple[Any, Any]:
    """Return seeded places in metres, shape (n, 2), around 2,000 hubs in 15 km, and days."""
    rng = np.random.default_rng(3)
    hubs = rng.uniform(0, 15_000, (2_000, 2))
    places = hubs[rng.integers(0, len(hubs), N_EVENTS)] + rng.normal(0, 300, (N_EVENTS, 2))
    return places, rng.integers(0, 365, N_EVENTS)


def bench_hot_cells(grid: Grid, counts: Any, runs: int) -> None:
    """Compare Gi* with esda, once with its usual weights and once with its fastest ones."""

    def ours() -> Any:
        return hot_cells(grid, counts, QUEEN_M)

    for name, said in (("gi_star", "lat2W"), ("gi_star_graph", "Graph from a sparse matrix")):
        with rival(name, counts=counts) as theirs:
            apart = np.abs(theirs.found["z"] - ours().z).max()
            require(apart <= 1e-9, f"Gi* differs from esda.G_Local by {apart:g}")
            report(
                f"Gi* of {grid.n_cells:,} cells: esda.G_Local, weights by {said} / ours",
                theirs.again, ours, runs, warmed=True,
            )  # fmt: skip


def bench_density(grid: Grid, x_m: Any, y_m: Any, runs: int) -> None:
    """Compare a surface with KernelDensity, which is given few of the places to compute.

    Once it sums exactly, as it does if nothing is said, and once it may err as much as ours.
    Gaussian, for the quartic kernel is not among scikit-learn's.
    """
    smoothing = Smoothing("gaussian", BANDWIDTH_M)

    def ours() -> Any:
        return density(x_m, y_m, grid, smoothing).values

    surface = ours()
    chosen = np.random.default_rng(4).choice(grid.cells, N_PLACES, replace=False)
    most_off = MOST_OFF * surface.max()
    given = {"points": np.column_stack([x_m, y_m]), "bandwidth_m": BANDWIDTH_M,
             "places": np.column_stack(grid.centres(chosen))}  # fmt: skip
    n = f"Density of {len(x_m):,} points at {grid.n_cells:,} places"
    for may_be_off, said in ((0.0, "exact"), (most_off, "as exact as ours")):
        with rival("density", most_off_per_km2=may_be_off, **given) as theirs:
            apart = np.abs(theirs.found["per_km2"] - surface.ravel()[chosen]).max()
            require(apart <= most_off + may_be_off, f"density differs by {apart:g} per km²")
            report(
                f"{n}: scikit-learn's KernelDensity, {said} (measured at {N_PLACES} places and "
                "scaled; fitting left out) / ours",
                theirs.again, ours, runs if may_be_off else max(1, runs // 2), warmed=True,
                scale=grid.n_cells / N_PLACES,
            )  # fmt: skip


def bench_near_repeat(runs: int) -> None:
    """Compare a table of close pairs, permutations included, with pointpats."""
    places, days = made_events()
    given = {"points": places, "days": days, "within_m": WITHIN_M,
             "within_days": WITHIN_DAYS - 0.5, "permutations": PERMUTATIONS}  # fmt: skip

    def ours() -> Knox:
        return counted(places, days, WITHIN_M, PERMUTATIONS)

    with rival("near_repeat", **given) as theirs:
        found = ours()
        require(np.array_equal(found.pairs, theirs.found["pairs"]), "pairs differ from pointpats")
        apart = abs(found.expected[0, 0] / theirs.found["expected"] - 1)
        require(apart <= 1e-9, "expected pairs differ from pointpats")
        n = f"Near repeat of {N_EVENTS:,} events, {PERMUTATIONS} permutations"
        report(f"{n}: pointpats.Knox / ours", theirs.again, ours, runs, warmed=True)
        print(f"{n}: pointpats.Knox takes {theirs.found['grown_mb']:,.0f} MB", flush=True)


def counted(places: Any, days: Any, within_m: float, permutations: int) -> Knox:
    """Return the Knox table with one band of metres and one of days."""
    rng = np.random.default_rng(5)
    space, time = Bands((within_m,)), Bands((WITHIN_DAYS,))
    return knox(places, days, space, time, permutations=permutations, rng=rng)


def bench_memory() -> None:
    """Print what near repeat takes at rising distances, each in a process of its own."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import hotspot_bench; "
        "hotspot_bench.print_memory(float(sys.argv[2]))"
    )
    for within_m in (4 * WITHIN_M, 8 * WITHIN_M, 16 * WITHIN_M):
        command = [sys.executable, "-c", code, str(RIVALS.parent), str(within_m)]
        subprocess.run(command, check=True)


def print_memory(within_m: float) -> None:
    """Count pairs and print by how much the process grew, whatever the permutations."""
    places, days = made_events()
    counted(places[:100], days[:100], within_m, 1)
    before_mb = peak_mb()
    found = counted(places, days, within_m, 9)
    n_close = int(found.pairs[0].sum())
    grown_mb = peak_mb() - before_mb
    print(
        f"Near repeat of {N_EVENTS:,} events within {within_m:g} m: {grown_mb:,.0f} MB for "
        f"{n_close:,} close pairs, {grown_mb * 2**20 / n_close:,.0f} bytes each",
        flush=True,
    )


@dataclass(frozen=True)
class Rival:
    """What another package found, and the process that can do it again."""

    found: dict[str, Any]
    process: Any

    def again(self) -> None:
        """Have the work done once more, and wait for it."""
        self.process.stdin.write("again\n")
        self.process.stdin.flush()
        self.answer("done")

    def answer(self, wanted: str) -> None:
        """Wait for a word of the process; end here if it ended."""
        require(self.process.stdout.readline().strip() == wanted, "the other package failed")


@contextmanager
def rival(name: str, **given: Any) -> Iterator[Rival]:
    """Start a piece of work in the other environment; it has been done once."""
    with tempfile.TemporaryDirectory() as folder:
        arrays = Path(folder) / "given.npz"
        np.savez(arrays, **given)
        command = [str(ENVIRONMENT / "bin" / "python"), str(RIVALS), name, str(arrays)]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
            started = Rival({}, process)
            started.answer("found")
            with np.load(arrays.with_name("found.npz")) as found:
                yield Rival(dict(found), process)


def require(holds: Any, otherwise: str) -> None:
    """End with a sentence if something does not hold."""
    if not holds:
        sys.exit(otherwise)
