"""Whatever goes wrong below a command is a sentence and an exit code, never a traceback."""

import errno
import os
import subprocess
import sys
import zipfile
import zlib

import duckdb
import pyogrio.errors
import pyproj.exceptions
import pytest
import shapely
import xlsxwriter.exceptions
from click.testing import CliRunner

from hotspots.cli.lazy import Entry
from hotspots.cli.main import main
from tests.small_city import City

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
# What a library raises; the command; the code, and what the sentence says.
RAISED = [
    (FULL, "change -o ud.csv", 1, "ud.csv: No space left on device. Check"),
    (OSError(errno.ENOSPC, "No space left", "/a/.hotspots-x1/ud.csv"), "change -o ud.csv", 1,
     "Error: ud.csv: No space left. Check"),
    (PermissionError(errno.EACCES, "Permission denied", "/a/b"), "status", 1, "/a/b: Permission"),
    (xlsxwriter.exceptions.FileCreateError(FULL), "change -o ud.xlsx", 1, "ud.xlsx: No space"),
    (xlsxwriter.exceptions.FileSizeError("more than 4 GB"), "change -o ud.xlsx", 1,
     "ud.xlsx: it could not be written (more than 4 GB)"),
    (MemoryError("2.10 GiB"), "status", 1, "There is not enough memory for this (2.10 GiB)"),
    (duckdb.OutOfMemoryException("failed to pin"), "status", 1, "There is not enough memory"),
    (RecursionError(), "load index {csv}", 4, "i.csv: something in it is nested too deeply"),
    (zipfile.BadZipFile("no zip"), "load index {csv}", 4, "i.csv: it cannot be read (no zip)"),
    (zlib.error("Error -3"), "load index {csv}", 4, "i.csv: it cannot be read (Error -3)"),
    (pyogrio.errors.DataSourceError("not\nrecognised"), "load areas {csv}", 4, "read (not). Save"),
    (UnicodeDecodeError("utf-8", b"x", 0, 1, "bad"), "load index {csv}", 4, "i.csv: it cannot"),
    (shapely.GEOSException("ParseException"), "load areas {csv}", 4, "i.csv: it cannot be read"),
    (shapely.GEOSException("ParseException"), "status", 1, "Restore the store from a copy"),
    (pyproj.exceptions.CRSError("EPSG:1"), "status", 1, "Restore the store from a copy"),
    (duckdb.Error("Corrupt database file"), "status", 1, "Restore the store from a copy"),
    (KeyError("n"), "status", 70, "fault of hotspots, not yours (KeyError: 'n'). Whoever"),
]  # fmt: skip


@pytest.fixture
def city(tmp_path):
    city = City(tmp_path)
    city.areas(["Nord", "Syd"])
    city.write("i.csv", "område;år;indikator;pct;n\nNord;2020;utryg_nabolag;10;200\n")
    return city


def raising(monkeypatch, problem):
    """Let every command raise a problem in the place of its work."""

    def load(_entry):
        raise problem

    monkeypatch.setattr(Entry, "load", load)


def ask(city, line, *before):
    words = line.format(csv=city.folder / "i.csv").split()
    return CliRunner().invoke(main, [*before, "--store", str(city.store), *words])


@pytest.mark.parametrize("lang", ["en", "da"])
@pytest.mark.parametrize("raised", RAISED, ids=lambda raised: type(raised[0]).__name__)
def test_every_kind_of_problem_is_one_sentence(city, monkeypatch, raised, lang):
    problem, line, code, said = raised
    # ``load`` itself is imported, what is below it is not
    original = Entry.load
    monkeypatch.setattr(
        Entry, "load",
        lambda entry: original(entry) if entry.place.endswith("group:load") else throw(problem),
    )  # fmt: skip
    found = ask(city, line, "--lang", lang)
    assert found.exit_code == code
    assert found.stdout == ""
    assert found.stderr.count("\n") == 1
    assert "Traceback" not in found.stderr
    if lang == "en":
        assert said in found.stderr
    else:
        assert "Restore" not in found.stderr
        assert "fault of" not in found.stderr


def throw(problem):
    raise problem


@pytest.mark.parametrize("asked", [("--debug",), ("HOTSPOTS_DEBUG",)])
def test_where_a_problem_came_from_is_shown_to_who_asks(city, monkeypatch, asked):
    """Before the sentence, by the option or the variable; marks that steer a terminal go."""
    raising(monkeypatch, KeyError("a\x1b[31mb"))
    if asked == ("--debug",):
        found = ask(city, "status --debug")
    else:
        monkeypatch.setenv("HOTSPOTS_DEBUG", "1")
        found = ask(city, "status")
    assert found.stderr.startswith("Traceback (most recent call last):")
    assert 'test_net.py", line' in found.stderr
    assert "\x1b" not in found.stderr
    assert found.stderr.splitlines()[-1].startswith("Error: This is a fault of hotspots")


# What was done to the store behind the program's back, and what then cannot be answered.
TAMPERED = [
    ("drop view active_estimate cascade", "change --set bydele"),
    ("drop view active_estimate", "change --set bydele"),
    ("update area set geometry = '\\x00\\x01'::blob", "map change --set bydele -o {out}"),
    ("update setting set value = 'EPSG:999999' where name = 'working_crs'",
     "map change --set bydele -o {out}"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "line"), TAMPERED)
def test_a_tampered_store_is_restored_from_a_copy(city, statement, line):
    city.run("load", "index", city.folder / "i.csv", "--set", "bydele")
    with duckdb.connect(str(city.store)) as con:
        con.execute(statement)
    words = line.format(out=city.folder / "k.html").split()
    found = CliRunner().invoke(main, ["--store", str(city.store), *words])
    assert found.exit_code == 1, found.stderr
    said = found.stderr.splitlines()[-1]
    assert "estore" in said
    assert "from a copy" in said
    assert "store.duckdb" in said


def test_a_pipe_that_closes_is_silent(city):
    """``hotspots areas show … | true``: nothing on stderr, whoever closed first."""
    command = [sys.executable, "-m", "hotspots", "--store", str(city.store), "areas", "show",
               "bydele", "--format", "csv"]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        said = process.stderr.read()
    assert said == b""
    assert process.returncode == 1
