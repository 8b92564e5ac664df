"""Answers of a store that is open for questions only, remembered by query and values."""

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Any


class AnswerMemory:
    """What queries answered while nothing could change.

    An answer is kept by the query's name and the values bound to it. Values that are no plain
    numbers, texts, days or lists of such are asked for anew each time. Of ``kinds`` other than
    those named nothing is kept: whole tables stay only where many answers want them.
    """

    def __init__(self, kinds: Collection[str] = ("rows", "arrow", "derived")) -> None:
        self._kinds = kinds
        self._answers: dict[Hashable, Any] = {}

    def answer(
        self, ask: Callable[[], Any], kind: str, query: str, values: Mapping[str, Any]
    ) -> Any:
        """Return what was answered before, or ask; ``kind`` is the form of the answer."""
        if kind not in self._kinds:
            return ask()
        try:
            key = (kind, query, frozenset((name, _plain(value)) for name, value in values.items()))
        except TypeError:
            return ask()
        if key not in self._answers:
            self._answers[key] = ask()
        return self._answers[key]


def _plain(value: Any) -> Hashable:
    """Return a value that can be a key: true is not 1; ``TypeError`` where it has none."""
    if isinstance(value, list | tuple):
        return (type(value), *map(_plain, value))
    hash(value)
    return (type(value), value)
