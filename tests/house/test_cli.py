"""The command line itself: quick to answer, one sentence per error, the right exit code."""

import errno
import json
import re
import shlex
import shutil
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from hotspots.cli.main import main
from tests.small_city import City
from tests.tools.command_tree import tree

HEAVY = (
    "pandas", "duckdb", "geopandas", "folium", "numpy", "pyarrow", "statsmodels", "rasterio",
    "matplotlib",
)  # fmt: skip


COMMANDS = [(path, command) for path, command in tree(main) if path]


@pytest.mark.parametrize("arguments", [["--help"], ["load", "incidents", "--help"]])
def test_help_imports_nothing_heavy(arguments):
    """Help answers before pandas, DuckDB, GeoPandas or Folium are touched."""
    code = (
        "import sys; from hotspots.cli.main import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert done.stdout.startswith("Usage:")


@pytest.mark.parametrize(("path", "command"), COMMANDS)
def test_every_command_and_option_explains_itself(path, command):
    """No command and no option without help."""
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{' '.join(path)} {option.name}"


@pytest.mark.parametrize("name", ["store.duckdb", "mit lager.duckdb", "a'b.duckdb"])
def test_what_is_advised_asks_the_store_that_was_asked(tmp_path, name):
    """In errors, rows and notes; a store named by nobody, or for the shell, is not repeated."""
    city, store = City(tmp_path), tmp_path / name
    city.areas(["Nord", "Syd"])
    rows = "Nord;2020;utryg_nabolag;10;;\nNorge;2020;utryg_nabolag;10;;\n"
    city.run("load", "index", city.write("i.csv", "område;år;indikator;pct;n;note\n" + rows),
             "--set", "bydele")  # fmt: skip
    city.store.rename(store)
    asked = shlex.join(["hotspots", "--store", str(store)])
    said = CliRunner().invoke(main, ["--store", str(store), "goals"])
    assert f"`{asked} load goals`" in said.stderr
    for words in (["--store", str(store), "check"], ["check"]):
        check = CliRunner(env={"HOTSPOTS_STORE": str(store)}).invoke(
            main, [*words, "--format", "json"]
        )
        (row,) = json.loads(check.stdout)["rows"]
        program = asked if "--store" in words else "hotspots"
        advised = re.search(r"`([^`]+)`", row["do"])[1]
        assert advised == f"{program} status --rejects 2"
        runs = CliRunner(env={"HOTSPOTS_STORE": str(store)}).invoke(main, shlex.split(advised)[1:])
        assert runs.exit_code == 0, runs.output
    told = tmp_path / "check.json"
    CliRunner().invoke(main, ["--store", str(store), "check", "-o", str(told)])
    assert "`hotspots status --rejects 2`" in told.read_text(encoding="utf-8")
    assert str(tmp_path) not in told.read_text(encoding="utf-8")


# a release is a folder of files, and says itself what it cannot be put into
WRITERS = [path for path, command in COMMANDS if path != ("release", "build") and "-o" in
           [mark for option in command.params for mark in option.opts]]  # fmt: skip


@pytest.mark.parametrize("path", WRITERS)
def test_a_file_that_cannot_be_written_is_refused_before_any_work(path, tmp_path):
    """Every command with -o says so before it asks for a store, or for what else it needs."""
    city, there = City(tmp_path), tmp_path / "svar.csv"
    there.write_text("mit", encoding="utf-8")
    assert "already there" in city.run(*path, "-o", there, expect=2).stderr
    assert "is a folder" in city.run(*path, "-o", tmp_path, expect=2).stderr
    assert "is no folder" in city.run(*path, "-o", there / "a.csv", expect=2).stderr
    assert "no store here" in city.run("change", "--force", "-o", there, expect=1).stderr
    assert there.read_text(encoding="utf-8") == "mit"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("change", "-o", "svar.abc"), "the ending '.abc' is no format"),
        (("change", "--format", "xlsx"), "--format xlsx needs a file"),
        (("surface", "-o", "t.tif", "--contours", "t.csv"), "polygons go into"),
    ],
)
def test_a_format_that_cannot_be_is_refused_before_any_work(asked, told, tmp_path):
    """Neither ending nor format is left until the answer is there."""
    assert told in City(tmp_path).run(*asked, expect=2).stderr


