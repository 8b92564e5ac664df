"""A large text table streamed in batches, by a connection that can read that one file only."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hotspots.engine import sql
from hotspots.engine.connection import pattern, reader
from hotspots.engine.session import Session
from hotspots.language import marked, translated

BATCH_ROWS = 200_000
# What queries/csv/bad_lines.sql says of a line.
_REASONS = (
    marked("has fewer columns than the header"),
    marked("has more columns than the header"),
    marked("has a quotation mark that is not closed"),
    marked("has a byte that is not UTF-8"),
    marked("cannot be read as a line of this table"),
)


@dataclass(frozen=True)
class BadLine:
    """A line whose columns do not fit the header: its number in the file, and the reason.

    ``text`` is the whole line. It is there to be looked at for numbers of persons, and is neither
    stored nor said.
    """

    line: int
    reason: str
    text: str = field(default="", repr=False)


class CsvStream:
    """Batches of text columns; once they are drained, ``bad_lines`` tells what was left out."""

    def __init__(self, con: Any, relation: Any) -> None:
        self._con = con
        self._relation = relation

    def batches(self) -> Iterator[Any]:
        """Yield Arrow record batches of text columns in the file's order."""
        yield from self._relation.to_arrow_reader(BATCH_ROWS)

    def bad_lines(self) -> list[BadLine]:
        """Return the lines that were left out, each once."""
        rows = Session(self._con).rows("csv/bad_lines")
        return [
            BadLine(row["line"], translated(row["reason"]), row["csv_line"] or "") for row in rows
        ]


@contextmanager
def csv_stream(
    path: Path, columns: Sequence[str], delimiter: str, skip: int
) -> Iterator[CsvStream]:
    """Open a UTF-8 text table below its header; ``skip`` counts the lines above the data.

    ``columns`` names every column of the file. Nothing is guessed.
    """
    with reader(path) as con:
        relation = con.sql(
            sql.statement("csv/text_rows"),
            params={
                "path": pattern(path),
                "delimiter": delimiter,
                "skip": skip,
                "columns": dict.fromkeys(columns, "VARCHAR"),
            },
        )
        yield CsvStream(con, relation)
