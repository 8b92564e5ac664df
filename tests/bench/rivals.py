"""What a user would pick instead for hotspots; runs in an environment of its own.

Started with the name of a piece of work and a file of arrays, it does the work once, writes
what it found beside that file and says so, then does the work again for every line it is sent.
Nothing of the tool is imported here, and nothing of this is imported by the tool.
"""

import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import timing

Found = dict[str, Any]
FIRST_AREA = {
    "ST_DWithin": """
        select p.point, min(a.area) as area
        from (select area, st_geomfromwkb(wkb) as shape from areas) a
        join (select point, st_point(x, y) as place from points) p
          on st_dwithin(a.shape, p.place, 1e-6)
        group by p.point""",
    "ST_Intersects": """
        select p.point, min(a.area) as area
        from (select area, st_geomfromwkb(wkb) as shape from areas) a
        join (select point, st_point(x, y) as place from points) p
          on st_intersects(a.shape, p.place)
        group by p.point""",
}


def main() -> None:
    """Do the work named on the command line, once and then as often as asked."""
    warnings.simplefilter("ignore")
    name, given = sys.argv[1], Path(sys.argv[2])
    with np.load(given) as arrays:
        work = WORK[name](dict(arrays))
    before_mb = timing.peak_mb()
    found = work()
    np.savez(given.with_name("found.npz"), grown_mb=timing.peak_mb() - before_mb, **found)
    print("found", flush=True)
    for _ in sys.stdin:
        work()
        print("done", flush=True)


def gi_star(given: Found) -> Callable[[], Found]:
    """Score cells with esda, the weights built by libpysal's function for lattices."""
    from esda.getisord import G_Local
    from libpysal.weights import lat2W

    counts = given["counts"]

    def work() -> Found:
        weights = lat2W(*counts.shape, rook=False)
        scored = G_Local(counts.ravel(), weights, transform="B", permutations=0, star=True)
        return {"z": scored.Zs}

    return work


def gi_star_graph(given: Found) -> Callable[[], Found]:
    """Score cells with esda the fastest way it offers: a sparse matrix made into a graph."""
    from esda.getisord import G_Local
    from libpysal.graph import Graph
    from libpysal.weights import lat2SW

    counts = given["counts"]

    def work() -> Found:
        touching = lat2SW(*counts.shape, criterion="queen").tocsr()
        graph = Graph.from_sparse(touching).assign_self_weight(1)
        scored = G_Local(counts.ravel(), graph, transform="B", permutations=0, star=True)
        return {"z": scored.Zs}

    return work


def density(given: Found) -> Callable[[], Found]:
    """Return points per km² at some places, with scikit-learn's tree; fitting is not timed."""
    from sklearn.neighbors import KernelDensity

    points, places = given["points"], given["places"]
    most_off = float(given["most_off_per_km2"]) / len(points) / 1e6
    tree = KernelDensity(bandwidth=float(given["bandwidth_m"]), atol=most_off).fit(points)

    def work() -> Found:
        return {"per_km2": np.exp(tree.score_samples(places)) * len(points) * 1e6}

    return work


def near_repeat(given: Found) -> Callable[[], Found]:
    """Count close pairs with pointpats, with permutations."""
    from pointpats import Knox

    days = given["days"][:, None].astype(float)
    within_m, within_days = float(given["within_m"]), float(given["within_days"])
    permutations = int(given["permutations"])

    def work() -> Found:
        counted = Knox(given["points"], days, within_m, within_days, permutations=permutations)
        return {"pairs": counted.observed, "expected": counted.expected[0, 0]}

    return work


def sedona(given: Found) -> Callable[[], Found]:
    """Return the first area of each point by SedonaDB's join; reading the points is timed."""
    import pyarrow as pa
    import sedonadb

    context = sedonadb.connect()
    query = FIRST_AREA[str(given["predicate"])]
    n_points = len(given["x_m"])
    outlines = [outline.tobytes() for outline in np.split(given["wkb"], given["cuts"])]

    def work() -> Found:
        points = {"point": np.arange(n_points), "x": given["x_m"], "y": given["y_m"]}
        areas = {"area": np.arange(len(outlines)), "wkb": pa.array(outlines, pa.binary())}
        context.create_data_frame(pa.table(points)).to_view("points", overwrite=True)
        context.create_data_frame(pa.table(areas)).to_view("areas", overwrite=True)
        joined = context.sql(query).to_arrow_table()
        first = np.full(n_points, -1)
        first[joined["point"].to_numpy()] = joined["area"].to_numpy()
        return {"first": first}

    return work


WORK: dict[str, Callable[[Found], Callable[[], Found]]] = {
    "gi_star": gi_star,
    "gi_star_graph": gi_star_graph,
    "density": density,
    "near_repeat": near_repeat,
    "sedona": sedona,
}

if __name__ == "__main__":
    main()
