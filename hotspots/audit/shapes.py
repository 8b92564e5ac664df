"""Whether classes are such as counts are cleared to, and none that somebody made narrower.

A class that fits every witness can still be a true count, where all witnesses agree on it.
"""

from collections.abc import Iterator, Sequence

from hotspots.model.disclosure import (
    Cell,
    CountClass,
    LinkedTables,
    PublishedClasses,
)

# to how many times k a figure is rounded
_BASES = (1, 2, 4)


def is_class(count_class: CountClass, k: int) -> bool:
    """Tell whether a class is that of base k, 2 k or 4 k; none begins between 0 and k."""
    figure = count_class.figure or 0
    return k > 0 and any(
        count_class == CountClass(_low(figure, base, k), _high(figure, base, k), figure or None)
        for base in _BASES
        if figure % (base * k) == 0
    )


def _low(figure: int, base: int, k: int) -> int:
    return max(figure - base // 4 * k - k // 2, k) if figure else 0


def _high(figure: int, base: int, k: int) -> int:
    return figure + base // 2 * k + ((k - 1) // 2 if figure or base > 1 else k - 1)


def false_shapes(
    tables: LinkedTables, k: int, release: PublishedClasses, earlier: Sequence[PublishedClasses]
) -> Iterator[Cell]:
    """Yield what has a class of another shape than k gives it, and than it had before."""
    before = {(tables.finest_of(cell), count_class)
              for each in earlier for cell, count_class in each.cells.items()}  # fmt: skip
    for cell, count_class in release.cells.items():
        if not (is_class(count_class, k) or (tables.finest_of(cell), count_class) in before):
            yield cell
