"""A Knox table as rows with a verdict each."""

import numpy as np

from hotspots.analysis.cells.near_repeat import Knox
from hotspots.analysis.methods.multiplicity import Method, adjusted
from hotspots.model.repeat import KnoxRow, RepeatVerdict

ALPHA = 0.05


def knox_rows(table: Knox, adjust: Method) -> list[KnoxRow]:
    """Return the cells of a table, by metres and then days, judged at 5 % after adjusting p.

    The family is every cell with both upper edges and pairs expected. The open bands are there
    so that the pairs add up; they are not tested. More pairs than expected is the only finding:
    the test is one-sided.
    """
    tested = np.zeros(table.pairs.shape, dtype=bool)
    if table.p is not None:
        tested[:-1, :-1] = table.expected[:-1, :-1] > 0
    p_adjusted = np.full(table.pairs.shape, np.nan)
    if table.p is not None:
        p_adjusted[tested] = adjusted(table.p[tested], adjust)
    return [
        _row(
            table,
            m_band,
            day_band,
            bool(tested[m_band, day_band]),
            float(p_adjusted[m_band, day_band]),
        )
        for m_band in range(table.pairs.shape[0])
        for day_band in range(table.pairs.shape[1])
    ]


def _row(table: Knox, m_band: int, day_band: int, tested: bool, p_adjusted: float) -> KnoxRow:  # noqa: FBT001
    from_m, to_m = table.space.limits[m_band]
    from_days, to_days = table.time.limits[day_band]
    expected = float(table.expected[m_band, day_band])
    is_open = to_m is None or to_days is None
    return KnoxRow(
        from_m=from_m,
        to_m=to_m,
        from_days=from_days,
        to_days=to_days,
        pairs=int(table.pairs[m_band, day_band]),
        expected=expected,
        ratio=float(table.ratio[m_band, day_band]) if expected > 0 else None,
        p=float(table.p[m_band, day_band]) if tested and table.p is not None else None,
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
