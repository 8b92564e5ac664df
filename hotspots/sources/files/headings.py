"""Which column holds which field: by the headings people use, or as ``--map`` says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import message
from hotspots.model.fields import Field
from hotspots.model.loads import Reading
from hotspots.sources.files.names import heading_key, without_footnote


@dataclass(frozen=True)
class Binding:
    """Positions of the fields among the columns, and the values fixed for all rows."""

    headings: Sequence[str]
    position: Mapping[str, int]
    fixed: Mapping[str, str]

    def has(self, name: str) -> bool:
        """Tell whether a field has a column or a fixed value."""
        return name in self.position or name in self.fixed

    def heading(self, name: str) -> str:
        """Return the heading under which a field stands in the file, or the field's name."""
        return self.headings[self.position[name]] if name in self.position else name

    def cell(self, row: Sequence[str], name: str) -> str:
        """Return a row's text for a field; empty where the file has no such column."""
        at = self.position.get(name)
        if at is None:
            return self.fixed.get(name, "")
        return row[at].strip() if at < len(row) else ""


def bind(headings: Sequence[str], fields: Sequence[Field], reading: Reading) -> Binding:
    """Match headings to fields; ``--map`` first, then ``--fixed``, known headings after that.

    Raises ``UsageProblem`` where ``--map`` names a field that does not exist.
    """
    keys = [heading_key(without_footnote(text)) for text in headings]
    position: dict[str, int] = {}
    for name, wanted in reading.columns.items():
        _check_field(name, fields)
        if heading_key(wanted) in keys:
            position[name] = keys.index(heading_key(wanted))
    for name in reading.fixed:
        _check_field(name, fields)
    for field in fields:
        settled = {*position, *reading.columns, *reading.fixed}
        if field.name not in settled:
            _by_heading(field, keys, position)
    return Binding(tuple(headings), position, dict(reading.fixed))


def _check_field(name: str, fields: Sequence[Field]) -> None:
    if name not in {field.name for field in fields}:
        known = ", ".join(field.name for field in fields)
        raise UsageProblem(
            message(
                "There is no field {name!r} in this kind of extract. Fields: {known}.",
                name=name,
                known=known,
            )
        )


def _by_heading(field: Field, keys: Sequence[str], position: dict[str, int]) -> None:
    taken = set(position.values())
    for wanted in (heading_key(field.name), *map(heading_key, field.headings)):
        if wanted in keys and keys.index(wanted) not in taken:
            position[field.name] = keys.index(wanted)
            return


def missing(binding: Binding, fields: Sequence[Field]) -> list[str]:
    """Return the names of required fields that have neither a column nor a fixed value."""
    return [field.name for field in fields if field.required and not binding.has(field.name)]


def complain(where: str, binding: Binding, names: Sequence[str], reading: Reading) -> InputProblem:
    """Say which columns are missing, which are there, and how to name one."""
    listed = ", ".join(repr(text) for text in binding.headings if text.strip())
    unknown = [text for name, text in reading.columns.items() if name not in binding.position]
    if unknown:
        return InputProblem(
            message(
                "{where}: no column {unknown!r}, which --map asks for. Columns: {listed}.",
                where=where,
                unknown=unknown[0],
                listed=listed,
            )
        )
    wanted = " and ".join(repr(name) for name in names)
    if len([text for text in binding.headings if text.strip()]) == 1:
        return InputProblem(
            message(
                "{where}: only one column, {listed}: the columns are divided by "
                "something else. Name it with --delimiter.",
                where=where,
                listed=listed,
            )
        )
    return InputProblem(
        message(
            "{where}: no column for {wanted}. Columns: {listed}. Name it with --map "
            "{names}=COLUMN, or give one value with --fixed {names}=VALUE.",
            where=where,
            wanted=wanted,
            listed=listed,
            names=names[0],
        )
    )
