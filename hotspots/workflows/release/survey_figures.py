"""Which figures of surveys may leave: none that rests on few answers, printed or reckoned."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from hotspots.analysis.disclosure.shares import AnswerLimits, PrintedShare, thin_shares
from hotspots.model.areas import CITY
from hotspots.model.groups import parts_of

Row = dict[str, Any]


class _Key(NamedTuple):
    """What a figure is of, as far as figures within one another can differ."""

    set_name: str
    area_code: str
    indicator: str
    year: int
    part: str
    group_key: str
    edition: int | None
    supplier: str | None


def passing_figures(
    rows: Sequence[Row], shares: Collection[str], limits: AnswerLimits
) -> list[Row]:
    """Return the rows of which every figure, and what they leave of one another, may leave.

    ``shares`` are the indicators that are shares of answers; of all others, which rest on counts
    of incidents or on other figures, nothing leaves. A figure whose answers nobody stated is left
    out. Where only a difference is thin, the part with the fewest answers goes.
    """
    kept = {
        _key(row): row
        for row in rows
        if row["indicator"] in shares and row["percent"] is not None and row["n"] is not None
    }
    while thin := _thin(kept, limits):
        for key in thin:
            del kept[key]
    return [row for row in rows if kept.get(_key(row)) is row]


def _key(row: Row) -> _Key:
    return _Key(*(row[name] for name in _Key._fields))


def _thin(kept: dict[_Key, Row], limits: AnswerLimits) -> set[_Key]:
    """Return the figures to take out now, looking at areas in the city and groups in everybody."""
    names = {str(key): key for key in kept}
    thin: set[_Key] = set()
    for whole_of in (_city_of, _everybody_of, _year_of):
        for share in thin_shares([_printed(key, row, *whole_of(key)) for key, row in kept.items()],
                                 limits):  # fmt: skip
            parts = [names[group] for group in share.without] or [names[share.group]]
            thin.add(min(parts, key=lambda key: (kept[key]["n"], key.area_code, str(key))))
    return thin


def _printed(key: _Key, row: Row, whole: _Key | None, by: str) -> PrintedShare:
    yes = row["percent"] / 100 * row["n"]
    return PrintedShare(str(key), row["n"], yes, None if whole is None else str(whole), by)


def _city_of(key: _Key) -> tuple[_Key | None, str]:
    return (None if key.area_code == CITY else key._replace(area_code=CITY)), "area"


def _everybody_of(key: _Key) -> tuple[_Key | None, str]:
    dimensions = " and ".join(parts_of(key.group_key))
    return (key._replace(group_key="") if key.group_key else None), dimensions


def _year_of(key: _Key) -> tuple[_Key | None, str]:
    return (key._replace(part="") if key.part else None), key.part[:1]
