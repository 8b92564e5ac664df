"""The words of map pages and of pictures as SVG: what a reader sees, hears, or finds in data."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from hotspots.audit.numbers.part import FigureRow, Passage, TextPart, walked

# attributes that are read out or shown; all others are shapes, places, colours and names of parts
_SPOKEN = {"alt", "aria-label", "aria-valuetext", "label", "placeholder", "summary", "title"}
# of an area's row: its number in the page's data
_NUMBERING = {"data-area", "data-fixed"}
# what stands in a page's data for drawing: outlines, small curves, which colour an area has, and
# which areas are framed and which are pale around them
_DRAWN = {"at", "fills", "focus", "frame", "layers", "map", "opacity", "outlines", "overlays",
          "pale", "points", "shapes", "water"}  # fmt: skip
_DATA = "application/json"


class _PageWords(HTMLParser):
    """Takes in the words of a page, element by element."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[TextPart] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the attributes that are words."""
        values = dict(attrs)
        self._open.append((tag, values.get("type") == _DATA))
        for name, value in attrs:
            is_word = name in _SPOKEN or (name.startswith("data-") and name not in _NUMBERING)
            if value and (is_word or (tag, name) == ("meta", "content")):
                self._take_attribute(tag, values, value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that holds nothing."""
        self.handle_starttag(tag, attrs)
        self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those in it that were never ended."""
        names = [name for name, _ in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Take what stands between two marks."""
        name, is_data = self._open[-1] if self._open else ("", False)
        if is_data:
            content = json.loads(data)
            self.parts += [FigureRow({"area": code}) for code in _taken(content, "codes")]
            self.parts += walked(_undrawn(content))
        elif data.strip():
            self.parts.append(Passage(data, is_fixed=name in {"script", "style"}))

    def handle_comment(self, data: str) -> None:
        """Take a remark that no reader sees."""
        self.parts.append(Passage(data))

    def _take_attribute(self, tag: str, values: dict[str, str | None], value: str) -> None:
        """Take a word; of the page's policy the hashes of its scripts are no numbers."""
        if tag == "meta" and (values.get("name") == "viewport" or values.get("http-equiv")):
            return
        self.parts.append(Passage(value))


def _taken(content: Any, name: str) -> list[str]:
    """Take a list of codes out of a page's data: they are names, not words."""
    return [code for code in content.pop(name, ()) if code] if isinstance(content, dict) else []


def _undrawn(value: Any) -> Any:
    """Return data without what is for drawing, however deep in it."""
    if isinstance(value, list):
        return [_undrawn(part) for part in value]
    if isinstance(value, dict):
        return {name: _undrawn(part) for name, part in value.items() if name not in _DRAWN}
    return value


def page_parts(text: str) -> Iterator[TextPart]:
    """Yield the words of a page, and the figures in its data."""
    words = _PageWords()
    words.feed(text)
    words.close()
    yield from words.parts


class _Labels(HTMLParser):
    """Takes in the words of a picture as SVG; what lies in no element of words is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[str] = []
        self.texts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        self._open.append(tag)
        self.texts += [value for name, value in attrs if value and name in _SPOKEN]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that holds nothing."""
        self.handle_starttag(tag, attrs)
        self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag in self._open:
            del self._open[self._open.index(tag) :]

    def handle_data(self, data: str) -> None:
        """Take what is written; a style is none of it."""
        if not data.strip() or "style" in self._open:
            return
        (self.marks if "text" in self._open else self.texts).append(data.strip())

    def handle_comment(self, data: str) -> None:
        """Take a remark that no reader sees."""
        self.texts.append(data)


def picture_parts(text: str) -> Iterator[TextPart]:
    """Yield the words of a picture: its marks, and its lines as the sentences that they are."""
    labels = _Labels()
    labels.feed(text)
    labels.close()
    for part in labels.texts:
        yield Passage(part)
    yield Passage("\n".join(labels.marks), is_mark=True)
