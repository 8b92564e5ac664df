"""PC-Axis files (.px) of StatBank and other offices, as tables of one row for each figure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from hotspots.model.fields import Field
from hotspots.sources.files.encoding import utf8
from hotspots.sources.files.pcaxis.cube import Cube, Variable
from hotspots.sources.files.pcaxis.headings import CubeHeadings
from hotspots.sources.files.pcaxis.keywords import DATA, keywords, stated_encoding

_HEAD_BYTES = 1 << 16
_OF_VALUES = (DATA, "VALUES", "CODES")


@dataclass(frozen=True)
class PxTable:
    """A PC-Axis file as a table: its header and rows, its other texts, and its encoding."""

    rows: Sequence[Sequence[str]]
    texts: Sequence[str]
    encoding: str


def read_px(
    path: Path, encoding: str | None, fields: Sequence[Field], named: Collection[str]
) -> PxTable:
    """Read a cube as a row for each cell: the texts of its variables, then the figure.

    A variable of contents, such as shares and numbers of answers, gives a column for each. Where
    a heading of ``named`` asks for a variable's codes (``OMRÅDE kode``), they stand for its texts.
    Raises ``InputProblem`` where the file is cut short or no cube.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    with utf8(path, encoding or stated_encoding(head)) as plain:
        words = [*keywords(str(path), plain.path.read_text(encoding="utf-8-sig"))]
        written_in = plain.encoding
    texts = [text for word in words if word.name not in _OF_VALUES for text in word.values]
    columns = _CubeColumns.of(Cube.of(str(path), words), CubeHeadings(fields, named))
    return PxTable([columns.header, *columns.rows()], texts, written_in)


@dataclass(frozen=True)
class _CubeColumns:
    """The columns of a cube's table: of its variables, then of its figures.

    ``contents`` is the place of the variable whose values are kinds of figures; None without.
    """

    cube: Cube
    variables: Sequence[Variable]
    contents: int | None
    header: Sequence[str]
    values: Sequence[Sequence[str]]

    @classmethod
    def of(cls, cube: Cube, headings: CubeHeadings) -> "_CubeColumns":
        variables = [*cube.variables("STUB"), *cube.variables("HEADING")]
        kind = cube.text("CONTVARIABLE")
        contents = next((n for n, each in enumerate(variables) if each.name == kind), None)
        columns = [variable for n, variable in enumerate(variables) if n != contents]
        codes = [headings.of_codes(variable.name) for variable in columns]
        names = [heading or headings.of_variable(variable.name, is_time=_is_time(cube, variable))
                 for variable, heading in zip(columns, codes, strict=True)]  # fmt: skip
        kinds = [""] if contents is None else variables[contents].texts
        figures = [headings.of_figures(kind or cube.text("CONTENTS"), _unit(cube, kind),
                                       is_kind=bool(kind))
                   for kind in kinds]  # fmt: skip
        values = [variable.codes if heading else variable.texts
                  for variable, heading in zip(columns, codes, strict=True)]  # fmt: skip
        return cls(cube, variables, contents, [*names, *figures], values)

    def rows(self) -> list[list[str]]:
        """Return a row for each cell, or for all cells that differ by their kind alone."""
        rows: dict[tuple[int, ...], list[str]] = {}
        n_figures = len(self.header) - len(self.values)
        for cell in self.cube.cells():
            key = tuple(place for n, place in enumerate(cell.places) if n != self.contents)
            if key not in rows:
                named = [texts[place] for texts, place in zip(self.values, key, strict=True)]
                rows[key] = [*named, *[""] * n_figures]
            kind = 0 if self.contents is None else cell.places[self.contents]
            rows[key][len(self.values) + kind] = cell.text
        return [*rows.values()]


def _is_time(cube: Cube, variable: Variable) -> bool:
    return bool(cube.values("TIMEVAL", variable.name))


def _unit(cube: Cube, kind: str) -> str:
    return (cube.text("UNITS", kind) if kind else "") or cube.text("UNITS")
