"""Which mark stands before decimals in each column of a table, and what is asked if none tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.loads import Mark
from hotspots.sources.values.decimals import Decision, decided, read, untold

_OTHER: dict[Mark, Mark] = {",": ".", ".": ","}


@dataclass(frozen=True)
class NumberColumn:
    """A column of numbers: its cells as text, whether they are whole, the most that one can be.

    ``stated`` is the mark that was asked for.
    """

    heading: str
    cells: Sequence[str]
    whole: bool
    most: float
    stated: Mark | None = None

    def decision(self, *, whole: bool) -> Decision:
        """Return its mark, as stated or as its cells tell."""
        if self.stated:
            return Decision(self.stated)
        return decided(self.cells, whole=whole, most=self.most)

    def with_decimals(self, mark: Mark) -> str | None:
        """Return the first cell that shows that the mark stands before decimals."""
        for cell in self.cells:
            number = read(cell, mark)
            if mark in cell and number is not None and number[1]:
                return cell
        return None


def marks_of_columns(
    where: str, columns: Mapping[str, NumberColumn], hint: Mark | None
) -> dict[str, Mark]:
    """Return the mark of each column, by its field.

    It is the stated one, else what the column's cells allow, else what other columns have.
    Raises ``InputProblem`` where that does not tell.
    """
    first = {name: column.decision(whole=column.whole) for name, column in columns.items()}
    decimal_marks = {decision.mark for name, decision in first.items()
                     if decision.mark and not columns[name].whole}  # fmt: skip
    hint = hint or (next(iter(decimal_marks)) if len(decimal_marks) == 1 else None)
    marks: dict[str, Mark] = {}
    for name, decision in first.items():
        mark = hint if decision.reason == "undecided" else decision.mark
        if mark is None and decision.reason:
            raise untold(where, columns[name].heading, decision, columns[name].heading)
        marks[name] = mark or hint or ","
    _refuse_double_use(where, columns, first)
    return marks


def _refuse_double_use(
    where: str, columns: Mapping[str, NumberColumn], decisions: Mapping[str, Decision]
) -> None:
    """Refuse a mark that has thousands in one column only because decimals are none of it."""
    known = {decision.mark for name, decision in decisions.items()
             if decision.mark and not columns[name].whole
             and columns[name].with_decimals(decision.mark)}  # fmt: skip
    for name, column in columns.items():
        mark = decisions[name].mark
        if not column.whole or column.stated or mark is None or mark in known:
            continue
        by_cells = column.decision(whole=False)
        if by_cells.reason == "undecided" and _OTHER[mark] in known:
            raise _double_use(where, columns, column, by_cells.examples[0], _OTHER[mark])


def _double_use(
    where: str,
    columns: Mapping[str, NumberColumn],
    whole: NumberColumn,
    example: str,
    mark: Mark,
) -> InputProblem:
    other = next((column, cell) for column in columns.values()
                 if not column.whole and (cell := column.with_decimals(mark)))  # fmt: skip
    return InputProblem(
        message(
            "{where}: {mark!r} stands before decimals in {decimal!r} of column {other!r}, and "
            "would stand between thousands in {example!r} of column {heading!r}. Say --decimal "
            '"{heading}={thousands}" if those are thousands, or correct the file.',
            where=where,
            mark=mark,
            decimal=other[1],
            other=other[0].heading,
            example=example,
            heading=whole.heading,
            thousands=_OTHER[mark],
        )
    )
