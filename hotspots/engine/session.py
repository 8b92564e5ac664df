"""Asking a connection by the name of a query in ``queries/``, whatever it is connected to."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from hotspots import safe, shipped
from hotspots.engine import sql
from hotspots.engine.connection import connect_scratch
from hotspots.engine.memory import AnswerMemory

if TYPE_CHECKING:
    from hotspots.model.rows import AskRows

Derived = TypeVar("Derived")
_PIECE_ROWS = 20_480
_BATCH_ROWS = 100_000


class Session:
    """A connection that is asked by the name of a query in ``queries/``.

    With a ``memory`` no question is asked twice; that is for stores in which nothing changes.
    """

    def __init__(self, con: Any) -> None:
        self._con = con
        self.memory: AnswerMemory | None = None

    @property
    def rows(self) -> "AskRows":
        """Return what gives a query's rows as dictionaries, typed by the query's name."""
        return partial(self._asked, sql.rows) if self.memory is None else self._remembered_rows

    def run(self, query: str, /, **values: Any) -> int:
        """Run a changing statement and return how many rows it changed."""
        return int(self._asked(sql.run, query, **values))

    def arrow(self, query: str, /, **values: Any) -> Any:
        """Return a query's rows as an Arrow table."""
        ask = partial(self._asked, sql.arrow, query, **values)
        return ask() if self.memory is None else self.memory.answer(ask, "arrow", query, values)

    def derived(self, reckon: Callable[[], Derived], query: str, /, **values: Any) -> Derived:
        """Return what is reckoned from a query's rows alone, once where there is a memory.

        Whoever gets it must leave it as it is.
        """
        if self.memory is None:
            return reckon()
        answer: Derived = self.memory.answer(reckon, "derived", query, values)
        return answer

    def _asked(self, ask: Callable[..., Any], query: str, /, **values: Any) -> Any:
        """Ask the connection; where it is that of a store, errors say what they mean for it."""
        return ask(self._con, query, **values)

    def batches(self, table: str, columns: Sequence[str]) -> Any:
        """Return a whole table as Arrow's reader of batches, in the order in which it lies.

        No query names whom it may be asked for, so it answers for internal use alone.
        """
        from duckdb import ColumnExpression

        safe.refuse_whole_table(table)
        chosen = self._con.table(table).select(*map(ColumnExpression, columns))
        return chosen.to_arrow_reader(_BATCH_ROWS)

    def fill(self, table: str, batches: Any) -> None:
        """Add Arrow batches to a table; their columns stand in the order of its own."""
        from duckdb import TransactionException

        self._con.register("new_rows", batches)
        try:
            self._con.table("new_rows").insert_into(table)
        finally:
            # an insertion that failed has ended the transaction, in which nothing can be said
            with contextlib.suppress(TransactionException):
                self._con.unregister("new_rows")

    def _remembered_rows(self, query: str, /, **values: Any) -> list[Any]:
        """Return rows of their own to everyone who asks."""
        ask = partial(self._asked, sql.rows, query, **values)
        answer = ask() if self.memory is None else self.memory.answer(ask, "rows", query, values)
        return [dict(row) for row in answer]

    @contextlib.contextmanager
    def relation(self, name: str, data: Any) -> Iterator[None]:
        """Give queries an Arrow table under an agreed name for a while; that is not remembered."""
        memory, self.memory = self.memory, None
        self._con.register(name, _in_pieces(data))
        try:
            yield
        finally:
            self._con.unregister(name)
            self.memory = memory


@contextlib.contextmanager
def scratch() -> Iterator[Session]:
    """Open a session in memory that reaches no file; it knows how to read strict texts."""
    with contextlib.closing(connect_scratch()) as con:
        con.execute(shipped.text("queries/macros.sql"))
        yield Session(con)


def _in_pieces(table: Any) -> Any:
    """Return a table in pieces small enough that several threads share the work on it."""
    from hotspots.arrow import pa

    if table.num_rows <= _PIECE_ROWS:
        return table
    return pa.Table.from_batches(table.to_batches(max_chunksize=_PIECE_ROWS), table.schema)
