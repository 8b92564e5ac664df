"""The differences of published cells that could be under k, as an outsider would list them."""

from collections.abc import Iterator, Mapping

from hotspots.audit.packing import Packings, least_packings
from hotspots.model.disclosure import (
    MOST_WITHIN,
    Cell,
    CellDifference,
    CountClass,
    LinkedTables,
    Member,
    TooManyPackingsError,
)

Classes = Mapping[Cell, CountClass]


def small_differences(tables: LinkedTables, classes: Classes, k: int) -> list[CellDifference]:
    """Return each difference that a published cell and parts of it leave under k.

    Of two nested cells with figures, unless a cell with a figure lies in what is left, which is
    then no less. Of a cell and a part, its parts of a level, or parts of several kinds that pack
    it, where no published cell lies in what is left: the classes of such cells say more of them.
    Of nothing, and of what is a published cell itself, there is none; nor of what is k or more by
    another difference.
    """
    cells = {tables.finest_of(cell): count_class.low for cell, count_class in classes.items()}
    listed: dict[frozenset[int], CellDifference] = {}
    large: set[frozenset[int]] = set()
    for most, differences in (
        (k - 1, _of_figures(tables, classes, k)),
        (-1, _of_parts(tables, classes)),
    ):
        for difference in _with_further(tables, classes, differences):
            rest = tables.finest_of(difference)
            if _is_large(difference, classes, k):
                large.add(rest)
            if rest in listed or not rest or rest in cells or rest in large:
                continue
            if all(low <= most for finest, low in cells.items() if finest <= rest):
                listed[rest] = difference
    return [difference for rest, difference in listed.items() if rest not in large]


def _of_figures(tables: LinkedTables, classes: Classes, k: int) -> Iterator[CellDifference]:
    for part in classes:
        for whole in tables.wholes(part):
            if min(classes[whole].low, classes[part].low) >= k:
                yield CellDifference(whole, (part,))


def _of_parts(tables: LinkedTables, classes: Classes) -> Iterator[CellDifference]:
    packings = Packings(tables)
    for part in classes:
        yield from (CellDifference(whole, (part,)) for whole in tables.wholes(part))
    for whole in classes:
        yield from (CellDifference(whole, parts) for parts in packings.of(whole))
        yield from (CellDifference(whole, parts) for parts in tables.partitions(whole))


def _with_further(
    tables: LinkedTables, classes: Classes, differences: Iterator[CellDifference]
) -> Iterator[CellDifference]:
    """Yield differences, each with those of which cells in what is left are taken away too."""
    finest = {cell: tables.finest_of(cell) for cell in classes}
    for difference in differences:
        yield difference
        rest = tables.finest_of(difference)
        within = sorted(cell for cell, each in finest.items() if rest and each <= rest)
        if len(difference.parts) == 1 and len(within) > MOST_WITHIN:
            continue
        named = {Member("", f"{number:06}"): cell for number, cell in enumerate(within)}
        sets = {name: finest[cell] for name, cell in named.items()}
        try:
            packed = least_packings(rest, sets) if sets else []
        except TooManyPackingsError:
            raise TooManyPackingsError(difference.whole) from None
        for parts in packed:
            yield difference._replace(parts=(*difference.parts, *map(named.__getitem__, parts)))


def _is_large(difference: CellDifference, classes: Classes, k: int) -> bool:
    most = sum(classes[part].high for part in difference.parts)
    return classes[difference.whole].low - most >= k
