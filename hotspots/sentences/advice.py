"""Advice to whoever types commands: it stands below answers, and nowhere that others read."""

from collections.abc import Iterable
from typing import Any

from hotspots.language import Lang
from hotspots.sentences.texts import text


class Advice(str):
    """A note that names a command or an option; pages, pictures and reports leave it out."""

    __slots__ = ()


def advice(lang: Lang, key: str, **values: Any) -> Advice:
    """Return the advice ``advice.<key>`` with its placeholders filled."""
    return Advice(text(lang, f"advice.{key}", **values))


def without_advice(notes: Iterable[str]) -> list[str]:
    """Return the notes that those without a terminal can use."""
    return [note for note in notes if not isinstance(note, Advice)]
