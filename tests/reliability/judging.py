"""Whether what a broken command said is true of what it left."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.commands import FILES, Command
from tests.reliability.process import Ended
from tests.reliability.world import Contents

AS_BEFORE = ("as it was before", "Nothing was stored", "Nothing was changed", "Nothing was erased")
STORED = ("is stored", "stored in the", "stored; it was written", "what was asked for is done")
UNTOLD = "cannot be told"
# what stands in a file before a command that writes it anew
EARLIER = b"earlier\n"
# files that belong to a store or to the trial, and are no leftovers
_OWN = frozenset({"store.duckdb", "store.duckdb.wal", "said.txt"})


@dataclass(frozen=True)
class Expected:
    """What a store holds before a command and after it, whole.

    ``between`` is what the docs name as a third: a release in the ledger, not handed out yet.
    """

    before: Contents
    after: Contents
    between: Sequence[Contents] = ()


def wrong_with_store(ended: Ended, left: Contents, expected: Expected) -> list[str]:
    """Return what is wrong with a store after a broken command, and with what was said of it."""
    wrong = [] if left in (expected.before, expected.after, *expected.between) else [
        "half a load is stored"]  # fmt: skip
    if ended.code == 0 and left != expected.after:
        wrong.append("it ended well and stored nothing")
    if UNTOLD not in ended.said and expected.before != expected.after:
        if any(words in ended.said for words in AS_BEFORE) and left != expected.before:
            wrong.append("it says that nothing was stored, and it was")
        says_stored = ended.code != 0 and any(words in ended.said for words in STORED)
        if says_stored and left != expected.after:
            wrong.append("it says that it was stored, and it was not")
    return wrong


def wrong_with_words(ended: Ended, codes: Sequence[int]) -> list[str]:
    """Return what is wrong with how a command ended: a traceback, or a code of no meaning."""
    wrong = ["a traceback"] if "Traceback (most recent call last)" in ended.said else []
    if ended.code not in codes:
        wrong.append(f"exit code {ended.code}")
    if ended.code > 0 and not ended.said.strip():
        wrong.append("nothing was said")
    return wrong


def wrong_with_output(output: Path, whole: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the file or folder that a broken command may have written.

    A file is that of before, or has the digest that it has when nothing broke; a folder is not
    there, or every file in it has.
    """
    if output.is_file():
        is_earlier = output.read_bytes() == EARLIER
        is_whole = is_earlier or digest(output) == whole.get(output.name)
        return [] if is_whole else ["half a file was written"]
    if not whole or not output.exists():
        return []
    files = {path.relative_to(output.parent).as_posix(): digest(path)
             for path in output.rglob("*") if path.is_file()}  # fmt: skip
    return [] if files == whole else ["half a folder was written"]


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def not_erased(store: Path, command: Command) -> list[str]:
    """Return whether bytes that a command erases are still in the store's file or its log."""
    files = [store, store.with_name(f"{store.name}.wal")] if command.erased else []
    n_left = sum(file.read_bytes().count(command.erased) for file in files if file.exists())
    is_left = n_left > command.n_left
    return ["bytes of what was erased are left in the store's file"] if is_left else []


def leftovers(folder: Path, known: frozenset[str], command: Command) -> list[str]:
    """Return files that a command left and nobody asked for; temporary ones above all.

    Notes and the description of a picture lie beside an output, by its name.
    """
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = {path.relative_to(folder).as_posix() for path in files} - _OWN - known - {*FILES}
    own = tuple(f"{name.partition('.')[0]}{mark}" for name in (command.output, command.copy)
                if name for mark in "./")  # fmt: skip
    return sorted(f"left behind: {name}" for name in names if not name.startswith(own))
