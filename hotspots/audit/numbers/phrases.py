"""Which numbers of a text stand in words that are accounted for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
# what is no figure by its very form: days, periods, versions, colours, coordinate systems
_FORMS = re.compile(
    r"\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?\b|\b\d\d-\d\d-\d{4}\b|"
    r"\b\d{1,2} (?:" + _MONTH + r") \d{4}\b|\b(?:19|20)\d\d(?:-(?:Q[1-4]|H[12]|M\d\d|W\d\d))?\b"
    r"(?![.,]\d)|\b\d{1,2}\.\d{1,2}\.\d{1,2}\b(?!\.\d)|\bsha256\b|#[0-9a-f]{6}\b|\b(?:fifth|undecided)_[1-5]\b|\bEPSG:\d+\b|\bCRS84\b|\bUTF-?8\b",
    re.IGNORECASE,
)
_UNIT = re.compile(r"procentpoint|percentage points")
_AROUND = 40
_MOST_LETTERS = 4


class NumberSpan(NamedTuple):
    """A number of a text, from the first of its signs to behind the last."""

    start: int
    end: int


def plain(text: str) -> str:
    """Return a text in small letters with one blank between words, whatever blank it was."""
    return " ".join(text.lower().split())


def spans(text: str) -> list[NumberSpan]:
    """Return every number of a text."""
    return [NumberSpan(*match.span()) for match in NUMBER.finditer(text)]


def around(text: str, span: NumberSpan) -> str:
    """Return the words that a number stands in."""
    start, end = max(0, span.start - _AROUND), span.end + _AROUND
    return text[start:end].strip()


def formed(text: str) -> Iterator[NumberSpan]:
    """Yield the parts of a text that are days, periods or colours by their form."""
    yield from (NumberSpan(*match.span()) for match in _FORMS.finditer(text))


def is_mark(text: str) -> bool:
    """Tell whether a line is a number with its unit, and no words."""
    return sum(sign.isalpha() for sign in _UNIT.sub("", text)) <= _MOST_LETTERS


class Phrases:
    """Texts with numbers, found again in longer ones."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_number: dict[str, list[str]] = defaultdict(list)
        for text in sorted({plain(text) for text in texts}, key=lambda text: -len(text)):
            for number in {match[0] for match in NUMBER.finditer(text)}:
                self._by_number[number].append(text)

    def uncovered(self, text: str, *, but: str = "") -> list[NumberSpan]:
        """Return the numbers of a plain text that stand in none of the phrases, but one.

        A phrase holds a number only whole: 13 is not in it where the text has 213.
        """
        numbers = spans(text)
        free = set(numbers)
        for span in numbers:
            if span in free:
                for phrase in self._by_number.get(text[span.start : span.end], ()):
                    if phrase != but:
                        free -= _within(text, phrase, numbers)
                    if span not in free:
                        break
        return [span for span in numbers if span in free]


def _within(text: str, phrase: str, numbers: list[NumberSpan]) -> set[NumberSpan]:
    """Return the numbers that lie in any place where a phrase stands and cuts none of them."""
    inside: set[NumberSpan] = set()
    start = text.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        touched = [span for span in numbers if span.start < end and span.end > start]
        if all(span.start >= start and span.end <= end for span in touched):
            inside.update(touched)
        start = text.find(phrase, start + 1)
    return inside
