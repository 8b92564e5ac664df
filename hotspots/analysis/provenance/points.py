"""Incidents that are there twice, or lie on too few points to be where they happened."""

from collections.abc import Sequence

from hotspots.analysis.provenance.limits import (
    BUSIEST_SHARE,
    INCIDENTS_PER_POINT,
    LEAST_PLACE_HEAP,
    LEAST_PLACED,
    LEAST_REPEATS,
    REPEATS_LIKELY,
    REPEATS_POSSIBLE,
)
from hotspots.model.provenance import Finding, FindingPlace, PrintedNumber
from hotspots.model.rows import (
    CheckPointsRow,
    CheckPossiblePointsRow,
    CheckRepeatedIncidentsRow,
)


def duplicate_incidents(rows: Sequence[CheckRepeatedIncidentsRow]) -> list[Finding]:
    """Find loads in which many incidents share place, time and category with another one."""
    return [
        Finding("duplicate_incidents", "duplicate_incidents",
                "likely" if _repeated(row) > REPEATS_LIKELY else "possible",
                FindingPlace(load=row["load_id"], row=row["row_number"]),
                {"n": int(row["n_repeats"]), "total": int(row["n_timed"]),
                 "share": PrintedNumber(100 * _repeated(row), 1)})
        for row in rows
        if row["n_repeats"] >= LEAST_REPEATS and _repeated(row) > REPEATS_POSSIBLE
    ]  # fmt: skip


def _repeated(row: CheckRepeatedIncidentsRow) -> float:
    return float(row["n_repeats"]) / float(row["n_timed"])


def snapped_incidents(rows: Sequence[CheckPointsRow]) -> list[Finding]:
    """Find sources whose placed incidents lie on few points, as if moved to a centre or corner.

    Points in use are counted anew each year.
    """
    return [
        Finding("snapped_incidents", "snapped_incidents", "possible",
                FindingPlace(load=row["load_id"]), {
            "source": row["source"], "n": int(row["n_placed"]), "points": int(row["n_points"]),
            "busiest": PrintedNumber(100 * float(row["n_on_busiest"]) / float(row["n_placed"]), 0),
        })
        for row in rows if row["n_placed"] >= LEAST_PLACED and _is_snapped(row)
    ]  # fmt: skip


def _is_snapped(row: CheckPointsRow) -> bool:
    few = row["n_yearly"] * INCIDENTS_PER_POINT < row["n_placed"]
    return bool(few or row["n_on_busiest"] > BUSIEST_SHARE * float(row["n_placed"]))


def may_be_snapped(row: CheckPossiblePointsRow) -> bool:
    """Tell whether a source's placed incidents may lie on few points, by what is known at most."""
    few = row["at_least_yearly"] * INCIDENTS_PER_POINT < row["n_placed"]
    busy = row["at_most_on_ten"] > BUSIEST_SHARE * float(row["n_placed"])
    return bool(row["n_placed"] >= LEAST_PLACED and (few or busy))


def may_heap(row: CheckPossiblePointsRow) -> bool:
    """Tell whether one point may have far more incidents than the next one."""
    return bool(row["at_most_busiest"] >= LEAST_PLACE_HEAP)
