"""Totals in tables of counts: held against their parts, and made where that is asked for."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import message
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.groups import WHOLE_GROUP, dimension_key, parts_of
from hotspots.sources.incidents.area_counts import ALL_CATEGORIES, SUPPRESSED, AreaCountRow
from hotspots.sources.values.addends import refuse_held_groups

SUMMED, NOUGHT = "summed", "nought"
_NO_AREA = frozenset({CITY, OUTSIDE, UNPLACED})
_CATEGORY = frozenset({"category", "kategori", "gerningstype"})
_YEAR_MONTHS = 12


@dataclass(frozen=True)
class CountedSet:
    """The set that a table counts in: its areas, and whether they overlap."""

    codes: Sequence[str]
    overlapping: bool


def noughts(rows: Sequence[AreaCountRow], codes: Sequence[str]) -> list[AreaCountRow]:
    """Return a nought for every area that a period and category leaves out."""
    made: list[AreaCountRow] = []
    for alike in _by(rows, lambda row: (row.year, row.part, row.category, row.group_key)).values():
        stated = {row.area_code for row in alike}
        made += [replace(alike[0], area_code=code, n=0, withheld=None, made=NOUGHT)
                 for code in codes if code not in stated]  # fmt: skip
    return made


def sums(
    where: str, rows: Sequence[AreaCountRow], dimensions: Sequence[str]
) -> list[AreaCountRow]:
    """Return the wholes that categories, or groups of a dimension, add up to.

    Raises ``UsageProblem`` for a dimension that no row has, ``InputProblem`` where parts do not
    sum to the whole that the table gives.
    """
    made: list[AreaCountRow] = []
    for name in dimensions:
        made += _summed(where, [*rows, *made], name)
    return made


def _summed(where: str, rows: Sequence[AreaCountRow], name: str) -> Iterator[AreaCountRow]:
    is_part = _is_part(name)
    parts = [row for row in rows if is_part(row)]
    if not parts:
        raise UsageProblem(
            message(
                "{where}: --adds-up {dimension}: no row is of a part of {dimension} alone.",
                where=where,
                dimension=name,
            )
        )
    wholes = {row.identity: row for row in rows}
    names = {_part_name(row) for row in parts}
    by_whole = _by(parts, lambda row: _whole_of(row, name).identity)
    amounts = [{" ".join(_part_name(row)): float(row.n) for row in alike if row.n is not None}
               for alike in by_whole.values()]  # fmt: skip
    refuse_held_groups(where, name, amounts)
    for alike in by_whole.values():
        total = _whole_of(alike[0], name)
        known = [row.n for row in alike if row.n is not None]
        is_whole = {_part_name(row) for row in alike} == names
        stated = wholes.get(total.identity)
        if stated is None and is_whole:
            is_known = len(known) == len(alike)
            yield replace(total, n=sum(known) if is_known else None, made=SUMMED,
                          withheld=None if is_known else SUPPRESSED)  # fmt: skip
        elif is_whole and len(known) == len(alike) and _contradicts(stated, sum(known)):
            raise _differs(where, stated, sum(known), message("parts of {name}", name=name))


def _contradicts(stated: AreaCountRow | None, total: int) -> TypeGuard[AreaCountRow]:
    return stated is not None and stated.n is not None and stated.n != total


def _is_part(name: str) -> Callable[[AreaCountRow], bool]:
    if dimension_key(name) in _CATEGORY:
        return lambda row: row.category != ALL_CATEGORIES and row.group_key == WHOLE_GROUP
    return lambda row: set(parts_of(row.group_key)) == {dimension_key(name)}


def _part_name(row: AreaCountRow) -> tuple[str, str]:
    return row.category.casefold() if row.group_key == WHOLE_GROUP else "", row.group_key


def _whole_of(row: AreaCountRow, name: str) -> AreaCountRow:
    if dimension_key(name) in _CATEGORY:
        return replace(row, category=ALL_CATEGORIES)
    return replace(row, group_key=WHOLE_GROUP)


def check_totals(where: str, rows: Sequence[AreaCountRow], counted: CountedSet) -> None:
    """Refuse a table whose totals contradict their parts: of areas, categories or periods."""
    for alike in _by(rows, lambda row: (row.year, row.part, row.category, row.group_key)).values():
        _check_city(where, alike, counted)
    for alike in _by(
        rows, lambda row: (row.area_code, row.year, row.part, row.group_key)
    ).values():
        _check_categories(where, alike)
    for alike in _by(
        rows, lambda row: (row.area_code, row.year, row.category, row.group_key)
    ).values():
        _check_year(where, alike)


def _check_city(where: str, rows: Sequence[AreaCountRow], counted: CountedSet) -> None:
    """Hold the city against its areas; what the areas lack of it has no place."""
    by_code = {row.area_code: row for row in rows}
    city = by_code.get(CITY)
    if city is None or city.n is None or counted.overlapping:
        return
    areas = [row.n for row in rows if row.area_code not in _NO_AREA and row.n is not None]
    unplaced, outside = by_code.get(UNPLACED), by_code.get(OUTSIDE)
    stated = sum(areas) + (unplaced.n or 0 if unplaced else 0)
    with_outside = stated + (outside.n or 0 if outside else 0)
    is_whole = len(areas) == len(counted.codes) and unplaced is not None and unplaced.n is not None
    if city.n < stated or (is_whole and city.n not in {stated, with_outside}):
        raise _differs(where, city, stated, message("areas"))


def _check_categories(where: str, rows: Sequence[AreaCountRow]) -> None:
    """Hold all categories against each one: a part cannot be more than the whole."""
    whole = next((row.n for row in rows if row.category == ALL_CATEGORIES), None)
    for row in rows:
        if whole is not None and row.n is not None and row.n > whole:
            raise InputProblem(
                message(
                    "{where}: row {row_number}: {n:,} of {category!r}, but all categories are "
                    "{whole:,} there. Correct the table.",
                    where=where,
                    row_number=row.row_number,
                    n=row.n,
                    category=row.category,
                    whole=whole,
                )
            )


def _check_year(where: str, rows: Sequence[AreaCountRow]) -> None:
    """Hold a year against its halves, quarters or months, where all of them are there."""
    whole = next((row for row in rows if not row.part and row.n is not None), None)
    if whole is None:
        return
    for alike in _by([row for row in rows if row.part], lambda row: row.part[0]).values():
        months = sum(row.last_month - row.first_month + 1 for row in alike)
        known = [row.n for row in alike if row.n is not None]
        if months == _YEAR_MONTHS and len(known) == len(alike) and sum(known) != whole.n:
            raise _differs(where, whole, sum(known), message("parts of the year"))


def _differs(where: str, stated: AreaCountRow, total: int, parts: str) -> InputProblem:
    return InputProblem(
        message(
            "{where}: row {row_number}: the whole is {stated:,}, but the {parts} sum to "
            "{total:,}. Correct the table, or take one of the two out of it.",
            where=where,
            row_number=stated.row_number,
            stated=stated.n,
            parts=parts,
            total=total,
        )
    )


def _by(
    rows: Sequence[AreaCountRow], key: Callable[[AreaCountRow], Hashable]
) -> Mapping[Hashable, list[AreaCountRow]]:
    alike: dict[Hashable, list[AreaCountRow]] = defaultdict(list)
    for row in rows:
        alike[key(row)].append(row)
    return alike
