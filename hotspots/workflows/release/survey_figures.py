"""Which figures of surveys may leave: none that rests on few answers, printed or reckoned."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from hotspots.audit.shares import thin_figures
from hotspots.model.published.shares import Area, PublishedShare, ShareKey, Within

Row = dict[str, Any]


def passing_figures(
    rows: Sequence[Row],
    shares: Collection[str],
    answers: float,
    side: float,
    within: Within | None = None,
) -> list[Row]:
    """Return the rows of which every figure, and what they leave of one another, may leave.

    ``shares`` are the indicators that are shares of answers; of all others, which rest on counts
    of incidents or on other figures, nothing leaves. A figure whose answers nobody stated is left
    out. A share needs as many ``answers``, and as many on either ``side``. Where only a
    difference is thin, the part with the fewest answers goes. ``within`` are the areas that each
    area lies in, beside the city.
    """
    asked = [row for row in rows if row["indicator"] in shares]
    kept = {share.key: share for share in published_rows(asked, within or {})}
    while thin := thin_figures([*kept.values()], [], answers, side):
        for figure in thin:
            fewest = min(figure.parts or (figure.whole,), key=lambda key: _place(kept, key))
            kept.pop(fewest, None)
    return [row for row in rows if row["indicator"] in shares and share_key(row) in kept]


def published_rows(rows: Sequence[Mapping[str, Any]], within: Within) -> list[PublishedShare]:
    """Return the shares of rows that state their answers, with how their areas nest."""
    holds: dict[Area, list[Area]] = {}
    for inner, outers in within.items():
        for outer in outers:
            holds.setdefault(outer, []).append(inner)
    return [
        PublishedShare(
            share_key(row),
            row["n"],
            row["percent"],
            row["decimals"],
            tuple(sorted(within.get(_area(row), ()))),
            tuple(sorted(holds.get(_area(row), ()))),
        )
        for row in rows
        if row["n"] is not None and row["percent"] is not None
    ]


def share_key(row: Mapping[str, Any]) -> ShareKey:
    """Return what a row's figure is of."""
    return ShareKey(
        row["set_name"],
        row["area_code"],
        row["indicator"],
        row["year"],
        row["part"] or "",
        row["group_key"] or "",
        row["edition"],
        row["supplier"],
    )


def _area(row: Mapping[str, Any]) -> Area:
    return row["set_name"], row["area_code"]


def _place(kept: Mapping[ShareKey, PublishedShare], key: ShareKey) -> tuple[float, str, str]:
    """Return where a figure stands in the order in which thin ones go."""
    n = kept[key].n if key in kept else 0.0
    return n, key.area_code, str(key)
