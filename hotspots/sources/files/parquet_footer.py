"""What a Parquet file says of itself in its footer, before any of its rows is read."""

from pathlib import Path
from typing import Any

from hotspots.sources.files import bounds


def check_footer(path: Path, footer: Any) -> None:
    """Refuse a file of more rows or columns than the bounds, or of rows that are nearly all alike.

    Rows that are repeated are written once with their number: twenty million of them were
    325 kB.
    """
    bounds.check(path, footer.num_columns, bounds.COLUMNS)
    bounds.check(path, footer.num_rows, bounds.ROWS)
    if footer.num_rows > bounds.ROWS_TO_A_BYTE * path.stat().st_size:
        bounds.check(path, footer.num_rows, bounds.PACKED_ROWS)
