"""Accounts for every number in the text parts of a release, and names those that nothing does."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from hotspots.audit.numbers.accounts import Accounts
from hotspots.audit.numbers.books import Books, Wrong, is_fixed
from hotspots.audit.numbers.figures import AllowedFigures
from hotspots.audit.numbers.kinds import CODES, is_setting
from hotspots.audit.numbers.part import FigureRow, NamedNumber, Passage, TextPart
from hotspots.audit.numbers.parts import text_parts
from hotspots.audit.numbers.phrases import around, plain, spans
from hotspots.audit.numbers.rows import number_in, wrong_columns
from hotspots.model.disclosure import PublishedClasses

Command = tuple[str, ...]


class Unaccounted(NamedTuple):
    """A number that nothing accounts for: in which file ('' in none), and in which words."""

    file: str
    number: str
    words: str


def unaccounted(
    files: Mapping[str, bytes], accounts: Accounts, published: PublishedClasses, k: int
) -> Iterator[Unaccounted]:
    """Yield every number of the text parts of files that nothing accounts for.

    Words that were said and stand in no file are looked at too.
    """
    books = Books(accounts, AllowedFigures(k, published, accounts.public))
    of_words = [*books.wrong_texts()]
    placed = set[Wrong]()
    for name, data in files.items():
        parts = [*text_parts(name, data)]
        in_file = {
            wrong for wrong in of_words if any(wrong.words in text for text in _texts(parts))
        }
        placed |= in_file
        command = tuple(accounts.commands.get(name, ()))
        wrong = [*sorted(in_file), *_wrong_parts(parts, command, books)]
        yield from (Unaccounted(name, *each) for each in dict.fromkeys(wrong))
    yield from (Unaccounted("", *each) for each in of_words if each not in placed)


def unaccounted_words(
    text: str, accounts: Accounts, published: PublishedClasses, k: int
) -> list[Wrong]:
    """Return the numbers of a text that somebody typed, such as a title, that nothing explains."""
    figures = AllowedFigures(k, published, accounts.public)
    return [wrong for wrong in Books(accounts, figures).free(text)
            if not _is_printed(wrong.number, figures)]  # fmt: skip


def _is_printed(number: str, figures: AllowedFigures) -> bool:
    """Tell whether a number without a mark of decimals is a figure that is told anyway."""
    return number.isdecimal() and figures.is_count(float(number))


def _texts(parts: list[TextPart]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Passage):
            yield plain(part.text)
        elif isinstance(part, FigureRow):
            yield from (plain(value) for value in part.values.values() if isinstance(value, str))


def _wrong_parts(parts: list[TextPart], command: Command, books: Books) -> Iterator[Wrong]:
    for part in parts:
        if isinstance(part, NamedNumber):
            if not (is_setting(part.path) or books.figures.explains(part.value)):
                yield Wrong(f"{part.value:.10g}", part.path)
        elif isinstance(part, FigureRow):
            is_entry = "" in part.values
            yield from (_wrong_entry(part.values, books) if is_entry
                        else _wrong_row(part.values, command, books))  # fmt: skip
        elif part.is_mark:
            yield from books.free_marks(part.text)
        elif not part.is_fixed:
            yield from books.free(part.text)
        elif not is_fixed(part.text):
            yield from _first_number(part.text)


def _first_number(script: str) -> Iterator[Wrong]:
    """Yield the first number of a script or a style that is not the program's own."""
    line = plain(script)
    yield from (Wrong(line[slice(*span)], around(line, span)) for span in spans(line)[:1])


def _wrong_row(row: Mapping[str, Any], command: Command, books: Books) -> Iterator[Wrong]:
    for name in wrong_columns(row, command, books.figures):
        yield Wrong(str(row[name]), f"{name}, {row.get('name', row.get('area', ''))}")
    for name, value in row.items():
        is_code = name in CODES and str(value) in books.names
        is_number = number_in(value) is not None
        if name in CODES and is_number and not is_code:
            yield Wrong(str(value), name)
        elif isinstance(value, str) and not (is_number or is_code):
            yield from books.free(value)


def _wrong_entry(row: Mapping[str, Any], books: Books) -> Iterator[Wrong]:
    """Look at a line of a workbook's notes: what it is, its number or name, and its words."""
    _, name, *words = (str(value) for value in row.values())
    if is_setting(f"settings.{name}"):
        return
    if not (name.isdecimal() or name.isidentifier()):
        yield from books.free(name)
    for text in words:
        number = number_in(text)
        if not (text.isidentifier() or (number is not None and books.figures.explains(number))):
            yield from books.free(text)
