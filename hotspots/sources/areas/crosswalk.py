"""Tables that say which part of an area of one division lies in which area of another."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hotspots.language import message
from hotspots.model.areas import BASES, Basis, CrosswalkRow
from hotspots.model.loads import Reject
from hotspots.sources.files.cells import Cells, Rejected
from hotspots.sources.files.names import WHOLE, AreaNames, heading_key
from hotspots.sources.files.tables import Table, numbered

SUM_TOLERANCE = 1e-6
_BASES: dict[str, Basis] = {
    **{one: one for one in BASES}, "roder": "rode", "befolkning": "population",
    "folketal": "population", "areal": "area", "opgivet": "stated", "oplyst": "stated",
}  # fmt: skip


@dataclass(frozen=True)
class _Draft:
    """A row as it is read; ``weight`` is None where only amounts are given."""

    row_number: int
    row: CrosswalkRow
    weight: float | None

    @property
    def area(self) -> tuple[str, str, str]:
        """Return what the weights are summed over."""
        return self.row.from_set, self.row.from_area, self.row.to_set


def set_pairs(table: Table) -> list[tuple[str, str]]:
    """Return the pairs of sets that a table names, in its own spelling."""
    pairs = []
    for _, row in numbered(table):
        cells = Cells(table, row)
        pairs.append((_cell(cells, "from_set"), _cell(cells, "to_set")))
    return [pair for pair in dict.fromkeys(pairs) if all(pair)]


def _cell(cells: Cells, name: str) -> str:
    return cells.text(name) or ""


def read_crosswalk(
    table: Table, sets: Mapping[str, AreaNames]
) -> tuple[list[CrosswalkRow], list[Reject]]:
    """Turn a table into pieces and rejects; each data row is in exactly one.

    Where a row has an amount and no weight, its weight is its part of the amounts of its
    from-area; one rejected row of such an area turns down the others, whose parts would be
    wrong. So does a sum of weights above 1 + 1e-6.
    """
    drafts: dict[int, _Draft] = {}
    rejects: list[Reject] = []
    broken: dict[tuple[str, str], int] = {}
    seen: dict[tuple[str, str, str, str], int] = {}
    for row_number, row in numbered(table):
        cells = Cells(table, row)
        try:
            cells.check_width()
            draft = _draft(row_number, cells, sets)
            _check_repeat(draft.row, cells, seen)
        except Rejected as problem:
            rejects.append(cells.reject(row_number, problem))
            broken.setdefault(_from_area(cells, sets), row_number)
        else:
            drafts[row_number] = draft
    return _weighed(list(drafts.values()), rejects, broken)


def _draft(row_number: int, cells: Cells, sets: Mapping[str, AreaNames]) -> _Draft:
    from_set, from_area = _area(cells, sets, "from")
    to_set, to_area = _area(cells, sets, "to")
    if from_set == to_set:
        raise Rejected("to_set", to_set, message("is the set carried from"))
    weight, amount = _part(cells, "weight"), _part(cells, "amount")
    if weight is None and amount is None:
        raise Rejected("weight", None, message("is missing, and so is the amount"))
    if weight is not None and weight > 1 + SUM_TOLERANCE:
        reason = message("is more than 1: write a part such as 0.35")
        raise Rejected("weight", cells.text("weight"), reason)
    basis = _basis(cells)
    row = CrosswalkRow(
        row_number, from_set, from_area, to_set, to_area, weight or 0.0, amount, basis
    )
    return _Draft(row_number, row, weight)


def _area(cells: Cells, sets: Mapping[str, AreaNames], side: str) -> tuple[str, str]:
    set_name = cells.text(f"{side}_set")
    if set_name is None:
        raise Rejected(f"{side}_set", None, message("is missing"))
    if set_name not in sets:
        raise Rejected(f"{side}_set", set_name, message("is no area set of this store"))
    named = cells.text(f"{side}_area")
    if named is None:
        raise Rejected(f"{side}_area", None, message("is missing"))
    match = sets[set_name].match(named)
    if match.code is None:
        raise Rejected(f"{side}_area", named, match.reason)
    if match.code == WHOLE:
        raise Rejected(f"{side}_area", named, message("is the whole city, not an area"))
    return set_name, match.code


def _part(cells: Cells, name: str) -> float | None:
    number = cells.number(name)
    if number is not None and number.value < 0:
        raise Rejected(name, cells.text(name), message("is below 0"))
    return None if number is None else number.value


def _basis(cells: Cells) -> Basis:
    text = cells.text("basis")
    if text is None:
        return "stated"
    basis = _BASES.get(heading_key(text))
    if basis is None:
        raise Rejected("basis", text, message("is none of {bases}", bases=", ".join(BASES)))
    return basis


def _check_repeat(
    row: CrosswalkRow, cells: Cells, seen: dict[tuple[str, str, str, str], int]
) -> None:
    pair = (row.from_set, row.from_area, row.to_set, row.to_area)
    if pair in seen:
        raise Rejected(
            "to_area", cells.text("to_area"), message("row {seen} has this pair", seen=seen[pair])
        )
    seen[pair] = row.row_number


def _from_area(cells: Cells, sets: Mapping[str, AreaNames]) -> tuple[str, str]:
    """Return the set and area that a rejected row is about, as far as it says so."""
    set_name = cells.text("from_set") or ""
    match = sets[set_name].match(cells.text("from_area") or "") if set_name in sets else None
    return set_name, (match.code if match else None) or ""


def _weighed(
    drafts: Sequence[_Draft], rejects: list[Reject], broken: Mapping[tuple[str, str], int]
) -> tuple[list[CrosswalkRow], list[Reject]]:
    areas: dict[tuple[str, str, str], list[_Draft]] = defaultdict(list)
    for draft in drafts:
        areas[draft.area].append(draft)
    rows: list[CrosswalkRow] = []
    for area, area_drafts in areas.items():
        reason = _against(area_drafts, broken.get(area[:2]))
        if reason:
            rejects += [Reject(draft.row_number, None, area[1], reason) for draft in area_drafts]
        else:
            rows += _with_weights(area_drafts)
    return sorted(rows, key=_number), sorted(rejects, key=_number)


def _number(row: CrosswalkRow | Reject) -> int:
    return row.row_number


def _against(drafts: Sequence[_Draft], broken: int | None) -> str | None:
    """Return why the rows of a from-area cannot be stored, or None."""
    if len({one.row.basis for one in drafts}) > 1:
        return message("the rows of this area have several bases")
    weights = [one.weight for one in drafts if one.weight is not None]
    if len(weights) == len(drafts):
        total = math.fsum(weights)
        return (
            message("the weights of this area sum to {total:g}", total=total)
            if total > 1 + SUM_TOLERANCE
            else None
        )
    if weights:
        return message("some rows of this area have a weight and some none")
    if broken is not None:
        return message(
            "row {broken} of this area was rejected, so what part this is cannot be known",
            broken=broken,
        )
    if math.fsum(one.row.amount or 0 for one in drafts) <= 0:
        return message("the amounts of this area sum to 0")
    return None


def _with_weights(drafts: Sequence[_Draft]) -> list[CrosswalkRow]:
    if drafts[0].weight is not None:
        return [one.row for one in drafts]
    whole = math.fsum(one.row.amount or 0 for one in drafts)
    return [replace(one.row, weight=(one.row.amount or 0) / whole) for one in drafts]
