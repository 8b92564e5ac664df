"""One door for every format: text to be printed, or a file that is whole or not there."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, get_args

from hotspots import safe, targets
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.answer import Answer

Format = Literal["table", "csv", "json", "xlsx", "gpkg", "geojson", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)
# Where CSV has its notes: beside the rows, or in every one of them.
Notes = Literal["beside", "in-rows"]
NOTES: tuple[Notes, ...] = get_args(Notes)
_TEXTS: frozenset[Format] = frozenset({"table", "csv", "json", "geojson"})
_SUFFIXES: dict[str, Format] = {
    ".txt": "table",
    ".csv": "csv",
    ".json": "json",
    ".xlsx": "xlsx",
    ".gpkg": "gpkg",
    ".geojson": "geojson",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
}
# how the file of an answer may end
ENDINGS = tuple(_SUFFIXES)


def format_for(path: Path | None, fmt: Format | None) -> Format:
    """Return the format asked for, else the one that the file's ending means.

    A format that is no text needs a file.
    """
    if fmt:
        if path is None and fmt not in _TEXTS:
            raise UsageProblem(message("--format {fmt} needs a file: say -o FILE.{fmt}.", fmt=fmt))
        return fmt
    if path is None:
        return "table"
    if path.suffix.lower() not in _SUFFIXES:
        raise UsageProblem(
            message(
                "{path}: the ending {suffix!r} is no format. Say one with --format: {formats}.",
                path=path,
                suffix=path.suffix,
                formats=", ".join(FORMATS),
            )
        )
    return _SUFFIXES[path.suffix.lower()]


def files_of(path: Path, fmt: Format, notes: Notes) -> list[Path]:
    """Return the files that an answer may be written to: its own, and that of its notes."""
    return [path, _notes_path(path)] if fmt == "csv" and notes == "beside" else [path]


def _notes_path(path: Path) -> Path:
    return path.with_suffix(".notes.txt")


def as_text(answer: Answer, fmt: Format, notes: Notes = "beside", width: int | None = None) -> str:
    """Return an answer in a format that is text; a table for a terminal so many marks wide."""
    from hotspots.output.answers import terminal, texts

    if fmt == "geojson":
        from hotspots.output.answers import layers

        return layers.as_geojson(answer)
    writers: dict[str, Callable[[Answer], str]] = {
        "table": partial(terminal.as_table, width=width),
        "csv": partial(texts.as_csv, notes_in_rows=notes == "in-rows"),
        "json": texts.as_json,
    }
    return writers[fmt](answer)


def write_file(
    answer: Answer, fmt: Format, path: Path, *, force: bool, notes: Notes = "beside"
) -> int:
    """Write an answer to a file and return how many rows it holds.

    An existing file needs ``force``. A layer of areas leaves out rows that are no area.
    """
    if fmt == "table":
        safe.refuse_terminal_table()
    files = files_of(path, fmt, notes)
    for file in files:
        targets.refuse_overwrite(file, force=force)
    _write(answer, fmt, files, notes)
    if fmt in {"gpkg", "geojson"} and answer.shapes is not None:
        return sum(row[answer.shapes.key] in answer.shapes.wkb for row in answer.rows)
    return len(answer.rows)


def _write(answer: Answer, fmt: Format, files: Sequence[Path], notes: Notes) -> None:
    if fmt not in _TEXTS:
        _writer(fmt)(answer, files[0])
    elif len(files) > 1:
        from hotspots.output.answers import texts

        safe.write_pair(files[0], as_text(answer, fmt), files[1], texts.notes_text(answer))
    else:
        safe.write_text(files[0], as_text(answer, fmt, notes))


def _writer(fmt: Format) -> Callable[[Answer, Path], None]:
    """Return what writes a format that is no text; texts need none of it imported."""
    from hotspots.output.answers import geopackage, layers, workbook

    writers: dict[str, Callable[[Answer, Path], None]] = {
        "xlsx": workbook.write_xlsx,
        "gpkg": geopackage.write_gpkg,
        "parquet": layers.write_parquet,
    }
    return writers[fmt]
