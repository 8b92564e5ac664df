"""The command line itself: quick to answer, one sentence per error, the right exit code."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from hotspots.cli.main import main
from tests.small_city import City

HEAVY = (
    "pandas", "duckdb", "geopandas", "folium", "numpy", "polars", "pyarrow", "statsmodels", "svy",
    "rasterio", "matplotlib",
)  # fmt: skip


def commands(group, path=()):
    """Yield every command with its path of names."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        yield (*path, name), command


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


@pytest.mark.parametrize(("path", "command"), list(commands(main)))
def test_every_command_and_option_explains_itself(path, command):
    """No command and no option without help."""
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{' '.join(path)} {option.name}"


def test_no_store_yet(tmp_path):
    """A question before the first load: exit 1, what is missing and how it comes."""
    city = City(tmp_path)
    result = city.run("change", expect=1)
    assert "there is no store here yet" in result.stderr
    assert "hotspots load" in result.stderr
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
