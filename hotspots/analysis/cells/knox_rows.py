"""A Knox table as rows with a verdict each."""

import numpy as np

from hotspots.analysis.cells.near_repeat import Knox
from hotspots.analysis.methods.multiplicity import Method, adjusted
from hotspots.model.repeat import KnoxRow, RepeatVerdict

ALPHA = 0.05


def knox_rows(found: Knox, adjust: Method) -> list[KnoxRow]:
    """Return the cells of a table, by metres and then days, judged at 5 % after adjusting p.

    The family is every cell with both upper edges and pairs expected. The open bands are there
    so that the pairs add up; they are not tested. More pairs than expected is the only finding:
    the test is one-sided.
    """
    tested = np.zeros(found.pairs.shape, dtype=bool)
    if found.p is not None:
        tested[:-1, :-1] = found.expected[:-1, :-1] > 0
    p_adjusted = np.full(found.pairs.shape, np.nan)
    if found.p is not None:
        p_adjusted[tested] = adjusted(found.p[tested], adjust)
    return [
        _row(found, at_m, at_day, bool(tested[at_m, at_day]), float(p_adjusted[at_m, at_day]))
        for at_m in range(found.pairs.shape[0])
        for at_day in range(found.pairs.shape[1])
    ]


def _row(found: Knox, at_m: int, at_day: int, tested: bool, p_adjusted: float) -> KnoxRow:  # noqa: FBT001
    from_m, to_m = found.space.limits[at_m]
    from_days, to_days = found.time.limits[at_day]
    expected = float(found.expected[at_m, at_day])
    is_open = to_m is None or to_days is None
    return KnoxRow(
        from_m=from_m,
        to_m=to_m,
        from_days=from_days,
        to_days=to_days,
        pairs=int(found.pairs[at_m, at_day]),
        expected=expected,
        ratio=float(found.ratio[at_m, at_day]) if expected > 0 else None,
        p=float(found.p[at_m, at_day]) if tested and found.p is not None else None,
        p_adjusted=p_adjusted if tested else None,
        verdict="open_band" if is_open else _verdict(p_adjusted if tested else None),
    )


def _verdict(p_adjusted: float | None) -> RepeatVerdict:
    if p_adjusted is None:
        return "not_testable"
    return "more" if p_adjusted <= ALPHA else "not_distinguishable"


def least_p_adjusted(permutations: int, n_tested: int, adjust: Method) -> float:
    """Return the smallest adjusted p that one cell alone could reach with so few permutations."""
    alone = np.ones(max(n_tested, 1))
    alone[0] = 1 / (1 + permutations)
    return float(adjusted(alone, adjust)[0])
