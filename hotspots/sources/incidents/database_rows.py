"""Incidents that lie in a database: the stream of a query's answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import Say, message
from hotspots.model.loads import Reading
from hotspots.sources.database.answer import DatabaseAnswer
from hotspots.sources.database.columns import UNREAD_TYPE
from hotspots.sources.files.parquet.file import parquet_file
from hotspots.sources.incidents.rows import parquet_stream, without_axes
from hotspots.sources.incidents.stream import IncidentStream
from hotspots.sources.layers import crs as systems


@contextmanager
def answer_incidents(
    query: Path, answer: DatabaseAnswer, reading: Reading, say: Say
) -> Iterator[IncidentStream]:
    """Open the answer of a query as an extract of incidents; its points are their places."""
    with parquet_file(answer.rows, say) as file:
        stream = parquet_stream(query, file, reading)
        _check_types(query, stream, file.schema())
        yield _placed(query, stream, answer, reading)


def _check_types(query: Path, stream: IncidentStream, schema: Any) -> None:
    """Refuse a field whose column is of a type that is kept only to be told apart."""
    for heading in stream.headings.values():
        place = schema.get_field_index(heading)
        kind = (schema.field(place).metadata or {}).get(UNREAD_TYPE) if place >= 0 else None
        if kind:
            raise InputProblem(
                message(
                    "{query}: {column!r} is of the type {kind}, which is not read. Write "
                    "{column}::text in the query.",
                    query=query,
                    column=heading,
                    kind=kind.decode(),
                )
            )


def _placed(
    query: Path, stream: IncidentStream, answer: DatabaseAnswer, reading: Reading
) -> IncidentStream:
    """Return a stream whose places are the points of the answer, if x and y are theirs."""
    if answer.srid is None or (stream.headings.get("x"), stream.headings.get("y")) != ("x", "y"):
        return stream
    columns = without_axes(stream.columns, ("lon", "lat"))
    crs = _system(query, answer.srid, reading) if answer.srid else None
    return replace(stream, crs=crs, columns=columns)


def _system(query: Path, srid: int, reading: Reading) -> Any:
    """Return the coordinate system of an SRID, which ``--crs`` may not gainsay."""
    try:
        system = systems.parse(f"EPSG:{srid}")
    except InputProblem as problem:
        raise InputProblem(
            message(
                "{query}: the points have the SRID {srid}, which is no number of EPSG for a "
                "system of places. Write ST_Transform(…, 25832) in the query.",
                query=query,
                srid=str(srid),
            )
        ) from problem
    if reading.crs and systems.parse(reading.crs) != system:
        raise UsageProblem(
            message(
                "--crs {stated}: the points of the query are of EPSG:{srid}, as the database "
                "says. Leave out --crs, or write ST_Transform in the query.",
                stated=reading.crs,
                srid=str(srid),
            )
        )
    return system
