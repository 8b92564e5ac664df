"""There are two ways out, files and the terminal, and both ask for a permit."""

import ast
import re
import stat

import pytest

from hotspots import safe
from hotspots.errors import ReleaseRefused
from hotspots.model.release import Permit
from tests.tools.reference_docs import ROOT

_MODE = re.compile(r"[rwaxbt+]{1,4}")
_WRITERS = {
    "write_text", "write_bytes", "writelines", "to_file", "to_csv", "to_excel", "to_parquet",
    "to_json", "to_pickle", "to_feather", "to_html", "to_sql", "tofile", "savefig", "imsave",
    "save", "savez", "savetxt", "write_dataframe", "write_arrow", "write_table",
    "dump", "copyfile", "copy2", "copytree", "copyfileobj", "move", "rename",
    "symlink_to", "hardlink_to", "extractall", "TemporaryDirectory", "NamedTemporaryFile",
    "TemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp", "print", "secho", "echo",
    "pprint", "RotatingFileHandler", "FileHandler",
}  # fmt: skip
_DOORS = {"safe.write_text", "picture_file.save"}
# Each with the function that it stands in, and why it opens no way out of its own.
_DRAFT = "into the draft that whole_file or scratch_folder yielded"
_WAY_IN = "a copy of an extract on its way in, in a folder that vanishes"
_MADE_UP = "made-up extracts, which are about nobody"
ALLOWED = {
    "private.py _locked mkdtemp": "the private folder itself",
    "private.py _locked open": "to lock the private folder",
    "private.py _is_removed open": "to lock the private folder",
    "private.py _unnamed open": "a file without a name, for a copy on its way in",
    "private.py file symlink_to": "the way to a file without a name",
    "safe.py whole_file os.replace": "the door itself",
    "targets.py _try_to_write write_bytes": "a trial of nothing, before the work",
    "safe.py put_folder copytree": "a release that was proved, on its way out",
    "safe.py put_folder os.replace": "a release that was proved, on its way out",
    "safe.py write_text write_text": _DRAFT,
    "safe.py write_pair write_text": _DRAFT,
    "safe.py _put write_bytes": _DRAFT,
    "cli/console.py warn echo": "on stderr, to who runs it",
    "cli/console.py show echo": "on stderr, to who ended it",
    "cli/console.py progress echo": "on stderr, to who runs it",
    "cli/console.py end_progress echo": "on stderr, to who runs it",
    "cli/console.py give echo": "the door itself",
    "cli/encodings.py write_nearest sys.stdout": "sets how signs that a console lacks are written",
    "cli/encodings.py write_utf8 sys.stdout": "sets the encoding of what deliver prints",
    "cli/options.py deliver sys.stdout": "asks whether it is a terminal",
    "engine/file_locks.py lock_file open": "an empty file that is locked while somebody waits",
    "engine/copies.py _write_through open": "the draft, which is written through to the disk",
    "engine/copies.py _put_log_aside os.replace": "a log that goes with the store it was of",
    "safe.py whole_folder os.replace": "the door itself, for a folder",
    "output/exports/tables.py write_manifest write_text": _DRAFT,
    "workflows/upkeep/export.py _write write_table": _DRAFT,
    "workflows/upkeep/restore.py _of_today copyfile": "a copy of a copy, to be brought up to date",
    "engine/store.py _copied copyfile": "a copy of the store for a load that is tried",
    "workflows/provenance/machine_faults.py _no_room TemporaryFile": "asks whether it could",
    "workflows/provenance/machine_faults.py console_faults sys.stdout": "asks its encoding",
    "mapping/pictures/picture_file.py _png savefig": _DRAFT,
    "mapping/pictures/picture_file.py _pdf savefig": _DRAFT,
    "mapping/pictures/picture_file.py _pdf write_text": _DRAFT,
    "mapping/pictures/picture_file.py _pdf write_bytes": _DRAFT,
    "mapping/pictures/picture_file.py _svg savefig": _DRAFT,
    "mapping/pictures/picture_file.py _svg write_text": _DRAFT,
    "mapping/pictures/picture_bytes.py trimmed_png save": "into bytes in memory",
    "sources/files/archives.py _gunzip open": _WAY_IN,
    "sources/files/archives.py _take_out extractall": _WAY_IN,
    "sources/files/archives.py _take_out open": _WAY_IN,
    "sources/files/archives.py _take_out copyfileobj": _WAY_IN,
    "sources/files/encoding.py _mend open": _WAY_IN,
    "sources/files/encoding.py _mend writelines": _WAY_IN,
    "sources/files/encoding.py _transcode open": _WAY_IN,
    "sources/files/quoting.py straightened open": _WAY_IN,
    "sources/layers/containers.py _without_links copyfile": _WAY_IN,
    "sources/layers/containers.py _without_links open": _WAY_IN,
    "sources/apart/child.py _pipes open": "to read of nothing where stdin was",
    "sources/apart/reader.py __init__ TemporaryFile": "what a reader writes on stderr, unnamed",
    "sources/files/parquet/service.py _written_anew write_table": "into bytes in memory",
    "workflows/demo/extracts.py _write_areas write_text": _MADE_UP,
    "workflows/demo/extracts.py _write_arrow open": _MADE_UP,
    "workflows/demo/csv_extract.py write_csv write_bytes": _MADE_UP,
    "workflows/demo/programme.py _write_stations write_text": _MADE_UP,
    "workflows/demo/surveys.py _write_workbook xlsxwriter.Workbook": _MADE_UP,
    "output/answers/geopackage.py write_gpkg write_dataframe": _DRAFT,
    "output/answers/geopackage.py write_gpkg copyfile": _DRAFT,
    "output/answers/geotiff.py write_geotiff open": _DRAFT,
    "output/answers/layers.py write_parquet to_parquet": _DRAFT,
    "output/answers/workbook.py write_xlsx xlsxwriter.Workbook": _DRAFT,
    "output/release/folder.py _write write_bytes": _DRAFT,
    "output/report/packages.py as_bytes save": "into bytes in memory",
    "output/report/pdf.py _write_parts write_bytes": _DRAFT,
    "output/report/pdf.py _write_parts write_text": _DRAFT,
    "workflows/report/report.py _write write_bytes": _DRAFT,
}


