"""Which column holds which field: by the headings people use, or as ``--map`` says."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import message
from hotspots.model.fields import Field
from hotspots.model.groups import dimension_key, is_dimension
from hotspots.model.loads import BoundColumns, Reading
from hotspots.sources.files.missing_fields import advice, called_headings, headings_of_fields
from hotspots.sources.files.names import heading_key, without_footnote, without_unit
from hotspots.sources.files.not_personal import check_not_personal, not_personal
from hotspots.sources.files.point_columns import axes_of_points
from hotspots.sources.files.values import NumberCell

# One value of these for all rows makes one row of them; the others only where no column has them.
_NEVER_FIXED = frozenset({"id", "x", "y", "lon", "lat"})
_SELDOM_FIXED = frozenset({"area", "year"})


@dataclass(frozen=True)
class Binding:
    """Positions of the fields among the columns, and the values fixed for all rows.

    ``groups`` are the positions of columns that tell groups apart, by dimension; ``only`` the
    value that a column must have; ``ignored`` the columns that are to mean nothing;
    ``overruled`` columns with the heading of a field that is fixed; ``not_personal`` those that
    are said to hold no CPR numbers; ``fields`` are all that were looked for; ``unheaded`` those
    without a heading that hold something, with their numbers in the file, counted from 1.
    """

    headings: Sequence[str]
    position: Mapping[str, int]
    fixed: Mapping[str, str]
    groups: Mapping[str, int] = field(default_factory=dict)
    only: Mapping[int, str] = field(default_factory=dict)
    ignored: frozenset[int] = frozenset()
    overruled: Mapping[str, int] = field(default_factory=dict)
    not_personal: frozenset[int] = frozenset()
    fields: Sequence[Field] = ()
    unheaded: Mapping[int, int] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Tell whether a field has a column or a fixed value."""
        return name in self.position or name in self.fixed

    def heading(self, name: str) -> str:
        """Return the heading under which a field stands in the file, or the field's name."""
        column = self.position.get(name, self.groups.get(name))
        return name if column is None else self.called(column)

    def called(self, column: int) -> str:
        """Return what a column is called: its heading, or its number where it has none."""
        number = self.unheaded.get(column)
        if number is None:
            return self.headings[column]
        return message("column no. {number} (no heading)", number=number)

    def option(self, column: int) -> str:
        """Return how an option names a column: by its heading, or by its number as ``#4``.

        By the number also where the heading cannot be typed, or an earlier column has it too.
        """
        number, heading = self.unheaded.get(column), self.headings[column]
        if number is None and (not heading.isprintable() or not heading_key(heading)
                               or heading in self.headings[:column]):  # fmt: skip
            number = column + 1
        return quoted(heading if number is None else f"#{number}")

    def cell(self, row: Sequence[str], name: str) -> str:
        """Return a row's text for a field; empty where the file has no such column."""
        column = self.position.get(name)
        return self.fixed.get(name, "") if column is None else cell_of(row, column)

    @property
    def unread(self) -> list[int]:
        """Return the positions of columns with a heading or cells that are read as nothing."""
        read = {*self.position.values(), *self.groups.values(), *self.only, *self.ignored}
        named = {column for column, heading in enumerate(self.headings) if heading.strip()}
        return sorted((named | {*self.unheaded}) - read)

    @property
    def columns(self) -> BoundColumns:
        """Return which heading became which field, and which were not read."""
        left_out = [*self.unread, *sorted(self.ignored)]
        return BoundColumns(
            {name: self.called(column) for name, column in self.position.items()},
            {name: self.called(column) for name, column in self.groups.items()},
            tuple(self.called(column) for column in left_out),
        )


def cell_of(row: Sequence[str], column: int) -> str:
    """Return a row's text in a column; empty where the row ends before it."""
    cell = row[column] if column < len(row) else ""
    return cell if isinstance(cell, NumberCell) else cell.strip()


def bind(
    headings: Sequence[str], fields: Sequence[Field], reading: Reading, *, grouped: bool = False
) -> Binding:
    """Match headings to fields; ``--map`` first, then ``--fixed``, known headings after that.

    With ``grouped`` a column with the heading of a known dimension tells groups apart. Raises
    ``UsageProblem`` where ``--map`` names a field that does not exist.
    """
    keys = [heading_key(without_footnote(text)) for text in headings]
    ignored = frozenset(_columns(keys, reading.ignore))
    only = dict(zip(_columns(keys, reading.only), reading.only.values(), strict=False))
    groups = {dimension_key(name): column
              for name in reading.groups for column in _columns(keys, [name])}  # fmt: skip
    position = _mapped(keys, fields, reading)
    for name in reading.fixed:
        _check_field(name, fields)
    taken = ignored | {*groups.values(), *only}
    free = [one for one in fields if one.name not in {*reading.columns, *reading.fixed}]
    _by_headings(free, headings, position, taken)
    overruled: dict[str, int] = {}
    for spec in fields:
        if spec.name in reading.fixed:
            _by_heading(spec, keys, overruled, taken | {*position.values()})
    if grouped:
        taken |= {*position.values()}
        groups |= _dimensions(headings, {*groups}, taken - {*only})
    return Binding(
        tuple(headings), position, dict(reading.fixed), groups, only, ignored, overruled,
        not_personal(headings, reading.not_personal), tuple(fields),
    )  # fmt: skip


