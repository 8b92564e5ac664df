"""Figures carried over to other areas: shares, rates and totals, through a crosswalk."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Mass = Literal["amount", "population", "answers"]
Reason = Literal["missing", "no_mass", "no_pieces"]

WHOLE_TOLERANCE = 1e-9
OUTSIDE = "-"


@dataclass(frozen=True)
class Piece:
    """What ``from_area`` and ``to_area`` have in common.

    ``weight`` is the part of the from-area (0 to 1), ``amount`` the people, units or square
    metres, or None. From-area ``-`` is what lies in no area of the from-set.
    """

    from_area: str
    to_area: str
    weight: float
    amount: float | None = None


@dataclass(frozen=True)
class Share:
    """A from-area's share in per cent, or its rate; ``half_step`` in the same unit, 0 if exact."""

    percent: float
    n: float | None = None
    n_eff: float | None = None
    half_step: float = 0.0


@dataclass(frozen=True)
class UsedPiece:
    """A from-area's part in a carried share: ``part`` of the sum, from ``mass``; parts sum to 1.

    ``weight`` is the part of the from-area; the other figures are the from-area's own.
    """

    from_area: str
    weight: float
    mass: float
    part: float
    percent: float
    n: float | None
    n_eff: float | None


@dataclass(frozen=True)
class CarriedShare:
    """A to-area's share, or the reason why there is none (``percent`` is None then).

    ``missing`` names the from-areas that lie in the to-area and have no figure.
    """

    to_area: str
    percent: float | None = None
    n: float | None = None
    n_eff: float | None = None
    half_step: float = 0.0
    one_to_one: bool = False
    mass: Mass = "amount"
    pieces: tuple[UsedPiece, ...] = ()
    missing: tuple[str, ...] = ()
    reason: Reason | None = None


def one_to_one(pieces: Sequence[Piece]) -> dict[str, str]:
    """Return the from-area of each to-area that is the same area in both sets.

    The pair shares no piece with any other area, and the from-area lies wholly in it.
    """
    with_mass = [piece for piece in pieces if _has_mass(piece)]
    into, out_of = _counted(with_mass, "to_area"), _counted(with_mass, "from_area")
    return {
        piece.to_area: piece.from_area
        for piece in with_mass
        if into[piece.to_area] == out_of[piece.from_area] == 1
        and piece.from_area != OUTSIDE
        and piece.weight >= 1 - WHOLE_TOLERANCE
    }


def _has_mass(piece: Piece) -> bool:
    return piece.weight > 0 and piece.amount != 0


