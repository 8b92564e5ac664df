"""The ledger of releases in the store: read whole or not at all, and only ever added to."""

import json
from collections.abc import Sequence
from typing import Any, get_args

from hotspots.audit.ledger import (
    BrokenLink,
    LedgerEntry,
    LedgerRow,
    State,
    broken_link,
    next_row,
)
from hotspots.engine.store import Store
from hotspots.errors import ReleaseRefused
from hotspots.language import marked, message, translated
from hotspots.model.release import AUDIENCES
from hotspots.model.rows import ReleasesLedgerRowsRow

_REASONS = {
    "number": marked("its number is not the next one"),
    "previous": marked("it does not follow from the row before"),
    "hash": marked("what stands in it was changed"),
    "state": marked("its release was not prepared before, or is there twice"),
}


def read_ledger(store: Store) -> list[LedgerRow]:
    """Return the whole ledger; ``ReleaseRefused`` where a row was changed, moved or taken out."""
    rows = [_stored(row) for row in store.rows("releases/ledger_rows")]
    if link := broken_link(rows):
        raise _broken(store, link)
    return rows


def append_prepared(store: Store, entry: LedgerEntry) -> LedgerRow:
    """Write down a release before its files move: from now on it counts as published."""
    return _append(store, entry, "prepared")


def append_confirmed(store: Store, release: str) -> LedgerRow:
    """Write down that the files of a prepared release are where they were to be."""
    prepared = (row.entry for row in read_ledger(store) if row.entry.release == release)
    entry = next(prepared, None)
    if entry is None:
        raise _out_of_turn(release)
    return _append(store, entry, "confirmed")


def _append(store: Store, entry: LedgerEntry, state: State) -> LedgerRow:
    with store.transaction():
        rows = read_ledger(store)
        row = next_row(rows, entry, state)
        if broken_link([*rows, row]):
            raise _out_of_turn(entry.release)
        store.run("releases/insert_ledger_row", **_columns(row))
    return row


def _columns(row: LedgerRow) -> dict[str, Any]:
    entry = vars(row.entry) | {"files": _json(row.entry.files)}
    chain = {"number": row.number, "state": row.state, "previous": row.previous, "hash": row.hash}
    return entry | chain


def _json(value: Any) -> str:
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)


def _stored(row: ReleasesLedgerRowsRow) -> LedgerRow:
    """Return a row as it was added; what was changed in it shows in its hash."""
    entry = LedgerEntry(
        release=row["release"],
        audience=_word(row["audience"], AUDIENCES),
        policy=row["policy"],
        classes=row["classes"],
        witnesses=row["witnesses"],
        files=_files(row["files"]),
    )
    state = _word(row["state"], get_args(State))
    return LedgerRow(row["number"], state, entry, row["previous"], row["hash"])


def _word(value: str, words: Sequence[Any]) -> Any:
    return next((word for word in words if word == value), value)


def _files(text: str) -> dict[str, str]:
    """Return the files of a row; none where the text was changed into something else."""
    try:
        files = json.loads(text)
    except ValueError:
        return {}
    return files if isinstance(files, dict) else {}


def _broken(store: Store, link: BrokenLink) -> ReleaseRefused:
    return ReleaseRefused(
        message(
            "{path}: the ledger of releases is not whole: row {number} is wrong, {reason}. "
            "Nothing may be released from this store; restore it from a copy in which the "
            "ledger is whole.",
            path=store.path,
            number=link.number,
            reason=translated(_REASONS[link.reason]),
        )
    )


def _out_of_turn(release: str) -> ReleaseRefused:
    return ReleaseRefused(
        message(
            "The release {release!r} cannot be written down: each is prepared once, and confirmed "
            "once after that. `hotspots release list` shows what was.",
            release=release,
        )
    )
