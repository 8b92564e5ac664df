"""What may be a store: an ordinary file, and nothing that DuckDB takes for something else."""

import re
from pathlib import Path

from hotspots.errors import UsageProblem
from hotspots.language import message

# DuckDB reads a name in colons as memory, and one behind a scheme as another kind of database.
# A single letter is a drive of Windows.
_ELSEWHERE = re.compile(r":|[A-Za-z][\w+.-]+:")


def refuse_no_file(path: Path) -> None:
    """Raise ``UsageProblem`` where a name is no file's: memory, an address, a folder, a device."""
    name = str(path)
    if name in {"", "."} or not name.isprintable():
        raise _refused(name, message("that is no name of a file"))
    if name.startswith(":"):
        raise _refused(name, message("nothing would be kept in memory once the command ends"))
    if _ELSEWHERE.match(name):
        raise _refused(name, message("that is the address of something else than a file"))
    if path.is_dir():
        raise _refused(name, message("that is a folder"))
    if path.exists() and not path.is_file():
        raise _refused(name, message("that is a device or a pipe"))


def _refused(name: str, why: str) -> UsageProblem:
    return UsageProblem(
        message(
            "--store {name!r}: {why}. A store is a file on a disk, such as hotspots.duckdb; name "
            "it with --store or HOTSPOTS_STORE.",
            name=name,
            why=why,
        )
    )