def _counted(pieces: Sequence[Piece], side: Literal["from_area", "to_area"]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for piece in pieces:
        counts[getattr(piece, side)] += 1
    return counts


def carry_shares(
    shares: Mapping[str, Share],
    pieces: Sequence[Piece],
    population: Mapping[str, float] | None = None,
) -> list[CarriedShare]:
    """Carry shares (0 to 100) over to the to-areas of the pieces, in the order of their codes.

    A carried share is the mean of the from-areas' shares, weighted with the amounts; where an
    amount is missing, with weight times population, and without population with weight times
    answers (``mass`` says which). It is not given where any of its parts has no figure.
    An area that is the same in both sets keeps its figure as it is.

    ``n_eff`` counts only the answers expected from the piece itself, n_f w_ft, and is the
    smaller of Kish's (sum a)^2 / sum(a^2 / n w) and p(1-p) / sum((a/A)^2 p_f(1-p_f) / n w).
    Answers that were given elsewhere in a from-area thus never count for a piece of it. The
    variance this adds, p(1-p)(1/w - 1)/n, is that of a piece made of units drawn at random
    whose shares deviate by sqrt(p(1-p) M/n), with M units in the from-area. By simulation
    95 % intervals hold at least 94 % of the time where all units are alike, and where they
    deviate by up to half of that. They hold less often (86 % at p = 0.02, n = 60) at the full
    deviation, and not at all where the piece is chosen because it differs: no formula on the
    from-area's figure can know that.
    """
    same = one_to_one(pieces)
    by_area: dict[str, list[Piece]] = defaultdict(list)
    for piece in sorted(pieces, key=lambda item: (item.to_area, item.from_area)):
        by_area[piece.to_area].append(piece)
    return [
        _unchanged(area, same[area], shares)
        if area in same
        else _carried(area, [one for one in area_pieces if _has_mass(one)], shares, population)
        for area, area_pieces in by_area.items()
    ]


def _unchanged(area: str, from_area: str, shares: Mapping[str, Share]) -> CarriedShare:
    share = shares.get(from_area)
    if share is None:
        return CarriedShare(area, one_to_one=True, missing=(from_area,), reason="missing")
    used = UsedPiece(from_area, 1.0, 1.0, 1.0, share.percent, share.n, share.n_eff)
    return CarriedShare(
        area, share.percent, share.n, share.n_eff, share.half_step, one_to_one=True, pieces=(used,)
    )


def _carried(
    area: str,
    pieces: Sequence[Piece],
    shares: Mapping[str, Share],
    population: Mapping[str, float] | None,
) -> CarriedShare:
    if not pieces:
        return CarriedShare(area, reason="no_pieces")
    missing = tuple(one.from_area for one in pieces if one.from_area not in shares)
    if missing:
        return CarriedShare(area, missing=missing, reason="missing")
    kind, masses = _masses(pieces, shares, population)
    whole = math.fsum(masses)
    if whole <= 0:
        return CarriedShare(area, mass=kind, reason="no_mass")
    used = tuple(
        _used(piece, mass, whole, shares[piece.from_area])
        for piece, mass in zip(pieces, masses, strict=True)
        if mass > 0
    )
    return _summed(CarriedShare(area, mass=kind, pieces=used), shares)


def _masses(
    pieces: Sequence[Piece],
    shares: Mapping[str, Share],
    population: Mapping[str, float] | None,
) -> tuple[Mass, list[float]]:
    """Return what the pieces weigh; nothing where a mass is not known, but one alone is whole."""
    amounts = [one.amount for one in pieces if one.amount is not None]
    if len(amounts) == len(pieces):
        return "amount", amounts
    kind: Mass = "answers" if population is None else "population"
    sizes = _answers(shares) if population is None else population
    masses = [one.weight * sizes[one.from_area] for one in pieces if one.from_area in sizes]
    if len(masses) == len(pieces):
        return kind, masses
    return kind, [pieces[0].weight] if len(pieces) == 1 else []


def _answers(shares: Mapping[str, Share]) -> dict[str, float]:
    answers = {area: one.n or one.n_eff for area, one in shares.items()}
    return {area: n for area, n in answers.items() if n}


def _used(piece: Piece, mass: float, whole: float, share: Share) -> UsedPiece:
    weight = min(piece.weight, 1.0)
    return UsedPiece(
        piece.from_area, weight, mass, mass / whole, share.percent, share.n, share.n_eff
    )


def _summed(carried: CarriedShare, shares: Mapping[str, Share]) -> CarriedShare:
    used = carried.pieces
    mean = math.fsum(one.part * one.percent for one in used)
    lowest, highest = min(one.percent for one in used), max(one.percent for one in used)
    percent = min(max(mean, lowest), highest)
    answers = [one.n * one.weight for one in used if one.n is not None]
    return replace(
        carried,
        percent=percent,
        n=math.fsum(answers) if len(answers) == len(used) else None,
        n_eff=_effective(percent / 100, used),
        half_step=math.fsum(one.part * shares[one.from_area].half_step for one in used),
    )


def _effective(share: float, used: Sequence[UsedPiece]) -> float | None:
    """Return the effective answers behind a carried share (0 to 1), or None if not known."""
    answers = [piece.n_eff * piece.weight for piece in used if piece.n_eff is not None]
    if len(answers) != len(used) or min(answers) <= 0:
        return None
    pairs = list(zip(used, answers, strict=True))
    kish = 1 / math.fsum(piece.part**2 / n for piece, n in pairs)
    variance = math.fsum(
        piece.part**2 * (piece.percent / 100) * (1 - piece.percent / 100) / n for piece, n in pairs
    )
    return min(kish, share * (1 - share) / variance) if variance > 0 else kish
