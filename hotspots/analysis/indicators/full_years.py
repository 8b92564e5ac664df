"""Which years have figures of so many areas that a set can be told of."""

from collections.abc import Mapping

FULL_ENOUGH = 0.5


def newest_full(n_by_year: Mapping[int, float], n_whole: float | None = None) -> int:
    """Return the newest year with half of the areas there could be.

    ``n_by_year`` has how many areas have a figure in each year, at least one year. There could
    be ``n_whole``; where it is None or no year has half of that, as many as the fullest year has.
    """
    n_fullest = max(n_by_year.values())
    for n_all in (n_fullest if n_whole is None else n_whole, n_fullest):
        full = [year for year, n in n_by_year.items() if n >= FULL_ENOUGH * n_all]
        if full:
            break
    return max(full)
