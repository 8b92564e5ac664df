"""Excel workbooks as people keep them: typed cells become text."""

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from hotspots.errors import HotspotsError, InputProblem
from hotspots.language import message
from hotspots.model.loads import Mark
from hotspots.sources.files.archives import check_archive
from hotspots.sources.files.values import NumberCell

_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_MOST_MERGED = 100_000
_DECIMALS = re.compile(r"0\.(0+)")


def sheet_rows(path: Path, sheet: str) -> list[list[str]]:
    """Return a sheet's rows as text; a merged cell's value stands in each of its cells."""
    with _opened(path) as book:
        worksheet = book[sheet]
        merged = _merged_values(worksheet)
        return [
            [_text(merged.get(cell.coordinate, cell)) for cell in row]
            for row in worksheet.iter_rows()
        ]


def streamed_rows(path: Path, sheet: str, mark: Mark) -> Iterator[list[str]]:
    """Yield a large sheet's rows as text, one at a time; merged cells count once only."""
    with _opened(path, read_only=True) as book:
        for row in book[sheet].iter_rows():
            yield [_marked(_text(cell), mark) for cell in row]


def sheet_names(path: Path) -> Sequence[str]:
    """Return the names of a workbook's sheets in their order."""
    with _opened(path, read_only=True) as book:
        return [sheet.title for sheet in book.worksheets]


@contextmanager
def _opened(path: Path, *, read_only: bool = False) -> Iterator[Any]:
    import openpyxl

    check_archive(path)
    _refuse_vast_merges(path)
    try:
        # opened here, for openpyxl leaves a file open in which it finds damage
        with path.open("rb") as file:
            with warnings.catch_warnings():
                # about styles and drop-down lists, which are not read
                warnings.simplefilter("ignore", UserWarning)
                book = openpyxl.load_workbook(file, read_only=read_only, data_only=True)
            with closing(book):
                yield book
    except HotspotsError:
        raise
    except Exception as problem:
        raise InputProblem(
            message(
                "{path}: the workbook cannot be read ({problem}). Open it in Excel and "
                "save it again as .xlsx.",
                path=path,
                problem=problem,
            )
        ) from problem


def _refuse_vast_merges(path: Path) -> None:
    """Refuse a sheet whose merged blocks hold more cells than any table has."""
    from openpyxl.utils.cell import range_boundaries

    with zipfile.ZipFile(path) as archive:
        sheets = [one for one in archive.namelist() if one.startswith("xl/worksheets/")]
        for sheet in sheets:
            for block in _MERGED.findall(archive.read(sheet)):
                bounds = range_boundaries(block.decode("ascii"))
                west, top, east, bottom = (one or 1 for one in bounds)
                if (east - west + 1) * (bottom - top + 1) > _MOST_MERGED:
                    raise InputProblem(
                        message(
                            "{path}: the cells {block} are merged into one, which no table needs. "
                            "Undo the merging in Excel and save it again.",
                            path=path,
                            block=block.decode(),
                        )
                    )


def _merged_values(sheet: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for block in sheet.merged_cells.ranges:
        first = sheet.cell(block.min_row, block.min_col)
        for row, column in block.cells:
            values[sheet.cell(row, column).coordinate] = first
    return values


def _marked(text: str, mark: Mark) -> str:
    """Return a cell's text; a number has the mark of the file's texts before its decimals."""
    return text.replace(".", mark) if isinstance(text, NumberCell) else text


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime):
        whole_day = value.time() == time(0) and "h" not in str(cell.number_format).lower()
        return value.date().isoformat() if whole_day else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, str):
        return value.strip()
    return _number_text(float(value), str(cell.number_format))


def _number_text(value: float, number_format: str) -> NumberCell:
    percent = "%" in number_format
    printed = round(value * 100, 10) if percent else value
    written = repr(printed)
    if "e" in written:
        written = f"{printed:.10f}"
    units, _, fraction = written.partition(".")
    fraction = fraction.rstrip("0").ljust(_format_decimals(number_format), "0")
    return NumberCell(f"{units}.{fraction}" if fraction else units)


def _format_decimals(number_format: str) -> int:
    match = _DECIMALS.search(number_format)
    return len(match[1]) if match else 0
