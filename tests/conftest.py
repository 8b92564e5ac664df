"""What the tests share: the command line with a store of its own, and small made-up layers.

A test of arithmetic needs none of it: what takes long to import is imported where it is used.
"""

import json
import os
import shlex
import shutil
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hotspots.engine import gdal
from hotspots.errors import ProgramFault
from hotspots.language import speak
from tests.tools.campaign import is_campaign

if TYPE_CHECKING:
    from click.testing import Result

gdal.lock()
# Messages are in the language of the locale; what the tests expect is English.
os.environ["LC_ALL"] = "C.UTF-8"
# A store is written through to the disk at each load: where there is room, the disk is memory.
MEMORY, ROOM_BYTES = Path("/dev/shm"), 6 << 30  # noqa: S108 - pytest makes a private folder there
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_BYTES:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
# A file is run by one process from end to end: begun last, a long one would keep the rest waiting.
# Those that need the demo are begun apart: the second would wait until the first has made it.
LONGEST = (
    "test_docs", "test_export", "test_reliability", "test_hostile", "test_oracle_tables",
    "test_package", "test_report", "test_restore", "test_parts_of_years", "test_twins",
    "test_forget", "test_ended", "test_seeded_city",
    "test_load_incidents",
    "test_mapping_page", "test_repeat", "test_evaluate", "test_goals", "test_figure",
    "test_crosswalks", "test_page_controls", "test_check", "test_demo", "test_hours",
    "test_load_survey", "test_trace", "test_incidents", "test_load_bad_files", "test_properties",
    "test_map_indicator", "test_same_bytes", "test_surface", "test_same_incidents",
    "test_same_figures", "test_oracle_seeded", "test_oracle_insider",
)  # fmt: skip


_SPARING, _MANY = 5, 4


def pytest_collectstart(collector):
    """Set Hypothesis no deadline where a file uses it: a busy machine is no fault of a test."""
    if isinstance(collector, pytest.Module) and _uses_hypothesis(collector.path):
        import hypothesis

        hypothesis.settings.register_profile("unhurried", deadline=None)
        hypothesis.settings.load_profile("unhurried")


def _uses_hypothesis(file):
    return "from hypothesis import" in file.read_text(encoding="utf-8")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    """Spare a run without Hypothesis its import, for which the plugin of that asks at the end."""
    plugins = session.config.pluginmanager
    if "hypothesis" not in sys.modules and not plugins.has_plugin("dsession"):
        plugins.set_blocked("hypothesispytest")


def pytest_collection_modifyitems(config, items):
    """Put the tests of long files first, each file's own in their order; leave out some cases."""
    items.sort(key=lambda item: _turn(item.path.stem))
    if not is_campaign():
        left_out = set(_left_out(items))
        if config.args_source is not pytest.Config.ArgsSource.ARGS:
            left_out |= {item for item in items if item.get_closest_marker("thorough")}
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def _left_out(items):
    """Yield what the usual run leaves out: cases of tests with many.

    Of tests marked ``part(n)`` it tries each 5n-th case, of others with four or more each fifth.
    What is marked ``thorough`` it tries where somebody names the file, the folder or the test.
    A mark says what was enough of it once; since then the tests have grown. The last case is
    tried always. A single case that somebody names is alone, and so the last.
    """
    cases = defaultdict(list)
    for item in items:
        cases[item.path, getattr(item, "originalname", item.name)].append(item)
    for group in cases.values():
        step = _step(group)
        yield from (item for at, item in enumerate(reversed(group)) if at % step)


def _step(group):
    """Return how many cases the usual run goes on by; outside of the house many go by fives."""
    marker = group[0].get_closest_marker("part")
    if marker:
        return _SPARING * marker.args[0]
    is_of_many = len(group) >= _MANY and group[0].path.parent.name != "house"
    return _SPARING if is_of_many else 1


def _turn(file):
    starts = (at for at, name in enumerate(LONGEST) if file.startswith(name))
    return next(starts, len(LONGEST))


@pytest.fixture(autouse=True)
def _english_again():
    """Let no test speak the language that the one before it asked for."""
    yield
    speak(None)


@pytest.fixture(scope="session", autouse=True)
def _browser_ended():
    """End the browser that the tests of this process shared."""
    yield
    if "tests.browser" in sys.modules:
        sys.modules["tests.browser"].close()


