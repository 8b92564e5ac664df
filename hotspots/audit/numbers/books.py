"""All that accounts for the numbers of a release, made to be looked up."""

from collections import defaultdict
from collections.abc import Iterator
from string import Formatter
from typing import NamedTuple

from hotspots.audit.numbers.accounts import Accounts, fingerprint
from hotspots.audit.numbers.figures import AllowedFigures
from hotspots.audit.numbers.fixed_words import FIXED_WORDS
from hotspots.audit.numbers.kinds import SlotKind, slot_kind
from hotspots.audit.numbers.phrases import (
    NUMBER,
    NumberSpan,
    Phrases,
    around,
    formed,
    is_mark,
    plain,
    spans,
)
from hotspots.audit.numbers.spoken import Slot, Words, Written


class Wrong(NamedTuple):
    """A number that nothing accounts for, and the words around it."""

    number: str
    words: str


def is_fixed(text: str) -> bool:
    """Tell whether words with their numbers are the program's own."""
    return fingerprint(text) in FIXED_WORDS


class Books:
    """The texts that were filled, the numbers that were written, and the figures behind them."""

    def __init__(self, accounts: Accounts, figures: AllowedFigures) -> None:
        self.figures = figures
        self.names = frozenset(accounts.public.names)
        self._texts = {words: plain(words.filled) for words in accounts.spoken.words}
        # a code that is a number by itself would account for every such number
        named = (name for name in self.names if not NUMBER.fullmatch(name))
        self._phrases = Phrases([*self._texts.values(), *named])
        self._statistics = frozenset(
            str(value)
            for words in self._texts
            for slot, value in words.slots
            if isinstance(value, int) and slot_kind(words.key, slot) == "statistic"
        )
        self._written: dict[str, list[Written]] = defaultdict(list)
        for number in accounts.spoken.numbers:
            self._written[number.text].append(number)

    def free(self, text: str, *, but: str = "") -> Iterator[Wrong]:
        """Yield the numbers of a text that nothing accounts for, leaving one phrase aside."""
        line = plain(text)
        for span in self._free_spans(line, but):
            yield Wrong(line[slice(*span)], around(line, span))

    def free_marks(self, text: str) -> Iterator[Wrong]:
        """Yield the same of a picture's lines: a number by itself may be a mark of an axis."""
        lines = [plain(line) for line in text.split("\n")]
        joined, starts = " ".join(lines), [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        for span in self._free_spans(joined):
            line = lines[sum(start <= span.start for start in starts) - 1]
            if not (is_mark(line) and self._is_no_figure(joined[slice(*span)])):
                yield Wrong(joined[slice(*span)], around(joined, span))

    def _free_spans(self, line: str, but: str = "") -> list[NumberSpan]:
        if not NUMBER.search(line) or is_fixed(line):
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
        return any(each.kind == "figure" and self.figures.explains(each.value)
                   for each in self._written.get(text, ()))  # fmt: skip

    def _is_no_figure(self, text: str) -> bool:
        is_written = any(each.kind != "figure" for each in self._written.get(text, ()))
        return is_written or text in self._statistics

    def wrong_texts(self) -> Iterator[Wrong]:
        """Yield the numbers of filled texts that are not what fills them."""
        for words, text in self._texts.items():
            for number in self._wrong_numbers(words, text):
                yield Wrong(number, text)

    def _wrong_numbers(self, words: Words, text: str) -> Iterator[str]:
        pieces = [(literal, field) for literal, field, _, _ in Formatter().parse(words.frame)]
        slots = dict(words.slots)
        filling = [(field, slots[field]) for _, field in pieces if field is not None]
        literals = [literal for literal, _ in pieces]
        if NUMBER.search(" ".join(literals)) and not is_fixed(words.frame):
            yield from NUMBER.findall(" ".join(literals))
        for field, value in filling:
            yield from self._wrong_slot(slot_kind(words.key, field), value, text)
        parts = (*literals, *(str(value) for _, value in filling))
        if len(spans(text)) < sum(len(spans(part)) for part in parts):
            yield text  # two numbers stand so near that they are read as another

    def _wrong_slot(self, kind: SlotKind, value: Slot, text: str) -> Iterator[str]:
        if kind == "any" and isinstance(value, str):
            yield from (wrong.number for wrong in self.free(value, but=text))
        elif kind != "statistic":
            yield from (number for number, values in self._values(value)
                        if not any(self._is_right(kind, each) for each in values))  # fmt: skip

    def _is_right(self, kind: SlotKind, value: float) -> bool:
        if kind == "count":
            return self.figures.is_count(value)
        return self.figures.is_rate(value) if kind == "rate" else self.figures.explains(value)

    def _values(self, value: Slot) -> Iterator[tuple[str, list[float]]]:
        """Yield each number of what fills a text, with the values that were written so."""
        if not isinstance(value, str):
            yield str(value), [value]
            return
        for number in NUMBER.findall(value):
            yield number, [each.value for each in self._written.get(number, ())]
