"""A Parquet file as it is served out of the process of its reader: written anew, whole or by rows.

What the program gets is no longer the stranger's file, but one that was written here from it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.sources.apart.problems import is_of_memory
from hotspots.sources.apart.wire import Reply
from hotspots.sources.files.parquet.nesting import refuse_nested_shapes

_LAYER = b"geo"


def prepare() -> None:
    """Import the reader, once for all copies of this process."""
    import pyarrow.parquet  # noqa: F401


@contextmanager
def serving(
    path: str,
    *,
    say: Say,  # noqa: ARG001 - nothing is said of such a file
) -> Iterator[tuple[Any, Mapping[str, Callable[..., Any]]]]:
    """Open a Parquet file, and yield what its footer says and what can be asked of it."""
    from pyarrow import parquet

    with _problems(Path(path)):
        file = parquet.ParquetFile(path)
    with file:
        opening = {
            "is_layer": _LAYER in (file.metadata.metadata or {}),
            "n_rows": file.metadata.num_rows,
            "n_columns": file.metadata.num_columns,
        }
        yield opening, _operations(Path(path), file)


def _operations(path: Path, file: Any) -> Mapping[str, Callable[..., Any]]:
    batches: list[Iterator[Any]] = []

    def schema() -> Reply:
        with _problems(path):
            return Reply(None, [_streamed(file.schema_arrow, [])])

    def begin(n_rows: int) -> None:
        batches[:] = [file.iter_batches(n_rows)]

    def following() -> Reply:
        with _problems(path):
            batch = next(batches[0], None)
            return Reply(None, [] if batch is None else [_streamed(batch.schema, [batch])])

    def whole() -> Reply:
        with _problems(path):
            table = file.read()
            refuse_nested_shapes(path, table)
            return Reply(None, [_written_anew(table)])

    return {"schema": schema, "begin": begin, "next": following, "whole": whole}


def _streamed(schema: Any, batches: Sequence[Any]) -> memoryview:
    from hotspots.arrow import pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as stream:
        for batch in batches:
            stream.write_batch(batch)
    return memoryview(sink.getvalue())


def _written_anew(table: Any) -> memoryview:
    from pyarrow import parquet

    from hotspots.arrow import pa

    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink, compression="none", use_dictionary=False)
    return memoryview(sink.getvalue())


@contextmanager
def _problems(path: Path) -> Iterator[None]:
    from hotspots.arrow import pa

    try:
        yield
    except (pa.ArrowException, OSError) as problem:
        if is_of_memory(problem):
            raise
        raise InputProblem(
            message("{path}: the Parquet file is damaged. Ask for it again.", path=path)
        ) from problem
