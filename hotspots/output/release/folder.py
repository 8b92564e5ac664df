"""Writes beside the files of a release what it says of itself and what proves it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hotspots import safe
from hotspots.audit import folder as names
from hotspots.audit.folder import Manifest, read_folder_files, written_manifest
from hotspots.audit.ledger import LedgerEntry, LedgerRow, extract
from hotspots.audit.numbers.accounts import Accounts, written_accounts
from hotspots.audit.rows import Ints
from hotspots.audit.witness_file import sha256, witness_bytes
from hotspots.audit.written import written_classes, written_dimensions, written_extract
from hotspots.model.disclosure import Dimension, PublishedClasses
from hotspots.model.published.shares import PublishedShare
from hotspots.model.release import Audience, Policy


@dataclass(frozen=True)
class ReleaseProof:
    """A release with what proves it.

    ``dimensions`` are those of this release and of all before it that the same readers have;
    ``witnesses`` are whole tables over their finest cells (n x finest cells), ``accounts`` where
    the numbers in its files come from, ``shares`` the figures of surveys in it, ``borders`` the
    hashes of the areas that were counted.
    """

    release: str
    title: str
    audience: Audience
    policy: Policy
    dimensions: tuple[Dimension, ...]
    published: PublishedClasses
    witnesses: Ints
    accounts: Accounts = field(default_factory=Accounts)
    shares: Sequence[PublishedShare] = ()
    borders: Mapping[str, str] = field(default_factory=dict)


def write_proof(folder: Path, proof: ReleaseProof) -> LedgerEntry:
    """Write the proof beside the files that lie in a folder, and return its ledger entry.

    The entry has the hash of every file. Once it is in the ledger, ``write_extract`` completes
    the folder.
    """
    classes = written_classes(proof.published, proof.shares, proof.borders)
    witnesses = witness_bytes(proof.witnesses)
    _write(folder / names.POLICY, proof.policy.text.encode())
    _write(folder / names.DIMENSIONS, written_dimensions(proof.dimensions).encode())
    _write(folder / names.CLASSES, classes.encode())
    _write(folder / names.WITNESSES, witnesses)
    _write(folder / names.NUMBERS, written_accounts(proof.accounts).encode())
    hashes = read_folder_files(folder).hashes()
    k = proof.policy.limits(proof.audience).k
    manifest = written_manifest(
        Manifest(proof.release, proof.title, proof.audience, k, hashes)
    ).encode()
    _write(folder / names.MANIFEST, manifest)
    return LedgerEntry(
        release=proof.release,
        audience=proof.audience,
        policy=proof.policy.text,
        classes=classes,
        witnesses=sha256(witnesses),
        files={**hashes, names.MANIFEST: sha256(manifest)},
    )


def write_extract(folder: Path, ledger: Sequence[LedgerRow], audience: Audience) -> None:
    """Write the ledger as far as a release, its own row last, sealed where others may not see."""
    _write(folder / names.EXTRACT, written_extract(extract(ledger, audience)).encode())


def _write(path: Path, content: bytes) -> None:
    with safe.whole_file(path) as draft:
        draft.write_bytes(content)
