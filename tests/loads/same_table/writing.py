"""Text tables and workbooks, cell by cell, as programs and people write them."""

import csv
import datetime as dt
import gzip
import io
import zipfile

import xlsxwriter

MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
          "oktober", "november", "december")  # fmt: skip
DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
NBSP = "\u00a0"
DATE, MOMENT, CLOCK = "dd-mm-yyyy", "dd-mm-yyyy hh:mm", "hh:mm"


def decimal(value, mark=",", between="", decimals=2):
    """Return a number with decimals, and with a sign between thousands where one is wanted."""
    whole, _, rest = f"{value:,.{decimals}f}".partition(".")
    return whole.replace(",", between) + (mark + rest if rest else "")


def long_day(day):
    """Return a day in words: 12. oktober 2024."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def short_day(day):
    """Return a day as Excel shows it in Danish: 12-okt-24."""
    return f"{day.day:02}-{MONTHS[day.month - 1][:3]}-{day:%y}"


def serial(moment):
    """Return the number that spreadsheets keep inside for a day or moment."""
    return (moment - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)  # noqa: DTZ001


def text(path, rows, *, delimiter=";", encoding="utf-8", quoting=csv.QUOTE_MINIMAL, end="\r\n",
         above="", below=""):  # fmt: skip
    """Write rows as a text table, with lines above and below them."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    path.write_bytes((above + file.getvalue() + below).encode(encoding))
    return path


def plain(path, rows, delimiter=";"):
    """Write rows as they are, without quotes."""
    path.write_text("".join(delimiter.join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def zipped(path, *others):
    """Pack a file, and others by name and text, into a zip."""
    packed = path.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
        for name, content in others:
            archive.writestr(name, content)
    return packed


def gzipped(path):
    """Pack a file into a gz."""
    packed = path.with_name(path.name + ".gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    return packed


class Cell:
    """A value of a cell and the format in which it is shown."""

    def __init__(self, value, shown):
        self.value, self.shown = value, shown


def workbook(path, sheets, *, merged=(), hidden=(), left=0, top=0, tail=0):
    """Write sheets by name; ``merged`` blocks and ``hidden`` columns are those of the last one.

    ``tail`` rows below are formatted and empty; ``left`` and ``top`` are where a sheet begins.
    """
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    _put(book, sheet, at + top, column + left, value)
            colour = book.add_format({"bg_color": "#DDEEFF"})
            for at in range(tail):
                sheet.write_blank(len(rows) + top + at, left, None, colour)
        for block in merged:
            first, _, column, _ = block
            sheet.merge_range(first, column, block[1], block[3], rows[first - top][column - left])
        for column in hidden:
            sheet.set_column(column, column, None, None, {"hidden": True})
    return path


def _put(book, sheet, row, column, value):
    shown = None
    if isinstance(value, Cell):
        value, shown = value.value, book.add_format({"num_format": value.shown})
    if isinstance(value, dt.datetime | dt.date | dt.time):
        default = {dt.datetime: MOMENT, dt.date: DATE, dt.time: CLOCK}[type(value)]
        shown = shown or book.add_format({"num_format": default})
        sheet.write_datetime(row, column, value, shown)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, shown)
    elif value is not None:
        sheet.write(row, column, value, shown)
