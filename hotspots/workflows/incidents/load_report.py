"""What is said of a load of incidents when its rows are in."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pyarrow.compute as pc

from hotspots.language import Say, message
from hotspots.model.periods import COARSE
from hotspots.workflows.loads.loading import OpenLoad


@dataclass
class Tally:
    """Rows counted while they come in: by set those outside, by set those in several areas.

    What has no place is outside no set.
    """

    rows: int = 0
    rejected: int = 0
    outside: Counter[str] = field(default_factory=Counter)
    several: Counter[str] = field(default_factory=Counter)
    without_place: int = 0
    precision: Counter[str] = field(default_factory=Counter)
    approximate: int = 0

    def count_precision(self, column: Any) -> None:
        """Add how exactly a batch's rows are dated, from an Arrow column."""
        for entry in pc.value_counts(column).to_pylist():
            self.precision[entry["values"]] += entry["counts"]


@dataclass(frozen=True)
class Repeats:
    """Rows that say nothing new: beside another row of the file, beside what is stored.

    ``n_marked`` rows, of this load or another, were marked as versions or rows of one case.
    """

    of_file: int = 0
    of_store: int = 0
    n_marked: int = 0

    @property
    def n(self) -> int:
        """Return how many there are of both."""
        return self.of_file + self.of_store


def report(load: OpenLoad, tally: Tally, repeats: Repeats, *, has_sets: bool, say: Say) -> None:
    """Say what a load of incidents settled by itself, and what of it lies nowhere."""
    if n := repeats.of_file:
        say(
            message(
                "{n:,} {n:row|rows} {n:repeats|repeat} other rows of this file; counted once.", n=n
            )
        )
    if n := repeats.of_store:
        say(
            message(
                "{n:,} {n:row|rows} {n:repeats an incident that is|repeat incidents that are}"
                " already stored; counted once.",
                n=n,
            )
        )
    corrected = load.store.rows(
        "incidents/corrections", load_id=load.load_id, rows_are=load.rows_are
    )
    if n := corrected[0]["n_corrections"]:
        say(
            message(
                "{n:,} {n:row|rows} {n:is of a case|are of cases} of which an earlier load says "
                "something else; the last load counts.",
                n=n,
            )
        )
    _say_lost_repeats(load, say)
    _say_times(tally, say)
    _say_coarse(tally, say)
    if tally.without_place:
        say(
            message(
                "{without_place:,} {without_place:incident|incidents} {without_place:has no "
                "place; it counts|have no place; they count} for the city alone.",
                without_place=tally.without_place,
            )
        )
    _say_sets(tally, say)
    if not has_sets:
        say(message("No area set is loaded yet: no incident lies in an area until one is."))


def _say_lost_repeats(load: OpenLoad, say: Say) -> None:
    replaced = load.origin.replaces
    if replaced is None:
        return
    for row in load.store.rows("incidents/lost_repeats", replaced=str(replaced)):
        say(
            message(
                "{n_rows:,} incidents stood in load {replaced} and, as repeats, in load "
                "{load_id}; the new file lacks them, so none of them counts now. If they "
                "did happen, load the file of load {load_id} again with --replace "
                "{load_id}.",
                n_rows=row["n_rows"],
                replaced=replaced,
                load_id=row["load_id"],
            )
        )


def _say_times(tally: Tally, say: Say) -> None:
    if n := tally.precision.get("open_end", 0):
        say(
            message(
                "{n:,} {n:incident|incidents} {n:has|have} no latest time; kept, dated by the"
                " earliest.",
                n=n,
            )
        )
    if n := tally.precision.get("open_start", 0):
        say(
            message(
                "{n:,} {n:incident|incidents} {n:has|have} no earliest time; kept, dated by "
                "the latest.",
                n=n,
            )
        )

    if n := tally.approximate:
        say(
            message(
                "{n:,} {n:incident has|incidents have} a rough time of day (ca., omkring, about);"
                " it is kept as the time that is written.",
                n=n,
            )
        )


def _say_coarse(tally: Tally, say: Say) -> None:
    n = sum(tally.precision.get(kind, 0) for kind in COARSE)
    if n:
        say(
            message(
                "{n:,} {n:incident|incidents} {n:is|are} known to the month, week or year only; "
                "hours and repeats leave {n:it|them} out.",
                n=n,
            )
        )


def _say_sets(tally: Tally, say: Say) -> None:
    for name, outside in tally.outside.items():
        if outside:
            say(
                message(
                    "Set {name!r}: {outside:,} {outside:incident|incidents} {outside:lies|lie} "
                    "outside its areas, and {outside:counts|count} neither there nor in the city.",
                    name=name,
                    outside=outside,
                )
            )
        if tally.several[name]:
            say(
                message(
                    "Set {name!r}: points in several areas count in each, {several:,} times "
                    "beyond the first.",
                    name=name,
                    several=tally.several[name],
                )
            )
