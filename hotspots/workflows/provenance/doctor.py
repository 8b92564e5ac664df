"""Everything that can be wrong with a store and with the machine it lies on, and what to do."""

from collections.abc import Sequence
from pathlib import Path

from hotspots.language import message
from hotspots.model.answer import Answer
from hotspots.model.provenance import DOCTOR_CHECKS, DOCTOR_COLUMNS, Ailment
from hotspots.workflows.provenance.file_faults import leftovers, permission_faults
from hotspots.workflows.provenance.machine_faults import (
    console_faults,
    engine_versions,
    font_faults,
    temporary_faults,
    version_faults,
)
from hotspots.workflows.provenance.store_faults import store_faults


def doctor(store_path: Path) -> Answer:
    """Return what is wrong, faults first, then by check; no row where nothing is.

    Where there is no store, the machine alone is looked at. Nothing is changed.
    """
    has_store = store_path.is_file()
    of_store = [*store_faults(store_path), *permission_faults(store_path)] if has_store else []
    ailments = [*of_store, *_of_machine(store_path)]
    versions = engine_versions()
    return Answer(
        command="doctor",
        columns=DOCTOR_COLUMNS,
        rows=[_row(ailment) for ailment in sorted(ailments, key=_order)],
        settings={"store": store_path.name if has_store else None, "versions": versions},
        notes=[_summary(ailments, store_path, has_store=has_store), _versions(versions)],
    )


def n_faults(answer: Answer) -> int:
    """Return how many findings are faults; advice is none."""
    return sum(row["level"] == "fault" for row in answer.rows)


def _of_machine(store_path: Path) -> list[Ailment]:
    return [
        *version_faults(),
        *font_faults(),
        *console_faults(),
        *temporary_faults(store_path),
        *leftovers(store_path),
    ]


def _order(ailment: Ailment) -> tuple[bool, int, str, str]:
    place = DOCTOR_CHECKS.index(ailment.check)
    return ailment.level != "fault", place, ailment.where, ailment.what


def _row(ailment: Ailment) -> dict[str, str]:
    return {
        "check": ailment.check,
        "level": ailment.level,
        "where": ailment.where,
        "what": ailment.what,
        "do": ailment.remedy,
    }


def _summary(ailments: Sequence[Ailment], store_path: Path, *, has_store: bool) -> str:
    n = sum(ailment.level == "fault" for ailment in ailments)
    if not has_store:
        return message(
            "{store}: there is no store here yet; only the machine was looked at: {n:,} "
            "{n:fault|faults}.",
            store=store_path.name,
            n=n,
        )
    if ailments:
        return message(
            "{n:,} {n:fault|faults} and {n_advice:,} {n_advice:piece|pieces} of advice.",
            n=n,
            n_advice=len(ailments) - n,
        )
    return message(
        "Nothing is wrong: every row of {store} is as it was stored, and the machine has what is "
        "needed.",
        store=store_path.name,
    )


def _versions(versions: dict[str, str]) -> str:
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    return message("Looked at with {versions}.", versions=named)
