"""Whether a folder proves its release by itself: hashes, ledger, policy and whole numbers.

Only what lies in the folder is read. What made it is not asked, and no solver is used.
"""

import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from hotspots.audit import folder as names
from hotspots.audit.dividing import undivided
from hotspots.audit.folder import Manifest, ReleaseFolder, read_manifest
from hotspots.audit.ledger import (
    LedgerEntry,
    LedgerRow,
    broken_link,
    entries,
    wrongly_sealed,
)
from hotspots.audit.numbers.accounts import read_accounts
from hotspots.audit.numbers.check import Unaccounted, unaccounted, unaccounted_words
from hotspots.audit.numbers.frames import is_frame
from hotspots.audit.proof import Failure, failures
from hotspots.audit.shapes import false_shapes
from hotspots.audit.shares import thin_figures, thin_words
from hotspots.audit.witness_file import read_witnesses
from hotspots.audit.written import read_classes, read_dimensions, read_extract, read_shares
from hotspots.errors import HotspotsError, InputProblem, ReleaseRefused
from hotspots.language import message
from hotspots.model.disclosure import LinkedTables, PublishedClasses, cell_name
from hotspots.model.published.shares import PublishedShare
from hotspots.model.published.vintages import with_vintages

_LEAST_K = 3
# no policy may ask for fewer answers of a share, or for fewer on either side of it
_LEAST = {"svar": 30, "paa_hver_side": 5}
_MOST_NAMED = 5


@dataclass(frozen=True)
class Proved:
    """What a folder proved; ``earlier`` is how many releases before it were held beside it."""

    manifest: Manifest
    cells: int
    small: int
    witnesses: int
    earlier: int
    row: LedgerRow


def audit(folder: ReleaseFolder) -> Proved:
    """Return what a folder proves, or raise ``ReleaseRefused`` with all that fails."""
    try:
        problems, proved = _audited(folder)
    except InputProblem as problem:
        raise _refused(folder, [str(problem)]) from problem
    except (LookupError, ValueError) as problem:
        reason = message("{proof} cannot be worked through ({problem})",
                         proof=names.PROOF, problem=repr(problem))  # fmt: skip
        raise _refused(folder, [reason]) from problem
    if problems or proved is None:
        raise _refused(folder, problems)
    return proved


def _audited(folder: ReleaseFolder) -> tuple[list[str], Proved | None]:
    """Return what fails, and what is proved where nothing does.

    What does not fit its hash is not read any further.
    """
    manifest = read_manifest(folder.text(names.MANIFEST))
    if problems := [*_changed(folder, manifest)]:
        return problems, None
    rows = read_extract(folder.text(names.EXTRACT))
    if link := broken_link(rows):
        return [message("row {row} of the ledger is wrong", row=link.number)], None
    if sealed := wrongly_sealed(rows, manifest.audience):
        return [message("row {row} of the ledger is closed to its own readers", row=sealed)], None
    last = rows[-1] if rows else None
    if not isinstance(last, LedgerRow) or last.state != "prepared":
        return [message("the ledger does not end with this release")], None
    if problems := [*_not_in_ledger(folder, manifest, last.entry)]:
        return problems, None
    return _proved(folder, manifest, last, entries(rows[:-1]))


def _changed(folder: ReleaseFolder, manifest: Manifest) -> Iterator[str]:
    """Yield each file that is missing, was changed, or belongs to nothing."""
    hashes = folder.hashes()
    del hashes[names.MANIFEST]
    for name in sorted({*manifest.files, *hashes}):
        if name not in hashes:
            yield message("{name} is missing", name=name)
        elif name not in manifest.files:
            yield message("{name} is no part of the release", name=name)
        elif hashes[name] != manifest.files[name]:
            yield message("{name} was changed", name=name)


def _not_in_ledger(folder: ReleaseFolder, manifest: Manifest, entry: LedgerEntry) -> Iterator[str]:
    """Yield what the ledger says otherwise than the folder."""
    hashes = folder.hashes()
    claims = {
        names.MANIFEST: dict(entry.files) == hashes and entry.release == manifest.release
        and entry.audience == manifest.audience,
        names.POLICY: entry.policy == folder.text(names.POLICY),
        names.CLASSES: entry.classes == folder.text(names.CLASSES),
        names.WITNESSES: entry.witnesses == hashes[names.WITNESSES],
    }  # fmt: skip
    for name, is_same in claims.items():
        if not is_same:
            yield message("{name} is not what the ledger says", name=name)


def _proved(
    folder: ReleaseFolder, manifest: Manifest, row: LedgerRow, before: list[LedgerEntry]
) -> tuple[list[str], Proved | None]:
    classes = read_classes(row.entry.classes)
    earlier = [read_classes(entry.classes) for entry in before]
    tables = LinkedTables(
        read_dimensions(folder.text(names.DIMENSIONS)), tuple(sorted(classes.cells))
    )
    if not all(_is_of_dimensions(tables, each) for each in (*earlier, classes)):
        return [message("a cell is of no dimension in {name}", name=names.DIMENSIONS)], None
    lifted, _ = with_vintages(tables, classes.vintage, earlier)
    witnesses = read_witnesses(folder.files[names.WITNESSES], lifted.n_finest)
    shares = [read_shares(entry.classes) for entry in (*before, row.entry)]
    problems = [
        *_against_policy(row.entry, manifest.k),
        *_thin_shares(row.entry, shares),
        *_undivided(tables),
        *_false_classes(tables, row.entry, before),
        *in_words(failures(tables, manifest.k, classes, earlier, witnesses)),
        *_unaccounted(folder, manifest, classes),
    ]
    small = sum(count_class.low < manifest.k for count_class in classes.cells.values())
    proved = Proved(manifest, len(classes.cells), small, len(witnesses), len(earlier), row)
    return problems, proved


