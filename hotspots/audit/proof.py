"""Whether witnesses prove that nobody can tell a count under k from another.

Integer arithmetic alone: sums and comparisons. What made the witnesses is not asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from hotspots.audit.bounds import exact_cells
from hotspots.audit.rows import Ints, sums
from hotspots.audit.subtracting import small_differences
from hotspots.model.disclosure import (
    Cell,
    CountClass,
    Key,
    LinkedTables,
    PublishedClasses,
    TooManyPackingsError,
)
from hotspots.model.published.vintages import small_changes, unmoved, with_vintages

Reason = Literal[
    "not_whole_counts", "no_class", "misfit", "moved", "never_zero", "never_k", "exact", "too_many"
]


@dataclass(frozen=True)
class Failure:
    """What is not proved of a cell or a difference; ``witness`` is the number of a table.

    ``never_zero`` and ``never_k``: no witness has the cell at 0, or at k - 1 or more.
    ``misfit``: a witness is not within what is published. ``moved``: between two vintages it
    changes where no class says that anything changed. ``no_class``: nothing is published of
    the cell, though it is a cell of the tables. ``exact``: nobody published the cell's count, and
    adding and subtracting gives it. ``too_many``: parts of it lie across each other in more ways
    than are listed, so that what they leave is not proved.
    """

    reason: Reason
    key: Key = ()
    witness: int | None = None


def failures(
    tables: LinkedTables,
    k: int,
    release: PublishedClasses,
    earlier: Sequence[PublishedClasses],
    witnesses: Ints,
) -> list[Failure]:
    """Return everything that the witnesses (n x finest cells) do not prove; nothing if all is.

    Where releases are of several vintages, the finest cells are told apart by lifetimes as well.

    ``earlier`` is all that was ever published before to the same readers, or to more. Without
    witnesses no small cell is proved.
    """
    tables, releases = with_vintages(tables, release.vintage, [*earlier, release])
    if not _are_counts(tables, witnesses):
        return [Failure("not_whole_counts")]
    release, classes = releases[-1], _classes(releases)
    everything = LinkedTables(tables.dimensions, tuple(classes))
    with_hidden = LinkedTables(
        tables.dimensions, tuple({**classes, **dict.fromkeys(tables.cells)})
    )
    try:
        small = _small_keys(everything, classes, releases, k)
    except TooManyPackingsError as error:
        return [Failure("too_many", error.whole)]
    return [
        *(Failure("no_class", cell) for cell in tables.cells if cell not in release.cells),
        *(failure for each in releases for failure in _misfits(everything, each, witnesses)),
        *_moved(everything, releases, witnesses),
        *_narrowed(everything, small, k, witnesses),
        *(Failure("exact", cell) for cell in exact_cells(with_hidden, releases, k)),
    ]


def _are_counts(tables: LinkedTables, witnesses: Ints) -> bool:
    return bool(
        np.issubdtype(witnesses.dtype, np.integer)
        and witnesses.ndim == 2  # noqa: PLR2004 - tables by finest cells
        and witnesses.shape[1] == tables.n_finest
        and (witnesses >= 0).all()
    )


def _classes(releases: Sequence[PublishedClasses]) -> dict[Cell, CountClass]:
    """Return for each cell what all releases together say of it."""
    joined: dict[Cell, CountClass] = {}
    for release in releases:
        for cell, fresh in release.cells.items():
            before = joined.get(cell, fresh)
            joined[cell] = CountClass(max(before.low, fresh.low), min(before.high, fresh.high))
    return joined


def _misfits(tables: LinkedTables, release: PublishedClasses, witnesses: Ints) -> list[Failure]:
    cells, classes = [*release.cells], [*release.cells.values()]
    values = sums(tables, cells, witnesses)
    low = np.array([count_class.low for count_class in classes], dtype=np.int64)
    high = np.array([count_class.high for count_class in classes], dtype=np.int64)
    return [
        Failure("misfit", cells[int(cell)], int(witness))
        for witness, cell in np.argwhere((values < low) | (values > high))
    ]


def _moved(
    tables: LinkedTables, releases: Sequence[PublishedClasses], witnesses: Ints
) -> list[Failure]:
    empty = sorted(unmoved(tables, releases))
    is_moved = witnesses[:, empty].any(axis=1)
    return [Failure("moved", (), int(witness)) for witness in np.flatnonzero(is_moved)]


def _small_keys(
    tables: LinkedTables,
    classes: Mapping[Cell, CountClass],
    releases: Sequence[PublishedClasses],
    k: int,
) -> list[Key]:
    """Return all that could be under k: cells, what they leave of each other, and changes."""
    cells = [cell for cell, count_class in classes.items() if count_class.low < k]
    rests = small_differences(tables, classes, k)
    return [*cells, *rests, *small_changes(tables, releases, k)]


def _narrowed(tables: LinkedTables, keys: Sequence[Key], k: int, witnesses: Ints) -> list[Failure]:
    if not len(witnesses):
        ends = np.ones((2, len(keys)), dtype=bool)
    else:
        values = sums(tables, keys, witnesses)
        ends = np.stack([values.min(axis=0) > 0, values.max(axis=0) < k - 1])
    reasons: tuple[Reason, Reason] = ("never_zero", "never_k")
    return [
        Failure(reason, keys[int(key)])
        for reason, end in zip(reasons, ends, strict=True)
        for key in np.flatnonzero(end)
    ]