def called(call):
    """Return how a call is written without its arguments, such as ``os.replace``."""
    return ast.unparse(call.func)


def opens_for_writing(call):
    texts = [part.value for part in (*call.args, *(word.value for word in call.keywords))
             if isinstance(part, ast.Constant) and isinstance(part.value, str)]  # fmt: skip
    return any(_MODE.fullmatch(text) and set(text) & set("wax+") for text in texts)


def writing(node):
    """Return the name of what writes or prints in a node, or None."""
    if isinstance(node, ast.Attribute) and re.fullmatch(r"sys\.(__)?stdout(__)?",
                                                        ast.unparse(node)):  # fmt: skip
        return "sys.stdout"
    if not isinstance(node, ast.Call):
        return None
    if called(node) in _DOORS or any(word.arg == "columns" for word in node.keywords):
        return None  # a frame's columns are renamed, too
    name = called(node).rpartition(".")[2]
    if name == "open" and (opens_for_writing(node) or called(node) == "os.open"):
        return "open"
    if called(node) in {
        "os.replace",
        "os.rename",
        "os.write",
        "os.link",
        "shutil.copy",
        "xlsxwriter.Workbook",
    }:
        return called(node)
    return name if name in _WRITERS else None


def writings(tree, function="-"):
    """Yield each way of writing with the function that it stands in."""
    for node in ast.iter_child_nodes(tree):
        if name := writing(node):
            yield f"{function} {name}"
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        yield from writings(node, node.name if is_function else function)


