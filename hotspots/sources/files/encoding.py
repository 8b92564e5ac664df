"""Text files as people have them: UTF-8 with or without a mark, UTF-16, Windows-1252, or older."""

import codecs
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.private import unnamed_file
from hotspots.sources.files import mojibake

_CHUNK_BYTES = 1 << 22
# æ ø å Æ Ø Å é as UTF-8 writes them: two bytes that no Danish text in Windows-1252 has in a row
_DANISH_UTF8 = re.compile(rb"\xc3[\xa6\xb8\xa5\x86\x98\x85\xa9]")
_MISREAD_MARKS = (
    b"\xc3\x82", b"\xc3\x83", b"\xe2\x80\x98", b"\xe2\x80\xa0", b"\xe2\x80\xba", b"\xc2\xbe",
    b"\xc2\xbf", b"\xc5\x92",
)  # fmt: skip
_ASCII = bytes(range(128))
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_MOST_WORDS = 20_000
TWICE = "utf-8 twice"
# What programs write for a letter that they could not read.
_LOST_LETTER = "\ufffd".encode()
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16 does
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# So many of a table's letters are ASCII, whose second byte in UTF-16 is nought.
_ASCII_SHARE = 0.7


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

    Where words look misread in these, it is read in the encoding in which all are words: cp865
    (DOS), Mac Roman, or UTF-8 that was taken for Windows-1252 before. Where that is not certain
    the file is refused.

    An encoding that was asked for is taken strictly: a byte that does not fit is an
    ``InputProblem`` that names the line.
    """
    encoding = _codec_name(encoding_name, path) if encoding_name else _encoding_of(path)
    if encoding == "cp1252" and not encoding_name:
        _refuse_damaged_utf8(path)
        encoding = _encoding_of_words(path)
    if encoding in {"utf-8", "utf-8-sig"} and not encoding_name:
        _refuse_lost_letters(path)
    mending = _mending(path) if encoding in {"utf-8", "utf-8-sig"} and not encoding_name else None
    if encoding == "utf-8" and not encoding_name and mending is None:
        yield PlainText(path, encoding)
        return
    with unnamed_file("utf8.csv") as target:
        if mending is not None:
            _mend(path, target, mending)
            yield PlainText(target, TWICE if mending.encoding == "utf-8" else mending.encoding)
            return
        try:
            _transcode(path, target, encoding)
        except _Misfit as problem:
            raise _does_not_fit(
                path, encoding, problem.line, is_stated=bool(encoding_name)
            ) from problem
        yield PlainText(target, encoding)


def _encoding_of_words(path: Path) -> str:
    """Return Windows-1252, or where words look misread in it what they are words in."""
    words = _odd_words(path)
    misread = [word for word in words if mojibake.looks_misread(word)]
    if not misread or 2 * len(misread) < len(words):
        return mojibake.WINDOWS
    encoding = mojibake.encoding_of(words)
    if encoding is None:
        raise _uncertain(path, mojibake.odd_letters(misread[0].decode("cp1252", errors="replace")))
    return encoding


def _odd_words(path: Path) -> list[bytes]:
    """Return the different words of a file that hold a byte beyond ASCII, so many as settle it."""
    words: set[bytes] = set()
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                words.update(word for word in _WORD.findall(line) if not word.isascii())
            if len(words) >= _MOST_WORDS:
                break
    return sorted(words)


def _mending(path: Path) -> mojibake.Mending | None:
    """Return how words of a UTF-8 file that were misread before are read right, if any were."""
    if not _holds_any(path, _MISREAD_MARKS):
        return None
    words: set[str] = set()
    with path.open("rb") as file:
        for line in file:
            if not line.isascii() and mojibake.MISREAD.search(line):
                words.update(line.decode("utf-8").split())
    try:
        return mojibake.mending_of_words(words)
    except mojibake.UncertainEncoding as problem:
        raise _uncertain(path, problem.text) from problem


def _refuse_lost_letters(path: Path) -> None:
    """Refuse a file in which letters were lost before: what is left of a name is another name."""
    if not _holds_any(path, (_LOST_LETTER,)):
        return
    with path.open("rb") as file:
        number = next(number for number, line in enumerate(file, start=1) if _LOST_LETTER in line)
    raise InputProblem(
        message(
            "{path}, line {number}: letters were lost when the file was made. "
            "Export it again as UTF-8, or say --encoding utf-8 to load it as it stands.",
            path=path,
            number=number,
        )
    )


def _holds_any(path: Path, marks: Sequence[bytes]) -> bool:
    """Look quickly whether a file holds any of some marks, of two or three bytes beyond ASCII.

    What is not among all such bytes of a text, set side by side, is not in the text.
    """
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            text = tail + chunk
            letters = text.translate(None, _ASCII)
            if any(mark in letters and mark in text for mark in marks):
                return True
            tail = chunk[-2:]
    return False


def _mend(source: Path, target: Path, mending: mojibake.Mending) -> None:
    """Write a UTF-8 file anew without its mark, its misread words read right."""
    with (
        source.open(encoding="utf-8-sig", newline="") as lines,
        target.open("w", encoding="utf-8", newline="") as file,
    ):
        file.writelines(map(mending.mended, lines))


def _uncertain(path: Path, word: str) -> InputProblem:
    return InputProblem(
        message(
            "{path}: the encoding of the texts cannot be told ({text!r}). Say it: --encoding "
            "utf-8, windows-1252, cp865 (DOS) or mac-roman.",
            path=path,
            text=word,
        )
    )


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
        head = file.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if pairs := utf16_without_mark(head):
        return pairs
    return "utf-8" if _is_utf8(path) else "cp1252"


def utf16_without_mark(head: bytes) -> str | None:
    """Return which UTF-16 the first bytes of a file are that has no mark, or None."""
    first, second = head[::2], head[1::2]
    for name, empty, letters in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        if empty.count(0) > _ASCII_SHARE * len(empty) and 0 not in letters:
            return name
    return None


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
            if letters := _DANISH_UTF8.search(line):
                raise InputProblem(
                    message(
                        "{path}: mostly UTF-8 (line {number}: {letters!r}), but a byte elsewhere "
                        "is not. Export it again as UTF-8: with --encoding windows-1252 letters "
                        "such as these would be wrong.",
                        path=path,
                        number=number,
                        letters=letters[0].decode("utf-8"),
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
            except UnicodeError as problem:
                # only a byte that does not fit has a place, a missing byte-order mark has none
                start = problem.start if isinstance(problem, UnicodeDecodeError) else 0
                raise _Misfit(line + chunk[:start].count(b"\n")) from problem
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
