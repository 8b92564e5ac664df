"""Which releases there were: a row each, oldest first."""

from pathlib import Path
from typing import Any

from hotspots.audit.ledger import LedgerRow, unconfirmed
from hotspots.audit.written import read_classes
from hotspots.engine.store import reading
from hotspots.language import Lang, Say
from hotspots.model.answer import Answer
from hotspots.model.release import RELEASE_COLUMNS
from hotspots.sentences.texts import counted, text
from hotspots.sources.release.policy import policy_in
from hotspots.workflows.release.ledger import read_ledger
from hotspots.workflows.release.rooms import remove_abandoned


def releases(store_path: Path, lang: Lang, say: Say) -> Answer:
    """Return the releases of the ledger, which is checked first; no rows where there was none.

    What a killed build left beside the store is removed.
    """
    remove_abandoned(store_path, say)
    with reading(store_path) as store:
        ledger = read_ledger(store)
    waiting = {entry.release for entry in unconfirmed(ledger)}
    rows = [_release(row, waiting) for row in ledger if row.state == "prepared"]
    notes = [text(lang, "note.ledger_whole")]
    if waiting:
        notes.append(counted(lang, "note.unconfirmed", len(waiting), n_releases=len(waiting)))
    return Answer("release list", RELEASE_COLUMNS, rows, notes=notes, lang=lang)


def _release(row: LedgerRow, waiting: set[str]) -> dict[str, Any]:
    policy = policy_in(row.entry.policy)
    classes = read_classes(row.entry.classes).cells.values()
    approval = policy.approval
    k = policy.limits(row.entry.audience).k
    return {
        "release": row.entry.release,
        "audience": row.entry.audience,
        "state": "prepared" if row.entry.release in waiting else "confirmed",
        "n_cells": len(classes),
        "n_small": sum(count_class.low < k for count_class in classes),
        "n_files": len(row.entry.files),
        "approved_by": approval and approval.by,
        "approved_on": approval and approval.on.isoformat(),
        "row": row.number,
        "hash": row.hash,
    }
