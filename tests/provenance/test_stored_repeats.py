"""Repeats turned away all at once are stored as each by itself would be."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.arrow import pa
from hotspots.cli.language import speak_in
from hotspots.language import message
from hotspots.model.loads import Reject, SheetRows, in_sheet
from hotspots.workflows.loads.rejects import stored_rejects
from hotspots.workflows.loads.repeats import stored_repeats

IDS = [
    "a1", "S000000001", " a ", "x" * 120, "to\nlinjer", "0101701234", "sag 010170-1234 igen",
    "æ–ø", "{load}", '"citat"', "70000000000001",
]  # fmt: skip
SHEETS = (SheetRows("januar", 0), SheetRows('februar "ny" é', 20), SheetRows("tom", 40))


def one_by_one(rows, sheets):
    """Return what is stored where each repeat is a reject of its own."""
    rejects = []
    for row in rows.to_pylist():
        if "earlier_load" in row:
            reason = message("repeats load {load}, row {row}", load=row["earlier_load"],
                             row=row["earlier_row"])  # fmt: skip
        else:
            found = in_sheet(Reject(row["earlier_row"], "", None, ""), sheets)
            name = re.sub(r"!\*$", "", found.column)
            called = f"{found.row_number} ({name})" if sheets else row["earlier_row"]
            reason = message("repeats row {row} of this file", row=called)
        rejects.append(Reject(row["row_number"], "id", row["incident_id"], reason))
    return stored_rejects([in_sheet(reject, sheets) for reject in rejects])


@st.composite
def repeats(draw):
    number = st.integers(1, 60)
    n = draw(st.integers(1, 8))
    texts = st.one_of(st.sampled_from(IDS), st.text(min_size=1, max_size=120))
    columns = {"row_number": number, "incident_id": texts, "earlier_row": number}
    if draw(st.booleans()):
        columns["earlier_load"] = number
    drawn = {name: draw(st.lists(each, min_size=n, max_size=n)) for name, each in columns.items()}
    return pa.table(drawn)


@pytest.mark.parametrize("lang", ["da", "en"])
@given(rows=repeats(), sheets=st.sampled_from([(), SHEETS]))
def test_all_at_once_is_as_one_by_one(lang, rows, sheets):
    """Numbers, cells, sentences in English and as JSON; of one sheet or of several."""
    speak_in(lang)
    assert stored_repeats(rows, sheets).to_pydict() == one_by_one(rows, sheets).to_pydict()
