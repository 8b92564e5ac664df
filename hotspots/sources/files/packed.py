"""A table that lies in an archive: a .zip of one file, or a .gz."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.sources.files.archives import named_for, unpacked, without_gzip
from hotspots.sources.files.checked import LAYER_ENDINGS, LAYER_FORMATS, Format, Taken, format_of

_SEARCHED_BYTES = 65_536


@contextmanager
def unpacked_file(
    path: Path, taken: Taken, say: Say | None = None
) -> Iterator[tuple[Path, Format]]:
    """Yield the file that can be read and its format: the one handed in, or the one inside it.

    A zip whose layer has several files is yielded as it is, where layers are taken. Raises
    ``InputProblem`` where an archive holds nothing that can be read, or several files.
    """
    with without_gzip(path) as plain, named_for(path, plain):
        kind = format_of(plain, taken.packed)
        if kind != "zip":
            yield plain, kind
            return
        with unpacked(plain) as folder:
            inside = _only_file(path, folder, taken, say)
            if inside is None:
                yield plain, "zip"
                return
            with named_for(path, inside):
                yield inside, format_of(inside, taken)


def _only_file(path: Path, folder: Path, taken: Taken, say: Say | None) -> Path | None:
    """Return the one file of a folder that can be read; None where it may be a layer's files.

    A text without columns beside it is passed over, and that is said.
    """
    files = sorted(file for file in folder.rglob("*") if file.is_file() and _is_visible(file))
    endings = taken.alone.endings().split(", ")
    fitting = [file for file in files if file.suffix.lower() in endings]
    texts = [file for file in fitting if _is_plain_text(file)]
    if texts and len(fitting) - len(texts) == 1:
        fitting = [file for file in fitting if file not in texts]
        if say:
            names = ", ".join(repr(str(file.relative_to(folder))) for file in texts)
            say(message("{path}: passed over, as no table: {names}.", path=path, names=names))
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
    if {*LAYER_FORMATS} & {*taken.formats} and any(map(_is_of_layer, files)):
        return None
    raise InputProblem(
        message(
            "{path}: the archive holds no file that can be read here ({endings}), but {names}.",
            path=path,
            endings=", ".join(endings),
            names=", ".join(repr(str(file.relative_to(folder))) for file in files)
            or message("nothing"),
        )
    )


def _is_plain_text(file: Path) -> bool:
    """Tell whether a .txt has no columns: no mark between them that two first lines share."""
    if file.suffix.lower() != ".txt":
        return False
    with file.open("rb") as lines:
        head = [line for line in lines.read(_SEARCHED_BYTES).splitlines() if line.strip()]
    counts = [{mark: line.count(mark) for mark in (b";", b"\t", b"|", b",")} for line in head[:2]]
    return len(counts) <= 1 or not any(
        counts[0][mark] and counts[0][mark] == counts[1][mark] for mark in counts[0]
    )


def _is_of_layer(file: Path) -> bool:
    """Tell whether a file is a layer, or one of a File Geodatabase's."""
    return file.suffix.lower() in LAYER_ENDINGS or ".gdb" in {
        Path(part).suffix.lower() for part in file.parts
    }


def _is_visible(file: Path) -> bool:
    """Tell whether a file is no leaving of the program that packed it."""
    return not any(part.startswith((".", "__MACOSX")) for part in file.parts[-2:])
