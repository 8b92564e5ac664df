"""Which figures of surveys may leave: none that rests on few answers, printed or reckoned."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from hotspots.analysis.disclosure.shares import AnswerLimits, PrintedShare, thin_shares
from hotspots.model.areas import CITY
from hotspots.model.groups import group_name, parts_of
from hotspots.model.periods import Period

Row = dict[str, Any]
Area = tuple[str, str]


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


# The figure that one is a part of, if any, and what divides the whole.
_Whole = tuple[_Key | None, str]
_WholeOf = Callable[[_Key], _Whole]
_Nesting = Mapping[_Key, _Whole]


def passing_figures(
    rows: Sequence[Row],
    shares: Collection[str],
    limits: AnswerLimits,
    within: Mapping[Area, Sequence[Area]] | None = None,
) -> list[Row]:
    """Return the rows of which every figure, and what they leave of one another, may leave.

    ``shares`` are the indicators that are shares of answers; of all others, which rest on counts
    of incidents or on other figures, nothing leaves. A figure whose answers nobody stated is left
    out. Where only a difference is thin, the part with the fewest answers goes. ``within`` are
    the areas that each area lies in, beside the city.
    """
    kept = {
        _key(row): row
        for row in rows
        if row["indicator"] in shares and row["percent"] is not None and row["n"] is not None
    }
    nestings = _nestings(kept, within or {})
    while thin := _thin(kept, nestings, limits):
        for key in thin:
            del kept[key]
    return [row for row in rows if kept.get(_key(row)) is row]


def _key(row: Row) -> _Key:
    return _Key(*(row[name] for name in _Key._fields))


def _thin(
    kept: Mapping[_Key, Row], nestings: Sequence[_Nesting], limits: AnswerLimits
) -> set[_Key]:
    """Return the figures to take out now, looking at every way in which they nest."""
    names = {str(key): key for key in kept}
    thin: set[_Key] = set()
    for wholes in nestings:
        for share in thin_shares([_printed(key, row, *wholes[key]) for key, row in kept.items()],
                                 limits):  # fmt: skip
            parts = [names[group] for group in share.without] or [names[share.group]]
            thin.add(min(parts, key=lambda key: (kept[key]["n"], key.area_code, str(key))))
    return thin


def _printed(key: _Key, row: Row, whole: _Key | None, by: str) -> PrintedShare:
    decimals, n = row.get("decimals"), row["n"]
    step = 0.0 if decimals is None else n * 10.0**-decimals / 200
    yes = row["percent"] / 100 * n
    return PrintedShare(str(key), n, yes, None if whole is None else str(whole), by, step)


def _nestings(kept: Collection[_Key], within: Mapping[Area, Sequence[Area]]) -> list[_Nesting]:
    """Return every way in which figures lie in others: by area, group and period, and by several.

    Of each it is known which figure is the whole of which.
    """
    ways = product(
        (None, *_by_area(within)), (None, *_by_group(kept)), (None, *_by_period(kept))
    )  # fmt: skip
    nestings = ({key: _joined(key, filter(None, way)) for key in kept} for way in ways if any(way))
    alone = dict.fromkeys(kept, (None, ""))
    return [
        alone,
        *(each for each in nestings if any(whole in kept for whole, _ in each.values())),
    ]


def _joined(key: _Key, ways: Iterable[_WholeOf]) -> _Whole:
    """Return the figure that one lies in when all these ways are gone, if each can be."""
    divided: list[str] = []
    for whole_of in ways:
        whole, by = whole_of(key)
        if whole is None:
            return None, ""
        key = whole
        divided.append(by)
    return key, " and ".join(divided)


def _by_area(within: Mapping[Area, Sequence[Area]]) -> Iterator[_WholeOf]:
    yield _city_of
    for set_name in sorted({outer for areas in within.values() for outer, _ in areas}):
        for number in range(max(map(len, within.values()))):
            yield _area_of(set_name, number, within)


def _by_group(keys: Collection[_Key]) -> Iterator[_WholeOf]:
    dimensions = {tuple(parts_of(key.group_key)) for key in keys}
    yield from map(_group_of, sorted({rest for each in dimensions for rest in _fewer(each)}))


def _by_period(keys: Collection[_Key]) -> Iterator[_WholeOf]:
    parts = sorted({key.part for key in keys})
    for kind in sorted({part[:1] for part in parts}):
        yield _period_of([part for part in parts if part[:1] == kind])


def _city_of(key: _Key) -> _Whole:
    return (None if key.area_code == CITY else key._replace(area_code=CITY)), "area"


def _area_of(set_name: str, number: int, within: Mapping[Area, Sequence[Area]]) -> _WholeOf:
    """Return what gives the area of a set that an area lies in, the first of them or a later."""

    def whole_of(key: _Key) -> _Whole:
        outer = [area for area in within.get((key.set_name, key.area_code), ())
                 if area[0] == set_name]  # fmt: skip
        if number >= len(outer):
            return None, ""
        return key._replace(set_name=set_name, area_code=outer[number][1]), key.set_name

    return whole_of


def _fewer(dimensions: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the dimensions that wider groups have: all of them but some."""
    for bits in range(2 ** len(dimensions) - 1):
        yield tuple(name for at, name in enumerate(dimensions) if bits >> at & 1)


def _group_of(left: Sequence[str]) -> _WholeOf:
    """Return what gives the group that is told by these dimensions alone."""

    def whole_of(key: _Key) -> _Whole:
        parts = parts_of(key.group_key)
        if not {*left} < parts.keys():
            return None, ""
        whole = group_name({name: parts[name] for name in left})
        return key._replace(group_key=whole), " and ".join(sorted(parts.keys() - {*left}))

    return whole_of


def _period_of(wider: Sequence[str]) -> _WholeOf:
    """Return what gives the period of a kind, of those there are, that a period lies in."""

    def whole_of(key: _Key) -> _Whole:
        part = next((part for part in wider if _is_part(key, part)), None)
        return (None if part is None else key._replace(part=part)), key.part[:1]

    return whole_of


def _is_part(key: _Key, wider: str) -> bool:
    if key.part == wider:
        return False
    (first, last), (start, end) = (Period(key.year, part).days for part in (key.part, wider))
    return start <= first and last <= end
