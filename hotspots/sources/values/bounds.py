"""How much of a file is read: bounds that no honest file meets, and one value that widens all."""

import os
from dataclasses import dataclass
from pathlib import Path

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import marked, message, translated

VARIABLE = "HOTSPOTS_BOUNDS"
_WIDEST = 1000


@dataclass(frozen=True)
class Bound:
    """The most of something that is read, and in the plural what it is."""

    most: int
    counted: str

    @property
    def widened(self) -> int:
        """Return the bound times the factor that the environment says."""
        return self.most * factor()


ROWS_TO_A_BYTE = 5
(
    FILE,
    TEXT_TABLE,
    COLUMNS,
    TABLE_CELLS,
    SHEET_CELLS,
    CUBE_CELLS,
    ROWS,
    PACKED_ROWS,
    FEATURES,
    AREAS,
    VERTICES,
    OVERLAPS,
    VERTICES_OF_OVERLAPS,
    RASTER_CELLS,
    LAYERS,
    ENTRIES,
    ENTRIES_OF_DATABASE,
    UNPACKED,
    RATIO,
    SPARSE_CELLS,
    SECONDS,
    MEMORY,
) = (
    Bound(10_000_000_000, marked("bytes")),
    Bound(500_000_000, marked("bytes of text")),
    Bound(16_384, marked("columns")),
    # Of a table that is held in memory as text, of a sheet that is read by rows, and of a cube.
    Bound(20_000_000, marked("cells")),
    Bound(50_000_000, marked("cells")),
    Bound(2_000_000, marked("cells")),
    Bound(30_000_000, marked("rows")),
    # Rows of which nearly all are repeated take no room in Parquet: more than five to a byte are
    # no incidents, of which each has a number or a place.
    Bound(1_000_000, marked("rows in a file that is too small for them")),
    Bound(10_000_000, marked("features")),
    Bound(50_000, marked("areas")),
    Bound(20_000_000, marked("vertices")),
    Bound(1_000_000, marked("pairs of areas that may overlap")),
    Bound(500_000_000, marked("vertices in pairs of areas that may overlap")),
    Bound(1_000_000_000, marked("cells")),
    Bound(1_000, marked("layers")),
    Bound(200, marked("entries")),
    # A File Geodatabase has a handful of files for each of its tables and indexes.
    Bound(2_000, marked("entries")),
    Bound(2_000_000_000, marked("bytes")),
    # So many times its own size a packed file may grow.
    Bound(200, marked("times its size")),
    # Up to so many cells a sheet is read however few of them are used.
    Bound(1_000_000, marked("cells")),
    # Of the process that reads a workbook, a layer or a raster.
    Bound(600, marked("seconds")),
    Bound(8_000_000_000, marked("bytes of memory")),
)


def factor() -> int:
    """Return how many times as wide the bounds are as they were made: ``HOTSPOTS_BOUNDS``, or 1.

    Raises ``UsageProblem`` for a value that is no whole number from 1 to 1,000.
    """
    text = os.environ.get(VARIABLE, "").strip() or "1"
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _WIDEST):
        raise UsageProblem(
            message(
                "{variable}={text}: give a whole number from 1 to {most}; the bounds of files are "
                "so many times as wide.",
                variable=VARIABLE,
                text=text[:40],
                most=_WIDEST,
            )
        )
    return int(text)


def check(where: Path | str, n: int, bound: Bound) -> None:
    """Refuse what passes a bound: ``InputProblem`` says which, and how it is widened."""
    if n > bound.widened:
        raise passed(where, bound)


def passed(where: Path | str, bound: Bound) -> InputProblem:
    """Return what is said of a file that passes a bound."""
    return InputProblem(
        message(
            "{where}: more than {most:,} {counted}, which no extract of a city has; refused, so "
            "that it does not hold up the machine. Where the file is right, set the environment "
            "variable {variable}={wider}: all bounds are then ten times as wide.",
            where=where,
            most=bound.widened,
            counted=translated(bound.counted),
            variable=VARIABLE,
            wider=min(_WIDEST, 10 * factor()),
        )
    )


def ended(where: Path | str, bound: Bound) -> InputProblem:
    """Return what is said of a file whose reading was ended at a bound."""
    return InputProblem(
        message(
            "{where}: reading it takes more than {most:,} {counted}, which no extract of a city "
            "does; it was ended, and nothing of the file is kept. It may be damaged: save it anew "
            "from the program that it comes from. Where the file is right, set the environment "
            "variable {variable}={wider}: all bounds are then ten times as wide.",
            where=where,
            most=bound.widened,
            counted=translated(bound.counted),
            variable=VARIABLE,
            wider=min(_WIDEST, 10 * factor()),
        )
    )


def check_footer(path: Path, n_rows: int, n_columns: int) -> None:
    """Refuse a file of more rows or columns than the bounds, or of rows that are nearly all alike.

    Rows that are repeated are written once with their number: twenty million of them were
    325 kB.
    """
    check(path, n_columns, COLUMNS)
    check(path, n_rows, ROWS)
    if n_rows > ROWS_TO_A_BYTE * path.stat().st_size:
        check(path, n_rows, PACKED_ROWS)
