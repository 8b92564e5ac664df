"""Plain copies of packed or re-encoded extracts: nobody finds them, also after a kill."""

import gzip
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hotspots.private import COPIES, private_folder, remove_abandoned, unnamed_file
from tests.conftest import square

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no folders that are locked"),
    pytest.mark.part(2),
]
FREE_TEXT = "HEMMELIGT sted på Nørrebro"
# Where a load is killed or ended: its copies are all made then.
_READERS = ("hotspots.engine.csv_stream.reader", "hotspots.sources.layers.frames.vector_file")
_ENDED = """
import importlib, os, signal, sys
name, number = sys.argv[1:3]
# whoever started the tests may have had them ignore it
if int(number) != signal.SIGKILL:
    signal.signal(int(number), signal.SIG_DFL)
if int(number) == signal.SIGINT:
    signal.signal(signal.SIGINT, signal.default_int_handler)
module, attribute = name.rsplit(".", 1)
def end(*_, **__):
    os.kill(os.getpid(), int(number))
    raise AssertionError("it goes on")
setattr(importlib.import_module(module), attribute, end)
sys.argv = ["hotspots", *sys.argv[3:]]
from hotspots.cli.main import main
main()
"""
ROWS = f"id;dato;x;y;note\na1;01-02-2024;724050;6175050;{FREE_TEXT}\n"
HAS_UNNAMED = hasattr(os, "O_TMPFILE") and Path("/proc/self/fd").is_dir()


def _csv(path):
    path.write_bytes(ROWS.encode("cp1252"))
    return path


def _zipped(path, *files):
    with zipfile.ZipFile(path, "w") as archive:
        for file in files:
            archive.write(file, file.name)
            file.unlink()
    return path


def _layer(path):
    import geopandas

    frame = geopandas.GeoDataFrame({"id": ["a1"], "dato": ["2024-02-01"], "note": [FREE_TEXT]},
                                   geometry=[square(0).centroid], crs="EPSG:25832")  # fmt: skip
    frame.to_file(path)
    return sorted(path.parent.glob(f"{path.stem}.*"))


def _made(folder, kind):
    """Write an extract of a kind and return the file, and by which function it is read."""
    if kind == "csv":
        return _csv(folder / "a.csv"), _READERS[0]
    if kind == "quoted":
        path = folder / "a.csv"
        path.write_text(
            ROWS + f'a2;01-02-2024;724050;6175050;"{FREE_TEXT}\n{FREE_TEXT}"\n', "utf-8"
        )
        return path, _READERS[0]
    if kind == "csv.gz":
        path = folder / "a.csv.gz"
        path.write_bytes(gzip.compress(ROWS.encode("cp1252")))
        return path, _READERS[0]
    if kind == "csv.zip":
        return _zipped(folder / "a.zip", _csv(folder / "a.csv")), _READERS[0]
    if kind == "gml":
        return _layer(folder / "a.gml")[0], _READERS[1]
    return _zipped(folder / "a.zip", *_layer(folder / f"a.{kind}")), _READERS[1]


def _load(folder, kind, number):
    """Load a file in a process that a signal ends when its copies are made; return the folder."""
    copies = folder / "tmp"
    copies.mkdir()
    path, function = _made(folder, kind)
    done = subprocess.run(
        [sys.executable, "-c", _ENDED, function, str(int(number)), "--store",
         str(folder / "store.duckdb"), "load", "incidents", str(path), "--crs", "EPSG:25832"],
        env={**os.environ, "TMPDIR": str(copies)}, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert b"it goes on" not in done.stderr, done.stderr.decode()
    return copies, done.returncode


def _contents(folder):
    """Return all bytes of the files that have a name below a folder."""
    files = [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]
    return b"".join(file.read_bytes() for file in files)


@pytest.mark.parametrize("kind", ["csv", "quoted", "csv.gz", "csv.zip", "gml", "shp", "gpkg"])
def test_a_killed_load_leaves_no_copy_and_the_next_run_no_folder(tmp_path, hotspots, monkeypatch,
                                                                kind):  # fmt: skip
    """A GeoPackage needs a name, so its copy stays until the next run; of others nothing does."""
    copies, code = _load(tmp_path, kind, signal.SIGKILL)
    assert code == -signal.SIGKILL
    (left, *_) = copies.iterdir()
    assert left.name.startswith(COPIES)
    assert left.stat().st_mode & 0o777 == 0o700
    if HAS_UNNAMED and kind != "gpkg":
        assert b"HEMMELIGT" not in _contents(copies)
    monkeypatch.setattr("tempfile.tempdir", str(copies))
    hotspots.run("status")
    assert [*copies.iterdir()] == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("kind", ["csv.zip", "gpkg"])
def test_a_load_that_is_ended_by_a_signal_leaves_nothing(tmp_path, kind, number):
    copies, code = _load(tmp_path, kind, number)
    assert code != 0
    assert [*copies.iterdir()] == []


def test_the_copy_of_a_store_for_a_load_that_is_tried_has_no_name(tmp_path, three_areas):
    """Taken where an older version made the store: here one step is taken back."""
    from hotspots.engine import store

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(tmp_path))
        patch.setattr(store, "_is_current", lambda *_: False)
        with store.trying(three_areas.store) as tried:
            assert len(tried.rows("store/loads")) == 1
            if HAS_UNNAMED:
                (folder,) = tmp_path.glob(f"{COPIES}*")
                assert not _contents(folder)


def test_only_what_nobody_holds_is_removed(tmp_path):
    """Not the folder of a living run, and none of another name, mode or kind."""
    abandoned, open_to_all = (tmp_path / f"{COPIES}{name}" for name in ("abcdefgh", "12345678"))
    for folder in (abandoned, open_to_all, tmp_path / f"{COPIES}notes"):
        folder.mkdir(mode=0o700)
    open_to_all.chmod(0o755)
    with private_folder(place=tmp_path) as held:
        assert remove_abandoned(place=tmp_path) == [abandoned]
        assert not abandoned.exists()
        assert held.exists()
    assert {path.name for path in tmp_path.iterdir()} == {open_to_all.name, f"{COPIES}notes"}


def test_a_file_without_a_name_is_written_and_read_by_its_path(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with unnamed_file("a.csv") as path:
        path.write_text(FREE_TEXT, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == FREE_TEXT
        assert path.suffix == ".csv"
    assert [*tmp_path.iterdir()] == []


def test_a_killed_writing_leaves_no_draft_for_long(tmp_path, monkeypatch):
    """The next file in the folder removes it."""
    from hotspots.safe import _DRAFTS, write_text

    draft = tmp_path / f"{_DRAFTS}abcdefgh"
    draft.mkdir(mode=0o700)
    (draft / "a.csv").write_text(FREE_TEXT, encoding="utf-8")
    write_text(tmp_path / "b.csv", "b")
    assert [path.name for path in tmp_path.iterdir()] == ["b.csv"]
