"""What a release's folder proves, in words."""

from pathlib import Path

from hotspots.audit.folder import read_folder
from hotspots.audit.release import Proved, audit
from hotspots.language import message
from hotspots.workflows.release.declared import audience_word


def audited(folder: Path) -> list[str]:
    """Return sentences on what was proved; ``ReleaseRefused`` where something was not."""
    return _sentences(audit(read_folder(folder)))


def _sentences(proved: Proved) -> list[str]:
    manifest = proved.manifest
    return [
        message(
            "{title} ({release}, for {audience!r}) is proved.",
            title=manifest.title,
            release=manifest.release,
            audience=audience_word(manifest.audience),
        ),
        message(
            "{n:,} {n:file|files}: each is what the ledger says, by its SHA-256.",
            n=len(manifest.files) + 1,
        ),
        _proof_of_counts(proved),
        message(
            "{n:,} earlier {n:release|releases} to the same readers {n:was|were} held beside it. "
            "It is row {row} of the ledger, {hash}.",
            n=proved.earlier,
            row=proved.row.number,
            hash=proved.row.hash,
        ),
        message(
            "Policy approved, k = {k}. By the accounts in the folder every number in the words "
            "and tables of the files is accounted for. What it does not prove: that what the "
            "accounts call public is so, that areas lie as the folder says, that intervals, p and "
            "other statistics were reckoned rightly, what pictures and words without numbers say, "
            "and that no other file was handed out.",
            k=manifest.k,
        ),
    ]


def _proof_of_counts(proved: Proved) -> str:
    n, k = proved.cells, proved.manifest.k
    if not proved.witnesses:
        return message(
            "{n:,} {n:cell|cells}: no count and no difference of counts can be under {k}.",
            n=n,
            k=k,
        )
    return message(
        "{n:,} {n:cell|cells}, {small:,} of them under {k}: {witnesses:,} whole "
        "{witnesses:table|tables} of counts {witnesses:fits|fit} everything that was published, "
        "and each small cell and difference is 0 in one of them and {most} or more in another.",
        n=n,
        small=proved.small,
        k=k,
        most=k - 1,
        witnesses=proved.witnesses,
    )
