"""Messages for the terminal: written in English in the code, said in the reader's language.

``message`` marks one and says it. Babel finds the marks, and ``maps/texts/da/messages.po`` has
the translations. Names in braces are filled after translation, numbers by the land's marks.
"""

import json
import string
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, Literal, Self

Progress = Callable[[str, int], None]
Say = Callable[[str], None]
Lang = Literal["da", "en"]

Translate = Callable[[str], str]


class _Filled(string.Formatter):
    """Fills the names of a message; ``marks`` turns an English number into the reader's.

    ``{n:row|rows}`` writes no number but the first word for one, the second for more or none.
    """

    def __init__(self, marks: dict[int, int]) -> None:
        self.marks = marks

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write a value as the message asks."""
        singular, is_choice, plural = format_spec.partition("|")
        if is_choice:
            return singular if value == 1 else plural
        written = str(super().format_field(value, format_spec))
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return written.translate(self.marks) if is_number else written


Spoken = tuple[Translate, _Filled]
_DANISH_MARKS = str.maketrans(",.", ".,")
_ENGLISH = _Filled({})
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
_spoken: ContextVar[Spoken] = ContextVar("spoken", default=(str, _ENGLISH))


def speak(translate: Translate | None) -> None:
    """Say what follows through a translation into Danish, or in English if there is none."""
    filled = _Filled(_DANISH_MARKS if translate else {})
    _spoken.set((translate or str, filled))


class Message(str):
    """A text in the reader's language that knows how it was made, so as to be said again.

    ``values`` is None where nothing is to be filled in, and braces stand for themselves.
    """

    __slots__ = ("sentence", "values")
    sentence: str
    values: Mapping[str, Any] | None

    def __new__(
        cls, sentence: str, values: Mapping[str, Any] | None, translate: Translate, filled: _Filled
    ) -> Self:
        """Translate a sentence and fill in its values."""
        translation = translate(sentence)
        made = super().__new__(
            cls, translation if values is None else filled.format(translation, **values)
        )
        made.sentence, made.values = sentence, values
        return made

    def __str__(self) -> str:
        """Return the message itself, which an error keeps as it is."""
        return self

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Copy it as the text that it is."""
        return str, (self[:],)


def message(sentence: str, /, **values: Any) -> str:
    """Return a message in the reader's language, its names in braces filled."""
    return Message(sentence, values, *_spoken.get())


def in_english(text: str) -> str:
    """Return a message in English; any other text as it is."""
    if not isinstance(text, Message) or _spoken.get()[0] is str:
        return text
    return str(_again(_parts(text), (str, _ENGLISH)))


def kept(text: str) -> str | None:
    """Return a message as JSON which ``in_reader_language`` says in any; None for a text."""
    if not isinstance(text, Message):
        return None
    return _JSON.encode(_parts(text))


def in_reader_language(text: str, as_kept: str | None) -> str:
    """Return what was kept of a message in the reader's language, or the text it was then."""
    if not as_kept:
        return text
    try:
        return str(_again(json.loads(as_kept), _spoken.get()))
    except (ValueError, LookupError, AttributeError, TypeError):
        return text


def _parts(value: Any) -> Any:
    """Return a message as what it is made of, and any other value as JSON can hold it."""
    if isinstance(value, Message):
        values = value.values and {name: _parts(one) for name, one in value.values.items()}
        return {"sentence": value.sentence, "values": values}
    if isinstance(value, str | int | float | None):
        return value
    if hasattr(value, "item"):
        return value.item()
    text = str(value)
    # an error's text is the message that it was raised with
    return _parts(text) if isinstance(text, Message) else text


def _again(parts: Any, spoken: Spoken) -> Any:
    if not isinstance(parts, dict):
        return parts
    values = parts["values"] and {
        name: _again(value, spoken) for name, value in parts["values"].items()
    }
    return Message(parts["sentence"], values, *spoken)


def marked(sentence: str) -> str:
    """Return a text as it is: the mark of one that ``translated`` says elsewhere."""
    return sentence


def translated(sentence: str) -> str:
    """Return a text in the reader's language, braces and all."""
    return Message(sentence, None, *_spoken.get())


def in_language(danish: str | None, english: str | None, lang: Lang) -> str | None:
    """Return the words in a language, or else in the other one."""
    chosen, fallback = (danish, english) if lang == "da" else (english, danish)
    return chosen or fallback
