"""The rows of a table's file, as Arrow batches whose columns are those that are expected."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.upkeep.exports import TableFile

_BATCH_ROWS = 100_000


@contextmanager
def table_rows(folder: Path, table: TableFile, columns: Sequence[str]) -> Iterator[Any]:
    """Yield a reader of the rows; ``InputProblem`` where rows or columns are other ones."""
    import pyarrow.parquet as pq

    from hotspots.arrow import pa

    file = folder / table.file
    try:
        with pq.ParquetFile(file) as parquet:
            if parquet.metadata.num_rows != table.n_rows:
                raise misfit(file)
            schema = parquet.schema_arrow
            if schema.names != list(columns):
                raise misfit(file)
            batches = parquet.iter_batches(_BATCH_ROWS)
            yield pa.RecordBatchReader.from_batches(schema, batches)
    except (pa.ArrowException, EOFError) as problem:
        raise misfit(file) from problem


def misfit(file: Path) -> InputProblem:
    """Return the error of a file whose rows are not those of its table."""
    return InputProblem(
        message(
            "{file}: its rows are not those of the table. Ask for the export again.", file=file
        )
    )
