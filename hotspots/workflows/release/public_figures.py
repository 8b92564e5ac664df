"""What a release's store holds that is public: residents, figures of surveys, names."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from hotspots.audit.numbers.figures import PublicFigures, Residents
from hotspots.engine.store import Store
from hotspots.model.groups import parts_of

_TABLES = (
    "area_set", "area", "category_scale", "designation", "estimate", "goal",
    "indicator", "indicator_definition",
)  # fmt: skip
# neither told anywhere nor figures
_LEFT_OUT = {"load_id", "row_number", "geometry", "attributes", "code_order", "area_m2",
             "overlap_m2", "gap_m2", "decimals", "place", "lowest", "counted"}  # fmt: skip
_GROUP_KEYS = ("group_key", "against_group_key")
_DIGIT = re.compile(r"\d")


def public_figures(store: Store) -> PublicFigures:
    """Return the public figures of a store that holds cleared counts, and nothing of anybody."""
    rows = [row for name in _TABLES for row in _rows(store, name)]
    loads = [{name: row[name] for name in ("target", "source", "licence")}
             for row in store.rows("releases/loads")]  # fmt: skip
    breaks = store.rows("releases/break_texts")
    values = [value for row in (*rows, *loads, *breaks) for value in row.values()]
    numbers = {float(value) for value in values
               if isinstance(value, int | float) and not isinstance(value, bool)}  # fmt: skip
    texts = [*(value for value in values if isinstance(value, str)), *_groups(store, rows)]
    names = {value for value in texts if _DIGIT.search(value)}
    return PublicFigures(sorted(numbers), sorted(names), _residents(store))


def _groups(store: Store, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the values of groups, such as ``18-29``, by which titles and headings call them."""
    people = store.arrow("releases/kept_population").to_pylist()
    keys = {row.get(name) for row in (*rows, *people) for name in _GROUP_KEYS}
    return [value for key in keys if key for value in parts_of(key).values()]


def _rows(store: Store, name: str) -> list[dict[str, Any]]:
    table = store.arrow(f"releases/kept_{name}")
    kept = [column for column in table.column_names if column not in _LEFT_OUT]
    rows: list[dict[str, Any]] = table.select(kept).to_pylist()
    return rows


def _residents(store: Store) -> list[Residents]:
    return sorted(
        Residents(
            row["set_name"],
            row["area_code"],
            row["group_key"] or "",
            row["year"],
            float(row["population"]),
        )
        for row in store.arrow("releases/kept_population").to_pylist()
        if not row["part"]
    )
