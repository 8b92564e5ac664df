"""A year of incidents as a workbook, beside what its reading cannot cost less than."""

import tempfile
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from timing import report

from hotspots.sources.files.workbooks import xlsx_cells, xlsx_styles

ROWS = 60_000
_HEADER = ["Sagsnr", "Gerningstidspunkt", "Anmeldt", "X", "Y", "Kategori", "Gade", "Postnr"]
_START = datetime(2024, 1, 1)  # noqa: DTZ001 - a sheet knows no zone
_MINUTES = 366 * 24 * 60


def bench_workbook(x_m: Any, y_m: Any, load: Callable[[Path, Path], None], runs: int) -> None:
    """Compare the load of a year as .xlsx with bare reading, formats and the same rows as CSV.

    ``load`` takes a store and an extract in.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheet, text = folder / "aar.xlsx", folder / "aar.csv"
        write_year(sheet, text, x_m[:ROWS], y_m[:ROWS])

        def ours() -> None:
            _fresh(folder / "sheet.duckdb", sheet, load)

        def parts() -> None:
            read_bare(sheet)
            read_formats(sheet)
            _fresh(folder / "text.duckdb", text, load)

        report(
            f"{ROWS:,} rows of .xlsx: ours / bare reading + formats + the same rows of CSV",
            ours, parts, runs,
        )  # fmt: skip


def write_year(sheet_path: Path, text_path: Path, x_m: Any, y_m: Any) -> None:
    """Write one year's incidents as a workbook with real dates and numbers, and as Danish CSV."""
    import xlsxwriter

    rng = np.random.default_rng(3)
    moments = rng.integers(0, _MINUTES, len(x_m)).tolist()
    with (
        xlsxwriter.Workbook(sheet_path) as book,
        text_path.open("w", encoding="utf-8", newline="") as text,
    ):
        sheet = book.add_worksheet("Udtræk")
        clock = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, _HEADER)
        text.write(";".join(_HEADER) + "\r\n")
        for row, (minute, x, y) in enumerate(zip(moments, x_m, y_m, strict=True), start=1):
            occurred = _START + timedelta(minutes=minute)
            rest = [
                round(float(x), 2),
                round(float(y), 2),
                "Tyveri",
                f"Prøvevej {row % 300}",
                2500,
            ]
            sheet.write_string(row, 0, f"S{row}")
            sheet.write_datetime(row, 1, occurred, clock)
            sheet.write_datetime(row, 2, occurred.replace(hour=0, minute=0), day)
            sheet.write_row(row, 3, rest)
            cells = [f"S{row}", f"{occurred:%d-%m-%Y %H:%M}", f"{occurred:%d-%m-%Y}",
                     *(str(value).replace(".", ",") for value in rest)]  # fmt: skip
            text.write(";".join(cells) + "\r\n")


def read_bare(path: Path) -> int:
    """Read all values and do nothing with them."""
    import python_calamine

    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return sum(1 for _ in sheet.iter_rows())


def read_formats(path: Path) -> None:
    """Read how cells are shown, which the library that reads the values does not say."""
    with zipfile.ZipFile(path) as archive:
        formats = xlsx_styles.cell_formats(archive, periods=False)
        for part in xlsx_cells.sheet_parts(archive).values():
            xlsx_cells.scan(archive, part, formats)


def _fresh(store: Path, extract: Path, load: Callable[[Path, Path], None]) -> None:
    store.unlink(missing_ok=True)
    load(store, extract)
