"""Somebody who knows one case for certain learns no other cell exactly."""

from dataclasses import replace

import pytest

from hotspots.analysis.disclosure.clearing import clear
from hotspots.analysis.disclosure.search import range_of
from hotspots.analysis.disclosure.system import system_of
from tests.disclosure.made_tables import TOTAL, made_counts, made_tables
from tests.tools.campaign import amount

SIZES = (10, 12, 5)
N_SAMPLE = amount(10_000, usual=8)


def trials(cells, true):
    """Return (a cell of 1, another small cell in a line with it), as an insider would look."""
    inner = [cell for cell in cells if TOTAL not in cell and 0 < true[cell] < 5]
    return [
        (case, cell)
        for case in inner
        if true[case] == 1
        for cell in inner
        if cell != case and sum(a == b for a, b in zip(case, cell, strict=True)) == 2
    ]


@pytest.mark.thorough
def test_oracle_insider_who_is_the_one_case_of_a_cell_learns_no_other_exactly():
    """The published classes with one cell fixed at 1 leave every cell beside it open."""
    tables, counts = made_tables(*SIZES), made_counts(SIZES, 30.0)
    cleared = clear(tables, counts, 5)
    system = system_of(tables, [cleared.published])
    true = {cell: int(counts[list(tables.finest_of(cell))].sum()) for cell in tables.cells}
    pairs = trials(tables.cells, true)
    assert len(pairs) > 200
    for case, cell in pairs[:: max(len(pairs) // N_SAMPLE, 1)]:
        case_row = system.rows[case]
        low, high = system.low.copy(), system.high.copy()
        low[case_row] = high[case_row] = 1
        least, most = range_of(replace(system, low=low, high=high), system.rows[cell])
        assert least < most, (case, cell)
