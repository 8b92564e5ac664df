"""Good files of every command in every format, and the broken ones made of them."""

import sqlite3
import struct
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import numpy as np
import shapely

from tests.fuzz import layer_files, table_files
from tests.fuzz.archive_changes import changed_archive, changed_xml
from tests.fuzz.byte_changes import changed_bytes
from tests.fuzz.layer_changes import changed_features, changed_geopackage, changed_raster
from tests.fuzz.row_changes import changed_rows
from tests.fuzz.subjects import SUBJECTS, Subject
from tests.fuzz.text_changes import changed_text

_ARCHIVES = {"xlsx", "xlsb", "ods", "zip", "kmz", "shp", "mif", "tab", "gdb"}
_TEXTS = {"csv", "csv-1252", "csv-utf16", "tsv", "comma", "geojson", "gml", "kml", "asc"}
_RASTERS = {"tif", "asc"}
_OPTIONS = (
    ("--dialect", "dk"),
    ("--dialect", "iso"),
    ("--decimal", "."),
    ("--decimal", ","),
    ("--dates", "month-first"),
    ("--dates", "iso"),
    ("--encoding", "utf-16"),
    ("--encoding", "cp865"),
    ("--encoding", "ascii"),
    ("--delimiter", "|"),
    ("--delimiter", "tab"),
    ("--sheet", "*"),
    ("--sheet", "Ark1"),
    ("--shown-as", "percent"),
    ("--shown-as", "date"),
    ("--dry-run",),
    ("--crs", "EPSG:25832"),
    ("--layer", "lag"),
)


@dataclass(frozen=True)
class Seed:
    """A command and the format in which its good file comes."""

    subject: Subject
    kind: str

    @property
    def name(self) -> str:
        """Return the name of the file, whose ending is that of its format."""
        endings = (
            table_files.ENDINGS | layer_files.ENDINGS
            if self.subject.is_layer
            else (table_files.ENDINGS)
        )
        return f"lag.{endings.get(self.kind, self.kind)}"

    @property
    def options(self) -> tuple[str, ...]:
        """Return what is said behind the file."""
        spoken = {"ods": ("--shown-as", "number"), "xls": ("--shown-as", "number")}
        spoken["xlsb"] = spoken["ods"]
        takes_it = not self.subject.is_layer and self.subject.command != ("load", "areas")
        said = spoken.get(self.kind, ()) if takes_it else ()
        if said and "Gerningstidspunkt" in self.subject.rows[0]:
            said = ("--shown-as", "time")
        return (
            *self.subject.options,
            *said,
            *(("--crs", "EPSG:25832") if self.kind == "asc" else ()),
        )


@dataclass(frozen=True)
class Mutant:
    """A broken file, the command line it is handed to, and what was done to it."""

    number: int
    seed: Seed
    content: bytes
    options: tuple[str, ...]
    done: str


def seeds(only: Sequence[str] = ()) -> list[Seed]:
    """Return the good files, or those whose format or command holds one of the words."""
    every = [Seed(subject, kind) for subject in SUBJECTS for kind in subject.kinds]
    # A short run tries something of everything.
    Random(0).shuffle(every)
    return [
        seed
        for seed in every
        if not only
        or any(word == seed.kind or word in seed.subject.called.split() for word in only)
    ]


@lru_cache(maxsize=400)
def good(seed: Seed) -> bytes:
    """Return the good file, whose every row can be stored."""
    if seed.kind in _RASTERS:
        values = np.arange(256, dtype="float32").reshape(16, 16)
        return layer_files.raster_file(values, seed.kind)
    if seed.subject.is_layer:
        return layer_files.layer_file(seed.subject.rows, seed.kind)
    return table_files.table_file(seed.subject.rows, seed.kind)


def mutant(made_of: Sequence[Seed], seed_number: int, number: int) -> Mutant:
    """Return the broken file of a number, the same for the same seeds: no other is made before."""
    rng = Random(f"{seed_number}/{number}")
    seed = made_of[number % len(made_of)]
    content, done = _changed(rng, seed)
    options = seed.options
    if rng.random() < 0.12:
        more = rng.choice(_OPTIONS)
        options = (
            (*options, *more)
            if more[0] not in options and seed.subject.command[0] == "load"
            else options
        )
    return Mutant(number, seed, content, options, done)


def _changed(rng: Random, seed: Seed) -> tuple[bytes, str]:
    floor = rng.choice(_floors(seed))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what writes the file, not of what reads it
            return _CHANGED_ON[floor](rng, seed)
    except _WRITERS_REFUSE as problem:
        content, done = changed_bytes(rng, good(seed))
        return content, f"{done} (instead of {floor}, which could not be written: {problem!r:.60})"


# What the libraries that write a format say of what they cannot: it is not they who are tried.
_WRITERS_REFUSE = (
    ValueError,
    TypeError,
    OverflowError,
    RuntimeError,
    KeyError,
    IndexError,
    OSError,
    AttributeError,
    MemoryError,
    struct.error,
    sqlite3.Error,
    shapely.errors.ShapelyError,
)


def _floors(seed: Seed) -> list[str]:
    floors = ["bytes"]
    if seed.kind in _RASTERS:
        floors += ["raster"]
    else:
        floors += ["features"] * 2 if seed.subject.is_layer else ["rows"] * 3
    floors += ["archive"] * 2 if seed.kind in _ARCHIVES else []
    floors += ["text"] * 2 if seed.kind in _TEXTS else []
    floors += ["xml"] if seed.kind in {"gml", "kml"} else []
    return floors + (["tables"] * 2 if seed.kind == "gpkg" else [])


def _of_features(rng: Random, seed: Seed) -> tuple[bytes, str]:
    rows, crs, done = changed_features(rng, seed.subject.rows)
    return layer_files.layer_file(rows, seed.kind, crs), done


def _of_rows(rng: Random, seed: Seed) -> tuple[bytes, str]:
    rows, done = changed_rows(rng, seed.subject.rows)
    return table_files.table_file(rows, seed.kind), done


def _of_text(rng: Random, seed: Seed) -> tuple[bytes, str]:
    encoding = table_files.encoding_of(seed.kind)
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    return changed_text(rng, good(seed).decode(encoding, errors), encoding)


def _of_raster(rng: Random, seed: Seed) -> tuple[bytes, str]:
    values, asked, done = changed_raster(rng)
    return layer_files.raster_file(values, seed.kind, **asked), done


_CHANGED_ON = {
    "bytes": lambda rng, seed: changed_bytes(rng, good(seed)),
    "rows": _of_rows,
    "features": _of_features,
    "text": _of_text,
    "raster": _of_raster,
    "archive": lambda rng, seed: changed_archive(rng, good(seed)),
    "xml": lambda rng, seed: changed_xml(rng, good(seed)),
    "tables": lambda rng, seed: changed_geopackage(rng, good(seed)),
}
