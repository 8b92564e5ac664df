"""Counts that left the classes that were published of them: what they open, and what stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hotspots.analysis.disclosure.classes import JOINED, Ints, class_bounds, class_numbers
from hotspots.model.disclosure import Cell, CountClass, LinkedTables, PublishedClasses
from hotspots.model.published.vintages import Finest, has_vintages


def next_vintage(tables: LinkedTables, counts: Ints, earlier: Sequence[PublishedClasses]) -> int:
    """Return the vintage of a release: the last one, or the next where counts left its classes."""
    latest = max((release.vintage for release in earlier), default=1)
    is_left = any(
        not count_class.holds(_count(tables, counts, cell))
        for release in earlier
        if release.vintage == latest
        for cell, count_class in release.cells.items()
    )
    return latest + is_left


@dataclass(frozen=True)
class Corrections:
    """What earlier vintages mean for the cells of a new one.

    ``corrected`` are cells whose counts left their last classes. ``steps`` is how wide cells are
    that were published before: as wide as they were, or so wide that nothing needs to have come
    or left. ``fixed`` are last classes that no step gives, as where k was another.
    """

    corrected: tuple[Cell, ...]
    steps: Mapping[Cell, int]
    fixed: PublishedClasses


def corrections(
    tables: LinkedTables,
    counts: Ints,
    earlier: Sequence[PublishedClasses],
    vintage: int,
    k: int,
) -> Corrections:
    """Return what the last classes of earlier vintages mean for the cells of tables."""
    last = _last_classes(tables, earlier, vintage)
    for release in earlier:
        for cell in release.cells if release.vintage == vintage else ():
            last.pop(tables.finest_of(cell), None)
    corrected: list[Cell] = []
    steps: dict[Cell, int] = {}
    fixed: dict[Cell, CountClass] = {}
    for cell in tables.cells:
        if (before := last.get(tables.finest_of(cell))) is None:
            continue
        count = _count(tables, counts, cell)
        if not before.holds(count):
            corrected.append(cell)
            steps[cell] = _joining_step(before, count, k)
        elif (step := _same_step(before, count, k)) is not None:
            steps[cell] = step
        else:
            fixed[cell] = before
    return Corrections(tuple(corrected), steps, PublishedClasses(fixed, vintage))


def _classes_of(count: int, k: int) -> list[tuple[int, int]]:
    """Return the bounds of the class of a count, from the narrowest to the widest."""
    low, high = class_bounds(
        class_numbers(np.full(len(JOINED), count), k), np.arange(len(JOINED)), k
    )
    return [*zip(low.tolist(), high.tolist(), strict=True)]


def _same_step(before: CountClass, count: int, k: int) -> int | None:
    classes = _classes_of(count, k)
    same = (before.low, before.high)
    return classes.index(same) if same in classes else None


def _joining_step(before: CountClass, count: int, k: int) -> int:
    """Return the fewest steps at which old and new may be the same, if they may be near at all."""
    classes = _classes_of(count, k)
    low, high = classes[0]
    if max(low - before.high, before.low - high) >= k:
        return 0
    joined = (step for step, (low, high) in enumerate(classes)
              if low <= before.high and before.low <= high)  # fmt: skip
    return next(joined, 0)


def lifted_counts(tables: LinkedTables, counts: Ints) -> Ints:
    """Return the counts of a vintage as those of cases that were in the data all the time.

    What the data were before nobody needs to know: of earlier vintages the classes speak alone.
    """
    if not has_vintages(tables):
        return counts
    lives = tables.dimensions[-1].finest
    lifted = np.zeros((len(counts), len(lives)), dtype=np.int64)
    always = f"{lives[0][:6]}-{lives[-1][-6:]}"
    lifted[:, lives.index(always)] = counts
    return lifted.ravel()


def _last_classes(
    tables: LinkedTables, earlier: Sequence[PublishedClasses], vintage: int
) -> dict[Finest, CountClass]:
    before = sorted(
        (release for release in earlier if release.vintage < vintage),
        key=lambda release: release.vintage,
    )
    return {
        tables.finest_of(cell): count_class
        for release in before
        for cell, count_class in release.cells.items()
    }


def _count(tables: LinkedTables, counts: Ints, cell: Cell) -> int:
    return int(counts[list(tables.finest_of(cell))].sum())
