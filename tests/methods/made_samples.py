"""Ten made-up samples, drawn in ten ways; ``python -m tests.methods.made_samples FOLDER``.

The numbers come from ``random.Random(seed).random()``, which gives the same on every version of
Python, so that R's figures for them can be stored.
"""

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from hotspots.analysis.methods.linearisation import SurveyDesign

GROUPS = ("a", "b", "c")
COLUMNS = ("yes", "group", "weight", "stratum", "cluster", "size")


@dataclass(frozen=True)
class Drawing:
    """How one sample is drawn; ``lonely`` are strata of a single unit."""

    seed: int
    n_strata: int = 0
    n_clusters: int = 0
    lonely: int = 0
    weighted: bool = False
    finite: bool = False
    zero_group: bool = False


DRAWINGS = {
    "simple": Drawing(101),
    "weighted": Drawing(102, weighted=True),
    "strata": Drawing(103, n_strata=4),
    "strata_finite": Drawing(104, n_strata=5, weighted=True, finite=True),
    "clusters": Drawing(105, n_clusters=17),
    "clusters_finite": Drawing(106, n_clusters=14, weighted=True, finite=True),
    "both": Drawing(107, n_strata=4, n_clusters=9, weighted=True),
    "both_finite": Drawing(108, n_strata=3, n_clusters=11, weighted=True, finite=True),
    "lonely": Drawing(109, n_strata=4, n_clusters=7, lonely=2, weighted=True),
    "lonely_zero": Drawing(
        110, n_strata=5, n_clusters=6, lonely=1, weighted=True, finite=True, zero_group=True
    ),
}


@dataclass(frozen=True)
class Answer:
    """One answer and how it was drawn."""

    yes: bool
    group: str
    weight: float
    stratum: str
    cluster: str
    size: float


def answers(drawing: Drawing) -> list[Answer]:
    """Return the answers of one sample."""
    draw = Random(drawing.seed).random  # noqa: S311 - made-up answers, no secrets
    rows = list(_drawn(drawing, draw))
    units = {(row.stratum, row.cluster) for row in rows}
    n_units = {row.stratum: sum(one[0] == row.stratum for one in units) for row in rows}
    sizes = {name: float(n + int(1 + 3 * n * draw())) for name, n in sorted(n_units.items())}
    return [
        Answer(row.yes, row.group, row.weight, row.stratum, row.cluster, sizes[row.stratum])
        for row in rows
    ]


def _drawn(drawing: Drawing, draw) -> Iterator[Answer]:
    for stratum in range(max(drawing.n_strata, 1)):
        is_lonely = stratum < drawing.lonely
        n_units = 1 if is_lonely else drawing.n_clusters or 30 + int(40 * draw())
        for unit in range(n_units):
            likely = 0.1 + 0.6 * draw()
            for _ in range(1 + int(8 * draw()) if drawing.n_clusters else 1):
                group = GROUPS[min(int(3.6 * draw()), 2)]
                yes = draw() < likely and not (drawing.zero_group and group == "b")
                weight = 0.4 + 4 * draw() if drawing.weighted else 1.0
                yield Answer(yes, group, weight, f"s{stratum}", f"u{unit}", 0.0)


def design_of(drawing: Drawing, rows: list[Answer]) -> SurveyDesign:
    """Return the design in which a sample was drawn."""
    return SurveyDesign(
        weights=np.array([row.weight for row in rows]),
        strata=[row.stratum for row in rows] if drawing.n_strata else None,
        clusters=[row.cluster for row in rows] if drawing.n_clusters else None,
        stratum_sizes=np.array([row.size for row in rows]) if drawing.finite else None,
    )


def main(folder: Path) -> None:
    """Write each sample as CSV, for ``made_samples.R``."""
    for name, drawing in DRAWINGS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            flags = drawing.n_strata > 0, drawing.n_clusters > 0, drawing.finite
            writer.writerow([*COLUMNS, "has_strata", "has_clusters", "is_finite"])
            for row in answers(drawing):
                cells = (int(row.yes), row.group, repr(row.weight), row.stratum, row.cluster)
                writer.writerow([*cells, row.size, *map(int, flags)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
