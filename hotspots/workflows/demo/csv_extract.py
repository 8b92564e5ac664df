"""A made-up extract as a text table with semicolons and decimal commas."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def write_csv(
    path: Path, heading: Sequence[str], rows: Sequence[Sequence[Any]], *, encoding: str
) -> None:
    """Write a heading and rows as Danish offices do; numbers get a decimal comma."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([[_with_comma(value) for value in row] for row in rows])
    path.write_bytes(out.getvalue().encode(encoding))


def _with_comma(value: Any) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
