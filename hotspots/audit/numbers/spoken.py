"""What is put into words while the files of a release are made: texts, and numbers as written.

Every text of an output is filled in one function, and every number is written in another. Both
say so here, and so a release can tell of each number where it came from.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

# A figure; what is reckoned of many; or a mark of an axis or a scale, which is of nothing.
Kind = Literal["figure", "statistic", "tick"]
Slot = str | int | float


@dataclass(frozen=True)
class Words:
    """A text by its key, as it stands in the catalogue, and what fills its placeholders."""

    key: str
    frame: str
    slots: tuple[tuple[str, Slot], ...]

    @property
    def filled(self) -> str:
        """Return the text as it was said."""
        return self.frame.format(**dict(self.slots))


@dataclass(frozen=True)
class Written:
    """A number as it was written, without its sign, and its value."""

    text: str
    value: float
    kind: Kind = "figure"


@dataclass
class Spoken:
    """All that was put into words, once each."""

    words: dict[Words, None] = field(default_factory=dict)
    numbers: dict[Written, None] = field(default_factory=dict)


# A pile, as that of permits: nothing is kept where nobody listens.
_listeners: list[Spoken] = []


@contextmanager
def listening() -> Iterator[Spoken]:
    """Yield what is put into words until the end of the context."""
    spoken = Spoken()
    _listeners.append(spoken)
    try:
        yield spoken
    finally:
        _listeners.remove(spoken)


def heard_words(key: str, frame: str, slots: Mapping[str, Any]) -> None:
    """Keep a text that is filled now."""
    if _listeners:
        filled = tuple((name, _slot(value)) for name, value in slots.items())
        for listener in _listeners:
            listener.words[Words(key, frame, filled)] = None


def heard_number(text: str, value: float, kind: Kind = "figure") -> None:
    """Keep a number that is written now."""
    for listener in _listeners:
        listener.numbers[Written(text.lstrip("+-−"), abs(float(value)), kind)] = None


def _slot(value: Any) -> Slot:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else str(value)
