"""Places where incidents happen again and again."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.space.points import Points
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.repeat import RepeatPlace

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FARTHEST_SAME_PLACE_M = 50.0


def repeat_places(
    points: Points, *, same_place_m: float = 0.0, least_n: int = 2
) -> list[RepeatPlace]:
    """Return the places with at least so many incidents, the one with most first.

    With ``same_place_m`` 0 a place is one pair of coordinates; otherwise coordinates that far
    apart or less are one place, also through others between them. A place lies where most of
    its incidents do.
    """
    number = place_numbers(points.x_m, points.y_m, same_place_m)
    order = np.lexsort((points.key, points.occurred_on, number))
    starts = np.flatnonzero(np.diff(number[order], prepend=-1))
    groups = np.split(order, starts[1:]) if len(order) else []
    places = [_place(points, group) for group in groups if len(group) >= least_n]
    return sorted(
        places, key=lambda place: (-place.n, -place.last_on.toordinal(), place.x_m, place.y_m)
    )


def place_numbers(x_m: Floats, y_m: Floats, same_place_m: float) -> Ints:
    """Return the number of each incident's place, shape (n_points,)."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    if not 0 <= same_place_m <= FARTHEST_SAME_PLACE_M:
        raise UsageProblem(
            message(
                "--same-place {same_place_m:g}: one place is at most "
                "{farthest_same_place_m:g} m wide between two incidents. For wider areas "
                "use `hotspots detect`.",
                same_place_m=same_place_m,
                farthest_same_place_m=FARTHEST_SAME_PLACE_M,
            )
        )
    spots, number = np.unique(np.column_stack([x_m, y_m]), axis=0, return_inverse=True)
    number = number.ravel().astype(np.int64)
    if same_place_m == 0 or not len(spots):
        return number
    near = cKDTree(spots).query_pairs(same_place_m, output_type="ndarray")
    links = np.ones(len(near), dtype=bool)
    graph = coo_matrix((links, (near[:, 0], near[:, 1])), shape=(len(spots), len(spots)))
    joined: Ints = connected_components(graph, directed=False)[1].astype(np.int64)
    return joined[number]


def _place(points: Points, incidents: NDArray[np.intp]) -> RepeatPlace:
    """Return one place; ``incidents`` are their positions, oldest first."""
    spots, counts = np.unique(
        np.column_stack([points.x_m[incidents], points.y_m[incidents]]), axis=0, return_counts=True
    )
    x_m, y_m = spots[np.argmax(counts)]
    days = points.occurred_on[incidents]
    named = Counter(points.categories[one] for one in points.category[incidents] if one >= 0)
    return RepeatPlace(
        x_m=float(x_m),
        y_m=float(y_m),
        n=len(incidents),
        n_points=len(spots),
        first_on=days[0].item(),
        last_on=days[-1].item(),
        gaps_days=[int(one) for one in np.diff(days).astype(np.int64)],
        categories=sorted(named.items(), key=lambda item: (-item[1], item[0])),
    )
