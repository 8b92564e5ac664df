"""Text from data that must stay text, and files that are whole or not there.

Files and the terminal are the only ways out. A permit says for whom they are open.
"""

import json
import os
import re
import shutil
import stat
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from hotspots.errors import ReleaseRefused
from hotspots.language import message
from hotspots.model.release import Permit, is_below
from hotspots.private import COPIES, private_folder, remove_abandoned

Part = TypeVar("Part")
# Where a spreadsheet may begin a cell: at the start, and behind each mark that divides columns in
# some country or program, for it knows of no quotation marks once a file is divided elsewhere.
_FORMULA = re.compile(
    r"""((?:^|[;,|\t\r\n])[\s"]*)([=+\-@\uff1d\uff0b\uff0d\uff20][^;,|\t\r\n]*)"""
)
# A signed number, perhaps with words after it, reckons nothing.
_SIGNED = re.compile(r"[-+]\d+(?:[.,]\d+)*\s*%?(?:[\s)][\w\s.%()–]*)?")
_LAID_OUT = ("\t", "\r", "\0")
_QUOTED = re.compile(r"""[;,|\t\r\n"]|^\s|\s$""")
# Control marks but for line ends and tabs, and what Unicode calls format marks or ignorable by
# default: they turn, hide or join what stands beside them, and show nothing themselves.
_STEERING = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891"
    "\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_STEERS = re.compile(f"[{_STEERING}]")
_BREAKS = re.compile("[\n\r\t\u2028\u2029]")
_CARRIAGE = re.compile("\r(?!\n)")
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
    """Return text that no spreadsheet reads as a formula, wherever it divides the columns.

    ``= + - @``, also in full width, get an apostrophe before them at the start and behind a
    semicolon, comma, bar, tab or line end; a leading tab, return or NUL gets one too
    (OWASP ASVS 1.2.10). A plain signed number stays as it is.
    """
    if _NUMBER.fullmatch(text):
        return text
    guarded = _FORMULA.sub(_guarded, text)
    return "'" + guarded if text.startswith(_LAID_OUT) else guarded


def _guarded(match: re.Match[str]) -> str:
    before, piece = match.groups()
    # behind a bar stands what another program is asked for: +1 cmd|...
    is_asking = match.string[match.end() :].startswith("|")
    return match[0] if _SIGNED.fullmatch(piece.strip()) and not is_asking else f"{before}'{piece}"


def csv_cell(text: str) -> str:
    """Return a text as a cell of CSV: steering marks visible, formulas guarded, quoted at need.

    Whatever may divide columns somewhere is quoted, not the comma alone.
    """
    plain = cell_text(visible_text(text))
    return '"' + plain.replace('"', '""') + '"' if _QUOTED.search(plain) else plain


def visible_text(text: str) -> str:
    """Return text whose control, escape, direction and hiding marks are written ``<U+202E>``.

    Line ends and tabs stay.
    """
    plain = text.replace("\r\n", "\n")
    for marks in (_CARRIAGE, _STEERS, _NO_CHARACTER):
        plain = marks.sub(lambda mark: f"<U+{ord(mark[0]):04X}>", plain)
    return plain


def json_text(text: str) -> str:
    """Return JSON in which control, direction and hiding marks are escaped.

    A reader gets the same texts, and a terminal none of the marks.
    """
    return _NO_CHARACTER.sub(_escaped, _STEERS.sub(_escaped, text))


def _escaped(mark: re.Match[str]) -> str:
    return json.dumps(mark[0])[1:-1]


def terminal_text(text: str) -> str:
    """Return text without control, direction and hiding marks: data cannot steer a terminal.

    What is no character at all goes as well: neither a terminal nor XML 1.0 can hold it.
    """
    return _STEERS.sub("", _BREAKS.sub(" ", _NO_CHARACTER.sub("", text)))


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


def printable(text: str) -> str:
    """Return a result for stdout: line ends, tabs and the mark of UTF-8 stay, steering marks go.

    What steers is made visible or escaped where a text is made; this holds for all of them.
    """
    mark, rest = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    return mark + _CARRIAGE.sub("", _STEERS.sub("", _NO_CHARACTER.sub("", rest)))


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


def refuse_whole_table(table: str) -> None:
    """Raise ``ReleaseRefused`` where a table of a store may not be read whole: below internal."""
    if is_below(permit().audience):
        raise ReleaseRefused(
            message(
                "The table {table} is not for {audience}: what stands in it was not cleared.",
                table=table,
                audience=permit().audience,
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


@dataclass
class _Modes:
    """How files of internal commands are protected: as the store in use, unless asked not to."""

    of_system: int = 0o644
    of_store: int | None = None
    readable: bool = False


_modes = _Modes()


def begin_files(*, readable: bool) -> None:
    """Let new files have the system's mode, or that of a store once one is opened.

    With ``readable`` others on the machine may read them all the same.
    """
    _modes.of_system = 0o666 & ~_umask()
    _modes.of_store, _modes.readable = None, readable


def protect_as(store: Path) -> None:
    """Let new files be read by nobody who may not read the store."""
    if _HAS_MODES:
        _modes.of_store = stat.S_IMODE(store.stat().st_mode)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _mode_of(path: Path) -> int:
    """Return the mode of a file that is written: no wider than the store's and its own before."""
    if is_below(permit().audience):
        return 0o600
    if _modes.readable:
        return _modes.of_system | 0o644
    mode = _modes.of_system
    if _modes.of_store is not None:
        mode &= _modes.of_store
    if path.exists():
        mode &= stat.S_IMODE(path.stat().st_mode)
    return mode | 0o600


@contextmanager
def whole_file(path: Path, mode: int | None = None) -> Iterator[Path]:
    """Yield a temporary path that takes ``path``'s place when all went well, else vanishes.

    It is read by nobody who may not read the store, nor could read the file that it replaces, or
    has the ``mode`` that is asked for.
    Below internal that place is in the private room, and only its owner may read the file.
    """
    path = way_out(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_abandoned(_DRAFTS, path.parent)
    with private_folder(_DRAFTS, path.parent) as folder:
        draft = folder / path.name
        yield draft
        if _HAS_MODES:
            draft.chmod(_mode_of(path) if mode is None else mode)
        os.replace(draft, path)  # noqa: PTH105 - Path.replace says the same and hides atomicity


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Yield a temporary folder that takes ``path``'s place when all went well, else vanishes.

    Only its owner may enter it. Below internal nothing is written whole: it is refused.
    """
    refuse_whole_table(path.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_abandoned(_DRAFTS, path.parent)
    with private_folder(_DRAFTS, path.parent) as folder:
        draft = folder / path.name
        draft.mkdir(mode=0o700)
        yield draft
        os.replace(draft, path)  # noqa: PTH105 - as above


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