def test_a_folder_that_may_not_be_written_in(tmp_path, monkeypatch):
    """Said before any work, with the folder's name; a folder that is missing is made."""
    missing = tmp_path / "ny" / "svar.csv"
    City(tmp_path).run("change", "-o", missing, expect=1)
    monkeypatch.setattr("os.access", lambda *_: False)
    refused = City(tmp_path).run("change", "-o", missing, expect=2).stderr
    assert f"nothing may be written in {tmp_path}" in refused


@pytest.mark.parametrize(
    "output", ["/proc/svar.csv", "/sys/svar.csv", "/dev/null", "{tmp}/" + "n" * 300 + ".csv"]
)
@pytest.mark.skipif(sys.platform != "linux", reason="folders of Linux")
def test_a_target_that_rights_do_not_tell_of_is_refused_before_any_work(output, tmp_path):
    """A folder of the system, a device, a name too long: said before there is even a store."""
    path = output.format(tmp=tmp_path)
    said = City(tmp_path).run("change", "-o", path, "--force", "--format", "csv", expect=2).stderr
    assert path in said
    assert "nothing can be written" in said or "no ordinary file" in said
    assert ".writing" not in said
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    "arguments",
    [("change", "-o", "svar.xlsx"), ("map", "change", "-o", "kort.html"),
     ("figure", "change", "-o", "kort.png"), ("detect", "-o", "svar.gpkg"),
     ("report", "-o", "status.docx"), ("demo", "demo")],
)  # fmt: skip
def test_a_full_disk_is_said_before_any_work(arguments, tmp_path, monkeypatch):
    """A disk with less than a megabyte is full, and so is one that refuses a small file."""
    monkeypatch.chdir(tmp_path)
    usage = shutil.disk_usage(tmp_path)._replace(free=1_000_000)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    said = City(tmp_path / "by").run(*arguments, expect=1).stderr
    assert f"the disk of {tmp_path} is full" in said
    assert [*tmp_path.iterdir()] == []


def test_a_disk_that_refuses_a_small_file_is_full(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", refuse)
    said = City(tmp_path).run("change", "-o", tmp_path / "svar.csv", expect=1).stderr
    assert "is full" in said
    assert [*tmp_path.iterdir()] == []


def test_no_store_yet(tmp_path):
    """A question before the first load: exit 1, what is missing and how it comes."""
    city = City(tmp_path)
    result = city.run("change", expect=1)
    assert "there is no store here yet" in result.stderr
    assert f"`{city.program} load`" in result.stderr
    assert not city.store.exists()


def test_store_by_environment(tmp_path):
    """HOTSPOTS_STORE names the store where --store does not."""
    store = tmp_path / "elsewhere.duckdb"
    result = CliRunner().invoke(main, ["status"], env={"HOTSPOTS_STORE": str(store)})
    assert str(store) in result.stderr


def test_data_to_stdout_talk_to_stderr(tmp_path):
    """A table can be piped; --quiet leaves only it."""
    city = City(tmp_path)
    city.areas(["Nord"])
    city.index(["Nord;2010;11;300;;", "Nord;2020;5;300;;"])
    loud = city.run("change", "--format", "csv")
    assert loud.stdout.lstrip("\ufeff").startswith("area,name,indicator")
    assert "Year set to 2020" in loud.stderr
    assert city.run("-q", "change", "--format", "csv").stderr == ""


def test_map_options_that_are_not_pairs(tmp_path):
    """--map without a value, or for a field that does not exist, is wrong usage."""
    city = City(tmp_path)
    city.areas(["Nord"])
    rows = city.write("i.csv", "A;B\nNord;1\n")
    load = ("load", "index", rows, "--set", "bydele")
    assert "write FIELD=VALUE" in city.run(*load, "--map", "area", expect=2).stderr
    assert "no field 'areal'" in city.run(*load, "--map", "areal=A", expect=2).stderr
