"""Text files as people have them: UTF-8 with or without a mark, UTF-16, or Windows-1252."""

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hotspots.errors import InputProblem
from hotspots.language import message

_CHUNK_BYTES = 1 << 22
# æ ø å Æ Ø Å é as UTF-8 writes them: two bytes that no Danish text in Windows-1252 has in a row
_DANISH_UTF8 = re.compile(rb"\xc3[\xa6\xb8\xa5\x86\x98\x85\xa9]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class _Misfit(Exception):
    """A byte that does not fit the encoding, and its line."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class PlainText:
    """A text file in UTF-8 without a mark, and the encoding it came in."""

    path: Path
    encoding: str


@contextmanager
def utf8(path: Path, encoding_name: str | None) -> Iterator[PlainText]:
    """Yield a file as UTF-8: byte mark first, then strict UTF-8, then Windows-1252.

    An encoding that was asked for is taken strictly: a byte that does not fit is an
    ``InputProblem`` that names the line.
    """
    encoding = _codec_name(encoding_name, path) if encoding_name else _encoding_of(path)
    if encoding == "cp1252" and not encoding_name:
        _refuse_damaged_utf8(path)
    if encoding == "utf-8" and not encoding_name:
        yield PlainText(path, encoding)
        return
    with TemporaryDirectory(prefix="hotspots-") as folder:
        target = Path(folder) / "utf8.csv"
        try:
            _transcode(path, target, encoding)
        except _Misfit as problem:
            raise _does_not_fit(
                path, encoding, problem.line, is_stated=bool(encoding_name)
            ) from problem
        yield PlainText(target, encoding)


def _codec_name(name: str, path: Path) -> str:
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)
    except (LookupError, UnicodeError) as problem:
        raise InputProblem(
            message(
                "{path}: the encoding {name!r} is not known; try utf-8 or windows-1252.",
                path=path,
                name=name,
            )
        ) from problem
    return "utf-8-sig" if codec == "utf-8" else codec


def _encoding_of(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    return "utf-8" if _is_utf8(path) else "cp1252"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_damaged_utf8(path: Path) -> None:
    """Refuse a file that is UTF-8 but for a byte: as Windows-1252, ø would read Ã¸ unnoticed."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if _DANISH_UTF8.search(line):
                letters = line.decode("utf-8", errors="replace").strip()[:60]
                raise InputProblem(
                    message(
                        "{path}: mostly UTF-8 (line {number}: {letters!r}), but a byte elsewhere "
                        "is not. Export it again as UTF-8, or say --encoding windows-1252 to "
                        "have every byte read as it stands.",
                        path=path,
                        number=number,
                        letters=letters,
                    )
                )


def _transcode(path: Path, target: Path, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as source, target.open("wb") as plain:
        while True:
            chunk = source.read(_CHUNK_BYTES)
            try:
                plain.write(decoder.decode(chunk, final=not chunk).encode("utf-8"))
            except UnicodeDecodeError as problem:
                place = line + chunk[: problem.start].count(b"\n")
                raise _Misfit(place) from problem
            if not chunk:
                return
            line += chunk.count(b"\n")


def _does_not_fit(path: Path, encoding: str, line: int, *, is_stated: bool) -> InputProblem:
    if not is_stated:
        return InputProblem(
            message(
                "{path}, line {line}: a byte there is neither UTF-8 nor Windows-1252. "
                "Say which encoding it is with --encoding, or export it again as UTF-8.",
                path=path,
                line=line,
            )
        )
    name = {"utf-8-sig": "utf-8", "cp1252": "windows-1252"}.get(encoding, encoding)
    alternative = "windows-1252" if name == "utf-8" else "utf-8"
    return InputProblem(
        message(
            "{path}, line {line}: a byte there is not {name}. Leave --encoding out "
            "to have it found, or say --encoding {other}.",
            path=path,
            line=line,
            name=name,
            other=alternative,
        )
    )
