"""Messages for the terminal: written in English in the code, said in the reader's language.

``message`` marks one and says it. Babel finds the marks, and ``maps/texts/da/messages.po`` has
the translations. Names in braces are filled after translation, numbers by the land's marks.
"""

import string
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

Translate = Callable[[str], str]


class _Filled(string.Formatter):
    """Fills the names of a message; ``marks`` turns an English number into the reader's."""

    def __init__(self, marks: dict[int, int]) -> None:
        self.marks = marks

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write a value as the message asks."""
        written = str(super().format_field(value, format_spec))
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return written.translate(self.marks) if is_number else written


_DANISH_MARKS = str.maketrans(",.", ".,")
_spoken: ContextVar[tuple[Translate, _Filled]] = ContextVar("spoken", default=(str, _Filled({})))


def speak(translate: Translate | None) -> None:
    """Say what follows through a translation into Danish, or in English if there is none."""
    filled = _Filled(_DANISH_MARKS if translate else {})
    _spoken.set((translate or str, filled))


def message(sentence: str, /, **values: Any) -> str:
    """Return a message in the reader's language, its names in braces filled."""
    translate, filled = _spoken.get()
    return filled.format(translate(sentence), **values)


def marked(sentence: str) -> str:
    """Return a text as it is: the mark of one that ``translated`` says elsewhere."""
    return sentence


def translated(sentence: str) -> str:
    """Return a text in the reader's language, braces and all."""
    return _spoken.get()[0](sentence)
