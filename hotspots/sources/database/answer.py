"""A query's answer, kept for as long as it is loaded in a Parquet file that has no name."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hotspots.errors import InputProblem
from hotspots.language import Progress, marked, message
from hotspots.private import unnamed_file
from hotspots.sources.database import problems
from hotspots.sources.database.address import Address, parsed
from hotspots.sources.database.beside import done_beside
from hotspots.sources.database.columns import AnswerColumns
from hotspots.sources.files.checked import checked_file
from hotspots.sources.values import bounds

_LONGEST_QUERY_BYTES = 1_000_000
# A semicolon with nothing behind it but blanks and comments; what has a quote may be no comment.
_END = re.compile(r";(?:\s|--[^\n']*(?:\n|\Z)|/\*[^*']*\*/)*\Z")
# Rows come in the same order each time where the query does not say it, as far as can be had: the
# same rows are then the same bytes.
_BEFORE = (
    "set transaction read only",
    "set local synchronize_seqscans = off",
    "set local max_parallel_workers_per_gather = 0",
)
_DATABASE = "select current_database()::text as name"


@dataclass(frozen=True)
class DatabaseAnswer:
    """The rows of a query in a Parquet file, and where they come from.

    ``srid`` is the number of the coordinate system of its points, which are the columns x and y;
    0 where they do not say it, None without points. ``host`` is as the address says it, ``query``
    the SHA-256 of the query's file.
    """

    rows: Path
    srid: int | None
    host: str
    database: str
    query: str

    @property
    def settings(self) -> dict[str, str]:
        """Return what a load's record keeps of it: neither the user nor a password."""
        return {"host": self.host, "database": self.database, "query": self.query}


@contextmanager
def answered(text: str, query: Path, progress: Progress) -> Iterator[DatabaseAnswer]:
    """Ask a database, and yield its answer; the rows are gone at the end.

    Nothing is written to the database: it is asked in a transaction that may only read. Raises
    ``UsageProblem`` for an address with a password, ``InputProblem`` for a query that gives no
    rows that can be kept, ``HotspotsError`` where the database cannot be reached.
    """
    address = parsed(text)
    statement = _statement(checked_file(query))
    try:
        from adbc_driver_postgresql import dbapi  # noqa: F401 - missed before all else is done
    except ModuleNotFoundError as problem:
        raise problems.no_driver() from problem
    with unnamed_file("rows.parquet") as rows:
        pending = _PendingQuery(address, query, statement, rows)
        done_beside(pending.run, pending.cancel, lambda: progress(marked("rows"), pending.n_rows))
        digest = hashlib.sha256(statement.encode()).hexdigest()
        yield DatabaseAnswer(rows, pending.srid, address.host, pending.database, digest)


def _statement(query: Path) -> str:
    """Return a query as it stands in its file, without the semicolon at its end.

    It ends with its line: what the driver puts behind it belongs to no comment.
    """
    content = query.read_bytes()
    if len(content) <= _LONGEST_QUERY_BYTES:
        with suppress(UnicodeDecodeError):
            return _END.sub("", content.decode("utf-8-sig")) + "\n"
    raise InputProblem(
        message(
            "{query}: this is no query: a text in UTF-8 with one SELECT is asked for.",
            query=query,
        )
    )


@dataclass
class _PendingQuery:
    """A query under way; what is known of its answer fills up as rows come."""

    address: Address
    query: Path
    statement: str
    rows: Path
    n_rows: int = 0
    srids: set[int] = field(default_factory=set)
    has_points: bool = False
    database: str = ""
    _connection: Any = None
    _is_cancelled: bool = False

    @property
    def srid(self) -> int | None:
        return next(iter(self.srids), 0) if self.has_points else None

    def run(self) -> None:
        """Ask, and keep all rows; nothing is held of them but the batch at hand."""
        from adbc_driver_postgresql import dbapi

        with ExitStack() as stack:
            with problems.of_connection(self.address.host):
                self._connection = dbapi.connect(self.address.with_patience)
                stack.enter_context(closing(self._connection))
            with problems.of_query(self.query):
                cursor = stack.enter_context(closing(self._connection.cursor()))
                self._keep(cursor)
        self._check_any()

    def cancel(self) -> None:
        """End the query in the database too."""
        self._is_cancelled = True
        if self._connection is not None:
            self._connection.adbc_cancel()

    def _keep(self, cursor: Any) -> None:
        from pyarrow import parquet

        for statement in _BEFORE:
            cursor.execute(statement)
        cursor.execute(_DATABASE)
        self.database = cursor.fetchone()[0]
        columns = AnswerColumns.of(self.query, cursor.adbc_execute_schema(self.statement))
        self.has_points = columns.shape is not None
        cursor.execute(self.statement)
        with parquet.ParquetWriter(self.rows, columns.kept_schema()) as file:
            for batch in cursor.fetch_record_batch():
                file.write_batch(columns.kept(batch, self.srids))
                self._count(batch.num_rows)

    def _count(self, n: int) -> None:
        self.n_rows += n
        bounds.check(self.query, self.n_rows, bounds.ROWS)
        if self._is_cancelled:
            raise InterruptedError

    def _check_any(self) -> None:
        if not self.n_rows:
            raise InputProblem(
                message(
                    "{query}: the query gives its columns, but not one row. Look at its "
                    "conditions.",
                    query=self.query,
                )
            )
