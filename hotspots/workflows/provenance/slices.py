"""Which groups and parts of years a store has figures and residents of, in words."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from hotspots.language import marked, message, translated
from hotspots.model.groups import parts_of
from hotspots.model.periods import Kind, Period
from hotspots.model.rows import StoreSlicesRow

_MOST_VALUES = 12
_KINDS: dict[Kind, str] = {
    "half": marked("half-years"), "quarter": marked("quarters"), "month": marked("months"),
    "week": marked("weeks"), "span": marked("spans of days"),
}  # fmt: skip


def slice_settings(rows: Sequence[StoreSlicesRow]) -> dict[str, object]:
    """Return the values of each dimension, and the parts of years, where there are any."""
    dimensions: dict[str, list[str]] = {}
    for row in rows:
        for dimension, value in parts_of(row["group_key"]).items():
            dimensions.setdefault(dimension, []).append(value)
    groups = {name: sorted(set(values)) for name, values in sorted(dimensions.items())}
    parts = sorted({row["part"] for row in rows if row["part"]})
    settings: dict[str, object] = {}
    settings |= {"groups": groups} if groups else {}
    return settings | ({"parts": parts} if parts else {})


def slice_notes(rows: Sequence[StoreSlicesRow]) -> list[str]:
    """Return a sentence for each set, indicator, dimension and kind of period."""

    def key(row: StoreSlicesRow) -> tuple[str, str, str, tuple[str, ...], Kind]:
        dimensions = tuple(parts_of(row["group_key"]))
        kind = Period(row["first"], row["part"]).kind
        return row["thing"], row["set_name"], row["label"] or "", dimensions, kind

    return [
        _note(rows_of, " ".join(one for one in (set_name, label) if one), kind, list(of_kind))
        for (rows_of, set_name, label, _, kind), of_kind in groupby(sorted(rows, key=key), key)
    ]


def _note(rows_of: str, name: str, kind: Kind, rows: Sequence[StoreSlicesRow]) -> str:
    first = min(str(Period(row["first"], row["part"])) for row in rows)
    last = max(str(Period(row["last"], row["part"])) for row in rows)
    by = "; ".join(_dimensions(rows))
    return message(
        "{thing} {name}{by}{parts}: {n_rows:,} {n_rows:row|rows}, {first} to {last}",
        thing=translated(rows_of),
        name=name,
        by=message(" by {dimensions}", dimensions=by) if by else "",
        parts="" if kind == "year" else message(", {kind}", kind=translated(_KINDS[kind])),
        n_rows=sum(row["n_rows"] for row in rows),
        first=first,
        last=last,
    )


def _dimensions(rows: Sequence[StoreSlicesRow]) -> Iterator[str]:
    """Yield each dimension with its values, such as ``køn (kvinder, mænd)``."""
    for dimension in parts_of(rows[0]["group_key"]):
        values = sorted({parts_of(row["group_key"])[dimension] for row in rows})
        first_values = values[:_MOST_VALUES] + ["…"] * (len(values) > _MOST_VALUES)
        yield f"{dimension} ({', '.join(first_values)})"
