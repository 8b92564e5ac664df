"""Text from data that must stay text, and files that are whole or not there.

Files and the terminal are the only ways out. A permit says for whom they are open.
"""

import os
import re
import shutil
import stat
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from hotspots.errors import ReleaseRefused, UsageProblem
from hotspots.language import message
from hotspots.model.release import Permit, is_below
from hotspots.private import COPIES, private_folder

Part = TypeVar("Part")
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\0")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_STORE_MARK = b"DUCK"
# How folders of files that are not whole yet are called.
_DRAFTS = ".hotspots-writing-"
# On Windows a folder has rights that its mode does not tell.
_HAS_MODES = os.name == "posix"
_LONG_RUN = re.compile(r"(\S{60})\S{340,}")
_MOST_SIGNS = 2000
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
# Halves of a surrogate pair cannot be written; the last two of each plane are no characters.
_NO_CHARACTER = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef\ufeff"
    + "".join(map(chr, (plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF))))
    + "]"
)
_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_LONGEST_STEM = 60


def cell_text(text: str) -> str:
    """Return text that no spreadsheet reads as a formula.

    A leading ``= + - @``, tab, return or NUL gets an apostrophe before it
    (OWASP ASVS 1.2.10); a plain signed number stays as it is.
    """
    if text.startswith(_FORMULA_START) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def terminal_text(text: str) -> str:
    """Return text without control and direction marks, so that data cannot steer a terminal.

    What is no character at all goes as well: neither a terminal nor XML 1.0 can hold it.
    """
    return "".join(
        " " if mark in "\n\r\t" else mark
        for mark in _NO_CHARACTER.sub("", text)
        if mark in "\n\r\t" or not (unicodedata.category(mark) == "Cc" or mark in _BIDI)
    )


def with_texts(part: Part, change: Callable[[str], str]) -> Part:
    """Return a value with every text in it changed, however deep in dataclasses and lists."""
    changed: Any = part
    if isinstance(part, str):
        changed = change(part)
    elif isinstance(part, list | tuple):
        changed = tuple(with_texts(item, change) for item in part)
    elif isinstance(part, dict):
        changed = {with_texts(key, change): with_texts(part[key], change) for key in part}
    elif is_dataclass(part) and not isinstance(part, type):
        texts = {item.name: with_texts(getattr(part, item.name), change) for item in fields(part)}
        changed = replace(part, **texts)
    return changed  # type: ignore[no-any-return]


def xml_text(text: str) -> str:
    """Return text with a mark for each character that XML 1.0 cannot hold, escaped or not."""
    return _NO_XML.sub("\ufffd", text)


def harmless(text: str) -> str:
    """Return text of several lines for a terminal: line ends stay, steering marks go."""
    return "\n".join(terminal_text(line) for line in text.split("\n"))


def shortened(text: str) -> str:
    """Return a sentence a person can read, though a cell of data in it may be a whole book.

    A run of 400 marks without a blank keeps its first 60; a text of more than 2,000 marks keeps
    its beginning and its end, where it says what to do.
    """
    shorter = _LONG_RUN.sub(r"\1…", text)
    return shorter if len(shorter) <= _MOST_SIGNS else f"{shorter[:1400]} … {shorter[-500:]}"


def file_stem(text: str) -> str:
    """Return text as the name of a file that every system takes: a to z, digits and hyphens.

    Danish letters are written out, and what is left of nothing is ``_``.
    """
    spelled = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED))
    plain = re.sub(r"[^a-z0-9]+", "-", "".join(mark for mark in spelled if mark.isascii()))
    return plain[:_LONGEST_STEM].strip("-") or "_"


def refuse_overwrite(path: Path, *, force: bool) -> None:
    """Raise ``UsageProblem`` where a file cannot be written, or not without being asked to."""
    if path.is_dir():
        raise UsageProblem(message("{path} is a folder. Name a file.", path=path))
    _refuse_closed_folder(path)
    if not path.exists():
        return
    if not force:
        raise UsageProblem(
            message("{path} is already there. Say --force to overwrite it.", path=path)
        )
    with path.open("rb") as file:
        if file.read(12)[8:] == _STORE_MARK:
            raise UsageProblem(
                message("{path} is a store, which --force does not overwrite.", path=path)
            )


def _refuse_closed_folder(path: Path) -> None:
    """Raise where the folder of a file neither takes new files nor can be made."""
    folder = next(one for one in path.absolute().parents if one.exists())
    if not folder.is_dir():
        raise UsageProblem(message("{path}: {there} is no folder.", path=path, there=folder))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UsageProblem(
            message("{path}: nothing may be written in {there}.", path=path, there=folder)
        )


