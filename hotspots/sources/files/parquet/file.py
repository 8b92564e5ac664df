"""A Parquet file whose reader is a process of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from hotspots.language import Say
from hotspots.sources.apart.reader import Reader, opened_apart
from hotspots.sources.values.bounds import check_footer

_SERVICE = "hotspots.sources.files.parquet.service:serving"


@dataclass(frozen=True)
class ParquetFile:
    """An open file; ``is_layer`` tells that it says which of its columns is a geometry."""

    is_layer: bool
    n_rows: int
    n_columns: int
    _reader: Reader

    def schema(self) -> Any:
        """Return the names and types of the columns, as Arrow has them."""
        return _table(self._bytes("schema")).schema

    def tables(self, n_rows: int) -> Iterator[Any]:
        """Yield the rows as Arrow tables of at most so many."""
        self._reader.ask("begin", n_rows)
        while content := self._bytes("next"):
            yield _table(content)

    def whole(self) -> BytesIO:
        """Return the whole file as it was written anew."""
        return BytesIO(self._bytes("whole"))

    def _bytes(self, name: str) -> Any:
        buffers = self._reader.ask(name).buffers
        return buffers[0] if buffers else b""


def _table(stream: Any) -> Any:
    """Return the table of a stream of Arrow, which is looked through: nobody vouches for it."""
    from hotspots.arrow import pa

    with pa.ipc.open_stream(pa.py_buffer(stream)) as batches:
        table = batches.read_all()
    table.validate(full=True)
    return table


@contextmanager
def parquet_file(path: Path, say: Say) -> Iterator[ParquetFile]:
    """Open a Parquet file.

    Raises ``InputProblem`` where it is damaged or passes the bounds of rows, columns, time or
    memory.
    """
    with opened_apart(path, _SERVICE, {"path": str(path)}, say) as reader:
        file = ParquetFile(**reader.opening, _reader=reader)
        check_footer(path, file.n_rows, file.n_columns)
        yield file
