"""The text parts of a release's files: texts, and rows of figures by the names of their columns.

Outlines, places in a picture and colours are geometry and not looked at. Of a picture as points,
and of the pages of a PDF, only what is said beside them is read.
"""

import csv
import io
import json
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from hotspots.audit.numbers.markup import page_parts, picture_parts
from hotspots.audit.numbers.packed import layer_parts, table_file_parts, workbook_parts
from hotspots.audit.numbers.part import FigureRow, Passage, TextPart, walked
from hotspots.errors import InputProblem
from hotspots.language import message

_GEOMETRY = {"geometry", "bbox", "crs"}


def text_parts(name: str, data: bytes) -> Iterator[TextPart]:
    """Yield the text parts of a file; InputProblem where it cannot be read as its name says."""
    ending = PurePosixPath(name).suffix.lower()
    if ending not in _READERS:
        raise InputProblem(
            message("{name}: nobody can say what numbers a file of this kind holds.", name=name)
        )
    try:
        yield from _READERS[ending](data)
    except InputProblem:
        raise
    except Exception as error:
        raise InputProblem(
            message("{name} cannot be read as what its name says.", name=name)
        ) from error


def _lines(data: bytes) -> Iterator[TextPart]:
    for line in data.decode("utf-8-sig").splitlines():
        yield Passage(line)


def _csv(data: bytes) -> Iterator[TextPart]:
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        yield FigureRow({name: value.removeprefix("'") for name, value in row.items()})


def _json(data: bytes) -> Iterator[TextPart]:
    answer = json.loads(data.decode())
    if isinstance(answer, dict) and answer.get("type") == "FeatureCollection":
        for feature in answer.pop("features"):
            yield _row(feature["properties"])
        yield from walked({key: part for key, part in answer.items() if key not in _GEOMETRY})
        return
    for row in answer.pop("rows"):
        yield _row(row)
    yield from walked(answer)


def _row(values: dict[str, Any]) -> FigureRow:
    """Return a row whose lists are texts."""
    return FigureRow({name: "; ".join(map(str, value)) if isinstance(value, list) else value
                for name, value in values.items()})  # fmt: skip


def _png(data: bytes) -> Iterator[TextPart]:
    """Yield what the chunks of a PNG say; its points are not looked at."""
    position = 8
    while position < len(data):
        length, kind = struct.unpack(">I4s", data[position : position + 8])
        content = data[position + 8 : position + 8 + length]
        if kind in {b"tEXt", b"iTXt", b"zTXt"}:
            yield Passage(_chunk_text(kind, content))
        position += 12 + length


def _chunk_text(kind: bytes, content: bytes) -> str:
    _, _, rest = content.partition(b"\0")
    if kind == b"tEXt":
        return rest.decode("latin-1")
    if kind == b"zTXt":
        return zlib.decompress(rest[1:]).decode("latin-1")
    *_, text = rest[2:].split(b"\0", 2)
    return (zlib.decompress(text) if rest[:1] == b"\1" else text).decode()


def _pdf(data: bytes) -> Iterator[TextPart]:
    """Yield nothing: what a PDF draws is drawn as signs, and its words stand beside it."""
    if not data.startswith(b"%PDF"):
        raise ValueError(data[:8])
    yield from ()


def _texts_of(parts: Callable[[str], Iterator[TextPart]]) -> Callable[[bytes], Iterator[TextPart]]:
    return lambda data: parts(data.decode())


_READERS: Mapping[str, Callable[[bytes], Iterator[TextPart]]] = {
    ".csv": _csv,
    ".geojson": _json,
    ".gpkg": layer_parts,
    ".html": _texts_of(page_parts),
    ".json": _json,
    ".md": _lines,
    ".parquet": table_file_parts,
    ".pdf": _pdf,
    ".png": _png,
    ".svg": _texts_of(picture_parts),
    ".txt": _lines,
    ".xlsx": workbook_parts,
}
