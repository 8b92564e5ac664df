"""Accounts for every number in the text parts of a release, and names those that nothing does."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any, NamedTuple

from hotspots.audit.numbers.accounts import Accounts, fingerprint
from hotspots.audit.numbers.figures import Figures
from hotspots.audit.numbers.fixed_words import FIXED_WORDS
from hotspots.audit.numbers.kinds import CODES, is_setting, slot_kind
from hotspots.audit.numbers.part import Cell, Row, Text, TextPart
from hotspots.audit.numbers.parts import text_parts
from hotspots.audit.numbers.phrases import (
    NUMBER,
    Phrases,
    Span,
    around,
    formed,
    is_mark,
    plain,
    spans,
)
from hotspots.audit.numbers.rows import number_in, wrong_columns
from hotspots.audit.numbers.spoken import Slot, Words, Written
from hotspots.model.disclosure import PublishedClasses


class Unaccounted(NamedTuple):
    """A number that nothing accounts for: in which file, and in which words."""

    file: str
    number: str
    words: str


def unaccounted(
    files: Mapping[str, bytes],
    title: str,
    accounts: Accounts,
    published: PublishedClasses,
    k: int,
) -> Iterator[Unaccounted]:
    """Yield every number of the text parts of files, and of a title, that nothing accounts for."""
    known = _Known(accounts, Figures(k, published, accounts.public))
    for span, words in known.free(title):
        yield Unaccounted("", span, words)
    parts = {name: [*text_parts(name, data)] for name, data in files.items()}
    wrong = [*known.wrong_words()]
    for name, of_file in parts.items():
        for number, words in known.wrong_parts(of_file, tuple(accounts.commands.get(name, ()))):
            yield Unaccounted(name, number, words)
        for number, words in wrong:
            if any(words in text for text in _texts(of_file)):
                yield Unaccounted(name, number, words)
    yield from (Unaccounted("", *each) for each in wrong)


def _texts(parts: list[TextPart]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Text):
            yield plain(part.text)
        elif isinstance(part, Row):
            yield from (plain(value) for value in part.values.values() if isinstance(value, str))


class _Known:
    """All that accounts for numbers, made to be looked up."""

    def __init__(self, accounts: Accounts, figures: Figures) -> None:
        self._figures = figures
        self._words = {words: filled(words) for words in accounts.spoken.words}
        names = [name for name in accounts.public.names if any(map(str.isalpha, name))]
        self._phrases = Phrases([*self._words.values(), *names])
        self._names = frozenset(accounts.public.names)
        self._written: dict[str, list[Written]] = defaultdict(list)
        for number in accounts.spoken.numbers:
            self._written[number.text].append(number)

    def free(self, text: str, *, but: str = "") -> Iterator[tuple[str, str]]:
        """Yield the numbers of a text that nothing accounts for, with the words around them."""
        line = plain(text)
        for span in self._free(line, but):
            yield line[slice(*span)], around(line, span)

    def _free(self, line: str, but: str = "") -> list[Span]:
        if not NUMBER.search(line) or fingerprint(line) in FIXED_WORDS:
            return []
        forms = [*formed(line)]
        return [
            span
            for span in self._phrases.uncovered(line, but=but)
            if not any(form.start <= span.start and span.end <= form.end for form in forms)
            and not self._is_figure(line[slice(*span)])
            and not (is_mark(line) and self._is_no_figure(line[slice(*span)]))
        ]

    def _is_figure(self, text: str) -> bool:
        numbers = self._written.get(text, ())
        return any(each.kind == "figure" and self._figures.explains(each.value)
                   for each in numbers)  # fmt: skip

    def wrong_words(self) -> Iterator[tuple[str, str]]:
        """Yield the numbers of filled texts that are not what they should be."""
        for words, text in self._words.items():
            for number in self._wrong_slots(words, plain(text)):
                yield number, plain(text)

    def _wrong_slots(self, words: Words, text: str) -> Iterator[str]:
        pieces = [(literal, field) for literal, field, _, _ in Formatter().parse(words.frame)]
        literals = "".join(literal for literal, _ in pieces)
        if NUMBER.search(literals) and fingerprint(words.frame) not in FIXED_WORDS:
            yield from NUMBER.findall(literals)
        slots = dict(words.slots)
        for _, field in pieces:
            if field is not None:
                yield from self._wrong_slot(words.key, field, slots[field], text)
        if len(spans(text)) < sum(len(spans(str(part))) for part in
                                  (literals, *(slots[field] for _, field in pieces if field))):  # fmt: skip
            yield text

    def _wrong_slot(self, key: str, field: str, value: Slot, text: str) -> Iterator[str]:
        kind = slot_kind(key, field)
        if kind == "statistic":
            return
        if kind == "any":
            if not isinstance(value, str):
                if not self._figures.explains(value):
                    yield str(value)
                return
            yield from (number for number, _ in self.free(value, but=text))
            return
        is_right = self._figures.is_count if kind == "count" else self._figures.is_rate
        if not isinstance(value, str):
            if not is_right(value):
                yield str(value)
            return
        for number in NUMBER.findall(value):
            if not any(is_right(each.value) for each in self._written.get(number, ())):
                yield number

    def wrong_parts(
        self, parts: list[TextPart], command: tuple[str, ...]
    ) -> Iterator[tuple[str, str]]:
        """Yield the numbers of a file's parts that nothing accounts for."""
        for part in parts:
            if isinstance(part, Cell):
                if not (is_setting(part.path) or self._figures.explains(part.value)):
                    yield f"{part.value:.10g}", part.path
            elif isinstance(part, Row):
                yield from self._wrong_row(part.values, command)
            elif part.is_mark:
                yield from self._wrong_marks(part.text)
            elif not part.is_fixed or fingerprint(part.text) not in FIXED_WORDS:
                yield from self.free(part.text)

    def _wrong_row(
        self, row: Mapping[str, Any], command: tuple[str, ...]
    ) -> Iterator[tuple[str, str]]:
        if "" in row:
            yield from self._wrong_entry([str(value) for value in row.values()])
            return
        for name in wrong_columns(row, command, self._figures):
            yield str(row[name]), f"{name}, {row.get('name', row.get('area', ''))}"
        for name, value in row.items():
            is_code = name in CODES and str(value) in self._names
            if isinstance(value, str) and number_in(value) is None and not is_code:
                yield from self.free(value)
            elif name in CODES and number_in(value) is not None and not is_code:
                yield str(value), name

    def _wrong_entry(self, entry: list[str]) -> Iterator[tuple[str, str]]:
        """Look at a line of a workbook's notes: what it is, its number or name, and its words."""
        _, name, *words = entry
        if is_setting(f"settings.{name}"):
            return
        if not name.isdecimal():
            yield from self.free(name)
        for text in words:
            number = number_in(text)
            if number is None or not self._figures.explains(number):
                yield from self.free(text)

    def _wrong_marks(self, text: str) -> Iterator[tuple[str, str]]:
        """Look at the lines of a picture: marks by themselves, all others as one text."""
        lines = [plain(line) for line in text.split("\n")]
        joined = " ".join(lines)
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        for span in self._free(joined):
            at = sum(start <= span.start for start in starts) - 1
            number = joined[slice(*span)]
            if not (is_mark(lines[at]) and self._is_no_figure(number)):
                yield number, around(joined, span)

    def _is_no_figure(self, text: str) -> bool:
        return any(each.kind != "figure" for each in self._written.get(text, ()))


def filled(words: Words) -> str:
    """Return a text as it was said."""
    return words.frame.format(**dict(words.slots))
