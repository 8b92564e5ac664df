"""Which sheets of a workbook are read: the one with the table, the one named, or all alike."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import Say, message
from hotspots.model.loads import EVERY_SHEET
from hotspots.sources.files.names import heading_key
from hotspots.sources.files.workbooks.book import Workbook

T = TypeVar("T")


class NoRows(InputProblem):
    """A sheet that has the table's header and nothing below it, such as a month to come."""


class SheetTable(NamedTuple, Generic[T]):
    """A sheet that holds the table: its name, its headings, and what was read of it."""

    name: str
    headings: Sequence[str]
    content: T


def chosen_sheets(
    book: Workbook, wanted: str | None, read: Callable[[str], tuple[Sequence[str], T]], say: Say
) -> list[SheetTable[T]]:
    """Return the sheets that are to be read, several only where all of them were asked for.

    ``read`` gives a sheet's headings and content, or raises ``InputProblem`` where it holds no
    table. Hidden sheets are read where they are named, or where no other is there. Raises
    ``UsageProblem`` for a sheet that is not there, ``InputProblem`` where none or several fit.
    """
    tables: list[SheetTable[T]] = []
    problems: dict[int, InputProblem] = {}
    left_out: dict[str, InputProblem] = {}
    for name in _candidates(book, wanted):
        try:
            tables.append(SheetTable(name, *read(name)))
        except InputProblem as problem:
            if wanted == EVERY_SHEET and not isinstance(problem, NoRows):
                left_out[name] = problem
            # the sheet with the widest rows is the likeliest to be meant
            problems.setdefault(book.width(name), problem)
    if not tables:
        raise _none(book, problems)
    if len(tables) > 1 and wanted != EVERY_SHEET:
        raise _several(book, tables)
    _check_left_out(book, tables, left_out)
    _check_alike(book, tables)
    _tell(book, tables, say)
    return tables


def _candidates(book: Workbook, wanted: str | None) -> Sequence[str]:
    if wanted is None or (wanted == EVERY_SHEET and EVERY_SHEET not in book.names):
        return [name for name in book.names if name not in book.hidden] or book.names
    if wanted not in book.names:
        raise UsageProblem(
            message(
                "{path}: no sheet {sheet!r}; it has {names}.",
                path=book.path,
                sheet=wanted,
                names=_listed(book.names),
            )
        )
    return [wanted]


def _none(book: Workbook, problems: dict[int, InputProblem]) -> InputProblem:
    if problems:
        return problems[max(problems)]
    return InputProblem(message("{path}: the workbook has no sheet.", path=book.path))


def _several(book: Workbook, tables: Sequence[SheetTable[T]]) -> InputProblem:
    names = _listed([table.name for table in tables])
    if all(_keys(table) == _keys(tables[0]) for table in tables):
        return InputProblem(
            message(
                "{path}: the sheets {found} all look like the table. Name one with --sheet, or "
                "join them with --sheet '*' where each holds a part of it.",
                path=book.path,
                found=names,
            )
        )
    return InputProblem(
        message(
            "{path}: the sheets {found} all look like the table. Name one with --sheet.",
            path=book.path,
            found=names,
        )
    )


def _check_alike(book: Workbook, tables: Sequence[SheetTable[T]]) -> None:
    """Refuse to join sheets whose columns are not the same, in the same order."""
    first = tables[0]
    for table in tables[1:]:
        if _keys(table) != _keys(first):
            raise InputProblem(
                message(
                    "{path}: the sheets {first!r} and {second!r} do not have the same columns: "
                    "{columns_1} there, {columns_2} here. Name one sheet with --sheet, and load "
                    "the other beside it.",
                    path=book.path,
                    first=first.name,
                    second=table.name,
                    columns_1=_listed(first.headings),
                    columns_2=_listed(table.headings),
                )
            )


def _check_left_out(
    book: Workbook, tables: Sequence[SheetTable[T]], problems: Mapping[str, InputProblem]
) -> None:
    """Refuse to leave out a sheet that is as wide as the table: it may well be a part of it."""
    for name, problem in problems.items():
        if book.width(name) >= len(_keys(tables[0])):
            raise problem


def _keys(table: SheetTable[T]) -> list[str]:
    keys = [heading_key(heading) for heading in table.headings]
    while keys and not keys[-1]:
        keys.pop()
    return keys


def _tell(book: Workbook, tables: Sequence[SheetTable[T]], say: Say) -> None:
    if len(tables) == 1:
        if len(book.names) > 1:
            say(
                message(
                    "{name}: read sheet {name_2!r}.", name=book.path.name, name_2=tables[0].name
                )
            )
        return
    names = [table.name for table in tables]
    say(
        message(
            "{name}: read the sheets {sheets} as one table.",
            name=book.path.name,
            sheets=_listed(names),
        )
    )
    unread = [name for name in book.names if name not in names]
    if unread:
        say(message("{name}: not read: {sheets}.", name=book.path.name, sheets=_listed(unread)))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(repr(name) for name in names if name.strip())
