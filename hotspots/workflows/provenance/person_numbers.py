"""CPR numbers that a store may hold from before loads were stopped by them."""

from itertools import groupby
from typing import TYPE_CHECKING

from hotspots.analysis.provenance import persons
from hotspots.arrow import pa
from hotspots.model.provenance import Finding
from hotspots.sources.values.person_columns import PersonColumn

if TYPE_CHECKING:
    from hotspots.model.rows import AskRows

# A column is judged by so many of its texts.
_MOST = 20_000


def person_numbers(rows: "AskRows") -> list[Finding]:
    """Find where the store may hold CPR numbers, and the columns that were let through."""
    first_rows: dict[tuple[int, str], int] = {}
    texts = rows("check/person_texts", most=_MOST)
    for (load_id, place), held_texts in groupby(
        texts, key=lambda row: (row["load_id"], row["place"])
    ):
        column = list(held_texts)
        index = PersonColumn().look(pa.array([row["cell"] for row in column]))
        if index is not None:
            first_rows[load_id, place] = column[index]["row_number"]
    loads = rows("check/let_through")
    return persons.let_through(loads) + persons.stored(first_rows, loads)
