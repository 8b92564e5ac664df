"""A release of made-up counts as a folder, with the ledger that it is in."""

from dataclasses import dataclass, replace
from pathlib import Path

from hotspots.analysis.disclosure.clearing import clear
from hotspots.audit.folder import (
    CLASSES,
    DIMENSIONS,
    MANIFEST,
    POLICY,
    WITNESSES,
    Manifest,
    read_folder_files,
    written_manifest,
)
from hotspots.audit.ledger import LedgerEntry, LedgerRow, next_row
from hotspots.audit.witness_file import sha256, witness_bytes
from hotspots.audit.written import written_classes, written_dimensions
from hotspots.output.release.folder import ReleaseProof, write_extract, write_proof
from hotspots.sources.release.policy import policy_in
from tests.disclosure.made_tables import made_counts, made_tables
from tests.release.test_policy import APPROVED

SIZES = (4, 4, 2)


@dataclass
class MadeRelease:
    """A folder with the ledger that its extract is of, and the proof in it."""

    folder: Path
    proof: ReleaseProof
    ledger: list[LedgerRow]

    def rewrite(self, **parts):
        """Write parts of the proof anew, with every hash and the ledger made to fit.

        That is what somebody can do who wants a false release to look whole.
        """
        self.proof = replace(self.proof, **parts)
        texts = {
            POLICY: self.proof.policy.text.encode(),
            DIMENSIONS: written_dimensions(self.proof.dimensions).encode(),
            CLASSES: written_classes(self.proof.published, self.proof.shares).encode(),
            WITNESSES: witness_bytes(self.proof.witnesses),
        }
        for name, data in texts.items():
            (self.folder / name).write_bytes(data)
        self.enter(self.forged())

    def forged(self, k=5) -> LedgerEntry:
        """Write what the folder says of itself from what lies in it; return a fitting entry."""
        (self.folder / MANIFEST).unlink()
        hashes = read_folder_files(self.folder).hashes()
        manifest = Manifest(self.proof.release, self.proof.title, self.proof.audience, k, hashes)
        (self.folder / MANIFEST).write_text(written_manifest(manifest), encoding="utf-8")
        return LedgerEntry(
            self.proof.release, self.proof.audience, self.proof.policy.text,
            written_classes(self.proof.published, self.proof.shares), hashes[WITNESSES],
            {**hashes, MANIFEST: sha256((self.folder / MANIFEST).read_bytes())},
        )  # fmt: skip

    def enter(self, entry):
        """Put another entry in the place of the last row, and write the extract."""
        self.ledger = [*self.ledger[:-1], next_row(self.ledger[:-1], entry, "prepared")]
        write_extract(self.folder, self.ledger, self.proof.audience)


def made_release(folder, *, earlier=(), sizes=SIZES, mean=8.0, audience="public", name="r"):
    """Clear made-up counts and write them as a release with one file, below earlier ones."""
    tables = made_tables(*sizes)
    policy = policy_in(APPROVED)
    before = [each.proof.published for each in earlier if each.proof.audience == "public"]
    cleared = clear(tables, made_counts(sizes, mean), policy.limits(audience).k, before)
    assert cleared.is_clear
    proof = ReleaseProof(
        name, "Tryghed", audience, policy, tables.dimensions, cleared.published, cleared.witnesses
    )
    folder.mkdir()
    (folder / "kort.html").write_text("<p>kort</p>", encoding="utf-8")
    entry = write_proof(folder, proof)
    rows = [*earlier[-1].ledger] if earlier else []
    rows.append(next_row(rows, entry, "prepared"))
    write_extract(folder, rows, audience)
    return MadeRelease(folder, proof, rows)
