"""Texts of a workbook that were misread before it was written, and what is said of them."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.sources.files import mojibake


class SheetLetters:
    """Reads right the misread words of a sheet, and says it once; refuses what is not certain.

    ``values`` gives all of the sheet's values, which are looked at where a word looks misread.
    """

    def __init__(self, where: str, values: Callable[[], Iterator[list[Any]]], say: Say) -> None:
        self._where, self._values, self._say = where, values, say
        self._seen: set[str] = set()
        self._mending: mojibake.Mending | None = None

    def mend(self, rows: Iterable[list[str]]) -> None:
        """Put right the texts of some rows.

        Raises ``InputProblem`` where words look misread and nothing tells what they were.
        """
        for row in rows:
            for column, text in enumerate(row):
                if not text.isascii() and self._is_misread(text):
                    row[column] = self._right(text)

    def _is_misread(self, text: str) -> bool:
        if self._mending is None and text not in self._seen:
            self._seen.add(text)
            if mojibake.may_be_misread(text):
                self._mending = self._learned()
        return self._mending is not None

    def _right(self, text: str) -> str:
        return text if self._mending is None else self._mending.mended(text)

    def _learned(self) -> mojibake.Mending | None:
        """Return how words are read in rows that look misread, and say it."""
        rows = ({value for value in row if type(value) is str} for row in self._values())
        texts = {text for row in rows if any(map(mojibake.may_be_misread, row)) for text in row}
        try:
            mending = mojibake.mending_of_words(texts)
        except mojibake.UncertainEncoding as problem:
            raise _lost(self._where, problem.text) from problem
        if mending is not None:
            wrong, right = mending.example()
            self._say(
                message(
                    "{where}: letters were misread before the file was written, and are read as "
                    "{encoding}: {right!r}, not {wrong!r}.",
                    where=self._where,
                    encoding=mojibake.CALLED[mending.encoding],
                    right=right,
                    wrong=wrong,
                )
            )
        return mending


def say_needless_encoding(path: Path, encoding: str | None, say: Say) -> None:
    """Say that a workbook needs no encoding, where one was stated."""
    if encoding:
        say(
            message(
                "{name}: --encoding is for text files, and left out here: a workbook says its "
                "own.",
                name=path.name,
            )
        )


def _lost(where: str, text: str) -> InputProblem:
    return InputProblem(
        message(
            "{where}: letters were misread before the file was written ({text!r}), and which "
            "they were cannot be told. Write the right ones in the workbook (Find and Replace), "
            "or save it again from where its texts are right.",
            where=where,
            text=text,
        )
    )
