"""The texts of a layer: attributes and headings in the encoding that they are in."""

import codecs
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hotspots.engine import gdal
from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.sources.files import mojibake

# Files of one byte a letter, whose encoding is said beside them, wrongly or not at all.
OF_BYTES = frozenset({"shapefile", "tab", "mif"})
RAW = "ISO-8859-1"
_HEAD_BYTES = 400


def frame_with_texts(
    path: Path, kind: str, stated: str | None, read: Callable[[str | None], Any], say: Say
) -> Any:
    """Return what ``read`` reads in an encoding, with its texts as they are.

    An encoding that is stated is taken as it is. Otherwise it is the file's own, unless words
    look misread in it; then it is the one in which all are words, which is said. Raises
    ``InputProblem`` where that is not certain.
    """
    if kind not in OF_BYTES:
        if stated:
            codecs.lookup(stated)
            say(
                message(
                    "{name}: --encoding is for Shapefile, TAB and MIF, and left out here.",
                    name=path.name,
                )
            )
        return _mended(path, read(None), say)
    if stated:
        return _as_stated(kind, stated, read)
    try:
        frame = read(None)
    except gdal.UndecodableTexts:
        return _from_bytes(path, read(RAW), say)
    if not _looks_misread(frame):
        return frame
    if _is_recoded(path, kind):
        return _mended(path, frame, say, recoded=True)
    return _from_bytes(path, read(RAW), say)


def lists_as_texts(frame: Any) -> Any:
    """Return a frame whose lists, which GML and Parquet can hold in a cell, are texts."""
    import numpy as np

    for name in frame.columns:
        if name != frame.geometry.name and frame[name].dtype.kind == "O":
            frame[name] = frame[name].map(
                lambda value: (
                    ", ".join(map(str, value))
                    if isinstance(value, list | tuple | np.ndarray)
                    else value
                )
            )
    return frame


def _is_recoded(path: Path, kind: str) -> bool:
    """Tell whether a MapInfo file says its encoding, so that GDAL gives its letters, not bytes."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES).lower()
    return kind in {"tab", "mif"} and b"charset" in head and b"neutral" not in head


def _decoded(frame: Any, encoding: str) -> Any:
    """Return a frame whose bytes were read one a letter in an encoding that must fit them."""
    raw = {text for text in _texts(frame) if not text.isascii()}
    return _replaced(frame, {text: text.encode("latin-1").decode(encoding) for text in raw})


def _as_stated(kind: str, stated: str, read: Callable[[str | None], Any]) -> Any:
    """Return what is read in the encoding said; of a file that is recoded already, as it is."""
    if kind == "shapefile":
        return _decoded(read(RAW), stated)
    frame = read(stated)
    if not _looks_misread(frame):
        return frame
    try:
        recoded = read(None)
    except gdal.UndecodableTexts:
        return frame
    return frame if _looks_misread(recoded) else recoded


def _looks_misread(frame: Any) -> bool:
    return any(mojibake.is_misread(text) for text in _texts(frame))


def _from_bytes(path: Path, frame: Any, say: Say) -> Any:
    """Return a frame whose bytes were read one a letter, in the encoding that fits them all."""
    raw = sorted({text for text in _texts(frame) if not text.isascii()})
    texts = [text.encode("latin-1") for text in raw]
    encoding = mojibake.encoding_of(texts)
    if encoding is None:
        raise _uncertain(path, raw[0])
    right = [mojibake.decoded_as(text, encoding) for text in texts]
    mending = mojibake.Mending(encoding, dict(zip(raw, right, strict=True)))
    decoded = _replaced(frame, mending.right)
    if _looks_misread(decoded):
        return _mended(path, decoded, say)
    _report(path, mending, say)
    return decoded


def _mended(path: Path, frame: Any, say: Say, *, recoded: bool = False) -> Any:
    """Return a frame with the words read right that were misread before they came here.

    ``recoded`` says that GDAL has left out the bytes that Windows-1252 does not have.
    """
    try:
        mending = mojibake.mending(_texts(frame))
    except mojibake.UncertainEncoding as problem:
        raise _lost(path, problem.text) from problem
    if mending is None:
        return frame
    if recoded and mending.encoding != mojibake.UTF8:
        raise _lost(path, mending.example()[0])
    _report(path, mending, say)
    return _replaced(frame, mending.right)


def _report(path: Path, mending: mojibake.Mending, say: Say) -> None:
    wrong, right = mending.example()
    say(
        message(
            "{name}: the texts are in {encoding}, which the file does not say: {right!r}, not "
            "{wrong!r}.",
            name=path.name,
            encoding=mojibake.CALLED[mending.encoding],
            wrong=wrong,
            right=right,
        )
        if wrong != right
        else message(
            "{name}: the texts are in {encoding}, which the file does not say: {right!r}.",
            name=path.name,
            encoding=mojibake.CALLED[mending.encoding],
            right=right,
        )
    )


def _texts(frame: Any) -> Iterator[str]:
    yield from (str(name) for name in frame.columns)
    for name in frame.columns:
        if name != frame.geometry.name and frame[name].dtype.kind not in "iufbM":
            yield from {text for text in frame[name].dropna() if isinstance(text, str)}


def _replaced(frame: Any, right: Mapping[str, str]) -> Any:
    frame = frame.rename(columns=right)
    for name in frame.columns:
        if name != frame.geometry.name and frame[name].dtype.kind not in "iufbM":
            frame[name] = frame[name].map(
                lambda value: right.get(value, value) if isinstance(value, str) else value
            )
    return frame


def _uncertain(path: Path, text: str) -> InputProblem:
    return InputProblem(
        message(
            "{path}: the encoding of the texts cannot be told ({text!r}). Say it: --encoding "
            "utf-8, windows-1252, cp865 (DOS) or mac-roman.",
            path=path,
            text=text,
        )
    )


def _lost(path: Path, text: str) -> InputProblem:
    return InputProblem(
        message(
            "{path}: letters were misread before the file was written ({text!r}), and which "
            "they were cannot be told. Export the layer again from where its texts are right, "
            "as GeoPackage.",
            path=path,
            text=text,
        )
    )
