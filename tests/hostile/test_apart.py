"""Readers of strangers' files run apart: what ends one is a sentence, and nothing stays."""

import os
import signal
import subprocess
import sys
import time
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

from hotspots.errors import ProgramFault
from hotspots.sources.apart import reader, wire
from hotspots.sources.apart.problems import ReaderFault
from hotspots.sources.files.parquet import file
from hotspots.sources.files.workbooks import book
from hotspots.sources.layers import rasters, vector_file
from hotspots.sources.values import bounds
from hotspots.sources.values.bounds import Bound
from tests.hostile import falling
from tests.hostile.test_bounds import grid, rows_that_are_alike
from tests.loads.test_load_bad_files import refused

AREAS = ("load", "areas", "--set", "s")
INDEX = ("load", "index", "--set", "by")
INCIDENTS = ("load", "incidents", "--crs", "EPSG:25832")
HEAD = b'{"type":"FeatureCollection","features":['
PLACE = (b'{"type":"Feature","properties":{"nr":1,"navn":"a"},"geometry":'
         b'{"type":"Point","coordinates":[12.5,55.7]}}')  # fmt: skip
ROW = '<row><c t="str"><v>Nord</v></c><c><v>{}</v></c><c t="str"><v>tekst</v></c></row>'
# Numbers that are not packed too well: whoever packs them all is refused for that.
STEP, NUMBERS = 2_654_435_761, 2**32
# Far more than a machine needs that does much else.
SOON_S = 60
linux = pytest.mark.skipif(sys.platform != "linux", reason="limits and processes of Linux")


def long_layer(path):
    """Write a layer that GDAL takes seconds to read."""
    path.write_bytes(HEAD + b",".join([PLACE] * 400_000) + b"]}")
    return path


def workbook_of(path, rows):
    """Write a workbook whose sheet has rows as they are."""
    openpyxl.Workbook().save(path.with_name("empty.xlsx"))
    with zipfile.ZipFile(path.with_name("empty.xlsx")) as empty:
        parts = {name: empty.read(name) for name in empty.namelist()}
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    sheet = f"{start}<sheetData>{rows}</sheetData></worksheet>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | {"xl/worksheets/sheet1.xml": sheet}).items():
            archive.writestr(name, content)
    return path


def long_workbook(path):
    """Write a workbook of 2 MB whose sheet takes seconds to read."""
    return workbook_of(path, "".join(ROW.format(at * STEP % NUMBERS) for at in range(300_000)))


LONG = [(AREAS, long_layer, "a.geojson"), (INDEX, long_workbook, "a.xlsx")]


@pytest.mark.parametrize(("command", "write", "name"), LONG)
def test_a_file_that_takes_longer_than_the_bound(three_areas, tmp_path, monkeypatch, command,
                                                 write, name):  # fmt: skip
    """It is ended in time; with wider bounds it is read, and something else is said of it."""
    path = write(tmp_path / name)
    monkeypatch.setattr(bounds, "SECONDS", Bound(1, bounds.SECONDS.counted))
    began = time.monotonic()
    sentence = refused(three_areas, command, path)
    assert time.monotonic() - began < SOON_S
    assert f"{path}: reading it takes more than 1 seconds" in sentence
    assert "HOTSPOTS_BOUNDS=10" in sentence
    monkeypatch.setenv("HOTSPOTS_BOUNDS", "1000")
    assert "reading it takes" not in refused(three_areas, command, path)


@linux
@pytest.mark.parametrize(("command", "write", "name"), LONG)
def test_a_file_that_takes_more_memory_than_the_bound(three_areas, tmp_path, monkeypatch, command,
                                                      write, name):  # fmt: skip
    """The process is refused the memory, and the sentence says how it may have it."""
    reader.end_idle()  # one that has read other kinds of files has more in memory
    path = write(tmp_path / name)
    most = 230_000_000 if name.endswith("json") else 60_000_000
    monkeypatch.setattr(bounds, "MEMORY", Bound(most, bounds.MEMORY.counted))
    sentence = refused(three_areas, command, path)
    assert f"reading it takes more than {most:,} bytes of memory" in sentence
    monkeypatch.setenv("HOTSPOTS_BOUNDS", "1000")
    assert "reading it takes" not in refused(three_areas, command, path)


@dataclass(frozen=True)
class Kind:
    """A kind of file: what reads it, what opens its reader, and a small file of it."""

    command: tuple[str, ...]
    module: ModuleType
    write: Callable[[Path], Path]


def small_layer(path):
    path.write_bytes(HEAD + PLACE + b"]}")
    return path


def small_workbook(path):
    openpyxl.Workbook().save(path)
    return path


KINDS = {
    "a.geojson": Kind(AREAS, vector_file, small_layer),
    "a.xlsx": Kind(INDEX, book, small_workbook),
    "a.parquet": Kind(INCIDENTS, file, lambda path: rows_that_are_alike(path, 4)),
    "a.tif": Kind(("zonal",), rasters, grid),
}


@pytest.fixture(params=KINDS)
def planted(request, three_areas, tmp_path, monkeypatch):
    """Return a command that reads a file by the reader that is planted."""
    kind = KINDS[request.param]
    path = kind.write(tmp_path / request.param)

    def run(fault):
        monkeypatch.setattr(kind.module, "_SERVICE", f"tests.hostile.falling:{fault.__name__}")
        english = refused(three_areas, kind.command, path)
        return english, three_areas.run("--lang", "da", *kind.command, path).stderr

    return run


