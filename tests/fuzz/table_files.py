"""Rows of a table as a file of each kind."""

import csv
import datetime as dt
import gzip
import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.loads import written_spreadsheets

ENDINGS = {
    "csv": "csv", "csv-1252": "csv", "csv-utf16": "txt", "tsv": "tsv", "comma": "csv",
    "zip": "zip", "gz": "csv.gz",
}  # fmt: skip
_ENCODINGS = {"csv-1252": "windows-1252", "csv-utf16": "utf-16"}
_MARKS = {"tsv": "\t", "comma": ","}
_LONGEST_NUMBER = 1 << 1000


def table_file(rows, kind):
    """Return the bytes of a file of a kind; a cell is None, text, a number, a day or a moment."""
    if kind in {"xls", "xlsb", "ods"}:
        return _written(rows, kind)
    if kind == "xlsx":
        return _xlsx(rows)
    if kind == "parquet":
        return _parquet(rows)
    text = _csv(rows, kind)
    if kind == "gz":
        return gzip.compress(text, mtime=0)
    return zip_of({"tabel.csv": text, "laes mig.pdf": b"%PDF"}) if kind == "zip" else text


def encoding_of(kind):
    """Return the encoding in which a kind of text is written."""
    return _ENCODINGS.get(kind, "utf-8")


def zip_of(entries):
    """Return an archive of entries by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _csv(rows, kind):
    text = io.StringIO()
    decimal = "." if kind == "comma" else ","
    writer = csv.writer(text, delimiter=_MARKS.get(kind, ";"), lineterminator="\r\n")
    writer.writerows([[_as_text(cell, decimal) for cell in row] for row in rows])
    return text.getvalue().encode(encoding_of(kind), "replace")


def _as_text(cell, decimal):
    if isinstance(cell, float):
        return repr(cell).replace(".", decimal)
    if isinstance(cell, dt.datetime):
        return cell.strftime("%d-%m-%Y %H:%M")
    return cell.strftime("%d-%m-%Y") if isinstance(cell, dt.date) else cell


def _plain(cell):
    """Return a cell as the writers of spreadsheets can take it."""
    if isinstance(cell, int) and abs(cell) > _LONGEST_NUMBER:
        return str(cell)
    return cell.isoformat() if isinstance(cell, dt.date) and cell.year < 1900 else cell


def _written(rows, kind):
    sheets = {"Ark1": [[_plain(cell) for cell in row] for row in rows]}
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"tabel.{kind}"
        return written_spreadsheets.write(path, sheets).read_bytes()


def _xlsx(rows):
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"nan_inf_to_errors": True, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
    sheet = book.add_worksheet("Ark1")
    for at, row in enumerate(rows):
        for column, cell in enumerate(map(_plain, row)):
            if isinstance(cell, dt.date):
                shown = moment if isinstance(cell, dt.datetime) else day
                sheet.write_datetime(at, column, cell, shown)
            elif isinstance(cell, str):
                sheet.write_string(at, column, cell)
            else:
                sheet.write(at, column, cell)
    book.close()
    return content.getvalue()


def _parquet(rows):
    import pyarrow as pa
    from pyarrow import parquet

    head, *body = rows
    width = max(map(len, rows))
    names = [*map(str, head), *(f"c{at}" for at in range(len(head), width))]
    columns = [[row[at] if at < len(row) else None for row in body] for at in range(width)]
    content = io.BytesIO()
    arrays = [_array(pa, column) for column in columns]
    parquet.write_table(pa.Table.from_arrays(arrays, names=names), content)
    return content.getvalue()


def _array(pa, column):
    try:
        return pa.array(column)
    except (pa.ArrowException, OverflowError, UnicodeError):
        return pa.array([None if cell is None else str(cell) for cell in column])
