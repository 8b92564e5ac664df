"""Columns that nothing was read from, and that would have told rows apart."""

import re
from collections.abc import Sequence

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.group_values import dimension_of
from hotspots.model.groups import is_total
from hotspots.sources.files.headings import cell_of, quoted
from hotspots.sources.files.tables import Table, numbered

_LONGEST = 60
_YEARS_OLD = re.compile(r"år|\byears?\b", re.IGNORECASE)


def refuse_unread_groups(
    table: Table, same: Sequence[Sequence[tuple[int, Sequence[str]]]]
) -> None:
    """Refuse a table in which a column that is not read tells rows of one meaning apart.

    ``same`` are the rows, each with its number, that mean the same without it.
    """
    for column in table.binding.unread:
        for rows in same:
            values = {cell_of(row, column): number for number, row in rows}
            if len(values) > 1:
                raise _unread(table, column, values)


def refuse_unread_totals(table: Table) -> None:
    """Refuse a table with a column that is not read and tells a total from its parts."""
    for column in table.binding.unread:
        values = {cell_of(row, column): number for number, row in numbered(table)}
        totals = [value for value in values if is_total(value)]
        parts = [value for value in values if value and not is_total(value)]
        if totals and parts:
            examples = {value: values[value] for value in (totals[0], parts[0])}
            raise _unread(table, column, examples)


def refuse_unread_group_words(table: Table) -> None:
    """Refuse a table with a column that is not read, and holds nothing but groups of people."""
    for column in table.binding.unread:
        values = {cell_of(row, column): number for number, row in numbered(table)}
        groups = [value for value in values if _is_group(value)]
        if groups and all(_is_group(value) or is_total(value) for value in values if value):
            raise InputProblem(
                message(
                    "{where}: the column {heading!r} is not known, but row {row_number} says that "
                    "it is about {value!r} alone. Say what it is: --group {option} keeps its "
                    "groups apart, --ignore {option} leaves it out.",
                    where=table.where,
                    heading=table.binding.called(column),
                    row_number=values[groups[0]],
                    value=groups[0][:_LONGEST],
                    option=table.binding.option(column),
                )
            )


def _is_group(value: str) -> bool:
    """Tell whether a value is of people; numbers may be an interval, not ages."""
    dimension = dimension_of(value, {})
    return bool(dimension) and (dimension != "alder" or _YEARS_OLD.search(value) is not None)


def _shown(value: str) -> str:
    """Return a value of a column that is not read in brackets, where it is but a group."""
    return f" ({value!r})" if is_total(value) or _is_group(value) else ""


def _unread(table: Table, column: int, values: dict[str, int]) -> InputProblem:
    first, second = list(values.items())[:2]
    option = table.binding.option(column)
    total = next((value for value in values if is_total(value)), None)
    only = "" if total is None else message(
        " --only {option}={wanted} takes the rows of everybody,", option=option,
        wanted=quoted(total),
    )  # fmt: skip
    return InputProblem(
        message(
            "{where}: the column {heading!r} tells rows apart that would mean the same without "
            "it, such as row {row_1}{value_1} and row {row_2}{value_2}. Say what it is: --group "
            "{option} keeps its groups apart,{only} --ignore {option} leaves it out.",
            where=table.where,
            heading=table.binding.called(column),
            row_1=first[1],
            value_1=_shown(first[0]),
            row_2=second[1],
            value_2=_shown(second[0]),
            option=option,
            only=only,
        )
    )