@dataclass(frozen=True)
class Hotspots:
    """The command line with one store, and a look into that store behind its back."""

    store: Path

    @property
    def program(self) -> str:
        """Return how every command that is advised begins: it names the store."""
        return shlex.join(["hotspots", "--store", str(self.store)])

    def run(self, *arguments) -> "Result":
        """Run a command; an error that is not one of ours fails the test at once."""
        from click.testing import CliRunner

        from hotspots.cli.main import main

        found = CliRunner().invoke(main, ["--store", str(self.store), *map(str, arguments)])
        if found.exception is not None and not isinstance(found.exception, SystemExit):
            raise found.exception
        assert found.exit_code != ProgramFault.exit_code, found.stderr
        return found

    def done(self, *arguments) -> "Result":
        """Run a command that must succeed."""
        found = self.run(*arguments)
        assert found.exit_code == 0, found.stderr
        return found

    def query(self, statement, **values) -> list[tuple]:
        """Return the rows of a query on the store, which nobody else may hold."""
        import duckdb

        with duckdb.connect(str(self.store), read_only=True) as con:
            return con.execute(statement, values or None).fetchall()

    def contents(self) -> dict[str, list[tuple]] | None:
        """Return every row of every table, or None where there is no store."""
        if not self.store.exists():
            return None
        import duckdb

        with duckdb.connect(str(self.store), read_only=True) as con:
            names = con.execute("select table_name from duckdb_tables() order by all").fetchall()
            return {name: con.table(name).order("all").fetchall() for (name,) in names}

    def rejects(self, load=None) -> list[tuple]:
        """Return the rejects as (row, column, value, reason), by row."""
        return self.query(
            "select row_number, column_name, value, reason from reject "
            "where $load is null or load_id = $load order by load_id, row_number",
            load=load,
        )

    def counts(self, load) -> tuple[int, int, int]:
        """Return a load's rows in, stored and rejected."""
        return self.query(
            "select rows_in, rows_stored, rows_rejected from load where load_id = $load", load=load
        )[0]


@pytest.fixture
def hotspots(tmp_path):
    """Return the command line with a store in a folder of its own."""
    return Hotspots(tmp_path / "store.duckdb")


@dataclass(frozen=True)
class Layers:
    """Writes area layers as GeoJSON in metres of EPSG:25832."""

    folder: Path

    def write(self, areas, name="areas.geojson", crs="EPSG:25832", code="nr", label="navn"):
        """Write (code, name, geometry) triples and return the file."""
        import shapely

        features = [
            {
                "type": "Feature",
                "properties": {code: number, label: called},
                "geometry": json.loads(shapely.to_geojson(geometry)),
            }
            for number, called, geometry in areas
        ]
        layer = {"type": "FeatureCollection", "features": features}
        if crs:
            layer["crs"] = {"type": "name", "properties": {"name": crs}}
        path = self.folder / name
        path.write_text(json.dumps(layer), encoding="utf-8")
        return path


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Return the demo that all processes of this run share: nothing may be written into it."""
    from tests.made_demo import shared_demo

    folder = tmp_path_factory.getbasetemp()
    return shared_demo((folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "made")


EAST_M, NORTH_M = 724_000, 6_175_000


def square(column, row=0, side_m=100):
    """Return a square of a lattice in the middle of Copenhagen."""
    import shapely

    west, south = EAST_M + column * side_m, NORTH_M + row * side_m
    return shapely.box(west, south, west + side_m, south + side_m)


@pytest.fixture
def layers(tmp_path):
    """Return a writer of small area layers."""
    return Layers(tmp_path)


@pytest.fixture(scope="session")
def stored_areas(tmp_path_factory):
    """Return a store with a set ``by`` of three squares side by side, 1 to 3."""
    folder = tmp_path_factory.mktemp("stored")
    names = ("Nørrebro", "Kongens Enghave", "Vesterbro/Ålholm")
    path = Layers(folder).write([(at + 1, name, square(at)) for at, name in enumerate(names)])
    hotspots = Hotspots(folder / "store.duckdb")
    hotspots.done("load", "areas", path, "--set", "by")
    return hotspots.store


@pytest.fixture
def three_areas(hotspots, stored_areas):
    """Return the command line with its own copy of that store."""
    shutil.copy(stored_areas, hotspots.store)
    return hotspots
