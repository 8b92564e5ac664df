"""Where incidents happened: coordinates in metres, the areas they fall in, and impossible ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.space.border_edges import Coordinates
from hotspots.analysis.space.placing import Memberships, Placer
from hotspots.language import marked

FAR_M = 50_000.0
_SAMPLED_AREAS = 4

OK, ZERO, OFF_EARTH, SWAPPED, FAR = range(5)
REASONS = {
    ZERO: marked("the place is 0, 0: a place that nobody filled in"),
    OFF_EARTH: marked("the coordinates are outside their coordinate system"),
    SWAPPED: marked("the coordinates fall into place when x and y change places"),
    FAR: marked("the place is more than 50 km outside every area set"),
}

ToMetres = Callable[[Coordinates, Coordinates], tuple[Coordinates, Coordinates]]
OnMap = Callable[[Coordinates, Coordinates], NDArray[np.bool_]]


@dataclass(frozen=True)
class Located:
    """A batch of places: metres in the working CRS (NaN where there is none), and verdicts.

    ``verdict`` has one of the codes above per row; ``memberships`` has one item per area set.
    """

    x_m: Coordinates
    y_m: Coordinates
    verdict: NDArray[np.int8]
    memberships: Sequence[Memberships]


def placeless(n_rows: int, n_sets: int) -> Located:
    """Return a batch of which no row has coordinates: all is well, and it lies in no area."""
    nowhere = Memberships(np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp))
    none = np.full(n_rows, np.nan)
    return Located(none, none, np.full(n_rows, OK, dtype=np.int8), [nowhere] * n_sets)


class Locator:
    """Brings coordinates into the working CRS and places them in every area set.

    ``is_on_map`` tells which coordinates lie where their own system is used.
    """

    def __init__(self, to_metres: ToMetres, placers: Sequence[Placer],
                 is_on_map: OnMap = lambda x, _: np.isfinite(x)) -> None:  # fmt: skip
        self.to_metres = to_metres
        self.placers = placers
        self.is_on_map = is_on_map

    def locate(self, x: Coordinates, y: Coordinates) -> Located:
        """Locate a batch; NaN coordinates stay NaN and lie in no area."""
        x_m, y_m = self.to_metres(x, y)
        verdict = np.full(len(x), OK, dtype=np.int8)
        has_place = ~(np.isnan(x) | np.isnan(y))
        zero = has_place & (x == 0) & (y == 0)
        on_map = self.is_on_map(x, y) & np.isfinite(x_m) & np.isfinite(y_m)
        lost = has_place & ~zero & ~on_map
        verdict[zero], verdict[lost] = ZERO, OFF_EARTH
        usable = np.flatnonzero(has_place & ~zero & ~lost)
        memberships = [self._place(placer, x_m, y_m, usable) for placer in self.placers]
        if self.placers:
            far = _left_over(usable, memberships)
            far = far[~self._near_any(x_m[far], y_m[far])]
            verdict[far] = FAR
            self._judge_turned(x, y, np.union1d(far, np.flatnonzero(lost)), verdict)
        wrong = verdict != OK
        x_m, y_m = (
            np.where(wrong | ~has_place, np.nan, x_m),
            np.where(wrong | ~has_place, np.nan, y_m),
        )
        return Located(x_m, y_m, verdict, memberships)

    def _place(
        self, placer: Placer, x_m: Coordinates, y_m: Coordinates, usable: NDArray[np.intp]
    ) -> Memberships:
        membership = placer.place(x_m[usable], y_m[usable])
        return Memberships(usable[membership.points], membership.areas)

    def _judge_turned(
        self, x: Coordinates, y: Coordinates, rows: NDArray[np.intp], verdict: NDArray[np.int8]
    ) -> None:
        """Tell of rows that lie nowhere near whether x and y have changed places."""
        turned_x, turned_y = self.to_metres(y[rows], x[rows])
        real = np.isfinite(turned_x) & np.isfinite(turned_y) & self.is_on_map(y[rows], x[rows])
        turned = rows[real][self._near_any(turned_x[real], turned_y[real])]
        verdict[turned] = SWAPPED

    def _near_any(self, x_m: Coordinates, y_m: Coordinates) -> NDArray[np.bool_]:
        near = np.zeros(len(x_m), dtype=bool)
        for placer in self.placers:
            rest = np.flatnonzero(~near)
            near[rest] = _within_reach(placer.geometries, x_m[rest], y_m[rest])
        return near


def _left_over(usable: NDArray[np.intp], memberships: Sequence[Memberships]) -> NDArray[np.intp]:
    if len(usable) == 0:
        return usable
    left = np.zeros(usable[-1] + 1, dtype=bool)
    left[usable] = True
    for membership in memberships:
        left[membership.points] = False
    return np.flatnonzero(left)


def _within_reach(geometries: Any, x_m: Coordinates, y_m: Coordinates) -> NDArray[np.bool_]:
    """Tell which points are at most ``FAR_M`` from an area; a few areas settle nearly all."""
    import shapely

    close = np.zeros(len(x_m), dtype=bool)
    sample = geometries[:: max(1, len(geometries) // _SAMPLED_AREAS)]
    for inside in shapely.point_on_surface(sample):
        rest = np.flatnonzero(~close)
        close[rest] = np.hypot(x_m[rest] - inside.x, y_m[rest] - inside.y) <= FAR_M
    rest = np.flatnonzero(~close)
    points, _ = shapely.STRtree(geometries).query_nearest(
        shapely.points(x_m[rest], y_m[rest]), max_distance=FAR_M, all_matches=False
    )
    close[rest[points]] = True
    return close
