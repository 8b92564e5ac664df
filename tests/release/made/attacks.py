"""What somebody can work out who has an output, and nothing else but public figures."""

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

Row = Mapping[str, Any]
_ROUND = 1e-3  # figures have ten digits: a sum that is a whole number is this near to it


def positions(raster: Path, bandwidth_m: float, window: int = 5) -> np.ndarray:
    """Return the places (n x 2, metres) that a density of the quartic kernel gives away.

    Where one incident alone is felt, the root of the density is quadratic in the distance to it:
    the numbers of a window are far more than is needed to find the middle.
    """
    import rasterio

    with rasterio.open(raster) as file:
        density = np.where(file.read(1) == file.nodata, np.nan, file.read(1).astype(float))
        transform = file.transform
    peak = 3 / math.pi / bandwidth_m**2 * 1e6
    rows, columns = np.mgrid[: density.shape[0], : density.shape[1]]
    easts = transform.c + (columns + 0.5) * transform.a
    norths = transform.f + (rows + 0.5) * transform.e
    places = []
    for row in range(density.shape[0] - window + 1):
        for column in range(density.shape[1] - window + 1):
            part = np.s_[row : row + window, column : column + window]
            place = _only_place(density[part] / peak, easts[part], norths[part], bandwidth_m)
            if place is not None:
                places.append(place)
    return np.unique(np.round(np.array(places).reshape(-1, 2), 1), axis=0)


def _only_place(share: Any, easts: Any, norths: Any, bandwidth_m: float) -> Any:
    """Return the place of which alone a window's density can be; None where it cannot be."""
    if not (np.isfinite(share).all() and share.min() > 1e-4 and share.max() <= 1 + 1e-5):
        return None
    x, y = (easts - easts[0, 0]).ravel(), (norths - norths[0, 0]).ravel()
    left = np.sqrt(share.ravel()) - 1 + (x * x + y * y) / bandwidth_m**2
    factors = np.c_[2 * x / bandwidth_m**2, 2 * y / bandwidth_m**2, np.ones(x.size)]
    (east, north, rest), *_ = np.linalg.lstsq(factors, left, rcond=None)
    fits = np.abs(factors @ (east, north, rest) - left).max() < 1e-5
    is_of_a_place = abs(rest + (east * east + north * north) / bandwidth_m**2) < 1e-4
    return (easts[0, 0] + east, norths[0, 0] + north) if fits and is_of_a_place else None


def cell_counts(rows: Sequence[Row], total: float, cell_m: float) -> np.ndarray | None:
    """Return the count of every cell that Gi* and the total of all cells give away.

    Only the sum of squares is not known. It is a whole number, and of the few that it can be one
    makes all counts whole.
    """
    places = np.array([(row["x_m"], row["y_m"]) for row in rows])
    z = np.array([row["gi_z"] for row in rows], dtype=float)
    steps = np.abs(places[:, None, :] - places[None, :, :]).max(axis=2) / cell_m
    near = (steps < 1.5).astype(float)
    n, width = len(rows), near.sum(axis=1)
    mean = total / n
    for squares in range(int(total), int(total) * 8):
        spread = math.sqrt(max(squares / n - mean * mean, 0))
        sums = z * spread * np.sqrt((n * width - width * width) / (n - 1)) + mean * width
        if np.abs(sums - np.rint(sums)).max() < _ROUND:
            counts = np.linalg.lstsq(near, np.rint(sums), rcond=None)[0]
            if np.abs(counts - np.rint(counts)).max() < _ROUND:
                return np.rint(counts).astype(int)
    return None


def counts_of_rates(rates: Mapping[Any, float], residents: Mapping[Any, float]) -> dict[Any, int]:
    """Return the counts of which rates per 1,000 residents are."""
    return {key: round(rate * residents[key] / 1000) for key, rate in rates.items()}


def pairs_of_ratio(ratio: float, factor: float, most: int) -> list[tuple[int, int]]:
    """Return the pairs of counts up to ``most`` whose ratio, times a factor, has ten digits."""
    simple = Fraction(ratio / factor).limit_denominator(most)
    if not math.isclose(simple * factor, ratio, rel_tol=1e-9) or simple.numerator == 0:
        return []
    times = range(1, most // max(simple.numerator, simple.denominator) + 1)
    return [(simple.numerator * each, simple.denominator * each) for each in times]


def sole_cases(rows: Iterable[Row]) -> list[tuple[int, int]]:
    """Return the weekday and hour of everything that happened once."""
    return [(row["weekday"], row["hour"]) for row in rows if row["n"] == 1]
