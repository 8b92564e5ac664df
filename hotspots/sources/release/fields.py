"""The parts of a TOML file, each asked for by its key and its kind, and none left over."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from hotspots.errors import InputProblem
from hotspots.language import message

Choice = TypeVar("Choice")


@dataclass
class TomlPart:
    """A table of a TOML file; ``place`` is how it is headed there, empty for the file's own keys.

    Each method returns a value or raises ``InputProblem``. ``close`` refuses keys that nobody
    asked for.
    """

    path: Path
    place: str
    values: Mapping[str, Any]
    keys: list[str] = field(default_factory=list)

    def part(self, key: str) -> "TomlPart":
        """Return the table below a heading."""
        values = self._value(key)
        if not isinstance(values, dict):
            raise self.wrong(key, message("a part of its own, headed [{key}]", key=key))
        return TomlPart(self.path, f"[{key}]", values)

    def parts(self, key: str) -> "list[TomlPart]":
        """Return the tables that repeat below a heading in double brackets; none if there is."""
        listed = self._value(key, ())
        is_list = isinstance(listed, list | tuple)
        if not is_list or not all(isinstance(values, dict) for values in listed):
            raise self.wrong(key, message("parts headed [[{key}]]", key=key))
        return [
            TomlPart(self.path, f"[[{key}]] {number}", values)
            for number, values in enumerate(listed, start=1)
        ]

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text without blanks around it."""
        value = self._value(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, message("a text in quotation marks"))
        return value.strip()

    def filled(self, key: str) -> str:
        """Return a text that is not empty."""
        value = self.text(key)
        if not value:
            raise self.wrong(key, message("a text that is not empty"))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; an empty one if it is not there."""
        value = self._value(key, [])
        is_list = isinstance(value, list)
        if not is_list or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong(key, message('a list of texts, such as ["a", "b"]'))
        return tuple(dict.fromkeys(item.strip() for item in value))

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number in a range."""
        value = self._value(key, default)
        if type(value) is not int or not low <= value <= high:
            raise self.wrong(
                key, message("a whole number from {low:,} to {high:,}", low=low, high=high)
            )
        return value

    def number(self, key: str, low: float, high: float) -> float:
        """Return a number in a range."""
        value = self._value(key)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not low <= value <= high:
            raise self.wrong(key, message("a number from {low} to {high}", low=low, high=high))
        return float(value)

    def choice(self, key: str, choices: Mapping[str, Choice]) -> Choice:
        """Return what a word stands for."""
        value = self._value(key)
        if not isinstance(value, str) or value.strip() not in choices:
            raise self.wrong(key, message("one of {words}", words=quoted(choices)))
        return choices[value.strip()]

    def day(self, key: str) -> date | None:
        """Return a day, or None where the text is empty."""
        value = self._value(key)
        if type(value) is date:
            return value
        try:
            return date.fromisoformat(value) if value else None
        except (TypeError, ValueError) as error:
            raise self.wrong(key, message("a day such as 2026-12-01")) from error

    def close(self) -> None:
        """Refuse a key that was not asked for."""
        for key in self.values:
            if key not in self.keys:
                raise InputProblem(
                    message(
                        "{path}: {where} is no key of this file. It has these: {keys}.",
                        path=self.path,
                        where=self.where(key),
                        keys=quoted(self.keys),
                    )
                )

    def where(self, key: str) -> str:
        """Return a key with its place, as a sentence names it."""
        if not self.place:
            return repr(key)
        return message("{key!r} below {place}", key=key, place=self.place)

    def wrong(self, key: str, expected: str) -> InputProblem:
        """Return the error that a value is not what is expected of its key."""
        return InputProblem(
            message(
                "{path}: {where} must be {expected}, not {value}.",
                path=self.path,
                where=self.where(key),
                expected=expected,
                value=repr(self.values.get(key)),
            )
        )

    def _value(self, key: str, default: Any = None) -> Any:
        self.keys.append(key)
        value = self.values.get(key, default)
        if value is None:
            raise InputProblem(
                message(
                    "{path}: {where} is missing. A new file, with all keys, is written by "
                    "`hotspots release policy` or `hotspots release new`.",
                    path=self.path,
                    where=self.where(key),
                )
            )
        return value


def read_toml(path: Path) -> tuple[TomlPart, str]:
    """Return a TOML file as its outermost part, with its text."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise InputProblem(message("{path}: there is no such file.", path=path)) from error
    except UnicodeDecodeError as error:
        raise InputProblem(
            message("{path}: the file is not UTF-8. Save it again as UTF-8.", path=path)
        ) from error
    return toml_part(path, text), text


def toml_part(path: Path, text: str) -> TomlPart:
    """Return a text in TOML as its outermost part; ``path`` is what errors call it."""
    try:
        return TomlPart(path, "", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InputProblem(
            message("{path}: this cannot be read as TOML: {error}.", path=path, error=error)
        ) from error


def quoted(words: Collection[str] | Sequence[str]) -> str:
    """Return words as a sentence lists them."""
    return ", ".join(repr(word) for word in words)
