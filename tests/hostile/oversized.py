"""Small files that claim more than any machine has room for."""

import numpy as np
import openpyxl
import pyarrow as pa
from pyarrow import parquet

EXTRACT = "Sagsnr;Dato;X;Y\n1;02-01-2020;724050;6175050\n"


def sheet_with_a_stray_cell(path):
    """Write a small table and one cell in the last row that a sheet can have."""
    book = openpyxl.Workbook()
    book.active.append(["Sagsnr", "Dato", "X", "Y"])
    book.active.append(["1", "02-01-2020", 724_050, 6_175_050])
    book.active["A1048576"] = "x"
    book.save(path)
    return path


def wide(path, n_columns, heading):
    """Write an extract with many columns more."""
    more = ";".join(heading.format(number) for number in range(n_columns))
    head, row = EXTRACT.splitlines()
    path.write_text(f"{head};{more}\n{row}{';' * n_columns}\n", encoding="utf-8")
    return path


def rows_that_are_alike(path, n_rows):
    """Write one row many times over, which Parquet keeps as one row and its number."""
    same = np.zeros(n_rows, dtype=np.int32)
    texts = {name: pa.array([value]).take(pa.array(same))
             for name, value in (("Sagsnr", "1"), ("Dato", "02-01-2020"))}  # fmt: skip
    places = {"X": np.full(n_rows, 724_050.0), "Y": np.full(n_rows, 6_175_050.0)}
    parquet.write_table(pa.table(texts | places), path, compression="zstd")
    return path