def with_unheaded(
    binding: Binding, rows: Iterable[Sequence[str]], numbers: Sequence[int] | None = None
) -> Binding:
    """Return a binding that knows its columns without a heading in which something stands.

    ``numbers`` are the columns' positions in the file, where they are others.
    """
    blank = {column for column, text in enumerate(binding.headings) if not text.strip()}
    filled = {column for row in rows for column in blank if cell_of(row, column)}
    return replace(binding, unheaded={
        column: 1 + (column if numbers is None else numbers[column]) for column in sorted(filled)
    })  # fmt: skip


def with_groups(where: str, binding: Binding, names: Iterable[str]) -> Binding:
    """Return a binding whose columns of these headings are groups, beside what else they are.

    Raises ``UsageProblem`` where there is no such column.
    """
    keys = [heading_key(without_footnote(text)) for text in binding.headings]
    groups: dict[str, int] = {}
    for name in names:
        column = _column(keys, name)
        if column is None:
            raise _no_column(where, name, binding)
        groups[dimension_key(without_footnote(binding.headings[column]))] = column
    return replace(binding, groups=groups)


def _no_column(where: str, name: str, binding: Binding) -> UsageProblem:
    return UsageProblem(
        message(
            "{where}: no column {name!r}. Columns: {listed}.",
            where=where,
            name=name,
            listed=listed(binding),
        )
    )


def _columns(keys: Sequence[str], names: Iterable[str]) -> list[int]:
    """Return the columns that headings name, or their numbers, counted from 1, as ``#4``."""
    columns = [_column(keys, name) for name in names]
    return [column for column in columns if column is not None]


def _column(keys: Sequence[str], name: str) -> int | None:
    if re.fullmatch(r"#\d+", name):
        column = int(name[1:]) - 1
        return column if 0 <= column < len(keys) else None
    return keys.index(heading_key(name)) if heading_key(name) in keys else None


def _mapped(keys: Sequence[str], fields: Sequence[Field], reading: Reading) -> dict[str, int]:
    position: dict[str, int] = {}
    for name, wanted in reading.columns.items():
        _check_field(name, fields)
        column = _column(keys, wanted)
        if column is not None:
            position[name] = column
    return position


def _dimensions(
    headings: Sequence[str], settled: Collection[str], taken: Collection[int]
) -> dict[str, int]:
    """Return the columns of known dimensions; two of one dimension keep their own headings."""
    columns = [column for column, heading in enumerate(headings)
               if column not in taken and is_dimension(without_footnote(heading))]  # fmt: skip
    dimensions = [dimension_key(without_footnote(headings[column])) for column in columns]
    names = {*settled}
    by_name: dict[str, int] = {}
    for column, dimension in zip(columns, dimensions, strict=True):
        repeated = dimension in names or dimensions.count(dimension) > 1
        name = heading_key(headings[column]) if repeated else dimension
        names.add(name)
        by_name[name] = column
    return by_name


def _check_field(name: str, fields: Sequence[Field]) -> None:
    if name not in {one.name for one in fields}:
        names = ", ".join(one.name for one in fields)
        raise UsageProblem(
            message(
                "There is no field {name!r} in this kind of extract. Fields: {known}.",
                name=name,
                known=names,
            )
        )


def _by_headings(
    free: Sequence[Field],
    headings: Sequence[str],
    position: dict[str, int],
    taken: Collection[int],
) -> None:
    """Take columns by what their headings say, then by that without units behind them."""
    texts = [without_footnote(text) for text in headings]
    plain = [heading_key(without_unit(text)) for text in texts]
    for keys in ([heading_key(text) for text in texts], plain):
        for spec in free:
            if spec.name not in position:
                _by_heading(spec, keys, position, taken)
    position |= axes_of_points(free, plain, position, taken)


def _by_heading(
    wanted: Field, keys: Sequence[str], position: dict[str, int], taken: Collection[int]
) -> None:
    free = {*range(len(keys))} - {*position.values()} - {*taken}
    for heading in (heading_key(wanted.name), *map(heading_key, wanted.headings)):
        column = next((column for column in sorted(free) if keys[column] == heading), None)
        if column is not None:
            position[wanted.name] = column
            return


