"""Whether what a broken command said is true of what it left."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.process import Ended
from tests.reliability.world import Contents

AS_BEFORE = ("as it was before", "Nothing was stored")
STORED = ("is stored", "stored in the", "stored; it was written")
UNTOLD = "cannot be told"
# files that belong to a store or to the trial, and are no leftovers
_OWN = frozenset({"store.duckdb", "store.duckdb.wal", "said.txt"})


@dataclass(frozen=True)
class Expected:
    """What a store holds before a command and after it, whole."""

    before: Contents
    after: Contents


def wrong_with_store(ended: Ended, left: Contents, expected: Expected) -> list[str]:
    """Return what is wrong with a store after a broken command, and with what was said of it."""
    wrong = [] if left in (expected.before, expected.after) else ["half a load is stored"]
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


def wrong_with_output(file: Path) -> list[str]:
    """Return what is wrong with a file that a broken command may have written: it is whole."""
    if not file.exists():
        return []
    data = file.read_bytes()
    whole = {
        ".html": lambda: data.rstrip().endswith(b"</html>"),
        ".csv": lambda: data.endswith(b"\n"),
        ".png": lambda: data.endswith(b"IEND\xaeB`\x82"),
        ".xlsx": lambda: zipfile.ZipFile(file).testzip() is None,
    }
    try:
        return [] if whole[file.suffix]() else ["half a file was written"]
    except zipfile.BadZipFile:
        return ["half a file was written"]


def leftovers(folder: Path, known: frozenset[str], output: str) -> list[str]:
    """Return files that a command left and nobody asked for; temporary ones above all.

    Notes and the description of a picture lie beside an ``output``, by its name.
    """
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = {path.relative_to(folder).as_posix() for path in files} - _OWN - known
    stem = output.partition(".")[0]
    return sorted(f"left behind: {name}" for name in names
                  if not output or not name.startswith(f"{stem}."))  # fmt: skip
