"""Which areas of a report have a profile: those asked for, else all, or of many the first."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from hotspots.language import Say, message
from hotspots.model.answer import Answer
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.sources.files.names import AreaNames
from hotspots.workflows.asking.area_names import chosen_codes
from hotspots.workflows.indicators.change import ChangeResult
from hotspots.workflows.priority import PriorityResult

MOST_UNASKED, FIRST_OF_MANY = 60, 20
_CERTAIN = frozenset({"better", "worse"})


@dataclass(frozen=True)
class Profiled:
    """The codes of the areas that have a profile, and why it is those.

    ``changed`` are those that changed most, where there is no list of priority areas.
    """

    codes: Collection[str]
    why: Literal["all", "priority", "changed", "named", "none"]


@dataclass(frozen=True)
class Candidate:
    """An area that can have a profile; ``change`` is how much it changed, either way."""

    area: str
    name: str
    verdict: str
    change: float | None


def chosen_profiles(
    choice: Sequence[str],
    names: AreaNames,
    change: ChangeResult,
    priority: PriorityResult | None,
    say: Say,
) -> Profiled:
    """Return the areas that have a profile, or raise where one is not there.

    ``choice`` is one word, all, priority or none, or areas by name or code; nothing where it is
    left to us.
    """
    candidates = [
        Candidate(row.area, row.name, row.verdict, row.change_pp)
        for row in change.rows
        if row.area != CITY
    ]
    ranked = None if priority is None else [row.area for row in priority.rows]
    return _chosen(choice, names, candidates, ranked, say)


def profiles_by_incidents(
    choice: Sequence[str], names: AreaNames, crime: Answer | None, say: Say
) -> Profiled:
    """Return the same where there are incidents and no figures."""
    candidates = [
        Candidate(row["area"], row["name"], row["verdict"],
                  math.log(row["rate_ratio"]) if row["rate_ratio"] else None)
        for row in (crime.rows if crime else ())
        if row["area"] not in {CITY, OUTSIDE, UNPLACED}
    ]  # fmt: skip
    return _chosen(choice, names, candidates, None, say)


def _chosen(
    choice: Sequence[str],
    names: AreaNames,
    areas: Sequence[Candidate],
    ranked: Sequence[str] | None,
    say: Say,
) -> Profiled:
    match [*choice] or [_unasked(areas, say)]:
        case ["none"]:
            return Profiled((), "none")
        case ["all"]:
            return Profiled({row.area for row in areas}, "all")
        case ["priority"]:
            return _first(areas, ranked)
        case named:
            return Profiled({*chosen_codes(names, named)}, "named")


def _unasked(areas: Sequence[Candidate], say: Say) -> str:
    if len(areas) <= MOST_UNASKED:
        return "all"
    say(
        message(
            "{n} of {of} areas have a profile. Choose others with --profiles.",
            n=FIRST_OF_MANY,
            of=len(areas),
        )
    )
    return "priority"


def _first(areas: Sequence[Candidate], ranked: Sequence[str] | None) -> Profiled:
    """Return the first of the list; without one, certain changes first, then the largest."""
    if len(areas) <= FIRST_OF_MANY:
        return Profiled({row.area for row in areas}, "all")
    if ranked is not None:
        return Profiled({*ranked[:FIRST_OF_MANY]}, "priority")
    by_change = sorted(areas, key=lambda row: (row.verdict not in _CERTAIN, -_size(row), row.area))
    return Profiled({row.area for row in by_change[:FIRST_OF_MANY]}, "changed")


def _size(row: Candidate) -> float:
    return abs(row.change) if row.change is not None else -1.0
