"""Which columns a query gives, what of PostgreSQL's types is read, and how it is kept."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from hotspots.arrow import pa
from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.sources.database.points import NoPointError, points
from hotspots.sources.values import bounds

_SHAPES = frozenset({"geometry", "geography"})
_AXES = ("x", "y")
# What a kept column says of itself: that its texts are numbers, or of which type it was not read.
IS_NUMBER, UNREAD_TYPE = b"hotspots:number", b"hotspots:unread"
_TYPE = b"POSTGRESQL:type"
# Whose values are no text, or not what they seem: money comes in hundredths.
_UNREAD = frozenset({"money", "interval", "bytea"})


@dataclass(frozen=True)
class AnswerColumns:
    """The columns of a query's answer; ``shape`` is the heading of its points, if it has some."""

    query: Path
    schema: Any
    shape: str | None

    @classmethod
    def of(cls, query: Path, schema: Any) -> "AnswerColumns":
        """Check the columns that a query gives; ``InputProblem`` says which cannot be kept."""
        names = list(schema.names)
        if not names:
            raise InputProblem(
                message("{query}: the query gives no rows. It must be one SELECT.", query=query)
            )
        bounds.check(query, len(names), bounds.COLUMNS)
        shapes = [field.name for field in schema if _type(field) in _SHAPES]
        _check_shapes(query, shapes)
        _check_twins(query, [*names, *(_AXES if shapes else ())], has_points=bool(shapes))
        return cls(query, schema, shapes[0] if shapes else None)

    def kept_schema(self) -> Any:
        """Return the columns as they are kept: points as x and y, types of PostgreSQL as text."""
        fields: list[Any] = []
        for field in self.schema:
            if field.name == self.shape:
                fields += [pa.field(axis, pa.float64()) for axis in _AXES]
            else:
                fields.append(_kept_field(field))
        return pa.schema(fields)

    def kept(self, batch: Any, srids: set[int]) -> Any:
        """Return a batch as it is kept; the SRIDs of its points are added to those before.

        Raises ``InputProblem`` for shapes that are no points, or of several systems.
        """
        arrays: list[Any] = []
        for field, column in zip(self.schema, batch.columns, strict=True):
            if field.name == self.shape:
                arrays += self._axes(column, srids)
            else:
                arrays.append(_kept_column(field, column))
        return pa.record_batch(arrays, schema=self.kept_schema())

    def _axes(self, column: Any, srids: set[int]) -> Sequence[Any]:
        try:
            places = points(_storage(column))
        except NoPointError as problem:
            raise InputProblem(
                message(
                    "{query}: incidents are points; {column!r} holds other shapes. Write "
                    "ST_PointOnSurface({column}) in the query, or leave them out.",
                    query=self.query,
                    column=self.shape,
                )
            ) from problem
        srids |= places.srids
        if len(srids) > 1:
            raise self._several_systems(srids)
        return places.x, places.y

    def _several_systems(self, srids: set[int]) -> InputProblem:
        return InputProblem(
            message(
                "{query}: the points of {column!r} are of several coordinate systems (SRID "
                "{srids}). Write ST_Transform({column}, 25832) in the query.",
                query=self.query,
                column=self.shape,
                srids=", ".join(map(str, sorted(srids))),
            )
        )


def _type(field: Any) -> str:
    return str((field.metadata or {}).get(_TYPE, b"").decode("utf-8", "replace"))


def _check_shapes(query: Path, shapes: Sequence[str]) -> None:
    if len(shapes) > 1:
        raise InputProblem(
            message(
                "{query}: the query gives {n} columns of shapes: {columns}. Leave the one in it "
                "that is the place of the incident.",
                query=query,
                n=len(shapes),
                columns=", ".join(map(repr, shapes)),
            )
        )


def _check_twins(query: Path, names: Sequence[str], *, has_points: bool) -> None:
    twins = [name for name, n in Counter(names).items() if n > 1]
    if not twins:
        return
    if has_points and {*twins} <= {*_AXES}:
        raise InputProblem(
            message(
                "{query}: the query gives points and beside them a column {column!r}. Leave out "
                "the column or the points.",
                query=query,
                column=twins[0],
            )
        )
    raise InputProblem(
        message(
            "{query}: the query gives several columns called {column!r}. Name them apart with AS.",
            query=query,
            column=twins[0],
        )
    )


def _kept_field(field: Any) -> Any:
    """Return a column as it is kept in Parquet, and what is to be known of it."""
    name, kind = field.name, _type(field)
    if kind == "numeric":
        # each digit as the database has it
        return pa.field(name, pa.string(), metadata={IS_NUMBER: b"1"})
    if _is_unread(field):
        return pa.field(name, pa.string(), metadata={UNREAD_TYPE: kind.encode()})
    if isinstance(field.type, pa.BaseExtensionType) or pa.types.is_nested(field.type):
        return pa.field(name, pa.string())
    return pa.field(name, field.type)


def _is_unread(field: Any) -> bool:
    """Tell whether a type's values come as bytes that mean something to PostgreSQL alone."""
    is_bytes = pa.types.is_binary(getattr(field.type, "storage_type", field.type))
    return is_bytes or _type(field) in _UNREAD


def _kept_column(field: Any, column: Any) -> Any:
    target, values = _kept_field(field), _storage(column)
    if target.type == values.type:
        return values
    if isinstance(field.type, pa.UuidType):
        return pa.array([value and str(value) for value in column.to_pylist()], pa.string())
    if pa.types.is_nested(field.type):
        return pa.array([_as_json(value) for value in values.to_pylist()], pa.string())
    if pa.types.is_binary(values.type):
        return pa.array([value and value.hex() for value in values.to_pylist()], pa.string())
    if target.type == pa.string() and not pa.types.is_integer(values.type):
        return pa.array([value and str(value) for value in values.to_pylist()], pa.string())
    return pc.cast(values, target.type)


def _as_json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)


def _storage(column: Any) -> Any:
    return column.storage if isinstance(column.type, pa.BaseExtensionType) else column
