"""Builds a release: counts, clears, runs the commands on what is cleared, proves, hands out."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from hotspots import safe, stopping, targets
from hotspots.analysis.disclosure.clearing import Clearing
from hotspots.audit import proof
from hotspots.audit.folder import read_folder
from hotspots.audit.ledger import LedgerEntry, LedgerRow, entries, next_row, unconfirmed
from hotspots.audit.numbers.accounts import Accounts, read_accounts, written_accounts
from hotspots.audit.numbers.spoken import listening
from hotspots.audit.release import audit, in_words
from hotspots.engine.outcomes import placing
from hotspots.engine.store import reading, writing
from hotspots.errors import ReleaseRefused, UsageProblem
from hotspots.language import Say, message
from hotspots.model.audiences import command_path
from hotspots.model.disclosure import PublishedClasses
from hotspots.model.release import Permit, is_below
from hotspots.output.release.folder import ReleaseProof, write_extract, write_proof
from hotspots.workflows.release.borders import borders_of, refuse_moved
from hotspots.workflows.release.clear_store import CLEAR_STORE, ClearedCounts, make_clear_store
from hotspots.workflows.release.clearing import (
    Earlier,
    changed_words,
    cleared,
    earlier_classes,
    held,
)
from hotspots.workflows.release.compared_groups import compared_pairs
from hotspots.workflows.release.counting import CountedRelease, counted
from hotspots.workflows.release.declared import Declared
from hotspots.workflows.release.definite import warn_of_unknown_exclusions
from hotspots.workflows.release.ledger import append_confirmed, append_prepared, read_ledger
from hotspots.workflows.release.public_figures import public_figures
from hotspots.workflows.release.published_shares import published_shares, refuse_thin_shares
from hotspots.workflows.release.rooms import private_room, remove_abandoned

# beside the files in the private room: where their numbers come from
_ACCOUNTS = "tal.json"
# Runs a command, its arguments without the program's name, on a store.
RunCommand = Callable[[Path, Sequence[str]], None]


@dataclass(frozen=True)
class Job:
    """What a release is built from: the store, what was declared, and how commands are run.

    ``made_at_utc`` is the time that its files tell.
    """

    store_path: Path
    declaration: Declared
    run: RunCommand
    say: Say
    made_at_utc: datetime

    @property
    def k(self) -> int:
        """Return under which number counts are one class."""
        return self.declaration.policy.limits(self.declaration.release.audience).k


@dataclass(frozen=True)
class BuiltRelease:
    """A release that was handed out: how many files, cells, and cells under k it has."""

    path: Path
    n_files: int
    n_cells: int
    n_small: int


def build(job: Job, folder: Path) -> BuiltRelease:
    """Build a release into a new folder, which gives it its name.

    Where anything fails nothing is in place.
    """
    audience = job.declaration.release.audience
    for path in dict.fromkeys((job.store_path, folder)):
        remove_abandoned(path, job.say)
    with reading(job.store_path) as store:
        ledger = read_ledger(store)
        refuse_moved(store, ledger)
    _check_new(job.declaration, folder, ledger)
    earlier = earlier_classes(ledger, audience)
    counts = count(job, earlier)
    job.say(
        message(
            "Clearing {n:,} {n:count|counts}, beside {n_before:,} earlier "
            "{n_before:release|releases} …",
            n=len(counts.tables.cells),
            n_before=len(earlier.every),
        )
    )
    clearing = cleared(counts, job.declaration.policy, audience, earlier)
    if clearing.corrected:
        job.say(changed_words(clearing))
    with private_room(job.store_path) as room:
        files = make_files(job, room, counts, clearing.published)
        job.say(message("Proving …"))
        _refuse_unproved(job.k, counts, clearing, earlier)
        entry = _with_proof(files, folder.name, job, counts, clearing, ledger)
        _hand_out(job.store_path, files, folder, entry, ledger)
    classes = clearing.published.cells.values()
    n_small = sum(each.low < job.k for each in classes)
    return BuiltRelease(folder, len(job.declaration.release.files), len(classes), n_small)


def count(job: Job, earlier: Earlier) -> CountedRelease:
    """Return the true counts of what a release declares and of what was published before."""
    release = job.declaration.release
    job.say(message("Counting what the release declares …"))
    with reading(job.store_path) as store:
        warn_of_unknown_exclusions(store, job.declaration.policy, job.say)
        return counted(
            store,
            release.tables,
            job.declaration.policy,
            job.k,
            n_history=release.history,
            earlier=earlier.every,
        )


def make_files(job: Job, room: Path, counts: CountedRelease, published: PublishedClasses) -> Path:
    """Run the commands of a release on a store of its classes; return the folder of their files.

    Raises ``ReleaseRefused`` where a count is not of the class that is published of it.
    """
    held(counts, published)
    release = job.declaration.release
    with reading(job.store_path) as store:
        classes = ClearedCounts(published, counts.printed, job.k, job.made_at_utc)
        pairs = compared_pairs(store, release.files)
        clear_path = make_clear_store(store, room, job.declaration.policy, classes, pairs)
    files = room / "files"
    files.mkdir(mode=0o700)
    with listening() as spoken, safe.permitted(Permit(release.audience, room)):
        for number, file in enumerate(release.files, start=1):
            job.say(
                message(
                    "{number} of {n}: {name} …",
                    number=number,
                    n=len(release.files),
                    name=file.name,
                )
            )
            job.run(clear_path, [*file.arguments, "-o", str(files / file.name)])
    commands = {file.name: command_path(file.arguments) or () for file in release.files}
    with reading(clear_path) as store:
        accounts = Accounts(commands, spoken, public_figures(store))
    safe.write_text(room / _ACCOUNTS, written_accounts(accounts))
    return files


def _check_new(declaration: Declared, folder: Path, ledger: Sequence[LedgerRow]) -> None:
    if not is_below(declaration.release.audience):
        raise UsageProblem(
            message("What stays inside is not released: run its commands by themselves.")
        )
    if any(entry.release == folder.name for entry in unconfirmed(ledger)):
        raise _interrupted(folder)
    if folder.exists():
        raise UsageProblem(message("{folder} is already there. Name a new folder.", folder=folder))
    targets.refuse_closed_folder(folder)
    if any(entry.release == folder.name for entry in entries(ledger)):
        raise UsageProblem(
            message(
                "There already is a release {name!r} in the ledger. Name another folder.",
                name=folder.name,
            )
        )


def _interrupted(folder: Path) -> UsageProblem:
    """Return what is true of a release that was written down, and never confirmed."""
    if folder.exists():
        return UsageProblem(
            message(
                "The release {name!r} is in the ledger, and its build ended before it wrote down "
                "that its files are in place. It counts as published. `hotspots audit {folder}` "
                "says whether {folder} is that release, whole: if so, it may be handed out.",
                name=folder.name,
                folder=folder,
            )
        )
    return UsageProblem(
        message(
            "The release {name!r} is in the ledger, and its build ended before it wrote down that "
            "its files are in place. They are not, and nobody can know that they did not get out: "
            "it counts as published. Build it into a folder of another name: its counts keep "
            "their classes.",
            name=folder.name,
        )
    )


def _refuse_unproved(k: int, counts: CountedRelease, clearing: Clearing, earlier: Earlier) -> None:
    """Raise where the witnesses do not prove the release by whole numbers alone."""
    if not counts.tables.dimensions:
        return
    failures = proof.failures(
        counts.tables, k, clearing.published, earlier.same, clearing.witnesses
    )
    if failures:
        raise ReleaseRefused(
            message(
                "The release is not proved: {problem}. Nothing was handed out.",
                problem=next(in_words(failures)),
            )
        )


def _with_proof(
    files: Path,
    name: str,
    job: Job,
    counts: CountedRelease,
    clearing: Clearing,
    ledger: Sequence[LedgerRow],
) -> LedgerEntry:
    """Write the proof beside the files, have the whole audited, and return its ledger entry."""
    release, policy = job.declaration.release, job.declaration.policy
    with reading(job.store_path) as store:
        borders = borders_of(store, (name for table in release.tables for name in table.sets))
    shares = published_shares(files.parent / CLEAR_STORE, release.files, ledger)
    refuse_thin_shares(shares, ledger, policy)
    entry = write_proof(
        files,
        ReleaseProof(
            release=name,
            title=release.title,
            audience=release.audience,
            policy=policy,
            dimensions=counts.tables.dimensions,
            published=clearing.published,
            witnesses=clearing.witnesses,
            accounts=read_accounts((files.parent / _ACCOUNTS).read_text(encoding="utf-8")),
            shares=shares,
            borders=borders,
        ),
    )
    write_extract(files, [*ledger, next_row(ledger, entry, "prepared")], release.audience)
    # a refusal names the release, for its files lie in a room that is nobody's business
    audit(replace(read_folder(files), path=Path(name)))
    return entry


def _hand_out(
    store_path: Path,
    files: Path,
    folder: Path,
    entry: LedgerEntry,
    ledger: Sequence[LedgerRow],
) -> None:
    """Write down a release that is proved, move it into its place, and write that down.

    ``ledger`` is what it was proved beside.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with writing(store_path) as store:
        if read_ledger(store) != [*ledger]:
            raise ReleaseRefused(
                message("Meanwhile another release was made from this store. Build it again.")
            )
        with stopping.held_back():
            append_prepared(store, entry)
            with private_room(folder) as beside, placing(folder, nullcontext(folder)):
                safe.put_folder(files, folder, beside)
            append_confirmed(store, entry.release)