def _is_of_dimensions(tables: LinkedTables, classes: PublishedClasses) -> bool:
    """Tell whether each cell has a member of every dimension of tables."""
    return all(
        len(cell) == len(tables.dimensions)
        and all(member in dimension.members
                for dimension, member in zip(tables.dimensions, cell, strict=True))
        for cell in classes.cells
    )  # fmt: skip


def _approved_k(entry: LedgerEntry) -> int:
    """Return the k that a release's policy gives its readers; 0 where it gives none."""
    try:
        policy = tomllib.loads(entry.policy)
        k = policy["offentlig" if entry.audience == "public" else "partner"]["k"]
    except (tomllib.TOMLDecodeError, LookupError, TypeError):
        return 0
    return k if type(k) is int else 0


def _against_policy(entry: LedgerEntry, k: int) -> Iterator[str]:
    """Yield what the policy of the folder does not allow."""
    approved_k, is_approved = _approved_k(entry), None
    with suppress(tomllib.TOMLDecodeError, LookupError, TypeError):
        approval = tomllib.loads(entry.policy)["godkendelse"]
        is_approved = bool(approval["af"] and approval["dato"])
    if not approved_k or is_approved is None:
        yield message("{name} is no policy", name=names.POLICY)
        return
    if not is_approved:
        yield message("nobody approved the policy")
    if k != approved_k or k < _LEAST_K:
        yield message("k is {k}, and the policy says {approved_k}", k=k, approved_k=approved_k)


def _thin_shares(entry: LedgerEntry, shares: Sequence[Sequence[PublishedShare]]) -> Iterator[str]:
    """Yield each share that rests on too few answers, and what it and earlier ones leave."""
    try:
        limits = tomllib.loads(entry.policy).get("undersoegelser", {})
        answers, side = (max(limits.get(name, least), least) for name, least in _LEAST.items())
    except (tomllib.TOMLDecodeError, AttributeError, TypeError):
        return  # named as no policy already
    *before, fresh = shares
    earlier = [share for each in before for share in each]
    yield from map(thin_words, thin_figures(fresh, earlier, answers, side))


def _undivided(tables: LinkedTables) -> Iterator[str]:
    """Yield each set of areas that does not divide all cases."""
    for areas in tables.dimensions[:1]:
        for name in undivided(areas):
            yield message("the areas of {name} do not divide all cases", name=name)


def _false_classes(
    tables: LinkedTables, entry: LedgerEntry, before: Sequence[LedgerEntry]
) -> Iterator[str]:
    """Yield what has a class, also in an earlier release, that clearing gives no count."""
    earlier: list[PublishedClasses] = []
    for each in (*before, entry):
        classes = read_classes(each.classes)
        for key in false_shapes(tables, _approved_k(each), classes, earlier):
            yield message(
                "the class of {cell} is none that counts are cleared to", cell=cell_name(key)
            )
        earlier.append(classes)


def _unaccounted(
    folder: ReleaseFolder, manifest: Manifest, classes: PublishedClasses
) -> Iterator[str]:
    """Yield each number in the files that is neither cleared nor public, nor follows from it."""
    accounts = read_accounts(folder.text(names.NUMBERS))
    for said in accounts.spoken.words:
        if not is_frame(said.key, said.frame):
            yield message("“{words}” in {name} is no text of the program",
                          words=said.frame, name=names.NUMBERS)  # fmt: skip
    files = {name: folder.files[name] for name in manifest.files
             if not name.startswith(f"{names.PROOF}/")}  # fmt: skip
    in_title = unaccounted_words(manifest.title, accounts, classes, manifest.k)
    for each in (
        *unaccounted(files, accounts, classes, manifest.k),
        *(Unaccounted(names.MANIFEST, *wrong) for wrong in in_title),
    ):
        yield message(
            "{file}: nothing accounts for {number} in “{words}”",
            file=each.file or names.NUMBERS,
            number=each.number,
            words=each.words,
        )


def in_words(unproved: Sequence[Failure]) -> Iterator[str]:
    """Yield a part of a sentence for each thing that is not proved."""
    for failure in unproved:
        cell = cell_name(failure.key) if failure.key else ""
        yield {
            "not_whole_counts": message("the witnesses are no tables of counts"),
            "no_class": message("{cell} has no class", cell=cell),
            "misfit": message(
                "witness {witness} does not fit the class of {cell}",
                witness=(failure.witness or 0) + 1,
                cell=cell,
            ),
            "moved": message(
                "witness {witness} changes where no class says so",
                witness=(failure.witness or 0) + 1,
            ),
            "never_zero": message("no witness shows that {cell} may be 0", cell=cell),
            "never_k": message("no witness shows that {cell} may be as much as k - 1", cell=cell),
            "too_many": message(
                "published parts lie across each other in {cell} in more ways than are listed",
                cell=cell,
            ),
            "exact": message("{cell} can be reckoned exactly", cell=cell),
        }[failure.reason]


def _refused(folder: ReleaseFolder, problems: list[str]) -> HotspotsError:
    rest = len(problems) - _MOST_NAMED
    named = [problem.rstrip(".") for problem in problems[:_MOST_NAMED]]
    if rest > 0:
        named.append(message("{rest:,} more", rest=rest))
    return ReleaseRefused(
        message(
            "{path}: the release is not proved: {problems}. Do not hand it out.",
            path=folder.path,
            problems="; ".join(named),
        )
    )
