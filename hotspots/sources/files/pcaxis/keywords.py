"""The text of a PC-Axis file as keywords: each with its language, what it is about, its values."""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hotspots.errors import InputProblem
from hotspots.language import message

DATA = "DATA"
_NAME = re.compile(r"\s*([A-Z][A-Z0-9-]*)[ \t]*(?:\[([A-Za-z-]+)\])?[ \t]*")
_ABOUT = re.compile(r'\(\s*("[^"]*"(?:\s*,\s*"[^"]*")*)\s*\)\s*')
_QUOTED = re.compile(r'"([^"]*)"')
# What may follow the last keyword; DOS ended files with a mark of their own.
_BLANK = "\x1a \t\r\n"
# Strings that follow each other without a comma are one string, so that lines stay short.
_PART = re.compile(r'\s*(?:"([^"]*)"|(,)|([^\s";,]+))')
_END = re.compile(r"\s*;")
_CELL = re.compile(r'"[^"]*"|[^\s,"]+')
# Encodings that are told from the bytes anyhow, whatever the file says.
_OF_BYTES = frozenset({"utf-8", "cp1252", "iso8859-1", "iso8859-15"})
_CODEPAGE = re.compile(rb'\bCODEPAGE\s*=\s*"([^"]{1,40})"')
_BEGINS = re.compile(rb'[A-Z][A-Z0-9-]+(?:\[[A-Za-z-]+\])?\s*=\s*"[^"]*"\s*[;,"]')


@dataclass(frozen=True)
class Keyword:
    """A keyword of a file: ``about`` is the variable, or the variable and value, that it is of."""

    name: str
    language: str
    about: tuple[str, ...]
    values: Sequence[str]


def begins_like_px(head: bytes) -> bool:
    """Tell whether the first bytes of a text are those of a PC-Axis file."""
    return bool(_BEGINS.match(head))


def stated_encoding(head: bytes) -> str | None:
    """Return the code page that a file names, where its bytes would not tell it."""
    match = _CODEPAGE.search(head)
    try:
        codec = codecs.lookup(match[1].decode("ascii")).name if match else None
    except (LookupError, UnicodeError):
        return None
    return None if codec in _OF_BYTES else codec


def keywords(where: str, text: str) -> Iterator[Keyword]:
    """Yield the keywords of a file in their order; the cells of ``DATA`` as they are written.

    Raises ``InputProblem`` where something else stands there, or the file ends within one.
    """
    place, end = 0, len(text.rstrip(_BLANK))
    while place < end:
        name = _NAME.match(text, place)
        if name is None:
            raise _no_keyword(where, text, place)
        about = _ABOUT.match(text, name.end())
        place = about.end() if about else name.end()
        if text[place : place + 1] != "=":
            raise _no_keyword(where, text, place)
        if name[1] == DATA:
            values, place = _data(where, text, place + 1)
        else:
            values, place = _values(where, name[1], text, place + 1)
        of = tuple(_QUOTED.findall(about[1])) if about else ()
        yield Keyword(name[1], (name[2] or "").casefold(), of, values)


def _data(where: str, text: str, start: int) -> tuple[list[str], int]:
    end = text.find(";", start)
    if end < 0:
        raise _cut_short(where, DATA)
    return [cell.strip('"') for cell in _CELL.findall(text, start, end)], end + 1


def _values(where: str, name: str, text: str, start: int) -> tuple[list[str], int]:
    values: list[str] = []
    place, is_new = start, True
    while (end := _END.match(text, place)) is None:
        part = _PART.match(text, place)
        if part is None:
            raise _cut_short(where, name)
        if part[2]:
            is_new = True
        elif is_new or part[1] is None:
            values.append(part[1] if part[1] is not None else part[3])
            is_new = False
        else:
            values[-1] += part[1]
        place = part.end()
    return [value.replace("#", " ").strip() for value in values], end.end()


def _no_keyword(where: str, text: str, place: int) -> InputProblem:
    start = place + len(text[place:]) - len(text[place:].lstrip())
    return InputProblem(
        message(
            "{where}, line {line}: this is not how a PC-Axis file is written. Save the table "
            "again as PC-Axis (.px), or as CSV.",
            where=where,
            line=text.count("\n", 0, start) + 1,
        )
    )


def _cut_short(where: str, name: str) -> InputProblem:
    return InputProblem(
        message(
            "{where}: the file ends before its {name} does. Save the table again as PC-Axis "
            "(.px), or as CSV.",
            where=where,
            name=name,
        )
    )