@linux
@pytest.mark.parametrize("name", KINDS)
def test_a_name_that_is_no_utf_8_is_said_to_be_the_reason(three_areas, tmp_path, name):
    """Such names come out of archives of old programs; no reader can be told them."""
    ending = Path(name).suffix
    path = KINDS[name].write(tmp_path / name).rename(tmp_path / f"omr\udce5der{ending}")
    assert "is not written in UTF-8" in refused(three_areas, KINDS[name].command, path)


@linux
@pytest.mark.parametrize(
    ("fault", "english", "danish"),
    [
        (falling.broken_memory, "broke off (SIGSEGV)", "gik i stykker (SIGSEGV)"),
        (falling.aborted, "broke off (SIGABRT)", "gik i stykker (SIGABRT)"),
        (falling.left, "broke off (3)", "gik i stykker (3)"),
        (falling.killed, "more than 8,000,000,000 bytes of memory",
         "mere end 8.000.000.000 byte hukommelse"),
        (falling.greedy, "more than 8,000,000,000 bytes of memory",
         "mere end 8.000.000.000 byte hukommelse"),
    ],
)  # fmt: skip
def test_a_reader_that_falls(planted, fault, english, danish):
    """One sentence in either language, exit code 4, and the store is as it was."""
    sentence, in_danish = planted(fault)
    assert english in sentence
    assert danish in in_danish


@pytest.mark.parametrize(
    ("fault", "english"),
    [
        (falling.asleep, "takes more than 1 seconds"),
        (falling.babbling, "broke off (its answers cannot be read)"),
    ],
)
def test_a_reader_that_never_answers(planted, monkeypatch, fault, english):
    """The program waits no longer than the bound, whatever the reader waits for."""
    monkeypatch.setattr(bounds, "SECONDS", Bound(1, bounds.SECONDS.counted))
    began = time.monotonic()
    sentence, _ = planted(fault)
    assert english in sentence
    assert time.monotonic() - began < SOON_S


def test_a_fault_of_ours_is_no_fault_of_the_file(tmp_path, three_areas, monkeypatch):
    """What a reader did not foresee is exit code 70, and --debug shows where it was."""
    monkeypatch.setattr(vector_file, "_SERVICE", "tests.hostile.falling:foreseen_nothing")
    with pytest.raises(ReaderFault, match="unforeseen") as fault, vector_file.vector_file(
        tmp_path / "a.gpkg", "gpkg", print
    ):  # fmt: skip
        pass
    assert "falling.py" in fault.value.__notes__[0]
    assert ProgramFault.exit_code == 70


def marked_processes(mark):
    """Return the processes whose surroundings hold a mark."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


# Ctrl-C is ignored by what is started in the background, as tests may be.
ENDLESS = f"""
import signal, sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
signal.signal(signal.SIGINT, signal.default_int_handler)
from hotspots.sources.layers import vector_file
vector_file._SERVICE = "tests.hostile.falling:asleep"
from hotspots.__main__ import run
run()
"""


@linux
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_stays_of_a_load_that_is_ended(tmp_path, number):
    """While its reader is at work, without an end; then no process is left, and no file."""
    copies, mark = tmp_path / "copies", uuid.uuid4().hex
    copies.mkdir()
    path = small_layer(tmp_path / "a.geojson")
    command = [sys.executable, "-c", ENDLESS, "--store", tmp_path / "s.duckdb", *AREAS, path]
    surroundings = {**os.environ, "TMPDIR": str(copies), "MARK": mark}
    with subprocess.Popen(
        [*map(str, command)], env=surroundings, stderr=subprocess.PIPE, text=True
    ) as process:
        # the program, the process that its readers are copies of, and one of these
        assert until(lambda: len(marked_processes(mark)) == 3, SOON_S)
        process.send_signal(number)
        said = process.communicate()[1]
    assert process.returncode in {128 + number, -number}, said
    assert until(lambda: not marked_processes(mark), SOON_S)
    assert [*copies.iterdir()] == []


def until(is_so, most_s):
    """Wait until something is so, at most so long; tell whether it came to be."""
    end = time.monotonic() + most_s
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.05)
    return False


@linux
def test_a_reader_is_of_one_file_alone(layers, monkeypatch):
    """The next file is read by another copy of a process that has read none."""
    monkeypatch.setattr(vector_file, "_SERVICE", "tests.hostile.falling:numbered")
    numbers = []
    for _ in range(2):
        with vector_file.opened_apart(Path("a"), vector_file._SERVICE, {}, print) as apart:
            numbers.append(apart.opening)
    (first, its_parent), (second, parent) = numbers
    assert (first != second, its_parent == parent) == (True, True)


def test_a_sentence_that_quotes_an_error_is_of_one_language(three_areas, tmp_path):
    """It crosses as what it was made of, and so does what it quotes."""
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>1</v></c></row>' for at in (2, 1))
    path = workbook_of(tmp_path / "a.xlsx", rows)
    assert "cannot be read (its rows are not in order)" in refused(three_areas, INDEX, path)
    danish = three_areas.run("--lang", "da", *INDEX, path).stderr
    assert "kan ikke læses (dens rækker står ikke i rækkefølge)" in danish


@pytest.mark.parametrize(
    "sent", [b"\xff" * 100, b"\0\0\0\1" + b"\0" * 7 + b"\5nonse", b"\0\0\0\1\0\1" + b"\0" * 6]
)
def test_what_is_no_frame_is_refused(tmp_path, sent):
    """No count of parts, no JSON, or more than there may be; and an end is an end."""
    (tmp_path / "f").write_bytes(sent)
    with (tmp_path / "f").open("rb", buffering=0) as stream, pytest.raises(wire.BrokenFrame):
        wire.receive(stream, 1_000_000)
    with Path(os.devnull).open("rb", buffering=0) as stream, pytest.raises(EOFError):
        wire.receive(stream, 1_000_000)