def check_columns(where: str, binding: Binding, reading: Reading) -> None:
    """Refuse a fixed value that overrules a column, and options that name no column."""
    _check_fixed(where, binding)
    keys = [heading_key(without_footnote(text)) for text in binding.headings]
    for name in (*reading.groups, *reading.only, *reading.ignore):
        if _column(keys, name) is None:
            raise _no_column(where, name, binding)
    check_not_personal(where, binding.headings, reading.not_personal)


def check_twins(where: str, binding: Binding, reading: Reading) -> None:
    """Refuse a heading that stands twice where it is read."""
    keys = [heading_key(without_footnote(text)) for text in binding.headings]
    chosen = {name for name, heading in reading.columns.items() if heading.startswith("#")}
    for name, column in {**binding.position, **binding.groups}.items():
        twins = [number for number, key in enumerate(keys, start=1) if key == keys[column]]
        if (
            keys[column]
            and len(twins) > 1
            and name not in chosen
            and not _are_settled(twins, binding)
        ):
            raise _twice(where, binding.headings[column], name, twins)


def _check_fixed(where: str, binding: Binding) -> None:
    """Refuse one value for what tells rows apart: ids and places, areas and years of a column."""
    for name, value in binding.fixed.items():
        if name in _NEVER_FIXED:
            raise UsageProblem(
                message(
                    "--fixed {name}={value}: all rows would be one and the same. Name the column "
                    "with --map {name}=COLUMN.",
                    name=name,
                    value=value,
                )
            )
        if name in _SELDOM_FIXED and name in binding.overruled:
            raise UsageProblem(
                message(
                    "{where}: the column {heading!r} says the {name}, and --fixed {name}={value} "
                    "would overrule it in every row. Leave out --fixed; if the column means "
                    "something else, say --ignore {heading!r}.",
                    where=where,
                    heading=binding.headings[binding.overruled[name]],
                    name=name,
                    value=value,
                )
            )


def _are_settled(twins: Sequence[int], binding: Binding) -> bool:
    """Tell whether all columns of one heading but one are ignored, or read as something else."""
    settled = {*binding.ignored, *binding.only, *binding.position.values()}
    return sum(number - 1 in settled for number in twins) == len(twins)


def _twice(where: str, heading: str, name: str, twins: Sequence[int]) -> InputProblem:
    return InputProblem(
        message(
            "{where}: the heading {heading!r} stands over columns {numbers}. Say which one is "
            "meant, by its number, with --map {name}=#{first}.",
            where=where,
            heading=heading,
            numbers=", ".join(map(str, twins)),
            name=name,
            first=twins[0],
        )
    )


def missing(binding: Binding, fields: Sequence[Field]) -> list[str]:
    """Return the names of required fields that have neither a column nor a fixed value."""
    return [one.name for one in fields if one.required and not binding.has(one.name)]


def complain(
    where: str,
    binding: Binding,
    names: Sequence[str],
    reading: Reading,
    *,
    in_sheet: bool = False,
) -> InputProblem:
    """Say which columns are missing, which are there, and how to name one.

    ``in_sheet`` tells a workbook from a text table, whose columns may be divided in another way.
    """
    unknown = [text for name, text in reading.columns.items() if name not in binding.position]
    if unknown:
        sentence = message(
            "{where}: no column {unknown!r}, which --map asks for. Columns: {listed}.",
            where=where,
            unknown=unknown[0],
            listed=listed(binding),
        )
    elif len([text for text in binding.headings if text.strip()]) == 1:
        sentence = _one_column(where, binding, in_sheet=in_sheet)
    else:
        sentence = _lacking(where, binding, names)
    return InputProblem(sentence)


def _one_column(where: str, binding: Binding, *, in_sheet: bool) -> str:
    if in_sheet:
        return message(
            "{where}: only one column, {listed}. If whole rows stand in one cell, load "
            "the text file that they come from, or divide them in Excel: Data > Text to "
            "Columns.",
            where=where,
            listed=listed(binding),
        )
    return message(
        "{where}: only one column, {listed}: the columns are divided by "
        "something else. Name it with --delimiter.",
        where=where,
        listed=listed(binding),
    )


def _lacking(where: str, binding: Binding, names: Sequence[str]) -> str:
    sentences = [
        message(
            "{where}: no column for {wanted}. Columns: {listed}.",
            where=where,
            wanted=", ".join(map(repr, names)),
            listed=listed(binding),
        ),
        headings_of_fields(
            binding.fields, names, [binding.headings[column] for column in binding.unread]
        ),
        advice(names, [name for name in names if name not in _NEVER_FIXED]),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def quoted(text: str) -> str:
    """Return a text as one word of a command line."""
    return text if text.isalnum() else f'"{text}"'


def listed(binding: Binding) -> str:
    """Return the headings of a table, to be named in a message."""
    return called_headings([text for text in binding.headings if text.strip()])
