"""A table that lies in an archive: a .zip of one file, or a .gz."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.sources.files.checked import (
    Format,
    endings_of,
    format_of,
    named_for,
    unpacked,
    without_gzip,
)


@contextmanager
def unpacked_file(path: Path, takes: Collection[Format]) -> Iterator[tuple[Path, Format]]:
    """Yield the file that can be read and its format: the one handed in, or the one inside it.

    ``takes`` are the formats that can be read. Raises ``InputProblem`` where an archive holds
    none of them or several.
    """
    with without_gzip(path) as plain, named_for(path, plain):
        kind = format_of(plain, {*takes, "zip", "gzip"})
        if kind != "zip":
            yield plain, kind
            return
        with unpacked(plain) as folder:
            inside = _only_file(path, folder, endings_of(takes))
            with named_for(path, inside):
                yield inside, format_of(inside, takes)


def _only_file(path: Path, folder: Path, endings: Collection[str]) -> Path:
    """Return the one file of a folder that can be read, whatever lies beside it."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and _is_visible(file))
    fitting = [file for file in files if file.suffix.lower() in endings]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise InputProblem(
            message(
                "{path}: the archive holds {n} files that can be read: {names}. Unpack it and "
                "name one of them.",
                path=path,
                n=len(fitting),
                names=", ".join(repr(str(file.relative_to(folder))) for file in fitting),
            )
        )
    raise InputProblem(
        message(
            "{path}: the archive holds no file that can be read here ({endings}), but {names}.",
            path=path,
            endings=", ".join(endings),
            names=", ".join(repr(str(file.relative_to(folder))) for file in files)
            or message("nothing"),
        )
    )


def _is_visible(file: Path) -> bool:
    """Tell whether a file is no leaving of the program that packed it."""
    return not any(part.startswith((".", "__MACOSX")) for part in file.parts[-2:])
