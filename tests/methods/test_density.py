"""Density surfaces against exact summation, over all cells and bandwidths on offer."""

import numpy as np
import pytest

from hotspots.analysis.space import density as surfaces
from hotspots.analysis.space.density import density
from hotspots.analysis.space.grid import Grid
from hotspots.analysis.space.kernels import Smoothing
from hotspots.errors import UsageProblem

EAST_M, NORTH_M = 720_000, 6_170_000
CASES = [
    (10, 20, "quartic"), (10, 20, "gaussian"), (10, 1000, "quartic"), (50, 100, "quartic"),
    (50, 137, "quartic"), (50, 300, "quartic"), (50, 300, "gaussian"), (100, 210, "gaussian"),
    (250, 25_000, "quartic"), (1000, 2000, "quartic"), (1000, 3100, "gaussian"),
]  # fmt: skip


def grid(side_m, n_rows=40, n_cols=50):
    inside = np.ones((n_rows, n_cols), dtype=bool)
    return Grid(side_m, EAST_M // side_m, NORTH_M // side_m, inside, "EPSG:25832")


def scattered(side_m, n, rng, *, beyond=0.1):
    """Return points over a grid and somewhat beyond it, half of them in clusters."""
    x_m = EAST_M + rng.uniform(-beyond, 1 + beyond, n) * 50 * side_m
    y_m = NORTH_M + rng.uniform(-beyond, 1 + beyond, n) * 40 * side_m
    x_m[: n // 2] = x_m[0] + rng.normal(0, side_m, n // 2)
    y_m[: n // 2] = y_m[0] + rng.normal(0, side_m, n // 2)
    return x_m, y_m


def summed(x_m, y_m, at_x_m, at_y_m, kernel, h):
    """Return points per km² by the kernels' formulas, point by point; no cut-off."""
    found = []
    for x, y in zip(at_x_m, at_y_m, strict=True):
        u2 = ((x_m - x) ** 2 + (y_m - y) ** 2) / h**2
        if kernel == "quartic":
            each = np.where(u2 < 1, 3 / (np.pi * h**2) * (1 - u2) ** 2, 0)
        else:
            each = np.exp(-u2 / 2) / (2 * np.pi * h**2)
        found.append(1e6 * each.sum())
    return np.array(found)


def places(field, rng):
    """Return the values and coordinates of 200 cells, the four corners among them."""
    x_m, y_m = field.centres()
    n_rows, n_cols = field.values.shape
    at = rng.choice(n_rows * n_cols, 200, replace=False)
    at[:4] = [0, n_cols - 1, (n_rows - 1) * n_cols, n_rows * n_cols - 1]
    rows, cols = np.divmod(at, n_cols)
    return field.values[rows, cols], x_m[cols], y_m[rows]


# As many values as the widest kernels have are never summed one by one.
WAYS = [
    (*case, way)
    for case in CASES
    for way in ("as chosen", "binned", "exactly")
    if way != "exactly" or case[1] <= 20 * case[0]
]


@pytest.mark.part(3)
@pytest.mark.parametrize(("side_m", "h", "kernel", "way"), WAYS)
def test_the_surface_agrees_with_exact_summation(side_m, h, kernel, way, monkeypatch):
    """At 200 places, edges included, within 0.25 % of the peak, whichever way is taken."""
    if way != "as chosen":
        forced = {"binned": -1, "exactly": np.inf}[way]
        monkeypatch.setattr(surfaces, "_VALUES_PER_NODE", forced)
    rng = np.random.default_rng(4)
    for n in (1, 6, 2000):
        x_m, y_m = scattered(side_m, n, rng, beyond=0.1 if n > 1 else 0)
        field = density(x_m, y_m, grid(side_m), Smoothing(kernel, h))
        found, at_x_m, at_y_m = places(field, rng)
        expected = summed(x_m, y_m, at_x_m, at_y_m, kernel, h)
        peak = max(field.values.max(), expected.max())
        assert peak > 0
        assert np.abs(found - expected).max() <= 0.0025 * peak
        if way == "exactly":
            assert np.abs(found - expected).max() <= 1e-5 * peak


@pytest.mark.parametrize("away", np.linspace(0, 0.5, 6))
@pytest.mark.parametrize(("side_m", "h", "kernel"), CASES)
def test_a_ring_of_places_errs_no_more_than_one(side_m, h, kernel, away, monkeypatch):
    """Six heaps of points at the distance where the quartic kernel ends: errors add up there."""
    monkeypatch.setattr(surfaces, "_VALUES_PER_NODE", -1)
    angles = np.arange(6) * np.pi / 3 + away
    middle_x, middle_y = EAST_M + 25.5 * side_m, NORTH_M + 20.5 * side_m
    x_m = middle_x + (1 - away / 10) * h * np.cos(angles)
    y_m = middle_y + (1 - away / 10) * h * np.sin(angles)
    field = density(x_m, y_m, grid(side_m), Smoothing(kernel, h))
    peak = summed(x_m, y_m, x_m[:1], y_m[:1], kernel, h)[0]
    found = field.values[20, 25]
    expected = summed(x_m, y_m, [middle_x], [middle_y], kernel, h)[0]
    assert abs(found - expected) <= 0.0025 * peak


@pytest.mark.parametrize(
    ("kernel", "per_m2"), [("quartic", 3 / (np.pi * 9e4)), ("gaussian", 1 / (2 * np.pi * 9e4))]
)
@pytest.mark.parametrize("way", [-1, np.inf])
def test_a_single_point_in_a_centre_has_the_kernel_s_own_value(kernel, per_m2, way, monkeypatch):
    monkeypatch.setattr(surfaces, "_VALUES_PER_NODE", way)
    x_m, y_m = np.array([EAST_M + 25 * 50 + 25.0]), np.array([NORTH_M + 20 * 50 + 25.0])
    field = density(x_m, y_m, grid(50), Smoothing(kernel, 300))
    assert field.values[20, 25] == pytest.approx(per_m2 * 1e6, rel=1e-12)
    assert field.values.max() == field.values[20, 25]
    x_centres, y_centres = field.centres()
    assert (x_centres[25], y_centres[20]) == (x_m[0], y_m[0])


def test_a_quartic_kernel_ends_at_its_bandwidth():
    """Zero, not a rest of the transform, from there on."""
    x_m, y_m = np.array([EAST_M + 1275.0]), np.array([NORTH_M + 1025.0])
    field = density(np.repeat(x_m, 500), np.repeat(y_m, 500), grid(50), Smoothing("quartic", 300))
    far = np.hypot(*np.meshgrid(field.centres()[0] - x_m, field.centres()[1] - y_m)) > 310
    assert (field.values[far] == 0).all()
    assert (field.values[~far] >= 0).all()


@pytest.mark.parametrize("kernel", ["quartic", "gaussian"])
@pytest.mark.parametrize("way", [-1, np.inf])
def test_the_surface_sums_to_the_number_of_points(kernel, way, monkeypatch):
    """Where no point is nearer to the edge than the kernel reaches."""
    monkeypatch.setattr(surfaces, "_VALUES_PER_NODE", way)
    rng = np.random.default_rng(5)
    n, h = 700, 100 if kernel == "gaussian" else 300
    x_m, y_m = EAST_M + rng.uniform(600, 1900, n), NORTH_M + rng.uniform(600, 1400, n)
    field = density(x_m, y_m, grid(50), Smoothing(kernel, h))
    assert field.values.sum() * (field.side_m / 1000) ** 2 == pytest.approx(n, rel=1e-3)


@pytest.mark.parametrize("way", [-1, np.inf])
def test_moving_all_points_by_whole_cells_moves_the_surface(way, monkeypatch):
    monkeypatch.setattr(surfaces, "_VALUES_PER_NODE", way)
    rng = np.random.default_rng(6)
    x_m, y_m = EAST_M + rng.uniform(600, 1400, 90), NORTH_M + rng.uniform(600, 1200, 90)
    here = density(x_m, y_m, grid(50), Smoothing("quartic", 200)).values
    there = density(x_m + 150, y_m + 250, grid(50), Smoothing("quartic", 200)).values
    assert there[5:, 3:] == pytest.approx(here[:-5, :-3], abs=1e-9 * here.max())


@pytest.mark.parametrize("way", [-1, np.inf])
def test_the_order_of_points_changes_no_bit(way, monkeypatch):
    monkeypatch.setattr(surfaces, "_VALUES_PER_NODE", way)
    rng = np.random.default_rng(7)
    x_m, y_m = scattered(50, 3000, rng)
    shuffled = rng.permutation(3000)
    smoothing = Smoothing("quartic", 150)
    once = density(x_m, y_m, grid(50), smoothing).values
    again = density(x_m[shuffled], y_m[shuffled], grid(50), smoothing).values
    assert once.tobytes() == again.tobytes()


def test_a_weight_counts_as_that_many_points():
    x_m, y_m = np.array([EAST_M + 900.0, EAST_M + 1100.0]), np.array([NORTH_M + 900.0] * 2)
    smoothing = Smoothing("quartic", 300)
    weighted = density(x_m, y_m, grid(50), smoothing, weights=np.array([3.0, 1.0])).values
    repeated = density(x_m[[0, 0, 0, 1]], y_m[[0, 0, 0, 1]], grid(50), smoothing).values
    assert weighted == pytest.approx(repeated, rel=1e-12)


def test_no_point_gives_zeros_and_a_stray_one_changes_nothing():
    none = density(np.zeros(0), np.zeros(0), grid(50), Smoothing("quartic", 300)).values
    assert (none == 0).all()
    stray = density(np.zeros(1), np.zeros(1), grid(50), Smoothing("quartic", 300)).values
    assert (stray == 0).all()


@pytest.mark.parametrize(
    ("side_m", "bandwidth_m"), [(50, 99), (50, 5001), (5, 100), (1001, 3000), (50, np.nan)]
)
def test_a_bandwidth_that_is_not_known_to_be_exact_is_refused(side_m, bandwidth_m):
    with pytest.raises(UsageProblem, match=r"--cell|--bandwidth"):
        density(np.zeros(1), np.zeros(1), grid(side_m), Smoothing("quartic", bandwidth_m))