@pytest.mark.thorough
def test_nothing_is_written_beside_the_door():
    """Whatever writes is listed with its reason, and nothing is listed that is not there."""
    places = {
        f"{path.relative_to(ROOT / 'hotspots')} {place}"
        for path in sorted((ROOT / "hotspots").rglob("*.py"))
        for place in writings(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert places - ALLOWED.keys() == set()
    assert ALLOWED.keys() - places == set()


@pytest.mark.parametrize(
    "code",
    [
        "open(path, 'w')", "path.open('wb')", "path.open(mode='a')", "os.open(path, flags)",
        "rasterio.open(path, 'r+')", "path.write_text('x')", "frame.to_csv(path)", "print(1)",
        "layer.to_file(path)", "click.echo('x')", "sys.stdout.write('x')", "json.dump(x, file)",
        "tempfile.mkdtemp()", "TemporaryDirectory()", "shutil.copy(a, b)", "os.replace(a, b)",
        "figure.savefig(path)", "gzip.open(path, 'wt')", "sys.__stdout__",
    ],
)  # fmt: skip
def test_what_writes_is_seen(code):
    assert len(list(writings(ast.parse(f"def f():\n    {code}")))) == 1


@pytest.mark.parametrize(
    "code", ["open(path)", "path.open('rb')", "text.replace('a', 'b')", "archive.open('data')",
             "copy.copy(x)", "sys.stderr.write('x')"]
)  # fmt: skip
def test_what_only_reads_is_not(code):
    assert list(writings(ast.parse(code))) == []


@pytest.fixture
def room(tmp_path):
    """Return a private room."""
    folder = tmp_path / "room"
    folder.mkdir(mode=0o700)
    return folder


def test_an_internal_permit_changes_nothing(tmp_path):
    safe.write_text(tmp_path / "a.txt", "x")
    assert (tmp_path / "a.txt").read_text() == "x"
    safe.refuse_print()


def test_below_internal_files_lie_in_the_private_room(tmp_path, room):
    """Whatever place was asked for; only the owner may read them."""
    elsewhere = tmp_path / "ud" / "kort.html"
    with safe.permitted(Permit("public", room)):
        safe.write_text(elsewhere, "x")
        safe.write_text(room / "sub" / "b.txt", "y")
        safe.write_pair(tmp_path / "c.csv", "z", tmp_path / "c.notes.txt", "note")
        with safe.scratch_folder() as folder:
            assert folder.parent == room
    assert not elsewhere.parent.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["room"]
    files = {path.relative_to(room).as_posix(): path for path in room.rglob("*.*")}
    assert sorted(files) == ["c.csv", "c.notes.txt", "kort.html", "sub/b.txt"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files.values()} == {0o600}
    assert safe.permit() == Permit()


def test_a_path_that_climbs_out_of_the_room_is_brought_back(tmp_path, room):
    with safe.permitted(Permit("partner", room)):
        safe.write_text(room / ".." / "a.txt", "x")
    assert (room / "a.txt").exists()
    assert not (tmp_path / "a.txt").exists()


def test_below_internal_nothing_is_printed(room):
    with safe.permitted(Permit("partner", room)), pytest.raises(ReleaseRefused, match="printed"):
        safe.refuse_print()


def test_the_console_asks_before_it_prints(room, capsys, tmp_path):
    from hotspots.cli.console import Console

    console = Console(tmp_path / "store.duckdb", "da", quiet=False)
    with safe.permitted(Permit("public", room)), pytest.raises(ReleaseRefused):
        console.give("4 røverier")
    assert capsys.readouterr().out == ""


def test_a_permit_cannot_be_exchanged_for_a_wider_one(room):
    with safe.permitted(Permit("public", room)), pytest.raises(ReleaseRefused, match="exchanged"):
        safe.permitted(Permit()).__enter__()
    assert safe.permit() == Permit()


def test_a_permit_holds_for_every_thread(room):
    from concurrent.futures import ThreadPoolExecutor

    with safe.permitted(Permit("public", room)), ThreadPoolExecutor(1) as pool:
        assert pool.submit(safe.permit).result().audience == "public"


@pytest.mark.parametrize("mode", [0o750, 0o701, None])
def test_a_room_that_others_may_enter_is_refused(tmp_path, mode):
    folder = tmp_path / "open"
    if mode:
        folder.mkdir()
        folder.chmod(mode)
    with pytest.raises(ReleaseRefused, match="0700"):
        safe.permitted(Permit("public", folder)).__enter__()
    with pytest.raises(ReleaseRefused, match="0700"):
        safe.permitted(Permit("public")).__enter__()
    assert safe.permit() == Permit()


# Each is another way out: a server, a program, a mail.
NO_WAYS = {"socket", "ssl", "urllib.request", "http", "ftplib", "smtplib", "requests", "httpx",
           "aiohttp", "subprocess", "webbrowser", "telnetlib", "xmlrpc", "syslog"}  # fmt: skip

STARTED = {"sources/apart/reader.py": "reads a file on its way in, in a process of its own"}


def test_nothing_is_sent_away():
    """No module of ours speaks to a server, and one starts a program: this one again."""
    users = set()
    for path in sorted((ROOT / "hotspots").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [part.name for part in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{part.name}" for part in node.names)]
            outer = {name.partition(".")[0] for name in names}
            if ({*names} | outer) & NO_WAYS:
                users.add(str(path.relative_to(ROOT / "hotspots")))
    assert users == STARTED.keys()
