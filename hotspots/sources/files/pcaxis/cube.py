"""The cube of a PC-Axis file: its variables with their values, and its cells with their places."""

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.sources.files.pcaxis.keywords import DATA, Keyword
from hotspots.sources.files.values import NIL, WITHHELD_MARK, NumberCell
from hotspots.sources.values import bounds

_DANISH = "da"
_ABSENT = "…"
_NIL = "-"
_NUMBER = re.compile(r"-?\d+(?:\.(?P<decimals>\d+))?", re.ASCII)
_DOTS = re.compile(r"\.{1,6}")


@dataclass(frozen=True)
class Variable:
    """A variable of a cube: its name, the texts of its values, and their codes."""

    name: str
    texts: Sequence[str]
    codes: Sequence[str]


@dataclass(frozen=True)
class CubeCell:
    """A cell of a cube: the number of each variable's value, and the figure as text."""

    places: tuple[int, ...]
    text: str


@dataclass(frozen=True)
class Cube:
    """The keywords of a file, asked for in the language that is read, else in the file's own."""

    where: str
    language: str
    entries: Mapping[tuple[str, str, tuple[str, ...]], Sequence[str]]

    @classmethod
    def of(cls, where: str, keywords: Sequence[Keyword]) -> "Cube":
        """Build from keywords; Danish is read where it is one of several languages."""
        suffixes = {word.language for word in keywords if word.name == "VALUES"}
        languages = {
            value for word in keywords if word.name == "LANGUAGE" for value in word.values
        }
        language = _DANISH if _DANISH in suffixes and _DANISH not in languages else ""
        entries = {(word.name, word.language, word.about): word.values for word in keywords}
        return cls(where, language, entries)

    def values(self, name: str, *about: str) -> Sequence[str]:
        """Return the values of a keyword, or of one of its variables or values."""
        values = self.entries.get((name, self.language, about))
        return values or self.entries.get((name, "", about)) or ()

    def text(self, name: str, *about: str) -> str:
        """Return the value of a keyword that has one; empty where it is not there."""
        return next(iter(self.values(name, *about)), "")

    def variables(self, name: str) -> list[Variable]:
        """Return the variables of ``STUB`` or ``HEADING``."""
        return [self._variable(text) for text in self.values(name)]

    def _variable(self, name: str) -> Variable:
        texts, codes = self.values("VALUES", name), self.values("CODES", name)
        if not texts and not codes:
            raise self.lacks(f'VALUES("{name}")')
        if texts and codes and len(texts) != len(codes):
            raise InputProblem(
                message(
                    "{where}: {name!r} has {n} {n:value|values}, but {n_codes} "
                    "{n_codes:code|codes}. Save the table again as PC-Axis (.px), or as CSV.",
                    where=self.where,
                    name=name,
                    n=len(texts),
                    n_codes=len(codes),
                )
            )
        return Variable(name, texts or codes, codes or texts)

    def cells(self) -> Iterator[CubeCell]:
        """Yield the cells in their order in the file.

        Where ``KEYS`` name the lines, some may be left out; they are not made up here.
        """
        stub, heading = self.variables("STUB"), self.variables("HEADING")
        if not [*stub, *heading]:
            raise self.lacks("STUB")
        data = self.values(DATA)
        keys = [self.text("KEYS", variable.name).upper() for variable in stub]
        places = (self._keyed(stub, keys, heading, data) if any(keys)
                  else self._counted([*stub, *heading], data))  # fmt: skip
        figures = _Notation.of(self)
        return (CubeCell(place, figures.text(cell)) for place, cell in places)

    def _counted(
        self, variables: Sequence[Variable], data: Sequence[str]
    ) -> Iterator[tuple[tuple[int, ...], str]]:
        n_cells = math.prod(len(variable.texts) for variable in variables)
        self._check(n_cells, len(data))
        places = itertools.product(*(range(len(variable.texts)) for variable in variables))
        return zip(places, data, strict=True)

    def _keyed(
        self,
        stub: Sequence[Variable],
        keys: Sequence[str],
        heading: Sequence[Variable],
        data: Sequence[str],
    ) -> Iterator[tuple[tuple[int, ...], str]]:
        """Yield the cells of lines that begin with the values or codes that they are of."""
        width = math.prod(len(variable.texts) for variable in heading)
        step = len(stub) + width
        self._check(math.ceil(len(data) / step) * step, len(data))
        places = [{text: place for place, text in enumerate(
            variable.texts if key == "VALUES" else variable.codes)} for variable, key in zip(
                stub, keys, strict=True)]  # fmt: skip
        within = [*itertools.product(*(range(len(variable.texts)) for variable in heading))]
        for start in range(0, len(data), step):
            line = data[start : start + step]
            line_of = [self._place(place, text) for place, text in zip(places, line, strict=False)]
            for place, cell in zip(within, line[len(stub) :], strict=True):
                yield (*line_of, *place), cell

    def _place(self, places: Mapping[str, int], text: str) -> int:
        if text not in places:
            raise InputProblem(
                message(
                    "{where}: a line of its DATA is of {text!r}, which is no value of the "
                    "variable. Save the table again as PC-Axis (.px), or as CSV.",
                    where=self.where,
                    text=text[:60],
                )
            )
        return places[text]

    def _check(self, n_cells: int, n_data: int) -> None:
        if not n_data:
            raise self.lacks(DATA)
        if n_cells != n_data:
            raise InputProblem(
                message(
                    "{where}: its variables make {n_cells} cells, but its DATA holds {n}. The "
                    "file was cut short or changed: save the table again as PC-Axis (.px), or as "
                    "CSV.",
                    where=self.where,
                    n_cells=n_cells,
                    n=n_data,
                )
            )
        if n_cells > bounds.CUBE_CELLS.widened:
            raise InputProblem(
                message(
                    "{where}: {n} {n:cell|cells}, at most {most} are read at once. Choose fewer "
                    "values in StatBank, and load the table in parts.",
                    where=self.where,
                    n=n_cells,
                    most=bounds.CUBE_CELLS.widened,
                )
            )

    def lacks(self, keyword: str) -> InputProblem:
        """Say which keyword a file must have and has not."""
        return InputProblem(
            message(
                "{where}: the file has no {keyword}, or nothing in it. Save the table again as "
                "PC-Axis (.px), or as CSV.",
                where=self.where,
                keyword=keyword,
            )
        )


@dataclass(frozen=True)
class _Notation:
    """How cells are written: what dots and dashes stand for, and with how many decimals."""

    symbols: Mapping[str, str]
    decimals: int

    @classmethod
    def of(cls, cube: Cube) -> "_Notation":
        symbols = {"." * n: cube.text(f"DATASYMBOL{n}") for n in range(1, 7)}
        symbols[_NIL] = cube.text("DATASYMBOLNIL")
        stated = cube.text("DECIMALS")
        return cls(symbols, int(stated) if stated.isdecimal() else 0)

    def text(self, cell: str) -> str:
        """Return a cell as tables write it: a number, ``..`` for withheld, ``…`` for none, ``-``.

        Dots are no figures, whatever they are shown as, unless that is a dash.
        """
        number = _NUMBER.fullmatch(cell)
        if number:
            lacking = self.decimals - len(number["decimals"] or "")
            point = "" if number["decimals"] or lacking <= 0 else "."
            return NumberCell(cell + point + "0" * max(lacking, 0))
        symbol = self.symbols.get(cell) or cell
        if cell in NIL or symbol in NIL:
            return _NIL
        if _DOTS.fullmatch(cell):
            return WITHHELD_MARK if symbol == WITHHELD_MARK else _ABSENT
        return cell
