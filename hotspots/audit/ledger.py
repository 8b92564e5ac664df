"""The ledger of releases: rows that are only added, each with the hash of the row before.

An extract of it goes with a release. Rows that its readers may not see are sealed there: for whom
they were, and hashes, so that the chain can be followed, and nothing else.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from hotspots.model.release import Audience, serves

State = Literal["prepared", "confirmed"]

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
# what stands before the first row
NOTHING_BEFORE = "0" * 64


@dataclass(frozen=True)
class LedgerEntry:
    """What a release says of itself.

    ``policy`` and ``classes`` are their texts, ``witnesses`` the SHA-256 of that file, ``files``
    the SHA-256 of every other file by its name.
    """

    release: str
    audience: Audience
    policy: str
    classes: str
    witnesses: str
    files: Mapping[str, str]

    def content_hash(self) -> str:
        """Return the SHA-256 of all that the entry says."""
        return _sha256({**vars(self), "files": dict(self.files)})


@dataclass(frozen=True)
class LedgerRow:
    """A row of the ledger; ``hash`` is of all the rest, ``previous`` that of the row before."""

    number: int
    state: State
    entry: LedgerEntry
    previous: str
    hash: str = ""

    def reckoned_hash(self) -> str:
        """Return the hash that the row should have."""
        return self.sealed().reckoned_hash()

    def sealed(self) -> "SealedRow":
        """Return the row without what its release says of itself."""
        content = self.entry.content_hash()
        audience = self.entry.audience
        return SealedRow(self.number, self.state, audience, content, self.previous, self.hash)


@dataclass(frozen=True)
class SealedRow:
    """A row of which only this is told; ``content`` is the hash of what its release says."""

    number: int
    state: State
    audience: Audience
    content: str
    previous: str
    hash: str

    def reckoned_hash(self) -> str:
        """Return the hash that the row should have."""
        return _sha256({**vars(self), "hash": ""})


ExtractRow = LedgerRow | SealedRow


@dataclass(frozen=True)
class BrokenLink:
    """The first row that is not as it should be, and why."""

    number: int
    reason: Literal["number", "previous", "hash", "state"]


def next_row(rows: Sequence[LedgerRow], entry: LedgerEntry, state: State) -> LedgerRow:
    """Return the row to be added below others."""
    previous = rows[-1].hash if rows else NOTHING_BEFORE
    row = LedgerRow(len(rows) + 1, state, entry, previous)
    return replace(row, hash=row.reckoned_hash())


def broken_link(rows: Sequence[ExtractRow]) -> BrokenLink | None:
    """Return the first row whose number, hash or state is wrong; None where the ledger is whole.

    A release is prepared once, and confirmed at most once, word for word. The last rows may be
    missing: a chain does not tell how long it was.
    """
    prepared: dict[str, LedgerEntry] = {}
    confirmed: set[str] = set()
    previous = NOTHING_BEFORE
    for number, row in enumerate(rows, start=1):
        if row.number != number:
            return BrokenLink(number, "number")
        if row.previous != previous:
            return BrokenLink(number, "previous")
        if row.hash != row.reckoned_hash():
            return BrokenLink(number, "hash")
        if isinstance(row, LedgerRow) and not _is_in_turn(row, prepared, confirmed):
            return BrokenLink(number, "state")
        previous = row.hash
    return None


def _sha256(parts: Mapping[str, Any]) -> str:
    return hashlib.sha256(_JSON.encode(parts).encode()).hexdigest()


def _is_in_turn(row: LedgerRow, prepared: dict[str, LedgerEntry], confirmed: set[str]) -> bool:
    name = row.entry.release
    if row.state == "prepared":
        is_new = name not in prepared
        prepared[name] = row.entry
        return is_new
    is_right = prepared.get(name) == row.entry and name not in confirmed
    confirmed.add(name)
    return is_right


def extract(rows: Sequence[LedgerRow], audience: Audience) -> list[ExtractRow]:
    """Return the rows with those sealed that were for fewer readers than an audience is."""
    return [row if serves(row.entry.audience, audience) else row.sealed() for row in rows]


def wrongly_sealed(rows: Sequence[ExtractRow], audience: Audience) -> int | None:
    """Return the number of the first row that an audience has, but that is sealed in an extract.

    For whom a row is stands in its hash, so that no release can be left out by sealing it.
    """
    return next(
        (
            row.number
            for row in rows
            if isinstance(row, SealedRow) and serves(row.audience, audience)
        ),
        None,
    )


def entries(rows: Sequence[ExtractRow]) -> list[LedgerEntry]:
    """Return every release once: what is prepared counts as published."""
    return [row.entry for row in rows if isinstance(row, LedgerRow) and row.state == "prepared"]


def unconfirmed(rows: Sequence[LedgerRow]) -> list[LedgerEntry]:
    """Return the releases of which it is not certain that they were handed out."""
    confirmed = {row.entry.release for row in rows if row.state == "confirmed"}
    return [entry for entry in entries(rows) if entry.release not in confirmed]
