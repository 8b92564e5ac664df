"""A text, a row of figures, or a figure by its name: what a file is made of where it has words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Passage:
    """Words that belong together; ``is_mark`` where they are a mark of a picture, such as 10 %.

    ``is_fixed`` are scripts and styles, which are the same whatever the figures are.
    """

    text: str
    is_mark: bool = False
    is_fixed: bool = False


@dataclass(frozen=True)
class FigureRow:
    """A row of a table, by the names of its columns."""

    values: Mapping[str, Any]


@dataclass(frozen=True)
class NamedNumber:
    """A number by where it stands, such as ``settings.alpha``; lists are passed over."""

    path: str
    value: float


TextPart = Passage | FigureRow | NamedNumber


def walked(value: Any, path: str = "") -> Iterator[TextPart]:
    """Yield the texts and numbers of what JSON holds."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from walked(part, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for part in value:
            yield from walked(part, path)
    elif isinstance(value, str):
        yield Passage(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield NamedNumber(path, value)