# A pile for the whole process: unlike a context variable it holds for every thread.
_permits: list[Permit] = [Permit()]


def permit() -> Permit:
    """Return the permit that is in force."""
    return _permits[-1]


@contextmanager
def permitted(chosen: Permit) -> Iterator[None]:
    """Let out what a permit allows, until the end of the context.

    Below internal it has a private room, a folder (mode 0700) of ours, and no other permit can
    be taken within it. Whatever is written then lies in that room, and nothing is printed.
    """
    if is_below(permit().audience):
        raise ReleaseRefused(message("A permit below internal cannot be exchanged for another."))
    if is_below(chosen.audience):
        _private_room(chosen)
    _permits.append(chosen)
    try:
        yield
    finally:
        _permits.pop()


def _private_room(chosen: Permit) -> Path:
    """Return the room of a permit; refuse one that others may enter."""
    room = chosen.room
    is_private = room is not None and not room.is_symlink() and room.is_dir()
    if room is None or not is_private or _is_open_to_others(room):
        raise ReleaseRefused(
            message(
                "{room}: what is made for others must first lie in a folder that only you may "
                "enter (mode 0700).",
                room=room,
            )
        )
    return room


def _is_open_to_others(room: Path) -> bool:
    return _HAS_MODES and bool(stat.S_IMODE(room.stat().st_mode) & 0o077)


def refuse_print() -> None:
    """Raise ``ReleaseRefused`` where results may not be printed: below internal."""
    if is_below(permit().audience):
        raise ReleaseRefused(
            message(
                "Nothing is printed for {audience}: only files can be proved. Name one with -o.",
                audience=permit().audience,
            )
        )


def refuse_terminal_table() -> None:
    """Raise ``ReleaseRefused`` for a table as text below internal: its cells cannot be proved."""
    if is_below(permit().audience):
        raise ReleaseRefused(
            message(
                "A table as text is for a terminal, and its numbers cannot be proved. Let the "
                "file end in .csv, .xlsx or .json."
            )
        )


def way_out(path: Path) -> Path:
    """Return where a file is written: where it was asked for, or in the private room.

    A path in the room is kept; of any other only the last name counts.
    """
    if not is_below(permit().audience):
        return path
    room = _private_room(permit()).resolve()
    inside = path.resolve().is_relative_to(room)
    return path if inside else room / path.name


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a folder for parts of a file, which vanishes; below internal in the private room."""
    chosen = permit()
    room = _private_room(chosen) if is_below(chosen.audience) else None
    with private_folder(COPIES, room) as folder:
        yield folder


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path that takes ``path``'s place when all went well, else vanishes.

    Below internal that place is in the private room, and only its owner may read the file.
    """
    path = way_out(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with private_folder(_DRAFTS, path.parent) as folder:
        draft = folder / path.name
        yield draft
        if is_below(permit().audience):
            draft.chmod(0o600)
        os.replace(draft, path)  # noqa: PTH105 - Path.replace says the same and hides atomicity


def put_folder(folder: Path, path: Path, room: Path) -> None:
    """Copy a folder that is finished to where nothing is, whole or not at all.

    ``room`` is a private one on the same disk as ``path``: what is copied in part lies there.
    What is handed out may be read by whoever may enter its place.
    """
    draft = room / path.name
    shutil.copytree(folder, draft)
    for each in (draft, *draft.rglob("*")):
        each.chmod(0o755 if each.is_dir() else 0o644)
    os.replace(draft, path)  # noqa: PTH105 - as above


def write_text(path: Path, text: str) -> None:
    """Write a whole text file in UTF-8 with the line ends as given, or nothing."""
    with whole_file(path) as draft:
        draft.write_text(text, encoding="utf-8", newline="")


def write_pair(path: Path, text: str, beside: Path, words: str | None) -> None:
    """Write a text file and the words that belong to it beside it: both, or neither.

    Without words none stand beside it: those of an earlier writing are removed.
    """
    beside = way_out(beside)
    earlier = beside.read_bytes() if beside.exists() else None
    try:
        with whole_file(path) as draft:
            draft.write_text(text, encoding="utf-8", newline="")
            _put(beside, None if words is None else words.encode())
    except BaseException:
        _put(beside, earlier)
        raise


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
        return
    with whole_file(path) as draft:
        draft.write_bytes(content)
