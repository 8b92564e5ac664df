"""Surfaces near a border: residents spread over their ground, and Diggle's edge correction."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from hotspots.analysis.space.density import density
from hotspots.analysis.space.edges import diggle
from hotspots.analysis.space.grid import grid_over
from hotspots.analysis.space.ground import ground_points
from hotspots.analysis.space.kernels import Smoothing
from hotspots.analysis.space.residents import residents_per_km2

MADE = Path(__file__).parent / "made_densities.csv"
QUARTIC, GAUSSIAN = Smoothing("quartic", 300.0), Smoothing("gaussian", 150.0)


@pytest.fixture(scope="module")
def made():
    """Return the city, its grid, the points, and places with what spatstat gives for them."""
    table = pd.read_csv(MADE)
    border, points, places = (
        table[table["kind"] == kind] for kind in ("border", "point", "place")
    )
    city = shapely.Polygon(border[["x", "y"]].to_numpy())
    grid = grid_over(np.array([city]), 50, "EPSG:25832")
    return city, grid, points[["x", "y"]].to_numpy(float), places


@pytest.mark.parametrize(
    ("smoothing", "edge", "figure", "tolerance"),
    [
        (QUARTIC, "none", "none", 1e-8),
        (QUARTIC, "diggle", "diggle", 1e-3),
        (GAUSSIAN, "diggle", "gaussian_diggle", 1e-3),
    ],
)
def test_densities_near_a_border_agree_with_spatstat(made, smoothing, edge, figure, tolerance):
    """To 1e-8 of the peak without a correction; with it to 1e-3: spatstat's border is of squares.

    The figures are from ``made_densities.R``.
    """
    city, grid, xy_m, places = made
    weights = diggle(city, grid, smoothing).of(*xy_m.T) if edge == "diggle" else None
    surface = density(*xy_m.T, grid, smoothing, weights=weights)
    at = grid.position_of(places["x"].to_numpy(float), places["y"].to_numpy(float))
    expected = places[figure].to_numpy()
    away = np.abs(np.take(surface.values, at) - expected).max()
    assert away < tolerance * expected.max()


def test_the_correction_matters_and_keeps_the_number_of_points(made):
    """Some places have more than twice the density; the corrected surface adds up to all."""
    city, grid, xy_m, places = made
    assert (places["diggle"] / places["none"]).max() > 2
    weights = diggle(city, grid, QUARTIC).of(*xy_m.T)
    x_m, y_m, ground_m2 = ground_points(city, 10.0)
    fine = grid_over(np.array([city]), 10, "EPSG:25832")
    surface = density(*xy_m.T, fine, QUARTIC, weights=weights)
    total = (np.take(surface.values, fine.position_of(x_m, y_m)) * ground_m2).sum() / 1e6
    assert total == pytest.approx(len(xy_m), rel=2e-3)


def ragged():
    """Return two areas of a ragged city with a border off every lattice, and an isle."""
    turn = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    radius = 1500 + 250 * np.sin(7 * turn) + 120 * np.cos(13 * turn)
    ring = np.stack([720_000 + radius * np.cos(turn), 6_170_000 + radius * np.sin(turn)], axis=1)
    whole = shapely.Polygon(ring)
    west = whole.intersection(shapely.box(718_000, 6_168_000, 720_107, 6_172_000))
    isle = shapely.Point(722_300, 6_170_500).buffer(83)
    return np.array([west, whole.difference(west), isle]), np.array([30_000.0, 300.0, 400.0])


def summed(shapes, people, x_m, y_m, h, step_m=2.0):
    """Return residents per km² at a place by summing the kernel over fine squares of ground."""
    around = np.arange(-h, h, step_m) + step_m / 2
    east, north = (one.ravel() for one in np.meshgrid(x_m + around, y_m + around))
    u2 = ((east - x_m) ** 2 + (north - y_m) ** 2) / h**2
    kernel = np.where(u2 < 1, 3 / (np.pi * h**2) * (1 - u2) ** 2, 0) * step_m**2
    inside = [shapely.contains_xy(one, east, north) for one in shapes]
    return 1e6 * sum(
        (kernel * within).sum() * n / one.area
        for within, n, one in zip(inside, people, shapes, strict=True)
    )


def test_residents_near_borders_agree_with_fine_summation():
    """40 cells, those of the isle among them, to 0.7 %; by whole places it was up to 6 %."""
    shapes, people = ragged()
    grid = grid_over(shapes, 50, "EPSG:25832")
    surface = residents_per_km2(shapes, people, grid, QUARTIC)
    x_m, y_m = grid.centres(grid.cells)
    near = np.abs(x_m - 720_107) < 200
    rng = np.random.default_rng(3)
    picked = [*np.flatnonzero(x_m > 722_000)[:8], *rng.choice(np.flatnonzero(near), 16),
              *rng.choice(len(x_m), 16)]  # fmt: skip
    right = [summed(shapes, people, x_m[one], y_m[one], 300.0) for one in picked]
    off = np.take(surface.values, grid.cells[picked]) / right - 1
    assert np.abs(off).max() < 0.007


def test_the_ground_adds_up_however_small_or_ragged():
    """A hectare, a square metre and a ring, on steps of 25 m: exactly their own square metres."""
    ring = shapely.Point(0, 0).buffer(90).difference(shapely.Point(5, 0).buffer(60))
    for shape in (shapely.box(3, 4, 103, 104), shapely.box(7, 7, 8, 8), ring):
        x_m, y_m, ground_m2 = ground_points(shape, 25.0)
        assert ground_m2.sum() == pytest.approx(shape.area)
        assert np.average(x_m, weights=ground_m2) == pytest.approx(shape.centroid.x, abs=0.5)
        assert np.average(y_m, weights=ground_m2) == pytest.approx(shape.centroid.y, abs=0.5)
