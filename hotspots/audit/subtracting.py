"""The differences of published cells that could be under k, as an outsider would list them."""

from collections.abc import Iterator, Mapping

from hotspots.audit.packing import Packings
from hotspots.model.disclosure import Cell, CellDifference, CountClass, LinkedTables


def small_differences(
    tables: LinkedTables, classes: Mapping[Cell, CountClass], k: int
) -> list[CellDifference]:
    """Return each difference that two classes, or a total's and its parts', leave under k.

    Of two nested cells it is listed where both have figures, or where no published cell lies in
    what is left; of a total and its parts of a level, all of them or those with figures, in any
    case, and of a total and parts of several kinds that pack it. Of nothing, and of what is a
    published cell itself, there is none.
    """
    cells = {tables.finest_of(cell) for cell in classes}
    listed: dict[frozenset[int], CellDifference] = {}
    for difference in (*_pairs(tables, classes, k), *_rests(tables, classes, k)):
        rest = tables.finest_of(difference)
        if rest and rest not in cells:
            listed.setdefault(rest, difference)
    return list(listed.values())


def _pairs(
    tables: LinkedTables, classes: Mapping[Cell, CountClass], k: int
) -> Iterator[CellDifference]:
    finest = {cell: tables.finest_of(cell) for cell in classes}
    for part in classes:
        for whole in tables.wholes(part):
            if classes[whole].low - classes[part].high >= k:
                continue
            if classes[whole].low < k or classes[part].low < k:
                rest = finest[whole] - finest[part]
                if any(cell <= rest for cell in finest.values()):
                    continue
            yield CellDifference(whole, (part,))


def _rests(
    tables: LinkedTables, classes: Mapping[Cell, CountClass], k: int
) -> Iterator[CellDifference]:
    packings = Packings(tables, classes, k)
    for whole in classes:
        for packing in packings.of(whole):
            if classes[whole].low - sum(classes[part].high for part in packing) < k:
                yield CellDifference(whole, packing)
        for parts in tables.partitions(whole):
            figures = tuple(part for part in parts if classes[part].low >= k)
            for chosen in {parts, figures}:
                if classes[whole].low - sum(classes[part].high for part in chosen) < k:
                    yield CellDifference(whole, chosen)
