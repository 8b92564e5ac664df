"""Stored figures carried over to the areas of another set, as estimates that say so."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

from hotspots.analysis.indicators.carrying import (
    OUTSIDE,
    CarriedShare,
    Piece,
    Share,
    UsedPiece,
    carry_shares,
    one_to_one,
)
from hotspots.analysis.indicators.pairing import half_step, of_areas
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import message
from hotspots.model.areas import CITY, Basis
from hotspots.model.indicators import CarriedPiece, Figure
from hotspots.model.nulls import not_null
from hotspots.workflows.asking.available_crosswalks import Available, crosswalks_to

_PREFERRED: tuple[Basis, ...] = ("population", "stated", "rode")
_NEVER_CARRIED = frozenset({
    "percent", "decimals", "n", "n_eff", "category", "score", "counted", "withheld",
    "published_light", "published_against", "published_change_pp", "se_pp", "low", "high",
    "load_id", "row_number",
})  # fmt: skip


@dataclass(frozen=True)
class _Weighing:
    """What weighs the pieces in a year: their amounts, or people of the from-areas."""

    pieces: Sequence[Piece]
    people: Mapping[str, float] | None
    loads: frozenset[int]


@dataclass(frozen=True)
class Crosswalk:
    """A stored crosswalk with its pieces."""

    available: Available
    pieces: Sequence[Piece]

    @property
    def from_areas(self) -> frozenset[str]:
        """Return the codes of the areas that figures are carried from."""
        return frozenset(one.from_area for one in self.pieces) - {OUTSIDE}


def crosswalk(store: Store, from_set: str, to_set: str, basis: Basis | None = None) -> Crosswalk:
    """Return the crosswalk between two sets; by people, as stated, or by units, in that order.

    One by area is used only where ``basis`` asks for it. Raises ``HotspotsError`` where there
    is none, with the command that builds one, and where areas that it was built from have
    been replaced since.
    """
    by_basis = {one.basis: one for one in crosswalks_to(store, to_set, from_set)}
    wanted = _PREFERRED if basis is None else (basis,)
    chosen = next((by_basis[one] for one in wanted if one in by_basis), None)
    if chosen is None:
        raise _none(from_set, to_set, basis, by_basis)
    _refuse_stale(store, chosen)
    return Crosswalk(chosen, pieces(store, chosen))


def _refuse_stale(store: Store, chosen: Available) -> None:
    for number, superseded_by in replaced_since(store, chosen.load_id):
        raise HotspotsError(
            message(
                "The crosswalk from {from_set!r} to {to_set!r} (load {load_id}) was "
                "built from load {number}, which load {superseded_by} has replaced. "
                "Build it anew with `hotspots areas crosswalk` and --replace {load_id}.",
                from_set=chosen.from_set,
                to_set=chosen.to_set,
                load_id=chosen.load_id,
                number=number,
                superseded_by=superseded_by,
            )
        )


def replaced_since(store: Store, load_id: int) -> list[tuple[int, int]]:
    """Return the loads that a crosswalk was built from and that others replaced, with those."""
    loads = {row["load"]: row for row in store.rows("store/loads")}
    made_from = json.loads(loads[load_id]["settings"]).get("made_from", [])
    return [(number, newer) for number in made_from
            if (newer := loads[number]["superseded_by"]) is not None]  # fmt: skip


def _none(
    from_set: str, to_set: str, basis: Basis | None, by_basis: Mapping[Basis, Available]
) -> HotspotsError:
    by = message(" by {basis}", basis=basis) if basis else ""
    alternatives = (
        message(" There is one by {there}: name it.", there=" and by ".join(by_basis))
        if by_basis
        else ""
    )
    return UsageProblem(
        message(
            "There is no crosswalk from {from_set!r} to {to_set!r}{by}.{others} "
            "Build one with `hotspots areas crosswalk {from_set} {to_set} --by "
            "{basis}`, or bring one in with `hotspots load crosswalk`.",
            from_set=from_set,
            to_set=to_set,
            by=by,
            others=alternatives,
            basis=basis or "population",
        )
    )


def pieces(store: Store, chosen: Available) -> list[Piece]:
    """Return the pieces of a crosswalk by to-area and from-area."""
    rows = store.rows(
        "crosswalk/pieces",
        load_id=chosen.load_id,
        from_set=chosen.from_set,
        to_set=chosen.to_set,
        basis=chosen.basis,
    )
    return [Piece(row["from_area"], row["to_area"], row["weight"], row["amount"]) for row in rows]


def carried_figures(
    store: Store, figures: Sequence[Figure], by: Crosswalk, measure: str = "share"
) -> list[Figure]:
    """Carry figures of the from-set over to the to-set of a crosswalk, year by year.

    ``figures`` are rows as ``estimates/figures`` gives them for one indicator or series,
    ``measure`` is the indicator's. A row comes back for every edition that has all the parts
    of a to-area; where none has, one row without percent, with ``missing``. Editions are
    never mixed. Rows have the same keys and besides: ``half_step`` (in the figure's unit),
    ``carried`` (False: the city, or the same area in both sets, as it was), ``basis`` and
    ``mass`` (what the pieces were weighed by), ``pieces``, ``missing``, ``reason`` and
    ``load_ids``. ``load_id`` of an estimate is that of its first piece. Categories and the
    city's own lights are not carried over. Rates are weighed by people, or not given.
    """
    same = {to: own for to, own in one_to_one(by.pieces).items() if to != CITY}
    by_area = of_areas(figures)
    kept = [
        _kept(row, to_area, by)
        for to_area, from_area in [(CITY, CITY), *same.items()]
        for row in by_area[from_area]
    ]
    carried = _carried_rows(store, figures, by, measure, frozenset(same))
    return sorted([*kept, *carried], key=_order)


def _order(row: Figure) -> tuple[Any, ...]:
    return (row["area_code"] != CITY, row["area_code"], row["year"], row["edition"] or 0)


def _kept(row: Figure, area: str, by: Crosswalk) -> Figure:
    return {
        **row,
        "area_code": area,
        "half_step": half_step(row),
        "carried": False,
        "basis": None if area == CITY else by.available.basis,
        "mass": None,
        "pieces": [],
        "missing": [],
        "reason": None,
        "load_ids": [row["load_id"]],
    }


def _carried_rows(
    store: Store, figures: Sequence[Figure], by: Crosswalk, measure: str, same: frozenset[str]
) -> list[Figure]:
    if measure == "points":
        return []
    carried: list[Figure] = []
    for (year, _), editions in sorted(_by_year(figures).items()):
        weighing = _weighing(store, by, measure, year)
        rows = [
            _row(share, by_area, by, weighing)
            for _, by_area in sorted(editions.items())
            for share in _of_edition(by_area, weighing, measure)
            if share.to_area not in same
        ]
        carried += _complete_or_newest(rows)
    return carried


def _by_year(
    figures: Sequence[Figure],
) -> dict[tuple[int, str], dict[int, dict[str, Figure]]]:
    """Return the areas' figures by year and indicator, then edition, then area code."""
    by_year: dict[tuple[int, str], dict[int, dict[str, Figure]]] = defaultdict(dict)
    for row in figures:
        if row["percent"] is not None and row["area_code"] != CITY:
            editions = by_year[int(row["year"]), str(row.get("indicator"))]
            by_area = editions.setdefault(int(row["edition"] or 0), {})
            by_area.setdefault(str(row["area_code"]), row)
    return by_year


def _weighing(store: Store, by: Crosswalk, measure: str, year: int) -> _Weighing:
    """Return what weighs the pieces: a rate per 1,000 by people alone.

    The number of units or square metres says nothing of how many residents a rate is about.
    """
    parts = by.pieces
    rate = measure == "per_1000"
    if rate and by.available.basis != "population":
        parts = [Piece(one.from_area, one.to_area, one.weight) for one in parts]
    rows = store.rows("crosswalk/people", set_name=by.available.from_set, year=year)
    people = {str(row["area_code"]): float(row["population"]) for row in rows}
    loads = frozenset(int(row["load_id"]) for row in rows)
    return _Weighing(parts, people if rate or by.from_areas <= people.keys() else None, loads)


def _of_edition(
    figures: Mapping[str, Figure], weighing: _Weighing, measure: str
) -> list[CarriedShare]:
    shares = {area: _share(row, measure) for area, row in figures.items()}
    return carry_shares(shares, weighing.pieces, weighing.people)


def _share(row: Figure, measure: str) -> Share:
    percent = float(not_null(row["percent"]))
    if measure != "share":
        return Share(percent, half_step=half_step(row))
    n_eff = row["n_eff"] if row["n_eff"] is not None else row["n"]
    return Share(percent, row["n"], n_eff, half_step(row))


def _row(
    share: CarriedShare, figures: Mapping[str, Figure], by: Crosswalk, weighing: _Weighing
) -> Figure:
    used = [figures[piece.from_area] for piece in share.pieces] or list(figures.values())
    loads = sorted({int(row["load_id"]) for row in used})
    people = sorted(weighing.loads) if share.mass == "population" else []
    return {
        **_in_common(used),
        "area_code": share.to_area,
        "percent": share.percent,
        "n": share.n,
        "n_eff": share.n_eff,
        "load_id": loads[0],
        "half_step": share.half_step,
        "carried": True,
        "basis": by.available.basis,
        "mass": share.mass,
        **_assumed(used),
        "pieces": [_piece(piece, figures[piece.from_area]) for piece in share.pieces],
        "missing": list(share.missing),
        "reason": share.reason,
        "load_ids": [*loads, *people, by.available.load_id],
    }


def _assumed(used: Sequence[Figure]) -> Figure:
    """Return what was assumed of any part: so it is of the whole."""
    deffs = (row.get("assumed_deff") for row in used)
    marks = {"assumed_deff": next((deff for deff in deffs if deff is not None), None),
             "assumed_n": any(row.get("assumed_n") for row in used)}  # fmt: skip
    return cast("Figure", marks)


def _in_common(used: Sequence[Mapping[str, object]]) -> Figure:
    """Return what all parts agree on; None where they do not, or where it cannot be carried."""
    fields = {
        name: value
        if name not in _NEVER_CARRIED and all(row.get(name) == value for row in used)
        else None
        for name, value in used[0].items()
    }
    return cast("Figure", fields)


def _piece(piece: UsedPiece, row: Figure) -> CarriedPiece:
    fields = {**asdict(piece), "load_id": row["load_id"], "row_number": row.get("row_number")}
    return cast("CarriedPiece", fields)


def _complete_or_newest(rows: Sequence[Figure]) -> list[Figure]:
    """Keep a to-area's complete editions; where it has none, the newest of those tried."""
    by_area: dict[str, list[Figure]] = defaultdict(list)
    for row in rows:
        by_area[row["area_code"]].append(row)
    kept = []
    for editions in by_area.values():
        complete = [row for row in editions if row["percent"] is not None]
        kept += complete or editions[-1:]
    return kept
